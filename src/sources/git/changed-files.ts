import { join } from 'node:path';
import { UsageError } from '../../util/errors.ts';
import type { BaseCommit } from './revision.ts';
import { gitText, nullSeparated, runGit } from './run-git.ts';

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
  const fields = nullSeparated(gitText(root, [...withoutFilters(root), ...diff, commit, '--'])).values();
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

/**
 * Flags that switch off the programs through which git passes files before it compares them: the configuration of the
 * repository names them. A file that needs one then counts as changed whenever git has to look into it.
 */
function withoutFilters(root: string): readonly string[] {
  const { bytes } = runGit(root, [
    'config',
    '--null',
    '--name-only',
    '--get-regexp',
    '^filter\\..*\\.(clean|process)$',
  ]);
  const names = new Set(
    nullSeparated(bytes.toString('utf8')).map((key) => key.slice('filter.'.length, key.lastIndexOf('.'))),
  );
  return [...names].flatMap((name) => {
    if (/[=\n]/.test(name)) throw new UsageError('the configuration of git has a filter whose name no flag can have');
    return ['clean=', 'process=', 'required=false'].flatMap((setting) => ['-c', `filter.${name}.${setting}`]);
  });
}
