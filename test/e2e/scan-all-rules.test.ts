import { afterEach, expect, test, vi } from 'vitest';
import { rules } from '../../rules/index.ts';
import type { RouteKind } from '../arm/arm.ts';
import { generateTenant, type TenantPlan } from '../arm/generate-tenant.ts';
import { KITCHEN_SINK } from '../arm/kitchen-sink.ts';
import { AUDIT, registry } from '../arm/kitchen-sink-parts.ts';
import { leastRequests } from '../arm/least-requests.ts';
import { type RunningArm, startArm } from '../arm/start.ts';
import type { Tenant } from '../arm/tenant.ts';
import { createVirtualClock } from '../arm/virtual-clock.ts';
import { type Scanned, scanVirtually } from '../support/scan.ts';

const RULES = rules.map(({ name }) => name);

afterEach(() => {
  vi.unstubAllEnvs();
});

/** Scans a tenant with all rules; what was asked for by kind. */
async function scanWithAll(tenant: Tenant): Promise<{ readonly scanned: Scanned; readonly log: RunningArm['log'] }> {
  const arm = await startArm(tenant, { clock: createVirtualClock() });
  try {
    return { scanned: await scanVirtually(arm, { rules: RULES }), log: arm.log };
  } finally {
    await arm.stop();
  }
}

/** Outcomes by rule and name of the target. */
function outcomesOf({ text }: Scanned): Record<string, Record<string, string>> {
  const { results } = JSON.parse(text) as {
    results: { rule: string; target: { name: string }; outcome: string }[];
  };
  const found: Record<string, Record<string, string>> = {};
  for (const { rule, target, outcome } of results) found[rule] = { ...found[rule], [target.name]: outcome };
  return found;
}

test.each([
  ['every rule fails somewhere', KITCHEN_SINK.fails],
  ['every rule passes everywhere', KITCHEN_SINK.passes],
] as const)('a scan finds in a tenant what is wrong: %s', async (_, { tenant, expected }) => {
  const { scanned } = await scanWithAll(tenant);
  expect(outcomesOf(scanned)).toEqual(expected);
});

const HEALTHY = { subscriptionAccess: { full: 1 }, registryAccess: { full: 1 } } as const;

test.each<[string, TenantPlan, Partial<Record<RouteKind, number>>?]>([
  ['registries alone', { subscriptions: 3, registries: 40, seed: 2, ...HEALTHY }],
  ['one subscription', { subscriptions: 1, registries: 3, seed: 3, ...HEALTHY }],
  [
    'something of everything',
    {
      subscriptions: 4,
      registries: 60,
      seed: 4,
      managementGroups: 4,
      ...HEALTHY,
      audit: {
        associations: { none: 2, both: 1, loginOnly: 1, machines: 1, endpoint: 1, missingRule: 1, deniedRule: 1 },
        alertRules: { none: 1, new: 1, old: 1 },
        connected: { none: 1, audited: 1, silent: 1 },
        tasks: { none: 1, both: 1 },
        activityLog: { none: 1, administrative: 1, nowhere: 1 },
        groupActivityLog: { none: 1, administrative: 1, denied: 1 },
        destinations: { healthy: 2, weak: 1, denied: 1, missing: 1 },
        tables: { inherit: 1, absent: 1, denied: 1 },
        lifecycle: { none: 1, early: 1, denied: 1 },
      },
    },
  ],
  [
    'subscriptions and registries that are refused',
    {
      subscriptions: 8,
      registries: 60,
      seed: 5,
      subscriptionAccess: { full: 3, noSettings: 1, noGraph: 1, noRegistries: 1, invisible: 1 },
      registryAccess: { full: 4, denied: 1, deleted: 1 },
      audit: { associations: { none: 1, both: 1 }, activityLog: { none: 1, administrative: 1 } },
    },
  ],
  [
    'no Resource Graph, which is asked for management groups all the same',
    { subscriptions: 3, registries: 20, seed: 6, graph: 'denied', ...HEALTHY },
    { graph: 1 },
  ],
])('a scan with all rules asks for no more than it has to: %s', async (_, plan, more = {}) => {
  const tenant = generateTenant(plan);
  const { log } = await scanWithAll(tenant);
  const { total, ...least } = leastRequests(tenant);
  const kinds = Object.keys({ ...least, ...more }) as RouteKind[];
  const wanted = kinds.map((kind): [RouteKind, number] => [kind, (least[kind] ?? 0) + (more[kind] ?? 0)]);
  expect(kinds.map((kind) => [kind, log.count(kind)])).toEqual(wanted);
  expect(log.count()).toBe(total + Object.values(more).reduce((sum, count) => sum + count, 0));
});

test('workspaces of another tenant are refused to a valid sign-in, which ends nothing', async () => {
  const outside = '0a000000-0000-4000-8000-000000000003';
  const { tenant } = KITCHEN_SINK.passes;
  const subscription = tenant.subscriptions[0]?.id ?? '';
  const workspaceId = (name: string): string =>
    `/subscriptions/${outside}/resourceGroups/logs/providers/Microsoft.OperationalInsights/workspaces/${name}`;
  const registries = Array.from({ length: 60 }, (_, i) =>
    registry(subscription, `away${i}`, { to: [{ workspaceId: workspaceId(`away${i}`) }, { logs: [AUDIT] }] }),
  );
  const { scanned, log } = await scanWithAll({ ...tenant, registries, outside: { [outside]: 'otherTenant' } });
  const codes = scanned.records.flatMap((record) =>
    record.kind === 'resource' && record.result.status === 'failed' ? [record.result.problem.code] : [],
  );
  expect(codes).toEqual(Array(60).fill('InvalidAuthenticationTokenTenant'));
  const { 'Azure.ACR.LogsDestination': outcomes = {} } = outcomesOf(scanned);
  expect(new Set(Object.values(outcomes))).toEqual(new Set(['unknown']));
  expect([log.count('workspace'), log.countStatus(401)]).toEqual([60, 60]);
});
