import { LOG_CATEGORIES } from '../../../model/azure/acr-logs.ts';
import {
  ACTIVITY_EVENTS_SEGMENTS,
  ACTIVITY_EVENTS_TYPE,
  EVENT_DELAY_MINUTES,
  EVENT_LEAD_MINUTES,
  EVENT_QUERY_TYPE,
  METRICS_SEGMENTS,
  METRICS_TYPE,
  QUERY_SEGMENT,
} from '../../../model/azure/arrivals.ts';
import { groupBy } from '../../../model/azure/group-by.ts';
import { WORKSPACE_TYPE } from '../../../model/azure/resource-types.ts';
import { inParallel } from '../../../util/in-parallel.ts';
import type { ParsedObject } from '../decode/json-object.ts';
import type { RegistryRecord, ResourceRecord } from '../decode/scan-record.ts';
import { INTERRUPTED, problemOf, withContext } from '../live/read-failure.ts';
import type { ReadMore, ReadMoreContext } from '../live/read-more.ts';
import { isIdOf } from '../live/referenced-ids.ts';
import { lastChanges } from './last-changes.ts';
import { eventsByRegistry, type QueriedEvents } from './query-events.ts';
import { countedMetrics } from './read-metrics.ts';
import { requireTable } from './require-table.ts';
import { changesFrom, countedFrom, type TimeSpan } from './time-span.ts';
import { sendsRepositoryEvents, workspacesOf } from './workspaces-of.ts';

/**
 * Reads whether the events of registries arrive: one query for each workspace, two where a table is empty, and of registries that a
 * workspace has no repository events of when their collectors changed, for each resource group, and their pulls and pushes.
 *
 * @param minutes How far back.
 */
export function arrivalReader(minutes: number): ReadMore {
  return async (context, registries) => {
    const to = context.clock.now();
    const span = { from: to - minutes * 60_000, to };
    const listed = registries.filter(({ settings }) => settings.status !== 'deleted');
    const silent = await queryWorkspaces(context, listed, { from: span.from - EVENT_LEAD_MINUTES * 60_000, to });
    const counted = { ...span, to: to - EVENT_DELAY_MINUTES * 60_000 };
    await inParallel(byGroup(silent), MAX_WORKERS, ([group, of]) => readActivity(context, group, of, counted));
  };
}

/** Queries each workspace. The result is the registries whose repository events it should have and has none of. */
async function queryWorkspaces(
  context: ReadMoreContext,
  registries: readonly RegistryRecord[],
  span: TimeSpan,
): Promise<readonly RegistryRecord[]> {
  const senders = new Map<string, { readonly id: string; readonly registries: RegistryRecord[] }>();
  for (const record of registries)
    for (const id of workspacesOf(record, context.reads)) {
      const found = senders.get(id.toLowerCase()) ?? { id, registries: [] };
      senders.set(id.toLowerCase(), found);
      found.registries.push(record);
    }
  const silent = new Set<RegistryRecord>();
  await inParallel(senders.values(), MAX_WORKERS, async ({ id, registries: of }) => {
    const workspace = isIdOf(WORKSPACE_TYPE, id) ? context.reads.resource(id) : undefined;
    if (workspace?.status !== 'read') return;
    const result = await attempt(context, 'querying its events', async () => {
      const events = await eventsByRegistry(context, workspace.resource, span);
      const silentHere = of.filter((record) => isSilent(record, id, events, context));
      const isEmpty = ![...events.values()].some((one) => one[REPOSITORY] !== undefined);
      if (silentHere.length > 0 && isEmpty)
        await requireTable(context, { id, workspace: workspace.resource, table: REPOSITORY }, span);
      for (const record of silentHere) silent.add(record);
      return queryBody(of, events, span);
    });
    await context.sink({ kind: 'resource', id: `${id}${QUERY_SEGMENT}`, type: EVENT_QUERY_TYPE, result });
  });
  return registries.filter((one) => silent.has(one));
}

const [, REPOSITORY] = LOG_CATEGORIES;

function isSilent(record: RegistryRecord, workspace: string, events: QueriedEvents, context: ReadMoreContext): boolean {
  const has = events.get(record.id.toLowerCase())?.[REPOSITORY] !== undefined;
  return !has && sendsRepositoryEvents(record, workspace, context.reads);
}

/** Only the registries that send there: a workspace has rows of others too. */
function queryBody(registries: readonly RegistryRecord[], events: QueriedEvents, { from, to }: TimeSpan): ParsedObject {
  const ids = registries.map(({ id }) => id.toLowerCase()).sort();
  return {
    from: isoTime(from),
    to: isoTime(to),
    registries: Object.fromEntries(ids.map((id) => [id, events.get(id) ?? {}])),
  };
}

/** Reads when what collects the logs of registries of a resource group changed, and what happened since. */
async function readActivity(
  context: ReadMoreContext,
  group: string,
  registries: readonly RegistryRecord[],
  span: TimeSpan,
): Promise<void> {
  const since = changesFrom(span, context.clock.now());
  const asked = lastChanges(context, group, registries, since);
  // It is awaited for each registry, where a failure becomes its record.
  asked.catch(() => undefined);
  await inParallel(registries, MAX_WORKERS, async (record) => {
    let from = span.from;
    const changes = await attempt(context, 'reading the activity log', async () => {
      const last = (await asked).get(record.id.toLowerCase());
      from = countedFrom(since, last);
      return { from: isoTime(from), to: isoTime(span.to), lastChange: last === undefined ? null : isoTime(last) };
    });
    await context.sink({
      kind: 'resource',
      id: `${record.id}${ACTIVITY_EVENTS_SEGMENTS}`,
      type: ACTIVITY_EVENTS_TYPE,
      result: changes,
    });
    if (changes.status !== 'read' || from >= span.to) return;
    const result = await attempt(context, 'reading its metrics', () =>
      countedMetrics(context, record.id, { ...span, from }),
    );
    await context.sink({ kind: 'resource', id: `${record.id}${METRICS_SEGMENTS}`, type: METRICS_TYPE, result });
  });
}

/** By the id of their resource group, in lower case. */
function byGroup(registries: readonly RegistryRecord[]): ReadonlyMap<string, readonly RegistryRecord[]> {
  return groupBy(registries, ({ id }) => id.split('/').slice(0, 5).join('/').toLowerCase());
}

/** What was read, or why not, as the record of a resource holds it. */
async function attempt(
  { signal }: ReadMoreContext,
  what: string,
  read: () => Promise<ParsedObject>,
): Promise<ResourceRecord['result']> {
  try {
    return { status: 'read', resource: { properties: await read() }, whole: ['properties'] };
  } catch (error) {
    return { status: 'failed', problem: signal.aborted ? INTERRUPTED : withContext(what, problemOf(error)) };
  }
}

/** The rate limiter bounds requests; this bounds what waits for it. */
const MAX_WORKERS = 16;

function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
