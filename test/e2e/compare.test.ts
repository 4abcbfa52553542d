import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Comparison } from '../../src/engine/finding.ts';
import { registry, setting, template } from '../support/arm-templates.ts';
import { acraudit, folderOf, lintJson } from '../support/cli.ts';
import { expectSarif, NO_ADDRESS } from '../support/expect-sarif.ts';
import { savedScan } from '../support/saved-scan.ts';

const failing = (name: string) => template([registry({ name })]);
const passing = template([registry(), setting()]);

/** A repository whose results were written, and then one was fixed, one is new, and one file is gone. */
async function changed(): Promise<string> {
  const cwd = folderOf({ 'one/a.json': failing('a'), 'one/b.json': failing('b'), 'two/c.json': failing('c') });
  await acraudit(cwd, 'lint', '--report', 'json=before.json');
  writeFileSync(join(cwd, 'one/a.json'), JSON.stringify(passing));
  writeFileSync(join(cwd, 'two/d.json'), JSON.stringify(failing('d')));
  rmSync(join(cwd, 'two/c.json'));
  return cwd;
}

async function compared(cwd: string, ...argv: readonly string[]): Promise<readonly unknown[]> {
  const run = await lintJson(cwd, ...argv);
  const { comparison } = run as unknown as { comparison: Comparison };
  return [comparison.new, comparison.unchanged, comparison.fixed.map(({ file }) => file)];
}

describe('compared with earlier results', () => {
  test('what is new, fixed and unchanged is told, and the exit code is the same', async () => {
    const cwd = await changed();
    expect(await compared(cwd, '--compare', 'before.json')).toEqual([1, 1, ['one/a.json', 'two/c.json']]);
    const { code, out } = await acraudit(cwd, 'lint', '--compare', 'before.json');
    expect(code).toBe(1);
    expect(out).toContain('✗ fail      d  Azure.ACR.Logs ACRA-0001  new\n');
    expect(out).toContain('✗ fail      b  Azure.ACR.Logs ACRA-0001\n');
    expect(out).toMatch(/^ {2}✓ fixed {5}a {2}Azure\.ACR\.Logs {2}one\/a\.json {2}/m);
    expect(out).toContain('compared with before.json: 1 new, 2 fixed, 1 unchanged\n');
    expect((await acraudit(cwd, 'lint', '-q', '--compare', 'before.json')).out).toMatch(
      /^one\/b\.json\S* ✗ fail .*\(defaults\)\ntwo\/d\.json\S* ✗ fail .*\(defaults\) \(new\)\n$/,
    );
  });

  test.each<readonly [string, string, readonly string[], readonly unknown[]]>([
    ['what a run did not look at is not fixed', '.', ['two'], [1, 0, ['two/c.json']]],
    ['nor is what another rule found', '.', ['--rule', 'Azure.ACR.LogsValid'], [0, 0, []]],
    ['a run that starts elsewhere knows results of the root', 'one', ['..'], [1, 1, ['one/a.json', 'two/c.json']]],
  ])('%s', async (_, folder, argv, expected) => {
    const cwd = await changed();
    const file = folder === '.' ? 'before.json' : '../before.json';
    expect(await compared(join(cwd, folder), ...argv, '--compare', file)).toEqual(expected);
  });

  test('of results from a folder that cannot be told nothing is called fixed', async () => {
    const cwd = await changed();
    mkdirSync(join(cwd, 'other/deep'), { recursive: true });
    await acraudit(join(cwd, 'other/deep'), 'lint', '../../one', '--report', 'json=before.json');
    writeFileSync(join(cwd, 'one/b.json'), JSON.stringify(passing));
    expect(await compared(cwd, '--compare', 'other/deep/before.json')).toEqual([1, 0, []]);
  });

  test('SARIF has states, and what is fixed with --sarif-all', async () => {
    const cwd = await changed();
    const states = async (...argv: readonly string[]) => {
      const { out } = await acraudit(cwd, 'lint', '-f', 'sarif', '--compare', 'before.json', ...argv);
      expectSarif(out, [NO_ADDRESS]);
      return (JSON.parse(out).runs[0].results as { baselineState: string }[]).map((result) => result.baselineState);
    };
    expect(await states()).toEqual(['unchanged', 'new']);
    expect(await states('--sarif-all')).toEqual(['unchanged', 'unchanged', 'new', 'absent', 'absent']);
  });
});

describe('--compare refuses', () => {
  test.each<readonly [string, string | undefined, string]>([
    ['what is no file', undefined, '--compare x: there is no such file, and this folder is in no git repository'],
    ['what is no JSON', 'results', '--compare x: these are no JSON results of acraudit: 1:1: '],
    ['other JSON', '{"results": []}', '--compare x: these are no JSON results of acraudit'],
    [
      'another version',
      '{"version": 2, "tool": {"name": "acraudit"}, "results": []}',
      '--compare x: its version is not 1',
    ],
    [
      'a result that is none',
      '{"version": 1, "tool": {"name": "acraudit"}, "results": [{"rule": 1}]}',
      'results[0] is none',
    ],
  ])('%s', async (_, text, expected) => {
    const cwd = folderOf({ 'a.json': failing('a'), ...(text !== undefined && { x: text }) });
    const { code, out, err } = await acraudit(cwd, 'lint', '--compare', 'x');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(expected);
  });

  test('of scan what is no file', async () => {
    const cwd = folderOf({ 'scan.json': savedScan([]) });
    const { code, err } = await acraudit(cwd, 'scan', '--from', 'scan.json', '--compare', 'main');
    expect([code, err]).toEqual([2, 'acraudit: --compare main: no such file\n']);
  });
});
