import { ENDLESS_BUCKETS } from './buckets.ts';
import { generateTenant } from './generate-tenant.ts';
import type { Get } from './mixed-tenant.ts';
import { signedIn } from './raw-client.ts';
import { type RunningArm, startArm } from './start.ts';
import type { Tenant, TenantRegistry } from './tenant.ts';

/** Subscriptions that are not in the tenant, by what Azure says of them. */
export const OUTSIDE = {
  denied: '0a000000-0000-4000-8000-000000000001',
  invalid: '0a000000-0000-4000-8000-000000000002',
  otherTenant: '0a000000-0000-4000-8000-000000000003',
  unknown: '0a000000-0000-4000-8000-000000000004',
} as const;

const plain = generateTenant({ subscriptions: 4, registries: 8, seed: 21, managementGroups: 3 });
const ACCESS = ['full', 'noSettings', 'noGraph', 'invisible'] as const;
const subscriptions = plain.subscriptions.map((one, i) => ({ ...one, access: ACCESS[i] ?? 'full' }));

export const [open, noSettings, noGraph, invisible] = subscriptions.map(({ id }) => id) as [
  string,
  string,
  string,
  string,
];

/** What the tests look at: the id of something in the resource group `audit` of a subscription. */
export function auditId(type: string, name: string, subscription = open): string {
  return `/subscriptions/${subscription}/resourceGroups/Audit/providers/${type}/${name}`;
}

/** The id of a default destination. */
export function defaultId(type: string, name: string, subscription = open): string {
  return `/subscriptions/${subscription}/resourceGroups/logs/providers/${type}/${name}`;
}

const [one, two] = plain.registries.filter(({ subscription }) => subscription === open) as [
  TenantRegistry,
  TenantRegistry,
];
const hidden = plain.registries.filter(({ subscription }) => subscription === noSettings)[0] as TenantRegistry;
const ungraphed = plain.registries.filter(({ subscription }) => subscription === noGraph)[0] as TenantRegistry;

export const registries = { one, two, hidden, ungraphed };

export const RULE = auditId('Microsoft.Insights/dataCollectionRules', 'collects');
const virtualMachine = auditId('Microsoft.Compute/virtualMachines', 'vm');
const workspace = defaultId('Microsoft.OperationalInsights/workspaces', 'central');
const actionGroup = auditId('microsoft.insights/actionGroups', 'people');

/** A tenant with something of everything that other rules than that of diagnostic settings look at. */
export const audited: Tenant = {
  ...plain,
  managementGroups: plain.managementGroups.map((group, i) => (i === 2 ? { ...group, access: 'denied' } : group)),
  subscriptions,
  registries: plain.registries.map((registry) =>
    registry.id === one.id
      ? {
          ...registry,
          sku: 'Premium',
          connected: [
            { name: 'edge1', logging: { auditLogStatus: 'Enabled', logLevel: 'Information' } },
            { name: 'edge2' },
          ],
          tasks: [
            { name: 'build', logTemplate: 'logs:{{.Run.ID}}' },
            { name: 'purge', status: 'Disabled' },
          ],
        }
      : registry.id === two.id
        ? { ...registry, sku: 'Standard', connected: [{ name: 'edge3' }], childAccess: 'full' }
        : registry.id === hidden.id
          ? { ...registry, childAccess: 'denied' }
          : registry,
  ),
  outside: { [OUTSIDE.denied]: 'denied', [OUTSIDE.invalid]: 'invalid', [OUTSIDE.otherTenant]: 'otherTenant' },
  destinations: [
    {
      kind: 'workspace',
      id: auditId('Microsoft.OperationalInsights/workspaces', 'short'),
      location: 'northeurope',
      retentionInDays: 30,
      sku: 'Free',
      tables: {
        ContainerRegistryLoginEvents: { retentionInDays: 60, totalRetentionInDays: 365 },
        Other: { access: 'denied' },
      },
    },
    { kind: 'workspace', id: auditId('Microsoft.OperationalInsights/workspaces', 'closed'), access: 'denied' },
    { kind: 'workspace', id: auditId('Microsoft.OperationalInsights/workspaces', 'gone'), access: 'missing' },
    {
      kind: 'storageAccount',
      id: auditId('Microsoft.Storage/storageAccounts', 'walled'),
      accountKind: 'BlockBlobStorage',
      sku: 'Premium_LRS',
      networkAcls: { defaultAction: 'Deny', bypass: 'None' },
      dnsEndpointType: 'AzureDnsZone',
      immutability: { days: 400, state: 'Locked' },
      lifecycle: { deleteAfterDays: 400 },
    },
    { kind: 'storageAccount', id: auditId('Microsoft.Storage/storageAccounts', 'secret'), lifecycle: 'denied' },
    {
      kind: 'eventHubNamespace',
      id: auditId('Microsoft.EventHub/namespaces', 'stream'),
      location: 'eastus2',
      sku: 'Premium',
      publicNetworkAccess: 'Disabled',
      rules: { Listener: { rights: ['Listen'] }, Gone: { rights: [], access: 'missing' } },
    },
    // Default ones can be taken away.
    {
      kind: 'partner',
      id: defaultId('Microsoft.Datadog/monitors', 'dd1', noSettings),
      access: 'missing',
    },
  ],
  dataCollectionRules: [
    { id: RULE, destinations: [{ name: 'central', workspaceId: workspace }] },
    { id: auditId('Microsoft.Insights/dataCollectionRules', 'machines'), kind: 'Linux', destinations: [] },
    { id: auditId('Microsoft.Insights/dataCollectionRules', 'closed'), access: 'denied', destinations: [] },
  ],
  associations: [
    { name: 'a', resource: one.id, rule: RULE, description: 'both' },
    { name: 'b', resource: one.id, endpoint: auditId('Microsoft.Insights/dataCollectionEndpoints', 'e') },
    { name: 'c', resource: hidden.id, rule: RULE },
    { name: 'd', resource: ungraphed.id, rule: RULE },
    { name: 'e', resource: virtualMachine, rule: auditId('Microsoft.Insights/dataCollectionRules', 'machines') },
  ],
  alertRules: [
    {
      id: auditId('Microsoft.Insights/scheduledQueryRules', 'new'),
      scopes: [workspace],
      query: 'ContainerRegistryLoginEvents | take 1',
      actionGroups: [actionGroup],
    },
    {
      id: auditId('Microsoft.Insights/scheduledQueryRules', 'old'),
      shape: '2018-04-16',
      enabled: false,
      scopes: [workspace],
      query: 'ContainerRegistryRepositoryEvents | take 1',
      actionGroups: [actionGroup],
    },
    {
      id: auditId('Microsoft.Insights/scheduledQueryRules', 'unseen'),
      access: 'denied',
      scopes: [],
      query: '',
      actionGroups: [],
    },
  ],
  activityLog: {
    subscriptions: {
      [open]: [{ name: 'export', categories: ['Administrative', 'Policy'], workspaceId: workspace }],
    },
    managementGroups: { 'mg-1': [{ name: 'all', group: 'allLogs', workspaceId: workspace }] },
  },
};

/** A server for the tenant without limits, and a function that asks it. */
export async function startAudited(): Promise<{ readonly arm: RunningArm; readonly get: Get }> {
  const arm = await startArm(audited, { buckets: ENDLESS_BUCKETS, pageSizes: { graph: 2 } });
  return { arm, get: await signedIn(arm) };
}
