import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { SubscriptionRecord } from '../../src/sources/azure/decode/scan-record.ts';
import { readsRegistries } from '../arm/access.ts';
import { expectedOfRegistry, expectedOfSubscription } from '../arm/expected.ts';
import { type FaultPlan, faultPlanArbitrary, recoverablePlanArbitrary } from '../arm/fault-arbitrary.ts';
import { expectedOutcome } from '../arm/setting-presets.ts';
import { type RunningArm, startArm } from '../arm/start.ts';
import type { Tenant } from '../arm/tenant.ts';
import { tenantArbitrary } from '../arm/tenant-arbitrary.ts';
import { createVirtualClock } from '../arm/virtual-clock.ts';
import { acraudit, folderOf, registryCounts } from '../support/cli.ts';
import { type OtherHost, type Scanned, scanVirtually, startOtherHost } from '../support/scan.ts';

/** More of them by `SCAN_PROPERTY_RUNS`. */
const RUNS = Number(process.env.SCAN_PROPERTY_RUNS ?? 40);
const HOUR = 3_600_000;

afterEach(() => {
  vi.unstubAllEnvs();
});

interface Run {
  readonly discovery: 'graph' | 'arm';
  readonly concurrency: number;
  readonly batch: boolean;
  readonly latency: number;
  readonly pageSizes: { readonly subscriptions: number; readonly registries: number; readonly graph: number };
  readonly managementGroup: boolean;
  /** The request at which Ctrl-C is pressed. */
  readonly interruptAt: number | undefined;
}

const runs: fc.Arbitrary<Run> = fc.record({
  discovery: fc.constantFrom('graph', 'arm'),
  concurrency: fc.integer({ min: 1, max: 8 }),
  batch: fc.boolean(),
  latency: fc.constantFrom(0, 20, 3000),
  pageSizes: fc.record({
    subscriptions: fc.integer({ min: 1, max: 4 }),
    registries: fc.integer({ min: 1, max: 4 }),
    graph: fc.integer({ min: 1, max: 10 }),
  }),
  managementGroup: fc.boolean(),
  interruptAt: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined, freq: 3 }),
});

interface Done {
  readonly scanned: Scanned;
  readonly arm: RunningArm;
  readonly interrupted: boolean;
  readonly savedText: string;
}

const folder = folderOf({});

/** Scans, saves, and evaluates what was saved by the command itself. */
async function run(tenant: Tenant, { rules }: FaultPlan, how: Run): Promise<Done> {
  let requests = 0;
  let interrupted = false;
  let stop = (): void => undefined;
  const latency = (kind: string): number => {
    if (kind !== 'token' && kind !== 'discovery' && ++requests === how.interruptAt) {
      interrupted = true;
      stop();
    }
    return how.latency;
  };
  const arm = await startArm(tenant, { clock: createVirtualClock(), faults: rules, latency, pageSizes: how.pageSizes });
  const save = join(folder, 'scan.json');
  try {
    const scope = how.managementGroup ? { managementGroup: tenant.id } : {};
    const onInterrupt = (given: () => void): void => {
      stop = given;
    };
    const scanned = await scanVirtually(arm, { ...how, scope, save, cwd: folder, onInterrupt });
    const from = ['--from', 'scan.json', '-f', 'json', '--rule', 'Azure.ACR.Logs', '--fail-on', 'never'];
    const saved = await acraudit(folder, 'scan', ...from);
    expect(saved.err).toBe('');
    expect(saved.code).toBe(scanned.code);
    return { scanned, arm, interrupted, savedText: saved.out };
  } finally {
    await arm.stop();
    for (const name of ['scan.json', 'scan.json.partial']) rmSync(join(folder, name), { force: true });
  }
}

/** What holds whatever goes wrong. */
function expectConsistentCounts(
  { scanned, arm, savedText, interrupted }: Done,
  tenant: Tenant,
  how: Run,
  faults: FaultPlan,
): void {
  const { summary, records, results } = scanned;
  const { listed, evaluated, unknown, deleted, notDeployed } = registryCounts(summary);
  expect(evaluated + unknown + deleted).toBe(listed);
  expect(notDeployed).toBe(0);
  expect(summary.pass + summary.fail + summary.unknown).toBe(listed - deleted);
  expect(savedText).toBe(scanned.text);

  const subscriptions = new Map(
    records.flatMap((record) => (record.kind === 'subscription' ? [[record.id, record]] : [])),
  );
  const registries = new Map(
    records.flatMap((record) => (record.kind === 'registry' ? [[record.id.toLowerCase(), record]] : [])),
  );
  expect(registries.size).toBe(listed);
  const hasProblem = records.some(({ kind }) => kind === 'problem');
  for (const subscription of tenant.subscriptions) {
    const record = subscriptions.get(subscription.id);
    const isAsked = subscription.access !== 'invisible' || how.managementGroup;
    if (record === undefined) {
      expect(hasProblem || !isAsked).toBe(true);
      continue;
    }
    const here = tenant.registries.filter((one) => one.subscription === subscription.id);
    const found = here.filter(({ id }) => registries.has(id.toLowerCase()));
    expect(found.length).toBe(record.state === 'read' ? here.length : 0);
    if (record.state === 'empty') expect(here).toEqual([]);
    if (!readsRegistries(subscription)) expect(record.state).toBe('inaccessible');
  }
  const inaccessible = [...subscriptions.values()].filter(({ state }) => state === 'inaccessible').length;
  expect(summary.inputs).toEqual({ read: subscriptions.size - inaccessible, unreadable: inaccessible, skipped: 0 });

  const mayVanish = faults.rules.some(({ fault }) => fault.type === 'status' && fault.status === 404);
  for (const { target, outcome, dependsOn } of results) {
    const registry = tenant.registries.find(({ id }) => id.toLowerCase() === target.id.toLowerCase());
    if (registry === undefined) throw new Error(`an invented registry: ${target.id}`);
    if (outcome !== 'unknown') expect([target.id, outcome]).toEqual([target.id, expectedOutcome(registry)]);
    else for (const { kind } of dependsOn) expect(['permission', 'throttled', 'limit']).toContain(kind);
  }
  for (const { id, settings } of registries.values()) {
    const registry = tenant.registries.find((one) => one.id.toLowerCase() === id.toLowerCase());
    if (settings.status === 'deleted') expect(mayVanish || registry?.access === 'deleted').toBe(true);
  }
  const unread = unknown > 0 || inaccessible > 0 || hasProblem || interrupted;
  expect(scanned.code).toBe(unread ? 3 : 0);

  expect(scanned.took).toBeLessThan(6 * HOUR);
  expect(arm.log.count()).toBeLessThan(60 + 20 * (tenant.subscriptions.length + tenant.registries.length));
  arm.log.assertReadOnly();
}

/** What holds besides when everything that goes wrong passes. */
function mustBeCertain({ scanned }: Done, tenant: Tenant, how: Run): void {
  const outcomes = new Map(scanned.results.map(({ target, outcome }) => [target.id.toLowerCase(), outcome]));
  const deleted = new Set(
    scanned.records.flatMap((one) =>
      one.kind === 'registry' && one.settings.status === 'deleted' ? [one.id.toLowerCase()] : [],
    ),
  );
  for (const registry of tenant.registries) {
    const id = registry.id.toLowerCase();
    expect([id, outcomes.get(id) ?? (deleted.has(id) ? 'deleted' : 'unlisted')]).toEqual([
      id,
      expectedOfRegistry(tenant, registry),
    ]);
  }
  const asked = tenant.subscriptions.filter(({ access }) => access !== 'invisible' || how.managementGroup);
  const states = scanned.records.filter((one): one is SubscriptionRecord => one.kind === 'subscription');
  const expected = asked.map((one) => [one.id, expectedOfSubscription(tenant, one)]);
  expect(Object.fromEntries(states.map(({ id, state }) => [id, state]))).toEqual(Object.fromEntries(expected));
}

const tenants = tenantArbitrary();

describe('a scan of any tenant', () => {
  test('with faults that pass: every verdict is there and right', { timeout: 600_000 }, async () => {
    const property = fc.asyncProperty(tenants, recoverablePlanArbitrary(), runs, async (tenant, faults, how) => {
      const undisturbed = { ...how, interruptAt: undefined };
      const done = await run(tenant, faults, undisturbed);
      expectConsistentCounts(done, tenant, undisturbed, faults);
      mustBeCertain(done, tenant, undisturbed);
    });
    await fc.assert(property, { numRuns: RUNS });
  });

  test('with any faults, interrupted or not: nothing lost, nothing invented, and it ends', {
    timeout: 600_000,
  }, async () => {
    const other: OtherHost = await startOtherHost();
    const url = `${other.endpoint}/x`;
    const cases = tenants.chain((tenant) => fc.tuple(fc.constant(tenant), faultPlanArbitrary(tenant, url), runs));
    const property = fc.asyncProperty(cases, async ([tenant, faults, how]) => {
      expectConsistentCounts(await run(tenant, faults, how), tenant, how, faults);
    });
    await fc.assert(property, { numRuns: RUNS });
    expect(other.requests).toEqual([]);
    await other.stop();
  });
});
