import { describe, expect, test } from 'vitest';
import { type PutSetting, refusalsOf, type Surroundings } from '../../arm/refusals.ts';
import {
  HUB_WEST,
  LOGIN,
  liveSetting,
  OTHER_WORKSPACE,
  REPOSITORY,
  regionOf,
  registryId,
  STORAGE_WEST,
  WORKSPACE,
} from './simulated-deployment.ts';

const on = (category: string): object => ({ category, enabled: true });
const group = (categoryGroup: string, enabled: unknown = true): object => ({ categoryGroup, enabled });
const METRICS = [on('AllMetrics')];
const AUDIT = [group('audit')];
const one = (properties: Record<string, unknown>, name = 'one'): PutSetting =>
  liveSetting(name, { workspaceId: WORKSPACE, ...properties });
const five = [1, 2, 3, 4, 5].map((i) => one({ workspaceId: `${WORKSPACE}${i}`, logs: AUDIT }, `s${i}`));

describe('Azure accepts', () => {
  test.each<[string, PutSetting, PutSetting[]]>([
    ['a group', one({ logs: AUDIT }), []],
    [
      'categories with metrics, and nulls beside them',
      one({ logs: [{ ...on(LOGIN), categoryGroup: null }, on(REPOSITORY)], metrics: METRICS }),
      [],
    ],
    ['no retention', one({ logs: [{ ...on(LOGIN), retentionPolicy: { enabled: false, days: 0 } }] }), []],
    ['another version of a setting, though there are five', one({ logs: AUDIT }, 'S5'), five],
    ['a fifth one', one({ logs: AUDIT }), five.slice(1)],
    ['one category to where another one goes', one({ logs: [on(LOGIN)] }), [one({ logs: [on(REPOSITORY)] }, 'two')]],
    ['a category to where it is turned off', one({ logs: AUDIT }), [one({ logs: [group('audit', false)] }, 'two')]],
    ['logs to where metrics go', one({ logs: AUDIT }), [one({ metrics: METRICS }, 'two')]],
    ['a group to another place', one({ logs: AUDIT }), [one({ workspaceId: OTHER_WORKSPACE, logs: AUDIT }, 'two')]],
  ])('%s', (_, put, existing) => {
    expect(refusalsOf(existing, put)).toBeUndefined();
  });
});

describe('Azure refuses', () => {
  test.each<[number, RegExp, string, PutSetting, PutSetting[]]>([
    [400, /limit of 5/, 'a sixth setting', one({ logs: AUDIT }), five],
    [400, /mix of log category/, 'a group beside a category', one({ logs: [...AUDIT, on(LOGIN)] }), []],
    [
      400,
      /mix of log category/,
      'a group in an entry of a category',
      one({ logs: [{ ...on(LOGIN), categoryGroup: 'audit' }] }),
      [],
    ],
    [
      400,
      /retention/,
      'days of retention',
      one({ logs: [{ ...on(LOGIN), retentionPolicy: { enabled: false, days: 1 } }] }),
      [],
    ],
    [
      400,
      /retention/,
      'days of retention for metrics',
      one({ metrics: [{ ...on('AllMetrics'), retentionPolicy: { enabled: true, days: 1 } }] }),
      [],
    ],
    [400, /sink needs/, 'no destination', liveSetting('one', { workspaceId: null, logs: AUDIT }), []],
    [400, /resource id/, 'a destination that is no id', one({ workspaceId: 'log', logs: AUDIT }), []],
    [400, /twice/, 'a category twice', one({ logs: [on(LOGIN), on(LOGIN.toUpperCase())] }), []],
    [400, /category is not/, 'a category of something else', one({ logs: [on('AuditEvent')] }), []],
    [400, /group is not/, 'a group of another name', one({ logs: [group('all')] }), []],
    [400, /Metric category Gauge/, 'another metric', one({ metrics: [on('Gauge')] }), []],
    [400, /enabled/, 'a text for a truth value', one({ logs: [group('audit', 'True')] }), []],
    [400, /no object/, 'no properties', { name: 'one', properties: null }, []],
    [400, /no list/, 'logs that are no list', one({ logs: {} }), []],
    [400, /not a name/, 'a name with a slash', one({ logs: AUDIT }, 'a/b'), []],
    [
      409,
      /AllMetrics|allmetrics/,
      'metrics twice to one place',
      one({ metrics: METRICS }),
      [one({ metrics: METRICS }, 'two')],
    ],
    [409, /setting 'two'/, 'a group over a category', one({ logs: AUDIT }), [one({ logs: [on(LOGIN)] }, 'two')]],
    [409, /setting 'two'/, 'a group over another', one({ logs: AUDIT }), [one({ logs: [group('allLogs')] }, 'two')]],
    [
      409,
      /setting 'two'/,
      'ids in other letters',
      one({ logs: AUDIT }),
      [one({ workspaceId: WORKSPACE.toUpperCase(), logs: AUDIT }, 'two')],
    ],
    [
      409,
      /setting 'two'/,
      'one of several destinations',
      one({ storageAccountId: STORAGE_WEST, logs: AUDIT }),
      [one({ workspaceId: OTHER_WORKSPACE, storageAccountId: STORAGE_WEST, logs: AUDIT }, 'two')],
    ],
  ])('%i %s: %s', (status, message, _, put, existing) => {
    const refusal = refusalsOf(existing, put);
    expect(refusal?.status).toBe(status);
    expect(refusal?.message).toMatch(message);
  });

  const north: Surroundings = { resourceId: registryId('acr'), location: 'northeurope', regionOf };
  test.each<[RegExp, string, Record<string, unknown>, Surroundings]>([
    [/region/, 'storage of another region', { storageAccountId: STORAGE_WEST, logs: AUDIT }, north],
    [/region/, 'an event hub of another region', { eventHubAuthorizationRuleId: HUB_WEST, logs: AUDIT }, north],
    [
      /ASCII/,
      'a resource group of other letters',
      { logs: AUDIT },
      { ...north, resourceId: registryId('acr', 'rg-ä') },
    ],
    [/ASCII/, 'a destination of other letters', { workspaceId: `${WORKSPACE}ä`, logs: AUDIT }, north],
  ])('%s: %s', (message, _, properties, around) => {
    expect(refusalsOf([], one(properties), around)?.message).toMatch(message);
    expect(refusalsOf([], one(properties))).toBeUndefined();
  });
});
