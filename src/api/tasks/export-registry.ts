import type { RunError } from '../../engine/finding.ts';
import { message } from '../../messages/message.ts';
import { endOf, type TaskRun } from '../../sources/azure/decode/task-run.ts';
import { INTERRUPTED } from '../../sources/azure/live/read-failure.ts';
import type { RequestContext } from '../../sources/azure/live/request-context.ts';
import { listRuns } from '../../sources/azure/tasks/list-runs.ts';
import { inParallel } from '../../util/in-parallel.ts';
import { exportRun, type RunExport } from './export-run.ts';
import { createLinkRefusals } from './link-refusals.ts';
import type { TaskLogRun } from './task-logs-result.ts';

/** What an export does, and where its results go. */
export interface RegistryExport extends Omit<RunExport, 'links'> {
  /** Milliseconds since 1970: runs that ended before are left out. */
  readonly since: number | undefined;
  readonly onRun: (run: TaskLogRun) => void;
  readonly onError: (error: RunError) => void;
  readonly onNotice: (text: string) => void;
}

/** Runs of one registry at the same time; the rate limiter bounds the requests of all. */
const MAX_RUNS_AT_ONCE = 16;

/** Saves the logs of the runs of a registry. What fails does not keep others from being saved. */
export async function exportRegistry(context: RequestContext, registry: string, to: RegistryExport): Promise<void> {
  if (context.signal.aborted) return;
  const { runs, nameless, isGone, problem } = await listRuns(context, registry);
  if (isGone) to.onNotice(message('tasks.registry-gone', { registry }));
  if (problem !== undefined && problem !== INTERRUPTED) to.onError(errorOf(registry, problem.message));
  if (nameless > 0) to.onError(errorOf(registry, message('tasks.nameless', { count: nameless })));
  const links = createLinkRefusals();
  const wanted = runs.filter((run) => isSince(run, to.since));
  await inParallel(wanted, MAX_RUNS_AT_ONCE, async (run) => {
    const found = await exportRun(context, registry, run, { ...to, links });
    if (found !== undefined) to.onRun(found);
  });
}

/** A run without any time may be of any. */
function isSince(run: TaskRun, since: number | undefined): boolean {
  const end = endOf(run);
  return since === undefined || end === undefined || Date.parse(end) >= since;
}

function errorOf(registry: string, error: string): RunError {
  return { code: 'scan-incomplete', message: message('error.of-registry', { id: registry, error }) };
}
