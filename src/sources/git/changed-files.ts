import { join } from 'node:path';
import type { BaseCommit } from './revision.ts';
import { gitText, nullSeparated } from './run-git.ts';

/** What has changed since a commit, in the working tree: absolute paths, sorted. */
export interface ChangedFiles {
  /** Files that are there, new or different, also those that git does not track and does not ignore. */
  readonly present: readonly string[];
  /** Files that are no longer there, or no longer under that name. */
  readonly gone: readonly string[];
}

/**
 * Compares a commit with the working tree: what is committed since, staged, unstaged and untracked.
 *
 * @throws UsageError when git cannot.
 */
export function changedFiles({ root, commit }: BaseCommit): ChangedFiles {
  const present = new Set<string>();
  const gone = new Set<string>();
  const diff = [
    'diff',
    '--name-status',
    '-z',
    '--find-renames',
    '--no-ext-diff',
    '--no-textconv',
    '--ignore-submodules=all',
  ];
  const fields = nullSeparated(gitText(root, [...diff, commit, '--'])).values();
  for (const status of fields) {
    const first = fields.next().value ?? '';
    const isMoved = status.startsWith('R') || status.startsWith('C');
    const last = isMoved ? (fields.next().value ?? '') : first;
    if (status.startsWith('D') || status.startsWith('R')) gone.add(first);
    if (!status.startsWith('D')) present.add(last);
  }
  for (const file of nullSeparated(gitText(root, ['ls-files', '--others', '--exclude-standard', '-z'])))
    present.add(file);
  // A file that was removed from the index and left on disk is untracked, and deleted.
  for (const file of present) gone.delete(file);
  const absolute = (files: ReadonlySet<string>): readonly string[] => [...files].sort().map((file) => join(root, file));
  return { present: absolute(present), gone: absolute(gone) };
}
