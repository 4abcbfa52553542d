import { boolean, filled, guid, idOf, listOf, object, text, texts, wholeNumber } from './schema-parts.ts';

/* What Azure answers of destinations, as JSON Schema, after the REST specifications of their providers. */

const tags = { type: 'object', additionalProperties: text };
const tracked = (type: string, name: string, properties: object): Record<string, unknown> => ({
  id: idOf(type),
  name: filled,
  type: { const: name },
  location: filled,
  tags,
  properties,
});

const WORKSPACES = 'Microsoft.OperationalInsights/workspaces';

/** Microsoft.OperationalInsights 2025-07-01, `Workspace`; -1 is no limit. */
const workspace = object({
  ...tracked(
    WORKSPACES,
    WORKSPACES,
    object(
      {
        customerId: guid,
        provisioningState: filled,
        sku: object({ name: filled, lastSkuUpdate: filled }),
        retentionInDays: wholeNumber,
        features: object({}, {}, true),
        workspaceCapping: object({ dailyQuotaGb: { type: 'number', minimum: -1 } }, {}, true),
      },
      {},
      true,
    ),
  ),
  etag: filled,
});

/** Microsoft.OperationalInsights 2025-07-01, `Table`. */
const table = object({
  id: idOf(WORKSPACES, '/tables/[^/]+'),
  name: filled,
  properties: object({
    plan: { enum: ['Analytics', 'Basic', 'Auxiliary'] },
    retentionInDays: { type: 'integer', minimum: 4, maximum: 730 },
    totalRetentionInDays: { type: 'integer', minimum: 4, maximum: 4383 },
    archiveRetentionInDays: wholeNumber,
    retentionInDaysAsDefault: boolean,
    totalRetentionInDaysAsDefault: boolean,
    schema: object({ name: filled, tableType: filled }, {}, true),
    provisioningState: filled,
  }),
});

const ACCOUNTS = 'Microsoft.Storage/storageAccounts';

const immutability = object({
  enabled: boolean,
  immutabilityPolicy: object({
    immutabilityPeriodSinceCreationInDays: wholeNumber,
    state: { enum: ['Unlocked', 'Locked', 'Disabled'] },
    allowProtectedAppendWrites: boolean,
  }),
});

/** Microsoft.Storage 2025-01-01, `StorageAccount`. */
const storageAccount = object({
  ...tracked(
    ACCOUNTS,
    ACCOUNTS,
    object(
      {
        networkAcls: object({
          bypass: {
            type: 'string',
            pattern: '^(None|(Logging|Metrics|AzureServices)(, ?(Logging|Metrics|AzureServices))*)$',
          },
          virtualNetworkRules: { type: 'array' },
          ipRules: { type: 'array' },
          defaultAction: { enum: ['Allow', 'Deny'] },
        }),
        primaryLocation: filled,
        provisioningState: filled,
      },
      {
        dnsEndpointType: { enum: ['Standard', 'AzureDnsZone'] },
        immutableStorageWithVersioning: immutability,
      },
      true,
    ),
  ),
  kind: { enum: ['Storage', 'StorageV2', 'BlobStorage', 'FileStorage', 'BlockBlobStorage'] },
  sku: object({
    name: { type: 'string', pattern: '^(Standard|Premium)(V2)?_(LRS|ZRS|GRS|RAGRS|GZRS|RAGZRS)$' },
    tier: { enum: ['Standard', 'Premium'] },
  }),
});

/** Microsoft.Storage 2025-01-01, `ManagementPolicy`. */
const lifecyclePolicy = object({
  id: idOf(ACCOUNTS, '/managementPolicies/default'),
  name: { const: 'DefaultManagementPolicy' },
  type: { const: 'Microsoft.Storage/storageAccounts/managementPolicies' },
  properties: object({
    lastModifiedTime: filled,
    policy: object({
      rules: listOf(
        object({
          enabled: boolean,
          name: filled,
          type: { const: 'Lifecycle' },
          definition: object({
            actions: object({}, { baseBlob: object({}, {}, true) }, true),
            filters: object({ blobTypes: texts }, { prefixMatch: texts }),
          }),
        }),
      ),
    }),
  }),
});

const NAMESPACES = 'Microsoft.EventHub/namespaces';

/** Microsoft.EventHub 2024-01-01, `EHNamespace`. */
const eventHubNamespace = object({
  ...tracked(
    NAMESPACES,
    'Microsoft.EventHub/Namespaces',
    object({ provisioningState: filled, status: filled, serviceBusEndpoint: filled }, {}, true),
  ),
  sku: object({ name: { enum: ['Basic', 'Standard', 'Premium'] }, tier: filled, capacity: wholeNumber }),
});

/** Microsoft.EventHub 2024-01-01, `AuthorizationRule`. */
const eventHubRule = object({
  id: idOf(NAMESPACES, '/authorizationRules/[^/]+'),
  name: filled,
  type: { const: 'Microsoft.EventHub/Namespaces/AuthorizationRules' },
  location: filled,
  properties: object({ rights: listOf({ enum: ['Listen', 'Manage', 'Send'] }) }),
});

/** Microsoft.Datadog 2023-01-01, `DatadogMonitorResource`. */
const partner = object({
  ...tracked(
    'Microsoft.Datadog/monitors',
    'microsoft.datadog/monitors',
    object({ provisioningState: filled, monitoringStatus: { enum: ['Enabled', 'Disabled'] } }, {}, true),
  ),
  sku: object({ name: filled }),
  identity: object({}, {}, true),
});

export const DESTINATION_SCHEMAS = {
  workspace,
  table,
  storageAccount,
  lifecyclePolicy,
  eventHubNamespace,
  eventHubRule,
  partner,
};
