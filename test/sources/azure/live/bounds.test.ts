import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { settingsResult } from '../../../../src/sources/azure/live/read-settings.ts';
import type { RouteKind } from '../../../arm/arm.ts';
import { clientEnvironment, loadCertificate } from '../../../arm/certificate.ts';
import type { Fault } from '../../../arm/faults.ts';
import { startArm } from '../../../arm/start.ts';
import { createVirtualClock } from '../../../arm/virtual-clock.ts';
import { scanVirtually, tenantOf, type VirtualScan } from '../../../support/scan.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const TENANT = tenantOf({ Alpha: { registries: { alpha1: 'audit', alpha2: 'audit' } } });
const LARGER = 'the response is larger than 16 MiB';

async function scanned(kind: RouteKind, how: Extract<Fault, { type: 'flood' }>['how'], options: VirtualScan = {}) {
  const faults = [{ match: { kind }, times: 'always' as const, fault: { type: 'flood' as const, how } }];
  const arm = await startArm(TENANT, { clock: createVirtualClock(), faults });
  try {
    return await scanVirtually(arm, options);
  } finally {
    await arm.stop();
  }
}

describe('an answer without end is cut off, whatever was asked', () => {
  test.each<readonly [RouteKind, VirtualScan, string]>([
    ['subscriptions', {}, `listing the subscriptions: ${LARGER}`],
    ['registries', { discovery: 'arm' }, `listing its registries: ${LARGER}`],
    ['discovery', {}, 'cannot sign in'],
    ['token', {}, 'cannot sign in'],
  ])('%s', async (kind, options, message) => {
    const { code, errors, results } = await scanned(kind, 'gzip', options);
    expect([code, results.length, errors.map((error) => error.message.includes(message))]).toEqual([3, 0, [true]]);
  });

  test.each<readonly [RouteKind, VirtualScan]>([
    ['graph', {}],
    ['batch', { batch: true }],
  ])('%s: what it was for is asked in another way', async (kind, options) => {
    const { code, summary } = await scanned(kind, 'plain', options);
    expect([code, summary.pass]).toEqual([0, 2]);
  });
});

test('a list with more settings than a registry can have is no list', () => {
  const setting = (name: string): object => ({ name, properties: { logs: [] } });
  const page = (count: number): object => ({ value: Array.from({ length: count }, (_, i) => setting(`${i}`)) });
  expect(settingsResult([page(50), page(50)])).toMatchObject({ status: 'read' });
  expect(() => settingsResult([page(50), page(51)])).toThrow('the list has more than 100 items');
});

test('a process whose sign-in hangs ends when the scan does', { timeout: 60_000 }, async () => {
  const { key, cert, file } = await loadCertificate();
  const server = createServer({ key, cert });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = {
    ...process.env,
    ...clientEnvironment(file),
    AZURE_TOKEN_CREDENTIALS: 'EnvironmentCredential',
    AZURE_TENANT_ID: TENANT.id,
    AZURE_CLIENT_ID: TENANT.principal.clientId,
    AZURE_CLIENT_SECRET: 'x',
  };
  const probe = fileURLToPath(new URL('hung-sign-in-probe.ts', import.meta.url));
  const child = fork(probe, [endpoint], { env, execArgv: ['--import', 'tsx'] });
  server.once('request', () => child.send('give up'));
  const messages: unknown[] = [];
  child.on('message', (message) => messages.push(message));
  const [code] = await once(child, 'exit');
  server.closeAllConnections();
  server.close();
  expect([code, messages]).toEqual([0, [[`cannot sign in to ${endpoint}: no response within 120 s`]]]);
});
