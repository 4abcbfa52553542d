import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Arrivals } from '../arm/arrivals.ts';
import { ARRIVAL_KINDS, faultPlanArbitrary, recoverablePlanArbitrary } from '../arm/fault-arbitrary.ts';
import type { FaultRule } from '../arm/faults.ts';
import { startArm } from '../arm/start.ts';
import type { Tenant } from '../arm/tenant.ts';
import { auditedTenantArbitrary } from '../arm/tenant-arbitrary.ts';
import { createVirtualClock } from '../arm/virtual-clock.ts';
import { type OtherHost, type Scanned, scanVirtually, startOtherHost } from '../support/scan.ts';

/** More of them by `SCAN_PROPERTY_RUNS`. */
const RUNS = Number(process.env.SCAN_PROPERTY_RUNS ?? 25);
const RULE = 'Azure.ACR.LogsArrive';

afterEach(() => {
  vi.unstubAllEnvs();
});

const few = fc.constantFrom(0, 1, 7);
const arrivals: fc.Arbitrary<Arrivals> = fc.record(
  {
    logins: few,
    repository: few,
    pulls: few,
    pushes: few,
    changed: fc.constantFrom(1, 89, 90, 91, 110, 111, 1439, 2000),
    changeFailed: fc.boolean(),
    metricsAccess: fc.constantFrom('full' as const, 'full' as const, 'denied' as const),
  },
  { requiredKeys: [] },
);

const tenants: fc.Arbitrary<Tenant> = auditedTenantArbitrary({ subscriptions: 3, registries: 12 }).chain((tenant) =>
  fc.array(arrivals, { minLength: tenant.registries.length, maxLength: tenant.registries.length }).map((all) => ({
    ...tenant,
    registries: tenant.registries.map((registry, i) => ({ ...registry, arrivals: all[i] ?? {} })),
  })),
);

async function verified(tenant: Tenant, faults: readonly FaultRule[]): Promise<Scanned> {
  const arm = await startArm(tenant, { clock: createVirtualClock(), faults });
  try {
    const scanned = await scanVirtually(arm, { rules: [RULE], arrivedSince: 24 * 60 });
    arm.log.assertReadOnly();
    return scanned;
  } finally {
    await arm.stop();
  }
}

/** Outcomes by id of the registry. */
function outcomesOf({ text }: Scanned): ReadonlyMap<string, string> {
  const { results } = JSON.parse(text) as { results: { target: { id: string }; outcome: string }[] };
  return new Map(results.map(({ target, outcome }) => [target.id.toLowerCase(), outcome]));
}

/** What a 404 says of a resource is true as far as anyone can see. */
function withoutNotFound(rules: readonly FaultRule[]): readonly FaultRule[] {
  return rules.filter(({ fault }) => fault.type !== 'status' || fault.status !== 404);
}

describe('a verification of any tenant', () => {
  test('with faults that pass says what it says without', { timeout: 600_000 }, async () => {
    const property = fc.asyncProperty(tenants, recoverablePlanArbitrary(ARRIVAL_KINDS), async (tenant, { rules }) => {
      expect(outcomesOf(await verified(tenant, rules))).toEqual(outcomesOf(await verified(tenant, [])));
    });
    await fc.assert(property, { numRuns: RUNS });
  });

  test('with any faults loses no registry that was listed, and is certain of nothing new', {
    timeout: 600_000,
  }, async () => {
    const other: OtherHost = await startOtherHost();
    const cases = tenants.chain((tenant) =>
      fc.tuple(fc.constant(tenant), faultPlanArbitrary(tenant, `${other.endpoint}/x`, ARRIVAL_KINDS)),
    );
    const property = fc.asyncProperty(cases, async ([tenant, { rules }]) => {
      const right = outcomesOf(await verified(tenant, []));
      const scanned = await verified(tenant, withoutNotFound(rules));
      for (const [id, outcome] of outcomesOf(scanned))
        if (outcome !== 'unknown') expect([id, outcome]).toEqual([id, right.get(id) ?? 'notApplicable']);
      const registries = scanned.records.flatMap((one) => (one.kind === 'registry' ? [one.id.toLowerCase()] : []));
      const listed = scanned.summary.targets['Microsoft.ContainerRegistry/registries']?.listed ?? 0;
      expect([new Set(registries).size, registries.length]).toEqual([registries.length, listed]);
      expect(registries.filter((id) => !tenant.registries.some((one) => one.id.toLowerCase() === id))).toEqual([]);
      expect(scanned.text).not.toContain(tenant.principal.clientSecret);
    });
    await fc.assert(property, { numRuns: RUNS });
    expect(other.requests).toEqual([]);
    await other.stop();
  });

  test('asks each workspace twice at most, for the activity of a registry once at most, and for changes once in each resource group', {
    timeout: 600_000,
  }, async () => {
    const property = fc.asyncProperty(tenants, async (tenant) => {
      const arm = await startArm(tenant, { clock: createVirtualClock() });
      try {
        await scanVirtually(arm, { rules: [RULE], arrivedSince: 24 * 60 });
        const pathsOf = (kind: string): readonly string[] =>
          arm.log.records.filter((one) => one.kind === kind).map(({ path }) => path.toLowerCase());
        expect(pathsOf('metrics')).toHaveLength(new Set(pathsOf('metrics')).size);
        // Once more where no row came from a table.
        expect(pathsOf('logQuery').length).toBeLessThanOrEqual(2 * new Set(pathsOf('logQuery')).size);
        const groups = new Set(tenant.registries.map(({ id }) => id.toLowerCase().split('/').slice(0, 5).join('/')));
        expect(pathsOf('activityEvents').length).toBeLessThanOrEqual(groups.size);
      } finally {
        await arm.stop();
      }
    });
    await fc.assert(property, { numRuns: RUNS });
  });
});
