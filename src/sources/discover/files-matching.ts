import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { relativePath } from '../../util/path-text.ts';
import { hasWildcard, pathFilter } from './globs.ts';
import { walkFolder } from './walk.ts';

const MAX_ENTRIES = 100_000;

export interface MatchedFiles {
  /** Absolute paths, sorted. */
  readonly files: readonly string[];
  /** It certainly matches no file. */
  readonly isUnmatched: boolean;
}

/**
 * The files on disk that patterns of the configuration stand for, whatever their extension; by pattern. A plain path may
 * lead out of `root`, wildcards are looked for below it, all in one walk.
 *
 * @throws UsageError when a pattern has too many wildcards.
 */
export function filesMatching(root: string, patterns: readonly string[]): ReadonlyMap<string, MatchedFiles> {
  const found = new Map<string, MatchedFiles>();
  const open: { readonly pattern: string; readonly matches: (path: string) => boolean; readonly files: string[] }[] =
    [];
  for (const pattern of new Set(patterns)) {
    const absolute = resolve(root, pattern);
    if (statSync(absolute, { throwIfNoEntry: false })?.isFile() === true)
      found.set(pattern, { files: [absolute], isUnmatched: false });
    else if (pattern.startsWith('!')) found.set(pattern, { files: [], isUnmatched: false });
    else if (hasWildcard(pattern) || statSync(absolute, { throwIfNoEntry: false })?.isDirectory() === true)
      open.push({ pattern, matches: pathFilter([pattern], false).matches, files: [] });
    else found.set(pattern, { files: [], isUnmatched: true });
  }
  const budget = { left: MAX_ENTRIES };
  if (open.length > 0) {
    walkFolder<true>(
      root,
      true,
      {
        folder: () => true,
        // A link may lead out of the repository, and no one named it.
        file: (absolute, _, isLink) => {
          if (isLink) return;
          const path = relativePath(root, absolute);
          for (const { matches, files } of open) if (matches(path)) files.push(absolute);
        },
        problem: () => undefined,
      },
      budget,
    );
  }
  for (const { pattern, files } of open)
    found.set(pattern, { files: files.sort(), isUnmatched: files.length === 0 && budget.left > 0 });
  return found;
}
