import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logs } from '../../../rules/Azure.ACR.Logs.ts';
import { verdictOf } from '../../../src/engine/verdict.ts';
import { attachSettings } from '../../../src/model/azure/attach-settings.ts';
import type { Resource } from '../../../src/model/resource.ts';
import { notInDeployment } from '../../../src/sources/arm/elsewhere.ts';
import { inventoryOf } from '../../../src/sources/azure/decode/inventory-of-resources.ts';
import type { Value } from '../../../src/value/value.ts';
import {
  BOTH,
  group,
  HUB_RULE,
  type JsonObject,
  LOGIN,
  on,
  PARTNER,
  REPOSITORY,
  STORAGE,
  WORKSPACE,
} from '../../support/arm-templates.ts';
import { complies } from './policy-condition.ts';
import { existenceConditionOf, policyTemplate } from './policy-template.ts';

const ID = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/acr';
const CONDITION = existenceConditionOf(policyTemplate('audit.definition.json'));

const off = (category: string): JsonObject => ({ category, enabled: false });
const toWorkspace = (...entries: readonly JsonObject[]): JsonObject => ({ workspaceId: WORKSPACE, logs: entries });

test('both definitions ask for the same', () => {
  expect(existenceConditionOf(policyTemplate('deploy.definition.json'))).toEqual(CONDITION);
});

/** Name, the properties of each setting, and whether the registry complies. */
const TABLE: readonly (readonly [string, readonly JsonObject[], boolean])[] = [
  ['no setting', [], false],
  ['both categories', [toWorkspace(...BOTH)], true],
  ['both categories in the other order', [toWorkspace(on(REPOSITORY), on(LOGIN))], true],
  ['login only', [toWorkspace(on(LOGIN))], false],
  ['repository only', [toWorkspace(on(REPOSITORY))], false],
  ['login twice', [toWorkspace(on(LOGIN), on(LOGIN))], false],
  ['repository listed and not enabled', [toWorkspace(on(LOGIN), off(REPOSITORY))], false],
  ['all listed and none enabled', [toWorkspace(off(LOGIN), off(REPOSITORY))], false],
  ['a category listed off and on', [toWorkspace(off(LOGIN), ...BOTH)], true],
  ['group audit', [toWorkspace(group('audit'))], true],
  ['group allLogs', [toWorkspace(group('allLogs'))], true],
  ['group in other letter case', [toWorkspace(group('AllLogs'))], true],
  ['category in other letter case', [toWorkspace(on(LOGIN.toUpperCase()), on(REPOSITORY.toLowerCase()))], true],
  ['group audit off beside allLogs on', [toWorkspace(group('audit', false), group('allLogs'))], true],
  ['both groups off', [toWorkspace(group('audit', false), group('allLogs', false))], false],
  ['another group', [toWorkspace(group('security'))], false],
  ['enabled is the text True', [toWorkspace({ category: LOGIN, enabled: 'True' }, on(REPOSITORY))], true],
  ['enabled is the text False', [toWorkspace({ category: LOGIN, enabled: 'False' }, on(REPOSITORY))], false],
  ['enabled is missing', [toWorkspace({ category: LOGIN }, on(REPOSITORY))], false],
  ['a category, and null for its group', [toWorkspace(...BOTH.map((e) => ({ ...e, categoryGroup: null })))], true],
  ['a group, and null for its category', [toWorkspace({ ...group('audit'), category: null })], true],
  ['enabled and named in different entries', [toWorkspace(off(LOGIN), on(REPOSITORY), on('Other'))], false],
  ['metrics only', [{ workspaceId: WORKSPACE, logs: [], metrics: [{ category: 'AllMetrics', enabled: true }] }], false],
  ['no logs', [{ workspaceId: WORKSPACE }], false],
  ['logs are null', [{ workspaceId: WORKSPACE, logs: null }], false],
  ['no destination', [{ logs: BOTH }], false],
  ['destinations are null', [{ logs: BOTH, workspaceId: null, storageAccountId: null }], false],
  ['destination is empty', [{ logs: BOTH, workspaceId: '' }], false],
  ['to a storage account', [{ logs: BOTH, storageAccountId: STORAGE }], true],
  ['to an event hub', [{ logs: BOTH, eventHubAuthorizationRuleId: HUB_RULE }], true],
  ['to the name of an event hub', [{ logs: BOTH, eventHubName: 'hub' }], false],
  ['to a service bus', [{ logs: BOTH, serviceBusRuleId: HUB_RULE }], false],
  ['split over two settings', [toWorkspace(on(LOGIN)), toWorkspace(on(REPOSITORY))], false],
  ['split, and complete in a third', [toWorkspace(on(LOGIN)), toWorkspace(off(LOGIN)), toWorkspace(...BOTH)], true],
  ['logs in one setting, the destination in another', [{ logs: BOTH }, { workspaceId: WORKSPACE, logs: [] }], false],
];

describe('policy and rule agree on a registry with', () => {
  test.each(TABLE)('%s', (_, settings, expected) => {
    expect(complies(CONDITION, settings)).toBe(expected);
    expect(passes(settings)).toBe(expected);
  });
});

test('a partner solution is no destination to the policy, which is then the stricter one', () => {
  const settings = [{ logs: BOTH, marketplacePartnerId: PARTNER }];
  expect(complies(CONDITION, settings)).toBe(false);
  expect(passes(settings)).toBe(true);
});

const nothing = [undefined, null, ''] as const;
const entry = fc.record({
  category: fc.constantFrom(...nothing, LOGIN, REPOSITORY, LOGIN.toLowerCase(), 'Other'),
  categoryGroup: fc.constantFrom(...nothing, 'audit', 'allLogs', 'AUDIT', 'other'),
  enabled: fc.constantFrom(undefined, null, true, true, false, 'True', 'true', 'False', ''),
});
const properties = fc
  .record({
    logs: fc.oneof(
      { weight: 8, arbitrary: fc.array(entry, { maxLength: 4 }) },
      { weight: 1, arbitrary: fc.constantFrom(undefined, null) },
    ),
    workspaceId: fc.constantFrom(...nothing, WORKSPACE),
    storageAccountId: fc.constantFrom(...nothing, STORAGE),
    eventHubAuthorizationRuleId: fc.constantFrom(...nothing, HUB_RULE),
    eventHubName: fc.constantFrom(undefined, 'hub'),
    marketplacePartnerId: fc.constantFrom(undefined, null, PARTNER),
  })
  .map(withoutUndefined);

test('for any settings the policy says what the rule says, partner solutions apart', () => {
  const seen = { true: 0, false: 0 };
  fc.assert(
    fc.property(fc.array(properties, { maxLength: 3 }), (settings) => {
      const compliant = complies(CONDITION, settings);
      seen[`${compliant}`] += 1;
      expect(passes(settings.map(({ marketplacePartnerId: _, ...others }) => others))).toBe(compliant);
      if (compliant) expect(passes(settings)).toBe(true);
    }),
    { numRuns: 2000 },
  );
  expect(Math.min(seen.true, seen.false)).toBeGreaterThan(100);
});

/** The rule through the engine, on resources as Azure answers them. */
function passes(settings: readonly JsonObject[]): boolean {
  const registry = resource('Microsoft.ContainerRegistry/registries', 'acr', ID, '', { location: 'westeurope' });
  const attached = settings.map((body, i) => {
    const id = `${ID}/providers/microsoft.insights/diagnosticSettings/s${i}`;
    return resource('Microsoft.Insights/diagnosticSettings', `s${i}`, id, ID, { properties: body });
  });
  const inventory = { deploymentKey: 'live', elsewhere: notInDeployment, ...inventoryOf([registry, ...attached], []) };
  const [found] = attachSettings(inventory);
  if (found === undefined) throw new Error('the registry was lost');
  const { outcome } = verdictOf(logs, found, { coverage: 'setting' });
  expect(['pass', 'fail']).toContain(outcome);
  return outcome === 'pass';
}

function resource(type: string, name: string, id: string, scope: string, json: JsonObject): Resource {
  return {
    type,
    name,
    id,
    scope,
    deployed: true,
    existing: false,
    body: (member) => (Object.hasOwn(json, member) ? (json[member] as Value) : undefined),
    members: Object.keys(json),
    origin: { id },
  };
}

function withoutUndefined(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value));
}
