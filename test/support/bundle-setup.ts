import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUNDLE } from './bundle.ts';
import { PACKAGE_ROOT } from './imports.ts';

/**
 * Builds the bundle once for all tests, in a place of its own with nothing beside it but what is packed: a file that is
 * missing from the package is then missing from the tests too, and `dist` stays as it is.
 */
export function setup(): () => void {
  const installed = mkdtempSync(join(tmpdir(), 'acraudit-installed-'));
  const { files } = JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as { files: string[] };
  for (const packed of ['package.json', ...files.filter((file) => file !== 'dist')])
    cpSync(join(PACKAGE_ROOT, packed), join(installed, packed), { recursive: true });
  for (const source of ['src', 'schemas']) symlinkSync(join(PACKAGE_ROOT, source), join(installed, source), 'junction');
  const build = [join(PACKAGE_ROOT, 'node_modules/tsx/dist/cli.mjs'), join(PACKAGE_ROOT, 'tools/build.ts')];
  const { status, stderr } = spawnSync(process.execPath, build, { cwd: installed, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the bundle cannot be built:\n${stderr}`);
  process.env[BUNDLE] = join(installed, 'dist/cli.js');
  return () => rmSync(installed, { recursive: true, force: true });
}
