import { setMaxListeners } from 'node:events';
import type { TokenCredential } from '@azure/identity';
import { MAX_GRAPH_SUBSCRIPTIONS } from '../../../model/azure/limits.ts';
import { createScanReads, type ScanReads } from '../decode/scan-reads.ts';
import type { RegistryRecord, ScanProblem, ScanRecord, ScanScope, SubscriptionRecord } from '../decode/scan-record.ts';
import { createClients, createSession } from './clients.ts';
import type { Clock } from './clock.ts';
import type { CloudEndpoints } from './cloud-endpoints.ts';
import { type ListedRegistry, registriesByArm, registriesByGraph } from './list-registries.ts';
import { wholeOf } from './listed-fields.ts';
import { createRateLimiter } from './rate-limiter.ts';
import { INTERRUPTED, problemOf, readFailure, withContext } from './read-failure.ts';
import { holdingRegistries, type ReadMore } from './read-more.ts';
import { createReferencedReader } from './read-referenced.ts';
import { type EarlierResults, type ReadContext, readAllSettings } from './read-registries.ts';
import { ancestorsOf, emitActivityLog, emitArmLists, emitGraphLists } from './scan-lists.ts';
import { NO_NEEDS, type ScanNeeds } from './scan-needs.ts';
import { resolveSubscriptions, type Subscription, subscriptionsBelow, visibleSubscriptions } from './subscriptions.ts';

export interface AzureScanOptions {
  readonly cloud: CloudEndpoints;
  /** Called for each sign-in. */
  readonly credential: () => TokenCredential;
  readonly scope: ScanScope;
  readonly discovery: 'graph' | 'arm';
  /** Concurrent requests. */
  readonly concurrency: number;
  readonly batch: boolean;
  /** What is read besides registries and their settings. */
  readonly needs?: ScanNeeds;
  /** Aborting ends the scan early; what was not read by then is reported as interrupted. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Results of an interrupted scan that is resumed; they are emitted again and not requested. */
  readonly earlier?: EarlierResults;
  readonly sink: (record: ScanRecord) => void | Promise<void>;
  readonly onProgress: (progress: LiveProgress) => void;
  /** A notice that changes no result. */
  readonly onNotice?: (text: string) => void;
  /** Reads more of all registries before their records are handed on. */
  readonly readMore?: ReadMore;
  /** What is read of the registries of a subscription, in the place of their settings. */
  readonly readRegistries?: ReadRegistries;
}

/** Reads listed registries. Never throws: failures are records, or the caller's own. */
export type ReadRegistries = (
  context: ReadContext,
  subscription: string,
  registries: readonly ListedRegistry[],
) => Promise<void>;

/** Progress of a scan. */
export interface LiveProgress {
  readonly subscriptions: { readonly listed: number; readonly total: number | undefined };
  readonly registries: { readonly read: number; readonly listed: number };
  /** Milliseconds since 1970. */
  readonly waitingUntil?: number;
}

interface ScanContext extends ReadContext, Pick<AzureScanOptions, 'scope' | 'onNotice'> {
  readonly readRegistries: ReadRegistries;
  /** Resource groups known to exist, in lower case. */
  readonly foundGroups: Set<string>;
  /** Subscriptions for which Resource Graph returned rows. */
  readonly listedByGraph: Subscription[];
  readonly reads: ScanReads;
  readonly counts: { subscriptions: number; total: number | undefined; read: number; listed: number };
}

/**
 * Reads every registry in scope and emits a record for each subscription and each registry, whatever happens: a listed
 * registry is read, failed or deleted, and a subscription is read, empty or not accessible.
 */
export async function scanLive(request: AzureScanOptions): Promise<void> {
  const guard = stopOnSinkError(request);
  const held: RegistryRecord[] = [];
  const { readMore } = request;
  const context = createContext({
    ...request,
    ...guard,
    ...(readMore && { sink: holdingRegistries(guard.sink, held) }),
  });
  await listAndRead(context, request.discovery);
  await readMore?.(context, held);
  for (const record of held) await guard.sink(record);
  if (guard.broken.length > 0) throw guard.broken[0];
}

/** Stops reading as soon as a record cannot be saved. */
function stopOnSinkError({
  sink,
  signal,
}: AzureScanOptions): Pick<AzureScanOptions, 'sink' | 'signal'> & { readonly broken: readonly unknown[] } {
  const stop = new AbortController();
  const broken: unknown[] = [];
  const either = AbortSignal.any([signal, stop.signal]);
  // Every waiting request adds a listener; Node would warn of a leak.
  setMaxListeners(0, either);
  return {
    broken,
    signal: either,
    sink: async (record) => {
      if (broken.length > 0) return;
      try {
        await sink(record);
      } catch (error) {
        broken.push(error);
        stop.abort();
      }
    },
  };
}

async function listAndRead(context: ScanContext, discovery: AzureScanOptions['discovery']): Promise<void> {
  try {
    const selection = await selectSubscriptions(context);
    for (const record of selection.inaccessible) await context.sink(record);
    context.counts.total = selection.subscriptions.length;
    context.reportProgress();
    const reading: Promise<void>[] = [];
    const ids = selection.subscriptions.map(({ id }) => id);
    const ancestors = ancestorsOf(context, ids);
    const onListed = (subscription: Subscription, listing: Listing): void => {
      const pending = readSubscription(context, subscription, listing, ancestors);
      // Prevents an unhandled rejection while others are listed; it is awaited below.
      pending.catch(() => undefined);
      reading.push(pending);
    };
    const list = discovery === 'graph' ? listByGraph : listByArm;
    if (context.needs.related.length === 0) await list(context, selection.subscriptions, onListed);
    else await listBeforeReading(context, selection.subscriptions, list, onListed);
    await Promise.all(reading);
    await reportMissingGroups(context);
  } catch (error) {
    if (!(error instanceof ScopeError)) throw error;
    await context.sink({ kind: 'problem', problem: error.problem });
  }
}

/**
 * A resource group that does not exist is most likely misspelt, and a scan of nothing must not look clean. Resource Graph
 * returns only groups that hold registries, so the others are looked up with Azure Resource Manager first.
 */
async function reportMissingGroups(context: ScanContext): Promise<void> {
  const { scope, foundGroups, listedByGraph, counts, sink } = context;
  const isMissing = (name: string): boolean => !context.signal.aborted && !foundGroups.has(name.toLowerCase());
  for (const one of scope.resourceGroups.some(isMissing) ? listedByGraph : []) {
    const listing = await rowsFromArm(context, one, scope.resourceGroups.filter(isMissing));
    if ('problem' in listing) continue;
    counts.listed += listing.registries.length;
    await context.readRegistries(context, one.id, listing.registries);
  }
  for (const name of scope.resourceGroups.filter(isMissing)) {
    const message = `no resource group ${name} was found; check the name`;
    await sink({ kind: 'problem', problem: readFailure('permission', 'ResourceGroupNotFound', message).problem });
  }
}

function createContext(request: AzureScanOptions): ScanContext {
  const { clock, signal, cloud, concurrency, onProgress } = request;
  const limiter = createRateLimiter(concurrency, clock, signal);
  const counts: ScanContext['counts'] = { subscriptions: 0, total: undefined, read: 0, listed: 0 };
  const throttling = { limiter, clock, signal, origin: new URL(cloud.armEndpoint).origin };
  const reportProgress = (): void => {
    const waitingUntil = limiter.waitingUntil();
    onProgress({
      subscriptions: { listed: counts.subscriptions, total: counts.total },
      registries: { read: counts.read, listed: counts.listed },
      ...(waitingUntil !== undefined && { waitingUntil }),
    });
  };
  const session = createSession(() => createClients(request.credential(), cloud, throttling), limiter.closeAll);
  const needs = request.needs ?? NO_NEEDS;
  const whole = wholeOf(needs.fields);
  const reads = createScanReads();
  const sink = async (record: ScanRecord): Promise<void> => {
    reads.add(record);
    await request.sink(record);
  };
  const lists = { needs, associationsListed: new Set<string>(), settingLists: new Map() };
  const reading = { session, limiter, clock, signal };
  return {
    ...request,
    ...lists,
    readRegistries: request.readRegistries ?? readAllSettings,
    sink,
    reads,
    readReferenced: createReferencedReader(reading, needs, reads, sink),
    session,
    limiter,
    counts,
    foundGroups: new Set(),
    listedByGraph: [],
    reportProgress,
    ...(whole && { whole }),
  };
}

/** The scope of the scan could not be determined. */
class ScopeError extends Error {
  readonly problem: ScanProblem;
  constructor(problem: ScanProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

async function selectSubscriptions(context: ScanContext): Promise<ReturnType<typeof resolveSubscriptions>> {
  const { scope } = context;
  const describing = async <T>(what: string, read: () => Promise<T>): Promise<T> => {
    try {
      return await read();
    } catch (error) {
      throw new ScopeError(context.signal.aborted ? INTERRUPTED : withContext(what, problemOf(error)));
    }
  };
  const visible = await describing('listing the subscriptions', () => visibleSubscriptions(context));
  const { managementGroup: group } = scope;
  const groupMembers =
    group === undefined
      ? undefined
      : await describing(`listing what is below management group ${group}`, () => subscriptionsBelow(context, group));
  const chosen = resolveSubscriptions(visible, scope, groupMembers);
  if (chosen.subscriptions.length + chosen.inaccessible.length > 0) return chosen;
  const none = visible.length === 0 ? 'the identity can see no subscription' : 'no subscription is left to scan';
  throw new ScopeError(readFailure('permission', 'NoSubscription', none).problem);
}

/** How listing the registries of one subscription ended. */
type Listing =
  | { readonly by: SubscriptionRecord['listedBy']; readonly registries: readonly ListedRegistry[] }
  | { readonly by: SubscriptionRecord['listedBy']; readonly problem: ScanProblem };

type OnListed = (subscription: Subscription, found: Listing) => void;

/** What rules ask of all resources of a type has to be known before the first registry is evaluated. */
async function listBeforeReading(
  context: ScanContext,
  subscriptions: readonly Subscription[],
  list: typeof listByArm,
  onListed: OnListed,
): Promise<void> {
  const listed: Parameters<OnListed>[] = [];
  await list(context, subscriptions, (...one) => void listed.push(one));
  for (const [{ id }, listing] of listed)
    if (listing.by === 'arm' && 'registries' in listing && listing.registries.length > 0)
      await emitArmLists(context, id);
  for (const one of listed) onListed(...one);
}

async function listByGraph(
  context: ScanContext,
  subscriptions: readonly Subscription[],
  onListed: OnListed,
): Promise<void> {
  for (let at = 0; at < subscriptions.length; at += MAX_GRAPH_SUBSCRIPTIONS) {
    const chunk = subscriptions.slice(at, at + MAX_GRAPH_SUBSCRIPTIONS);
    const rows = await rowsFromGraph(context, chunk);
    // No rows: either no registry, or no access to the subscription.
    const withoutRows = chunk.filter(({ id }) => !rows.has(id));
    await emitGraphLists(
      context,
      chunk.flatMap(({ id }) => (rows.has(id) ? [id] : [])),
    );
    for (const one of chunk) {
      const registries = rows.get(one.id);
      if (registries === undefined) continue;
      context.listedByGraph.push(one);
      onListed(one, { by: 'graph', registries });
    }
    await listByArm(context, withoutRows, onListed);
  }
}

async function rowsFromGraph(
  context: ScanContext,
  subscriptions: readonly Subscription[],
): Promise<ReadonlyMap<string, readonly ListedRegistry[]>> {
  const ids = subscriptions.map(({ id }) => id);
  const bySubscription = new Map<string, ListedRegistry[]>(ids.map((id) => [id, []]));
  try {
    for (const row of await registriesByGraph(context, ids, context.scope.resourceGroups, context.needs.fields)) {
      const [, , subscription = ''] = row.id.toLowerCase().split('/');
      bySubscription.get(subscription)?.push(row);
    }
  } catch (error) {
    // Denied or incomplete: list each subscription with Azure Resource Manager instead.
    const { message } = problemOf(error);
    if (!context.signal.aborted)
      context.onNotice?.(`Resource Graph is unavailable (${message}); listing registries per subscription`);
    return new Map();
  }
  return new Map([...bySubscription].filter(([, rows]) => rows.length > 0));
}

async function listByArm(
  context: ScanContext,
  subscriptions: readonly Subscription[],
  onListed: OnListed,
): Promise<void> {
  const left = [...subscriptions];
  const worker = async (): Promise<void> => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) {
      const found = await rowsFromArm(context, one);
      onListed(one, found);
    }
  };
  await Promise.all(Array.from({ length: Math.min(LIST_CONCURRENCY, left.length) }, worker));
}

const LIST_CONCURRENCY = 32;

async function rowsFromArm(
  context: ScanContext,
  { id }: Subscription,
  groups = context.scope.resourceGroups,
): Promise<Listing> {
  const onGroup = (name: string): void => void context.foundGroups.add(name.toLowerCase());
  try {
    return { by: 'arm', registries: await registriesByArm(context, id, groups, onGroup, context.needs.fields) };
  } catch (error) {
    const problem = context.signal.aborted ? INTERRUPTED : withContext('listing its registries', problemOf(error));
    return { by: 'arm', problem };
  }
}

/** Emits the record of a subscription and reads the settings of its registries. */
async function readSubscription(
  context: ScanContext,
  { id, name }: Subscription,
  listing: Listing,
  ancestors: ReturnType<typeof ancestorsOf>,
): Promise<void> {
  const { counts, sink, reportProgress } = context;
  counts.subscriptions++;
  const base = { kind: 'subscription', id, name, listedBy: listing.by } as const;
  if ('problem' in listing) {
    await sink({ ...base, state: 'inaccessible', problem: listing.problem });
    reportProgress();
    return;
  }
  counts.listed += listing.registries.length;
  for (const { id: registry } of listing.registries)
    context.foundGroups.add((registry.split('/')[4] ?? '').toLowerCase());
  const groups = context.needs.activityLog ? await emitActivityLog(context, id, ancestors) : undefined;
  const state = listing.registries.length === 0 ? 'empty' : 'read';
  await sink({ ...base, state, ...(groups !== undefined && { managementGroups: groups }) });
  reportProgress();
  await context.readRegistries(context, id, listing.registries);
}
