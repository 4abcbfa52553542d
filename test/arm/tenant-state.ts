import type { Association, DataCollectionRule } from './data-collection.ts';
import { type Destination, defaultDestinations, type Workspace } from './destination.ts';
import { type GraphRow, graphRowsOf } from './graph-rows.ts';
import type { GraphTable } from './kql.ts';
import { guidOf } from './random.ts';
import { groupOf, subscriptionOf } from './resource-id.ts';
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
  /** The rows of a table of Resource Graph, in the order of their ids. */
  readonly graphRows: (table: GraphTable) => readonly GraphRow[];
  readonly settings: (registry: TenantRegistry) => readonly RawSetting[];
  /** Replaces all settings of a registry. */
  readonly setSettings: (registry: TenantRegistry, settings: readonly RawSetting[]) => void;
  readonly destination: (id: string) => Destination | undefined;
  /** By the id that queries name. */
  readonly workspaceByGuid: (guid: string) => Workspace | undefined;
  readonly dataCollectionRule: (id: string) => DataCollectionRule | undefined;
  readonly associationsOf: (resource: string) => readonly Association[];
}

export function tenantState(tenant: Tenant): TenantState {
  const subscriptions = new Map(tenant.subscriptions.map((one) => [one.id.toLowerCase(), one]));
  const registries = new Map(tenant.registries.map((one) => [one.id.toLowerCase(), one]));
  const bySubscription = new Map<string, TenantRegistry[]>(
    tenant.subscriptions.map(({ id }) => [id.toLowerCase(), []]),
  );
  for (const registry of tenant.registries) bySubscription.get(registry.subscription.toLowerCase())?.push(registry);
  const groups = new Set(['logs', ...tenant.registries.map(({ resourceGroup }) => resourceGroup.toLowerCase())]);
  const { destinations = [], dataCollectionRules = [], associations = [] } = tenant;
  for (const { id } of [...destinations, ...dataCollectionRules]) groups.add(groupOf(id).toLowerCase());
  const told = byId(destinations);
  const rules = byId(dataCollectionRules);
  const associated = new Map<string, Association[]>();
  for (const one of associations) {
    const key = one.resource.toLowerCase();
    associated.set(key, [...(associated.get(key) ?? []), one]);
  }
  const defaults = new Map<string, ReadonlyMap<string, Destination>>();
  const changed = new Map<TenantRegistry, readonly RawSetting[]>();
  const rows = new Map<GraphTable, readonly GraphRow[]>();
  const defaultDestination = (id: string): Destination | undefined => {
    const subscription = subscriptions.get(subscriptionOf(id));
    if (subscription === undefined) return undefined;
    const found = defaults.get(subscription.id) ?? byId(defaultDestinations(subscription.id));
    defaults.set(subscription.id, found);
    return found.get(id.toLowerCase());
  };
  return {
    tenant,
    subscription: (id) => subscriptions.get(id.toLowerCase()),
    registry: (id) => registries.get(id.toLowerCase()),
    hasGroup: (name) => groups.has(name.toLowerCase()),
    registriesOf: (id) => bySubscription.get(id.toLowerCase()) ?? [],
    graphRows: (table) => {
      const found = rows.get(table) ?? graphRowsOf(table, tenant, (id) => registries.get(id.toLowerCase()));
      rows.set(table, found);
      return found;
    },
    settings: (registry) => changed.get(registry) ?? settingsOf(registry),
    setSettings: (registry, settings) => {
      changed.set(registry, settings);
    },
    destination: (id) => told.get(id.toLowerCase()) ?? defaultDestination(id),
    workspaceByGuid: (guid) =>
      [...destinations, ...tenant.subscriptions.flatMap(({ id }) => defaultDestinations(id))].find(
        (one): one is Workspace => one.kind === 'workspace' && guidOf(one.id) === guid.toLowerCase(),
      ),
    dataCollectionRule: (id) => rules.get(id.toLowerCase()),
    associationsOf: (resource) => associated.get(resource.toLowerCase()) ?? [],
  };
}

function byId<T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.id.toLowerCase(), item]));
}
