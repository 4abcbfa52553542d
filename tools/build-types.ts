import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { importsOf } from '../test/support/imports.ts';

/** Writes the types of what programs import to `dist/types`, and removes the files of whatever these do not name. */
const FOLDER = 'dist/types';
const ENTRY = 'src/index.d.ts';

rmSync(FOLDER, { recursive: true, force: true });
const { status } = spawnSync(
  process.execPath,
  ['node_modules/typescript/bin/tsc', '--project', 'tsconfig.types.json'],
  { stdio: 'inherit' },
);
if (status === 0) removeAllBut(reachableFrom(ENTRY));
else process.exitCode = 1;

function reachableFrom(entry: string): ReadonlySet<string> {
  const reached = new Set([entry]);
  for (const file of reached)
    for (const { target } of importsOf(file, readFileSync(join(FOLDER, file), 'utf8')))
      if (target.endsWith('.ts')) reached.add(target.replace(/(?:\.d)?\.ts$/, '.d.ts'));
      else if (!target.startsWith('node:')) throw new Error(`${file} needs the package ${target}`);
  return reached;
}

function removeAllBut(kept: ReadonlySet<string>): void {
  const paths = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
  // Folders come after what is in them.
  for (const path of paths.sort().reverse()) {
    const absolute = posix.join(FOLDER, path);
    if (statSync(absolute).isDirectory()) {
      if (readdirSync(absolute).length === 0) rmdirSync(absolute);
    } else if (!kept.has(path)) rmSync(absolute);
  }
}
