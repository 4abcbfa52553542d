import picomatch from 'picomatch';
import { UsageError } from '../../util/errors.ts';
import { CASE_INSENSITIVE_FILES } from '../../util/paths.ts';
import { tooManyWildcards, WILDCARD_HINT, wildcardProblem } from '../../util/wildcards.ts';

/** Whether the text contains `*`, `?`, `[…]` or `{…}`. Extended globs (`+(…)`, `!(…)`) are plain names. */
export function hasWildcard(text: string): boolean {
  return /[*?[\]{}]/.test(text);
}

export interface PathPattern {
  /** The leading folders without wildcards, to be searched; `''` for the current folder. */
  readonly base: string;
  /** The maximum depth of a match below the base, in path segments. */
  readonly depth: number;
  /** Whether folders with a leading dot have to be searched. */
  readonly dotFolders: boolean;
  /** Whether a path relative to the base, with forward slashes, matches. */
  readonly matches: (path: string) => boolean;
}

/**
 * Parses a glob of the command line: backslashes are separators on every platform, and wildcards match a leading dot only
 * if the pattern contains it. Throws `UsageError` when the pattern has too many wildcards.
 */
export function pathPattern(typed: string): PathPattern {
  const segments = typed.replaceAll('\\', '/').split('/');
  const first = segments.findIndex(hasWildcard);
  const glob = segments.slice(first).filter((segment) => segment !== '' && segment !== '.');
  const folder = segments.slice(0, first).join('/');
  checkPattern(typed, glob.join('/'));
  const open = glob.includes('**') || glob.join('/').includes('{');
  return {
    base: /^(?:[a-z]:)?$/i.test(folder) && first > 0 ? `${folder}/` : folder,
    depth: open ? Number.POSITIVE_INFINITY : glob.length,
    dotFolders: /(?:^|[/{,])\.[^./]/.test(glob.join('/')),
    matches: compile(glob.join('/'), false),
  };
}

export interface PathFilter {
  /** Whether a path relative to the configuration's folder, with forward slashes, matches. */
  readonly matches: (path: string) => boolean;
  /** Whether everything below a folder is certain to match. */
  readonly coversFolder: (path: string) => boolean;
}

/**
 * A list of globs from the configuration. The last matching pattern decides, and one that begins with `!` excludes paths
 * again. A pattern that names a folder matches everything below it.
 */
export function pathFilter(patterns: readonly string[], dot: boolean): PathFilter {
  const rules = patterns.map((typed) => {
    const negative = typed.startsWith('!');
    const glob = typed.slice(negative ? 1 : 0).replaceAll('\\', '/');
    checkPattern(typed, glob);
    const plain = glob.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '');
    const folder = plain.replace(/\/\*\*$/, '');
    const isFile = compile(plain, dot);
    const isFolder = compile(folder, dot);
    return { negative, isFile, isFolder, isBelow: compile(folder === '.' ? '**' : `${folder}/**`, dot) };
  });
  const covering = rules.some((rule) => rule.negative) ? [] : rules;
  return {
    matches: (path) => rules.findLast((rule) => rule.isFile(path) || rule.isBelow(path))?.negative === false,
    coversFolder: (path) => covering.some((rule) => rule.isFolder(path) || rule.isBelow(path)),
  };
}

function checkPattern(typed: string, glob: string): void {
  if (tooManyWildcards(glob)) throw new UsageError(wildcardProblem(typed), { hint: WILDCARD_HINT });
}

function compile(glob: string, dot: boolean): (path: string) => boolean {
  if (glob === '') return () => false;
  // Extended globs, groups and quotes of picomatch are escaped: here they are part of a name.
  const plain = glob.replace(/\[[^\]]*\]|[()!+@|$^"]/g, (text) => (text.length > 1 ? text : `\\${text}`));
  return picomatch(plain, { dot, nonegate: true, nocase: CASE_INSENSITIVE_FILES });
}
