import type { AlertRule } from './alert-rule.ts';
import type { Destination } from './destination.ts';
import type { RawEntry, RawSetting, RawSettingProperties } from './setting-presets.ts';
import { registryId, type Subscription, type Tenant, type TenantRegistry } from './tenant.ts';

type Outcome = 'pass' | 'fail' | 'notApplicable';

/** A tenant, and what each rule has to say of each of its targets, by the name of the target. */
export interface KitchenSink {
  readonly tenant: Tenant;
  readonly expected: Readonly<Record<string, Readonly<Record<string, Outcome>>>>;
}

const ROOT = 'c0000000-0000-4000-8000-000000000000';
const ONE = 'c0000000-0000-4000-8000-000000000001';
const TWO = 'c0000000-0000-4000-8000-000000000002';
const GROUP = 'rg-Sink';

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

type Sinks = Partial<Pick<RawSettingProperties, 'workspaceId' | 'storageAccountId'>>;

interface SettingParts {
  readonly logs: readonly RawEntry[];
  readonly metrics?: boolean;
}

const AUDIT: RawEntry = {
  category: null,
  categoryGroup: 'audit',
  enabled: true,
  retentionPolicy: { enabled: false, days: 0 },
};

const OLD: RawEntry = { ...AUDIT, retentionPolicy: { enabled: true, days: 30 } };
const LOGIN: RawEntry = { ...AUDIT, category: 'ContainerRegistryLoginEvents', categoryGroup: null, enabled: false };

function setting(registry: string, name: string, sinks: Sinks, { logs, metrics = true }: SettingParts): RawSetting {
  const retentionPolicy = { enabled: false, days: 0 };
  return {
    id: `${registry.toLowerCase()}/providers/microsoft.insights/diagnosticSettings/${name}`,
    type: 'Microsoft.Insights/diagnosticSettings',
    name,
    location: null,
    kind: null,
    tags: null,
    identity: null,
    properties: {
      storageAccountId: null,
      serviceBusRuleId: null,
      workspaceId: null,
      eventHubAuthorizationRuleId: null,
      eventHubName: null,
      ...sinks,
      metrics: metrics ? [{ category: 'AllMetrics', enabled: true, retentionPolicy }] : [],
      logs,
      logAnalyticsDestinationType: null,
    },
  };
}

/** A Premium registry in `westeurope` with these settings, by name, and nothing else. */
function registry(
  id: string,
  name: string,
  settings: Readonly<Record<string, readonly [Sinks, SettingParts]>>,
  rest: Partial<TenantRegistry> = {},
): TenantRegistry {
  const own = registryId(id, GROUP, name);
  return {
    id: own,
    name,
    subscription: id,
    resourceGroup: GROUP,
    location: 'westeurope',
    sku: 'Premium',
    access: 'full',
    preset: 'none',
    seed: 1,
    retentionPolicy: 'disabled',
    settings: Object.entries(settings).map(([key, [sinks, parts]]) => setting(own, key, sinks, parts)),
    ...rest,
  };
}

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
      'Azure.ACR.Logs': {
        unlogged: 'fail',
        refused: 'pass',
        lost: 'pass',
        walled: 'pass',
        short: 'pass',
        twice: 'pass',
      },
      'Azure.ACR.LogsValid': {
        unlogged: 'notApplicable',
        refused: 'fail',
        lost: 'pass',
        walled: 'pass',
        short: 'pass',
        twice: 'pass',
      },
      'Azure.ACR.LogsDestination': {
        unlogged: 'notApplicable',
        refused: 'pass',
        lost: 'fail',
        walled: 'fail',
        short: 'pass',
        twice: 'pass',
      },
      'Azure.ACR.LogsDuplicate': {
        unlogged: 'pass',
        refused: 'pass',
        lost: 'pass',
        walled: 'pass',
        short: 'pass',
        twice: 'fail',
      },
      'Azure.ACR.LogsRegion': {
        unlogged: 'notApplicable',
        refused: 'pass',
        lost: 'pass',
        walled: 'notApplicable',
        short: 'fail',
        twice: 'pass',
      },
      'Azure.ACR.LogsArchive': {
        unlogged: 'notApplicable',
        refused: 'fail',
        lost: 'fail',
        walled: 'pass',
        short: 'fail',
        twice: 'fail',
      },
      'Azure.ACR.LogsRetention': {
        unlogged: 'notApplicable',
        refused: 'pass',
        lost: 'fail',
        walled: 'notApplicable',
        short: 'fail',
        twice: 'pass',
      },
      'Azure.ACR.LogsAlert': {
        unlogged: 'notApplicable',
        refused: 'fail',
        lost: 'fail',
        walled: 'notApplicable',
        short: 'fail',
        twice: 'fail',
      },
      'Azure.ACR.Metrics': {
        unlogged: 'fail',
        refused: 'pass',
        lost: 'pass',
        walled: 'fail',
        short: 'pass',
        twice: 'pass',
      },
      'Azure.ACR.PurgeEvents': {
        unlogged: 'fail',
        refused: 'notApplicable',
        lost: 'notApplicable',
        walled: 'notApplicable',
        short: 'notApplicable',
        twice: 'notApplicable',
      },
      'Azure.ACR.ConnectedRegistryLogs': { silent: 'fail' },
      'Azure.ACR.TaskLogs': { build: 'fail' },
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
      ...Object.fromEntries(
        [
          'Logs',
          'LogsValid',
          'LogsDestination',
          'LogsDuplicate',
          'LogsRegion',
          'LogsArchive',
          'LogsRetention',
          'LogsAlert',
          'Metrics',
          'PurgeEvents',
        ].map((name) => [`Azure.ACR.${name}`, { bySetting: 'pass', byRule: 'pass' }] as const),
      ),
      'Azure.ACR.ConnectedRegistryLogs': { audited: 'pass' },
      'Azure.ACR.TaskLogs': { build: 'pass' },
      'Azure.Subscription.ActivityLog': { exported: 'pass', exportedAbove: 'pass' },
    },
  },
};
