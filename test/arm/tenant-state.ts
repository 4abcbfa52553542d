import { type RawSetting, settingsOf } from './setting-presets.ts';
import type { Subscription, Tenant, TenantRegistry } from './tenant.ts';

/** A tenant with what is needed to find things in it; whatever a test changes while the server runs is here. */
export interface TenantState {
  readonly tenant: Tenant;
  readonly subscription: (id: string) => Subscription | undefined;
  readonly registry: (id: string) => TenantRegistry | undefined;
  /** Resource groups have no life of their own here: those that are named in one subscription are in each. */
  readonly hasGroup: (name: string) => boolean;
  readonly registriesOf: (subscription: string) => readonly TenantRegistry[];
  /** All of them with the ids that Resource Graph answers, in the order of these ids. */
  readonly graphRows: () => readonly GraphRow[];
  readonly settings: (registry: TenantRegistry) => readonly RawSetting[];
  /** Replaces all settings of a registry. */
  readonly setSettings: (registry: TenantRegistry, settings: readonly RawSetting[]) => void;
}

export interface GraphRow {
  readonly id: string;
  readonly registry: TenantRegistry;
}

export function tenantState(tenant: Tenant): TenantState {
  const subscriptions = new Map(tenant.subscriptions.map((one) => [one.id.toLowerCase(), one]));
  const registries = new Map(tenant.registries.map((one) => [one.id.toLowerCase(), one]));
  const bySubscription = new Map<string, TenantRegistry[]>(
    tenant.subscriptions.map(({ id }) => [id.toLowerCase(), []]),
  );
  for (const registry of tenant.registries) bySubscription.get(registry.subscription.toLowerCase())?.push(registry);
  const groups = new Set(tenant.registries.map(({ resourceGroup }) => resourceGroup.toLowerCase()));
  const changed = new Map<TenantRegistry, readonly RawSetting[]>();
  let rows: readonly GraphRow[] | undefined;
  return {
    tenant,
    subscription: (id) => subscriptions.get(id.toLowerCase()),
    registry: (id) => registries.get(id.toLowerCase()),
    hasGroup: (name) => groups.has(name.toLowerCase()),
    registriesOf: (id) => bySubscription.get(id.toLowerCase()) ?? [],
    graphRows: () => {
      rows ??= tenant.registries
        .map((registry) => ({ id: graphId(registry), registry }))
        .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
      return rows;
    },
    settings: (registry) => changed.get(registry) ?? settingsOf(registry),
    setSettings: (registry, settings) => {
      changed.set(registry, settings);
    },
  };
}

/** Resource Graph spells some resource groups in another letter case than Azure Resource Manager does. */
function graphId({ id, seed, resourceGroup }: TenantRegistry): string {
  if (seed % 4 !== 0) return id;
  return id.replace(`/resourceGroups/${resourceGroup}/`, `/resourceGroups/${resourceGroup.toLowerCase()}/`);
}
