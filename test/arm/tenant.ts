import type { PresetName } from './setting-presets.ts';

/**
 * What the one identity that signs in may do in a subscription.
 *
 * - `full`: everything is readable
 * - `invisible`: it is not listed, and whatever is in it is refused; management groups still name it
 * - `noRegistries`: it is listed, registries are refused, Resource Graph has no rows for it
 * - `noGraph`: Resource Graph has no rows for it, everything else is readable
 * - `noSettings`: registries are listed, their diagnostic settings are refused
 */
export type SubscriptionAccess = 'full' | 'invisible' | 'noRegistries' | 'noGraph' | 'noSettings';

/** `denied`: it is listed, its settings are refused. `gone`: it is listed, and deleted when it is read. */
export type RegistryAccess = 'full' | 'denied' | 'deleted';

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
  /** Of everything in its settings that does not decide. */
  readonly seed: number;
}

export const REGISTRY_TYPE = 'Microsoft.ContainerRegistry/registries';

export function registryId(subscription: string, resourceGroup: string, name: string): string {
  return `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/${REGISTRY_TYPE}/${name}`;
}
