import { lstatSync, readdirSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, resolve, sep } from 'node:path';
import { type FileProblem, readProblem } from '../../util/bounded-read.ts';
import { UsageError } from '../../util/errors.ts';
import { nearest } from '../../util/nearest.ts';
import { childPath, relativePath } from '../../util/paths.ts';
import { errorCode } from '../../util/system-error.ts';
import { hasWildcard, type PathPattern, pathPattern } from './globs.ts';
import { entriesNotInUtf8, NAME_ENCODING } from './walk-folder.ts';

/** A path of the command line, by what it refers to. */
export type NamedPath =
  | { readonly kind: 'file' | 'folder'; readonly absolute: string; readonly isLink: boolean }
  | { readonly kind: 'unreadable'; readonly absolute: string; readonly problem: FileProblem }
  | { readonly kind: 'pattern'; readonly typed: string; readonly root: string; readonly pattern: PathPattern }
  | { readonly kind: 'missing'; readonly message: string };

const NOT_FOUND_CODES: ReadonlySet<string | undefined> = new Set([
  'ENOENT',
  'ENOTDIR',
  'ENAMETOOLONG',
  'ERR_INVALID_ARG_VALUE',
]);
const MAX_NAMES_COMPARED = 10_000;

/**
 * Resolves a path as typed. An existing path is used as it is, even with wildcards in its name; a backslash is also tried
 * as a separator. Throws `UsageError` for an empty path (an unset variable, which must not mean
 * the current folder) and for a pattern with too many wildcards.
 */
export function namedPath(typed: string, cwd: string): NamedPath {
  if (typed.trim() === '') throw new UsageError('a path is empty');
  const spellings = typed.includes('\\') && sep === '/' ? [typed, typed.replaceAll('\\', '/')] : [typed];
  for (const spelling of spellings) {
    const found = existingPath(resolve(cwd, spelling));
    if (found) return found;
  }
  const undecodable = undecodableName(resolve(cwd, typed));
  if (undecodable !== undefined) return { kind: 'unreadable', absolute: undecodable, problem: NAME_ENCODING };
  if (!hasWildcard(typed)) return { kind: 'missing', message: missingMessage(typed, cwd) };
  const pattern = pathPattern(typed);
  return { kind: 'pattern', typed, root: resolve(cwd, pattern.base), pattern };
}

function existingPath(absolute: string): NamedPath | undefined {
  try {
    const status = statSync(absolute);
    const isLink = lstatSync(absolute).isSymbolicLink();
    return { kind: status.isDirectory() ? 'folder' : 'file', absolute, isLink };
  } catch (error) {
    if (!NOT_FOUND_CODES.has(errorCode(error))) return { kind: 'unreadable', absolute, problem: readProblem(error) };
    return isLink(absolute) ? { kind: 'unreadable', absolute, problem: BROKEN_LINK } : undefined;
  }
}

/** The displayed form of a path whose last name is not UTF-8; the string from the command line cannot be opened. */
function undecodableName(absolute: string): string | undefined {
  const name = basename(absolute);
  if (!name.includes('\uFFFD')) return undefined;
  try {
    const found = entriesNotInUtf8(dirname(absolute)).find(({ decoded }) => decoded === name);
    return found && childPath(dirname(absolute), found.shown);
  } catch {
    return undefined;
  }
}

/** A symbolic link whose target does not exist. */
export const BROKEN_LINK: FileProblem = { code: 'broken-link', message: 'a broken symbolic link' };

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

/** The message that a path does not exist, with the most similar existing one. */
export function missingMessage(typed: string, cwd: string): string {
  const near = nearestPath(resolve(cwd, typed));
  const hint = near === undefined ? '' : `; did you mean ${relativePath(cwd, near)}?`;
  return `${typed} does not exist${hint}`;
}

/** The existing path most similar to `absolute`: each missing part is replaced by its most similar sibling. */
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
    return readdirSync(folder).slice(0, MAX_NAMES_COMPARED);
  } catch {
    return [];
  }
}
