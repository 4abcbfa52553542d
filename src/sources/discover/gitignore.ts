import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { readBounded } from '../../util/bounded-read.ts';
import { CASE_INSENSITIVE_FILES, childPath, isInside, relativePath } from '../../util/paths.ts';
import { tooManyWildcards } from '../../util/wildcards.ts';

/** The `.gitignore` rules in force in one folder: its own and those of the folders above it, up to `top`. */
export interface IgnoreRules {
  /** The folder that the rules' paths are relative to. */
  readonly top: string;
  readonly rules: Ignore | undefined;
}

const MAX_GITIGNORE_BYTES = 1024 * 1024;

/** The folder above (or at) `folder` that holds `.git`, a folder or the file of a worktree; undefined outside of a repository. */
export function gitRoot(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(childPath(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}

/**
 * The rules in force in a folder that is to be searched, without its own file: those of the folders from the git root
 * down; outside of a repository from `cwd` when the folder is in it. If they ignore the requested folder itself, none of
 * them applies inside.
 */
export function rulesAbove(folder: string, cwd: string): IgnoreRules {
  const top = gitRoot(folder) ?? (isInside(cwd, folder) ? cwd : folder);
  const above: string[] = [];
  for (let at = folder; at !== top; at = dirname(at)) above.push(dirname(at));
  let rules: IgnoreRules = { top, rules: undefined };
  for (const [index, at] of above.reverse().entries()) {
    rules = enterFolder(rules, at);
    if (isIgnored(rules, above[index + 1] ?? folder, true)) return { top: folder, rules: undefined };
  }
  return rules;
}

/** The rules in force in `folder`: those of its parent and its own. A file that cannot be read has no rules. */
export function enterFolder(parent: IgnoreRules, folder: string): IgnoreRules {
  const text = readRules(childPath(folder, '.gitignore'));
  if (text === undefined) return parent;
  const base = folder === parent.top ? '' : `/${escapeGlob(relativePath(parent.top, folder))}`;
  const lines = text.split(/\r?\n/).flatMap((line) => rebase(line, base));
  const rules = ignore({ ignorecase: CASE_INSENSITIVE_FILES });
  if (parent.rules) rules.add(parent.rules);
  return { top: parent.top, rules: rules.add(lines) };
}

/** Whether the rules ignore a file or folder below `top`. */
export function isIgnored(rules: IgnoreRules, absolute: string, isFolder: boolean): boolean {
  if (!rules.rules) return false;
  return rules.rules.ignores(relativePath(rules.top, absolute) + (isFolder ? '/' : ''));
}

function readRules(file: string): string | undefined {
  const read = readBounded(file, MAX_GITIGNORE_BYTES);
  return 'bytes' in read ? read.bytes.toString('utf8').replace(/^\uFEFF/, '') : undefined;
}

/**
 * A rule relative to the top folder, so that rules of several folders form one list in which the last match wins. A rule
 * without an inner slash applies at any depth. One that is slow to match is dropped: then more files are linted.
 */
function rebase(line: string, base: string): string[] {
  if (line.trim() === '' || line.startsWith('#') || tooManyWildcards(line)) return [];
  if (base === '') return [line];
  const negative = line.startsWith('!');
  const rule = negative ? line.slice(1) : line;
  const anchored = /\/(?=\s*\S)/.test(rule);
  const rebased = anchored ? `${base}/${rule.replace(/^\//, '')}` : `${base}/**/${rule}`;
  return [negative ? `!${rebased}` : rebased];
}

function escapeGlob(path: string): string {
  return path.replace(/[\\*?[\]!# ]/g, '\\$&');
}
