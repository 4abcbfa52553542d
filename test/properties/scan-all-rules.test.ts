import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { rules } from '../../rules/index.ts';
import { AUDIT_KINDS, type FaultPlan, faultPlanArbitrary, recoverablePlanArbitrary } from '../arm/fault-arbitrary.ts';
import type { FaultRule } from '../arm/faults.ts';
import { startArm } from '../arm/start.ts';
import type { Tenant } from '../arm/tenant.ts';
import { auditedTenantArbitrary } from '../arm/tenant-arbitrary.ts';
import { createVirtualClock } from '../arm/virtual-clock.ts';
import { type OtherHost, scanVirtually, startOtherHost } from '../support/scan.ts';

/** More of them by `SCAN_PROPERTY_RUNS`. */
const RUNS = Number(process.env.SCAN_PROPERTY_RUNS ?? 25);
const RULES = rules.map(({ name }) => name);

afterEach(() => {
  vi.unstubAllEnvs();
});

interface Run {
  readonly discovery: 'graph' | 'arm';
  readonly batch: boolean;
  readonly concurrency: number;
  readonly pageSizes: { readonly registries: number; readonly graph: number };
}

const runs: fc.Arbitrary<Run> = fc.record({
  discovery: fc.constantFrom('graph', 'graph', 'arm'),
  batch: fc.boolean(),
  concurrency: fc.integer({ min: 1, max: 8 }),
  pageSizes: fc.record({ registries: fc.integer({ min: 1, max: 4 }), graph: fc.integer({ min: 1, max: 10 }) }),
});

/** Outcomes by rule and id of the target. */
type Outcomes = ReadonlyMap<string, string>;

async function outcomesOf(tenant: Tenant, faults: readonly FaultRule[], how: Run): Promise<Outcomes> {
  const arm = await startArm(tenant, { clock: createVirtualClock(), faults, pageSizes: how.pageSizes });
  try {
    const { text } = await scanVirtually(arm, { ...how, rules: RULES });
    arm.log.assertReadOnly();
    const { results } = JSON.parse(text) as { results: { rule: string; target: { id: string }; outcome: string }[] };
    return new Map(results.map(({ rule, target, outcome }) => [`${rule} ${target.id.toLowerCase()}`, outcome]));
  } finally {
    await arm.stop();
  }
}

/** What a 404 says of a resource is true as far as anybody can see. */
function withoutNotFound({ rules: all }: FaultPlan): readonly FaultRule[] {
  return all.filter(({ fault }) => fault.type !== 'status' || fault.status !== 404);
}

const tenants = auditedTenantArbitrary({ subscriptions: 4, registries: 14 });

describe('a scan of any tenant with all rules', () => {
  test('with faults that pass has the outcomes that it has without', { timeout: 600_000 }, async () => {
    const property = fc.asyncProperty(
      tenants,
      recoverablePlanArbitrary(AUDIT_KINDS),
      runs,
      async (tenant, plan, how) => {
        expect(await outcomesOf(tenant, plan.rules, how)).toEqual(await outcomesOf(tenant, [], how));
      },
    );
    await fc.assert(property, { numRuns: RUNS });
  });

  test('with any faults is certain of nothing that it is not certain of without', { timeout: 600_000 }, async () => {
    const other: OtherHost = await startOtherHost();
    const url = `${other.endpoint}/x`;
    const cases = tenants.chain((tenant) =>
      fc.tuple(fc.constant(tenant), faultPlanArbitrary(tenant, url, AUDIT_KINDS), runs),
    );
    const property = fc.asyncProperty(cases, async ([tenant, plan, how]) => {
      const right = await outcomesOf(tenant, [], how);
      // A registry whose deletion could not be confirmed is still as it was listed: a rule may not be for it.
      for (const [key, outcome] of await outcomesOf(tenant, withoutNotFound(plan), how))
        if (outcome !== 'unknown') expect([key, outcome]).toEqual([key, right.get(key) ?? 'notApplicable']);
    });
    await fc.assert(property, { numRuns: RUNS });
    expect(other.requests).toEqual([]);
    await other.stop();
  });
});
