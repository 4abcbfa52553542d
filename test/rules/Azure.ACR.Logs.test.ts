import { describe, expect, test } from 'vitest';
import { logs } from '../../rules/Azure.ACR.Logs.ts';
import { createScanEvaluation } from '../../src/api/scan/scan-evaluation.ts';
import type { RegistryRecord, ScanRecord } from '../../src/sources/azure/decode/scan-record.ts';
import {
  ASSOCIATION,
  association,
  BOOL,
  BOTH,
  type Changes,
  COLLECTION_RULE,
  collectionRule,
  group,
  HUB_RULE,
  type JsonObject,
  LOGIN,
  nested,
  OTHER_WORKSPACE,
  on,
  PARTNER,
  REPOSITORY,
  RULE_ID,
  registry,
  STORAGE,
  STRING,
  setting,
  stream,
  streams,
  WORKSPACE,
  workspaces,
} from '../support/arm-templates.ts';
import {
  DENIED,
  deniedResource,
  LIVE_REGISTRY,
  LIVE_RULE,
  liveRegistry,
  liveResource,
  missingResource,
} from '../support/live-cases.ts';
import { ruleCases } from '../support/rule-cases.ts';
import { scanCases } from './logs/scan-cases.ts';

/** Both categories with nowhere to go, but for what is said. */
function sink(properties: JsonObject): JsonObject {
  return setting({ workspaceId: null, ...properties });
}

/** Login in one setting, repository in another. */
function split(first: JsonObject, second: JsonObject): JsonObject[] {
  return [
    registry(),
    setting({ logs: [on(LOGIN)], workspaceId: null, ...first }, { name: 'a' }),
    setting({ logs: [on(REPOSITORY)], workspaceId: null, ...second }, { name: 'b' }),
  ];
}

function entries(...logs: readonly JsonObject[]): JsonObject[] {
  return [registry(), setting({ logs })];
}

const MISSING_LOGIN = `missing-category ${LOGIN}`;
const MISSING_REPOSITORY = `missing-category ${REPOSITORY}`;
const DISABLED_LOGIN = `disabled-category ${LOGIN}`;
const DISABLED_REPOSITORY = `disabled-category ${REPOSITORY}`;

/** The shape of the registry module of Azure Verified Modules: what each of the caller's settings leaves out has a default. */
function verifiedModule(diagnosticSettings: readonly JsonObject[]): JsonObject[] {
  const of = (member: string): string =>
    `coalesce(parameters('diagnosticSettings'), createArray())[copyIndex()]${member}`;
  const inner = [
    registry({ name: "[parameters('name')]" }),
    setting(
      {
        copy: [
          {
            name: 'logs',
            count: `[length(coalesce(tryGet(${of('')}, 'logCategoriesAndGroups'), createArray(createObject('categoryGroup', 'allLogs'))))]`,
            input: {
              categoryGroup: `[tryGet(coalesce(tryGet(${of('')}, 'logCategoriesAndGroups'), createArray(createObject('categoryGroup', 'allLogs')))[copyIndex('logs')], 'categoryGroup')]`,
              category: `[tryGet(coalesce(tryGet(${of('')}, 'logCategoriesAndGroups'), createArray(createObject('categoryGroup', 'allLogs')))[copyIndex('logs')], 'category')]`,
              enabled: `[coalesce(tryGet(coalesce(tryGet(${of('')}, 'logCategoriesAndGroups'), createArray(createObject('categoryGroup', 'allLogs')))[copyIndex('logs')], 'enabled'), true())]`,
            },
          },
        ],
        workspaceId: `[tryGet(${of('')}, 'workspaceResourceId')]`,
        storageAccountId: `[tryGet(${of('')}, 'storageAccountResourceId')]`,
        logs: [],
      },
      {
        scope: "[format('Microsoft.ContainerRegistry/registries/{0}', parameters('name'))]",
        name: `[coalesce(tryGet(${of('')}, 'name'), format('{0}-diagnosticSettings', parameters('name')))]`,
        copy: { name: 'settings', count: "[length(coalesce(parameters('diagnosticSettings'), createArray()))]" },
      },
    ),
  ];
  const { logs: _, ...properties } = (inner[1]?.properties ?? {}) as JsonObject;
  const declares = { name: STRING, diagnosticSettings: { type: 'array', nullable: true } };
  const parameters = { name: { value: 'acr' }, diagnosticSettings: { value: diagnosticSettings } };
  return [nested([inner[0] ?? {}, { ...inner[1], properties }], parameters, declares)];
}

/** A registry without settings that is associated with a data collection rule of these properties. */
function collected(properties: Changes = {}, changes: Changes = {}): JsonObject[] {
  return [registry(), collectionRule(properties, changes), association()];
}

/** One category to each of two workspaces. */
function twoDestinations(first = WORKSPACE, second = OTHER_WORKSPACE): JsonObject[] {
  return collected({
    destinations: workspaces(first, second),
    dataSources: { platformTelemetry: [{ name: 'registries', streams: [stream()] }] },
    dataFlows: [
      { streams: [stream(LOGIN)], destinations: ['to0'] },
      { streams: [stream(REPOSITORY)], destinations: ['to1'] },
    ],
  });
}

/** Logins by a setting to a workspace, repository events by a data collection rule to another. */
function settingAndRule(workspaceId = WORKSPACE): JsonObject[] {
  return [setting({ workspaceId, logs: [on(LOGIN)] }), ...collected(streams(stream(REPOSITORY)))];
}

const IF_ON = { condition: "[parameters('on')]" };
const IF_OFF = { condition: "[not(parameters('on'))]" };
const RULE_ELSEWHERE = `/subscriptions/s/resourceGroups/rg/providers/${COLLECTION_RULE}/shared`;
const SOURCES = { platformTelemetry: [{ name: 'registries', streams: [stream()] }] };

/** The data collection rule as a scan reads it. */
function readRule(properties: JsonObject = {}, kind = 'PlatformTelemetry'): ScanRecord {
  return liveResource(LIVE_RULE, collectionRule(properties, { kind }));
}

/** A live registry without settings, with these associations. */
function associated(...rules: readonly JsonObject[]): RegistryRecord {
  const resources = rules.map((properties, i) => {
    const id = `${LIVE_REGISTRY}/providers/${ASSOCIATION}/a${i}`;
    return { id, resource: { properties }, whole: ['id', 'properties.dataCollectionRuleId'] };
  });
  return withLists({ [ASSOCIATION]: { status: 'read', resources } });
}

function withLists(lists: NonNullable<RegistryRecord['lists']>): RegistryRecord {
  return liveRegistry({}, { settings: { status: 'read', pages: [{ value: [] }] }, lists });
}

const WITH_RULE = associated({ dataCollectionRuleId: LIVE_RULE });
const REFUSED = withLists({ [ASSOCIATION]: { status: 'failed', problem: DENIED } });
const { settings: COMPLETE } = liveRegistry();

ruleCases(logs, {
  pass: [
    { name: 'both categories', resources: [registry(), setting()] },
    { name: 'group audit', resources: entries(group('audit')) },
    { name: 'group allLogs', resources: entries(group('allLogs')) },
    { name: 'group in other letters', resources: entries(group('AllLogs')) },
    { name: 'group audit in capitals', resources: entries(group('AUDIT')) },
    { name: 'group in one entry, category in another', resources: entries(group('audit'), on(LOGIN)) },
    { name: 'group audit off beside allLogs on', resources: entries(group('audit', false), group('allLogs')) },
    {
      name: 'category null beside a group',
      resources: entries({ category: null, categoryGroup: 'audit', enabled: true }),
    },
    {
      name: 'category empty beside a group',
      resources: entries({ category: '', categoryGroup: 'audit', enabled: true }),
    },
    { name: 'group null beside categories', resources: entries(...BOTH.map((e) => ({ ...e, categoryGroup: null }))) },
    {
      name: 'category and group in one entry count each',
      resources: entries({ category: LOGIN, categoryGroup: 'audit', enabled: true }),
    },
    { name: 'categories in other letters', resources: entries(on(LOGIN.toUpperCase()), on(REPOSITORY.toLowerCase())) },
    {
      name: 'enabled "True" and "true"',
      resources: entries({ category: LOGIN, enabled: 'True' }, { category: REPOSITORY, enabled: 'true' }),
    },
    { name: 'a category off and on again', resources: entries({ category: LOGIN, enabled: false }, ...BOTH) },
    { name: 'a category on twice', resources: entries(on(LOGIN), ...BOTH) },
    { name: 'more than is needed', resources: entries(on('SomethingElse'), ...BOTH) },
    {
      name: 'names of properties in other letters',
      resources: [
        registry(),
        setting(
          {},
          {
            properties: {
              WORKSPACEID: WORKSPACE,
              Logs: BOTH.map(({ category, enabled }) => ({ Category: category ?? null, ENABLED: enabled ?? null })),
            },
          },
        ),
      ],
    },
    { name: 'destination storage', resources: [registry(), sink({ storageAccountId: STORAGE })] },
    {
      name: 'destination event hub',
      resources: [registry(), sink({ eventHubAuthorizationRuleId: HUB_RULE, eventHubName: 'h' })],
    },
    {
      name: 'destination event hub without a name',
      resources: [registry(), sink({ eventHubAuthorizationRuleId: HUB_RULE })],
    },
    { name: 'destination partner', resources: [registry(), sink({ marketplacePartnerId: PARTNER })] },
    { name: 'two destinations', resources: [registry(), setting({ storageAccountId: STORAGE })] },
    {
      name: 'one destination empty, the other not',
      resources: [registry(), sink({ workspaceId: '', storageAccountId: STORAGE })],
    },
    {
      name: 'destination from a parameter without a value',
      resources: [registry(), setting({ workspaceId: "[parameters('w')]" })],
      declares: { w: STRING },
    },
    {
      name: 'destination from a property of an unknown object',
      resources: [registry(), setting({ workspaceId: "[parameters('o').workspace.id]" })],
      declares: { o: { type: 'object' } },
    },
    {
      name: 'destination from reference()',
      resources: [registry(), setting({ workspaceId: "[reference('w', '2022-10-01').outputs.id.value]" })],
    },
    {
      name: 'destination from resourceId()',
      resources: [
        registry(),
        setting({ workspaceId: "[resourceId('Microsoft.OperationalInsights/workspaces', parameters('w'))]" }),
      ],
      declares: { w: STRING },
    },
    {
      name: 'one destination sure, another that may be null',
      resources: [registry(), setting({ storageAccountId: "[if(parameters('s'), null(), '')]" })],
      declares: { s: BOOL },
    },
    {
      name: 'destination one or the other',
      resources: [
        registry(),
        sink({
          workspaceId: "[if(parameters('s'), null(), parameters('w'))]",
          storageAccountId: "[if(parameters('s'), parameters('a'), null())]",
        }),
      ],
      declares: { s: BOOL, w: STRING, a: STRING },
    },
    {
      name: 'one complete setting beside a useless one',
      resources: [registry(), setting(), setting({ logs: [] }, { name: 'metrics' })],
    },
    {
      name: 'split over settings, coverage any',
      resources: split({ workspaceId: WORKSPACE }, { storageAccountId: STORAGE }),
      options: { coverage: 'any' },
    },
    {
      name: 'split over settings with one workspace, coverage destination',
      resources: split({ workspaceId: WORKSPACE }, { workspaceId: WORKSPACE }),
      options: { coverage: 'destination' },
    },
    {
      name: 'split, the ids of the workspace in other letters, coverage destination',
      resources: split({ workspaceId: WORKSPACE }, { workspaceId: WORKSPACE.toUpperCase() }),
      options: { coverage: 'destination' },
    },
    {
      name: 'split, the workspace one parameter, coverage destination',
      resources: split({ workspaceId: "[parameters('w')]" }, { workspaceId: "[parameters('w')]" }),
      declares: { w: STRING },
      options: { coverage: 'destination' },
    },
    {
      name: 'split, sharing one of two destinations, coverage destination',
      resources: split(
        { workspaceId: WORKSPACE, storageAccountId: STORAGE },
        { workspaceId: OTHER_WORKSPACE, storageAccountId: STORAGE },
      ),
      options: { coverage: 'destination' },
    },
    {
      name: 'split with one event hub, coverage destination',
      resources: split(
        { eventHubAuthorizationRuleId: HUB_RULE, eventHubName: 'h' },
        { eventHubAuthorizationRuleId: HUB_RULE, eventHubName: 'h' },
      ),
      options: { coverage: 'destination' },
    },
    {
      name: 'one setting, coverage destination',
      resources: [registry(), setting()],
      options: { coverage: 'destination' },
    },
    { name: 'one setting, coverage any', resources: [registry(), setting()], options: { coverage: 'any' } },
    { name: 'condition true', resources: [registry(), setting({}, { condition: true })] },
    { name: 'condition "true" as text', resources: [registry(), setting({}, { condition: 'true' })] },
    {
      name: 'condition true by a parameter',
      resources: [registry(), setting({}, { condition: "[parameters('audit')]" })],
      declares: { audit: BOOL },
      parameters: { audit: true },
    },
    {
      name: 'condition not(empty()) of a parameter with a value',
      resources: [
        registry(),
        setting({ workspaceId: "[parameters('w')]" }, { condition: "[not(empty(parameters('w')))]" }),
      ],
      declares: { w: STRING },
      parameters: { w: WORKSPACE },
    },
    {
      name: 'condition not(empty()) of a parameter of at least one character',
      resources: [
        registry(),
        setting({ workspaceId: "[parameters('w')]" }, { condition: "[not(empty(parameters('w')))]" }),
      ],
      declares: { w: { type: 'string', minLength: 1 } },
    },
    {
      name: 'condition the same as the registry',
      resources: [
        registry({ condition: "[parameters('deploy')]" }),
        setting({}, { condition: "[parameters('deploy')]" }),
      ],
      declares: { deploy: BOOL },
    },
    {
      name: 'condition part of that of the registry',
      resources: [
        registry({ condition: "[and(parameters('a'), parameters('b'))]" }),
        setting({}, { condition: "[parameters('a')]" }),
      ],
      declares: { a: BOOL, b: BOOL },
    },
    {
      name: 'condition that of the registry, compared with true',
      resources: [
        registry({ condition: "[parameters('a')]" }),
        setting({}, { condition: "[equals(parameters('a'), true())]" }),
      ],
      declares: { a: BOOL },
    },
    {
      name: 'two settings with opposite conditions',
      resources: [
        registry(),
        setting({}, { name: 'a', condition: "[parameters('x')]" }),
        setting({ workspaceId: OTHER_WORKSPACE }, { name: 'b', condition: "[not(parameters('x'))]" }),
      ],
      declares: { x: BOOL },
    },
    {
      name: 'if() of two groups that both do',
      resources: entries(group("[if(parameters('x'), 'audit', 'allLogs')]")),
      declares: { x: BOOL },
    },
    {
      name: 'if() of whole lists that both do',
      resources: [registry(), setting({ logs: "[if(parameters('x'), variables('one'), variables('two'))]" })],
      declares: { x: BOOL },
      variables: { one: [group('audit')], two: BOTH },
    },
    {
      name: 'group with allowed values that both do',
      resources: entries(group("[parameters('g')]")),
      declares: { g: { type: 'string', allowedValues: ['audit', 'allLogs'] } },
    },
    {
      name: 'name behind a parameter on both sides',
      resources: [
        registry({ name: "[parameters('n')]" }),
        setting({}, { scope: "[format('Microsoft.ContainerRegistry/registries/{0}', parameters('n'))]" }),
      ],
      declares: { n: STRING },
    },
    {
      name: 'name behind toLower() on one side',
      resources: [
        registry({ name: "[parameters('n')]" }),
        setting({}, { scope: "[resourceId('Microsoft.ContainerRegistry/registries', toLower(parameters('n')))]" }),
      ],
      declares: { n: STRING },
    },
    {
      name: 'scope in other letters',
      resources: [registry({ name: 'ACR' }), setting({}, { scope: 'microsoft.containerregistry/REGISTRIES/acr' })],
    },
    {
      name: 'setting inside the registry, with the type of the provider',
      resources: [
        registry({
          resources: [
            {
              ...setting(),
              type: 'providers/diagnosticSettings',
              name: 'Microsoft.Insights/audit',
              scope: undefined as never,
            },
          ],
        }),
      ],
    },
    {
      name: 'setting of the type registries/providers/diagnosticSettings',
      resources: [
        registry(),
        setting(
          {},
          {
            type: 'Microsoft.ContainerRegistry/registries/providers/diagnosticSettings',
            name: 'acr/Microsoft.Insights/audit',
            scope: undefined as never,
          },
        ),
      ],
    },
    {
      name: 'setting in a nested deployment with inner scope',
      resources: [
        registry({ name: "[parameters('n')]" }),
        nested(
          [setting({}, { scope: "[format('Microsoft.ContainerRegistry/registries/{0}', parameters('acrName'))]" })],
          { acrName: { value: "[parameters('n')]" } },
          { acrName: STRING },
        ),
      ],
      declares: { n: STRING },
    },
    { name: 'symbolic names', resources: { acr: registry(), audit: setting({}, { dependsOn: ['acr'] }) } },
    {
      name: 'the existing registry of a setting beside the one that is deployed',
      resources: { there: registry({ existing: true, name: 'other' }), acr: registry(), audit: setting() },
    },
    {
      name: 'same id twice, both complete',
      resources: [registry(), setting(), setting({ storageAccountId: STORAGE })],
    },
    {
      name: 'same id twice, one of them not deployed',
      resources: [registry(), setting(), setting({ logs: [] }, { condition: false })],
    },
    {
      name: 'settings from a loop',
      resources: [
        registry(),
        setting(
          { logs: [on(LOGIN), on(REPOSITORY)] },
          { name: "[format('audit{0}', copyIndex())]", copy: { name: 'c', count: 2 } },
        ),
      ],
    },
    {
      name: 'logs from a property loop',
      resources: [
        registry(),
        setting(
          {},
          {
            properties: {
              workspaceId: WORKSPACE,
              copy: [
                {
                  name: 'logs',
                  count: "[length(variables('c'))]",
                  input: { category: "[variables('c')[copyIndex('logs')]]", enabled: true },
                },
              ],
            },
          },
        ),
      ],
      variables: { c: [LOGIN, REPOSITORY] },
    },
    {
      name: 'verified module with a bare workspace id',
      resources: verifiedModule([{ workspaceResourceId: WORKSPACE }]),
    },
    {
      name: 'an unrelated unknown',
      resources: [
        registry({ location: "[parameters('l')]", sku: { name: "[parameters('s')]" } }),
        setting({ logAnalyticsDestinationType: "[parameters('d')]" }),
      ],
      declares: { l: STRING, s: STRING, d: STRING },
    },
    {
      name: 'a broken setting beside one that decides',
      resources: [registry(), setting(), setting({ logs: "[variables('v').missing]" }, { name: 'broken' })],
      variables: { v: {} },
    },
    { name: 'a data collection rule with all logs', resources: collected() },
    {
      name: 'a data collection rule with both streams',
      resources: collected(streams(stream(LOGIN), stream(REPOSITORY))),
    },
    {
      name: 'a data collection rule with streams and a kind in other letters',
      resources: collected(streams(stream().toUpperCase()), { kind: 'platformtelemetry' }),
    },
    {
      name: 'a data collection rule with a flow for each stream, to one destination',
      resources: collected({
        dataSources: {
          platformTelemetry: [
            { name: 'logins', streams: [stream(LOGIN)] },
            { name: 'events', streams: [stream(REPOSITORY)] },
          ],
        },
        dataFlows: [
          { streams: [stream(LOGIN)], destinations: ['to0'] },
          { streams: [stream(REPOSITORY)], destinations: ['TO0'] },
        ],
      }),
    },
    {
      name: 'a data collection rule that has all streams and sends two of them',
      resources: collected({
        dataSources: SOURCES,
        dataFlows: [{ streams: [stream(LOGIN), stream(REPOSITORY)], destinations: ['to0'] }],
      }),
    },
    {
      name: 'a data collection rule to a storage account',
      resources: collected({
        destinations: { storageAccounts: [{ name: 'to0', storageAccountResourceId: STORAGE, containerName: 'logs' }] },
      }),
    },
    {
      name: 'a data collection rule to an event hub',
      resources: collected({
        destinations: { eventHubs: [{ name: 'to0', eventHubResourceId: '/subscriptions/s/hub' }] },
      }),
    },
    {
      name: 'a data collection rule to a workspace by a parameter',
      resources: collected({ destinations: workspaces("[parameters('w')]") }),
      declares: { w: STRING },
    },
    {
      name: 'a data collection rule to two workspaces, all to one of them',
      resources: collected({ destinations: workspaces(WORKSPACE, OTHER_WORKSPACE) }),
    },
    {
      name: 'a data collection rule with streams from a variable',
      resources: collected(streams("[variables('s')[0]]", "[variables('s')[1]]")),
      variables: { s: [stream(LOGIN), stream(REPOSITORY)] },
    },
    {
      name: 'a data collection rule with streams by a secure parameter',
      resources: collected(streams("[parameters('s')]")),
      declares: { s: { type: 'securestring' } },
      parameters: { s: stream() },
    },
    {
      name: 'a data collection rule named by a parameter',
      resources: [
        registry(),
        collectionRule({}, { name: "[parameters('n')]" }),
        association({ properties: { dataCollectionRuleId: `[resourceId('${COLLECTION_RULE}', parameters('n'))]` } }),
      ],
      declares: { n: STRING },
    },
    {
      name: 'an association in the way of before resources had a scope',
      resources: [
        registry(),
        collectionRule(),
        association({
          type: 'Microsoft.ContainerRegistry/registries/providers/dataCollectionRuleAssociations',
          name: 'acr/Microsoft.Insights/audit-rule',
          scope: undefined,
        }),
      ],
    },
    {
      name: 'an association with the condition of the registry',
      resources: [registry(IF_ON), collectionRule(), association(IF_ON)],
      declares: { on: BOOL },
    },
    {
      name: 'a setting or an association, one of which is deployed',
      resources: [registry(), setting({}, IF_ON), collectionRule(), association(IF_OFF)],
      declares: { on: BOOL },
    },
    {
      name: 'a rule and its association in a nested deployment',
      resources: [registry(), nested([collectionRule(), association()], {}, {})],
    },
    {
      name: 'an association in a nested deployment, its rule outside',
      resources: [registry(), collectionRule(), nested([association()], {}, {})],
    },
    {
      name: 'a round of a loop of data collection rules',
      resources: [
        registry(),
        collectionRule({}, { name: "[format('dcr{0}', copyIndex())]", copy: { name: 'c', count: 2 } }),
        association({ properties: { dataCollectionRuleId: RULE_ID.replace("'dcr'", "'dcr1'") } }),
      ],
    },
    {
      name: 'a round of a loop of associations',
      resources: [
        registry(),
        collectionRule(),
        association({
          scope: "[resourceId('Microsoft.ContainerRegistry/registries', variables('names')[copyIndex()])]",
          copy: { name: 'c', count: 2 },
        }),
      ],
      variables: { names: ['other', 'acr'] },
    },
    {
      name: 'a setting beside a rule that is not in the template',
      resources: [registry(), setting(), association({ properties: { dataCollectionRuleId: RULE_ELSEWHERE } })],
    },
    {
      name: 'a setting beside an association for an endpoint',
      resources: [
        registry(),
        setting(),
        association({ properties: { dataCollectionEndpointId: '/subscriptions/s/e' } }),
      ],
    },
    {
      name: 'a data collection rule beside a setting that is not enough',
      resources: [...collected(), setting({ logs: [on(LOGIN)] })],
    },
    {
      name: 'a setting beside a data collection rule, collectors settings',
      resources: [...collected(), setting()],
      options: { collectors: 'settings' },
    },
    {
      name: 'a rule with a stream to each of two destinations, coverage any',
      resources: twoDestinations(),
      options: { coverage: 'any' },
    },
    {
      name: 'a rule with a stream to each of two destinations that are one workspace, coverage destination',
      resources: twoDestinations(WORKSPACE, WORKSPACE.toUpperCase()),
      options: { coverage: 'destination' },
    },
    {
      name: 'half by a setting, half by a rule, to one workspace, coverage destination',
      resources: settingAndRule(),
      options: { coverage: 'destination' },
    },
    {
      name: 'half by a setting, half by a rule, to two workspaces, coverage any',
      resources: settingAndRule(OTHER_WORKSPACE),
      options: { coverage: 'any' },
    },
    {
      name: 'half by each of two data collection rules, coverage destination',
      resources: [
        ...collected(streams(stream(LOGIN))),
        collectionRule(streams(stream(REPOSITORY)), { name: 'events' }),
        association({
          name: 'events',
          properties: { dataCollectionRuleId: RULE_ID.replace("'dcr'", "'events'") },
        }),
      ],
      options: { coverage: 'destination' },
    },
    ...scanCases.pass,
  ],
  fail: [
    { name: 'no setting at all', resources: [registry()], reasons: ['no-setting'], points: [] },
    {
      name: 'only login',
      resources: entries(on(LOGIN)),
      reasons: [MISSING_REPOSITORY],
      points: ['resources[1].properties.logs'],
    },
    { name: 'only repository', resources: entries(on(REPOSITORY)), reasons: [MISSING_LOGIN] },
    { name: 'another category', resources: entries(on('SomethingElse')), reasons: [MISSING_LOGIN, MISSING_REPOSITORY] },
    { name: 'another group', resources: entries(group('operational')), reasons: [MISSING_LOGIN, MISSING_REPOSITORY] },
    { name: 'a group as a category', resources: entries(on('audit')), reasons: [MISSING_LOGIN, MISSING_REPOSITORY] },
    {
      name: 'categories as groups',
      resources: entries(group(LOGIN), group(REPOSITORY)),
      reasons: [MISSING_LOGIN, MISSING_REPOSITORY],
    },
    {
      name: 'a category with a space behind it',
      resources: entries(on(`${LOGIN} `), on(REPOSITORY)),
      reasons: [MISSING_LOGIN],
    },
    {
      name: 'all off',
      resources: entries(...BOTH.map((entry) => ({ ...entry, enabled: false }))),
      reasons: [DISABLED_LOGIN, DISABLED_REPOSITORY],
      points: ['resources[1].properties.logs[0].enabled', 'resources[1].properties.logs[1].enabled'],
    },
    {
      name: 'login off',
      resources: entries({ category: LOGIN, enabled: false }, on(REPOSITORY)),
      reasons: [DISABLED_LOGIN],
      points: ['resources[1].properties.logs[0].enabled'],
    },
    {
      name: 'repository off',
      resources: entries(on(LOGIN), { category: REPOSITORY, enabled: false }),
      reasons: [DISABLED_REPOSITORY],
    },
    {
      name: 'one off, the other missing',
      resources: entries({ category: LOGIN, enabled: false }),
      reasons: [DISABLED_LOGIN, MISSING_REPOSITORY],
    },
    {
      name: 'group off',
      resources: entries(group('allLogs', false)),
      reasons: [DISABLED_LOGIN, DISABLED_REPOSITORY],
      points: ['resources[1].properties.logs[0].enabled', 'resources[1].properties.logs[0].enabled'],
    },
    {
      name: 'enabled "False"',
      resources: entries(group('audit', 'False')),
      reasons: [DISABLED_LOGIN, DISABLED_REPOSITORY],
    },
    {
      name: 'enabled another text',
      resources: entries(group('audit', 'yes')),
      reasons: [DISABLED_LOGIN, DISABLED_REPOSITORY],
    },
    { name: 'enabled 1', resources: entries(group('audit', 1)), reasons: [DISABLED_LOGIN, DISABLED_REPOSITORY] },
    { name: 'enabled null', resources: entries(group('audit', null)), reasons: [DISABLED_LOGIN, DISABLED_REPOSITORY] },
    {
      name: 'enabled left out',
      resources: entries({ categoryGroup: 'audit' }),
      reasons: [DISABLED_LOGIN, DISABLED_REPOSITORY],
    },
    { name: 'no entries', resources: entries(), reasons: [MISSING_LOGIN, MISSING_REPOSITORY] },
    {
      name: 'logs null',
      resources: [registry(), setting({ logs: null })],
      reasons: [MISSING_LOGIN, MISSING_REPOSITORY],
    },
    {
      name: 'entry without a name',
      resources: entries({ enabled: true }),
      reasons: [MISSING_LOGIN, MISSING_REPOSITORY],
      points: ['resources[1].properties.logs', 'resources[1].properties.logs'],
    },
    {
      name: 'metrics only',
      resources: [
        registry(),
        setting({}, { properties: { workspaceId: WORKSPACE, metrics: [{ category: 'AllMetrics', enabled: true }] } }),
      ],
      reasons: [MISSING_LOGIN, MISSING_REPOSITORY],
    },
    {
      name: 'categories under metrics',
      resources: [registry(), setting({ logs: null, metrics: BOTH })],
      reasons: [MISSING_LOGIN, MISSING_REPOSITORY],
    },
    {
      name: 'no properties',
      resources: [registry(), setting({}, { properties: {} })],
      reasons: [MISSING_LOGIN, MISSING_REPOSITORY],
      points: ['resources[1].properties', 'resources[1].properties'],
    },
    {
      name: 'verified module with metrics only',
      resources: verifiedModule([
        { workspaceResourceId: WORKSPACE, logCategoriesAndGroups: [], metricCategories: [{ category: 'AllMetrics' }] },
      ]),
      reasons: [MISSING_LOGIN, MISSING_REPOSITORY],
      points: [
        'resources[0].properties.template.resources[1].properties',
        'resources[0].properties.template.resources[1].properties',
      ],
    },
    { name: 'verified module without settings', resources: verifiedModule([]), reasons: ['no-setting'] },
    {
      name: 'no destination',
      resources: [registry(), setting({}, { properties: { logs: BOTH } })],
      reasons: ['no-destination'],
      points: ['resources[1].properties'],
    },
    {
      name: 'destination null',
      resources: [registry(), sink({})],
      reasons: ['no-destination'],
      points: ['resources[1].properties.workspaceId'],
    },
    {
      name: 'destination empty',
      resources: [registry(), setting({ workspaceId: '' })],
      reasons: ['no-destination'],
      points: ['resources[1].properties.workspaceId'],
    },
    {
      name: 'every destination empty',
      resources: [
        registry(),
        sink({ storageAccountId: '', eventHubAuthorizationRuleId: '', marketplacePartnerId: '' }),
      ],
      reasons: ['no-destination'],
    },
    {
      name: 'service bus alone',
      resources: [registry(), sink({ serviceBusRuleId: HUB_RULE })],
      reasons: ['no-destination'],
    },
    { name: 'event hub name alone', resources: [registry(), sink({ eventHubName: 'h' })], reasons: ['no-destination'] },
    {
      name: 'destination empty by a default',
      resources: [registry(), setting({ workspaceId: "[parameters('w')]" })],
      declares: { w: { type: 'string', defaultValue: '' } },
      reasons: ['no-destination'],
      points: ['resources[1].properties.workspaceId'],
    },
    {
      name: 'destination null by a parameter',
      resources: [registry(), setting({ workspaceId: "[parameters('w')]" })],
      declares: { w: { type: 'string', nullable: true } },
      parameters: { w: null },
      reasons: ['no-destination'],
    },
    {
      name: 'destination by a parameter that may be left out and is',
      resources: [registry(), setting({ workspaceId: "[parameters('w')]" })],
      declares: { w: { type: 'string', nullable: true } },
      reasons: ['no-destination'],
    },
    {
      name: 'destination of azd with an empty default',
      resources: [registry(), setting({ workspaceId: "[parameters('w')]" })],
      declares: { w: STRING },
      parameters: { w: '$' + '{WS=}' },
      reasons: ['no-destination'],
    },
    {
      name: 'split over settings',
      resources: split({ workspaceId: WORKSPACE }, { workspaceId: WORKSPACE }),
      reasons: ['split-across-settings'],
      points: [],
    },
    {
      name: 'split over settings and destinations',
      resources: split({ workspaceId: WORKSPACE }, { storageAccountId: STORAGE }),
      reasons: ['split-across-settings'],
    },
    {
      name: 'split over destinations, coverage destination',
      resources: split({ workspaceId: WORKSPACE }, { storageAccountId: STORAGE }),
      options: { coverage: 'destination' },
      reasons: ['split-across-settings'],
    },
    {
      name: 'split over two workspaces, coverage destination',
      resources: split({ workspaceId: WORKSPACE }, { workspaceId: OTHER_WORKSPACE }),
      options: { coverage: 'destination' },
      reasons: ['split-across-settings'],
    },
    {
      name: 'split over two hubs of a namespace, coverage destination',
      resources: split(
        { eventHubAuthorizationRuleId: HUB_RULE, eventHubName: 'h1' },
        { eventHubAuthorizationRuleId: HUB_RULE, eventHubName: 'h2' },
      ),
      options: { coverage: 'destination' },
      reasons: ['split-across-settings'],
    },
    {
      name: 'split, one half with no destination, coverage any',
      resources: split({ workspaceId: WORKSPACE }, {}),
      options: { coverage: 'any' },
      reasons: ['no-destination'],
    },
    {
      name: 'split, one half off, coverage any',
      resources: split(
        { workspaceId: WORKSPACE },
        { workspaceId: WORKSPACE, logs: [{ category: REPOSITORY, enabled: false }] },
      ),
      options: { coverage: 'any' },
      reasons: [DISABLED_REPOSITORY],
    },
    {
      name: 'the same half twice, coverage any',
      resources: split({ workspaceId: WORKSPACE }, { storageAccountId: STORAGE, logs: [on(LOGIN)] }),
      options: { coverage: 'any' },
      reasons: [MISSING_REPOSITORY],
    },
    {
      name: 'complete setting without destination, useless one with',
      resources: [registry(), sink({}), setting({ logs: [] }, { name: 'empty' })],
      reasons: ['no-destination'],
    },
    {
      name: 'setting on another registry',
      resources: [registry(), setting({}, { scope: 'Microsoft.ContainerRegistry/registries/other' })],
      reasons: ['no-setting'],
    },
    {
      name: 'setting on another registry with the same parameter in its name',
      resources: [
        registry({ name: "[concat(parameters('n'), 'a')]" }),
        setting({}, { scope: "[concat('Microsoft.ContainerRegistry/registries/', parameters('n'), 'b')]" }),
      ],
      declares: { n: STRING },
      reasons: ['no-setting'],
    },
    {
      name: 'setting on a resource of another type with the same name',
      resources: [registry(), setting({}, { scope: 'Microsoft.Storage/storageAccounts/acr' })],
      reasons: ['no-setting'],
    },
    {
      name: 'setting on another of two registries',
      resources: [
        registry(),
        registry({ name: 'second' }),
        setting({}, { scope: 'Microsoft.ContainerRegistry/registries/second' }),
      ],
      at: 'resources[0]',
      reasons: ['no-setting'],
    },
    {
      name: 'setting of the resource group',
      resources: [registry(), setting({}, { scope: undefined as never })],
      reasons: ['no-setting'],
    },
    {
      name: 'setting that is only referred to',
      resources: { acr: registry(), audit: setting({}, { existing: true }) },
      reasons: ['no-setting'],
    },
    {
      name: 'condition false',
      resources: [registry(), setting({}, { condition: false })],
      reasons: ['setting-not-deployed'],
      points: ['resources[1].condition'],
    },
    {
      name: 'condition false by a default',
      resources: [registry(), setting({}, { condition: "[parameters('audit')]" })],
      declares: { audit: { type: 'bool', defaultValue: false } },
      reasons: ['setting-not-deployed'],
      points: ['resources[1].condition'],
    },
    {
      name: 'condition empty workspace',
      resources: [
        registry(),
        setting({ workspaceId: "[parameters('w')]" }, { condition: "[not(empty(parameters('w')))]" }),
      ],
      declares: { w: { type: 'string', defaultValue: '' } },
      reasons: ['setting-not-deployed'],
      points: ['resources[1].condition'],
    },
    {
      name: 'condition the opposite of that of the registry',
      resources: [
        registry({ condition: "[parameters('deploy')]" }),
        setting({}, { condition: "[not(parameters('deploy'))]" }),
      ],
      declares: { deploy: BOOL },
      reasons: ['setting-not-deployed'],
    },
    {
      name: 'two settings, none deployed',
      resources: [
        registry(),
        setting({}, { name: 'a', condition: false }),
        setting({}, { name: 'b', condition: false }),
      ],
      reasons: ['setting-not-deployed', 'setting-not-deployed'],
      points: ['resources[1].condition', 'resources[2].condition'],
    },
    {
      name: 'the useful setting not deployed, the useless one is',
      resources: [registry(), setting({}, { name: 'a', condition: false }), setting({ logs: [] }, { name: 'b' })],
      reasons: [MISSING_LOGIN, MISSING_REPOSITORY],
      points: ['resources[2].properties.logs', 'resources[2].properties.logs'],
    },
    {
      name: 'in a nested deployment that is not deployed',
      resources: [registry(), { ...nested([setting()], {}, {}), condition: false }],
      reasons: ['setting-not-deployed'],
      points: ['resources[1].condition'],
    },
    {
      name: 'a loop of none',
      resources: [registry(), setting({}, { copy: { name: 'c', count: 0 } })],
      reasons: ['no-setting'],
    },
    {
      name: 'condition unknown on a setting that does not help',
      resources: [registry(), setting({ logs: [on(LOGIN)] }, { condition: "[parameters('audit')]" })],
      declares: { audit: BOOL },
      reasons: [MISSING_REPOSITORY],
    },
    {
      name: 'same id twice, both incomplete',
      resources: [registry(), setting({ logs: [on(LOGIN)] }), setting({ logs: [] })],
      reasons: [MISSING_REPOSITORY],
    },
    {
      name: 'condition of the registry unknown, no setting',
      resources: [registry({ condition: "[parameters('deploy')]" })],
      declares: { deploy: BOOL },
      reasons: ['no-setting'],
    },
    {
      name: 'group with allowed values of which none does',
      resources: entries(group("[parameters('g')]")),
      declares: { g: { type: 'string', allowedValues: ['operational', 'other'] } },
      reasons: [MISSING_LOGIN, MISSING_REPOSITORY],
    },
    {
      name: 'if() of two destinations, both empty',
      resources: [registry(), setting({ workspaceId: "[if(parameters('x'), '', null())]" })],
      declares: { x: BOOL },
      reasons: ['no-destination'],
    },
    {
      name: 'members named like those of every object',
      resources: [
        registry(),
        setting({
          logs: [
            { category: 'constructor', enabled: true },
            { category: 'toString', enabled: true },
          ],
        }),
      ],
      reasons: [MISSING_LOGIN, MISSING_REPOSITORY],
    },
    {
      name: 'a data collection rule without an association',
      resources: [registry(), collectionRule()],
      reasons: ['no-setting'],
      points: [],
    },
    {
      name: 'an association of another registry',
      resources: [
        registry(),
        collectionRule(),
        association({ scope: "[resourceId('Microsoft.ContainerRegistry/registries', 'other')]" }),
      ],
      reasons: ['no-setting'],
    },
    {
      name: 'an association of the resource group',
      resources: [registry(), collectionRule(), association({ scope: undefined })],
      reasons: ['no-setting'],
    },
    {
      name: 'an association for an endpoint alone',
      resources: [
        registry(),
        collectionRule(),
        association({ properties: { dataCollectionEndpointId: '/subscriptions/s/e' } }),
      ],
      reasons: ['no-setting'],
    },
    {
      name: 'a loop of no associations',
      resources: [registry(), collectionRule(), association({ copy: { name: 'c', count: 0 } })],
      reasons: ['no-setting'],
    },
    {
      name: 'a data collection rule without a kind',
      resources: collected({}, { kind: undefined }),
      reasons: ['no-setting'],
    },
    {
      name: 'a data collection rule of another kind',
      resources: collected({}, { kind: 'Linux' }),
      reasons: ['no-setting'],
    },
    {
      name: 'a data collection rule without destinations',
      resources: collected({ destinations: undefined }),
      reasons: ['no-setting'],
    },
    {
      name: 'a data collection rule with an empty workspace',
      resources: collected({ destinations: workspaces('') }),
      reasons: ['no-destination'],
      points: ['resources[2]'],
    },
    {
      name: 'a data collection rule with one stream',
      resources: collected(streams(stream(LOGIN))),
      reasons: [MISSING_REPOSITORY],
      points: ['resources[2]'],
    },
    {
      name: 'a data collection rule with streams of another type',
      resources: collected(streams('microsoft.keyvault/vaults:Logs-Group-All', `vaults:${LOGIN}`)),
      reasons: [MISSING_LOGIN, MISSING_REPOSITORY],
    },
    {
      name: 'a data collection rule with streams that no flow sends',
      resources: collected({ dataSources: SOURCES, dataFlows: [] }),
      reasons: [MISSING_LOGIN, MISSING_REPOSITORY],
    },
    {
      name: 'a data collection rule with flows of streams that no source has',
      resources: collected({ dataSources: { platformTelemetry: [] } }),
      reasons: [MISSING_LOGIN, MISSING_REPOSITORY],
    },
    {
      name: 'a data collection rule with data sources of other kinds',
      resources: collected({ dataSources: { logFiles: [{ name: 'registries', streams: [stream()] }] } }),
      reasons: [MISSING_LOGIN, MISSING_REPOSITORY],
    },
    {
      name: 'a data collection rule with a flow to a destination that it does not have',
      resources: collected({ dataFlows: [{ streams: [stream()], destinations: ['elsewhere'] }] }),
      reasons: [MISSING_LOGIN, MISSING_REPOSITORY],
    },
    {
      name: 'a data collection rule with one stream in a flow',
      resources: collected({
        dataSources: SOURCES,
        dataFlows: [{ streams: [stream(REPOSITORY)], destinations: ['to0'] }],
      }),
      reasons: [MISSING_LOGIN],
    },
    {
      name: 'an association that is not deployed',
      resources: [registry(), collectionRule(), association({ condition: false })],
      reasons: ['setting-not-deployed'],
      points: ['resources[2].condition'],
    },
    {
      name: 'a data collection rule that is not deployed',
      resources: collected({}, { condition: "[parameters('on')]" }),
      declares: { on: { type: 'bool', defaultValue: false } },
      reasons: ['setting-not-deployed'],
      points: ['resources[1].condition'],
    },
    {
      name: 'a rule with a stream to each of two destinations',
      resources: twoDestinations(),
      reasons: ['split-across-settings'],
    },
    {
      name: 'a rule with a stream to each of two destinations, coverage destination',
      resources: twoDestinations(),
      options: { coverage: 'destination' },
      reasons: ['split-across-settings'],
    },
    {
      name: 'half by a setting, half by a rule',
      resources: settingAndRule(),
      reasons: ['split-across-settings'],
    },
    {
      name: 'half by a setting, half by a rule, to two workspaces, coverage destination',
      resources: settingAndRule(OTHER_WORKSPACE),
      options: { coverage: 'destination' },
      reasons: ['split-across-settings'],
    },
    {
      name: 'a data collection rule, collectors settings',
      resources: collected(),
      options: { collectors: 'settings' },
      reasons: ['no-setting'],
    },
    {
      name: 'half by a setting, half by a rule, collectors settings and coverage any',
      resources: settingAndRule(),
      options: { collectors: 'settings', coverage: 'any' },
      reasons: [MISSING_REPOSITORY],
    },
    {
      name: 'an association with a rule that is not in the template, collectors settings',
      resources: [registry(), association({ properties: { dataCollectionRuleId: RULE_ELSEWHERE } })],
      options: { collectors: 'settings' },
      reasons: ['no-setting'],
    },
    ...scanCases.fail,
  ],
  unknown: [
    {
      name: 'condition by a parameter',
      resources: [registry(), setting({}, { condition: "[parameters('audit')]" })],
      declares: { audit: BOOL },
      reasons: ['setting-not-deployed'],
      dependsOn: ['parameter audit'],
    },
    {
      name: 'condition by two parameters',
      resources: [registry(), setting({}, { condition: "[and(parameters('a'), parameters('b'))]" })],
      declares: { a: BOOL, b: BOOL },
      reasons: ['setting-not-deployed'],
      dependsOn: ['parameter a', 'parameter b'],
    },
    {
      name: 'condition by reference()',
      resources: [registry(), setting({}, { condition: "[reference('x', '2020-01-01').enabled]" })],
      reasons: ['setting-not-deployed'],
      dependsOn: ["runtime reference('x')"],
    },
    {
      name: 'condition that a workspace is given',
      resources: [
        registry(),
        setting({ workspaceId: "[parameters('w')]" }, { condition: "[not(empty(parameters('w')))]" }),
      ],
      declares: { w: STRING },
      reasons: ['setting-not-deployed'],
      dependsOn: ['parameter w'],
    },
    {
      name: 'enabled by a parameter',
      resources: entries(group('audit', "[parameters('on')]")),
      declares: { on: BOOL },
      reasons: [DISABLED_LOGIN, DISABLED_REPOSITORY],
      dependsOn: ['parameter on'],
    },
    {
      name: 'enabled of one category by a parameter',
      resources: entries(on(LOGIN), { category: REPOSITORY, enabled: "[parameters('on')]" }),
      declares: { on: BOOL },
      reasons: [DISABLED_REPOSITORY],
      dependsOn: ['parameter on'],
    },
    {
      name: 'category by a parameter',
      resources: entries(on(LOGIN), on("[parameters('c')]")),
      declares: { c: STRING },
      reasons: [MISSING_REPOSITORY],
      dependsOn: ['parameter c'],
    },
    {
      name: 'group by a parameter',
      resources: entries(group("[parameters('g')]")),
      declares: { g: STRING },
      reasons: [MISSING_LOGIN, MISSING_REPOSITORY],
      dependsOn: ['parameter g'],
    },
    {
      name: 'group with allowed values of which one does',
      resources: entries(group("[parameters('g')]")),
      declares: { g: { type: 'string', allowedValues: ['audit', 'operational'] } },
      reasons: [MISSING_LOGIN, MISSING_REPOSITORY],
      dependsOn: ['parameter g'],
    },
    {
      name: 'logs by a parameter',
      resources: [registry(), setting({ logs: "[parameters('logs')]" })],
      declares: { logs: { type: 'array' } },
      reasons: [MISSING_LOGIN, MISSING_REPOSITORY],
      dependsOn: ['parameter logs'],
    },
    {
      name: 'destination that may be empty',
      resources: [registry(), setting({ workspaceId: "[if(parameters('x'), parameters('w'), '')]" })],
      declares: { x: BOOL, w: STRING },
      reasons: ['no-destination'],
      dependsOn: ['parameter x'],
    },
    {
      name: 'destination by tryGet() of an unknown object',
      resources: [registry(), setting({ workspaceId: "[tryGet(parameters('o'), 'id')]" })],
      declares: { o: { type: 'object' } },
      reasons: ['no-destination'],
      dependsOn: ['parameter o'],
    },
    {
      name: 'scope by a parameter of its own',
      resources: [
        registry(),
        setting({}, { scope: "[resourceId('Microsoft.ContainerRegistry/registries', parameters('target'))]" }),
      ],
      declares: { target: STRING },
      reasons: ['no-setting'],
      dependsOn: ['parameter target'],
    },
    {
      name: 'two unrelated names',
      resources: [
        registry({ name: "[parameters('n')]" }),
        setting({}, { scope: "[resourceId('Microsoft.ContainerRegistry/registries', parameters('m'))]" }),
      ],
      declares: { n: STRING, m: STRING },
      reasons: ['no-setting'],
      dependsOn: ['parameter n', 'parameter m'],
    },
    {
      name: 'the group of the deployment against a literal one',
      resources: [
        registry(),
        setting({}, { scope: "[resourceId('rg-shared', 'Microsoft.ContainerRegistry/registries', 'acr')]" }),
      ],
      reasons: ['no-setting'],
      dependsOn: ['environment resourceGroup().name'],
    },
    {
      name: 'a loop whose length is not known',
      resources: [
        registry(),
        setting(
          {},
          { name: "[format('audit{0}', copyIndex())]", copy: { name: 'c', count: "[length(parameters('list'))]" } },
        ),
      ],
      declares: { list: { type: 'array' } },
      reasons: ['setting-not-deployed'],
      dependsOn: ['parameter list'],
    },
    {
      name: 'same id twice, one complete',
      resources: [registry(), setting(), setting({ logs: [] })],
      reasons: ['overwritten'],
      dependsOn: ["runtime order of the deployments of diagnostic setting 'audit'"],
    },
    {
      name: 'a setting that is left alone where it exists',
      resources: { acr: registry(), audit: setting({}, { '@options': { onlyIfNotExists: true } }) },
      reasons: ['no-destination', MISSING_LOGIN, MISSING_REPOSITORY],
      dependsOn: ['runtime @options.onlyIfNotExists'],
    },
    {
      name: 'a linked module that gets the name of the registry',
      resources: [
        registry(),
        {
          type: 'Microsoft.Resources/deployments',
          apiVersion: '2022-09-01',
          name: 'linked',
          properties: {
            mode: 'Incremental',
            templateLink: { uri: 'https://example.org/diagnostics.json' },
            parameters: { registry: { value: 'acr' } },
          },
        },
      ],
      reasons: ['no-setting'],
      dependsOn: ['module https://example.org/diagnostics.json'],
    },
    {
      name: 'split, destinations by two parameters, coverage destination',
      resources: split({ workspaceId: "[parameters('a')]" }, { workspaceId: "[parameters('b')]" }),
      declares: { a: STRING, b: STRING },
      options: { coverage: 'destination' },
      reasons: ['split-across-settings'],
      dependsOn: ['parameter a', 'parameter b'],
    },
    {
      name: 'split, one half by a parameter, coverage any',
      resources: split(
        { workspaceId: WORKSPACE },
        { workspaceId: WORKSPACE, logs: [{ category: REPOSITORY, enabled: "[parameters('on')]" }] },
      ),
      declares: { on: BOOL },
      options: { coverage: 'any' },
      reasons: [DISABLED_REPOSITORY],
      dependsOn: ['parameter on'],
    },
    {
      name: 'an association that a parameter decides about',
      resources: [registry(), collectionRule(), association(IF_ON)],
      declares: { on: BOOL },
      reasons: ['setting-not-deployed'],
      dependsOn: ['parameter on'],
    },
    {
      name: 'a data collection rule that a parameter decides about',
      resources: collected({}, IF_ON),
      declares: { on: BOOL },
      reasons: ['setting-not-deployed'],
      dependsOn: ['parameter on'],
    },
    {
      name: 'a data collection rule whose kind is a parameter',
      resources: collected({}, { kind: "[parameters('kind')]" }),
      declares: { kind: STRING },
      reasons: ['no-setting'],
      dependsOn: ['parameter kind'],
    },
    {
      name: 'a data collection rule with streams by a parameter',
      resources: collected({
        dataSources: { platformTelemetry: [{ name: 'registries', streams: "[parameters('s')]" }] },
      }),
      declares: { s: { type: 'array' } },
      reasons: [MISSING_LOGIN, MISSING_REPOSITORY],
      dependsOn: ['parameter s'],
    },
    {
      name: 'a data collection rule with one stream by a parameter',
      resources: collected(streams(stream(LOGIN), "[parameters('s')]")),
      declares: { s: STRING },
      reasons: [MISSING_REPOSITORY],
      dependsOn: ['parameter s'],
    },
    {
      name: 'a data collection rule with streams by a secure parameter without a value',
      resources: collected(streams("[parameters('s')]")),
      declares: { s: { type: 'securestring' } },
      reasons: [MISSING_LOGIN, MISSING_REPOSITORY],
      dependsOn: ['parameter s'],
    },
    {
      name: 'a data collection rule with flows by a parameter',
      resources: collected({ dataFlows: "[parameters('f')]" }),
      declares: { f: { type: 'array' } },
      reasons: [MISSING_LOGIN, MISSING_REPOSITORY],
      dependsOn: ['parameter f'],
    },
    {
      name: 'a data collection rule with a flow to a destination by a parameter',
      resources: collected({ dataFlows: [{ streams: [stream()], destinations: ["[parameters('d')]"] }] }),
      declares: { d: STRING },
      reasons: [MISSING_LOGIN, MISSING_REPOSITORY],
      dependsOn: ['parameter d'],
    },
    {
      name: 'a data collection rule with workspaces by a parameter',
      resources: collected({ destinations: { logAnalytics: "[parameters('d')]" } }),
      declares: { d: { type: 'array' } },
      reasons: [MISSING_LOGIN, MISSING_REPOSITORY],
      dependsOn: ['parameter d'],
    },
    {
      name: 'a data collection rule with destinations by a parameter',
      resources: collected({ destinations: "[parameters('d')]" }),
      declares: { d: { type: 'object' } },
      reasons: [MISSING_LOGIN, MISSING_REPOSITORY, 'split-across-settings'],
      dependsOn: ['parameter d'],
    },
    {
      name: 'a data collection rule with a workspace that may be empty',
      resources: collected({ destinations: workspaces("[if(parameters('on'), parameters('w'), '')]") }),
      declares: { on: BOOL, w: STRING },
      reasons: ['no-destination'],
      dependsOn: ['parameter on'],
    },
    {
      name: 'a data collection rule with properties by a parameter',
      resources: collected({}, { properties: "[parameters('p')]" }),
      declares: { p: { type: 'object' } },
      reasons: [MISSING_LOGIN, MISSING_REPOSITORY, 'split-across-settings'],
      dependsOn: ['parameter p'],
    },
    {
      name: 'one data collection rule or another, one of which carries a stream',
      resources: [
        ...collected().slice(0, 2),
        collectionRule(streams(stream(LOGIN)), { name: 'logins' }),
        association({
          properties: {
            dataCollectionRuleId: `[resourceId('${COLLECTION_RULE}', if(parameters('on'), 'dcr', 'logins'))]`,
          },
        }),
      ],
      declares: { on: BOOL },
      reasons: [MISSING_REPOSITORY],
      dependsOn: ['parameter on'],
    },
    {
      name: 'an association with a rule that is not in the template',
      resources: [registry(), association({ properties: { dataCollectionRuleId: RULE_ELSEWHERE } })],
      reasons: ['no-setting'],
      dependsOn: [`notRead ${RULE_ELSEWHERE}, which is not in this template`],
    },
    {
      name: 'an association with a rule by a parameter',
      resources: [registry(), association({ properties: { dataCollectionRuleId: "[parameters('rule')]" } })],
      declares: { rule: STRING },
      reasons: ['no-setting'],
      dependsOn: ["notRead parameters('rule'), which is not in this template"],
    },
    {
      name: 'an association with a scope by a parameter',
      resources: [
        registry(),
        collectionRule(),
        association({ scope: "[resourceId('Microsoft.ContainerRegistry/registries', parameters('target'))]" }),
      ],
      declares: { target: STRING },
      reasons: ['no-setting'],
      dependsOn: ['parameter target'],
    },
    {
      name: 'associations by a loop whose length is not known',
      resources: [
        registry(),
        collectionRule(),
        association({
          name: "[format('a{0}', copyIndex())]",
          copy: { name: 'c', count: "[length(parameters('list'))]" },
        }),
      ],
      declares: { list: { type: 'array' } },
      reasons: ['setting-not-deployed'],
      dependsOn: ['parameter list'],
    },
    {
      name: 'half by a setting, half by a rule with flows by a parameter, coverage any',
      resources: [
        setting({ logs: [on(LOGIN)] }),
        ...collected({ ...streams(stream(REPOSITORY)), dataFlows: "[parameters('f')]" }),
      ],
      declares: { f: { type: 'array' } },
      options: { coverage: 'any' },
      reasons: [MISSING_REPOSITORY],
      dependsOn: ['parameter f'],
    },
    ...scanCases.unknown,
  ],
  notApplicable: [
    { name: 'registry not deployed', resources: [registry({ condition: false })] },
    { name: 'registry not deployed, its setting is', resources: [registry({ condition: false }), setting()] },
    {
      name: 'registry not deployed by a default',
      resources: [registry({ condition: "[parameters('deploy')]" })],
      declares: { deploy: { type: 'bool', defaultValue: false } },
    },
    {
      name: 'registry in a nested deployment that is not deployed',
      resources: [{ ...nested([registry(), setting()], {}, {}), condition: "[parameters('deploy')]" }],
      declares: { deploy: BOOL },
      parameters: { deploy: false },
    },
  ],
  error: [
    {
      name: 'a property that is missing',
      resources: [registry(), setting({ logs: "[variables('v').missing]" })],
      variables: { v: {} },
      says: 'missing',
    },
    {
      name: 'an index out of range',
      resources: [registry(), setting({ logs: "[variables('v')[3]]" })],
      variables: { v: [[]] },
      says: '3',
    },
    {
      name: 'properties of the wrong kind',
      resources: [registry(), setting({}, { properties: 'text' })],
      says: 'not an object',
    },
    {
      name: 'a data collection rule with streams that cannot be evaluated',
      resources: collected(streams("[variables('v').missing]")),
      variables: { v: {} },
      says: 'missing',
    },
  ],
  live: [
    { name: 'a data collection rule', records: [readRule(), WITH_RULE], outcome: 'pass' },
    {
      name: 'a setting beside a rule that Azure refuses to show',
      records: [deniedResource(LIVE_RULE), { ...WITH_RULE, settings: COMPLETE }],
      outcome: 'pass',
    },
    {
      name: 'a setting beside associations that Azure refuses to list',
      records: [{ ...REFUSED, settings: COMPLETE }],
      outcome: 'pass',
    },
    {
      name: 'a data collection rule with one stream',
      records: [readRule(streams(stream(LOGIN))), WITH_RULE],
      outcome: 'fail',
      reasons: [MISSING_REPOSITORY],
    },
    {
      name: 'a data collection rule of another kind',
      records: [readRule({}, 'Linux'), WITH_RULE],
      outcome: 'fail',
      reasons: ['no-setting'],
    },
    {
      name: 'a data collection rule that is gone',
      records: [missingResource(LIVE_RULE), WITH_RULE],
      outcome: 'fail',
      reasons: ['no-setting'],
    },
    {
      name: 'an association for an endpoint alone',
      records: [readRule(), associated({})],
      outcome: 'fail',
      reasons: ['no-setting'],
    },
    {
      name: 'a data collection rule, collectors settings',
      records: [readRule(), WITH_RULE],
      options: { collectors: 'settings' },
      outcome: 'fail',
      reasons: ['no-setting'],
    },
    {
      name: 'associations that Azure refuses to list, collectors settings',
      records: [REFUSED],
      options: { collectors: 'settings' },
      outcome: 'fail',
      reasons: ['no-setting'],
    },
    {
      name: 'a data collection rule that Azure refuses to show',
      records: [deniedResource(LIVE_RULE), WITH_RULE],
      outcome: 'unknown',
      reasons: ['no-setting'],
      dependsOn: [`permission ${LIVE_RULE}: ${DENIED.message}`],
    },
    {
      name: 'a data collection rule that was not read',
      records: [WITH_RULE],
      outcome: 'unknown',
      reasons: ['no-setting'],
      dependsOn: [`notRead ${LIVE_RULE}`],
    },
    {
      name: 'associations that Azure refuses to list',
      records: [REFUSED],
      outcome: 'unknown',
      reasons: ['no-setting'],
      dependsOn: [`permission ${DENIED.message}`],
    },
    {
      name: 'settings that Azure refuses to list',
      records: [liveRegistry({}, { settings: { status: 'failed', problem: DENIED } })],
      outcome: 'unknown',
      dependsOn: [`permission ${DENIED.message}`],
    },
  ],
});

describe('notes on data collection rules:', () => {
  const notesOf = (...records: readonly ScanRecord[]): readonly string[] => {
    const evaluation = createScanEvaluation([{ rule: logs, level: 'error', options: {} }]);
    for (const record of records) evaluation.add(record);
    return evaluation.result({ errors: [] }).findings.flatMap(({ notes }) => notes.map(({ message }) => message));
  };
  const preview =
    "data collection rule 'dcr' collects logs by a preview that needs the feature Microsoft.Insights/DcrPlatformLogs of the subscription, which cannot be seen here";

  test('one that counts is a preview', () => {
    expect(notesOf(readRule(), WITH_RULE)).toEqual([preview]);
  });

  test.each([
    ['of another kind', {}, 'Linux'],
    ['without a stream of registries', streams('Microsoft-Perf'), 'PlatformTelemetry'],
  ])('one %s is not mentioned', (_, properties, kind) => {
    expect(notesOf(readRule(properties, kind), WITH_RULE)).toEqual([]);
  });

  test('where a scan did not read associations, a failure says so', () => {
    expect(notesOf(withLists({}))).toEqual([
      'data collection rules were not read; one that is associated with it may collect its logs (a scan reads them)',
    ]);
  });
});
