import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bundle, bundlePath } from '../support/bundle.ts';
import { folderOf } from '../support/cli.ts';
import { assertResults } from '../support/results-schema.ts';
import { registry, setting, template } from '../support/templates.ts';

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
      ['lint', '-', '--stdin-filename', 'infra/main.json', '-f', 'json'],
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

  test('a rule has its page, in SARIF too', () => {
    const cwd = folderOf({ 'a.json': failing });
    expect(bundle(cwd, ['rules', 'acra-0001']).out).toMatch(/^# Azure\.ACR\.Logs\n/);
    const { runs } = JSON.parse(bundle(cwd, ['lint', '-f', 'sarif']).out) as {
      runs: { tool: { driver: { rules: { help: { markdown: string } }[] } } }[];
    };
    expect(runs[0]?.tool.driver.rules[0]?.help.markdown).toContain('## Fix');
  });

  test('a reader that has seen enough changes neither the exit code nor the reports', async () => {
    const names = Array.from({ length: 2000 }, (_, i) => `acrcontoso${i}`);
    const cwd = folderOf({ 'a.json': template(names.map((name) => registry({ name }))) });
    const argv = [bundlePath(), 'lint', '--report', 'json=out.json'];
    const child = spawn(process.execPath, argv, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect(code).toBe(1);
    const { summary } = JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8')) as { summary: { fail: number } };
    expect(summary.fail).toBe(2000);
  });

  test('writes no stack trace for wrong usage', () => {
    const { code, out, err } = bundle(folderOf({}), ['lint', '--nothing']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).not.toMatch(/^\s+at /m);
  });
});
