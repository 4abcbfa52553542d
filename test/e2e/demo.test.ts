import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bundle, bundlePath } from '../support/bundle.ts';
import { folderOf } from '../support/cli.ts';
import { PACKAGE_ROOT } from '../support/imports.ts';

function demo(folder: string) {
  const argv = [join(PACKAGE_ROOT, 'node_modules/tsx/dist/cli.mjs'), 'tools/demo.ts', folder, bundlePath()];
  return spawnSync(process.execPath, argv, { cwd: PACKAGE_ROOT, encoding: 'utf8' });
}

describe('the demo', () => {
  const folder = join(folderOf({}), 'demo');

  test('lints, fixes and scans, each command above what it prints', () => {
    const { status, stdout } = demo(folder);
    expect(status).toBe(0);
    expect([...stdout.matchAll(/^\$ acraudit (\w+)/gm)].map(([, command]) => command)).toEqual([
      'lint',
      'fix',
      'scan',
      'fix',
    ]);
    expect([...stdout.matchAll(/^\$ echo \$\?\n(\d)$/gm)].map(([, code]) => code)).toEqual(['1', '1', '1', '1']);
  });

  test('leaves files to go on with, without the server', () => {
    expect(readdirSync(folder).filter((name) => !name.startsWith('.'))).toEqual([
      'fixes',
      'infra',
      'report.html',
      'results.json',
      'scan.json',
    ]);
    expect(bundle(folder, ['scan', '--from', 'scan.json', '--rule', 'Azure.ACR.Logs']).out).toContain(
      '6 registries: 2 pass, 2 fail, 1 unknown, 1 deleted',
    );
    expect(bundle(folder, ['fix', 'infra', '--rule', 'Azure.ACR.Logs', '--write']).err).toContain('1 registry fixed');
    expect(bundle(folder, ['lint', 'infra', '--rule', 'Azure.ACR.Logs']).code).toBe(0);
  });

  test('makes its folder anew, and takes none that holds something else', () => {
    expect(demo(folder).status).toBe(0);
    const other = folderOf({ 'mine.txt': 'mine' });
    const { status, stderr } = demo(other);
    expect(status).toBe(1);
    expect(stderr).toContain('holds something else: name another folder');
    expect(existsSync(join(other, 'mine.txt'))).toBe(true);
  });
});
