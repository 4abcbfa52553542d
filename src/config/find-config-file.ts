import { lstatSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { printable } from './problems.ts';

export const CONFIG_FILE_NAMES = ['acraudit.yaml', 'acraudit.yml'] as const;

/**
 * The configuration for an input: the first `acraudit.yaml` or `acraudit.yml` in its folder or a folder above, up to
 * the repository root (the folder with `.git`), or without one to the root of the file system.
 *
 * @param start The input: a folder, a file, or a path that does not exist (then its nearest existing parent counts).
 * @returns The absolute path; whether it can be read is the reader's business.
 * @throws UsageError when a folder has both names.
 */
export function findConfigFile(start: string): string | undefined {
  for (const folder of foldersUp(start)) {
    const found = CONFIG_FILE_NAMES.map((name) => join(folder, name)).filter(exists);
    if (found.length > 1) {
      throw new UsageError(`${printable(folder)} has both ${CONFIG_FILE_NAMES.join(' and ')}; keep one`);
    }
    if (found[0] !== undefined || exists(join(folder, '.git'))) return found[0];
  }
  return undefined;
}

/** The folder with `.git` that `start` is in, or undefined. In a worktree or submodule `.git` is a file. */
export function findRepositoryRoot(start: string): string | undefined {
  return foldersUp(start).find((folder) => exists(join(folder, '.git')));
}

function foldersUp(start: string): string[] {
  const folders = [resolve(start)];
  for (let folder = resolve(start); dirname(folder) !== folder; folder = dirname(folder)) folders.push(dirname(folder));
  return folders;
}

/** A dangling link and a folder of that name exist too: passing over them in silence would drop a configuration. */
function exists(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A file has no entries, and a path can be too long to have any.
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return false;
    throw new UsageError(`${printable(path)}: cannot be read (${code})`, { cause: error });
  }
}
