import type { ReadProblem } from '../decode/scan-record.ts';

/** A read that ended without an answer, for a reason that can be shown. */
export class ReadFailure extends Error {
  override readonly name = 'ReadFailure';
  readonly problem: ReadProblem;
  /** Azure's answer, where there was one. */
  readonly status: number | undefined;

  constructor(problem: ReadProblem, status?: number) {
    super(problem.message);
    this.problem = problem;
    this.status = status;
  }
}

export function failure(kind: ReadProblem['kind'], code: string, message: string, status?: number): ReadFailure {
  return new ReadFailure({ kind, code, message }, status);
}

/** What a scan that somebody stopped says of what it did not read. */
export const INTERRUPTED: ReadProblem = {
  kind: 'limit',
  code: 'Interrupted',
  message: 'the scan was interrupted before it was read',
};

/** What is said of everything that is not read because Azure no longer takes the sign-in. */
export const SIGN_IN_OVER: ReadProblem = {
  kind: 'permission',
  code: 'SignIn',
  message: 'the sign-in is not accepted any more',
};

export const BROKEN_ANSWER: ReadProblem = {
  kind: 'limit',
  code: 'BrokenAnswer',
  message: 'the answer is cut off or is no JSON',
};

/** The same problem with what was being read in front of it. */
export function during(what: string, problem: ReadProblem): ReadProblem {
  return problem === INTERRUPTED ? problem : { ...problem, message: `${what}: ${problem.message}` };
}

/**
 * What went wrong, of whatever the Azure SDK threw. Texts of Azure are not repeated, for they may say more of the caller
 * than a report should; its error codes are.
 */
export function problemOf(error: unknown): ReadProblem {
  if (error instanceof ReadFailure) return error.problem;
  const { name, code, statusCode } = error as { name?: string; code?: unknown; statusCode?: unknown };
  const word = typeof code === 'string' && /^[\w.-]{1,60}$/.test(code) ? code : undefined;
  // First: such an error has a status too, which is that of the sign-in service.
  if (name !== undefined && /Authentication|CredentialUnavailable/.test(name)) return SIGN_IN_OVER;
  if (typeof statusCode === 'number') return problemOfStatus(statusCode, word);
  if (code === 'ERR_INVALID_URL')
    return { kind: 'limit', code: 'BrokenLink', message: 'the answer has a link that is no address' };
  if (code === 'PARSE_ERROR') return BROKEN_ANSWER;
  if (word !== undefined) return { kind: 'limit', code: word, message: `no answer: ${word}` };
  return { kind: 'limit', code: 'UnexpectedAnswer', message: 'the answer has not the form it should have' };
}

export function problemOfStatus(status: number, code?: string): ReadProblem {
  const message = `HTTP ${status}${code === undefined ? '' : ` ${code}`}`;
  if (status === 429) return { kind: 'throttled', code: code ?? 'TooManyRequests', message };
  return { kind: status === 401 || status === 403 ? 'permission' : 'limit', code: code ?? `HTTP${status}`, message };
}

/** The HTTP status behind an error, if there was an answer. */
export function statusOf(error: unknown): number | undefined {
  if (error instanceof ReadFailure) return error.status;
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : undefined;
}
