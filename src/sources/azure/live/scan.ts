import { setMaxListeners } from 'node:events';
import type { TokenCredential } from '@azure/identity';
import { MAX_GRAPH_SUBSCRIPTIONS } from '../../../model/azure/limits.ts';
import type { ReadProblem, ScanRecord, ScanScope, SubscriptionRecord } from '../decode/scan-record.ts';
import { createClients, createSession } from './clients.ts';
import type { Clock } from './clock.ts';
import type { Cloud } from './cloud.ts';
import { type Listed, registriesByArm, registriesByGraph } from './list-registries.ts';
import { wholeOf } from './listed-fields.ts';
import { createPacer } from './pacer.ts';
import { during, failure, INTERRUPTED, problemOf } from './read-failure.ts';
import { type Earlier, type Reading, readAll } from './read-registries.ts';
import { chooseSubscriptions, type Subscription, subscriptionsBelow, visibleSubscriptions } from './subscriptions.ts';

export interface LiveScan {
  readonly cloud: Cloud;
  /** Made anew for each sign-in. */
  readonly credential: () => TokenCredential;
  readonly scope: ScanScope;
  readonly discovery: 'graph' | 'arm';
  /** Requests at the same time. */
  readonly concurrency: number;
  readonly batch: boolean;
  /** Paths of registries that are listed besides what every scan lists. */
  readonly fields?: readonly string[];
  /** Aborting it ends the scan early: what is not read by then is said to be so. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** What an earlier part of the same scan has read; it is handed over again and not asked for. */
  readonly earlier?: Earlier;
  readonly sink: (record: ScanRecord) => void | Promise<void>;
  readonly onProgress: (progress: LiveProgress) => void;
  /** Something worth saying that changes no result. */
  readonly onNotice?: (text: string) => void;
}

/** How far a scan is. */
export interface LiveProgress {
  readonly subscriptions: { readonly listed: number; readonly total: number | undefined };
  readonly registries: { readonly read: number; readonly listed: number };
  /** Milliseconds since 1970. */
  readonly waitingUntil?: number;
}

interface Scanning extends Reading, Pick<LiveScan, 'scope' | 'onNotice' | 'fields'> {
  /** Resource groups that are there, in lower case. */
  readonly groups: Set<string>;
  /** Subscriptions of which Resource Graph gave rows. */
  readonly byGraph: Subscription[];
  readonly counts: { subscriptions: number; total: number | undefined; read: number; listed: number };
}

/**
 * Reads every registry in scope and hands over a record for each subscription and each registry, whatever happens: a
 * registry that was listed is read, failed or gone, and a subscription is read, empty or out of reach.
 */
export async function scanLive(request: LiveScan): Promise<void> {
  const guard = guarded(request);
  await read(start({ ...request, ...guard }), request.discovery);
  if (guard.broken.length > 0) throw guard.broken[0];
}

/** When what was read cannot be put away any more, nothing more is read. */
function guarded({
  sink,
  signal,
}: LiveScan): Pick<LiveScan, 'sink' | 'signal'> & { readonly broken: readonly unknown[] } {
  const stop = new AbortController();
  const broken: unknown[] = [];
  const either = AbortSignal.any([signal, stop.signal]);
  // Everything that waits listens to it; Node would warn of a leak.
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

async function read(scanning: Scanning, discovery: LiveScan['discovery']): Promise<void> {
  try {
    const chosen = await choose(scanning);
    for (const record of chosen.outOfReach) await scanning.sink(record);
    scanning.counts.total = chosen.subscriptions.length;
    scanning.tell();
    const reading: Promise<void>[] = [];
    const onListed = (subscription: Subscription, found: Found): void => {
      const going = takeUp(scanning, subscription, found);
      // Others are still being listed; it is waited for below.
      going.catch(() => undefined);
      reading.push(going);
    };
    if (discovery === 'graph') await listByGraph(scanning, chosen.subscriptions, onListed);
    else await listByArm(scanning, chosen.subscriptions, onListed);
    await Promise.all(reading);
    await missingGroups(scanning);
  } catch (error) {
    if (!(error instanceof ScopeProblem)) throw error;
    await scanning.sink({ kind: 'problem', problem: error.problem });
  }
}

/**
 * A resource group that is nowhere is most likely a wrong name, and a scan of nothing must not look like a clean one.
 * Resource Graph tells of groups only by their registries, so what it did not name is asked for before that is said.
 */
async function missingGroups(scanning: Scanning): Promise<void> {
  const { scope, groups, byGraph, counts, sink } = scanning;
  const isMissing = (name: string): boolean => !scanning.signal.aborted && !groups.has(name.toLowerCase());
  for (const one of scope.resourceGroups.some(isMissing) ? byGraph : []) {
    const found = await armRows(scanning, one, scope.resourceGroups.filter(isMissing));
    if ('problem' in found) continue;
    counts.listed += found.registries.length;
    await readAll(scanning, one.id, found.registries);
  }
  for (const name of scope.resourceGroups.filter(isMissing)) {
    const message = `no resource group ${name} was found; is the name right?`;
    await sink({ kind: 'problem', problem: failure('permission', 'ResourceGroupNotFound', message).problem });
  }
}

function start(request: LiveScan): Scanning {
  const { clock, signal, cloud, concurrency, onProgress } = request;
  const pacer = createPacer(concurrency, clock, signal);
  const counts: Scanning['counts'] = { subscriptions: 0, total: undefined, read: 0, listed: 0 };
  const pace = { pacer, clock, signal, origin: new URL(cloud.armEndpoint).origin };
  const tell = (): void => {
    const waitingUntil = pacer.waitingUntil();
    onProgress({
      subscriptions: { listed: counts.subscriptions, total: counts.total },
      registries: { read: counts.read, listed: counts.listed },
      ...(waitingUntil !== undefined && { waitingUntil }),
    });
  };
  const session = createSession(() => createClients(request.credential(), cloud, pace), pacer.giveUp);
  const whole = wholeOf(request.fields ?? []);
  return { ...request, session, pacer, counts, groups: new Set(), byGraph: [], tell, ...(whole && { whole }) };
}

/** Nobody can say what the scan is about. */
class ScopeProblem extends Error {
  readonly problem: ReadProblem;
  constructor(problem: ReadProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

async function choose(scanning: Scanning): Promise<ReturnType<typeof chooseSubscriptions>> {
  const { scope } = scanning;
  const asking = async <T>(what: string, read: () => Promise<T>): Promise<T> => {
    try {
      return await read();
    } catch (error) {
      throw new ScopeProblem(scanning.signal.aborted ? INTERRUPTED : during(what, problemOf(error)));
    }
  };
  const visible = await asking('listing the subscriptions', () => visibleSubscriptions(scanning));
  const { managementGroup: group } = scope;
  const below =
    group === undefined
      ? undefined
      : await asking(`listing what is below management group ${group}`, () => subscriptionsBelow(scanning, group));
  const chosen = chooseSubscriptions(visible, scope, below);
  if (chosen.subscriptions.length + chosen.outOfReach.length > 0) return chosen;
  const none = visible.length === 0 ? 'the identity can see no subscription' : 'no subscription is left to scan';
  throw new ScopeProblem(failure('permission', 'NoSubscription', none).problem);
}

/** How listing the registries of one subscription ended. */
type Found =
  | { readonly by: SubscriptionRecord['listedBy']; readonly registries: readonly Listed[] }
  | { readonly by: SubscriptionRecord['listedBy']; readonly problem: ReadProblem };

type OnListed = (subscription: Subscription, found: Found) => void;

async function listByGraph(
  scanning: Scanning,
  subscriptions: readonly Subscription[],
  onListed: OnListed,
): Promise<void> {
  for (let at = 0; at < subscriptions.length; at += MAX_GRAPH_SUBSCRIPTIONS) {
    const some = subscriptions.slice(at, at + MAX_GRAPH_SUBSCRIPTIONS);
    const rows = await graphRows(scanning, some);
    // No row says nothing: there may be no registry, or Resource Graph may not look.
    const silent = some.filter(({ id }) => !rows.has(id));
    for (const one of some) {
      const registries = rows.get(one.id);
      if (registries === undefined) continue;
      scanning.byGraph.push(one);
      onListed(one, { by: 'graph', registries });
    }
    await listByArm(scanning, silent, onListed);
  }
}

async function graphRows(
  scanning: Scanning,
  subscriptions: readonly Subscription[],
): Promise<ReadonlyMap<string, readonly Listed[]>> {
  const ids = subscriptions.map(({ id }) => id);
  const bySubscription = new Map<string, Listed[]>(ids.map((id) => [id, []]));
  try {
    for (const row of await registriesByGraph(scanning, ids, scanning.scope.resourceGroups, scanning.fields)) {
      const [, , subscription = ''] = row.id.toLowerCase().split('/');
      bySubscription.get(subscription)?.push(row);
    }
  } catch (error) {
    // Denied or not whole: Azure Resource Manager is asked for each subscription instead.
    const { message } = problemOf(error);
    if (!scanning.signal.aborted)
      scanning.onNotice?.(
        `Resource Graph is of no use (${message}); registries are listed subscription by subscription`,
      );
    return new Map();
  }
  return new Map([...bySubscription].filter(([, rows]) => rows.length > 0));
}

async function listByArm(
  scanning: Scanning,
  subscriptions: readonly Subscription[],
  onListed: OnListed,
): Promise<void> {
  const left = [...subscriptions];
  const worker = async (): Promise<void> => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) {
      const found = await armRows(scanning, one);
      onListed(one, found);
    }
  };
  await Promise.all(Array.from({ length: Math.min(LISTED_AT_ONCE, left.length) }, worker));
}

const LISTED_AT_ONCE = 32;

async function armRows(
  scanning: Scanning,
  { id }: Subscription,
  groups = scanning.scope.resourceGroups,
): Promise<Found> {
  const onGroup = (name: string): void => void scanning.groups.add(name.toLowerCase());
  try {
    return { by: 'arm', registries: await registriesByArm(scanning, id, groups, onGroup, scanning.fields) };
  } catch (error) {
    const problem = scanning.signal.aborted ? INTERRUPTED : during('listing its registries', problemOf(error));
    return { by: 'arm', problem };
  }
}

/** Says how listing a subscription ended and reads the settings of its registries. */
async function takeUp(scanning: Scanning, { id, name }: Subscription, found: Found): Promise<void> {
  const { counts, sink, tell } = scanning;
  counts.subscriptions++;
  const about = { kind: 'subscription', id, name, listedBy: found.by } as const;
  if ('problem' in found) {
    await sink({ ...about, state: 'outOfReach', problem: found.problem });
    tell();
    return;
  }
  counts.listed += found.registries.length;
  for (const { id: registry } of found.registries) scanning.groups.add((registry.split('/')[4] ?? '').toLowerCase());
  await sink({ ...about, state: found.registries.length === 0 ? 'empty' : 'read' });
  tell();
  await readAll(scanning, id, found.registries);
}
