import { describe, expect, test } from 'vitest';
import { generateTenant, type TenantPlan } from './generate-tenant.ts';
import { KITCHEN_SINK } from './kitchen-sink.ts';
import { leastRequests, type RequestCounts } from './least-requests.ts';
import type { Tenant } from './tenant.ts';

/** Counts that are not 0. */
function counted(tenant: Tenant, pageSizes?: Parameters<typeof leastRequests>[1]): Partial<RequestCounts> {
  return Object.fromEntries(Object.entries(leastRequests(tenant, pageSizes)).filter(([, count]) => count > 0));
}

describe('the least possible number of requests', () => {
  test('where a rule fails everywhere: what is there of a workspace that is not, nobody has to ask', () => {
    expect(counted(KITCHEN_SINK.fails.tenant)).toEqual({
      subscriptions: 1,
      graph: 4,
      settings: 6,
      tasks: 6,
      connectedRegistries: 6,
      workspace: 4,
      table: 6,
      storageAccount: 1,
      lifecyclePolicy: 1,
      activityLog: 1,
      groupActivityLog: 2,
      total: 38,
    });
  });

  test('where two data collection rules collect, and one subscription exports on its own', () => {
    expect(counted(KITCHEN_SINK.passes.tenant)).toEqual({
      subscriptions: 1,
      graph: 4,
      settings: 2,
      tasks: 2,
      connectedRegistries: 2,
      dataCollectionRule: 2,
      workspace: 1,
      table: 2,
      storageAccount: 1,
      lifecyclePolicy: 1,
      activityLog: 2,
      groupActivityLog: 2,
      total: 22,
    });
  });

  const plan: TenantPlan = { subscriptions: 2, registries: 4, seed: 1, settings: { none: 1 }, managementGroups: 1 };

  test.each<[string, Partial<TenantPlan>, Parameters<typeof leastRequests>[1], Partial<RequestCounts>]>([
    ['of nothing', { subscriptions: 0, registries: 0 }, {}, { subscriptions: 1, total: 1 }],
    [
      'of registries without settings',
      {},
      {},
      { graph: 4, settings: 4, tasks: 4, activityLog: 2, groupActivityLog: 1 },
    ],
    ['page by page', {}, { subscriptions: 1, graph: 1 }, { subscriptions: 2, graph: 4 + 1 + 1 + 2 }],
    [
      'of empty subscriptions, which Resource Graph cannot tell from refused ones',
      { registries: 0 },
      {},
      { graph: 2, registries: 2 },
    ],
    [
      'where Resource Graph has no rows',
      { subscriptionAccess: { noGraph: 1 } },
      { registries: 1 },
      { graph: 2, registries: 4, associations: 4, alertRules: 2, activityLog: 2, groupActivityLog: 0 },
    ],
    [
      'where Resource Graph is refused',
      { graph: 'denied' },
      {},
      { graph: 1, registries: 2, associations: 4, alertRules: 2, activityLog: 2, groupActivityLog: 0 },
    ],
    [
      'of deleted registries, which are looked at once more',
      { registryAccess: { deleted: 1 } },
      {},
      { settings: 4, registry: 4, tasks: 0 },
    ],
    [
      'of subscriptions whose settings are refused',
      { subscriptionAccess: { noSettings: 1 } },
      {},
      { graph: 3, settings: 4, tasks: 4, activityLog: 2, groupActivityLog: 0 },
    ],
    ['of subscriptions nobody sees', { subscriptionAccess: { invisible: 1 } }, {}, { subscriptions: 1, total: 1 }],
    [
      'of subscriptions that export on their own',
      { audit: { activityLog: { administrative: 1 } } },
      {},
      { graph: 3, activityLog: 2, groupActivityLog: 0 },
    ],
    [
      'of rules that may not be read',
      { audit: { associations: { deniedRule: 1 } } },
      {},
      { dataCollectionRule: 2, workspace: 0, table: 0 },
    ],
    [
      'of rules that collect, of one for each subscription',
      { audit: { associations: { both: 1 } } },
      {},
      { dataCollectionRule: 2, workspace: 2, table: 4 },
    ],
  ])('%s', (_, changes, pageSizes, expected) => {
    expect(leastRequests(generateTenant({ ...plan, ...changes }), pageSizes)).toMatchObject(expected);
  });

  test('counts each of ten thousand registries once', () => {
    const { total, settings } = leastRequests(generateTenant({ subscriptions: 50, registries: 10_000 }));
    expect(settings).toBe(10_000);
    expect(total).toBeGreaterThan(20_000);
  });
});
