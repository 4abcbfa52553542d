import type { RunError } from '../../engine/finding.ts';

/** What became of the log of a run. */
export interface TaskLogRun {
  /** The id of the registry. */
  readonly registry: string;
  readonly runId: string;
  /**
   * `present`: it was there before. `wanted`: of a dry run, it would be saved. `unfinished`: the run goes on, so its log is left
   * for the next time. `none`: Azure has no log of it. `failed`: it could not be read or saved.
   */
  readonly state: 'saved' | 'present' | 'wanted' | 'unfinished' | 'none' | 'failed';
  /** In the folder, with forward slashes; of `saved`, `present` and `wanted`. */
  readonly file?: string;
  readonly bytes?: number;
  /** Of one that failed: why. */
  readonly reason?: string;
}

/** The result of `exportTaskLogs`. */
export interface TaskLogsResult {
  /** How many registries were asked for their runs. */
  readonly registries: number;
  /** In the order of registries and run ids. */
  readonly runs: readonly TaskLogRun[];
  /** What could not be listed or written. */
  readonly errors: readonly RunError[];
}
