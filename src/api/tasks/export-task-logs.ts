import { loadConfig } from '../../config/load-config.ts';
import type { RunError } from '../../engine/finding.ts';
import { message } from '../../messages/message.ts';
import type { ScanRecord } from '../../sources/azure/decode/scan-record.ts';
import { type Clock, systemClock } from '../../sources/azure/live/clock.ts';
import { INTERRUPTED } from '../../sources/azure/live/read-failure.ts';
import { type LiveProgress, scanLive } from '../../sources/azure/live/scan-subscriptions.ts';
import { UsageError } from '../../util/errors.ts';
import { compareStrings } from '../../util/paths.ts';
import { errorCode, systemErrorText } from '../../util/system-error.ts';
import { inLiveSession, type LiveSession } from '../scan/live-session.ts';
import { inaccessibleError, incomplete } from '../scan/scan-errors.ts';
import { type ScanSettings, scanSettings } from '../scan/scan-settings.ts';
import { configRequest } from '../select-rules.ts';
import { exportListed, registryChoice } from './export-listed.ts';
import type { RegistryExport } from './export-registry.ts';
import { keyOf } from './log-index.ts';
import { type LogFolder, openLogFolder } from './open-log-folder.ts';
import { sinceTime } from './since-time.ts';
import type { TaskLogsRequest } from './task-logs-request.ts';
import type { TaskLogRun, TaskLogsResult } from './task-logs-result.ts';

const DEFAULT_MAX_BYTES = 1024 * 1024 * 1024;

/** The error of an export that ended early. */
function interruptedExport(): RunError {
  return { code: 'scan-interrupted', message: message('tasks.interrupted') };
}

/**
 * Saves the logs of the runs of tasks that Azure still has, before it deletes them. What is there from an earlier export is not
 * fetched again.
 *
 * @throws UsageError when the request, the configuration or the folder is wrong; what cannot be read or saved is in the result.
 */
export async function exportTaskLogs(request: TaskLogsRequest, clock: Clock = systemClock): Promise<TaskLogsResult> {
  const settings = await settingsOf(request);
  const since = request.since === undefined ? undefined : sinceTime(request.since, clock.now());
  const folder = await openLogFolder(request.out, request.cwd);
  return inLiveSession(
    { ...request, ...settings },
    clock,
    (session) => exportAll(request, settings, { clock, session, folder, since }),
    (error) => ({ registries: 0, runs: [], errors: [error ?? interruptedExport()] }),
  );
}

async function settingsOf(request: TaskLogsRequest): Promise<ScanSettings> {
  const { armEndpoint, blobEndpoint, registries = [], maxSize = DEFAULT_MAX_BYTES } = request;
  if ((armEndpoint === undefined) !== (blobEndpoint === undefined))
    throw new UsageError(
      '--arm-endpoint and --blob-endpoint go together: the one names a cloud, the other where its blobs are',
    );
  if (registries.some((name) => name.trim() === '')) throw new UsageError('--registry: the name is empty');
  if (!Number.isSafeInteger(maxSize) || maxSize < 1) throw new UsageError('--max-size: expected a number of bytes');
  const config = await loadConfig({ ...configRequest(request), start: '.' });
  const { custom, ...settings } = scanSettings(request, config.scan);
  return { ...settings, ...(custom && { custom: { ...custom, ...(blobEndpoint !== undefined && { blobEndpoint }) } }) };
}

interface ExportSurroundings {
  readonly clock: Clock;
  readonly session: LiveSession;
  readonly folder: LogFolder;
  readonly since: number | undefined;
}

async function exportAll(
  request: TaskLogsRequest,
  settings: ScanSettings,
  { clock, session, folder, since }: ExportSurroundings,
): Promise<TaskLogsResult> {
  const { dryRun = false, maxSize = DEFAULT_MAX_BYTES, onNotice = () => undefined } = request;
  if (!dryRun) await folder.create();
  const runs: TaskLogRun[] = [];
  const errors: RunError[] = [];
  const full = new AbortController();
  const signal = AbortSignal.any([session.signal, full.signal]);
  const to: RegistryExport = {
    ...folder,
    ...{ blobHost: session.cloud.blobHost, maxBytes: maxSize, dryRun, since, onNotice },
    stop: (reason) => {
      if (!full.signal.aborted) errors.push({ code: 'not-written', message: `--out ${request.out}: ${reason}` });
      full.abort();
    },
    onRun: (run) => void runs.push(run),
    onError: (error) => void errors.push(error),
  };
  const choice = registryChoice(request.registries ?? []);
  await readAzure(request, { ...settings, ...session, clock, signal }, { choice, to });
  if (!dryRun) await finish(folder, request.out, to.onError);
  if (session.signal.aborted) errors.push(interruptedExport());
  else if (!full.signal.aborted) errors.push(...choice.missing().map(notListed));
  return { registries: choice.count(), runs: runs.sort(byRun), errors: errors.sort(byMessage) };
}

type Reading = Omit<ScanSettings, 'cloud'> & LiveSession & { readonly clock: Clock };

/** Lists registries as a scan does, and exports the logs of each as soon as it is listed. */
async function readAzure(
  { onProgress = () => undefined, onNotice }: TaskLogsRequest,
  { clock, cloud, ...reading }: Reading,
  { choice, to }: { readonly choice: ReturnType<typeof registryChoice>; readonly to: RegistryExport },
): Promise<void> {
  const startedAt = clock.now();
  const sink = (record: ScanRecord): void => {
    for (const error of errorsOf(record)) to.onError(error);
  };
  let last: LiveProgress = { subscriptions: { listed: 0, total: undefined }, registries: { read: 0, listed: 0 } };
  let runs = 0;
  const report = (state: LiveProgress): void => {
    last = state;
    onProgress({ ...state, runs, startedAt, now: clock.now() });
  };
  const onRun = (run: TaskLogRun): void => {
    runs += 1;
    to.onRun(run);
    report(last);
  };
  await scanLive({
    ...reading,
    ...{ cloud, clock, sink, batch: false },
    readRegistries: exportListed(choice, { ...to, onRun }),
    onProgress: report,
    ...(onNotice && { onNotice }),
  });
}

/** What was interrupted is said once. */
function errorsOf(record: ScanRecord): readonly RunError[] {
  if (record.kind === 'problem') return record.problem === INTERRUPTED ? [] : [incomplete(record.problem)];
  return record.kind === 'subscription' && record.problem !== INTERRUPTED ? inaccessibleError(record) : [];
}

/** Logs without an entry would be fetched again, so an index that cannot be written is an error, and no loss. */
async function finish({ index }: LogFolder, out: string, onError: (error: RunError) => void): Promise<void> {
  try {
    await index.flush();
  } catch (error) {
    if (!(error instanceof UsageError) && errorCode(error) === undefined) throw error;
    const reason = error instanceof UsageError ? error.text : systemErrorText(error);
    onError({ code: 'not-written', message: `--out ${out}: ${reason}` });
  }
}

function notListed(name: string): RunError {
  return { code: 'scan-incomplete', message: message('tasks.not-listed', { registry: name }) };
}

function byRun(a: TaskLogRun, b: TaskLogRun): number {
  return compareStrings(keyOf(a.registry, a.runId), keyOf(b.registry, b.runId));
}

function byMessage(a: RunError, b: RunError): number {
  return compareStrings(a.message, b.message);
}
