import { logsAlert } from '../../rules/Azure.ACR.LogsAlert.ts';
import type { ScanRecord } from '../../src/sources/azure/decode/scan-record.ts';
import {
  BOOL,
  HUB_RULE,
  type Json,
  type JsonObject,
  LOGIN,
  nested,
  on,
  outerDeployment,
  REPOSITORY,
  registry,
  STORAGE,
  STRING,
  setting,
  WORKSPACE,
} from '../support/arm-templates.ts';
import { DENIED, LIVE_REGISTRY, LIVE_WORKSPACE, liveList, liveRegistry } from '../support/live-cases.ts';
import { ruleCases } from '../support/rule-cases.ts';

const IF_AUDIT = { condition: "[parameters('audit')]" };
const AUDIT = { audit: BOOL };
const LINK = 'https://example.org/diagnostics.json';
const ACTION_GROUP = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Insights/actionGroups/security';
const QUERY = `${REPOSITORY} | where OperationName == 'Delete'`;
const REGISTRY_ID = "[resourceId('Microsoft.ContainerRegistry/registries', 'acr')]";

/** An alert on the workspace that reads repository events, with changes to its properties. */
function alert(properties: { readonly [key: string]: Json | undefined } = {}, extra: JsonObject = {}): JsonObject {
  const all: { readonly [key: string]: Json | undefined } = {
    enabled: true,
    scopes: [WORKSPACE],
    criteria: { allOf: [{ query: QUERY, timeAggregation: 'Count', operator: 'GreaterThan', threshold: 0 }] },
    actions: { actionGroups: [ACTION_GROUP] },
    ...properties,
  };
  return {
    type: 'Microsoft.Insights/scheduledQueryRules',
    apiVersion: '2023-12-01',
    name: 'deletions',
    location: 'westeurope',
    properties: Object.fromEntries(Object.entries(all).filter((one): one is [string, Json] => one[1] !== undefined)),
    ...extra,
  };
}

/** The same as it was written before 2021. */
function oldAlert(properties: JsonObject = {}): JsonObject {
  return {
    type: 'Microsoft.Insights/scheduledQueryRules',
    apiVersion: '2018-04-16',
    name: 'deletions',
    location: 'westeurope',
    properties: {
      enabled: 'true',
      source: { query: QUERY, dataSourceId: WORKSPACE, queryType: 'ResultCount' },
      action: {
        'odata.type':
          'Microsoft.WindowsAzure.Management.Monitoring.Alerts.Models.Microsoft.AppInsights.Nexus.DataContracts.Resources.ScheduledQueryRules.AlertingAction',
        severity: '2',
        aznsAction: { actionGroup: [ACTION_GROUP] },
      },
      ...properties,
    },
  };
}

/** A registry that sends both categories to the workspace, and what is beside it. */
function beside(...resources: readonly JsonObject[]): JsonObject[] {
  return [registry(), setting(), ...resources];
}

const query = (text: string): JsonObject => alert({ criteria: { allOf: [{ query: text }] } });
const scoped = (...scopes: readonly Json[]): JsonObject => alert({ scopes });

const linked = (parameters: JsonObject): JsonObject => ({
  type: 'Microsoft.Resources/deployments',
  apiVersion: '2022-09-01',
  name: 'linked',
  properties: { mode: 'Incremental', templateLink: { uri: LINK }, parameters },
});

const collection: readonly JsonObject[] = [
  {
    type: 'Microsoft.Insights/dataCollectionRules',
    apiVersion: '2024-03-11',
    name: 'rule',
    location: 'westeurope',
    kind: 'PlatformTelemetry',
    properties: {
      dataSources: {
        platformTelemetry: [{ name: 'logs', streams: ['microsoft.containerregistry/registries:Logs-Group-All'] }],
      },
      destinations: { logAnalytics: [{ name: 'w', workspaceResourceId: WORKSPACE }] },
      dataFlows: [{ streams: ['microsoft.containerregistry/registries:Logs-Group-All'], destinations: ['w'] }],
    },
  },
  {
    type: 'Microsoft.Insights/dataCollectionRuleAssociations',
    apiVersion: '2024-03-11',
    name: 'association',
    scope: 'Microsoft.ContainerRegistry/registries/acr',
    properties: { dataCollectionRuleId: "[resourceId('Microsoft.Insights/dataCollectionRules', 'rule')]" },
  },
];

const REASONS = ['no-alert'];

const ALERT_TYPE = 'Microsoft.Insights/scheduledQueryRules';
const OWN_SUBSCRIPTION = LIVE_REGISTRY.split('/').slice(0, 3).join('/');
const OTHER_SUBSCRIPTION = '/subscriptions/99999999-0000-4000-8000-000000000009';
const ELSEWHERE = LIVE_WORKSPACE.replace(OWN_SUBSCRIPTION, OTHER_SUBSCRIPTION);
const LIVE = liveRegistry();
const AWAY = liveRegistry({ workspaceId: ELSEWHERE });

/** The alerts of a subscription, each on one of these scopes. */
function alerts(scopes: readonly string[], changes: JsonObject = {}, subscription = OWN_SUBSCRIPTION) {
  const bodies = scopes.map((scope) => {
    const { properties } = alert({ scopes: [scope], ...changes });
    return { properties };
  });
  return liveList(subscription, ALERT_TYPE, bodies);
}

const NONE = alerts([]);
const deniedAlerts = (scope: string): ScanRecord => ({
  kind: 'list',
  scope,
  type: ALERT_TYPE,
  result: { status: 'failed', problem: DENIED },
});

ruleCases(logsAlert, {
  pass: [
    { name: 'an alert on the workspace', resources: beside(alert()) },
    { name: 'an alert that reads logins', resources: beside(query(`${LOGIN} | where ResultDescription == '401'`)) },
    { name: 'a table in other letters', resources: beside(query(`${LOGIN.toUpperCase()} | count`)) },
    { name: 'a table among others', resources: beside(query(`union ${LOGIN}, ${REPOSITORY}, Heartbeat`)) },
    {
      name: 'the second of two criteria',
      resources: beside(alert({ criteria: { allOf: [{ query: 'Heartbeat' }, { query: QUERY }] } })),
    },
    { name: 'an alert that does not say whether it is on', resources: beside(alert({ enabled: undefined })) },
    { name: 'an alert on the registry', resources: beside(scoped(REGISTRY_ID)) },
    { name: 'an alert on the resource group', resources: beside(scoped('[resourceGroup().id]')) },
    { name: 'an alert on the subscription', resources: beside(scoped('[subscription().id]')) },
    { name: 'a scope in other letters', resources: beside(scoped(WORKSPACE.toUpperCase())) },
    { name: 'the second of two scopes', resources: beside(scoped('/subscriptions/other', WORKSPACE)) },
    { name: 'an alert of 2018', resources: beside(oldAlert()) },
    { name: 'an alert of 2018 that does not say whether it is on', resources: beside(oldAlert({ enabled: null })) },
    {
      name: 'an alert of the preview of 2021',
      resources: beside(alert({ actions: [{ actionGroupId: ACTION_GROUP }] }, { apiVersion: '2021-02-01-preview' })),
    },
    { name: 'an alert beside one that is off', resources: beside(alert({ enabled: false }, { name: 'off' }), alert()) },
    { name: 'an alert in a nested deployment', resources: beside(outerDeployment([alert()])) },
    { name: 'an alert beside a module that cannot be read', resources: beside(alert(), linked({})) },
    {
      name: 'an alert beside one of a loop whose length is not known',
      resources: beside(
        alert(),
        alert(
          { enabled: false },
          { name: "[format('a{0}', copyIndex())]", copy: { name: 'c', count: "[length(parameters('list'))]" } },
        ),
      ),
      declares: { list: { type: 'array' } },
    },
    { name: 'a data collection rule that sends to the workspace', resources: [registry(), ...collection, alert()] },
    {
      name: 'the workspace by a parameter that the alert has too',
      resources: [registry(), setting({ workspaceId: "[parameters('w')]" }), scoped("[parameters('w')]")],
      declares: { w: STRING },
    },
    {
      name: 'a query that goes on with a parameter',
      resources: beside(query(`[concat('${LOGIN} | where Identity == ', parameters('who'))]`)),
      declares: { who: STRING },
    },
    {
      name: 'a query made by format',
      resources: beside(query(`[format('{0} | where Identity == "{1}"', '${LOGIN}', parameters('who'))]`)),
      declares: { who: STRING },
    },
    {
      name: 'a secure query',
      resources: beside(query("[parameters('query')]")),
      declares: { query: { type: 'securestring' } },
      parameters: { query: QUERY },
    },
    {
      name: 'action groups by a parameter',
      resources: beside(alert({ actions: { actionGroups: "[parameters('groups')]" } })),
      declares: { groups: { type: 'array' } },
    },
    {
      name: 'a query that reads one table or the other',
      resources: beside(query(`[if(parameters('audit'), '${LOGIN}', '${REPOSITORY}')]`)),
      declares: AUDIT,
    },
    {
      name: 'an alert that is there where the setting is',
      resources: [registry(), setting({}, IF_AUDIT), alert({}, IF_AUDIT)],
      declares: AUDIT,
    },
    {
      name: 'a condition that is the registry’s',
      resources: [registry(IF_AUDIT), setting(), alert({}, IF_AUDIT)],
      declares: AUDIT,
    },
    {
      name: 'alerts that exclude each other',
      resources: beside(
        alert({}, { name: 'a', ...IF_AUDIT }),
        alert({}, { name: 'b', condition: "[not(parameters('audit'))]" }),
      ),
      declares: AUDIT,
    },
  ],
  fail: [
    { name: 'no alert', resources: beside(), reasons: REASONS, points: [] },
    { name: 'an alert that is off', resources: beside(alert({ enabled: false })), reasons: REASONS },
    { name: 'an alert that is not deployed', resources: beside(alert({}, { condition: false })), reasons: REASONS },
    { name: 'an alert without actions', resources: beside(alert({ actions: undefined })), reasons: REASONS },
    {
      name: 'an alert without action groups',
      resources: beside(alert({ actions: { actionGroups: [] } })),
      reasons: REASONS,
    },
    { name: 'an alert on other tables', resources: beside(query('Heartbeat | count')), reasons: REASONS },
    {
      name: 'a table whose name begins as that of logins',
      resources: beside(query(`${LOGIN}_CL | count`)),
      reasons: REASONS,
    },
    {
      name: 'a table whose name ends as that of logins',
      resources: beside(query(`My${LOGIN} | count`)),
      reasons: REASONS,
    },
    {
      name: 'a table whose name goes on with a number',
      resources: beside(query(`[concat('${LOGIN}', parameters('number'))]`)),
      declares: { number: { type: 'int' } },
      reasons: REASONS,
    },
    { name: 'an alert without a query', resources: beside(alert({ criteria: undefined })), reasons: REASONS },
    { name: 'an alert without scopes', resources: beside(alert({ scopes: undefined })), reasons: REASONS },
    {
      name: 'an alert on another registry',
      resources: beside(scoped("[resourceId('Microsoft.ContainerRegistry/registries', 'other')]")),
      reasons: REASONS,
    },
    {
      name: 'an alert on another resource group',
      resources: beside(scoped("[concat(subscription().id, '/resourceGroups/', resourceGroup().name, '2')]")),
      reasons: REASONS,
    },
    { name: 'an alert on another workspace', resources: beside(scoped(`${WORKSPACE}0`)), reasons: REASONS },
    {
      name: 'an alert on the table of a category that is not collected',
      resources: [registry(), setting({ logs: [on(LOGIN)] }), alert()],
      reasons: REASONS,
    },
    {
      name: 'an alert on a workspace that takes the other category',
      resources: [
        registry(),
        setting({ logs: [on(REPOSITORY)] }, { name: 'a' }),
        setting({ logs: [on(LOGIN)], workspaceId: `${WORKSPACE}0` }, { name: 'b' }),
        scoped(`${WORKSPACE}0`),
      ],
      reasons: REASONS,
    },
    {
      name: 'an alert on the workspace of a setting that is not deployed',
      resources: [
        registry(),
        setting(),
        setting({ workspaceId: `${WORKSPACE}0` }, { name: 'off', condition: false }),
        scoped(`${WORKSPACE}0`),
      ],
      reasons: REASONS,
    },
    { name: 'an alert of 2018 that is off', resources: beside(oldAlert({ enabled: 'False' })), reasons: REASONS },
    {
      name: 'an alert of 2018 that only makes a metric',
      resources: beside(oldAlert({ action: { criteria: [{ metricName: 'deletions' }] } })),
      reasons: REASONS,
    },
    {
      name: 'an alert of 2018 on other tables',
      resources: beside(oldAlert({ source: { query: 'Heartbeat', dataSourceId: WORKSPACE } })),
      reasons: REASONS,
    },
    {
      name: 'an alert of 2018 on another workspace',
      resources: beside(oldAlert({ source: { query: QUERY, dataSourceId: `${WORKSPACE}0` } })),
      reasons: REASONS,
    },
    {
      name: 'a metric alert',
      resources: beside({ ...alert(), type: 'Microsoft.Insights/metricAlerts' }),
      reasons: REASONS,
    },
    {
      name: 'an alert that exists already',
      resources: { acr: registry(), audit: setting(), deletions: { ...alert(), existing: true } },
      reasons: REASONS,
    },
    {
      name: 'a condition that is the opposite of the setting’s',
      resources: [registry(IF_AUDIT), setting({}, IF_AUDIT), alert({}, { condition: "[not(parameters('audit'))]" })],
      declares: AUDIT,
      reasons: REASONS,
    },
    { name: 'a loop of none', resources: beside(alert({}, { copy: { name: 'c', count: 0 } })), reasons: REASONS },
    {
      name: 'a setting in a nested deployment',
      resources: [registry(), nested([setting()], {}, {})],
      reasons: REASONS,
    },
    {
      name: 'a module that cannot be read and is not deployed',
      resources: beside({ ...linked({}), condition: false }),
      reasons: REASONS,
    },
  ],
  unknown: [
    {
      name: 'an alert that a parameter decides about',
      resources: beside(alert({}, IF_AUDIT)),
      declares: AUDIT,
      reasons: REASONS,
      dependsOn: ['parameter audit'],
    },
    {
      name: 'an alert that a parameter turns on',
      resources: beside(alert({ enabled: "[parameters('audit')]" })),
      declares: AUDIT,
      reasons: REASONS,
      dependsOn: ['parameter audit'],
    },
    {
      name: 'a query by a parameter',
      resources: beside(query("[parameters('query')]")),
      declares: { query: STRING },
      reasons: REASONS,
      dependsOn: ['parameter query'],
    },
    {
      name: 'a query by a secure parameter without a value',
      resources: beside(query("[parameters('query')]")),
      declares: { query: { type: 'securestring' } },
      reasons: REASONS,
      dependsOn: ['parameter query'],
    },
    {
      name: 'a table whose name may go on',
      resources: beside(query(`[concat('${LOGIN}', parameters('suffix'))]`)),
      declares: { suffix: STRING },
      reasons: REASONS,
      dependsOn: ['parameter suffix'],
    },
    {
      name: 'a query that reads a table one way',
      resources: beside(query(`[if(parameters('audit'), '${LOGIN}', 'Heartbeat')]`)),
      declares: AUDIT,
      reasons: REASONS,
      dependsOn: ['parameter audit'],
    },
    {
      name: 'a scope by a parameter',
      resources: beside(scoped("[parameters('scope')]")),
      declares: { scope: STRING },
      reasons: REASONS,
      dependsOn: ['parameter scope', 'environment subscription().subscriptionId', 'environment resourceGroup().name'],
    },
    {
      name: 'action groups that are none one way',
      resources: beside(
        alert({
          actions: { actionGroups: `[if(parameters('audit'), createArray('${ACTION_GROUP}'), createArray())]` },
        }),
      ),
      declares: AUDIT,
      reasons: REASONS,
      dependsOn: ['parameter audit'],
    },
    {
      name: 'criteria by a parameter',
      resources: beside(alert({ criteria: "[parameters('criteria')]" })),
      declares: { criteria: { type: 'object' } },
      reasons: REASONS,
      dependsOn: ['parameter criteria'],
    },
    {
      name: 'a setting that a parameter decides about',
      resources: [registry(), setting({}, IF_AUDIT)],
      declares: AUDIT,
      reasons: REASONS,
      dependsOn: ['parameter audit'],
    },
    {
      name: 'a module that cannot be read',
      resources: beside(linked({})),
      reasons: [],
      dependsOn: [`module ${LINK}`],
    },
    {
      name: 'alerts of a loop whose length is not known',
      resources: beside(
        alert(
          {},
          { name: "[format('a{0}', copyIndex())]", copy: { name: 'c', count: "[length(parameters('list'))]" } },
        ),
      ),
      declares: { list: { type: 'array' } },
      reasons: [],
      dependsOn: ['parameter list'],
    },
  ],
  notApplicable: [
    { name: 'no setting', resources: [registry(), alert()] },
    {
      name: 'to a storage account alone',
      resources: [registry(), setting({ workspaceId: null, storageAccountId: STORAGE }), scoped(REGISTRY_ID)],
    },
    {
      name: 'to an event hub alone',
      resources: [registry(), setting({ workspaceId: '', eventHubAuthorizationRuleId: HUB_RULE })],
    },
    { name: 'a registry that is not deployed', resources: [registry({ condition: false }), setting()] },
  ],
  error: [
    {
      name: 'a query that cannot be evaluated',
      resources: beside(query("[variables('v').missing]")),
      variables: { v: {} },
      says: 'missing',
    },
  ],
  live: [
    { name: 'an alert on the workspace', records: [alerts([LIVE_WORKSPACE]), LIVE], outcome: 'pass' },
    { name: 'an alert on the registry', records: [alerts([LIVE_REGISTRY.toUpperCase()]), LIVE], outcome: 'pass' },
    {
      name: 'an alert on the resource group',
      records: [alerts([LIVE_REGISTRY.slice(0, LIVE_REGISTRY.indexOf('/providers/'))]), LIVE],
      outcome: 'pass',
    },
    {
      name: 'an alert on the subscription',
      records: [alerts([OWN_SUBSCRIPTION]), LIVE],
      outcome: 'pass',
    },
    {
      name: 'an alert of 2018',
      records: [
        liveList(OWN_SUBSCRIPTION, ALERT_TYPE, [
          { properties: oldAlert({ source: { query: QUERY, dataSourceId: LIVE_WORKSPACE } }).properties },
        ]),
        LIVE,
      ],
      outcome: 'pass',
    },
    {
      name: 'an alert beside a list that could not be read',
      records: [alerts([LIVE_WORKSPACE]), deniedAlerts(OTHER_SUBSCRIPTION), LIVE],
      outcome: 'pass',
    },
    {
      name: 'an alert in the subscription of a workspace that is elsewhere',
      records: [NONE, alerts([ELSEWHERE], {}, OTHER_SUBSCRIPTION), AWAY],
      outcome: 'pass',
    },
    { name: 'no alert', records: [NONE, LIVE], outcome: 'fail', reasons: REASONS },
    {
      name: 'an alert that is off',
      records: [alerts([LIVE_WORKSPACE], { enabled: false }), LIVE],
      outcome: 'fail',
      reasons: REASONS,
    },
    {
      name: 'an alert on another subscription',
      records: [alerts([OTHER_SUBSCRIPTION, ELSEWHERE]), LIVE],
      outcome: 'fail',
      reasons: REASONS,
    },
    {
      name: 'no alert, and a workspace in another subscription that was listed',
      records: [NONE, alerts([], {}, OTHER_SUBSCRIPTION), AWAY],
      outcome: 'fail',
      reasons: REASONS,
    },
    {
      name: 'no alert, and a workspace in a subscription that was not listed',
      records: [NONE, AWAY],
      outcome: 'unknown',
      dependsOn: [`notRead resources of type ${ALERT_TYPE} in ${OTHER_SUBSCRIPTION}`],
    },
    {
      name: 'no alert, and a registry in a subscription that was not listed',
      records: [alerts([], {}, OTHER_SUBSCRIPTION), AWAY],
      outcome: 'unknown',
      dependsOn: [`notRead resources of type ${ALERT_TYPE} in ${OWN_SUBSCRIPTION}`],
    },
    {
      name: 'alerts that could not be listed',
      records: [deniedAlerts(OWN_SUBSCRIPTION), LIVE],
      outcome: 'unknown',
      dependsOn: ['permission HTTP 403 AuthorizationFailed'],
    },
    {
      name: 'alerts of which some could not be listed',
      records: [NONE, deniedAlerts(OTHER_SUBSCRIPTION), LIVE],
      outcome: 'unknown',
      dependsOn: ['permission HTTP 403 AuthorizationFailed'],
    },
    {
      name: 'alerts that were not read',
      records: [LIVE],
      outcome: 'unknown',
      dependsOn: [`notRead resources of type ${ALERT_TYPE} in ${OWN_SUBSCRIPTION}`],
    },
    {
      name: 'settings that could not be read',
      records: [alerts([LIVE_REGISTRY]), liveRegistry({}, { settings: { status: 'failed', problem: DENIED } })],
      outcome: 'unknown',
      dependsOn: ['permission HTTP 403 AuthorizationFailed'],
    },
    {
      name: 'no settings',
      records: [NONE, liveRegistry({}, { settings: { status: 'read', pages: [{ value: [] }] } })],
      outcome: 'notApplicable',
    },
  ],
});
