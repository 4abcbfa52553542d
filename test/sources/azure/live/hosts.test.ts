import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { FaultRule } from '../../../arm/faults.ts';
import { startArm } from '../../../arm/start.ts';
import { createVirtualClock } from '../../../arm/virtual-clock.ts';
import { acrauditIn, folderOf, registryCounts } from '../../../support/cli.ts';
import {
  endpointFlags,
  outcomesByName,
  scan,
  scanVirtually,
  signInTo,
  startOtherHost,
  tenantOf,
} from '../../../support/scan.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const TENANT = tenantOf({ Alpha: { registries: { alpha1: 'audit', alpha2: 'none' } }, Beta: {} });
const KINDS = ['subscriptions', 'descendants', 'registries', 'groupRegistries', 'settings'] as const;

describe('links and redirects to another host', () => {
  test.each(KINDS)('a next link of %s is not followed', async (kind) => {
    const other = await startOtherHost();
    const url = `${other.endpoint}/subscriptions?api-version=2022-12-01`;
    const faults: FaultRule[] = [
      { match: { kind }, times: 'always', fault: { type: 'nextLink', how: 'foreign', url } },
    ];
    const arm = await startArm(TENANT, { clock: createVirtualClock(), faults });
    const scope = {
      ...(kind === 'descendants' && { managementGroup: 'outer' }),
      ...(kind === 'groupRegistries' && { resourceGroups: ['rg-apps'] }),
    };
    const scanned = await scanVirtually(arm, { scope, discovery: 'arm' });
    expect(scanned.text + JSON.stringify(scanned.records)).toContain('a response links to another host');
    expect(scanned.code).toBe(3);
    expect(other.requests).toEqual([]);
    await arm.stop();
    await other.stop();
  });

  test.each([
    'https://127.0.0.1:1@HOST/x',
    'https://user:secret@HOST/x',
    '//HOST/x',
    'http://HOST/x',
    String.raw`https:\\HOST\x`,
  ])('%s is another host too', async (template) => {
    const other = await startOtherHost();
    const url = template.replace('HOST', other.endpoint.replace('https://', ''));
    const faults: FaultRule[] = [
      { match: { kind: 'subscriptions' }, times: 'always', fault: { type: 'nextLink', how: 'foreign', url } },
    ];
    const arm = await startArm(TENANT, { clock: createVirtualClock(), faults });
    const scanned = await scanVirtually(arm);
    expect(scanned.code).toBe(3);
    expect(outcomesByName(scanned)).toMatchObject({
      registries: {},
      problems: [expect.stringMatching(/^(limit|permission) \w+ \(listing the subscriptions: /)],
    });
    expect(scanned.text).not.toContain('secret');
    expect(other.requests).toEqual([]);
    await arm.stop();
    await other.stop();
  });

  // In real time: nothing of it is asked again.
  test.each([
    ['/subscriptions?', 301],
    ['/subscriptions?', 302],
    ['/subscriptions?', 307],
    ['/subscriptions?', 308],
    ['/providers/Microsoft.ResourceGraph/', 307],
    ['/providers/Microsoft.ContainerRegistry/registries?', 307],
    ['/diagnosticSettings?', 302],
    ['/diagnosticSettings?', 308],
    ['/batch', 307],
  ])('a redirect of %s with %i is not followed', async (part, status) => {
    const other = await startOtherHost();
    const arm = await startArm(TENANT, { logLimit: 100 });
    const redirect = (path: string) => (path.includes(part) ? { status, to: `${other.endpoint}${path}` } : undefined);
    const front = await startOtherHost({ arm, redirect });
    const scanned = await scanVirtually(arm, { armEndpoint: front.endpoint, batch: part === '/batch' });
    expect(other.requests).toEqual([]);
    const { listed, evaluated, unknown } = registryCounts(scanned.summary);
    expect(evaluated + unknown).toBe(listed);
    const recovers = part.includes('Graph') || part === '/batch';
    expect(scanned.code).toBe(recovers ? 0 : 3);
    expect([scanned.summary.pass, scanned.summary.fail]).toEqual(
      recovers ? [1, 1] : [listed === 0 ? 0 : scanned.summary.pass, scanned.summary.fail],
    );
    await front.stop();
    await arm.stop();
    await other.stop();
  });
});

describe('secrets stay unseen:', () => {
  test('no token and no secret in anything that is printed or saved, whatever goes wrong', async () => {
    const cwd = folderOf({});
    const arm = await startArm(TENANT, {
      faults: [
        { match: { kind: 'settings', id: 'alpha1' }, times: 'always', fault: { type: 'status', status: 403 } },
        { match: { kind: 'registries' }, times: 1, fault: { type: 'expireTokens' } },
        { match: { kind: 'graph' }, times: 'always', fault: { type: 'claimsChallenge' } },
      ],
    });
    const argv = ['-v', '--debug', '--save', 'scan.json', '--report', 'json=out.json', '--report', 'sarif=out.sarif'];
    const { out, err, code } = await scan(arm, { cwd }, ...argv);
    expect(code).toBe(1);
    const files = readdirSync(cwd, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.map(({ name }) => name).sort()).toEqual(['out.json', 'out.sarif', 'scan.json']);
    const text = [out, err, ...files.map(({ name }) => readFileSync(join(cwd, name), 'utf8'))].join('\n');
    expect(text).not.toContain(TENANT.principal.clientSecret);
    expect(text).not.toMatch(/eyJ[\w-]{5}|Bearer|authorization:/i);
    arm.log.assertReadOnly();
    await arm.stop();
  });

  test('nor when sign-in itself is refused', async () => {
    const arm = await startArm(TENANT);
    signInTo(arm);
    vi.stubEnv('AZURE_CLIENT_SECRET', 'a-wrong-and-very-secret-word');
    const { out, err } = await acrauditIn({ cwd: '/' }, 'scan', ...endpointFlags(arm), '--debug');
    expect(out + err).not.toContain('a-wrong-and-very-secret-word');
    expect(out + err).toContain('AADSTS7000215');
    await arm.stop();
  });
});

test('nothing but reads, and the versions of the API that the saved scan names', async () => {
  const arm = await startArm(TENANT, { clock: createVirtualClock() });
  const options = {
    batch: true,
    discovery: 'graph',
    scope: { managementGroup: 'outer', resourceGroups: ['RG-APPS'] },
  } as const;
  await scanVirtually(arm, options);
  await scanVirtually(arm, { discovery: 'arm' });
  arm.log.assertReadOnly();
  const versions = new Map(
    arm.log.records
      .filter(({ kind }) => kind !== 'token' && kind !== 'discovery')
      .map(({ kind, apiVersion }) => [kind, apiVersion]),
  );
  expect(Object.fromEntries(versions)).toEqual({
    subscriptions: '2022-12-01',
    descendants: '2023-04-01',
    graph: '2024-04-01',
    registries: '2025-11-01',
    groupRegistries: '2025-11-01',
    batch: '2020-06-01',
    settings: '2021-05-01-preview',
  });
  await arm.stop();
});
