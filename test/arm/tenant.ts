import type { ActivityLog } from './activity-log.ts';
import type { AlertRule } from './alert-rule.ts';
import type { Arrivals } from './arrivals.ts';
import type { Association, DataCollectionRule } from './data-collection.ts';
import type { Destination } from './destination.ts';
import type { ConnectedRegistry, RegistryTask } from './registry-children.ts';
import type { ResourceAccess } from './resource-access.ts';
import type { PresetName, RawSetting } from './setting-presets.ts';
import type { RegistryRun } from './task-runs.ts';

/**
 * What the one identity that signs in may do in a subscription.
 *
 * - `full`: everything is readable
 * - `invisible`: it is not listed, and whatever is in it is refused; management groups still name it
 * - `noRegistries`: it is listed, registries are refused, Resource Graph has no rows for it
 * - `noGraph`: Resource Graph has no rows for it, everything else is readable
 * - `noSettings`: registries are listed, their diagnostic settings are refused, and so are the associations of data
 *   collection rules and the settings of the activity log
 */
export type SubscriptionAccess = 'full' | 'invisible' | 'noRegistries' | 'noGraph' | 'noSettings';

/**
 * `denied`: it is listed, its settings and associations are refused. `noAssociations`: only the associations are.
 * `deleted`: it is listed, and deleted when it is read.
 */
export type RegistryAccess = 'full' | 'denied' | 'noAssociations' | 'deleted';

/**
 * What Azure says of a subscription that is not in the tenant: 403, 404 with the code `InvalidSubscription`, or 401 since
 * the token is of another tenant. Any that is not told is 404 `SubscriptionNotFound`.
 */
export type OutsideAccess = 'denied' | 'invalid' | 'otherTenant';

/** A directory with everything in it that a scan can ask for. Plain data: bodies are made when they are asked for. */
export interface Tenant {
  readonly id: string;
  readonly principal: Principal;
  /** Parents before children; the first one is the root, named as the tenant. */
  readonly managementGroups: readonly ManagementGroup[];
  readonly subscriptions: readonly Subscription[];
  readonly registries: readonly TenantRegistry[];
  /** `denied`: Resource Graph answers 403 to everything. */
  readonly graph: 'allowed' | 'denied';
  /** Subscriptions that are no part of it, by id. */
  readonly outside?: Readonly<Record<string, OutsideAccess>>;
  /** Besides those of `defaultDestinations`, or in the place of one that has the same id. */
  readonly destinations?: readonly Destination[];
  readonly dataCollectionRules?: readonly DataCollectionRule[];
  readonly associations?: readonly Association[];
  readonly alertRules?: readonly AlertRule[];
  readonly activityLog?: ActivityLog;
  readonly templateSpecs?: readonly TemplateSpecVersion[];
}

/** A version of a template spec. */
export interface TemplateSpecVersion {
  /** `/subscriptions/…/templateSpecs/NAME/versions/VERSION` */
  readonly id: string;
  readonly access?: ResourceAccess;
  readonly mainTemplate: Readonly<Record<string, unknown>>;
}

export interface Principal {
  readonly clientId: string;
  readonly objectId: string;
  readonly clientSecret: string;
}

export interface ManagementGroup {
  readonly name: string;
  readonly displayName: string;
  readonly parent: string | null;
  /** `denied`: its activity log's settings are refused. */
  readonly access?: 'full' | 'denied';
}

export interface Subscription {
  readonly id: string;
  readonly name: string;
  readonly state: 'Enabled' | 'Warned' | 'PastDue' | 'Disabled' | 'Deleted';
  readonly managementGroup: string;
  readonly access: SubscriptionAccess;
}

export interface TenantRegistry {
  /** As Azure spells it when it lists the registry. */
  readonly id: string;
  readonly name: string;
  readonly subscription: string;
  readonly resourceGroup: string;
  readonly location: string;
  readonly sku: 'Basic' | 'Standard' | 'Premium';
  readonly access: RegistryAccess;
  /** What settings it has; `expectedOutcome` follows from it. */
  readonly preset: PresetName;
  /** In the place of those of the preset. */
  readonly settings?: readonly RawSetting[];
  /** Whether untagged manifests are purged; by the seed when it is not told. */
  readonly retentionPolicy?: 'enabled' | 'disabled';
  /** By the seed when they are not told. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Only Premium registries have some. */
  readonly connected?: readonly ConnectedRegistry[];
  readonly tasks?: readonly RegistryTask[];
  /** `denied`: its connected registries and tasks are refused. */
  readonly childAccess?: 'full' | 'denied';
  readonly runs?: readonly RegistryRun[];
  /** `denied`: listing its runs is refused; `noLinks`: the links to their logs are. */
  readonly runAccess?: 'denied' | 'noLinks';
  readonly arrivals?: Arrivals;
  /** Of everything in its settings that does not decide. */
  readonly seed: number;
}

export const REGISTRY_TYPE = 'Microsoft.ContainerRegistry/registries';

export function registryId(subscription: string, resourceGroup: string, name: string): string {
  return `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/${REGISTRY_TYPE}/${name}`;
}
