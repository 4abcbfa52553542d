import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScanRecord } from '../../../../src/sources/azure/decode/scan-record.ts';
import { endpointsOf } from '../../../../src/sources/azure/live/cloud-endpoints.ts';
import { scanLive } from '../../../../src/sources/azure/live/scan-subscriptions.ts';
import { type RunningArm, startArm } from '../../../arm/start.ts';
import { createVirtualClock } from '../../../arm/virtual-clock.ts';
import { tenantOf } from '../../../support/scan.ts';

let arm: RunningArm;

beforeAll(async () => {
  arm = await startArm(tenantOf({ Alpha: { registries: { alpha1: 'audit' } } }), { clock: createVirtualClock() });
});
afterAll(() => arm.stop());

/** A way of signing in that never answers and looks at no signal, as a program that hangs. */
const HUNG = { getToken: () => new Promise<never>(() => undefined) };

async function scanned(signal: AbortSignal): Promise<ScanRecord[]> {
  const records: ScanRecord[] = [];
  const { endpoint, authorityHost, clock } = arm;
  await scanLive({
    cloud: endpointsOf('AzureCloud', { armEndpoint: endpoint, authorityHost }),
    credential: () => HUNG,
    scope: { subscriptions: [], excludeSubscriptions: [], resourceGroups: [] },
    discovery: 'graph',
    concurrency: 4,
    batch: false,
    signal,
    clock,
    sink: (record) => void records.push(record),
    onProgress: () => undefined,
  });
  return records;
}

describe('a sign-in that hangs', () => {
  test('is waited for only so long', async () => {
    expect(await scanned(new AbortController().signal)).toEqual([
      {
        kind: 'problem',
        problem: {
          kind: 'limit',
          code: 'Timeout',
          message: 'listing the subscriptions: given up after 5 tries: no response within 30 s',
        },
      },
    ]);
  });

  test('does not outlive Ctrl-C', async () => {
    const stop = new AbortController();
    setImmediate(() => stop.abort());
    expect(await scanned(stop.signal)).toEqual([
      {
        kind: 'problem',
        problem: { kind: 'limit', code: 'Interrupted', message: 'the scan was interrupted before it was read' },
      },
    ]);
  });
});
