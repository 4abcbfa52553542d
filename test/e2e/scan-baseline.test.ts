import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type RunningArm, startArm } from '../arm/start.ts';
import { acraudit, folderOf } from '../support/cli.ts';
import {
  HALF,
  OTHER_SUBSCRIPTION,
  OUT_OF_REACH,
  PASSES,
  type ScannedRegistry,
  savedScan,
} from '../support/saved-scan.ts';
import { scan, tenantOf } from '../support/scan.ts';

const CONFIG = 'baseline: known.json\n';
const ALL: readonly ScannedRegistry[] = [
  { name: 'bare' },
  { name: 'half', settings: HALF, resourceGroup: 'other' },
  { name: 'fine', settings: PASSES },
];

function namesIn(cwd: string): readonly string[] {
  const { findings } = JSON.parse(readFileSync(join(cwd, 'known.json'), 'utf8')) as { findings: { target: string }[] };
  return findings.map(({ target }) => target);
}

describe('the baseline of a saved scan', () => {
  async function known(more: readonly ScannedRegistry[] = []): Promise<string> {
    const cwd = folderOf({ 'acraudit.yaml': CONFIG, 'scan.json': savedScan([...ALL, ...more]) });
    const { code } = await acraudit(cwd, 'scan', '--from', 'scan.json', '--update-baseline');
    expect(code).toBe(more.some(({ settings }) => settings === 'denied') ? 3 : 0);
    return cwd;
  }
  /** Scans anew and updates. */
  async function updatedBy(cwd: string, text: string): Promise<readonly string[]> {
    writeFileSync(join(cwd, 'scan.json'), text);
    await acraudit(cwd, 'scan', '--from', 'scan.json', '--update-baseline');
    return namesIn(cwd);
  }

  test('knows what fails, and only that', async () => {
    const cwd = await known();
    expect(namesIn(cwd)).toEqual(['half', 'bare']);
    const { code, out } = await acraudit(cwd, 'scan', '--from', 'scan.json');
    expect([code, out]).toEqual([0, expect.stringContaining('3 registries: 1 pass, 2 fail (2 known)')]);
    writeFileSync(join(cwd, 'scan.json'), savedScan([...ALL, { name: 'more' }]));
    expect((await acraudit(cwd, 'scan', '--from', 'scan.json', '-q')).out).toMatch(/^\S+\/more: ✗ fail [^\n]*\n$/);
  });

  test('never knows what could not be read', async () => {
    const cwd = await known([{ name: 'refused', settings: 'denied' }]);
    expect(namesIn(cwd)).toEqual(['half', 'bare']);
    expect((await acraudit(cwd, 'scan', '--from', 'scan.json')).code).toBe(3);
  });

  test('loses what is fixed', async () => {
    expect(await updatedBy(await known(), savedScan([{ name: 'bare', settings: PASSES }]))).toEqual([]);
  });

  test.each<readonly [string, string]>([
    ['a registry that is refused now', savedScan([{ name: 'bare', settings: 'denied' }, ...ALL.slice(1)])],
    ['another subscription', savedScan([{ name: 'x', settings: PASSES, subscription: OTHER_SUBSCRIPTION }])],
    ['a subscription that is out of reach', savedScan([], [OUT_OF_REACH])],
    ['other resource groups', savedScan([]).replace('"resourceGroups":[]', '"resourceGroups":["third"]')],
    [
      'a scan that was interrupted',
      savedScan([{ name: 'fine', settings: PASSES }]).replace('"complete":true', '"complete":false'),
    ],
  ])('keeps what a scan of less says nothing of: %s', async (_, text) => {
    expect(await updatedBy(await known(), text)).toEqual(['half', 'bare']);
  });

  test('keeps what is in other resource groups than those of the scan', async () => {
    const text = savedScan([{ name: 'bare', settings: PASSES }]).replace(
      '"resourceGroups":[]',
      '"resourceGroups":["RG"]',
    );
    expect(await updatedBy(await known(), text)).toEqual(['half']);
  });
});

describe('the baseline of a live scan', () => {
  let arm: RunningArm;
  beforeAll(async () => {
    arm = await startArm(tenantOf({ Alpha: { registries: { alpha1: 'audit', alpha2: 'none' } } }));
  });
  afterAll(() => arm.stop());
  afterEach(() => {
    vi.unstubAllEnvs();
    arm.log.clear();
  });

  test('is that of its saved scan', async () => {
    const cwd = folderOf({ 'acraudit.yaml': CONFIG });
    expect((await scan(arm, { cwd }, '--update-baseline', '--save', 'scan.json')).code).toBe(0);
    const before = readFileSync(join(cwd, 'known.json'), 'utf8');
    expect(namesIn(cwd)).toEqual(['alpha2']);
    expect((await acraudit(cwd, 'scan', '--from', 'scan.json', '--update-baseline')).code).toBe(0);
    expect(readFileSync(join(cwd, 'known.json'), 'utf8')).toBe(before);
    expect((await scan(arm, { cwd }, '-q')).out).toBe('');
  });

  test('is looked for before Azure is asked anything', async () => {
    const cwd = folderOf({ 'acraudit.yaml': CONFIG });
    const { code, err } = await scan(arm, { cwd });
    expect([code, err]).toEqual([
      2,
      'acraudit: acraudit.yaml:1:1: baseline known.json does not exist; --update-baseline creates it\n',
    ]);
    expect(existsSync(join(cwd, 'known.json'))).toBe(false);
  });

  test('and results can be compared', async () => {
    const cwd = folderOf({});
    await scan(arm, { cwd }, '--report', 'json=before.json', '--save', 'scan.json');
    const text = readFileSync(join(cwd, 'scan.json'), 'utf8').replaceAll('alpha2', 'alpha3');
    writeFileSync(join(cwd, 'scan.json'), text);
    const { out } = await acraudit(cwd, 'scan', '--from', 'scan.json', '--compare', 'before.json');
    expect(out).toContain('compared with before.json: 1 new, 1 fixed, 0 unchanged\n');
  });
});
