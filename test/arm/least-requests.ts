import { readsRegistries } from './access.ts';
import type { ActivityLogSetting } from './activity-log.ts';
import type { PageSizes, RouteKind } from './arm.ts';
import { ACR_TABLES } from './destination.ts';
import { ancestorsOf } from './graph-rows.ts';
import { subscriptionOf } from './resource-id.ts';
import type { Subscription, Tenant, TenantRegistry } from './tenant.ts';
import { type TenantState, tenantState } from './tenant-state.ts';

/** So many requests of a kind, and in all. */
export type RequestCounts = Readonly<Partial<Record<RouteKind, number>>> & { readonly total: number };

/** As the server has them by default. */
const PAGE_SIZES = { subscriptions: 1000, registries: 100, graph: 1000 };
const MOST_SUBSCRIPTIONS_OF_A_QUERY = 1000;

/**
 * The least possible number of requests, sign-in aside, with which all rules can be evaluated for a tenant of which nothing
 * is read twice: by Resource Graph where it has rows, by Azure Resource Manager where it has none.
 */
export function leastRequests(tenant: Tenant, pageSizes: Partial<PageSizes> = {}): RequestCounts {
  const state = tenantState(tenant);
  const sizes = { ...PAGE_SIZES, ...pageSizes };
  const visible = tenant.subscriptions.filter(({ access }) => access !== 'invisible');
  const byGraph = visible.filter((one) => isInGraph(one, state));
  const listed = visible.filter(readsRegistries).flatMap(({ id }) => state.registriesOf(id));
  const ungraphed = visible.filter((one) => !byGraph.includes(one));
  const counts: Partial<Record<RouteKind, number>> = {
    subscriptions: pagesOf(visible.length, sizes.subscriptions),
    graph: graphQueries(state, visible, byGraph, sizes.graph),
    ...listsByArm(state, ungraphed, sizes.registries),
    settings: listed.length,
    // A 404 of settings is no proof: the registry is looked at once more.
    registry: listed.filter(({ access, subscription }) => access === 'deleted' && !refusesSettings(state, subscription))
      .length,
    ...childLists(listed),
    ...byId(state, listed),
    ...activityLog(state, visible),
  };
  return { ...counts, total: Object.values(counts).reduce((sum, count) => sum + count, 0) };
}

function pagesOf(items: number, size: number): number {
  return Math.max(1, Math.ceil(items / size));
}

/** Whether Resource Graph lists its registries: where it has none, no row can tell that from a refusal. */
function isInGraph({ id, access }: Subscription, { tenant, registriesOf }: TenantState): boolean {
  const hasRows = tenant.graph === 'allowed' && (access === 'full' || access === 'noSettings');
  return hasRows && registriesOf(id).length > 0;
}

function refusesSettings(state: TenantState, subscription: string): boolean {
  return state.subscription(subscription)?.access === 'noSettings';
}

/** Registries, then associations, alert rules and what is above subscriptions. */
function graphQueries(
  state: TenantState,
  visible: readonly Subscription[],
  byGraph: readonly Subscription[],
  size: number,
): number {
  if (visible.length === 0) return 0;
  // Refused once, it is not asked again.
  if (state.tenant.graph === 'denied') return 1;
  const seen = visible.filter(({ access }) => access === 'full' || access === 'noSettings');
  const rows = (
    table: Parameters<TenantState['graphRows']>[0],
    type: string,
    from: readonly Subscription[],
  ): number => {
    const ids = new Set(from.map(({ id }) => id));
    const found = state.graphRows(table).filter((row) => row.type === type && ids.has(row.subscription)).length;
    return Math.max(Math.ceil(from.length / MOST_SUBSCRIPTIONS_OF_A_QUERY), Math.ceil(found / size));
  };
  const needsAncestors = visible.some((one) => !exportsItself(state, one) && !refusesSettings(state, one.id));
  return (
    Math.max(1, rows('resources', 'microsoft.containerregistry/registries', seen)) +
    rows('insightsresources', 'microsoft.insights/datacollectionruleassociations', byGraph) +
    rows('resources', 'microsoft.insights/scheduledqueryrules', byGraph) +
    (needsAncestors ? Math.max(1, Math.ceil(seen.length / size)) : 0)
  );
}

/** What is listed of a subscription that Resource Graph has no rows of. */
function listsByArm(
  { registriesOf }: TenantState,
  subscriptions: readonly Subscription[],
  size: number,
): Partial<Record<RouteKind, number>> {
  const readable = subscriptions.filter(readsRegistries);
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  return {
    registries: sum(
      subscriptions.map((one) => (readsRegistries(one) ? pagesOf(registriesOf(one.id).length, size) : 1)),
    ),
    associations: sum(readable.map(({ id }) => registriesOf(id).length)),
    alertRules: readable.filter(({ id }) => registriesOf(id).length > 0).length,
  };
}

function childLists(listed: readonly TenantRegistry[]): Partial<Record<RouteKind, number>> {
  const there = listed.filter(({ access }) => access !== 'deleted');
  return { tasks: there.length, connectedRegistries: there.filter(({ sku }) => sku === 'Premium').length };
}

/** Each distinct resource that collectors refer to, and what is in it where it can be read. */
function byId(state: TenantState, listed: readonly TenantRegistry[]): Partial<Record<RouteKind, number>> {
  const distinct = (ids: readonly string[]): readonly string[] => [...new Set(ids.map((id) => id.toLowerCase()))];
  const isRead = listed.filter((one) => readsSettings(state, one));
  const settings = isRead.flatMap((one) => state.settings(one).map(({ properties }) => properties));
  const rules = distinct(isRead.flatMap((one) => associatedRules(state, one)));
  const found = rules.flatMap((id) => state.dataCollectionRule(id) ?? []).filter((rule) => isReadable(state, rule));
  const sinks = found.flatMap(({ destinations }) => destinations);
  const workspaces = distinct([...idsIn(settings, 'workspaceId'), ...idsIn(sinks, 'workspaceId')]);
  const accounts = distinct([...idsIn(settings, 'storageAccountId'), ...idsIn(sinks, 'storageAccountId')]);
  const hubRules = distinct(idsIn(settings, 'eventHubAuthorizationRuleId'));
  const namespaces = distinct(
    [...hubRules, ...idsIn(sinks, 'eventHubId')].map((id) => id.split('/').slice(0, NAMESPACE_SEGMENTS).join('/')),
  );
  const there = (ids: readonly string[]): readonly string[] =>
    ids.filter((id) => {
      const one = state.destination(id);
      return one !== undefined && isReadable(state, one);
    });
  return {
    dataCollectionRule: rules.length,
    workspace: workspaces.length,
    table: there(workspaces).length * ACR_TABLES.length,
    storageAccount: accounts.length,
    lifecyclePolicy: there(accounts).length,
    eventHubNamespace: namespaces.length,
    eventHubRule: hubRules.length,
    partner: distinct(idsIn(settings, 'marketplacePartnerId')).length,
  };
}

/** `/subscriptions/…/resourceGroups/…/providers/Microsoft.EventHub/namespaces/…`. */
const NAMESPACE_SEGMENTS = 9;

function idsIn<Key extends string>(
  items: readonly Readonly<Partial<Record<Key, string | null>>>[],
  key: Key,
): readonly string[] {
  return items.flatMap(({ [key]: id }) => (typeof id === 'string' && id !== '' ? [id] : []));
}

function readsSettings(state: TenantState, { access, subscription }: TenantRegistry): boolean {
  return (access === 'full' || access === 'noAssociations') && !refusesSettings(state, subscription);
}

function associatedRules(state: TenantState, registry: TenantRegistry): readonly string[] {
  if (registry.access !== 'full') return [];
  return state.associationsOf(registry.id).flatMap(({ rule }) => rule ?? []);
}

function isReadable(state: TenantState, { id, access = 'full' }: { id: string; access?: string }): boolean {
  const subscription = state.subscription(subscriptionOf(id));
  return access === 'full' && subscription !== undefined && subscription.access !== 'invisible';
}

/** One list for each subscription, and one for each group above those that do not export on their own. */
function activityLog(state: TenantState, visible: readonly Subscription[]): Partial<Record<RouteKind, number>> {
  const { tenant } = state;
  const asks = visible.filter(
    (one) =>
      tenant.graph === 'allowed' &&
      (one.access === 'full' || one.access === 'noSettings') &&
      !refusesSettings(state, one.id) &&
      !exportsItself(state, one),
  );
  const groups = new Set(asks.flatMap((one) => ancestorsOf(one, tenant).map(({ name }) => name)));
  return { activityLog: visible.length, groupActivityLog: groups.size };
}

function exportsItself({ tenant }: TenantState, { id }: Subscription): boolean {
  return (tenant.activityLog?.subscriptions?.[id] ?? []).some(exportsAdministrative);
}

function exportsAdministrative({ categories = [], group, name: _, ...sinks }: ActivityLogSetting): boolean {
  return (categories.includes('Administrative') || group !== undefined) && Object.values(sinks).some(Boolean);
}
