import {
  type EventHubNamespace,
  type EventHubRule,
  type Partner,
  rulesOf,
  type StorageAccount,
  tablesOf,
  type Workspace,
  type WorkspaceTable,
} from './destination.ts';
import { guidOf } from './random.ts';
import { lastName } from './resource-id.ts';

type Body = Record<string, unknown>;

const WEST_EUROPE = 'westeurope';
const CREATED = '2021-06-15T21:38:26.1537861Z';

/** As Microsoft.OperationalInsights 2025-07-01 answers it. */
export function workspaceBody({
  id,
  location = WEST_EUROPE,
  retentionInDays = 90,
  sku = 'PerGB2018',
  transformation,
}: Workspace): Body {
  return {
    id,
    name: lastName(id),
    type: 'Microsoft.OperationalInsights/workspaces',
    location,
    tags: {},
    etag: `"${guidOf(id)}"`,
    properties: {
      customerId: guidOf(id),
      provisioningState: 'Succeeded',
      sku: { name: sku, lastSkuUpdate: CREATED },
      retentionInDays,
      features: { legacy: 0, searchVersion: 1, enableLogAccessUsingOnlyResourcePermissions: true },
      workspaceCapping: { dailyQuotaGb: -1, quotaNextResetTime: CREATED, dataIngestionStatus: 'RespectQuota' },
      publicNetworkAccessForIngestion: 'Enabled',
      publicNetworkAccessForQuery: 'Enabled',
      createdDate: CREATED,
      modifiedDate: CREATED,
      ...(transformation !== undefined && { defaultDataCollectionRuleResourceId: transformation }),
    },
  };
}

/** The table as it is answered, with what it inherits; undefined while it has had no record. */
export function tableBody(workspace: Workspace, name: string): Body | undefined {
  const found = tableOf(workspace, name);
  if (found === undefined) return undefined;
  const [spelled, table] = found;
  const retention = table.retentionInDays ?? workspace.retentionInDays ?? 90;
  const total = table.totalRetentionInDays ?? retention;
  return {
    id: `${workspace.id}/tables/${spelled}`,
    name: spelled,
    properties: {
      plan: 'Analytics',
      retentionInDays: retention,
      totalRetentionInDays: total,
      archiveRetentionInDays: total - retention,
      retentionInDaysAsDefault: table.retentionInDays === undefined,
      totalRetentionInDaysAsDefault: table.totalRetentionInDays === undefined,
      schema: { name: spelled, tableType: 'Microsoft', tableSubType: 'Any', solutions: ['LogManagement'] },
      provisioningState: 'Succeeded',
    },
  };
}

export function tableOf(workspace: Workspace, name: string): readonly [string, WorkspaceTable] | undefined {
  return named(tablesOf(workspace), name);
}

/** As Microsoft.Storage 2025-01-01 answers it. */
export function storageBody(account: StorageAccount): Body {
  const { id, location = WEST_EUROPE, accountKind = 'StorageV2', sku = 'Standard_LRS', immutability } = account;
  const { defaultAction, bypass } = account.networkAcls ?? { defaultAction: 'Allow', bypass: 'AzureServices' };
  return {
    id,
    name: lastName(id),
    type: 'Microsoft.Storage/storageAccounts',
    kind: accountKind,
    sku: { name: sku, tier: sku.split('_')[0] },
    location,
    tags: {},
    properties: {
      ...(account.dnsEndpointType !== undefined && { dnsEndpointType: account.dnsEndpointType }),
      publicNetworkAccess: 'Enabled',
      allowBlobPublicAccess: false,
      minimumTlsVersion: 'TLS1_2',
      supportsHttpsTrafficOnly: true,
      networkAcls: { bypass, virtualNetworkRules: [], ipRules: [], defaultAction },
      ...(immutability && {
        immutableStorageWithVersioning: {
          enabled: true,
          immutabilityPolicy: {
            immutabilityPeriodSinceCreationInDays: immutability.days,
            state: immutability.state,
            allowProtectedAppendWrites: true,
          },
        },
      }),
      primaryLocation: location,
      statusOfPrimary: 'available',
      provisioningState: 'Succeeded',
      creationTime: CREATED,
    },
  };
}

/** The lifecycle policy, if there is one. */
export function lifecycleBody({ id, lifecycle }: StorageAccount): Body | undefined {
  if (lifecycle === undefined || lifecycle === 'denied') return undefined;
  const { deleteAfterDays, enabled = true } = lifecycle;
  return {
    id: `${id}/managementPolicies/default`,
    name: 'DefaultManagementPolicy',
    type: 'Microsoft.Storage/storageAccounts/managementPolicies',
    properties: {
      lastModifiedTime: CREATED,
      policy: {
        rules: [
          {
            enabled,
            name: 'delete-logs',
            type: 'Lifecycle',
            definition: {
              actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: deleteAfterDays } } },
              filters: { blobTypes: ['appendBlob'], prefixMatch: ['insights-logs-'] },
            },
          },
        ],
      },
    },
  };
}

/** Event hubs tell regions by the names that people read. */
const REGION_NAMES: Readonly<Record<string, string>> = {
  westeurope: 'West Europe',
  northeurope: 'North Europe',
  eastus: 'East US',
  eastus2: 'East US 2',
  southeastasia: 'Southeast Asia',
  germanywestcentral: 'Germany West Central',
};

function regionName(location = WEST_EUROPE): string {
  return REGION_NAMES[location] ?? location;
}

/** As Microsoft.EventHub 2024-01-01 answers it. */
export function namespaceBody(namespace: EventHubNamespace): Body {
  const { id, location, sku = 'Standard', publicNetworkAccess = 'Enabled' } = namespace;
  return {
    id,
    name: lastName(id),
    type: 'Microsoft.EventHub/Namespaces',
    location: regionName(location),
    tags: {},
    sku: { name: sku, tier: sku, capacity: 1 },
    properties: {
      minimumTlsVersion: '1.2',
      publicNetworkAccess,
      disableLocalAuth: false,
      zoneRedundant: true,
      isAutoInflateEnabled: false,
      maximumThroughputUnits: 0,
      kafkaEnabled: sku !== 'Basic',
      provisioningState: 'Succeeded',
      status: 'Active',
      createdAt: CREATED,
      updatedAt: CREATED,
      serviceBusEndpoint: `https://${lastName(id)}.servicebus.windows.net:443/`,
    },
  };
}

export function ruleOf(namespace: EventHubNamespace, name: string): readonly [string, EventHubRule] | undefined {
  return named(rulesOf(namespace), name);
}

export function authorizationRuleBody(namespace: EventHubNamespace, name: string): Body | undefined {
  const found = ruleOf(namespace, name);
  return (
    found && {
      id: `${namespace.id}/authorizationRules/${found[0]}`,
      name: found[0],
      type: 'Microsoft.EventHub/Namespaces/AuthorizationRules',
      location: regionName(namespace.location),
      properties: { rights: found[1].rights },
    }
  );
}

/** As Microsoft.Datadog 2023-01-01 answers it. */
export function partnerBody({ id, location = WEST_EUROPE }: Partner): Body {
  return {
    id,
    name: lastName(id),
    type: 'microsoft.datadog/monitors',
    location,
    tags: {},
    sku: { name: 'payg_v3_Monthly' },
    identity: { type: 'SystemAssigned', principalId: guidOf(id), tenantId: guidOf('') },
    properties: {
      provisioningState: 'Succeeded',
      monitoringStatus: 'Enabled',
      marketplaceSubscriptionStatus: 'Active',
      liftrResourceCategory: 'MonitorLogs',
      liftrResourcePreference: 1,
    },
  };
}

function named<T>(entries: Readonly<Record<string, T>>, name: string): readonly [string, T] | undefined {
  return Object.entries(entries).find(([key]) => key.toLowerCase() === name.toLowerCase());
}
