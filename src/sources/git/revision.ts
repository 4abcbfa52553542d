import { realpathSync } from 'node:fs';
import { UsageError } from '../../util/errors.ts';
import { nearest } from '../../util/nearest.ts';
import { gitText, runGit } from './run-git.ts';

/** A commit that the working tree is compared with. */
export interface BaseCommit {
  /** The absolute root of the working tree. */
  readonly root: string;
  /** Its hash. */
  readonly commit: string;
}

type RevisionFlag = '--changed-since' | '--compare';

/** How a shallow clone gets the history that it lacks. */
const FETCH = 'fetch the history: git fetch --unshallow (in GitHub Actions: actions/checkout with fetch-depth: 0)';

/**
 * The commit that a revision and the checked out one have in common.
 *
 * @param flag What names the revision: the other one may name a file as well.
 * @throws UsageError when there is no git, no repository, no such revision, or no common commit.
 */
export function baseCommit(folder: string, revision: string, flag: RevisionFlag): BaseCommit {
  const where = runGit(folder, ['rev-parse', '--show-toplevel']);
  if (where.status !== 0) throw noRepository(revision, flag, where.complaint);
  const root = realpathSync(where.bytes.toString('utf8').trimEnd());
  const isShallow = gitText(root, ['rev-parse', '--is-shallow-repository']).trim() === 'true';
  if (hashOf(root, 'HEAD') === undefined)
    throw new UsageError(`${flag} ${revision}: the repository has no commit yet, so everything is new`);
  const commit = revision.startsWith('-') ? undefined : hashOf(root, revision);
  if (commit === undefined) throw unknownRevision(root, revision, flag, isShallow);
  const common = runGit(root, ['merge-base', commit, 'HEAD']);
  if (common.status === 0) return { root, commit: common.bytes.toString('utf8').trim() };
  throw new UsageError(
    `${flag} ${revision}: no commit is common to it and the checked out one${isShallow ? ', as far as this shallow clone goes' : ''}`,
    { ...(isShallow && { hint: FETCH }) },
  );
}

function noRepository(revision: string, flag: RevisionFlag, complaint: string): UsageError {
  if (/dubious ownership/i.test(complaint))
    return new UsageError(`${flag} ${revision}: ${complaint}`, {
      hint: 'If you trust it: git config --global --add safe.directory FOLDER',
    });
  if (!/not a git repository/i.test(complaint)) return new UsageError(`${flag} ${revision}: ${complaint}`);
  const noFile = flag === '--compare' ? 'there is no such file, and ' : '';
  return new UsageError(`${flag} ${revision}: ${noFile}this folder is in no git repository`);
}

/** The hash of the commit that a revision names; undefined when it names none. */
function hashOf(root: string, revision: string): string | undefined {
  const { status, bytes } = runGit(root, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}^{commit}`,
  ]);
  const hash = bytes.toString('utf8').trim();
  return status === 0 && /^[0-9a-f]{40,64}$/.test(hash) ? hash : undefined;
}

function unknownRevision(root: string, revision: string, flag: RevisionFlag, isShallow: boolean): UsageError {
  const names = gitText(root, ['for-each-ref', '--format=%(refname:short)', '--count=2000']).split('\n');
  const close = nearest(
    revision,
    names.filter((name) => name !== ''),
  );
  const help = close === undefined ? '' : `; did you mean ${close}?`;
  const what = flag === '--compare' ? 'neither a file nor a revision that git knows' : 'git knows no such revision';
  return new UsageError(`${flag} ${revision}: ${what}${help}`, {
    hint: isShallow
      ? `This is a shallow clone: ${FETCH}`
      : 'A branch of a remote is named with it, as in origin/main, and has to be fetched',
  });
}
