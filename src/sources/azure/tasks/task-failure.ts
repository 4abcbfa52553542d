import type { ScanProblem } from '../decode/scan-record.ts';
import { INTERRUPTED, problemOf, problemOfStatus, statusOf, withContext } from '../live/read-failure.ts';
import type { RequestContext } from '../live/request-context.ts';

/**
 * Why runs or a log could not be read. A code of Azure is shown only where it is a plain word: what a server says may echo
 * the link to a log, which is a secret.
 *
 * @param right The permission that it takes.
 */
export function taskProblem({ signal }: RequestContext, what: string, right: string, error: unknown): ScanProblem {
  if (signal.aborted) return INTERRUPTED;
  const problem = plain(problemOf(error), statusOf(error));
  return withContext(problem.kind === 'permission' && problem.code !== 'SignIn' ? `${what}: ${right}` : what, problem);
}

function plain(problem: ScanProblem, status: number | undefined): ScanProblem {
  if (/^(?:[a-z_]{1,40}|HTTP\d{3})$/i.test(problem.code)) return problem;
  if (status !== undefined) return problemOfStatus(status);
  // After many failures in a row, whose last one is repeated.
  return { kind: problem.kind, code: 'RequestsFailed', message: 'requests failed again and again' };
}
