import type { ResourceAccess } from './resource-access.ts';

interface Described {
  /** As Azure spells it. */
  readonly id: string;
  /** `full` by default. */
  readonly access?: ResourceAccess;
  /** `westeurope` by default. */
  readonly location?: string;
}

export interface Workspace extends Described {
  readonly kind: 'workspace';
  /** 90 by default. */
  readonly retentionInDays?: number;
  /** `PerGB2018` by default. */
  readonly sku?: string;
  /** `denied`: queries are refused. */
  readonly queryAccess?: 'full' | 'denied';
  /** The data collection rule that transforms what comes in. */
  readonly transformation?: string;
  /** By name. A table is there once it has a record; by default both tables of registries are, and inherit. */
  readonly tables?: Readonly<Record<string, WorkspaceTable>>;
}

/** What is not told is inherited: retention from the workspace, the total from the retention. */
export interface WorkspaceTable {
  readonly retentionInDays?: number;
  readonly totalRetentionInDays?: number;
  readonly access?: ResourceAccess;
  /** `denied`: queries see it no more than one that does not exist. */
  readonly queryAccess?: 'full' | 'denied';
}

export interface StorageAccount extends Described {
  readonly kind: 'storageAccount';
  /** `StorageV2` by default. */
  readonly accountKind?: 'StorageV2' | 'Storage' | 'BlobStorage' | 'BlockBlobStorage' | 'FileStorage';
  /** `Standard_LRS` by default. */
  readonly sku?: string;
  /** By default everyone is let in. */
  readonly networkAcls?: { readonly defaultAction: 'Allow' | 'Deny'; readonly bypass: string };
  readonly dnsEndpointType?: 'Standard' | 'AzureDnsZone';
  /** Immutability of the account: days, and whether the policy is locked. */
  readonly immutability?: { readonly days: number; readonly state: 'Unlocked' | 'Locked' | 'Disabled' };
  /** Blobs are deleted after so many days; `denied`: its policy is refused. None by default. */
  readonly lifecycle?: { readonly deleteAfterDays: number; readonly enabled?: boolean } | 'denied';
}

export type EventHubRight = 'Listen' | 'Manage' | 'Send';

export interface EventHubNamespace extends Described {
  readonly kind: 'eventHubNamespace';
  /** `Standard` by default. */
  readonly sku?: 'Basic' | 'Standard' | 'Premium';
  readonly publicNetworkAccess?: 'Enabled' | 'Disabled' | 'SecuredByPerimeter';
  /** By name; `RootManageSharedAccessKey` with all rights by default. */
  readonly rules?: Readonly<Record<string, EventHubRule>>;
}

export interface EventHubRule {
  readonly rights: readonly EventHubRight[];
  readonly access?: ResourceAccess;
}

/** A partner solution: a monitor of Datadog. */
export interface Partner extends Described {
  readonly kind: 'partner';
}

/** What logs are sent to. */
export type Destination = Workspace | StorageAccount | EventHubNamespace | Partner;

export const ACR_TABLES = ['ContainerRegistryLoginEvents', 'ContainerRegistryRepositoryEvents'] as const;

const GROUP = 'logs';

/** Those that the presets of settings refer to: they exist in every subscription of a tenant, and take logs. */
export function defaultDestinations(subscription: string): readonly Destination[] {
  const prefix = `/subscriptions/${subscription}/resourceGroups/${GROUP}/providers`;
  return [
    { kind: 'workspace', id: `${prefix}/Microsoft.OperationalInsights/workspaces/central` },
    { kind: 'storageAccount', id: `${prefix}/Microsoft.Storage/storageAccounts/auditlogs` },
    { kind: 'eventHubNamespace', id: `${prefix}/Microsoft.EventHub/namespaces/hubs` },
    { kind: 'partner', id: `${prefix}/Microsoft.Datadog/monitors/dd1` },
  ];
}

export function tablesOf({ tables }: Workspace): Readonly<Record<string, WorkspaceTable>> {
  return tables ?? Object.fromEntries(ACR_TABLES.map((name) => [name, {}]));
}

export function rulesOf({ rules }: EventHubNamespace): Readonly<Record<string, EventHubRule>> {
  return rules ?? { RootManageSharedAccessKey: { rights: ['Listen', 'Manage', 'Send'] } };
}
