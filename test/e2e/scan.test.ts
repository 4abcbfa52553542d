import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { REGISTRY_TYPE } from '../../src/model/azure/resource-types.ts';
import { generateTenant } from '../arm/generate-tenant.ts';
import { type RunningArm, startArm } from '../arm/start.ts';
import { createVirtualClock } from '../arm/virtual-clock.ts';
import { acraudit, acrauditIn, folderOf, registryCounts } from '../support/cli.ts';
import { endpointFlags, scan, scanJson, scanVirtually, signInTo, tenantOf } from '../support/scan.ts';

const TENANT = tenantOf({
  Alpha: { registries: { alpha1: 'audit', alpha2: 'none' } },
  Beta: { registries: { betas1: 'denied' } },
  Gamma: { access: 'noRegistries' },
});

let arm: RunningArm;
beforeAll(async () => {
  arm = await startArm(TENANT);
});
afterAll(() => arm.stop());
afterEach(() => {
  vi.unstubAllEnvs();
  arm.log.clear();
});

describe('scan ends with the exit code of', () => {
  test.each<readonly [string, readonly string[], number]>([
    ['a failure', ['-s', 'Alpha'], 1],
    ['a failure beside what could not be read', [], 1],
    ['failures do not count: what could not be read does', ['--fail-on', 'never'], 3],
    ['a registry whose settings are refused', ['-s', 'Beta'], 3],
    ['the same, counted as a failure', ['-s', 'Beta', '--unknown', 'fail'], 1],
    ['a subscription inaccessible', ['-s', 'Gamma'], 3],
    ['failures do not count', ['-s', 'Alpha', '--fail-on', 'never'], 0],
  ])('%s', async (_, argv, code) => {
    const ran = await scan(arm, { cwd: folderOf({}) }, ...argv);
    expect([ran.code, ran.err]).toEqual([code, '']);
  });

  test('who may not read is told what is missing', async () => {
    const { out } = await scan(arm, { cwd: folderOf({}) });
    expect(out).toContain('Microsoft.Insights/diagnosticSettings/read: HTTP 403 AuthorizationFailed');
    expect(out).toMatch(
      /subscription Gamma \([\w-]{36}\) is inaccessible: listing its registries: HTTP 403 AuthorizationFailed/,
    );
    expect(out).toMatch(/3 registries: 1 pass, 1 fail, 1 unknown/);
  });

  test('what the generator knows is what the scan says, the same bytes each time, by any way and at any pace', async () => {
    const tenant = generateTenant({ subscriptions: 5, registries: 60, seed: 11 });
    const texts = new Set<string>();
    for (const [discovery, batch, concurrency] of [
      ['graph', false, 8],
      ['arm', false, 1],
      ['graph', true, 4],
    ] as const) {
      const other = await startArm(tenant, {
        clock: createVirtualClock(),
        latency: 7,
        pageSizes: { registries: 4, graph: 10 },
      });
      const scanned = await scanVirtually(other, { discovery, batch, concurrency });
      expect(registryCounts(scanned.summary)).toMatchObject({ listed: 60, evaluated: 60 });
      // Resource Graph spells some ids in another letter case than Azure Resource Manager.
      texts.add(discovery === 'graph' ? scanned.text : '');
      await other.stop();
    }
    expect(texts.size).toBe(2);
  });
});

describe('a rule on a property of registries', () => {
  // The server turns the retention policy on for the first registry of each subscription.
  const tenant = tenantOf({
    Alpha: { registries: { unlogged: 'none', lasting: 'none' } },
    Beta: { registries: { logged: 'audit' } },
    Gamma: { registries: { refused: 'denied' } },
  });

  test.each(['graph', 'arm'])('is answered by what the listing by %s holds, without one more request', async (way) => {
    const server = await startArm(tenant);
    const cwd = folderOf({});
    const rule = ['--no-config', '--rule', 'Azure.ACR.PurgeEvents'];
    const live = await scanJson(server, cwd, ...rule, '--discovery', way, '--save', 'scan.json');
    const requests = server.log.count();
    server.log.clear();
    await scanJson(server, folderOf({}), '--no-config', '--discovery', way);
    expect(requests).toBe(server.log.count());
    await server.stop();
    expect(live.results.map(({ target, outcome }) => [target.name, outcome]).sort()).toEqual([
      ['lasting', 'notApplicable'],
      ['logged', 'pass'],
      ['refused', 'unknown'],
      ['unlogged', 'fail'],
    ]);
    const saved = await acraudit(cwd, 'scan', '-f', 'json', ...rule, '--from', 'scan.json');
    expect(JSON.parse(saved.out)).toMatchObject({ results: live.results, summary: live.summary });
  });
});

test('a scan that is resumed with a rule that needs more of registries takes it from the new listing', async () => {
  const server = await startArm(tenantOf({ Alpha: { registries: { unlogged: 'none' } } }));
  const cwd = folderOf({});
  await scanJson(server, cwd, '--no-config', '--save', 'scan.json');
  const file = join(cwd, 'scan.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"complete":true', '"complete":false'));
  server.log.clear();
  const resumed = ['--no-config', '--rule', 'Azure.ACR.PurgeEvents', '--save', 'scan.json', '--resume'];
  const { results } = await scanJson(server, cwd, ...resumed);
  expect(results.map(({ outcome }) => outcome)).toEqual(['fail']);
  expect(server.log.count('settings')).toBe(0);
  await server.stop();
});

describe('a sign-in that fails is explained:', () => {
  const signIn = async (env: Readonly<Record<string, string>>, ...argv: readonly string[]) => {
    signInTo(arm);
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    return acrauditIn({ cwd: folderOf({}) }, 'scan', ...endpointFlags(arm), ...argv);
  };

  test.each<readonly [string, Readonly<Record<string, string>>, string]>([
    ['a wrong secret', { AZURE_CLIENT_SECRET: 'wrong' }, 'AADSTS7000215'],
    ['an unknown application', { AZURE_CLIENT_ID: '44444444-4444-4444-8444-444444444444' }, 'AADSTS700016'],
    ['nothing to sign in with', { AZURE_CLIENT_ID: '', AZURE_CLIENT_SECRET: '' }, 'EnvironmentCredential'],
  ])('%s: 3, the code `sign-in`, advice and the reason', async (_, env, reason) => {
    const { code, out, err } = await signIn(env);
    expect([code, err]).toEqual([3, '']);
    expect(out).toContain('az login');
    expect(out).toContain('AZURE_CLIENT_SECRET');
    expect(out).toContain(reason);
    expect(out).not.toMatch(/\n\s+at |node_modules|troubleshoot|Trace ID/);
    const json = await signIn(env, '-f', 'json');
    expect(json.code).toBe(3);
    const { errors, results, summary } = JSON.parse(json.out);
    expect([errors.map((one: { code: string }) => one.code), results, registryCounts(summary).listed]).toEqual([
      ['sign-in'],
      [],
      0,
    ]);
    expect(arm.log.count()).toBe(0);
  });

  test('nobody answers where one should sign in: Ctrl-C does not wait for more tries', async () => {
    signInTo(arm);
    // A port that nobody listens on: that of a server that has stopped.
    const gone = await startArm(TENANT);
    await gone.stop();
    const ended = new AbortController();
    const flags = ['--arm-endpoint', arm.endpoint, '--authority-host', gone.endpoint];
    const streams = {
      out: () => undefined,
      err: () => undefined,
      isTerminal: false,
      env: {},
      onInterrupt: (stop: () => void) => {
        ended.signal.addEventListener('abort', stop);
        setTimeout(() => ended.abort(), 50);
        return () => undefined;
      },
    };
    expect(await main(['scan', ...flags], streams, '/')).toBe(3);
  });

  test('--debug changes nothing of what is said of a refusal, and shows no stack of the library', async () => {
    const plain = await signIn({ AZURE_CLIENT_SECRET: 'wrong' });
    const debug = await signIn({ AZURE_CLIENT_SECRET: 'wrong' }, '--debug');
    expect(debug.code).toBe(plain.code);
    expect(debug.out).toBe(plain.out);
  });

  test('sign-in that never answers ends with Ctrl-C', async () => {
    const slow = await startArm(TENANT, {
      faults: [{ match: { kind: 'token' }, times: 'always', fault: { type: 'hang' } }],
    });
    signInTo(slow);
    let text = '';
    const streams = {
      out: (more: string) => {
        text += more;
      },
      err: () => undefined,
      isTerminal: false,
      env: {},
      onInterrupt: (stop: () => void) => {
        setTimeout(stop, 50);
        return () => undefined;
      },
    };
    expect(await main(['scan', ...endpointFlags(slow), '-f', 'json'], streams, '/')).toBe(3);
    expect(JSON.parse(text).errors).toHaveLength(1);
    await slow.stop();
  });
});

describe('scan shows progress', () => {
  const watched = async (env: Readonly<Record<string, string>>, errIsTerminal: boolean): Promise<string> => {
    signInTo(arm);
    let err = '';
    const streams = {
      out: () => undefined,
      err: (text: string) => {
        err += text;
      },
      isTerminal: false,
      errIsTerminal,
      env,
    };
    await main(['scan', ...endpointFlags(arm), '-s', 'Alpha'], streams, folderOf({}));
    return err;
  };

  test('on a terminal: a line that is taken away', async () => {
    const err = await watched({}, true);
    expect(err).toContain('of 1 subscriptions');
    expect(err.endsWith('\r\u001b[K')).toBe(true);
  });

  test.each<readonly [string, Readonly<Record<string, string>>, boolean]>([
    ['no terminal', {}, false],
    ['CI', { CI: '1' }, true],
    ['CI, by another word', { CI: 'true' }, true],
    ['a dumb terminal', { TERM: 'dumb' }, true],
  ])('none: %s', async (_, env, errIsTerminal) => {
    expect(await watched(env, errIsTerminal)).toBe('');
  });
});

describe('scan reports:', () => {
  test('JSON says where things are in Azure, and rests on what is live', async () => {
    const { results, summary } = await scanJson(arm, folderOf({}), '-s', 'Alpha');
    expect(summary).toMatchObject({
      pass: 1,
      fail: 1,
      targets: { [REGISTRY_TYPE]: { listed: 2, evaluated: 2 } },
      inputs: { read: 1, unreadable: 0, skipped: 0 },
    });
    expect(results.map(({ target, basis, outcome }) => [target.name, basis, outcome])).toEqual([
      ['alpha1', 'live', 'pass'],
      ['alpha2', 'live', 'fail'],
    ]);
  });

  test('help names every flag of scan', async () => {
    const { out } = await acraudit('/', 'scan', '--help');
    for (const flag of [
      '--subscription',
      '--exclude-subscription',
      '--management-group',
      '--resource-group',
      '--tenant',
      '--cloud',
      '--arm-endpoint',
      '--authority-host',
      '--discovery',
      '--concurrency',
      '--batch',
      '--save',
      '--resume',
      '--from',
    ])
      expect(out).toContain(flag);
  });
});
