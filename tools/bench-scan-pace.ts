import { MAX_BATCH_REQUESTS } from '../src/model/azure/limits.ts';
import type { ScanRecord } from '../src/sources/azure/decode/scan-record.ts';
import { endpointsOf } from '../src/sources/azure/live/cloud-endpoints.ts';
import { scanLive } from '../src/sources/azure/live/scan-subscriptions.ts';
import { credentialFor } from '../src/sources/azure/live/sign-in.ts';
import { DOCUMENTED_BUCKETS } from '../test/arm/buckets.ts';
import { armEnvironment, startArm } from '../test/arm/start.ts';
import type { Tenant } from '../test/arm/tenant.ts';
import { createVirtualClock } from '../test/arm/virtual-clock.ts';
import { generatedTenant, type TenantSize } from './bench-scan-data.ts';

export interface ScanPlan extends TenantSize {
  /** Whether settings are read in batches, and what the server counts then. */
  readonly batch: 'none' | 'items' | 'once';
  /** Milliseconds. */
  readonly latency: number;
  readonly concurrency: number;
}

/** What a scan took. Times are in milliseconds. */
export interface ScanMeasurement {
  readonly requests: number;
  readonly throttled: number;
  readonly wall: number;
  /** The minimum of requests for any scan. */
  readonly least: { readonly subscriptions: number; readonly graph: number; readonly reads: number };
  /** The time that the documented rate limits need for all reads. */
  readonly buckets: number;
  readonly real: number;
}

const PAGE_SIZE = 1000;

/** Scans a tenant on a virtual clock; server and client are both in this process, and see the same time. */
async function measureScan(plan: ScanPlan): Promise<ScanMeasurement> {
  const tenant = generatedTenant(plan);
  const clock = createVirtualClock();
  const batchCounts = plan.batch === 'once' ? 'once' : 'items';
  const arm = await startArm(tenant, { clock, latency: plan.latency, validate: false, batchCounts });
  Object.assign(process.env, armEnvironment(arm), { AZURE_TOKEN_CREDENTIALS: 'EnvironmentCredential' });
  const cloud = endpointsOf('AzureCloud', { armEndpoint: arm.endpoint, authorityHost: arm.authorityHost });
  const began = { virtual: clock.now(), real: performance.now() };
  const { signal } = new AbortController();
  let read = 0;
  await scanLive({
    cloud,
    credential: () => credentialFor(cloud, undefined, signal),
    scope: { subscriptions: [], excludeSubscriptions: [], resourceGroups: [] },
    discovery: 'graph',
    concurrency: plan.concurrency,
    batch: plan.batch !== 'none',
    signal,
    clock,
    sink: (record) => {
      if (isRead(record)) read++;
    },
    onProgress: () => undefined,
  });
  if (read !== plan.registries) throw new Error(`${read} of ${plan.registries} registries were read`);
  const wall = clock.now() - began.virtual;
  const real = performance.now() - began.real;
  const requests = arm.log.count();
  const throttled = arm.log.countStatus(429);
  await arm.stop();
  return { requests, throttled, wall, real, ...lowerBounds(plan, tenant) };
}

function isRead(record: ScanRecord): boolean {
  return record.kind === 'registry' && record.settings.status === 'read';
}

function lowerBounds(
  { batch, registries, subscriptions }: ScanPlan,
  tenant: Tenant,
): Pick<ScanMeasurement, 'least' | 'buckets'> {
  const sizes = tenant.subscriptions.map(({ id }) => tenant.registries.filter((one) => one.subscription === id).length);
  const batches = sizes.reduce((sum, size) => sum + Math.ceil(size / MAX_BATCH_REQUESTS), 0);
  const { capacity, perSecond } = DOCUMENTED_BUCKETS;
  // Counted once, a batch is one read of the tenant; else each registry is one of its subscription.
  const fullest = batch === 'once' ? batches : Math.max(...sizes);
  return {
    least: {
      subscriptions: Math.ceil(subscriptions / PAGE_SIZE),
      graph: Math.ceil(registries / PAGE_SIZE),
      reads: batch === 'none' ? registries : batches,
    },
    buckets: (Math.max(0, fullest - capacity) / perSecond) * 1000,
  };
}

process.once('message', async (plan: ScanPlan) => {
  const answer = await measureScan(plan);
  process.send?.(answer, () => process.exit());
});
