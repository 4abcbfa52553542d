import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import type { EarlierFinding } from '../../engine/known/compare-with-earlier.ts';
import { placeOf } from '../../engine/known/finding-place.ts';
import { DEFAULT_MAX_SIZE } from '../../sources/discover/discover.ts';
import { type BaseCommit, baseCommit } from '../../sources/git/revision.ts';
import { withTree } from '../../sources/git/revision-tree.ts';
import { UsageError } from '../../util/errors.ts';
import { isInside } from '../../util/paths.ts';
import type { LintRequest } from '../requests.ts';
import { type EvaluatedRequest, evaluateRequest } from './evaluate-request.ts';

/**
 * Evaluates a request on the templates of a commit, and uses what it gives while they are on disk.
 *
 * @param use Gets the folder that stands for the root of the repository.
 * @throws UsageError when the configuration of that commit is wrong, or does not go with the request.
 */
export async function withRevision<T>(
  request: LintRequest,
  base: BaseCommit,
  use: (evaluated: EvaluatedRequest, root: string) => T,
): Promise<T> {
  return withTree(base, request.maxSize ?? DEFAULT_MAX_SIZE, async (root) =>
    use(await evaluateRequest(requestIn(root, request, base), true), root),
  );
}

/**
 * What failed or was unknown at a git revision, or rather at the commit that it and the checked out one have in common.
 *
 * @throws UsageError when there is no such revision, or it cannot be evaluated.
 */
export async function findingsAtRevision(revision: string, request: LintRequest): Promise<readonly EarlierFinding[]> {
  const base = baseCommit(request.cwd, revision, '--compare');
  try {
    return await withRevision(request, base, ({ findings, evaluation: { nameOf } }) =>
      findings.flatMap((finding): EarlierFinding[] => {
        const { rule, outcome, target, message, location, fingerprint } = finding;
        if (outcome !== 'fail' && outcome !== 'unknown') return [];
        return [{ rule, outcome, target, message, file: location.file, fingerprint, place: placeOf(finding, nameOf) }];
      }),
    );
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`--compare ${revision}: that revision cannot be evaluated: ${error.message}`, {
      cause: error,
    });
  }
}

/** The same request where the tree of a commit is; what it names and is not in the repository is left as it is, or out. */
function requestIn(tree: string, request: LintRequest, { root }: BaseCommit): LintRequest {
  const { paths = [], parameters = [], config, withScan } = request;
  const here = realpathSync(request.cwd);
  const cwd = join(tree, relative(root, here));
  mkdirSync(cwd, { recursive: true });
  const named = (path: string): string => (isAbsolute(path) ? relative(request.cwd, path) || '.' : path);
  const isThere = (path: string): boolean => isInside(tree, resolve(cwd, path));
  const inTree = paths.map(named).filter(isThere);
  const { changedSince: _, compare: __, updateBaseline: ___, onProgress: ____, ...rest } = request;
  return {
    ...rest,
    cwd,
    // Nothing of the request is left: a name that is not there.
    paths: paths.length > 0 && inTree.length === 0 ? [NOTHING] : inTree,
    parameters: parameters.map(named).filter((path) => isThere(path) && existsSync(resolve(cwd, path))),
    baseline: false,
    // What is named is not what is compared.
    ...(typeof config === 'string' && { config: resolve(request.cwd, config) }),
    ...(withScan !== undefined && { withScan: resolve(request.cwd, withScan) }),
  };
}

const NOTHING = 'nothing-of-the-request';
