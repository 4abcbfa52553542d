import { message } from '../../messages/message.ts';
import { LIST_LOG_LINK } from '../../model/azure/roles.ts';
import type { ScanProblem } from '../../sources/azure/decode/scan-record.ts';
import { isFinal, type TaskRun } from '../../sources/azure/decode/task-run.ts';
import { INTERRUPTED, ReadFailure } from '../../sources/azure/live/read-failure.ts';
import type { RequestContext } from '../../sources/azure/live/request-context.ts';
import { fetchLog, GROWING } from '../../sources/azure/tasks/fetch-log.ts';
import { taskProblem } from '../../sources/azure/tasks/task-failure.ts';
import { hasLog, saveLog } from '../../sources/task-logs/save-log.ts';
import { UsageError } from '../../util/errors.ts';
import { errorCode, systemErrorText } from '../../util/system-error.ts';
import type { LinkRefusals } from './link-refusals.ts';
import { fileOfRun, indexed } from './log-index.ts';
import type { LogFolder } from './open-log-folder.ts';
import type { TaskLogRun } from './task-logs-result.ts';

/** How logs are saved, for all runs of an export. */
export interface RunExport extends Pick<LogFolder, 'folder' | 'index'> {
  readonly blobHost: string | undefined;
  readonly maxBytes: number;
  readonly dryRun: boolean;
  readonly links: LinkRefusals;
  /** Ends the export, since nothing more can be written. */
  readonly stop: (reason: string) => void;
}

/** After these nothing else can be written either. */
const NO_MORE_ROOM: ReadonlySet<string | undefined> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO']);

/** Saves the log of a run, unless it is there. Undefined: the export ended before. */
export async function exportRun(
  context: RequestContext,
  registry: string,
  run: TaskRun,
  around: RunExport,
): Promise<TaskLogRun | undefined> {
  const { runId } = run;
  const file = fileOfRun(registry, runId);
  if (file === undefined || context.signal.aborted) return undefined;
  const { bytes } = around.index.find(registry, runId) ?? {};
  if (bytes !== undefined && (await hasLog(around.folder, file, bytes)))
    return { registry, runId, state: 'present', file, bytes };
  if (!isFinal(run)) return { registry, runId, state: 'unfinished' };
  if (around.dryRun) return { registry, runId, state: 'wanted', file };
  const refused = around.links.verdict();
  if (refused !== undefined) return { registry, runId, state: 'failed', reason: refused };
  try {
    return await fetched(context, registry, run, { ...around, file });
  } catch (error) {
    const { kind, message: reason } = problemOf(context, error);
    if (reason === INTERRUPTED.message) return undefined;
    if (kind === 'permission') around.links.refused(reason);
    if (NO_MORE_ROOM.has(errorCode(error))) around.stop(reason);
    return { registry, runId, state: 'failed', reason };
  }
}

async function fetched(
  context: RequestContext,
  registry: string,
  run: TaskRun,
  { folder, index, blobHost, maxBytes, links, file }: RunExport & { readonly file: string },
): Promise<TaskLogRun> {
  const { runId } = run;
  const saved = await fetchLog(context, {
    registry,
    runId,
    blobHost,
    maxBytes,
    save: (bytes) => saveLog(folder, file, bytes),
    isRecent: isRecent(run, context.clock.now()),
    onLink: links.given,
  });
  if (saved === GROWING) return { registry, runId, state: 'unfinished' };
  // What tells whether the file was changed is not given up.
  if (saved === undefined && index.find(registry, runId)?.log === 'saved')
    return { registry, runId, state: 'failed', file, reason: message('tasks.changed') };
  await index.set(indexed(registry, run, saved && { ...saved, file }));
  if (saved === undefined) return { registry, runId, state: 'none' };
  return { registry, runId, state: 'saved', file, bytes: saved.bytes };
}

/** Milliseconds after a run in which its log may still be written to. */
const MAX_GROWING_MS = 60 * 60_000;

function isRecent({ finishTime }: TaskRun, now: number): boolean {
  return finishTime !== undefined && now - Date.parse(finishTime) < MAX_GROWING_MS;
}

/** Why a log was not saved. What is neither Azure nor the disk is a bug. */
function problemOf(
  context: RequestContext,
  error: unknown,
): Pick<ScanProblem, 'message'> & { readonly kind?: ScanProblem['kind'] } {
  if (error instanceof UsageError) return { message: error.text };
  if (error instanceof ReadFailure || isAnswer(error))
    return taskProblem(context, 'reading its log', LIST_LOG_LINK, error);
  if (errorCode(error) === undefined) throw error;
  return { message: `it cannot be written: ${systemErrorText(error)}` };
}

/** An error of the Azure SDK: it has the status of an answer, or is one of signing in. */
function isAnswer(error: unknown): boolean {
  const { name = '', statusCode } = (error ?? {}) as { readonly name?: string; readonly statusCode?: unknown };
  return statusCode !== undefined || /^RestError$|Authentication|CredentialUnavailable/.test(name);
}
