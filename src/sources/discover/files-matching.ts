import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FileProblem } from '../../util/bounded-read.ts';
import { isInside, relativePath } from '../../util/paths.ts';
import { hasWildcard, pathFilter, pathPattern } from './globs.ts';
import { MAX_ENTRIES } from './visit-file.ts';
import { walkFolder } from './walk-folder.ts';

export interface MatchedFiles {
  /** Absolute paths, sorted. */
  readonly files: readonly string[];
  /** It is certain that no file matches. */
  readonly isUnmatched: boolean;
}

export interface Matched {
  readonly byPattern: ReadonlyMap<string, MatchedFiles>;
  /** Why files may be missing, by absolute folder. */
  readonly problems: ReadonlyMap<string, FileProblem>;
}

interface OpenPattern {
  readonly pattern: string;
  /** The absolute folder that contains all its matches. */
  readonly base: string;
  readonly matches: (path: string) => boolean;
  readonly files: string[];
}

/**
 * The files on disk that patterns of the configuration stand for, whatever their extension; by pattern. A plain path may
 * lead out of `root`; wildcards are looked for below it, all in one walk that enters only folders which may hold a match.
 *
 * @throws UsageError when a pattern has too many wildcards.
 */
export function filesMatching(root: string, patterns: readonly string[], maxEntries = MAX_ENTRIES): Matched {
  const byPattern = new Map<string, MatchedFiles>();
  const problems = new Map<string, FileProblem>();
  const open: OpenPattern[] = [];
  for (const pattern of new Set(patterns)) {
    const absolute = resolve(root, pattern);
    const status = statSync(absolute, { throwIfNoEntry: false });
    if (status?.isFile() === true) byPattern.set(pattern, { files: [absolute], isUnmatched: false });
    else if (pattern.startsWith('!')) byPattern.set(pattern, { files: [], isUnmatched: false });
    else if (hasWildcard(pattern) || status?.isDirectory() === true) open.push(openPattern(root, pattern));
    else byPattern.set(pattern, { files: [], isUnmatched: true });
  }
  const mayContainMatch = (folder: string): boolean =>
    open.some(({ base }) => isInside(base, folder) || isInside(folder, base));
  if (open.length > 0) {
    walkFolder<true>(
      root,
      true,
      {
        folder: (absolute) => mayContainMatch(absolute) || undefined,
        // A link may lead out of the repository, and the user did not name it.
        file: (absolute, _, isLink) => {
          if (isLink) return;
          const path = relativePath(root, absolute);
          for (const { matches, files } of open) if (matches(path)) files.push(absolute);
        },
        problem: (absolute, problem) => problems.set(absolute, problem),
      },
      { left: maxEntries },
    );
  }
  for (const { pattern, files } of open)
    byPattern.set(pattern, { files: files.sort(), isUnmatched: files.length === 0 && problems.size === 0 });
  return { byPattern, problems };
}

function openPattern(root: string, pattern: string): OpenPattern {
  const base = resolve(root, hasWildcard(pattern) ? pathPattern(pattern).base.replace(/^\/+/, '') : pattern);
  return { pattern, base, matches: pathFilter([pattern], false).matches, files: [] };
}
