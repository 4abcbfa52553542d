import { lstatSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { UsageError } from '../util/errors.ts';
import { foldersUp } from '../util/path-text.ts';
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
    const [first, second] = configFilesIn(folder);
    if (second !== undefined) {
      throw new UsageError(`${printable(folder)} has both ${CONFIG_FILE_NAMES.join(' and ')}; keep one`);
    }
    if (first !== undefined || exists(join(folder, '.git'))) return first;
  }
  return undefined;
}

function configFilesIn(folder: string): readonly string[] {
  return CONFIG_FILE_NAMES.map((name) => join(folder, name)).filter(exists);
}

/** What an input belongs to, whatever folder the run starts in. */
export interface Home {
  /** The folder with `.git`. */
  readonly repository?: string;
  /** The folder of the nearest configuration, up to the repository's root. */
  readonly configured?: string;
}

/** Finds the home of absolute folders, looking at each folder once. */
export function homeFinder(): (folder: string) => Home {
  const known = new Map<string, Home>();
  const find = (folder: string): Home => {
    const found = known.get(folder) ?? homeOf(folder, find);
    known.set(folder, found);
    return found;
  };
  return find;
}

function homeOf(folder: string, find: (folder: string) => Home): Home {
  const isRepository = exists(join(folder, '.git'));
  const above = isRepository || dirname(folder) === folder ? {} : find(dirname(folder));
  return {
    ...above,
    ...(isRepository && { repository: folder }),
    ...(configFilesIn(folder).length > 0 && { configured: folder }),
  };
}

/**
 * The folder that a file's name is told from in fingerprints, and out of which nothing is read for it: of its repository;
 * without one of the nearest configuration; else the working folder, or for a file outside of that its own.
 */
export function rootOf(file: string, cwd: string, home: (folder: string) => Home): string {
  const folder = dirname(file);
  const { repository, configured } = home(folder);
  return repository ?? configured ?? (isInside(cwd, file) ? cwd : folder);
}

function isInside(folder: string, file: string): boolean {
  const way = relative(folder, file);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** The folder with `.git` that `start` is in, or undefined. In a worktree or submodule `.git` is a file. */
export function findRepositoryRoot(start: string): string | undefined {
  return foldersUp(start).find((folder) => exists(join(folder, '.git')));
}

/** A dangling link and a folder of that name exist too: passing over them in silence would drop a configuration. */
function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A file has no entries, and a path can be too long to have any.
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return false;
    throw new UsageError(`${printable(path)}: cannot be read (${code})`, { cause: error });
  }
}
