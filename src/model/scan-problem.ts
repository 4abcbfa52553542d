import type { CauseKind } from '../value/cause.ts';

/** Something of the scan as a whole that could not be read, such as a management group. */
export interface ProblemRecord {
  readonly kind: 'problem';
  readonly problem: ScanProblem;
}

/** Why a read failed. Messages are safe to show: no tokens, no headers. */
export interface ScanProblem {
  /**
   * `permission`: the service denied access; `throttled`: it asked for a longer wait than the limit; `limit`: all retries
   * failed, or interrupted; `notRead`: the export does not contain it.
   */
  readonly kind: Extract<CauseKind, 'permission' | 'throttled' | 'limit' | 'notRead'>;
  /** The error code of the service, or one of ours: `AuthorizationFailed`, `Timeout`. */
  readonly code: string;
  /** A short sentence without a full stop: `HTTP 403 AuthorizationFailed on reading its diagnostic settings`. */
  readonly message: string;
}
