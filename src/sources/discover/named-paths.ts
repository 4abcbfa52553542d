import { lstatSync, readdirSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, resolve, sep } from 'node:path';
import { type ReadProblem, readProblem } from '../../util/bounded-read.ts';
import { UsageError } from '../../util/errors.ts';
import { nearest } from '../../util/nearest.ts';
import { childPath, relativePath } from '../../util/path-text.ts';
import { errorCode } from '../../util/system-error.ts';
import { hasWildcard, type PathPattern, pathPattern } from './globs.ts';
import { entriesNotInUtf8, NAME_ENCODING } from './walk.ts';

/** A path of the command line, by what stands there. */
export type NamedPath =
  | { readonly kind: 'file' | 'folder'; readonly absolute: string; readonly isLink: boolean }
  | { readonly kind: 'unreadable'; readonly absolute: string; readonly problem: ReadProblem }
  | { readonly kind: 'pattern'; readonly typed: string; readonly root: string; readonly pattern: PathPattern }
  | { readonly kind: 'missing'; readonly message: string };

const NOTHING_THERE: ReadonlySet<string | undefined> = new Set([
  'ENOENT',
  'ENOTDIR',
  'ENAMETOOLONG',
  'ERR_INVALID_ARG_VALUE',
]);
const MOST_NAMES_COMPARED = 10_000;

/**
 * Finds out what a path as typed stands for. A path that exists is what it is, wildcards in its name or not; a
 * backslash is tried as a separator too. Throws `UsageError` for an empty path (an unset variable, which must not mean
 * the current folder) and for a pattern with too many wildcards.
 */
export function namedPath(typed: string, cwd: string): NamedPath {
  if (typed.trim() === '') throw new UsageError('a path is empty');
  const spellings = typed.includes('\\') && sep === '/' ? [typed, typed.replaceAll('\\', '/')] : [typed];
  for (const spelling of spellings) {
    const found = existing(resolve(cwd, spelling));
    if (found) return found;
  }
  const strange = strangeName(resolve(cwd, typed));
  if (strange !== undefined) return { kind: 'unreadable', absolute: strange, problem: NAME_ENCODING };
  if (!hasWildcard(typed)) return { kind: 'missing', message: missingMessage(typed, cwd) };
  const pattern = pathPattern(typed);
  return { kind: 'pattern', typed, root: resolve(cwd, pattern.base), pattern };
}

function existing(absolute: string): NamedPath | undefined {
  try {
    const status = statSync(absolute);
    const isLink = lstatSync(absolute).isSymbolicLink();
    return { kind: status.isDirectory() ? 'folder' : 'file', absolute, isLink };
  } catch (error) {
    if (!NOTHING_THERE.has(errorCode(error))) return { kind: 'unreadable', absolute, problem: readProblem(error) };
    return isLink(absolute) ? { kind: 'unreadable', absolute, problem: BROKEN_LINK } : undefined;
  }
}

/** A path whose last name is not UTF-8, as it is shown: what Node made of it on the command line cannot be opened. */
function strangeName(absolute: string): string | undefined {
  const name = basename(absolute);
  if (!name.includes('\uFFFD')) return undefined;
  try {
    const found = entriesNotInUtf8(dirname(absolute)).find(({ decoded }) => decoded === name);
    return found && childPath(dirname(absolute), found.shown);
  } catch {
    return undefined;
  }
}

/** A symbolic link whose target is not there. */
export const BROKEN_LINK: ReadProblem = { code: 'broken-link', message: 'a symbolic link to nothing' };

function isLink(absolute: string): boolean {
  return status(absolute)?.isSymbolicLink() ?? false;
}

function status(absolute: string): Stats | undefined {
  try {
    return lstatSync(absolute);
  } catch {
    return undefined;
  }
}

/** Says that a path does not exist, with the nearest one that does. */
export function missingMessage(typed: string, cwd: string): string {
  const near = nearestPath(resolve(cwd, typed));
  const hint = near === undefined ? '' : `; did you mean ${relativePath(cwd, near)}?`;
  return `${typed} does not exist${hint}`;
}

/** The existing path that `absolute` was probably meant to be: each missing part is replaced by its nearest neighbour. */
function nearestPath(absolute: string): string | undefined {
  if (status(absolute)) return absolute;
  const parent = dirname(absolute);
  if (parent === absolute) return undefined;
  const folder = nearestPath(parent);
  if (folder === undefined) return undefined;
  const exact = childPath(folder, basename(absolute));
  if (folder !== parent && status(exact)) return exact;
  const name = nearest(basename(absolute), namesIn(folder));
  return name === undefined ? undefined : childPath(folder, name);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).slice(0, MOST_NAMES_COMPARED);
  } catch {
    return [];
  }
}
