import { describe, expect, test } from 'vitest';
import { logsDuplicate } from '../../rules/Azure.ACR.LogsDuplicate.ts';
import { type Verdict, verdictOf } from '../../src/engine/verdict.ts';
import { wantedBy } from '../../src/engine/wanted.ts';
import { attachSettings } from '../../src/model/azure/attach-settings.ts';
import type { RegistryRecord, ScanRecord } from '../../src/sources/azure/decode/scan-record.ts';
import {
  ALL_LOGS,
  ASSOCIATION,
  AUDIT,
  association,
  BOOL,
  type Changes,
  COLLECTION_RULE,
  collectionRule,
  group,
  HUB_RULE,
  type JsonObject,
  LOGIN,
  linkedDeployment,
  nested,
  OTHER_WORKSPACE,
  on,
  PARTNER,
  parameter,
  REPOSITORY,
  registry,
  STORAGE,
  STRING,
  setting,
  stream,
  streams,
  WORKSPACE,
  workspaces,
} from '../support/arm-templates.ts';
import { type CaseInput, inventoryOfCase } from '../support/evaluate-case.ts';
import {
  DENIED,
  DEPLOYED_THERE,
  deniedResource,
  LIVE_REGISTRY,
  LIVE_RULE,
  LIVE_WORKSPACE,
  liveRegistry,
  liveResource,
  withSettings,
} from '../support/live-cases.ts';
import { ruleCases } from '../support/rule-cases.ts';

const IF_A = { condition: "[parameters('a')]" };
const UNLESS_A = { condition: "[not(parameters('a'))]" };
const DECLARES_A = { a: BOOL };
const LINK = 'module https://example.com/diag.json';

const LIVE_AUDIT = {
  ...DEPLOYED_THERE,
  scan: [withSettings({ audit: { workspaceId: LIVE_WORKSPACE, logs: [AUDIT] } })],
};

/** Another setting of the registry, which sends both categories to another workspace. */
function another(properties: Changes = {}, changes: Changes = {}): JsonObject {
  return setting({ workspaceId: OTHER_WORKSPACE, ...properties }, { name: 'other', ...changes });
}

/** A registry with a setting to one workspace, and another setting. */
function beside(properties: Changes = {}, changes: Changes = {}): JsonObject[] {
  return [registry(), setting(), another(properties, changes)];
}

/** What sends both categories to one kind of destination alone. */
const to = (property: string, id: string): JsonObject => ({ workspaceId: null, [property]: id });

/** A round of a loop of settings, which all send to one workspace. */
const round = (count: string | number): JsonObject =>
  setting({}, { name: "[format('s{0}', copyIndex())]", copy: { name: 'c', count } });

const LOGIN_TWICE = [`collected-twice ${LOGIN}`];
const EACH = [...LOGIN_TWICE, `collected-twice ${REPOSITORY}`];

/** What a scan read of the registry, with these settings and associations with data collection rules. */
function live(
  settings: readonly JsonObject[],
  rules: readonly string[] = [],
  changes: Partial<RegistryRecord> = {},
): RegistryRecord {
  const resources = rules.map((dataCollectionRuleId, i) => ({
    id: `${LIVE_REGISTRY}/providers/${ASSOCIATION}/a${i}`,
    resource: { properties: { dataCollectionRuleId } },
    whole: ['id', 'properties.dataCollectionRuleId'],
  }));
  const value = settings.map((properties, i) => ({ name: `s${i}`, properties: { logs: [AUDIT], ...properties } }));
  return liveRegistry(
    {},
    {
      settings: { status: 'read', pages: [{ value }] },
      lists: { [ASSOCIATION]: { status: 'read', resources } },
      ...changes,
    },
  );
}

const ONE = { workspaceId: LIVE_WORKSPACE };
const TWO = { workspaceId: LIVE_WORKSPACE.replace(/w$/, 'w2') };
const REFUSED_LIST = { lists: { [ASSOCIATION]: { status: 'failed', problem: DENIED } } } as const;
const readRule = (properties: Changes = {}): ScanRecord => liveResource(LIVE_RULE, collectionRule(properties));

ruleCases(logsDuplicate, {
  pass: [
    { name: 'one setting', resources: [registry(), setting()] },
    { name: 'no setting', resources: [registry()] },
    { name: 'two kinds of destinations', resources: beside(to('storageAccountId', STORAGE)) },
    {
      name: 'each kind of destination once',
      resources: [
        registry(),
        setting({
          storageAccountId: STORAGE,
          eventHubAuthorizationRuleId: HUB_RULE,
          marketplacePartnerId: PARTNER,
        }),
      ],
    },
    {
      name: 'a category each',
      resources: [registry(), setting({ logs: [on(LOGIN)] }), another({ logs: [on(REPOSITORY)] })],
    },
    { name: 'a category twice in one setting', resources: [registry(), setting({ logs: [on(LOGIN), on(LOGIN)] })] },
    { name: 'a second one that is not deployed', resources: beside({}, { condition: false }) },
    { name: 'a second one without a destination', resources: beside({ workspaceId: '' }) },
    { name: 'a second one whose entries are off', resources: beside({ logs: [group('audit', false)] }) },
    {
      name: 'a second one with metrics alone',
      resources: beside({ logs: null, metrics: [{ category: 'AllMetrics' }] }),
    },
    {
      name: 'a setting of another registry',
      resources: beside({}, { scope: 'Microsoft.ContainerRegistry/registries/other' }),
    },
    { name: 'two versions of one setting', resources: beside({}, { name: 'audit' }) },
    { name: 'two versions of one setting in other letters', resources: beside({}, { name: 'AUDIT' }) },
    {
      name: 'two versions of one setting, each on a condition of its own',
      resources: [registry(), setting({}, IF_A), another({}, { name: 'audit', condition: "[parameters('b')]" })],
      declares: { ...DECLARES_A, b: BOOL },
    },
    {
      name: 'two that exclude each other',
      resources: [registry(), setting({}, IF_A), another({}, UNLESS_A)],
      declares: DECLARES_A,
    },
    {
      name: 'a condition that is the opposite of the registry’s',
      resources: [registry(IF_A), setting({}, IF_A), another({}, UNLESS_A)],
      declares: DECLARES_A,
    },
    {
      name: 'destinations that exclude each other',
      resources: [
        registry(),
        setting({ workspaceId: `[if(parameters('a'), '${WORKSPACE}', '')]` }),
        another({ workspaceId: `[if(parameters('a'), '', '${OTHER_WORKSPACE}')]` }),
      ],
      declares: DECLARES_A,
    },
    {
      name: 'one setting that a parameter decides about',
      resources: [registry(), setting({}, IF_A)],
      declares: DECLARES_A,
    },
    {
      name: 'one setting with entries by a parameter',
      resources: [registry(), setting({ logs: parameter('l') })],
      declares: { l: { type: 'array' } },
    },
    {
      name: 'one of several values',
      resources: beside({}, { condition: "[equals(parameters('s'), 'x')]" }),
      declares: { s: STRING },
      parameters: { s: 'y' },
    },
    { name: 'a loop of one', resources: [registry(), round(1)] },
    { name: 'one setting in a nested deployment', resources: [registry(), nested([setting()])] },
    {
      name: 'a broken setting beside one of another kind of destination',
      resources: [
        registry(),
        setting(),
        another({ ...to('storageAccountId', STORAGE), logs: "[variables('v').missing]" }),
      ],
      variables: { v: {} },
    },
    { name: 'a data collection rule', resources: [registry(), collectionRule(), association()] },
    {
      name: 'a data collection rule to another kind of destination than the setting',
      resources: [registry(), setting(to('storageAccountId', STORAGE)), collectionRule(), association()],
    },
    {
      name: 'a data collection rule with the other stream',
      resources: [
        registry(),
        setting({ logs: [on(LOGIN)] }),
        collectionRule(streams(stream(REPOSITORY))),
        association(),
      ],
    },
    {
      name: 'a data collection rule of another kind beside a setting',
      resources: [registry(), setting(), collectionRule({}, { kind: 'Linux' }), association()],
    },
    {
      name: 'a data collection rule that nothing associates beside a setting',
      resources: [registry(), setting(), collectionRule()],
    },
    {
      name: 'two associations with one data collection rule',
      resources: [registry(), collectionRule(), association(), association({ name: 'again' })],
    },
    {
      name: 'a live setting that is overwritten',
      resources: [registry(), setting()],
      ...LIVE_AUDIT,
    },
  ],
  fail: [
    { name: 'two workspaces', resources: beside(), reasons: EACH, points: ['resources[2]', 'resources[2]'] },
    { name: 'one workspace twice', resources: beside({ workspaceId: WORKSPACE }), reasons: EACH },
    { name: 'one category twice', resources: beside({ logs: [on(LOGIN)] }), reasons: LOGIN_TWICE },
    {
      name: 'group audit beside group allLogs',
      resources: [registry(), setting({ logs: [AUDIT] }), another({ logs: [ALL_LOGS] })],
      reasons: EACH,
    },
    {
      name: 'a category beside a group that holds it',
      resources: [registry(), setting({ logs: [AUDIT] }), another({ logs: [on(LOGIN)] })],
      reasons: LOGIN_TWICE,
    },
    ...[
      { kind: 'storage accounts', property: 'storageAccountId', id: STORAGE },
      { kind: 'event hubs', property: 'eventHubAuthorizationRuleId', id: HUB_RULE },
      { kind: 'partner solutions', property: 'marketplacePartnerId', id: PARTNER },
    ].map(({ kind, property, id }) => ({
      name: `two ${kind}`,
      resources: [registry(), setting(to(property, id)), another(to(property, `${id}2`))],
      reasons: EACH,
    })),
    {
      name: 'two kinds of destinations, each twice',
      resources: [
        registry(),
        setting({ storageAccountId: STORAGE, logs: [on(LOGIN)] }),
        another({ storageAccountId: `${STORAGE}2`, logs: [on(LOGIN)] }),
      ],
      reasons: [...LOGIN_TWICE, ...LOGIN_TWICE],
    },
    {
      name: 'three settings, of which each after the first is named once',
      resources: [...beside(), setting({ workspaceId: `${WORKSPACE}3` }, { name: 'third' })],
      reasons: [...EACH, ...EACH],
      points: ['resources[2]', 'resources[2]', 'resources[3]', 'resources[3]'],
    },
    {
      name: 'destinations by parameters',
      resources: [registry(), setting({ workspaceId: parameter('w') }), another({ workspaceId: parameter('x') })],
      declares: { w: STRING, x: STRING },
      reasons: EACH,
    },
    {
      name: 'destinations by secure parameters',
      resources: [registry(), setting({ workspaceId: parameter('w') }), another({ workspaceId: parameter('w') })],
      declares: { w: { type: 'securestring' } },
      parameters: { w: WORKSPACE },
      reasons: EACH,
    },
    {
      name: 'a condition that a parameter makes true',
      resources: beside({}, IF_A),
      declares: DECLARES_A,
      parameters: { a: true },
      reasons: EACH,
    },
    {
      name: 'either kind of destination twice, whatever a parameter says',
      resources: [
        registry(),
        setting({ storageAccountId: STORAGE }),
        another({
          workspaceId: `[if(parameters('a'), '${OTHER_WORKSPACE}', '')]`,
          storageAccountId: `[if(parameters('a'), '', '${STORAGE}2')]`,
        }),
      ],
      declares: DECLARES_A,
      reasons: [...EACH, ...EACH],
    },
    {
      name: 'two of three, whatever a parameter says',
      resources: [registry(), setting(), another({}, IF_A), another({}, { name: 'third', ...UNLESS_A })],
      declares: DECLARES_A,
      reasons: [...EACH, ...EACH],
    },
    {
      name: 'a condition that is the registry’s',
      resources: [registry(IF_A), setting(), another({}, IF_A)],
      declares: DECLARES_A,
      reasons: EACH,
    },
    { name: 'a loop of two', resources: [registry(), round(2)], reasons: EACH },
    {
      name: 'a second one in a nested deployment',
      resources: [registry(), setting(), nested([another()])],
      reasons: EACH,
    },
    {
      name: 'two settings beside a module that cannot be read',
      resources: [...beside(), linkedDeployment({ registry: 'acr' })],
      reasons: EACH,
    },
    {
      name: 'two settings beside a third that a parameter decides about',
      resources: [...beside(), another({}, { name: 'third', condition: "[parameters('b')]" })],
      declares: { b: BOOL },
      reasons: EACH,
    },
    {
      name: 'two settings beside one that cannot be evaluated',
      resources: [...beside(), another({ logs: "[variables('v').missing]" }, { name: 'broken' })],
      variables: { v: {} },
      reasons: EACH,
    },
    {
      name: 'a setting and a data collection rule, to one workspace',
      resources: [registry(), setting(), collectionRule(), association()],
      reasons: EACH,
    },
    {
      name: 'a setting and a data collection rule with one stream',
      resources: [registry(), setting(), collectionRule(streams(stream(LOGIN))), association()],
      reasons: LOGIN_TWICE,
    },
    {
      name: 'two data collection rules',
      resources: [
        registry(),
        collectionRule(),
        association(),
        collectionRule({}, { name: 'second' }),
        association({
          name: 'b',
          properties: { dataCollectionRuleId: `[resourceId('${COLLECTION_RULE}', 'second')]` },
        }),
      ],
      reasons: EACH,
    },
    {
      name: 'a data collection rule to two workspaces',
      resources: [
        registry(),
        collectionRule({
          destinations: workspaces(WORKSPACE, OTHER_WORKSPACE),
          dataFlows: [{ streams: [stream()], destinations: ['to0', 'to1'] }],
        }),
        association(),
      ],
      reasons: EACH,
    },
    {
      name: 'the second of two registries',
      resources: [registry({ name: 'first' }), ...beside()],
      at: 'resources[1]',
      reasons: EACH,
    },
    {
      name: 'a live setting beside one of another name',
      resources: [registry(), another()],
      ...LIVE_AUDIT,
      reasons: EACH,
      points: ['resources[1]', 'resources[1]'],
    },
  ],
  unknown: [
    {
      name: 'a second one that a parameter decides about',
      resources: beside({}, IF_A),
      declares: DECLARES_A,
      reasons: EACH,
      dependsOn: ['parameter a'],
    },
    {
      name: 'two that parameters decide about',
      resources: [registry(), setting({}, IF_A), another({}, { condition: "[parameters('b')]" })],
      declares: { ...DECLARES_A, b: BOOL },
      reasons: EACH,
      dependsOn: ['parameter a', 'parameter b'],
    },
    {
      name: 'a destination that may be empty',
      resources: beside({ workspaceId: "[if(parameters('a'), parameters('w'), '')]" }),
      declares: { ...DECLARES_A, w: STRING },
      reasons: EACH,
      dependsOn: ['parameter a'],
    },
    {
      name: 'entries by a parameter',
      resources: beside({ logs: parameter('l') }),
      declares: { l: { type: 'array' } },
      reasons: EACH,
      dependsOn: ['parameter l'],
    },
    {
      name: 'an entry that a parameter enables',
      resources: beside({ logs: [{ category: LOGIN, enabled: parameter('a') }] }),
      declares: DECLARES_A,
      reasons: LOGIN_TWICE,
      dependsOn: ['parameter a'],
    },
    {
      name: 'an entry that a secure parameter enables',
      resources: beside({ logs: [{ category: LOGIN, enabled: parameter('s') }] }),
      declares: { s: { type: 'securestring' } },
      reasons: LOGIN_TWICE,
      dependsOn: ['parameter s'],
    },
    {
      name: 'names by parameters, which may be one',
      resources: [registry(), setting({}, { name: parameter('n') }), another({}, { name: parameter('m') })],
      declares: { n: STRING, m: STRING },
      reasons: EACH,
      dependsOn: ['parameter m', 'parameter n'],
    },
    {
      name: 'a loop whose length is not known',
      resources: [registry(), round("[length(parameters('list'))]")],
      declares: { list: { type: 'array' } },
      reasons: EACH,
      dependsOn: ['parameter list'],
    },
    {
      name: 'a module that cannot be read and gets the registry',
      resources: [registry(), setting(), linkedDeployment({ registry: 'acr' })],
      reasons: [],
      dependsOn: [LINK],
    },
    {
      name: 'no setting but a module that cannot be read and gets the registry',
      resources: [registry(), linkedDeployment({ registry: 'acr' })],
      reasons: [],
      dependsOn: [LINK],
    },
    {
      name: 'a data collection rule whose association a parameter decides about',
      resources: [registry(), setting(), collectionRule(), association(IF_A)],
      declares: DECLARES_A,
      reasons: EACH,
      dependsOn: ['parameter a'],
    },
    {
      name: 'a data collection rule to workspaces by a parameter, which may be two',
      resources: [registry(), collectionRule({ destinations: { logAnalytics: parameter('d') } }), association()],
      declares: { d: { type: 'array' } },
      reasons: [],
      dependsOn: ['parameter d'],
    },
    {
      name: 'a data collection rule of another template',
      resources: [registry(), setting(), association({ properties: { dataCollectionRuleId: LIVE_RULE } })],
      reasons: [],
      dependsOn: [`notRead ${LIVE_RULE}, which is not in this template`],
    },
  ],
  notApplicable: [{ name: 'a registry that is not deployed', resources: [registry({ condition: false })] }],
  error: [
    {
      name: 'one of two that cannot be evaluated',
      resources: beside({ logs: "[variables('v').missing]" }),
      variables: { v: {} },
      says: 'missing',
    },
  ],
  live: [
    { name: 'one setting', records: [live([ONE])], outcome: 'pass' },
    { name: 'no setting', records: [live([])], outcome: 'pass' },
    { name: 'two kinds of destinations', records: [live([ONE, { storageAccountId: STORAGE }])], outcome: 'pass' },
    { name: 'a data collection rule', records: [readRule(), live([], [LIVE_RULE])], outcome: 'pass' },
    { name: 'two settings', records: [live([ONE, TWO])], outcome: 'fail', reasons: EACH },
    {
      name: 'a setting and a data collection rule',
      records: [readRule(), live([ONE], [LIVE_RULE])],
      outcome: 'fail',
      reasons: EACH,
    },
    {
      name: 'two settings beside associations that Azure refuses to list',
      records: [live([ONE, TWO], [], REFUSED_LIST)],
      outcome: 'fail',
      reasons: EACH,
    },
    {
      name: 'two settings of a list that is not whole',
      records: [
        live([], [], {
          settings: {
            status: 'partial',
            problem: DENIED,
            pages: [
              {
                value: [ONE, TWO].map((properties, i) => ({
                  name: `s${i}`,
                  properties: { logs: [AUDIT], ...properties },
                })),
              },
            ],
          },
        }),
      ],
      outcome: 'fail',
      reasons: EACH,
    },
    {
      name: 'settings that may not be read',
      records: [live([], [], { settings: { status: 'failed', problem: DENIED } })],
      outcome: 'unknown',
      dependsOn: ['permission HTTP 403 AuthorizationFailed'],
    },
    {
      name: 'one setting beside associations that Azure refuses to list',
      records: [live([ONE], [], REFUSED_LIST)],
      outcome: 'unknown',
      dependsOn: [`permission ${DENIED.message}`],
    },
    {
      name: 'one setting beside a data collection rule that Azure refuses to show',
      records: [deniedResource(LIVE_RULE), live([ONE], [LIVE_RULE])],
      outcome: 'unknown',
      dependsOn: [`permission ${LIVE_RULE}: ${DENIED.message}`],
    },
    {
      name: 'one setting beside a data collection rule that was not read',
      records: [live([ONE], [LIVE_RULE])],
      outcome: 'unknown',
      dependsOn: [`notRead ${LIVE_RULE}`],
    },
  ],
});

/** A registry with that many settings, which differ as said. */
function many(count: number, of: (i: number) => { properties?: Changes; changes?: Changes }): JsonObject[] {
  const settings = Array.from({ length: count }, (_, i) => {
    const { properties, changes } = of(i);
    return setting({ workspaceId: `${WORKSPACE}${i}`, ...properties }, { name: `s${i}`, ...changes });
  });
  return [registry(), ...settings];
}

function declared(count: number, type: JsonObject, prefix = 'p'): JsonObject {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`${prefix}${i}`, type]));
}

/** What a verdict takes of the work that all targets of a source share. */
function workOf(item: CaseInput, available = 300_000): { readonly verdict: Verdict; readonly taken: number } {
  const [target] = attachSettings(inventoryOfCase(wantedBy([logsDuplicate]), item));
  if (target === undefined) throw new Error('no registry');
  const work = { remaining: available };
  const verdict = verdictOf(logsDuplicate, target, {}, work);
  return { verdict, taken: available - work.remaining };
}

describe('the work that a verdict takes', () => {
  const byParameter = (i: number) => ({ changes: { condition: parameter(`p${i}`) } });

  test.each([
    { name: 'one setting', item: { resources: many(1, () => ({})) }, most: 10 },
    { name: 'two settings', item: { resources: many(2, () => ({})) }, most: 20 },
    {
      name: 'two that parameters decide about',
      item: { resources: many(2, byParameter), declares: declared(2, BOOL) },
      most: 100,
    },
    { name: 'fifty settings', item: { resources: many(50, () => ({})) }, most: 1_000 },
    {
      name: 'fifty that parameters decide about',
      item: { resources: many(50, byParameter), declares: declared(50, BOOL) },
      most: 40_000,
    },
    {
      name: 'fifty of which a parameter takes one',
      item: {
        resources: many(50, (i) => ({ changes: { condition: `[equals(parameters('s'), '${i}')]` } })),
        declares: { s: STRING },
      },
      most: 30_000,
    },
    {
      name: 'fifty versions of one setting',
      item: {
        resources: many(50, (i) => ({ changes: { name: 'audit', condition: parameter(`p${i}`) } })),
        declares: declared(50, BOOL),
      },
      most: 1_000,
    },
  ])('of $name is at most $most', ({ item, most }) => {
    expect(workOf(item).taken).toBeLessThanOrEqual(most);
  });

  test('names the parameters of fifty settings that parameters decide about', () => {
    const { verdict } = workOf({ resources: many(50, byParameter), declares: declared(50, BOOL) });
    expect(verdict.outcome).toBe('unknown');
    expect(verdict.dependsOn.map(({ name }) => name).sort()).toEqual(Object.keys(declared(50, BOOL)).sort());
  });

  test('names each of fifty settings once for a category', () => {
    const { verdict } = workOf({ resources: many(50, () => ({})) });
    expect(verdict.outcome).toBe('fail');
    expect(verdict.reasons).toHaveLength(2 * 49);
  });

  test('that is not there leaves the verdict open for a limit', () => {
    const item = {
      resources: many(60, (i) => ({ changes: { condition: `[equals(parameters('s'), '${i}')]` } })),
      declares: { s: STRING },
    };
    const { verdict } = workOf(item, 500);
    expect(verdict.outcome).toBe('unknown');
    expect(verdict.dependsOn.map(({ kind }) => kind)).toContain('limit');
  });
});
