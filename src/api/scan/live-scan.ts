import { relative, resolve } from 'node:path';
import { message } from '../../messages/message.ts';
import { API_VERSIONS } from '../../model/azure/api-versions.ts';
import { EVENT_QUERY_TYPE } from '../../model/azure/arrivals.ts';
import { isType } from '../../model/azure/resource-types.ts';
import type { Wanted } from '../../model/inventory.ts';
import { isUnrestricted, type ScanHeader, type ScanRecord } from '../../sources/azure/decode/scan-record.ts';
import { type Clock, systemClock } from '../../sources/azure/live/clock.ts';
import type { ReadMore } from '../../sources/azure/live/read-more.ts';
import { NO_NEEDS, readsOf, type ScanNeeds, scanNeeds } from '../../sources/azure/live/scan-needs.ts';
import { scanLive } from '../../sources/azure/live/scan-subscriptions.ts';
import type { Identity } from '../../sources/azure/live/sign-in.ts';
import type { RegistryQuestions } from '../../sources/azure/logs/explain-registry.ts';
import { type EarlierScan, resumeFrom } from '../../sources/saved-scan/resume.ts';
import { openSavedScan } from '../../sources/saved-scan/write-saved-scan.ts';
import { UsageError } from '../../util/errors.ts';
import { version } from '../../util/version.ts';
import type { ScanWatch } from '../requests.ts';
import { inLiveSession, type LiveSession } from './live-session.ts';
import { interruptedScan, type ScanFiles } from './scan-evaluation.ts';
import type { ScanSettings } from './scan-settings.ts';

export interface LiveRequest extends ScanSettings, ScanWatch {
  readonly resume?: boolean;
  /** What the active rules need. */
  readonly wanted?: Wanted;
  /** How many minutes back events have to have arrived; undefined: whether they did is not read. */
  readonly arrivedSince?: number;
  /** What is asked of the logs of one registry besides. */
  readonly questions?: RegistryQuestions;
  /** The name of the file to save to. */
  readonly save?: string;
  readonly cwd: string;
}

/** Scans Azure, hands each record on, and saves it where that was asked for. */
export async function evaluateLive(
  request: LiveRequest,
  add: (record: ScanRecord) => void,
  clock: Clock = systemClock,
): Promise<ScanFiles> {
  return inLiveSession(
    request,
    clock,
    (session) => scanSaving(request, clock, session, add),
    (error) => ({ errors: [error ?? interruptedScan()] }),
  );
}

async function scanSaving(
  request: LiveRequest,
  clock: Clock,
  session: LiveSession,
  add: (record: ScanRecord) => void,
): Promise<ScanFiles> {
  const saving = await openSaving(request, headerOf(request, session.cloud.name, session.identity, clock));
  if (saving.earlier !== undefined) request.onNotice?.(resumed(saving.earlier));
  const isWhole = await read(request, clock, session, saving, add);
  return {
    errors: isWhole ? [] : [interruptedScan()],
    resourceGroups: request.scope.resourceGroups,
    isWhole: isWhole && isUnrestricted(request.scope),
  };
}

function resumed({ header, ids }: EarlierScan): string {
  return message('note.resumed', { started: header.started, count: [...ids()].length });
}

function needsOf({ wanted }: Pick<LiveRequest, 'wanted'>): ScanNeeds {
  return wanted === undefined ? NO_NEEDS : scanNeeds(wanted);
}

function headerOf({ scope, wanted }: LiveRequest, cloud: string, identity: Identity, clock: Clock): ScanHeader {
  const reads = readsOf(needsOf({ wanted }));
  return {
    format: 'acraudit-scan',
    version: 1,
    tool: { name: 'acraudit', version },
    started: timeOf(clock),
    cloud,
    ...identity,
    apiVersions: API_VERSIONS,
    scope,
    ...(reads.length > 0 && { reads }),
  };
}

function timeOf(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}

/** Where records go, and what is there from before. */
interface Saving {
  readonly write: (record: ScanRecord) => Promise<void>;
  readonly finish: (complete: boolean, clock: Clock) => Promise<void>;
  readonly abandon: () => Promise<void>;
  readonly earlier?: EarlierScan;
}

const NOT_SAVED: Saving = {
  write: () => Promise.resolve(),
  finish: () => Promise.resolve(),
  abandon: () => Promise.resolve(),
};

async function openSaving({ save, resume = false, cwd }: LiveRequest, header: ScanHeader): Promise<Saving> {
  if (save === undefined) return NOT_SAVED;
  const absolute = resolve(cwd, save);
  const file = { file: relative(cwd, absolute) || absolute, absolute };
  const earlier = resume ? await resumeFrom(file) : undefined;
  const writer = await goOn(earlier, () => {
    if (earlier !== undefined) mustBeSameScan(earlier, header);
    const started = earlier?.header.started ?? header.started;
    return openSavedScan(file, { ...header, started }, earlier);
  });
  return {
    write: writer.write,
    abandon: writer.abandon,
    finish: (complete, clock) => writer.finish({ finished: timeOf(clock), complete }),
    ...(earlier !== undefined && { earlier }),
  };
}

async function goOn<T>(earlier: EarlierScan | undefined, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    await earlier?.close();
    throw error;
  }
}

function mustBeSameScan(
  { header, file }: EarlierScan,
  { scope, cloud, tenant, principal, apiVersions, reads = [] }: ScanHeader,
): void {
  const differing = [
    ...(JSON.stringify(header.scope) === JSON.stringify(scope) ? [] : ['subscriptions or groups']),
    ...(header.cloud === cloud ? [] : ['cloud']),
    ...(header.tenant === tenant ? [] : ['tenant']),
    ...(header.principal === principal ? [] : ['principal']),
    ...(JSON.stringify(header.reads ?? []) === JSON.stringify(reads) ? [] : ['rules']),
    ...(JSON.stringify(header.apiVersions) === JSON.stringify(apiVersions) ? [] : ['api versions']),
  ];
  if (differing.length > 0)
    throw new UsageError(
      `--resume: the scan in ${file} is one of other ${differing.join(' and ')}; scan without --resume`,
    );
}

async function read(
  request: LiveRequest,
  clock: Clock,
  { cloud, credential, signal }: LiveSession,
  saving: Saving,
  add: (record: ScanRecord) => void,
): Promise<boolean> {
  const { onProgress = () => undefined } = request;
  const startedAt = clock.now();
  const unlisted = unlistedSubscriptions();
  const sink = async (record: ScanRecord): Promise<void> => {
    unlisted.note(record);
    add(record);
    await saving.write(record);
  };
  try {
    const readMore = await moreOf(request);
    await scanLive({
      ...request,
      ...(readMore && { readMore }),
      cloud,
      credential,
      signal,
      clock,
      sink,
      needs: needsOf(request),
      onProgress: (state) => onProgress({ ...state, startedAt, now: clock.now() }),
      ...(saving.earlier !== undefined && { earlier: saving.earlier }),
    });
    for (const record of stillKnown(saving.earlier, unlisted)) await sink(record);
  } catch (error) {
    await saving.abandon();
    throw error;
  }
  // What an earlier part of the scan has read is not given up because nothing could be listed this time.
  const isWhole = !signal.aborted && (saving.earlier === undefined || !unlisted.isAll());
  await saving.finish(isWhole, clock);
  await saving.earlier?.close();
  return isWhole;
}

/** What is read besides: whether events arrived, where a rule asks for that, and what one registry is asked. */
async function moreOf({ arrivedSince, questions, wanted }: LiveRequest): Promise<ReadMore | undefined> {
  if (arrivedSince === undefined) return undefined;
  const readers: ReadMore[] = [];
  if (wanted?.referenced.some((type) => isType(type, EVENT_QUERY_TYPE)) === true) {
    const { arrivalReader } = await import('../../sources/azure/logs/read-arrivals.ts');
    readers.push(arrivalReader(arrivedSince));
  }
  if (questions !== undefined) {
    const { registryExplainer } = await import('../../sources/azure/logs/explain-registry.ts');
    readers.push(registryExplainer(questions, arrivedSince));
  }
  return async (context, registries) => {
    for (const reader of readers) await reader(context, registries);
  };
}

/** The subscriptions whose registries could not be listed this time. */
interface ListingGaps {
  readonly note: (record: ScanRecord) => void;
  readonly has: (subscription: string) => boolean;
  /** Nothing has been said of it at all. */
  readonly isUntold: (subscription: string) => boolean;
  readonly isAll: () => boolean;
}

function unlistedSubscriptions(): ListingGaps {
  const told = new Set<string>();
  const listed = new Set<string>();
  let hasProblem = false;
  const isAll = (): boolean => hasProblem && listed.size === 0;
  return {
    note: (record) => {
      if (record.kind === 'problem') hasProblem = true;
      if (record.kind !== 'subscription') return;
      told.add(record.id.toLowerCase());
      if (record.state !== 'inaccessible') listed.add(record.id.toLowerCase());
    },
    has: (subscription) => isAll() || !listed.has(subscription),
    isUntold: (subscription) => !isAll() && !told.has(subscription),
    isAll,
  };
}

/** Records of the earlier scan for subscriptions that can no longer be listed, with a record that says so. */
function* stillKnown(earlier: EarlierScan | undefined, unlisted: ListingGaps): Iterable<ScanRecord> {
  for (const id of earlier?.ids() ?? []) {
    const subscription = id.split('/')[2] ?? '';
    if (unlisted.isUntold(subscription)) yield noLongerVisible(subscription);
    const record = unlisted.has(subscription) ? earlier?.record(id) : undefined;
    if (record !== undefined) yield record;
  }
}

function noLongerVisible(subscription: string): ScanRecord {
  const text = message('error.no-longer-visible');
  const problem = { kind: 'permission', code: 'SubscriptionNotVisible', message: text } as const;
  return {
    kind: 'subscription',
    id: subscription,
    name: subscription,
    state: 'inaccessible',
    listedBy: 'arm',
    problem,
  };
}
