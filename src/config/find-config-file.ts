import { lstatSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { UsageError } from '../util/errors.ts';
import { ancestorFolders } from '../util/paths.ts';
import { printable } from './config-problems.ts';

export const CONFIG_FILE_NAMES = ['acraudit.yaml', 'acraudit.yml'] as const;

/**
 * The configuration for an input: the first `acraudit.yaml` or `acraudit.yml` in its folder or a folder above, up to
 * the repository root (the folder with `.git`), or without one to the root of the file system.
 *
 * @param start The input: a folder, a file, or a path that does not exist (then its nearest existing parent counts).
 * @returns The absolute path; whether it can be read is not checked.
 * @throws UsageError when a folder has both names.
 */
export function findConfigFile(start: string): string | undefined {
  for (const folder of ancestorFolders(start)) {
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

/** The folders an input belongs to, independent of the working folder. */
export interface ProjectRoots {
  /** The folder with `.git`. */
  readonly repository?: string;
  /** The folder of the nearest configuration, up to the repository's root. */
  readonly configFolder?: string;
}

/** Finds the roots of absolute folders, checking each folder once. */
export function createRootsFinder(): (folder: string) => ProjectRoots {
  const known = new Map<string, ProjectRoots>();
  const find = (folder: string): ProjectRoots => {
    const found = known.get(folder) ?? findRoots(folder, find);
    known.set(folder, found);
    return found;
  };
  return find;
}

function findRoots(folder: string, find: (folder: string) => ProjectRoots): ProjectRoots {
  const isRepository = exists(join(folder, '.git'));
  const above = isRepository || dirname(folder) === folder ? {} : find(dirname(folder));
  return {
    ...above,
    ...(isRepository && { repository: folder }),
    ...(configFilesIn(folder).length > 0 && { configFolder: folder }),
  };
}

/**
 * The folder that names in fingerprints are relative to, and outside of which no files are read: that of the repository;
 * else of the nearest configuration; else the working folder, or for files outside of it their own.
 */
export function rootOf(file: string, cwd: string, rootsOf: (folder: string) => ProjectRoots): string {
  const folder = dirname(file);
  const { repository, configFolder } = rootsOf(folder);
  return repository ?? configFolder ?? (isBelow(cwd, file) ? cwd : folder);
}

function isBelow(folder: string, file: string): boolean {
  const path = relative(folder, file);
  return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

/** The folder with `.git` that `start` is in, or undefined. In a worktree or submodule `.git` is a file. */
export function findRepositoryRoot(start: string): string | undefined {
  return ancestorFolders(start).find((folder) => exists(join(folder, '.git')));
}

/** A broken link or a folder of that name counts too: ignoring it silently would drop a configuration. */
function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // The parent may be a file, or the path too long.
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return false;
    throw new UsageError(`${printable(path)}: cannot be read (${code})`, { cause: error });
  }
}
