import type { AlertRule } from './alert-rule.ts';
import type { Destination } from './destination.ts';
import { AUDIT, type Expected, GROUP, LOGIN, OLD, registry, table } from './kitchen-sink-parts.ts';
import { registryId, type Subscription, type Tenant } from './tenant.ts';

/** A tenant, and what each rule has to say of each of its targets, by the name of the target. */
export interface KitchenSink {
  readonly tenant: Tenant;
  readonly expected: Expected;
}

const ROOT = 'c0000000-0000-4000-8000-000000000000';
const ONE = 'c0000000-0000-4000-8000-000000000001';
const TWO = 'c0000000-0000-4000-8000-000000000002';

const subscription = (id: string, name: string): Subscription => {
  return { id, name, state: 'Enabled', managementGroup: 'sink', access: 'full' };
};

const BASE: Omit<Tenant, 'subscriptions' | 'registries'> = {
  id: ROOT,
  principal: {
    clientId: 'c0000000-0000-4000-8000-00000000000a',
    objectId: 'c0000000-0000-4000-8000-00000000000b',
    clientSecret: 'not-a-secret-of-the-sink',
  },
  managementGroups: [
    { name: ROOT, displayName: 'Tenant Root Group', parent: null },
    { name: 'sink', displayName: 'Sink', parent: ROOT },
  ],
  graph: 'allowed',
};

function idIn(id: string, type: string, name: string): string {
  return `/subscriptions/${id}/resourceGroups/logs/providers/${type}/${name}`;
}

const workspace = (name: string): string => idIn(ONE, 'Microsoft.OperationalInsights/workspaces', name);
const account = (name: string): string => idIn(ONE, 'Microsoft.Storage/storageAccounts', name);

const alert = (enabled: boolean): AlertRule => ({
  id: idIn(ONE, 'microsoft.insights/scheduledQueryRules', 'deleted-images'),
  scopes: [workspace('central')],
  query: 'ContainerRegistryRepositoryEvents | where OperationName contains "Delete"',
  actionGroups: [idIn(ONE, 'microsoft.insights/actionGroups', 'people')],
  enabled,
});

const WALLED: Destination = {
  kind: 'storageAccount',
  id: account('walled'),
  networkAcls: { defaultAction: 'Deny', bypass: 'None' },
};
const SHORT: Destination = {
  kind: 'workspace',
  id: workspace('short'),
  location: 'northeurope',
  retentionInDays: 30,
  tables: {},
};

/** Every rule fails somewhere in the first, and passes everywhere in the second. */
export const KITCHEN_SINK: Readonly<Record<'fails' | 'passes', KitchenSink>> = {
  fails: {
    tenant: {
      ...BASE,
      subscriptions: [subscription(ONE, 'unexported')],
      registries: [
        registry(
          ONE,
          'unlogged',
          {},
          {
            retentionPolicy: 'enabled',
            connected: [{ name: 'silent', logging: { auditLogStatus: 'Disabled' } }],
            tasks: [{ name: 'build' }],
          },
        ),
        // From a time when Azure took days, and both kinds of entries in one setting.
        registry(ONE, 'refused', { old: [{ workspaceId: workspace('central') }, { logs: [OLD, LOGIN] }] }),
        registry(ONE, 'lost', { lost: [{ workspaceId: workspace('deleted') }, { logs: [AUDIT] }] }),
        registry(ONE, 'walled', { walled: [{ storageAccountId: WALLED.id }, { logs: [AUDIT], metrics: false }] }),
        registry(ONE, 'short', { far: [{ workspaceId: SHORT.id }, { logs: [AUDIT] }] }),
        registry(ONE, 'twice', {
          first: [{ workspaceId: workspace('central') }, { logs: [AUDIT] }],
          second: [{ workspaceId: workspace('other') }, { logs: [AUDIT] }],
        }),
      ],
      destinations: [WALLED, SHORT, { kind: 'workspace', id: workspace('other') }],
      alertRules: [alert(false)],
      activityLog: {
        subscriptions: { [ONE]: [{ name: 'policy', categories: ['Policy'], workspaceId: workspace('central') }] },
      },
    },
    expected: {
      ...table(['unlogged', 'refused', 'lost', 'walled', 'short', 'twice'], {
        'Azure.ACR.Logs': 'fail pass pass pass pass pass',
        'Azure.ACR.LogsValid': '- fail pass pass pass pass',
        'Azure.ACR.LogsDestination': '- pass fail fail pass pass',
        'Azure.ACR.LogsDuplicate': 'pass pass pass pass pass fail',
        'Azure.ACR.LogsRegion': '- pass pass - fail pass',
        'Azure.ACR.LogsArchive': '- fail fail pass fail fail',
        'Azure.ACR.LogsRetention': '- pass fail - fail pass',
        'Azure.ACR.LogsAlert': '- fail fail - fail fail',
        'Azure.ACR.Metrics': 'fail pass pass fail pass pass',
        'Azure.ACR.PurgeEvents': 'fail - - - - -',
      }),
      'Azure.ACR.ConnectedRegistryLogs': { 'unlogged/silent': 'fail' },
      'Azure.ACR.TaskLogs': { 'unlogged/build': 'fail' },
      'Azure.Subscription.ActivityLog': { unexported: 'fail' },
    },
  },
  passes: {
    tenant: {
      ...BASE,
      subscriptions: [subscription(ONE, 'exported'), subscription(TWO, 'exportedAbove')],
      registries: [
        registry(
          ONE,
          'bySetting',
          {
            everything: [
              { workspaceId: workspace('central'), storageAccountId: account('auditlogs') },
              { logs: [AUDIT] },
            ],
          },
          {
            retentionPolicy: 'enabled',
            connected: [{ name: 'audited', logging: { auditLogStatus: 'Enabled', logLevel: 'Information' } }],
            tasks: [{ name: 'build', logTemplate: 'logs/build:{{.Run.ID}}' }],
          },
        ),
        registry(
          TWO,
          'byRule',
          { metrics: [{ workspaceId: workspace('central') }, { logs: [] }] },
          { retentionPolicy: 'enabled' },
        ),
      ],
      dataCollectionRules: [
        {
          id: idIn(TWO, 'Microsoft.Insights/dataCollectionRules', 'search'),
          destinations: [{ name: 'central', workspaceId: workspace('central') }],
        },
        {
          id: idIn(TWO, 'Microsoft.Insights/dataCollectionRules', 'keep'),
          destinations: [{ name: 'archive', storageAccountId: account('auditlogs') }],
        },
      ],
      associations: ['search', 'keep'].map((name) => ({
        name,
        resource: registryId(TWO, GROUP, 'byRule'),
        rule: idIn(TWO, 'Microsoft.Insights/dataCollectionRules', name),
      })),
      alertRules: [alert(true)],
      activityLog: {
        subscriptions: {
          [ONE]: [{ name: 'export', categories: ['Administrative'], workspaceId: workspace('central') }],
        },
        managementGroups: {
          sink: [{ name: 'export', categories: ['Administrative'], workspaceId: workspace('central') }],
        },
      },
    },
    expected: {
      ...table(['bySetting', 'byRule'], {
        'Azure.ACR.Logs': 'pass pass',
        'Azure.ACR.LogsValid': 'pass pass',
        'Azure.ACR.LogsDestination': 'pass pass',
        'Azure.ACR.LogsDuplicate': 'pass pass',
        'Azure.ACR.LogsRegion': 'pass pass',
        'Azure.ACR.LogsArchive': 'pass pass',
        'Azure.ACR.LogsRetention': 'pass pass',
        'Azure.ACR.LogsAlert': 'pass pass',
        'Azure.ACR.Metrics': 'pass pass',
        'Azure.ACR.PurgeEvents': 'pass pass',
      }),
      'Azure.ACR.ConnectedRegistryLogs': { 'bySetting/audited': 'pass' },
      'Azure.ACR.TaskLogs': { 'bySetting/build': 'pass' },
      'Azure.Subscription.ActivityLog': { exported: 'pass', exportedAbove: 'pass' },
    },
  },
};
