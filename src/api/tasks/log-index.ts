import { unlink } from 'node:fs/promises';
import type { RegistryIdParts } from '../../model/azure/azure-names.ts';
import { parseRegistryId } from '../../model/azure/azure-names.ts';
import { expiryOf, type TaskRun } from '../../sources/azure/decode/task-run.ts';
import { createPrivateFile, replaceFile, withSuffix } from '../../sources/saved-scan/atomic-file.ts';
import type { ExportFile } from '../../sources/saved-scan/export-problem.ts';
import { logFileOf } from '../../sources/task-logs/log-file-names.ts';
import type { SavedLog } from '../../sources/task-logs/save-log.ts';
import { compareStrings } from '../../util/paths.ts';

/** A run in the index: `schemas/task-logs.schema.json`. */
export interface IndexedRun extends Omit<TaskRun, 'logArtifact'>, Partial<SavedLog> {
  readonly registry: string;
  readonly logArtifact?: string;
  readonly expires?: string;
  readonly log: 'saved' | 'none';
  readonly file?: string;
}

/** The runs of a folder, kept in its `index.json`. */
export interface LogIndex {
  readonly find: (registry: string, runId: string) => IndexedRun | undefined;
  /** Takes a run in, in the place of an earlier entry of it; now and then the file is written. */
  readonly set: (run: IndexedRun) => Promise<void>;
  /** Writes what is not written yet. */
  readonly flush: () => Promise<void>;
}

/** What is lost when the process is killed; logs without an entry are fetched again. */
const MIN_UNWRITTEN = 32;
/** The whole file is written each time, so with many runs less often. */
const UNWRITTEN_SHARE = 0.1;

export function createLogIndex(file: ExportFile, runs: readonly IndexedRun[]): LogIndex {
  const entries = new Map(runs.map((run) => [keyOf(run.registry, run.runId), run]));
  let unwritten = 0;
  let writing: Promise<void> = Promise.resolve();
  const flush = (): Promise<void> => {
    unwritten = 0;
    // One after the other, each with what is known when its turn comes, also after one that failed.
    writing = writing.catch(() => undefined).then(() => writeIndex(file, entries));
    return writing;
  };
  return {
    find: (registry, runId) => entries.get(keyOf(registry, runId)),
    set: async (run) => {
      entries.set(keyOf(run.registry, run.runId), run);
      unwritten += 1;
      if (unwritten >= Math.max(MIN_UNWRITTEN, entries.size * UNWRITTEN_SHARE)) await flush();
    },
    flush,
  };
}

/** Letter case means nothing in ids. */
export function keyOf(registry: string, runId: string): string {
  return `${registry}/${runId}`.toLowerCase();
}

async function writeIndex(file: ExportFile, entries: ReadonlyMap<string, IndexedRun>): Promise<void> {
  const replacement = withSuffix(file, '.new');
  const handle = await createPrivateFile(replacement);
  try {
    await handle.writeFile(indexText(entries));
    await handle.sync();
    await handle.close();
    await replaceFile(replacement, file);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await unlink(replacement.absolute).catch(() => undefined);
    throw error;
  }
}

/** JSON with a run on each line. */
function indexText(entries: ReadonlyMap<string, IndexedRun>): string {
  const runs = [...entries].sort(([a], [b]) => compareStrings(a, b)).map(([, run]) => JSON.stringify(run));
  const list = runs.length === 0 ? '' : `\n${runs.join(',\n')}\n`;
  return `{"format":"acraudit-task-logs","version":1,"runs":[${list}]}\n`;
}

/** The entry of a run, with its members always in one order. */
export function indexed(
  registry: string,
  run: TaskRun,
  saved: (SavedLog & { readonly file: string }) | undefined,
): IndexedRun {
  const { runId, status, runType, task, trigger, createTime, startTime, finishTime, images, logArtifact } = run;
  const expires = expiryOf(run);
  return {
    registry,
    runId,
    status,
    ...(runType !== undefined && { runType }),
    ...(task !== undefined && { task }),
    trigger,
    ...(createTime !== undefined && { createTime }),
    ...(startTime !== undefined && { startTime }),
    ...(finishTime !== undefined && { finishTime }),
    ...(expires !== undefined && { expires }),
    images,
    ...(logArtifact !== undefined && { logArtifact }),
    ...(saved === undefined
      ? { log: 'none' }
      : { log: 'saved', file: saved.file, bytes: saved.bytes, sha256: saved.sha256 }),
  };
}

/** Where the log of a run belongs; undefined for a registry whose id is none. */
export function fileOfRun(registry: string, runId: string): string | undefined {
  const parts: RegistryIdParts | string = parseRegistryId(registry);
  return typeof parts === 'string' ? undefined : logFileOf(parts, runId);
}
