import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type Clock, systemClock } from '../../src/sources/azure/live/clock.ts';
import type { Arm, PageSizes, RouteKind } from './arm.ts';
import { type BucketPlan, createBuckets, DOCUMENTED_BUCKETS } from './buckets.ts';
import { clientEnvironment, loadCertificate } from './certificate.ts';
import { createFaults, type FaultRule } from './faults.ts';
import { type InFlight, watchInFlight } from './in-flight.ts';
import { createLog, type RequestLog } from './request-log.ts';
import { createRouter } from './router.ts';
import { type Serving, serve, serveItem } from './server.ts';
import type { Tenant } from './tenant.ts';
import { type TenantState, tenantState } from './tenant-state.ts';
import { createTokens } from './tokens.ts';
import type { VirtualClock } from './virtual-clock.ts';

export interface ArmOptions {
  /** Of latency, buckets and batches. Real time by default. A virtual one is stopped with the server. */
  readonly clock?: Clock | VirtualClock;
  /** Milliseconds from a request to its answer: 0 by default. */
  readonly latency?: number | ((kind: RouteKind | 'unknown') => number);
  /** As documented by default. */
  readonly buckets?: Partial<BucketPlan>;
  readonly faults?: readonly FaultRule[];
  readonly pageSizes?: Partial<PageSizes>;
  /** Seconds, in real time: an hour by default. */
  readonly tokenLifetime?: number;
  readonly batchCounts?: Arm['batchCounts'];
  /** Milliseconds an asynchronous batch takes: 2,000 by default. */
  readonly batchDelay?: number;
  /** Whether each answer that is not a fault is checked against its schema: yes by default. */
  readonly validate?: boolean;
  /** How many requests the log keeps: 100,000 by default. */
  readonly logLimit?: number;
}

export interface RunningArm {
  /** `https://127.0.0.1:PORT`. */
  readonly endpoint: string;
  /** Where to sign in: the same address. */
  readonly authorityHost: string;
  /** The certificate that clients must trust, as a file. */
  readonly certificateFile: string;
  readonly tenant: Tenant;
  readonly state: TenantState;
  readonly clock: Clock;
  readonly log: RequestLog;
  /** Replaces the fault plan. */
  readonly setFaults: (rules: readonly FaultRule[]) => void;
  /** No token handed out so far is good any more. */
  readonly revokeTokens: () => void;
  /** Closes all connections. Throws when an answer was against its schema. */
  readonly stop: () => Promise<void>;
}

const PAGE_SIZES: PageSizes = { subscriptions: 1000, descendants: 1000, registries: 100, graph: 1000 };

/** Starts a server on a free port of 127.0.0.1 that answers as Azure would for this tenant. */
export async function startArm(tenant: Tenant, options: ArmOptions = {}): Promise<RunningArm> {
  const { key, cert, file } = await loadCertificate();
  const clock = options.clock ?? systemClock;
  const log = createLog(options.logLimit ?? 100_000);
  const mistakes: string[] = [];
  let faults = createFaults(options.faults ?? []);
  const { latency = 0 } = options;
  // Responses stay open for long when faults hang: no time-outs in real time.
  const server = createServer({ key, cert, keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const inFlight = watchInFlight(server, host);
  const arm = armOf(tenant, `https://${host}`, clock, options, (method, url, body) =>
    serveItem(method, url, body, serving, arm),
  );
  const serving: Serving = {
    arm,
    router: createRouter(),
    faults: () => faults,
    log,
    latency: typeof latency === 'number' ? () => latency : latency,
    validate: options.validate ?? true,
    mistakes,
    wait: waitingOn(clock, inFlight),
  };
  server.on('request', (request, response) => {
    touch(clock);
    serve(request, response, serving).catch((error: unknown) => {
      mistakes.push(String(error instanceof Error ? error.stack : error));
      response.destroy();
    });
  });
  const unobserve = isVirtual(clock) ? clock.observe(inFlight.quiet) : undefined;
  return {
    endpoint: `https://${host}`,
    authorityHost: `https://${host}`,
    certificateFile: file,
    tenant,
    state: arm.state,
    clock,
    log,
    setFaults: (rules) => {
      faults = createFaults(rules);
    },
    revokeTokens: arm.tokens.revoke,
    stop: async () => {
      unobserve?.();
      inFlight.stop();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      if (isVirtual(clock)) clock.stop();
      await closed;
      if (mistakes.length > 0) throw new Error(`mistakes of the test server:\n${mistakes.join('\n')}`);
    },
  };
}

/** What a process needs in its environment to sign in to this server with `DefaultAzureCredential` and to trust it. */
export function armEnvironment({ tenant, authorityHost, certificateFile }: RunningArm): Record<string, string> {
  return {
    AZURE_TENANT_ID: tenant.id,
    AZURE_CLIENT_ID: tenant.principal.clientId,
    AZURE_CLIENT_SECRET: tenant.principal.clientSecret,
    AZURE_AUTHORITY_HOST: authorityHost,
    ...clientEnvironment(certificateFile),
  };
}

function armOf(
  tenant: Tenant,
  endpoint: string,
  clock: Clock,
  options: ArmOptions,
  dispatchItem: Arm['dispatchItem'],
): Arm {
  return {
    endpoint,
    clock,
    state: tenantState(tenant),
    tokens: createTokens(tenant, options.tokenLifetime ?? 3600),
    buckets: createBuckets({ ...DOCUMENTED_BUCKETS, ...options.buckets }, clock),
    pageSizes: { ...PAGE_SIZES, ...options.pageSizes },
    batchCounts: options.batchCounts ?? 'items',
    batchDelay: options.batchDelay ?? 2000,
    dispatchItem,
  };
}

function waitingOn(clock: Clock, inFlight: InFlight): Serving['wait'] {
  return async (milliseconds, signal) => {
    if (milliseconds === 0 || signal.aborted) return;
    const release = inFlight.hold();
    signal.addEventListener('abort', release, { once: true });
    if (milliseconds !== 'forever') await clock.sleep(milliseconds, signal);
    else await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    release();
    touch(clock);
  };
}

function isVirtual(clock: Clock): clock is VirtualClock {
  return 'observe' in clock;
}

function touch(clock: Clock): void {
  if (isVirtual(clock)) clock.touch();
}
