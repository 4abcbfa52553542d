/** The least level of a failure that ends with 1. */
export type FailOn = 'error' | 'warning' | 'info' | 'never';

/** What results are for the exit code. */
export interface ExitPolicy {
  readonly failOn: FailOn;
  /** Whether unknowns of these levels end with 1 too. */
  readonly unknown: 'report' | 'fail';
}

/** What holds where neither the command line nor a configuration says something else. */
export const DEFAULT_EXIT_POLICY: ExitPolicy = { failOn: 'error', unknown: 'report' };
