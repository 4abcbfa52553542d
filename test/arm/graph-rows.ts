import { alertRuleRow } from './alert-rule.ts';
import { associationBody } from './data-collection.ts';
import type { GraphTable } from './kql.ts';
import { registryBody } from './registry-body.ts';
import { groupOf, lastName, subscriptionOf } from './resource-id.ts';
import type { Subscription, Tenant, TenantRegistry } from './tenant.ts';

/** A row of a table of Resource Graph; its body is made when it is asked for. */
export interface GraphRow {
  readonly id: string;
  /** In lower case. */
  readonly type: string;
  readonly subscription: string;
  readonly body: () => Record<string, unknown>;
}

/** All rows of a table, in the order of their ids, whoever may read them. */
export function graphRowsOf(
  table: GraphTable,
  tenant: Tenant,
  registry: (id: string) => TenantRegistry | undefined,
): readonly GraphRow[] {
  const rows: Record<GraphTable, () => readonly GraphRow[]> = {
    resources: () => [...tenant.registries.map(registryRow), ...alertRuleRows(tenant)],
    insightsresources: () => associationRows(tenant, registry),
    resourcecontainers: () => tenant.subscriptions.map((one) => subscriptionRow(one, tenant)),
  };
  return rows[table]().toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function registryRow(registry: TenantRegistry): GraphRow {
  const body = (): Record<string, unknown> => ({ ...registryBody(registry), zones: null });
  return rowOf(graphId(registry), 'microsoft.containerregistry/registries', registry.subscription, body);
}

/** Resource Graph spells some resource groups in another letter case than Azure Resource Manager does. */
function graphId({ id, seed, resourceGroup }: TenantRegistry): string {
  if (seed % 4 !== 0) return id;
  return id.replace(`/resourceGroups/${resourceGroup}/`, `/resourceGroups/${resourceGroup.toLowerCase()}/`);
}

function alertRuleRows({ alertRules = [] }: Tenant): readonly GraphRow[] {
  return alertRules
    .filter(({ access }) => access !== 'denied')
    .map((rule) =>
      rowOf(rule.id, 'microsoft.insights/scheduledqueryrules', subscriptionOf(rule.id), () => alertRuleRow(rule)),
    );
}

/** What may not be read has no row, without a word. */
function associationRows(
  { associations = [], subscriptions }: Tenant,
  registry: (id: string) => TenantRegistry | undefined,
): readonly GraphRow[] {
  const refusing = new Set(subscriptions.filter(({ access }) => access === 'noSettings').map(({ id }) => id));
  return associations.flatMap((association) => {
    const { resource, name } = association;
    const owner = registry(resource);
    const subscription = subscriptionOf(resource);
    if (refusing.has(subscription) || (owner !== undefined && owner.access !== 'full')) return [];
    const body = { ...associationBody(association) };
    const id = `${owner === undefined ? resource : graphId(owner)}/providers/microsoft.insights/datacollectionruleassociations/${name}`;
    return [rowOf(id, 'microsoft.insights/datacollectionruleassociations', subscription, () => body)];
  });
}

function subscriptionRow(subscription: Subscription, tenant: Tenant): GraphRow {
  const type = 'microsoft.resources/subscriptions';
  return rowOf(`/subscriptions/${subscription.id}`, type, subscription.id, () => ({
    name: subscription.name,
    properties: {
      managedByTenants: [],
      managementGroupAncestorsChain: ancestorsOf(subscription, tenant),
      state: subscription.state,
      subscriptionPolicies: { spendingLimit: 'Off', quotaId: 'EnterpriseAgreement_2014-09-01' },
    },
  }));
}

/** The management groups above a subscription, the nearest first. */
export function ancestorsOf(
  { managementGroup }: Pick<Subscription, 'managementGroup'>,
  { managementGroups }: Pick<Tenant, 'managementGroups'>,
): readonly { readonly displayName: string; readonly name: string }[] {
  const byName = new Map(managementGroups.map((group) => [group.name, group]));
  const found: { displayName: string; name: string }[] = [];
  for (let at = byName.get(managementGroup); at !== undefined; at = byName.get(at.parent ?? ''))
    found.push({ displayName: at.displayName, name: at.name });
  return found;
}

function rowOf(id: string, type: string, subscription: string, body: GraphRow['body']): GraphRow {
  return { id, type, subscription, body };
}

/** The columns that every row has, as Resource Graph has them: type and resource group in lower case. */
export function columnsOf(row: GraphRow, tenantId: string): Record<string, unknown> {
  const { id, type, subscription } = row;
  return {
    name: lastName(id),
    location: '',
    tags: {},
    properties: {},
    kind: '',
    managedBy: '',
    sku: null,
    plan: null,
    identity: null,
    extendedLocation: null,
    ...row.body(),
    id,
    type,
    tenantId,
    resourceGroup: groupOf(id).toLowerCase(),
    subscriptionId: subscription,
  };
}

/** A column as a text. Those that filters ask for most need no body to be made. */
export function textOf(row: GraphRow, column: string): string {
  if (column === 'type') return row.type;
  if (column === 'id') return row.id;
  if (column === 'subscriptionId') return row.subscription;
  if (column === 'resourceGroup') return groupOf(row.id).toLowerCase();
  const { [column]: value = column === 'name' ? lastName(row.id) : '' } = row.body();
  return typeof value === 'string' ? value : '';
}
