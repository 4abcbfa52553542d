import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { generateTenant } from '../arm/generate-tenant.ts';
import { armEnvironment, type RunningArm, startArm } from '../arm/start.ts';
import type { Tenant } from '../arm/tenant.ts';
import { createVirtualClock } from '../arm/virtual-clock.ts';
import { bundlePath } from '../support/bundle.ts';
import { acraudit, acrauditIn, folderOf, registryCounts } from '../support/cli.ts';
import {
  endpointFlags,
  type Scanned,
  scan,
  scanVirtually,
  signInTo,
  tenantOf,
  type VirtualScan,
} from '../support/scan.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const TENANT = generateTenant({ subscriptions: 3, registries: 120, seed: 21 });
const FROM = ['--from', 'scan.json', '-f', 'json', '--rule', 'Azure.ACR.Logs'];

interface Stage {
  readonly cwd: string;
  readonly save: string;
  readonly arm: RunningArm;
  /** Scans until so many requests for settings have been answered, then presses Ctrl-C. */
  readonly interruptAt: (count: number, options?: VirtualScan) => Promise<Scanned>;
  readonly go: (options?: VirtualScan) => Promise<Scanned>;
  readonly header: () => { readonly started: string };
  readonly end: () => { readonly complete: boolean };
}

async function stage(tenant = TENANT): Promise<Stage> {
  let left = Number.POSITIVE_INFINITY;
  let stop = (): void => undefined;
  const latency = (kind: string): number => {
    if (kind === 'settings' && left-- === 0) stop();
    return 20;
  };
  const arm = await startArm(tenant, { clock: createVirtualClock(), latency });
  const cwd = folderOf({});
  const save = join(cwd, 'scan.json');
  const go = (options: VirtualScan = {}): Promise<Scanned> => scanVirtually(arm, { save, cwd, ...options });
  const text = (): string => readFileSync(save, 'utf8');
  return {
    cwd,
    save,
    arm,
    go,
    interruptAt: async (count, options = {}) => {
      left = count;
      const onInterrupt = (given: () => void): void => {
        stop = given;
      };
      const scanned = await go({ ...options, onInterrupt });
      left = Number.POSITIVE_INFINITY;
      return scanned;
    },
    header: () => JSON.parse(text()).scan,
    end: () => JSON.parse(text()).end,
  };
}

const undisturbedScans = new Map<Tenant, Promise<Scanned>>();

/** What a scan of the tenant finds that nothing disturbs: the same for every test, so it is run once. */
function undisturbed(tenant: Tenant = TENANT): Promise<Scanned> {
  const known = undisturbedScans.get(tenant) ?? scanOnce(tenant);
  undisturbedScans.set(tenant, known);
  return known;
}

async function scanOnce(tenant: Tenant): Promise<Scanned> {
  const { go, arm } = await stage(tenant);
  const scanned = await go();
  await arm.stop();
  return scanned;
}

describe('scan --save writes the file:', () => {
  test('whole, by one name, and --from gives the same bytes', async () => {
    const { go, arm, cwd, save } = await stage();
    const scanned = await go({ concurrency: 7 });
    expect(readdirSync(cwd).filter((name) => name !== '.git')).toEqual(['scan.json']);
    expect(() => JSON.parse(readFileSync(save, 'utf8'))).not.toThrow();
    const { out, err, code } = await acraudit(cwd, 'scan', ...FROM);
    expect([err, code, out]).toEqual(['', scanned.codeWithFailures, scanned.text]);
    if (process.platform !== 'win32') expect(statSync(save).mode & 0o077).toBe(0);
    await arm.stop();
  });

  test('what could not be read is in it, with its cause', async () => {
    const { go, arm, cwd } = await stage(
      tenantOf({
        Alpha: { registries: { alpha1: 'denied', alpha2: 'deleted', alpha3: 'none' } },
        Beta: { access: 'noRegistries' },
        Gamma: {},
      }),
    );
    const scanned = await go();
    expect(registryCounts(scanned.summary)).toMatchObject({ listed: 3, evaluated: 1, unknown: 1, deleted: 1 });
    expect((await acraudit(cwd, 'scan', ...FROM)).out).toBe(scanned.text);
    await arm.stop();
  });

  test('an earlier file stays as it is until the new one is whole', async () => {
    const { go, arm, cwd, save } = await stage();
    await go();
    const before = readFileSync(save, 'utf8');
    const during: string[] = [];
    await go({ onProgress: () => void during.push(readFileSync(save, 'utf8')) });
    expect(during.length).toBeGreaterThan(0);
    expect(new Set(during)).toEqual(new Set([before]));
    expect(existsSync(join(cwd, 'scan.json.partial'))).toBe(false);
    await arm.stop();
  });
});

describe('Ctrl-C ends a scan', () => {
  test.each([0, 1, 40, 119])(
    'after %i answers: what was read is kept, the rest is unknown, and it says so',
    async (count) => {
      const { interruptAt, arm, cwd, end } = await stage();
      const scanned = await interruptAt(count);
      const { listed, evaluated, unknown } = registryCounts(scanned.summary);
      expect(evaluated + unknown).toBe(listed);
      expect(evaluated).toBeGreaterThanOrEqual(count - 4);
      expect(evaluated).toBeLessThan(120);
      expect(scanned.code).toBe(3);
      expect(scanned.errors.map(({ code }) => code)).toContain('scan-interrupted');
      const causes = scanned.results
        .filter(({ outcome }) => outcome === 'unknown')
        .flatMap(({ dependsOn }) => dependsOn);
      for (const cause of causes)
        expect(cause).toMatchObject({ kind: 'limit', name: expect.stringContaining('interrupted') });
      expect(end()).toMatchObject({ complete: false });
      expect((await acraudit(cwd, 'scan', ...FROM)).out).toBe(scanned.text);
      // Nothing was asked after it.
      expect(arm.log.count('settings')).toBeLessThanOrEqual(count + 8);
      await arm.stop();
    },
  );

  test('while it waits out a throttling: at once', async () => {
    const { arm, save, cwd } = await stage();
    arm.setFaults([
      { match: { kind: 'subscriptions' }, times: 'always', fault: { type: 'status', status: 429, retryAfter: 280 } },
    ]);
    let stop = (): void => undefined;
    const scanning = scanVirtually(arm, {
      save,
      cwd,
      onInterrupt: (given) => {
        stop = given;
      },
    });
    void arm.clock.sleep(1000).then(() => stop());
    const scanned = await scanning;
    expect(scanned.code).toBe(3);
    expect(scanned.took).toBeLessThan(2000);
    await arm.stop();
  });
});

describe('scan --resume goes on', () => {
  test.each([0, 1, 40, 119])(
    'after %i answers: asks only for the rest, and finds what an undisturbed scan finds',
    async (count) => {
      const { interruptAt, go, arm, cwd, end } = await stage();
      const first = await interruptAt(count);
      arm.log.clear();
      const second = await go({ resume: true });
      expect(second.text).toBe((await undisturbed()).text);
      expect(arm.log.count('settings')).toBe(120 - registryCounts(first.summary).evaluated);
      expect(end()).toMatchObject({ complete: true });
      expect(readdirSync(cwd).filter((name) => name !== '.git')).toEqual(['scan.json']);
      expect((await acraudit(cwd, 'scan', ...FROM)).out).toBe(second.text);
      await arm.stop();
    },
  );

  test('interrupted again and again it still comes to its end', async () => {
    const { interruptAt, go, arm } = await stage();
    for (let times = 0; times < 4; times++) await interruptAt(20, { resume: times > 0 });
    arm.log.clear();
    const last = await go({ resume: true });
    expect(last.text).toBe((await undisturbed()).text);
    expect(arm.log.count('settings')).toBeLessThanOrEqual(120 - 4 * 16);
    await arm.stop();
  });

  test('what failed is asked for again', async () => {
    const { interruptAt, go, arm } = await stage();
    const { name, id } = TENANT.registries[0] ?? { name: '', id: '' };
    arm.setFaults([
      {
        match: { kind: 'settings', id: `/registries/${name}/` },
        times: 'always',
        fault: { type: 'status', status: 403 },
      },
    ]);
    const first = await interruptAt(100);
    expect(first.results.find(({ target }) => target.name === name)?.outcome).toBe('unknown');
    arm.setFaults([]);
    arm.log.clear();
    expect((await go({ resume: true })).text).toBe((await undisturbed()).text);
    expect(arm.log.count('settings')).toBe(120 - registryCounts(first.summary).evaluated);
    expect(arm.log.records.some(({ path }) => path.toLowerCase().includes(id.toLowerCase()))).toBe(true);
    await arm.stop();
  });

  test('of a scan that was complete: a new one', async () => {
    const { go, arm } = await stage();
    await go();
    arm.log.clear();
    await go({ resume: true });
    expect(arm.log.count('settings')).toBe(120);
    await arm.stop();
  });

  test('of nothing: a scan from its beginning', async () => {
    const { go, arm } = await stage();
    expect((await go({ resume: true })).text).toBe((await undisturbed()).text);
    await arm.stop();
  });

  test('what is no longer listed is left out', async () => {
    const { interruptAt, arm, save, cwd } = await stage();
    await interruptAt(100, { concurrency: 1 });
    await arm.stop();
    const fewer = { ...TENANT, registries: TENANT.registries.filter((_, i) => i % 2 === 0) };
    const later = await startArm(fewer, { clock: createVirtualClock() });
    const settings = readFileSync(save, 'utf8').replaceAll(arm.endpoint, later.endpoint);
    writeFileSync(save, settings);
    const scanned = await scanVirtually(later, { save, cwd, resume: true });
    expect(scanned.text).toBe((await undisturbed(fewer)).text);
    expect((await acraudit(cwd, 'scan', ...FROM)).out).toBe(scanned.text);
    await later.stop();
  });

  test('deleted, then interrupted again: what is no longer listed is left out', async () => {
    const { interruptAt, arm, save, cwd, end } = await stage();
    await interruptAt(100, { concurrency: 1 });
    await arm.stop();
    const fewer = { ...TENANT, registries: TENANT.registries.filter((_, i) => i % 2 === 0) };
    let stop = (): void => undefined;
    const latency = (kind: string): number => {
      if (kind === 'settings') stop();
      return 20;
    };
    const later = await startArm(fewer, { clock: createVirtualClock(), latency });
    writeFileSync(save, readFileSync(save, 'utf8').replaceAll(arm.endpoint, later.endpoint));
    const onInterrupt = (given: () => void): void => {
      stop = given;
    };
    const scanned = await scanVirtually(later, { save, cwd, resume: true, concurrency: 1, onInterrupt });
    expect(end()).toMatchObject({ complete: false });
    expect(registryCounts(scanned.summary)).toMatchObject({ listed: 60 });
    expect(registryCounts(scanned.summary).unknown).toBeGreaterThan(0);
    expect((await acraudit(cwd, 'scan', ...FROM)).out).toBe(scanned.text);
    stop = () => undefined;
    const last = await scanVirtually(later, { save, cwd, resume: true });
    expect(last.text).toBe((await undisturbed(fewer)).text);
    expect((await acraudit(cwd, 'scan', ...FROM)).out).toBe(last.text);
    await later.stop();
  });

  test('a subscription that can no longer be seen is inaccessible, and what was read of it stays', async () => {
    const { interruptAt, arm, save, cwd } = await stage();
    await interruptAt(100, { concurrency: 1 });
    await arm.stop();
    const [hidden] = TENANT.subscriptions;
    const subscriptions = TENANT.subscriptions.map((one) =>
      one === hidden ? { ...one, access: 'invisible' as const } : one,
    );
    const later = await startArm({ ...TENANT, subscriptions }, { clock: createVirtualClock() });
    writeFileSync(save, readFileSync(save, 'utf8').replaceAll(arm.endpoint, later.endpoint));
    const read = readFileSync(save, 'utf8')
      .split('\n')
      .filter(
        (line) => line.includes('"status":"read"') && line.includes(`"id":"/subscriptions/${hidden?.id}/`),
      ).length;
    const visible = TENANT.registries.filter(({ subscription }) => subscription !== hidden?.id).length;
    const scanned = await scanVirtually(later, { save, cwd, resume: true });
    expect(read).toBeGreaterThan(0);
    expect(registryCounts(scanned.summary).listed).toBe(visible + read);
    expect(scanned.errors).toEqual([
      {
        code: 'subscription-inaccessible',
        message: `subscription ${hidden?.id} is inaccessible: it was there when the scan began and can no longer be seen`,
      },
    ]);
    expect((await acraudit(cwd, 'scan', ...FROM)).out).toBe(scanned.text);
    await later.stop();
  });

  test.each<readonly [string, readonly string[]]>([
    ['other subscriptions', ['-s', TENANT.subscriptions[0]?.name ?? '']],
    ['another management group', ['--management-group', TENANT.id]],
    ['other resource groups', ['--resource-group', 'images']],
    ['others left out', ['--exclude-subscription', 'Subscription 1']],
  ])('%s: 2, and the file stays as it is', async (_, argv) => {
    const { interruptAt, arm, cwd, save } = await stage();
    await interruptAt(50);
    const before = readFileSync(save, 'utf8');
    arm.log.clear();
    const { code, out, err } = await scan(arm, { cwd }, '--save', 'scan.json', '--resume', ...argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('the scan in scan.json is one of other subscriptions or groups');
    expect(readFileSync(save, 'utf8')).toBe(before);
    expect(arm.log.count()).toBe(0);
    await arm.stop();
  });

  test('another tenant or cloud: 2', async () => {
    const { interruptAt, arm, cwd } = await stage();
    await interruptAt(50);
    const other = await startArm(generateTenant({ subscriptions: 1, registries: 3, seed: 99 }));
    signInTo(other);
    const { code, err } = await acrauditIn({ cwd }, 'scan', ...endpointFlags(other), '--save', 'scan.json', '--resume');
    expect(code).toBe(2);
    expect(err).toContain('is one of other cloud and tenant');
    await other.stop();
    await arm.stop();
  });

  test('a file that is none of ours: 2, and it stays as it is', async () => {
    const { arm } = await stage();
    const cwd = folderOf({ 'scan.json': '{"precious":true}\n' });
    const { code, err } = await scan(arm, { cwd }, '--save', 'scan.json', '--resume');
    expect(code).toBe(2);
    expect(err).toContain('not a saved scan');
    expect(readFileSync(join(cwd, 'scan.json'), 'utf8')).toBe('{"precious":true}\n');
    await arm.stop();
  });
});

describe('a scan that is killed:', () => {
  const SIZE = 400;
  const tenant = generateTenant({ subscriptions: 4, registries: SIZE, seed: 5 });

  /** The command as a process of its own. */
  function start(
    arm: RunningArm,
    cwd: string,
    ...argv: readonly string[]
  ): { readonly child: ChildProcess; readonly ended: Promise<{ code: number | null; out: string; err: string }> } {
    const args = [
      bundlePath(),
      'scan',
      '--rule',
      'Azure.ACR.Logs',
      ...endpointFlags(arm),
      '-f',
      'json',
      '--concurrency',
      '4',
      '--save',
      'scan.json',
      ...argv,
    ];
    const env = { ...process.env, ...armEnvironment(arm), AZURE_TOKEN_CREDENTIALS: 'EnvironmentCredential' };
    const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout?.on('data', (data: Buffer) => {
      out += data.toString();
    });
    child.stderr?.on('data', (data: Buffer) => {
      err += data.toString();
    });
    const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
      child.on('close', (code) => resolve({ code, out, err }));
    });
    return { child, ended };
  }

  test('--resume finds the same as an undisturbed run, and asks for less', async () => {
    const cwd = folderOf({});
    let onSettings = (): void => undefined;
    const latency = (kind: string): number => {
      if (kind === 'settings') onSettings();
      return 5;
    };
    const arm = await startArm(tenant, { latency, buckets: { capacity: 1e6 } });
    const { child, ended } = start(arm, cwd);
    let answered = 0;
    onSettings = () => {
      answered += 1;
      if (answered === 300) child.kill('SIGKILL');
    };
    expect((await ended).code).toBe(null);
    expect(readdirSync(cwd).filter((name) => name !== '.git')).toEqual(['scan.json.partial']);
    onSettings = () => undefined;

    arm.log.clear();
    const resumed = await start(arm, cwd, '--resume').ended;
    expect(resumed.err).toMatch(/^resuming the scan started [-\dT:.Z]+ \(\d+ registries already read\)\n$/);
    // What was on its way to the disk is lost, not more.
    expect(arm.log.count('settings')).toBeLessThan(250);
    expect(arm.log.count('settings')).toBeGreaterThanOrEqual(100);
    expect(readdirSync(cwd).filter((name) => name !== '.git')).toEqual(['scan.json']);

    const other = folderOf({});
    const whole = await scan(arm, { cwd: other }, '-f', 'json');
    expect([resumed.code, resumed.out]).toEqual([whole.code, whole.out]);
    expect((await acraudit(cwd, 'scan', '--from', 'scan.json', '-f', 'json')).out).toBe(whole.out);
    await arm.stop();
  });

  test('SIGINT: what was read is printed and kept, exit code 1 or 3, and quiet otherwise', async () => {
    const cwd = folderOf({});
    let answered = 0;
    let child: ChildProcess | undefined;
    const latency = (kind: string): number => {
      if (kind === 'settings' && ++answered === 100) child?.kill('SIGINT');
      return 5;
    };
    const arm = await startArm(tenant, { latency, buckets: { capacity: 1e6 } });
    const started = start(arm, cwd, '--fail-on', 'never');
    child = started.child;
    const { code, out, err } = await started.ended;
    expect([code, err]).toEqual([3, '']);
    const { summary } = JSON.parse(out);
    expect(registryCounts(summary).evaluated + registryCounts(summary).unknown).toBe(SIZE);
    expect(registryCounts(summary).evaluated).toBeGreaterThan(90);
    expect(registryCounts(summary).evaluated).toBeLessThan(SIZE);
    expect((await acraudit(cwd, 'scan', '--from', 'scan.json', '-f', 'json')).out).toBe(out);
    await arm.stop();
  });
});
