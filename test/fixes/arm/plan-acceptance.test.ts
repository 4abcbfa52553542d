import { describe, expect, test } from 'vitest';
import { logsValid } from '../../../rules/Azure.ACR.LogsValid.ts';
import {
  ALL_LOGS,
  AUDIT,
  BOTH,
  group,
  type Json,
  type JsonObject,
  LOGIN,
  nested,
  OTHER_WORKSPACE,
  on,
  parameterFile,
  REPOSITORY,
  registry,
  STRING,
  setting,
  template,
} from '../../support/arm-templates.ts';
import { expectFiles, type FixTemplate, fixesBy, said, titled } from './rule-fixes.ts';

const MISSPELT = 'ContainerRegistryLoginEvent';
const METRICS = { category: 'AllMetrics', enabled: true };
const off = (category: string): JsonObject => ({ category, enabled: false });
const generated = { metadata: { _generator: { name: 'bicep', templateHash: '1' } } };

const withLogs = (logs: Json, changes: JsonObject = {}): JsonObject =>
  template([registry(), setting({ logs }, changes)]);
const withMetrics = (metrics: Json): JsonObject => template([registry(), setting({ metrics })]);

/** A template with a category by the parameter `c`. */
const byParameter = (): JsonObject =>
  template([registry(), setting({ logs: [on("[parameters('c')]"), on(REPOSITORY)] })], { parameters: { c: STRING } });

const CORRECTS: readonly FixTemplate[] = [
  { title: 'a misspelt category', before: withLogs([on(MISSPELT), on(REPOSITORY)]), after: withLogs(BOTH) },
  {
    title: 'two misspelt categories in two settings',
    before: template([
      registry(),
      setting({ logs: [on(MISSPELT)] }),
      setting({ logs: [on('ContainerRegistryRepositoryEvent')] }, { name: 'b' }),
    ]),
    after: template([registry(), setting({ logs: [on(LOGIN)] }), setting({ logs: [on(REPOSITORY)] }, { name: 'b' })]),
  },
  {
    title: 'a misspelt category that is not enabled',
    before: withLogs([off(MISSPELT)]),
    after: withLogs([off(LOGIN)]),
  },
  {
    title: 'a misspelt category beside the right one, which is enabled',
    before: withLogs([off(MISSPELT), ...BOTH]),
    after: withLogs(BOTH),
  },
  { title: 'a misspelt group', before: withLogs([group('allLog')]), after: withLogs([ALL_LOGS]) },
  {
    title: 'a misspelt metric category',
    before: withMetrics([{ category: 'AllMetric', enabled: true }]),
    after: withMetrics([METRICS]),
  },
  {
    title: 'retention days of logs and metrics, with their switch',
    before: template([
      registry(),
      setting({
        logs: [{ ...AUDIT, retentionPolicy: { enabled: true, days: 30 } }],
        metrics: [{ ...METRICS, retentionPolicy: { days: 7, enabled: false } }],
      }),
    ]),
    after: template([
      registry(),
      setting({
        logs: [{ ...AUDIT, retentionPolicy: { enabled: false, days: 0 } }],
        metrics: [{ ...METRICS, retentionPolicy: { days: 0, enabled: false } }],
      }),
    ]),
  },
  {
    title: 'categories beside an enabled group, which holds them',
    before: withLogs([...BOTH, AUDIT]),
    after: withLogs([AUDIT]),
  },
  {
    title: 'categories beside groups that are off, which collect nothing',
    before: withLogs([on(LOGIN), group('audit', false), group('allLogs', false)]),
    after: withLogs([on(LOGIN)]),
  },
  {
    title: 'a category beside a group that there is not',
    before: withLogs([on(LOGIN), group('everything')]),
    after: withLogs([on(LOGIN)]),
  },
  {
    title: 'a group and a category in one entry',
    before: withLogs([{ ...AUDIT, category: LOGIN }]),
    after: withLogs([AUDIT]),
  },
  {
    title: 'a category listed twice, which stays where it is enabled',
    before: withLogs([off(LOGIN), on(REPOSITORY), on(LOGIN.toLowerCase())]),
    after: withLogs([on(REPOSITORY), on(LOGIN.toLowerCase())]),
  },
  { title: 'a group listed twice', before: withLogs([AUDIT, AUDIT]), after: withLogs([AUDIT]) },
  {
    title: 'an entry without enabled',
    before: withLogs([on(LOGIN), { category: REPOSITORY }]),
    after: withLogs(BOTH),
  },
  { title: 'enabled null', before: withLogs([{ ...AUDIT, enabled: null }]), after: withLogs([AUDIT]) },
  {
    title: 'groups in a version before them',
    before: withLogs([AUDIT], { apiVersion: '2017-05-01-preview' }),
    after: withLogs([AUDIT]),
  },
  {
    title: 'groups that go, so that the version stays',
    before: withLogs([on(LOGIN), group('audit', false)], { apiVersion: '2017-05-01-preview' }),
    after: withLogs([on(LOGIN)], { apiVersion: '2017-05-01-preview' }),
  },
  {
    title: 'everything at once',
    before: withLogs(
      [{ ...group('Audits'), retentionPolicy: { enabled: true, days: 1 } }, on(MISSPELT), { category: REPOSITORY }],
      { apiVersion: '2016-09-01' },
    ),
    after: withLogs([{ ...AUDIT, retentionPolicy: { enabled: false, days: 0 } }]),
  },
  {
    title: 'a setting in a nested deployment',
    before: template([registry(), nested([setting({ logs: [on(MISSPELT)] })])]),
    after: template([registry(), nested([setting({ logs: [on(LOGIN)] })])]),
  },
  {
    title: 'a setting of a loop',
    before: withLogs([on(MISSPELT)], { name: "[concat('s', copyIndex())]", copy: { name: 'c', count: 1 } }),
    after: withLogs([on(LOGIN)], { name: "[concat('s', copyIndex())]", copy: { name: 'c', count: 1 } }),
  },
  {
    title: 'a misspelt category in a parameter file',
    before: byParameter(),
    parameters: { 'main.parameters.json': parameterFile({ c: MISSPELT }) },
    given: { 'main.parameters.json': parameterFile({ c: LOGIN }) },
  },
  {
    title: 'a misspelt category in one of two parameter files',
    before: byParameter(),
    parameters: {
      'main.parameters.json': parameterFile({ c: LOGIN }),
      'main.parameters.prod.json': parameterFile({ c: MISSPELT }),
    },
    given: { 'main.parameters.prod.json': parameterFile({ c: LOGIN }) },
  },
  {
    title: 'JSON that Bicep made, where --force says so',
    before: { ...withLogs([on(MISSPELT)]), ...generated },
    after: { ...withLogs([on(LOGIN)]), ...generated },
    options: { force: true },
  },
];

const REFUSES: readonly FixTemplate[] = [
  {
    title: 'a category that is near to none',
    before: withLogs([on(LOGIN), on('AuditEvent')]),
    refused: /^no edit of a diagnostic setting corrects this: .*AuditEvent/,
  },
  {
    title: 'a metric that is near to none',
    before: withMetrics([{ category: 'StorageUsed', enabled: true }]),
    refused: /StorageUsed/,
  },
  {
    title: 'a misspelt category beside what no edit corrects',
    before: withLogs([on(MISSPELT), on('AuditEvent')]),
    refused: /^the change would not make it pass: .*AuditEvent/,
  },
  {
    title: 'a setting that is not to be edited',
    before: withLogs([on(MISSPELT)], { name: 'setByPolicy-audit' }),
    refused: /^no edit of a diagnostic setting corrects this/,
  },
  {
    title: 'entries that an expression makes',
    before: template([registry(), setting({ logs: "[variables('logs')]" })], { variables: { logs: [on(MISSPELT)] } }),
    refused: /^no edit of a diagnostic setting corrects this/,
  },
  {
    title: 'a name that an expression makes',
    before: template([registry(), setting({ logs: [on("[variables('c')]")] })], { variables: { c: MISSPELT } }),
    refused: /^no edit of a diagnostic setting corrects this/,
  },
  {
    title: 'a mix in which values decide whether the group is enabled',
    before: template([registry(), setting({ logs: [on(LOGIN), group('audit', "[parameters('on')]")] })], {
      parameters: { on: { type: 'bool' } },
    }),
    refused: /^no edit of a diagnostic setting corrects this: .*mixes/,
  },
  {
    title: 'a category that would go to a workspace twice',
    before: template([registry(), setting(), setting({ logs: [on(MISSPELT)] }, { name: 'b' })]),
    refused: /send ContainerRegistryLoginEvents to the same destination/,
  },
  {
    title: 'no destination',
    before: template([registry(), setting({ workspaceId: '' })]),
    refused: /has no destination/,
  },
  {
    title: 'a value in a parameter file that is near to nothing',
    before: byParameter(),
    parameters: { 'main.parameters.json': parameterFile({ c: 'AuditEvent' }) },
    refused: /^parameter c in main\.parameters\.json decides it/,
  },
  {
    title: 'JSON that Bicep made',
    before: { ...withLogs([on(MISSPELT)]), ...generated },
    refused: /^generated$/,
  },
];

describe('a fix of what Azure refuses corrects', () => {
  test.each(titled(CORRECTS))('%s', (_, own) => {
    expectFiles([logsValid], own);
  });
});

describe('a fix of what Azure refuses leaves alone', () => {
  test.each(titled(REFUSES))('%s', (_, own) => {
    expect(fixesBy([logsValid], own).texts.size).toBe(0);
    expect(said([logsValid], own).map((text) => text.replace('Azure.ACR.LogsValid: ', ''))).toEqual([
      expect.stringMatching(own.refused ?? /./),
    ]);
  });
});

test('a fix of what Azure refuses says what it does', () => {
  const before = template([
    registry(),
    setting({ logs: [on(MISSPELT), off(LOGIN), { category: REPOSITORY }], metrics: [{ category: 'AllMetric' }] }),
    setting({ logs: [{ ...AUDIT, category: LOGIN }], workspaceId: OTHER_WORKSPACE }, { name: 'b' }),
  ]);
  expect(said([logsValid], { title: '', before })).toEqual([
    `Azure.ACR.LogsValid: diagnostic setting 'audit' lists ${LOGIN} in place of ${MISSPELT}, enables ${REPOSITORY}, no longer lists ${LOGIN}, lists AllMetrics in place of AllMetric, enables AllMetrics; diagnostic setting 'b' no longer lists ${LOGIN}`,
  ]);
});
