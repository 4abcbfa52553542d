import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningCloud, startCloud } from '../alibaba/cloud.ts';
import { KEY } from '../alibaba/signatures.ts';
import { bundlePath } from '../support/bundle.ts';
import { folderOf, type Ran } from '../support/cli.ts';
import { type RunningProxy, startProxy } from '../support/proxy.ts';

let cloud: RunningCloud;
let proxy: RunningProxy;
beforeAll(async () => {
  [cloud, proxy] = await Promise.all([startCloud(), startProxy()]);
});
afterAll(() => Promise.all([cloud.stop(), proxy.stop()]));

/** Runs the bundle in a process of its own, while the server of this one answers. */
async function run(cwd: string, env: Readonly<Record<string, string>>, ...argv: readonly string[]): Promise<Ran> {
  const keys = { ALIBABA_CLOUD_ACCESS_KEY_ID: KEY.id, ALIBABA_CLOUD_ACCESS_KEY_SECRET: KEY.secret };
  const child = spawn(process.execPath, [bundlePath(), ...argv], { cwd, env: { ...process.env, ...keys, ...env } });
  child.stdin.end();
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: code as number, out, err };
}

describe('the bundle', () => {
  test('scans Alibaba Cloud and reads what it saved', async () => {
    const cwd = folderOf({});
    const flags = ['--provider', 'alibaba', '--alibaba-endpoint', cloud.endpoint];
    const live = await run(cwd, {}, 'scan', ...flags, '--save', 'scan.json', '-f', 'json');
    expect([live.code, live.err]).toEqual([1, '']);
    expect(JSON.parse(live.out).summary).toMatchObject({ pass: 1, fail: 1, unknown: 1 });
    expect((await run(cwd, {}, 'scan', '--from', 'scan.json', '-f', 'json')).out).toBe(live.out);
    expect((await run(cwd, {}, 'fix', '--from', 'scan.json', '--out', 'fix-up')).code).toBe(1);
  });

  test('goes through a proxy where one is named', async () => {
    const flags = ['--provider', 'alibaba', '--alibaba-endpoint', cloud.endpoint.replace('127.0.0.1', 'localhost')];
    const through = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, NO_PROXY: '', no_proxy: '' };
    const { code } = await run(folderOf({}), through, 'scan', ...flags);
    expect(code).toBe(1);
    expect([...proxy.tunnels]).toEqual([`localhost:${new URL(cloud.endpoint).port}`]);
  });
});

/** The files of the bundle that a command loads, and whether one of them has packages of Alibaba Cloud or of Azure. */
function loadedBy(cwd: string, ...argv: readonly string[]): readonly string[] {
  const hook = join(cwd, 'hook.mjs');
  const log = join(cwd, 'loaded.txt');
  const load = `import { appendFileSync } from 'node:fs';
export async function load(url, context, next) { appendFileSync(${JSON.stringify(log)}, url + '\\n'); return next(url, context); }`;
  writeFileSync(join(cwd, 'load.mjs'), load);
  writeFileSync(
    hook,
    `import { register } from 'node:module'; register(${JSON.stringify(pathToFileURL(join(cwd, 'load.mjs')).href)});`,
  );
  writeFileSync(log, '');
  spawnSync(process.execPath, ['--import', pathToFileURL(hook).href, bundlePath(), ...argv], { cwd, encoding: 'utf8' });
  return readFileSync(log, 'utf8')
    .split('\n')
    .filter((url) => url.startsWith(pathToFileURL(dirname(bundlePath())).href))
    .map((url) => readFileSync(new URL(url), 'utf8'));
}

const holds = (texts: readonly string[], word: string): boolean => texts.some((one) => one.includes(word));

test.each<readonly [string, readonly string[], boolean]>([
  ['lint', ['lint', '.'], false],
  ['a scan of Azure that is wrong', ['scan', '--tenant', 'x', '--discovery', 'arm', '--save', '.'], false],
  ['a saved scan', ['scan', '--from', 'scan.json'], false],
  ['a scan of Alibaba Cloud', ['scan', '--provider', 'alibaba', '--alibaba-endpoint', 'https://127.0.0.1:1'], true],
])('%s loads the packages of Alibaba Cloud only where it asks it', (_, argv, expected) => {
  const scan = { header: { format: 'acraudit-scan', version: 1 }, records: [], end: {} };
  const cwd = folderOf({ 'main.tf': 'resource "alicloud_cr_ee_instance" "main" {}\n', 'scan.json': scan });
  const texts = loadedBy(cwd, ...argv);
  expect(texts.length).toBeGreaterThan(1);
  expect(holds(texts, 'ALIBABA_CLOUD_ECS_METADATA')).toBe(expected);
});
