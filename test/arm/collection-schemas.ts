import {
  boolean,
  filled,
  guid,
  idOf,
  list,
  listOf,
  object,
  REGISTRY_PATH,
  text,
  texts,
  wholeNumber,
} from './schema-parts.ts';

/*
 * What Azure answers of data collection rules, of the children of registries and of the activity log's settings, as JSON
 * Schema, after the REST specifications of their providers.
 */

const tags = { type: 'object', additionalProperties: text };
const RULES = 'Microsoft.Insights/dataCollectionRules';

const named = { name: { type: 'string', minLength: 1, maxLength: 32 } };
const source = object({ ...named, streams: { ...texts, minItems: 1 } }, {}, true);

/** Microsoft.Insights 2024-03-11, `DataCollectionRuleResource`, as far as logs of registries go. */
const dataCollectionRule = object(
  {
    id: idOf(RULES),
    name: filled,
    type: { const: RULES },
    location: filled,
    kind: { enum: ['PlatformTelemetry', 'Linux'] },
    tags,
    etag: filled,
    properties: object({
      immutableId: { type: 'string', pattern: '^dcr-[0-9a-f]{32}$' },
      dataSources: object({}, { platformTelemetry: listOf(source), performanceCounters: listOf(source) }),
      destinations: object(
        {},
        {
          logAnalytics: listOf(object({ ...named, workspaceResourceId: filled, workspaceId: guid })),
          storageAccounts: listOf(object({ ...named, storageAccountResourceId: filled, containerName: filled })),
          eventHubs: listOf(object({ ...named, eventHubResourceId: filled })),
        },
      ),
      dataFlows: listOf(object({ streams: texts, destinations: texts })),
      provisioningState: filled,
    }),
  },
  { systemData: object({ createdAt: filled, lastModifiedAt: filled }) },
);

/** Microsoft.Insights 2024-03-11, `DataCollectionRuleAssociationProxyOnlyResource`. */
const association = object({
  id: {
    type: 'string',
    pattern: `${REGISTRY_PATH}/providers/Microsoft.Insights/dataCollectionRuleAssociations/[^/]+$`,
  },
  name: filled,
  type: { const: 'Microsoft.Insights/dataCollectionRuleAssociations' },
  etag: filled,
  properties: object(
    { provisioningState: filled },
    { dataCollectionRuleId: filled, dataCollectionEndpointId: filled, description: text },
  ),
});

const ALERT_RULES = 'Microsoft.Insights/scheduledQueryRules';

/** Microsoft.Insights 2023-12-01, `ScheduledQueryRuleResource`. */
const alertRule = object({
  id: idOf(ALERT_RULES),
  name: filled,
  type: { const: ALERT_RULES },
  location: filled,
  kind: { const: 'LogAlert' },
  tags,
  properties: object(
    {
      createdWithApiVersion: filled,
      isLegacyLogAnalyticsRule: boolean,
      severity: { type: 'integer', minimum: 0, maximum: 4 },
      enabled: boolean,
      scopes: texts,
      evaluationFrequency: filled,
      windowSize: filled,
      criteria: object({ allOf: listOf(object({ query: text, timeAggregation: filled, operator: filled }, {}, true)) }),
      actions: object({ actionGroups: texts, customProperties: tags }),
    },
    {},
    true,
  ),
});

/** Microsoft.ContainerRegistry 2025-11-01, `ConnectedRegistry`. */
const connectedRegistry = object({
  id: { type: 'string', pattern: `${REGISTRY_PATH}/connectedRegistries/[a-zA-Z0-9]+$` },
  name: { type: 'string', pattern: '^[a-zA-Z0-9]{5,50}$' },
  type: { const: 'Microsoft.ContainerRegistry/registries/connectedRegistries' },
  properties: object(
    {
      provisioningState: filled,
      mode: { enum: ['ReadWrite', 'ReadOnly', 'Registry', 'Mirror'] },
      version: text,
      connectionState: { enum: ['Online', 'Offline', 'Syncing', 'Unhealthy'] },
      lastActivityTime: filled,
      activation: object({ status: { enum: ['Active', 'Inactive'] } }),
      parent: object({ syncProperties: object({ tokenId: filled, messageTtl: filled }, {}, true) }, { id: filled }),
      clientTokenIds: texts,
      loginServer: object({ host: filled }, {}, true),
      notificationsList: texts,
    },
    {
      logging: object(
        {},
        {
          auditLogStatus: { enum: ['Enabled', 'Disabled'] },
          logLevel: { enum: ['Debug', 'Information', 'Warning', 'Error', 'None'] },
        },
      ),
    },
  ),
});

/** Microsoft.ContainerRegistry.RegistryTasks 2025-03-01-preview, `Task`. */
const task = object({
  id: { type: 'string', pattern: `${REGISTRY_PATH}/tasks/[-\\w]+$` },
  name: { type: 'string', pattern: '^[-\\w]{5,50}$' },
  type: { const: 'Microsoft.ContainerRegistry/registries/tasks' },
  location: filled,
  tags,
  properties: object(
    {
      provisioningState: filled,
      creationDate: filled,
      status: { enum: ['Enabled', 'Disabled'] },
      platform: object({ os: filled, architecture: filled }),
      agentConfiguration: object({ cpu: wholeNumber }),
      timeout: { type: 'integer', minimum: 300, maximum: 28_800 },
      step: object({ type: { enum: ['Docker', 'FileTask', 'EncodedTask'] } }, {}, true),
      trigger: object({}, {}, true),
      isSystemTask: boolean,
    },
    { logTemplate: filled },
  ),
});

const time = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+(Z|\\+00:00)$' };
const image = object({ registry: filled, repository: filled }, { tag: filled, digest: filled });

/** Microsoft.ContainerRegistry 2019-06-01-preview, `Run`. Ids and texts are those of the test, which may be hostile. */
const run = object({
  id: { type: 'string', pattern: `${REGISTRY_PATH}/runs/` },
  name: text,
  type: { const: 'Microsoft.ContainerRegistry/registries/runs' },
  properties: object(
    {
      runId: text,
      status: filled,
      lastUpdatedTime: time,
      runType: { enum: ['QuickBuild', 'QuickRun', 'AutoBuild', 'AutoRun'] },
      createTime: time,
      startTime: time,
      outputImages: listOf(image),
      platform: object({ os: filled, architecture: filled }),
      isArchiveEnabled: boolean,
      provisioningState: filled,
    },
    {
      finishTime: time,
      task: text,
      sourceTrigger: object({}, {}, true),
      imageUpdateTrigger: object({}, {}, true),
      timerTrigger: object({}, {}, true),
    },
  ),
});

/** A category or a group, never both. */
const logs = listOf({
  oneOf: [object({ category: filled, enabled: boolean }), object({ categoryGroup: filled, enabled: boolean })],
});
const sinks = {
  workspaceId: filled,
  storageAccountId: filled,
  eventHubAuthorizationRuleId: filled,
  marketplacePartnerId: filled,
};
const activityLogSetting = (id: string, type: string | null): object =>
  object({
    id: { type: 'string', pattern: `^${id}/[^/]+$` },
    type: { const: type },
    name: filled,
    properties: object({ logs }, sinks),
  });

const GROUP = 'providers/Microsoft.Management/managementGroups/[^/]+';

export const COLLECTION_SCHEMAS = {
  dataCollectionRule,
  associations: list(association),
  alertRules: list(alertRule),
  connectedRegistries: list(connectedRegistry),
  tasks: list(task),
  runs: list(run),
  logLink: object({ logLink: text }, { logArtifactLink: text }),
  logBlob: {},
  // Microsoft.Insights 2021-05-01-preview, `SubscriptionDiagnosticSettingsResourceCollection`; no pages.
  activityLog: object({
    value: listOf(activityLogSetting('subscriptions/[^/]+/providers/AzureResourceManager/diagnosticSettings', null)),
  }),
  groupActivityLog: object({
    value: listOf(
      activityLogSetting(
        `${GROUP}/providers/microsoft.insights/diagnosticSettings`,
        'Microsoft.Insights/diagnosticSettings',
      ),
    ),
  }),
};
