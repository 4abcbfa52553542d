import type { EarlierFinding } from '../../engine/known/compare-with-earlier.ts';
import { UsageError } from '../../util/errors.ts';
import type { LintRequest } from '../requests.ts';

/**
 * What the templates of a request gave at a git revision, for `--compare REV`.
 *
 * @throws UsageError when there is no such revision.
 */
export function findingsAtRevision(revision: string, _request: LintRequest): Promise<readonly EarlierFinding[]> {
  throw new UsageError(`--compare ${revision}: neither a file nor a git revision that can be read`);
}
