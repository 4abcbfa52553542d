import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { folderOf, type Ran } from '../support/cli.ts';
import { PACKAGE_ROOT } from '../support/imports.ts';
import { SUBSCRIPTION, savedScan, WORKSPACE } from '../support/saved-scan.ts';

const TO = ['--workspace-id', WORKSPACE] as const;
let installed = '';

// Built in a place of its own: another test builds into the project's `dist`, and nothing but what is packed is there.
beforeAll(() => {
  installed = folderOf({});
  for (const packed of ['package.json', 'templates', 'docs/rules'])
    cpSync(join(PACKAGE_ROOT, packed), join(installed, packed), { recursive: true });
  symlinkSync(join(PACKAGE_ROOT, 'src'), join(installed, 'src'));
  const tsx = join(PACKAGE_ROOT, 'node_modules/tsx/dist/cli.mjs');
  const build = join(PACKAGE_ROOT, 'src/dev/build.ts');
  const { status, stderr } = spawnSync(process.execPath, [tsx, build], { cwd: installed, encoding: 'utf8' });
  expect(status, stderr).toBe(0);
});

function bundle(cwd: string, ...argv: readonly string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(installed, 'dist/cli.js'), ...argv], {
    cwd,
    encoding: 'utf8',
  });
  return { code: status ?? -1, out: stdout, err: stderr };
}

describe('the package finds its own templates, not those of the working folder,', () => {
  test('for a scan', () => {
    const cwd = folderOf({ 'scan.json': savedScan([{ name: 'acr1' }]), 'templates/fix-up.json': 'wrong' });
    const { code, err } = bundle(cwd, 'fix', '--from', 'scan.json', '--out', 'fixup', ...TO);
    expect({ code, err }).toEqual({ code: 1, err: '1 change; fixup/README.md tells all\n' });
    expect(readdirSync(join(cwd, 'fixup', SUBSCRIPTION)).sort()).toEqual([
      'README.md',
      'deploy.sh',
      'fix-up-settings.bicep',
      'fix-up.bicep',
      'fix-up.bicepparam',
      'fix-up.json',
      'fix-up.parameters.json',
    ]);
  });

  test('for a policy', () => {
    const cwd = folderOf({});
    expect(bundle(cwd, 'fix', '--policy', '--out', 'policy', ...TO).code).toBe(0);
    expect(existsSync(join(cwd, 'policy/deploy.subscription.json'))).toBe(true);
  });
});
