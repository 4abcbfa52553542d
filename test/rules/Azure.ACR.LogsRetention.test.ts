import { logsRetention } from '../../rules/Azure.ACR.LogsRetention.ts';
import {
  BOOL,
  BOTH,
  HUB_RULE,
  type Json,
  type JsonObject,
  LOGIN,
  nested,
  OTHER_WORKSPACE,
  on,
  outerDeployment,
  REPOSITORY,
  registry,
  STORAGE,
  STRING,
  setting,
  WORKSPACE,
} from '../support/arm-templates.ts';
import {
  DENIED,
  deniedResource,
  LIVE_REGISTRY,
  LIVE_RULE,
  LIVE_WORKSPACE,
  liveRegistry,
  liveResource,
  missingResource,
} from '../support/live-cases.ts';
import { ruleCases } from '../support/rule-cases.ts';

const INT = { type: 'int' };
const IF_AUDIT = { condition: "[parameters('audit')]" };
const AUDIT = { audit: BOOL };
const LINK = 'https://example.org/diagnostics.json';
const WORKSPACE_ID = "[resourceId('Microsoft.OperationalInsights/workspaces', 'w1')]";
const OTHER_ID = "[resourceId('Microsoft.OperationalInsights/workspaces', 'w2')]";

/** A workspace that keeps data so many days; undefined: it does not say. */
function workspace(days?: Json, extra: JsonObject = {}): JsonObject {
  const properties = { sku: { name: 'PerGB2018' }, ...(days !== undefined && { retentionInDays: days }) };
  return {
    type: 'Microsoft.OperationalInsights/workspaces',
    apiVersion: '2023-09-01',
    name: 'w1',
    location: 'westeurope',
    properties,
    ...extra,
  };
}

/** A table of the workspace. */
function table(category: string, properties: JsonObject, extra: JsonObject = {}): JsonObject {
  const type = 'Microsoft.OperationalInsights/workspaces/tables';
  return { type, apiVersion: '2023-09-01', name: `w1/${category}`, properties, ...extra };
}

/** Both tables, alike. */
function tables(properties: JsonObject): JsonObject[] {
  return [LOGIN, REPOSITORY].map((category) => table(category, properties));
}

/** A setting that sends both categories to the workspace. */
const sent = (extra: JsonObject = {}): JsonObject => setting({ workspaceId: WORKSPACE_ID }, extra);

/** A registry that sends its logs to the workspace, and what is beside it. */
function beside(...resources: readonly JsonObject[]): JsonObject[] {
  return [registry(), sent(), ...resources];
}

/** A data collection rule with this workspace as destination, and what associates the registry with it. */
function collection(streams: readonly string[] = ['Logs-Group-All'], extra: JsonObject = {}): JsonObject[] {
  const all = streams.map((stream) => `microsoft.containerregistry/registries:${stream}`);
  return [
    {
      type: 'Microsoft.Insights/dataCollectionRules',
      apiVersion: '2024-03-11',
      name: 'rule',
      location: 'westeurope',
      kind: 'PlatformTelemetry',
      properties: {
        dataSources: { platformTelemetry: [{ name: 'logs', streams: all }] },
        destinations: { logAnalytics: [{ name: 'w', workspaceResourceId: WORKSPACE_ID }] },
        dataFlows: [{ streams: all, destinations: ['w'] }],
      },
      ...extra,
    },
    {
      type: 'Microsoft.Insights/dataCollectionRuleAssociations',
      apiVersion: '2024-03-11',
      name: 'association',
      scope: 'Microsoft.ContainerRegistry/registries/acr',
      properties: { dataCollectionRuleId: "[resourceId('Microsoft.Insights/dataCollectionRules', 'rule')]" },
    },
  ];
}

const TOO_SHORT = [`kept-too-short ${LOGIN}`, `kept-too-short ${REPOSITORY}`];
const elsewhere = (id: string): string => `notRead ${id}, which is not in this template`;
const OWN_WORKSPACE =
  "concat('/subscriptions/', subscription().subscriptionId, '/resourceGroups/', resourceGroup().name, '/providers/Microsoft.OperationalInsights/workspaces/w1')";
const linked = (parameters: JsonObject): JsonObject => ({
  type: 'Microsoft.Resources/deployments',
  apiVersion: '2022-09-01',
  name: 'linked',
  properties: { mode: 'Incremental', templateLink: { uri: LINK }, parameters },
});

const inAzure = (days: Json, id = LIVE_WORKSPACE) => liveResource(id, { properties: { retentionInDays: days } });
const tableId = (name: string, of = LIVE_WORKSPACE): string => `${of}/tables/${name}`;
const tableInAzure = (name: string, properties: JsonObject) => liveResource(tableId(name), { properties });
const NO_TABLES = [LOGIN, REPOSITORY].map((name) => missingResource(tableId(name)));
const LIVE = liveRegistry();
const SECOND = `${LIVE_WORKSPACE}2`;
const OF_A_RULE = {
  kind: 'PlatformTelemetry',
  properties: {
    dataSources: { platformTelemetry: [{ streams: ['Microsoft.ContainerRegistry/registries:Logs-Group-All'] }] },
    destinations: { logAnalytics: [{ name: 'w', workspaceResourceId: LIVE_WORKSPACE }] },
    dataFlows: [{ streams: ['Microsoft.ContainerRegistry/registries:Logs-Group-All'], destinations: ['w'] }],
  },
};

/** A registry with a setting for each of these workspaces. */
function sending(...workspaces: readonly string[]) {
  const value = workspaces.map((workspaceId, i) => ({ name: `s${i}`, properties: { workspaceId, logs: BOTH } }));
  return liveRegistry({}, { settings: { status: 'read', pages: [{ value }] } });
}

ruleCases(logsRetention, {
  pass: [
    { name: 'a workspace that keeps 90 days', resources: beside(workspace(90)) },
    { name: 'a workspace that keeps longer', resources: beside(workspace(730)) },
    { name: 'days as a text', resources: beside(workspace('90')) },
    { name: 'the default, where that is enough', resources: beside(workspace()), options: { minimumDays: 30 } },
    {
      name: 'tables that keep long enough in all',
      resources: beside(workspace(30), ...tables({ totalRetentionInDays: 90 })),
    },
    {
      name: 'tables of a workspace that is elsewhere',
      resources: beside(...tables({ retentionInDays: 30, totalRetentionInDays: 365 })),
    },
    {
      name: 'a total that follows the interactive retention',
      resources: beside(workspace(30), ...tables({ retentionInDays: 180 })),
    },
    {
      name: 'a total of -1 that follows the interactive retention',
      resources: beside(workspace(30), ...tables({ retentionInDays: 180, totalRetentionInDays: -1 })),
    },
    {
      name: 'tables that inherit by -1',
      resources: beside(workspace(90), ...tables({ retentionInDays: -1, totalRetentionInDays: -1 })),
    },
    {
      name: 'tables that inherit by null',
      resources: beside(workspace(90), ...tables({ retentionInDays: null, totalRetentionInDays: null })),
    },
    { name: 'a table with nothing but a plan', resources: beside(workspace(90), ...tables({ plan: 'Analytics' })) },
    {
      name: 'names in other letters',
      resources: beside(
        workspace(30, { type: 'microsoft.operationalinsights/WORKSPACES', name: 'W1' }),
        table(LOGIN.toLowerCase(), { totalRetentionInDays: 90 }),
        table(REPOSITORY.toUpperCase(), { TOTALRETENTIONINDAYS: 90 }),
      ),
    },
    {
      name: 'a table inside its workspace',
      resources: beside(
        workspace(30, {
          resources: [LOGIN, REPOSITORY].map((name) => ({
            type: 'tables',
            apiVersion: '2023-09-01',
            name,
            dependsOn: [WORKSPACE_ID],
            properties: { totalRetentionInDays: 365 },
          })),
        }),
      ),
    },
    {
      name: 'only one category is sent, and its table keeps long enough',
      resources: [
        registry(),
        setting({ workspaceId: WORKSPACE_ID, logs: [on(LOGIN)] }),
        workspace(30),
        table(LOGIN, { totalRetentionInDays: 365 }),
      ],
    },
    {
      name: 'a second workspace keeps long enough',
      resources: [
        registry(),
        sent(),
        setting({ workspaceId: OTHER_ID }, { name: 'long' }),
        workspace(30),
        workspace(365, { name: 'w2' }),
      ],
    },
    {
      name: 'each category is kept in another workspace',
      resources: [
        registry(),
        sent(),
        setting({ workspaceId: OTHER_ID }, { name: 'other' }),
        workspace(30),
        table(LOGIN, { totalRetentionInDays: 365 }),
        workspace(30, { name: 'w2' }),
        table(REPOSITORY, { totalRetentionInDays: 365 }, { name: `w2/${REPOSITORY}` }),
      ],
    },
    {
      name: 'one workspace keeps long enough, the other is not in the template',
      resources: [registry(), sent(), setting({}, { name: 'elsewhere' }), workspace(90)],
    },
    {
      name: 'a workspace in a nested deployment',
      resources: [registry(), sent(), nested([workspace(90)], {}, {})],
    },
    {
      name: 'tables in a nested deployment',
      resources: beside(workspace(30), outerDeployment(tables({ totalRetentionInDays: 90 }))),
    },
    { name: 'a data collection rule that sends to it', resources: [registry(), ...collection(), workspace(90)] },
    {
      name: 'days by a parameter with a default',
      resources: beside(workspace("[parameters('days')]")),
      declares: { days: { type: 'int', defaultValue: 90 } },
    },
    {
      name: 'days by a parameter of which every value is enough',
      resources: beside(workspace("[parameters('days')]")),
      declares: { days: { type: 'int', allowedValues: [90, 365] } },
    },
    {
      name: 'days that are enough either way',
      resources: beside(workspace("[if(parameters('audit'), 365, 90)]")),
      declares: AUDIT,
    },
    {
      name: 'secure days',
      resources: beside(workspace("[parameters('days')]")),
      declares: { days: { type: 'securestring' } },
      parameters: { days: '90' },
    },
    {
      name: 'days of the tables by a parameter, and a workspace that keeps long enough where they inherit',
      resources: beside(workspace(90), ...tables({ totalRetentionInDays: "[parameters('days')]" })),
      declares: { days: { type: 'int', allowedValues: [-1, 365] } },
    },
    {
      name: 'the workspace that is sent to, either way',
      resources: [
        registry(),
        setting({ workspaceId: `[if(parameters('audit'), ${WORKSPACE_ID.slice(1, -1)}, ${OTHER_ID.slice(1, -1)})]` }),
        workspace(90),
        workspace(365, { name: 'w2' }),
      ],
      declares: AUDIT,
    },
    {
      name: 'a workspace whose name is a parameter',
      resources: [
        registry(),
        setting({ workspaceId: "[resourceId('Microsoft.OperationalInsights/workspaces', parameters('w'))]" }),
        workspace(90, { name: "[parameters('w')]" }),
      ],
      declares: { w: STRING },
    },
    {
      name: 'tables by a loop',
      resources: beside(
        workspace(30),
        table(
          '',
          { totalRetentionInDays: 365 },
          { name: "[format('w1/{0}', variables('tables')[copyIndex()])]", copy: { name: 'c', count: 2 } },
        ),
      ),
      variables: { tables: [LOGIN, REPOSITORY] },
    },
    {
      name: 'a workspace declared twice, long enough in both',
      resources: beside(workspace(90), nested([workspace(365)], {}, {})),
    },
    {
      name: 'a module that cannot be read beside a workspace that keeps long enough',
      resources: beside(workspace(90), linked({ registry: { value: 'acr' } })),
    },
    {
      name: 'a setting that is not deployed, to a workspace that keeps too short',
      resources: [
        registry(),
        sent(),
        setting({ workspaceId: OTHER_ID }, { name: 'off', condition: false }),
        workspace(90),
        workspace(30, { name: 'w2' }),
      ],
    },
    {
      name: 'other tables that keep shorter',
      resources: beside(workspace(90), table('Heartbeat', { totalRetentionInDays: 30 })),
    },
    {
      name: 'the tables of another workspace',
      resources: beside(
        workspace(90),
        table(LOGIN, { totalRetentionInDays: 30 }, { name: `w2/${LOGIN}` }),
        workspace(90, { name: 'w2' }),
      ),
    },
  ],
  fail: [
    {
      name: 'a workspace that keeps 30 days',
      resources: beside(workspace(30)),
      reasons: TOO_SHORT,
      points: ['resources[2]', 'resources[2]'],
    },
    { name: 'a workspace that keeps 89 days', resources: beside(workspace(89)), reasons: TOO_SHORT },
    { name: 'a workspace that does not say', resources: beside(workspace()), reasons: TOO_SHORT },
    { name: 'a workspace whose days are null', resources: beside(workspace(null)), reasons: TOO_SHORT },
    {
      name: 'less than an option asks for',
      resources: beside(workspace(365)),
      options: { minimumDays: 366 },
      reasons: TOO_SHORT,
    },
    {
      name: 'tables that keep less than the workspace',
      resources: beside(workspace(365), ...tables({ totalRetentionInDays: 30 })),
      reasons: TOO_SHORT,
      points: ['resources[3]', 'resources[4]'],
    },
    {
      name: 'one of the tables',
      resources: beside(workspace(365), table(LOGIN, { retentionInDays: 30 })),
      reasons: [`kept-too-short ${LOGIN}`],
    },
    {
      name: 'one of the tables keeps long enough',
      resources: beside(workspace(30), table(LOGIN, { totalRetentionInDays: 365 })),
      reasons: [`kept-too-short ${REPOSITORY}`],
    },
    {
      name: 'tables that inherit',
      resources: beside(workspace(30), ...tables({ retentionInDays: -1, totalRetentionInDays: -1 })),
      reasons: TOO_SHORT,
    },
    {
      name: 'tables of a workspace that is elsewhere, too short',
      resources: beside(...tables({ totalRetentionInDays: 30 })),
      reasons: TOO_SHORT,
    },
    {
      name: 'two workspaces, both too short',
      resources: [
        registry(),
        sent(),
        setting({ workspaceId: OTHER_ID }, { name: 'other' }),
        workspace(30),
        workspace(60, { name: 'w2' }),
      ],
      reasons: [...TOO_SHORT, ...TOO_SHORT],
    },
    {
      name: 'a workspace beside a storage account, which is not looked at',
      resources: [registry(), setting({ workspaceId: WORKSPACE_ID, storageAccountId: STORAGE }), workspace(30)],
      reasons: TOO_SHORT,
    },
    {
      name: 'a data collection rule alone',
      resources: [registry(), ...collection(), workspace(30)],
      reasons: TOO_SHORT,
    },
    {
      name: 'a data collection rule with one of the streams',
      resources: [registry(), ...collection([LOGIN]), workspace(30)],
      reasons: [`kept-too-short ${LOGIN}`],
    },
    {
      name: 'days by a parameter with a value',
      resources: beside(workspace("[parameters('days')]")),
      declares: { days: INT },
      parameters: { days: 60 },
      reasons: TOO_SHORT,
    },
    {
      name: 'days that are too few either way',
      resources: beside(workspace("[if(parameters('audit'), 60, 30)]")),
      declares: AUDIT,
      reasons: TOO_SHORT,
    },
    {
      name: 'a table that is not deployed',
      resources: beside(workspace(30), table(LOGIN, { totalRetentionInDays: 365 }, { condition: false })),
      reasons: TOO_SHORT,
    },
    {
      name: 'one category certainly, whatever the table of the other says',
      resources: beside(
        workspace(365),
        table(LOGIN, { totalRetentionInDays: 30 }),
        table(REPOSITORY, { totalRetentionInDays: "[parameters('days')]" }),
      ),
      declares: { days: INT },
      reasons: [`kept-too-short ${LOGIN}`],
    },
    {
      name: 'a setting and a workspace in a nested deployment',
      resources: [registry(), nested([sent(), workspace(30)], {}, {})],
      reasons: TOO_SHORT,
    },
  ],
  unknown: [
    {
      name: 'a workspace that is not in the template',
      resources: [registry(), setting()],
      reasons: [],
      dependsOn: [elsewhere(WORKSPACE)],
    },
    {
      name: 'a workspace by a parameter',
      resources: [registry(), setting({ workspaceId: "[parameters('workspaceId')]" })],
      declares: { workspaceId: STRING },
      reasons: [],
      dependsOn: [elsewhere("parameters('workspaceId')")],
    },
    {
      name: 'a workspace that exists already',
      resources: {
        acr: registry(),
        w: { ...workspace(90), existing: true },
        audit: setting({ workspaceId: WORKSPACE_ID }),
      },
      reasons: [],
      dependsOn: [elsewhere(OWN_WORKSPACE)],
    },
    {
      name: 'tables that inherit from a workspace that is elsewhere',
      resources: [registry(), setting({ workspaceId: WORKSPACE_ID }), ...tables({ totalRetentionInDays: -1 })],
      reasons: [],
      dependsOn: [elsewhere(OWN_WORKSPACE)],
    },
    {
      name: 'days by a parameter',
      resources: beside(workspace("[parameters('days')]")),
      declares: { days: INT },
      reasons: TOO_SHORT,
      dependsOn: ['parameter days'],
    },
    {
      name: 'days by a secure parameter without a value',
      resources: beside(workspace("[parameters('days')]")),
      declares: { days: { type: 'securestring' } },
      reasons: TOO_SHORT,
      dependsOn: ['parameter days'],
    },
    {
      name: 'days of a table by a parameter',
      resources: beside(workspace(90), table(LOGIN, { totalRetentionInDays: "[parameters('days')]" })),
      declares: { days: INT },
      reasons: [`kept-too-short ${LOGIN}`],
      dependsOn: ['parameter days'],
    },
    {
      name: 'days that are enough one way',
      resources: beside(workspace("[if(parameters('audit'), 365, 30)]")),
      declares: AUDIT,
      reasons: TOO_SHORT,
      dependsOn: ['parameter audit'],
    },
    {
      name: 'a workspace that a parameter decides about',
      resources: beside(workspace(90, IF_AUDIT)),
      declares: AUDIT,
      reasons: [],
      dependsOn: [elsewhere(OWN_WORKSPACE), 'parameter audit'],
    },
    {
      name: 'a table that a parameter decides about',
      resources: beside(workspace(90), table(LOGIN, { totalRetentionInDays: 30 }, IF_AUDIT)),
      declares: AUDIT,
      reasons: [`kept-too-short ${LOGIN}`],
      dependsOn: ['parameter audit'],
    },
    {
      name: 'a setting that a parameter decides about',
      resources: [registry(), sent(IF_AUDIT), workspace(30)],
      declares: AUDIT,
      reasons: TOO_SHORT,
      dependsOn: ['parameter audit'],
    },
    {
      name: 'entries by a parameter',
      resources: [registry(), setting({ workspaceId: WORKSPACE_ID, logs: "[parameters('logs')]" }), workspace(30)],
      declares: { logs: { type: 'array' } },
      reasons: TOO_SHORT,
      dependsOn: ['parameter logs'],
    },
    {
      name: 'a workspace that keeps too short, and another that is elsewhere',
      resources: [registry(), sent(), setting({ workspaceId: OTHER_WORKSPACE }, { name: 'elsewhere' }), workspace(30)],
      reasons: [],
      dependsOn: [elsewhere(OTHER_WORKSPACE)],
    },
    {
      name: 'a workspace of another name, which may be that one',
      resources: [
        registry(),
        setting({ workspaceId: "[resourceId('Microsoft.OperationalInsights/workspaces', parameters('w'))]" }),
        workspace(30),
      ],
      declares: { w: STRING },
      reasons: TOO_SHORT,
      dependsOn: ['parameter w', elsewhere(OWN_WORKSPACE.replace("/w1')", "/', parameters('w'))"))],
    },
    {
      name: 'tables of a loop whose length is not known',
      resources: beside(
        workspace(30),
        table(
          '',
          { totalRetentionInDays: 365 },
          {
            name: "[format('w1/{0}', parameters('tables')[copyIndex()])]",
            copy: { name: 'c', count: "[length(parameters('tables'))]" },
          },
        ),
      ),
      declares: { tables: { type: 'array' } },
      reasons: [],
      dependsOn: ['parameter tables'],
    },
    {
      name: 'a workspace declared twice, long enough in one',
      resources: beside(workspace(90), nested([workspace(30)], {}, {})),
      reasons: TOO_SHORT,
      dependsOn: ['runtime order of the deployments of w1'],
    },
    {
      name: 'a module that cannot be read and gets the workspace, whose tables it may set',
      resources: beside(workspace(90), linked({ workspace: { value: 'w1' } })),
      reasons: [],
      dependsOn: [`module ${LINK}`],
    },
    {
      name: 'a module that cannot be read and gets the registry',
      resources: beside(workspace(30), linked({ registry: { value: 'acr' } })),
      reasons: TOO_SHORT,
      dependsOn: [`module ${LINK}`],
    },
  ],
  notApplicable: [
    { name: 'no setting', resources: [registry(), workspace(30)] },
    {
      name: 'to a storage account alone',
      resources: [registry(), setting({ workspaceId: null, storageAccountId: STORAGE })],
    },
    {
      name: 'to an event hub alone',
      resources: [registry(), setting({ workspaceId: '', eventHubAuthorizationRuleId: HUB_RULE }), workspace(30)],
    },
    {
      name: 'only metrics',
      resources: [
        registry(),
        setting({ workspaceId: WORKSPACE_ID, logs: [], metrics: [{ category: 'AllMetrics', enabled: true }] }),
        workspace(30),
      ],
    },
    { name: 'a setting that is not deployed', resources: [registry(), sent({ condition: false }), workspace(30)] },
    {
      name: 'a data collection rule of another kind',
      resources: [registry(), ...collection(undefined, { kind: 'Linux' }), workspace(30)],
    },
    { name: 'a registry that is not deployed', resources: [registry({ condition: false }), sent(), workspace(30)] },
  ],
  error: [
    {
      name: 'days that cannot be evaluated',
      resources: beside(workspace("[variables('v').missing]")),
      variables: { v: {} },
      says: 'missing',
    },
  ],
  live: [
    {
      name: 'a workspace that keeps 90 days, without tables yet',
      records: [inAzure(90), ...NO_TABLES, LIVE],
      outcome: 'pass',
    },
    {
      name: 'tables that keep long enough',
      records: [
        inAzure(30),
        ...[LOGIN, REPOSITORY].map((name) => tableInAzure(name, { retentionInDays: 30, totalRetentionInDays: 365 })),
        LIVE,
      ],
      outcome: 'pass',
    },
    {
      name: 'tables that could be read in a workspace that could not',
      records: [
        deniedResource(LIVE_WORKSPACE),
        ...[LOGIN, REPOSITORY].map((name) => tableInAzure(name, { totalRetentionInDays: 365 })),
        LIVE,
      ],
      outcome: 'pass',
    },
    {
      name: 'one of two workspaces keeps long enough',
      records: [
        inAzure(30),
        ...NO_TABLES,
        inAzure(90, SECOND),
        ...[LOGIN, REPOSITORY].map((name) => missingResource(tableId(name, SECOND))),
        sending(LIVE_WORKSPACE, SECOND),
      ],
      outcome: 'pass',
    },
    {
      name: 'ids in other letters',
      records: [inAzure(90), ...NO_TABLES, sending(LIVE_WORKSPACE.toUpperCase())],
      outcome: 'pass',
    },
    {
      name: 'a workspace that keeps 30 days, without tables yet',
      records: [inAzure(30), ...NO_TABLES, LIVE],
      outcome: 'fail',
      reasons: TOO_SHORT,
    },
    {
      name: 'a table that keeps less than its workspace',
      records: [
        inAzure(365),
        tableInAzure(LOGIN, { retentionInDays: 30, totalRetentionInDays: 30 }),
        missingResource(tableId(REPOSITORY)),
        LIVE,
      ],
      outcome: 'fail',
      reasons: [`kept-too-short ${LOGIN}`],
    },
    {
      name: 'a workspace that does not exist any more',
      records: [missingResource(LIVE_WORKSPACE), LIVE],
      outcome: 'fail',
      reasons: TOO_SHORT,
    },
    {
      name: 'a data collection rule whose workspace keeps 30 days',
      records: [
        liveResource(LIVE_RULE, OF_A_RULE),
        inAzure(30),
        ...NO_TABLES,
        {
          ...sending(),
          lists: {
            'Microsoft.Insights/dataCollectionRuleAssociations': {
              status: 'read',
              resources: [
                {
                  id: `${LIVE_REGISTRY}/providers/Microsoft.Insights/dataCollectionRuleAssociations/a`,
                  resource: { properties: { dataCollectionRuleId: LIVE_RULE } },
                  whole: ['id', 'properties'],
                },
              ],
            },
          },
        },
      ],
      outcome: 'fail',
      reasons: TOO_SHORT,
    },
    {
      name: 'a workspace that could not be read',
      records: [deniedResource(LIVE_WORKSPACE), ...NO_TABLES, LIVE],
      outcome: 'unknown',
      reasons: TOO_SHORT,
      dependsOn: [`permission ${LIVE_WORKSPACE}: HTTP 403 AuthorizationFailed`],
    },
    {
      name: 'tables that could not be read, whatever the workspace keeps',
      records: [inAzure(90), ...[LOGIN, REPOSITORY].map((name) => deniedResource(tableId(name))), LIVE],
      outcome: 'unknown',
      dependsOn: [LOGIN, REPOSITORY].map((name) => `permission ${tableId(name)}: HTTP 403 AuthorizationFailed`),
    },
    {
      name: 'a table that keeps too short beside one that could not be read',
      records: [
        inAzure(90),
        tableInAzure(LOGIN, { totalRetentionInDays: 30 }),
        deniedResource(tableId(REPOSITORY)),
        LIVE,
      ],
      outcome: 'fail',
      reasons: [`kept-too-short ${LOGIN}`],
    },
    {
      name: 'nothing but the registry',
      records: [LIVE],
      outcome: 'unknown',
      reasons: TOO_SHORT,
      dependsOn: [`notRead ${LIVE_WORKSPACE}`],
    },
    {
      name: 'tables that were not read',
      records: [inAzure(90), LIVE],
      outcome: 'unknown',
      dependsOn: [LOGIN, REPOSITORY].map((name) => `notRead ${tableId(name)}`),
    },
    {
      name: 'settings that could not be read',
      records: [inAzure(90), ...NO_TABLES, liveRegistry({}, { settings: { status: 'failed', problem: DENIED } })],
      outcome: 'unknown',
      dependsOn: ['permission HTTP 403 AuthorizationFailed'],
    },
    { name: 'no settings', records: [sending()], outcome: 'notApplicable' },
  ],
});
