/*
 * Runs of tasks: the typings of the API (containerregistry 2019-06-01-preview) and "View and manage task run logs".
 */

/** Days that Azure keeps the log of a run by default, from when the run ended. */
export const RUN_LOG_DAYS = 30;

/** How runs end (`RunStatus`); those that are `Queued`, `Started` or `Running` have not. */
export const FINAL_RUN_STATUSES: ReadonlySet<string> = new Set(['Succeeded', 'Failed', 'Canceled', 'Error', 'Timeout']);

/** What started a run: a commit, a new base image, a schedule, or a person or program. */
export const RUN_TRIGGERS = ['source', 'baseImage', 'timer', 'manual'] as const;
export type RunTrigger = (typeof RUN_TRIGGERS)[number];
