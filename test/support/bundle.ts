import { spawnSync } from 'node:child_process';
import type { Ran } from './cli.ts';

/** Where tests find the bundle that was built for them: the path of its entry. */
export const BUNDLE = 'ACRAUDIT_TEST_BUNDLE';

/** The bundle's entry. */
export function bundlePath(): string {
  const path = process.env[BUNDLE];
  if (path === undefined)
    throw new Error('no bundle was built for this test: it is built for those of the project `thorough`');
  return path;
}

/** Runs the bundle as users do, in a process of its own. */
export function bundle(cwd: string, argv: readonly string[], input = ''): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundlePath(), ...argv], {
    cwd,
    input,
    encoding: 'utf8',
  });
  return { code: status ?? -1, out: stdout, err: stderr };
}
