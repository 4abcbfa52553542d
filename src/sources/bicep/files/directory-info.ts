import { baseName, compareStrings, relativePath } from '../../../util/paths.ts';
import { matchesWildcards } from '../../../util/wildcards.ts';
import type { JsonValue } from '../../arm/json/json-value.ts';

/**
 * The result of `loadDirectoryFileInfo`: the files that stand directly in a folder, by path without letter case. `base` is
 * the folder of the file that asks; paths are absolute.
 */
export function directoryInfo(
  files: readonly string[],
  folder: string,
  base: string,
  pattern: string | undefined,
): JsonValue {
  return files
    .filter((file) => !relativePath(folder, file).includes('/'))
    .filter((file) => pattern === undefined || matchesPattern(baseName(relativePath(folder, file)), pattern))
    .map((file) => relativePath(base, file))
    .sort((a, b) => compareStrings(a.toLowerCase(), b.toLowerCase()) || compareStrings(a, b))
    .map((path) => ({ relativePath: path, baseName: baseName(path), extension: extensionOf(baseName(path)) }));
}

/** `*` is any text and `?` any one character, or none at the end; `*.*` is all, as ever on Windows. */
function matchesPattern(name: string, pattern: string): boolean {
  if (pattern === '*.*') return true;
  if (!pattern.includes('?')) return matchesWildcards(name, pattern);
  return matchesQuestions(name.toLowerCase(), pattern.toLowerCase());
}

/** Linear in the product of both lengths; a file name is short. */
function matchesQuestions(name: string, pattern: string): boolean {
  let reached = new Set([0]);
  for (const wanted of pattern) {
    const next = new Set<number>();
    for (const at of reached) {
      if (wanted === '*') for (let end = at; end <= name.length; end++) next.add(end);
      else if (wanted === '?' ? at < name.length : name[at] === wanted) next.add(at + 1);
      if (wanted === '?' && at === name.length) next.add(at);
    }
    reached = next;
  }
  return reached.has(name.length);
}

/** With its point; empty for a name that has none or ends with it. */
function extensionOf(name: string): string {
  const point = name.lastIndexOf('.');
  return point === -1 || point === name.length - 1 ? '' : name.slice(point);
}
