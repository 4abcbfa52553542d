import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clientEnvironment, loadCertificate } from '../test/arm/certificate.ts';
import { mb, measureCommand, ms, printRow, ratio } from './bench-measure.ts';
import { generatedTenant, saveScan } from './bench-scan-data.ts';
import type { ScanMeasurement, ScanPlan } from './bench-scan-pace.ts';
import type { ServerAddress } from './bench-scan-server.ts';

const SMALL_TENANT = 10_000;
const LATENCY = 20;
const CONCURRENCY = 16;

/**
 * Compares the requests and waiting of `scan` with the minimum that Azure's limits allow, on a virtual clock; then memory and
 * time of the bundle against a server in another process that has no limits.
 */
export async function benchScan(registries: number): Promise<void> {
  const { file } = await loadCertificate();
  const temp = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const small = Math.min(SMALL_TENANT, registries);
    console.log(`\nscan of ${small} registries: ${LATENCY} ms latency, documented limits, virtual clock`);
    for (const batch of ['none', 'items', 'once'] as const) {
      for (const subscriptions of [2, 50]) await benchPace({ registries: small, subscriptions, batch }, file);
    }
    console.log('\nthe bundle by itself: no latency, no limits; the server is another process');
    for (const count of new Set([small, registries])) await benchMemory(count, file, temp);
    await benchGrowth(registries, temp);
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
}

const BATCH_LABELS = { none: '', items: ', --batch (Azure counts items)', once: ', --batch (Azure counts batches)' };

async function benchPace(
  plan: Pick<ScanPlan, 'registries' | 'subscriptions' | 'batch'>,
  certificate: string,
): Promise<void> {
  const scanPlan: ScanPlan = { ...plan, latency: LATENCY, concurrency: CONCURRENCY };
  const { value } = await inProcess<ScanMeasurement>('bench-scan-pace.ts', scanPlan, certificate);
  const { requests, throttled, wall, least, buckets, real } = value;
  const calls = (LATENCY * requests) / CONCURRENCY;
  console.log(`${plan.subscriptions} subscriptions${BATCH_LABELS[plan.batch]}`);
  const { subscriptions, graph, reads } = least;
  const fewest = subscriptions + graph + reads;
  const parts = `${subscriptions} + ${graph} pages + ${reads} ${plan.batch === 'none' ? 'reads' : 'batches'}`;
  printRow(
    '  requests ÷ the least possible',
    preciseRatio(requests, fewest),
    '≤ 1.1×',
    `${requests} ÷ ${fewest} (${parts})`,
  );
  const bound = `max(limits ${seconds(buckets)}, latency × calls ÷ ${CONCURRENCY} ${seconds(calls)})`;
  // Batches are undocumented: the pace is kept for their items whatever Azure counts, and so few calls are mostly pages.
  const aim = plan.batch === 'none' ? '≤ 1.3×' : '';
  printRow(
    '  wall ÷ the least possible',
    preciseRatio(wall, Math.max(buckets, calls)),
    aim,
    `${seconds(wall)} ÷ ${bound}`,
  );
  printRow('  throttled answers', String(throttled), '0', `took ${seconds(real)} of real time`);
}

async function benchMemory(registries: number, certificate: string, temp: string): Promise<void> {
  const { value, stop } = await inProcess<ServerAddress>(
    'bench-scan-server.ts',
    { registries, subscriptions: 50 },
    certificate,
  );
  try {
    const saved = join(temp, `scan-${registries}.json`);
    const where = ['--arm-endpoint', value.endpoint, '--authority-host', value.endpoint];
    const { inside, peak } = measureCommand(
      ['scan', ...where, '--save', saved, '-f', 'json', '--no-config'],
      value.environment,
    );
    const size = statSync(saved).size;
    printRow(`live scan of ${registries}, peak`, mb(peak), '≤ 300 MB', `export ${mb(size)}, ${ms(inside)}`);
  } finally {
    await stop();
  }
}

async function benchGrowth(registries: number, temp: string): Promise<void> {
  let before: number | undefined;
  for (const divisor of [4, 2, 1]) {
    const count = Math.floor(registries / divisor);
    const saved = join(temp, `saved-${count}.json`);
    await saveScan(saved, generatedTenant({ registries: count, subscriptions: 50 }));
    const { inside, peak } = measureCommand(['scan', '--from', saved, '-f', 'json', '--no-config']);
    const growth = before === undefined ? '' : ratio(inside, before);
    const detail = `${ms(inside)}, peak ${mb(peak)}, export ${mb(statSync(saved).size)}`;
    printRow(`--from of ${count} registries`, growth, before === undefined ? '' : '≈ 2×', detail);
    before = inside;
    rmSync(saved);
  }
}

interface ChildAnswer<T> {
  readonly value: T;
  readonly stop: () => Promise<void>;
}

/** Starts a script of this folder in a process that trusts the certificate, sends it the plan, and waits for its answer. */
async function inProcess<T>(script: string, plan: object, certificate: string): Promise<ChildAnswer<T>> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = fork(path, { env: { ...process.env, ...clientEnvironment(certificate) } });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.send(plan);
  const value = await new Promise<T>((resolve, reject) => {
    child.once('message', (message) => resolve(message as T));
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}`)));
  });
  const stop = async (): Promise<void> => {
    if (child.connected) child.disconnect();
    await ended;
  };
  return { value, stop };
}

const preciseRatio = (a: number, b: number): string => `${(a / b).toFixed(2)}×`;
const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
