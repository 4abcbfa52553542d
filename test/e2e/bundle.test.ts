import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { registry, setting, template } from '../support/arm-templates.ts';
import { bundle, bundlePath } from '../support/bundle.ts';
import { folderOf, type Ran } from '../support/cli.ts';
import { assertResults } from '../support/results-schema.ts';

const passing = template([registry(), setting()]);
const failing = template([registry()]);

describe('the bundle', () => {
  test.each<[string, Record<string, unknown>, number]>([
    ['pass', { 'a.json': passing }, 0],
    ['fail', { 'a.json': failing }, 1],
    ['with a configuration', { 'a.json': failing, 'acraudit.yaml': 'rules:\n  Azure.ACR.Logs: { level: info }\n' }, 0],
    ['wrong configuration', { 'a.json': failing, 'acraudit.yaml': 'ruls: {}\n' }, 2],
    ['nothing to read', {}, 3],
  ])('ends with the right code: %s', (_, files, code) => {
    const ran = bundle(folderOf(files), ['lint']);
    expect(ran.code, ran.err).toBe(code);
    expect(ran.out === '').toBe(code === 2);
  });

  test('a template from standard input', () => {
    const cwd = folderOf({});
    const { code, out } = bundle(
      cwd,
      ['lint', '-', '--rule', 'Azure.ACR.Logs', '--stdin-filename', 'infra/main.json', '-f', 'json'],
      JSON.stringify(failing, null, 2),
    );
    assertResults(out);
    const { results } = JSON.parse(out) as { results: { location: unknown }[] };
    expect(code).toBe(1);
    expect(results.map(({ location }) => location)).toEqual([
      expect.objectContaining({ file: 'infra/main.json', line: 5, column: 5, path: 'resources[0]' }),
    ]);
  });

  test.each<[string, string, number]>([
    ['nothing', '', 3],
    ['no JSON', 'hello', 3],
    ['no template', '{}', 3],
    ['a passing one', JSON.stringify(passing), 0],
  ])('standard input: %s', (_, input, code) => {
    const { code: ended, out } = bundle(folderOf({}), ['lint', '-', '-f', 'json'], input);
    expect(ended).toBe(code);
    assertResults(out);
  });

  test('a report beside what is printed, relative to the working folder', () => {
    const cwd = folderOf({ 'a.json': failing });
    expect(bundle(cwd, ['lint', '--report', 'sarif=out/a.sarif']).code).toBe(1);
    expect(existsSync(join(cwd, 'out/a.sarif'))).toBe(true);
  });

  test('queries are found beside it, and written', () => {
    const cwd = folderOf({});
    expect(bundle(cwd, ['queries', 'untags']).out).toMatch(/^\/\/ title: Untags\n/);
    expect(bundle(cwd, ['queries', '--out', 'made']).code).toBe(0);
    expect(existsSync(join(cwd, 'made/queries/untags.kql'))).toBe(true);
  });

  test('a rule has its page, in SARIF too', () => {
    const cwd = folderOf({ 'a.json': failing });
    expect(bundle(cwd, ['rules', 'acra-0001']).out).toMatch(/^# Azure\.ACR\.Logs\n/);
    const { runs } = JSON.parse(bundle(cwd, ['lint', '--rule', 'Azure.ACR.Logs', '-f', 'sarif']).out) as {
      runs: { tool: { driver: { rules: { help: { markdown: string } }[] } } }[];
    };
    expect(runs[0]?.tool.driver.rules[0]?.help.markdown).toContain('**Fix:**');
  });

  test('a reader that has seen enough changes neither the exit code nor the reports', async () => {
    const names = Array.from({ length: 2000 }, (_, i) => `acrcontoso${i}`);
    const cwd = folderOf({ 'a.json': template(names.map((name) => registry({ name }))) });
    const argv = [bundlePath(), 'lint', '--rule', 'Azure.ACR.Logs', '--report', 'json=out.json'];
    const child = spawn(process.execPath, argv, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect(code).toBe(1);
    const { summary } = JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8')) as { summary: { fail: number } };
    expect(summary.fail).toBe(2000);
  });

  test.runIf(existsSync('/dev/full'))('a full disk behind standard output is one line, and no verdict', () => {
    const cwd = folderOf({ 'a.json': passing, 'b.json': failing });
    const run = (file: string) => {
      const full = openSync('/dev/full', 'w');
      const { status, stderr } = spawnSync(process.execPath, [bundlePath(), 'lint', file], {
        cwd,
        stdio: ['ignore', full, 'pipe'],
        encoding: 'utf8',
      });
      closeSync(full);
      return [status, stderr];
    };
    const said = 'acraudit: the output cannot be written: the disk is full (ENOSPC)\n';
    expect([run('a.json'), run('b.json')]).toEqual([
      [3, said],
      [3, said],
    ]);
  });

  /** Runs the bundle after a script that was there first, as a library that leaves something behind would be. */
  function bundleAfter(script: string, argv: readonly string[], stdin: 'ignore' | 'pipe') {
    const preload = `data:text/javascript,${encodeURIComponent(script)}`;
    const child = spawn(process.execPath, ['--import', preload, bundlePath(), ...argv], {
      cwd: folderOf({ 'a.json': failing }),
      stdio: [stdin, 'pipe', 'pipe'],
    });
    const said = { out: '', err: '' };
    child.stdout?.on('data', (text) => (said.out += text));
    child.stderr?.on('data', (text) => (said.err += text));
    return new Promise<Ran>((resolve) => child.once('close', (code) => resolve({ code: code ?? -1, ...said })));
  }

  test('ends when its work ends, whatever is left open', async () => {
    const left =
      "import { createServer } from 'node:net'; createServer().listen(0, '127.0.0.1'); setInterval(() => 0, 1e6);";
    const { code, out } = await bundleAfter(left, ['lint', '--rule', 'Azure.ACR.Logs'], 'ignore');
    expect([code, out]).toEqual([1, expect.stringContaining('1 registry: 1 fail')]);
  });

  test('a bug in a callback of a library is a crash, and no failure of a registry', async () => {
    const throwing =
      "const id = setInterval(() => { if (process.listenerCount('uncaughtException') === 0) return; clearInterval(id); throw new Error('SECRET'); }, 1);";
    const { code, out, err } = await bundleAfter(throwing, ['lint', '-'], 'pipe');
    expect([code, out]).toEqual([4, '']);
    expect(err).toMatch(/^acraudit: internal error [0-9a-f]{8}: a bug in acraudit, [^\n]+\n$/);
  });

  test('writes no stack trace for wrong usage', () => {
    const { code, out, err } = bundle(folderOf({}), ['lint', '--nothing']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).not.toMatch(/^\s+at /m);
  });
});
