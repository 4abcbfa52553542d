import type { ReadCode } from '../../../util/error-codes.ts';
import type { ScanProblem } from '../decode/scan-record.ts';

/** A read that failed for a reason that can be shown. */
export class ReadFailure extends Error {
  override readonly name = 'ReadFailure';
  readonly problem: ScanProblem;
  /** The HTTP status, if there was a response. */
  readonly status: number | undefined;

  constructor(problem: ScanProblem, status?: number) {
    super(problem.message);
    this.problem = problem;
    this.status = status;
  }
}

/** A problem that this program names itself. */
export type OwnProblem = ScanProblem & { readonly code: ReadCode };

export function readFailure(kind: ScanProblem['kind'], code: ReadCode, message: string): ReadFailure {
  return new ReadFailure({ kind, code, message });
}

/** The problem of everything that an interrupted scan did not read. */
export const INTERRUPTED: OwnProblem = {
  kind: 'limit',
  code: 'Interrupted',
  message: 'the scan was interrupted before it was read',
};

/** The problem of everything that is not read because Azure no longer accepts the sign-in. */
export const SIGN_IN_EXPIRED: OwnProblem = {
  kind: 'permission',
  code: 'SignIn',
  message: 'the sign-in is no longer accepted',
};

export const INVALID_RESPONSE: OwnProblem = {
  kind: 'limit',
  code: 'BrokenAnswer',
  message: 'the response is truncated or not valid JSON',
};

const BROKEN_LINK: OwnProblem = {
  kind: 'limit',
  code: 'BrokenLink',
  message: 'the response has a link that is not a URL',
};

const UNEXPECTED_ANSWER: OwnProblem = {
  kind: 'limit',
  code: 'UnexpectedAnswer',
  message: 'the response has an unexpected format',
};

/** The same problem with what was being read in front of it. */
export function withContext(what: string, problem: ScanProblem): ScanProblem {
  return problem === INTERRUPTED ? problem : { ...problem, message: `${what}: ${problem.message}` };
}

/**
 * The problem behind any error of the Azure SDK. Azure's messages are not repeated, since they may contain details of the
 * caller; its error codes are.
 */
export function problemOf(error: unknown): ScanProblem {
  if (error instanceof ReadFailure) return error.problem;
  const { name, code, statusCode } = error as { name?: string; code?: unknown; statusCode?: unknown };
  const safeCode = typeof code === 'string' && /^[\w.-]{1,60}$/.test(code) ? code : undefined;
  // First, because such an error also has a status: that of the sign-in service.
  if (name !== undefined && /Authentication|CredentialUnavailable/.test(name)) return SIGN_IN_EXPIRED;
  if (typeof statusCode === 'number') return problemOfStatus(statusCode, safeCode);
  if (code === 'ERR_INVALID_URL') return BROKEN_LINK;
  if (code === 'PARSE_ERROR') return INVALID_RESPONSE;
  if (safeCode !== undefined) return { kind: 'limit', code: safeCode, message: `no response: ${safeCode}` };
  return UNEXPECTED_ANSWER;
}

export function problemOfStatus(status: number, code?: string): ScanProblem {
  const message = `HTTP ${status}${code === undefined ? '' : ` ${code}`}`;
  if (status === 429) return { kind: 'throttled', code: code ?? 'TooManyRequests', message };
  return { kind: status === 401 || status === 403 ? 'permission' : 'limit', code: code ?? `HTTP${status}`, message };
}

/** The HTTP status behind an error, if there was a response. */
export function statusOf(error: unknown): number | undefined {
  if (error instanceof ReadFailure) return error.status;
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : undefined;
}
