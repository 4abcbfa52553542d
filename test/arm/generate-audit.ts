import type { ActivityLogSetting } from './activity-log.ts';
import type { AlertRule } from './alert-rule.ts';
import type { Association, DataCollectionRule } from './data-collection.ts';
import { type DestinationPlan, generateDestinations } from './generate-destinations.ts';
import { type Mix, picker } from './mix.ts';
import { type Random, randomFrom, seedOf } from './random.ts';
import type { ConnectedRegistry, RegistryTask } from './registry-children.ts';
import type { Tenant, TenantRegistry } from './tenant.ts';

/** What a registry is associated with. */
export type AssociationName =
  | 'none'
  | 'both'
  | 'loginOnly'
  | 'nowhere'
  | 'machines'
  | 'endpoint'
  | 'deniedRule'
  | 'missingRule';
/** `other`: it is not about registries. */
export type AlertName = 'none' | 'new' | 'old' | 'disabled' | 'noAction' | 'other' | 'denied';
export type ConnectedName = 'none' | 'audited' | 'silent' | 'unset';
export type TaskName = 'none' | 'kept' | 'lost' | 'both';
export type ActivityLogName = 'none' | 'administrative' | 'other' | 'allLogs' | 'nowhere';

/** What a tenant has beside registries and their settings; what no mix is told of is as in a tenant that says nothing. */
export interface AuditPlan extends DestinationPlan {
  readonly associations?: Mix<AssociationName>;
  /** Of each subscription. */
  readonly alertRules?: Mix<AlertName>;
  /** Of each Premium registry. */
  readonly connected?: Mix<ConnectedName>;
  readonly tasks?: Mix<TaskName>;
  readonly childAccess?: Mix<'full' | 'denied'>;
  /** Of each subscription, and of each management group. */
  readonly activityLog?: Mix<ActivityLogName>;
  readonly groupActivityLog?: Mix<ActivityLogName | 'denied'>;
}

/** The tenant with what the plan adds: drawn apart from everything else, which stays what it is without the plan. */
export function withAudit(tenant: Tenant, plan: AuditPlan, seed: number): Tenant {
  const random = (part: number): Random => randomFrom(seedOf(seed, STREAM + part));
  const { associations, alertRules, activityLog, groupActivityLog } = plan;
  const groupNames = draw(groupActivityLog, tenant.managementGroups, random(1));
  const subscriptionNames = draw(activityLog, tenant.subscriptions, random(2));
  const destinations = generateDestinations(tenant.subscriptions, plan, random(3));
  return {
    ...tenant,
    managementGroups: tenant.managementGroups.map((group, i) =>
      groupNames[i] === 'denied' ? { ...group, access: 'denied' } : group,
    ),
    registries: withChildren(tenant.registries, plan, random(4)),
    ...(destinations.length > 0 && { destinations }),
    ...(associations && {
      associations: associationsOf(tenant.registries, associations, random(5)),
      dataCollectionRules: tenant.subscriptions.flatMap(({ id }) => rulesIn(id)),
    }),
    ...(alertRules && { alertRules: alertsOf(tenant, alertRules, random(6)) }),
    ...((activityLog ?? groupActivityLog) && {
      activityLog: {
        subscriptions: settingsBy(tenant.subscriptions, ({ id }) => id, subscriptionNames, tenant),
        managementGroups: settingsBy(tenant.managementGroups, ({ name }) => name, groupNames, tenant),
      },
    }),
  };
}

/** Far from the parts that seeds of registries are made of. */
const STREAM = 1_000_000_000;

function draw<Name extends string>(
  mix: Mix<Name> | undefined,
  items: readonly unknown[],
  random: Random,
): readonly Name[] {
  if (mix === undefined) return [];
  const pick = picker<Name>(mix);
  return items.map(() => pick(random));
}

function idIn(subscription: string, type: string, name: string): string {
  return `/subscriptions/${subscription}/resourceGroups/logs/providers/${type}/${name}`;
}

function workspaceIn(subscription: string): string {
  return idIn(subscription, 'Microsoft.OperationalInsights/workspaces', 'central');
}

const RULES = 'Microsoft.Insights/dataCollectionRules';
const ONE_STREAM = 'microsoft.containerregistry/registries:ContainerRegistryLoginEvents';

/** The rules that registries of a subscription can be associated with. */
function rulesIn(subscription: string): readonly DataCollectionRule[] {
  const destinations = [{ name: 'central', workspaceId: workspaceIn(subscription) }];
  const rule = (name: AssociationName, rest: Partial<DataCollectionRule> = {}): DataCollectionRule => {
    return { id: idIn(subscription, RULES, name), destinations, ...rest };
  };
  return [
    rule('both'),
    rule('loginOnly', { streams: [ONE_STREAM] }),
    rule('nowhere', { destinations: [], dataFlows: [] }),
    rule('machines', { kind: 'Linux', destinations: [] }),
    rule('deniedRule', { access: 'denied' }),
    rule('missingRule', { access: 'missing' }),
  ];
}

function associationsOf(
  registries: readonly TenantRegistry[],
  mix: Mix<AssociationName>,
  random: Random,
): readonly Association[] {
  const names = draw(mix, registries, random);
  return registries.flatMap(({ id, subscription }, i): Association[] => {
    const { [i]: name = 'none' } = names;
    if (name === 'none') return [];
    const endpoint = idIn(subscription, 'Microsoft.Insights/dataCollectionEndpoints', 'entry');
    const target = name === 'endpoint' ? { endpoint } : { rule: idIn(subscription, RULES, name) };
    return [{ name: `audit-${i}`, resource: id, ...target }];
  });
}

function alertsOf(tenant: Tenant, mix: Mix<AlertName>, random: Random): readonly AlertRule[] {
  const names = draw(mix, tenant.subscriptions, random);
  return tenant.subscriptions.flatMap(({ id }, i): AlertRule[] => {
    const { [i]: name = 'none' } = names;
    if (name === 'none') return [];
    const table = name === 'other' ? 'Heartbeat' : 'ContainerRegistryLoginEvents';
    return [
      {
        id: idIn(id, 'microsoft.insights/scheduledQueryRules', `alert-${name}`),
        scopes: [workspaceIn(id)],
        query: `${table} | where TimeGenerated > ago(5m)`,
        actionGroups: name === 'noAction' ? [] : [idIn(id, 'microsoft.insights/actionGroups', 'people')],
        enabled: name !== 'disabled',
        ...(name === 'old' && { shape: '2018-04-16' }),
        ...(name === 'denied' && { access: 'denied' }),
      },
    ];
  });
}

const CONNECTED: Readonly<Record<ConnectedName, readonly ConnectedRegistry[]>> = {
  none: [],
  audited: [{ name: 'edge1', logging: { auditLogStatus: 'Enabled', logLevel: 'Information' } }],
  silent: [
    { name: 'edge1', logging: { auditLogStatus: 'Disabled', logLevel: 'Debug' } },
    { name: 'edge2', logging: { auditLogStatus: 'Enabled' } },
  ],
  unset: [{ name: 'edge1' }],
};

const KEPT: RegistryTask = { name: 'build', logTemplate: 'logs/build:{{.Run.ID}}' };
const LOST: RegistryTask = { name: 'purge' };
const TASKS: Readonly<Record<TaskName, readonly RegistryTask[]>> = {
  none: [],
  kept: [KEPT],
  lost: [LOST],
  both: [KEPT, LOST],
};

function withChildren(
  registries: readonly TenantRegistry[],
  { connected, tasks, childAccess }: AuditPlan,
  random: Random,
): readonly TenantRegistry[] {
  const connectedNames = draw(connected, registries, random);
  const taskNames = draw(tasks, registries, random);
  const accesses = draw(childAccess, registries, random);
  if (connected === undefined && tasks === undefined && childAccess === undefined) return registries;
  return registries.map((registry, i) => ({
    ...registry,
    ...(registry.sku === 'Premium' && { connected: CONNECTED[connectedNames[i] ?? 'none'] }),
    tasks: TASKS[taskNames[i] ?? 'none'],
    childAccess: accesses[i] ?? 'full',
  }));
}

/** Settings go to the workspace of the first subscription. */
function settingsBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  names: readonly (ActivityLogName | 'denied')[],
  { subscriptions }: Tenant,
): Readonly<Record<string, readonly ActivityLogSetting[]>> {
  const workspaceId = workspaceIn(subscriptions[0]?.id ?? '');
  const settings: Readonly<Record<ActivityLogName | 'denied', readonly ActivityLogSetting[]>> = {
    none: [],
    denied: [],
    administrative: [{ name: 'export', categories: ['Administrative'], workspaceId }],
    other: [{ name: 'export', categories: ['Policy'], workspaceId }],
    allLogs: [{ name: 'export', group: 'allLogs', workspaceId }],
    nowhere: [{ name: 'export', categories: ['Administrative'] }],
  };
  return Object.fromEntries(items.map((item, i) => [keyOf(item), settings[names[i] ?? 'none']]));
}
