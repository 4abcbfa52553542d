import { ACTIVITY_EVENTS_API_VERSION, ACTIVITY_EVENTS_TYPE } from '../../../model/azure/arrivals.ts';
import { namespaceOf, SETTING_TYPE } from '../../../model/azure/resource-types.ts';
import { isObject, type ParsedObject } from '../decode/json-object.ts';
import type { ScanReads } from '../decode/scan-reads.ts';
import type { RegistryRecord } from '../decode/scan-record.ts';
import { settingsIn } from '../decode/validate-settings-response.ts';
import { readFailure } from '../live/read-failure.ts';
import type { ReadMoreContext } from '../live/read-more.ts';
import { rulesOf } from '../live/read-referenced.ts';
import { listFiltered } from '../live/read-resources.ts';

const NAMESPACE = namespaceOf(SETTING_TYPE);

const SELECTED = ['eventTimestamp', 'operationName', 'resourceId', 'status'] as const;

/**
 * When what collects the logs of registries of a resource group was last written since `from`, in milliseconds since 1970 by id
 * of the registry in lower case. A list of settings says no times, or not in every cloud, so the activity log is asked, once for
 * all of them; it is some minutes late. It is asked by resource group, because the provider and the resource that it files such
 * an event under are documented nowhere: each may be that of the setting or that of the registry.
 *
 * @param group The id of the resource group.
 */
export async function lastChanges(
  context: ReadMoreContext,
  group: string,
  registries: readonly RegistryRecord[],
  from: number,
): Promise<ReadonlyMap<string, number>> {
  const [, , subscription = '', , name = ''] = group.split('/');
  const [start, end] = [from, context.clock.now()].map((time) => new Date(time).toISOString());
  const owner = `resourceGroupName eq '${name.replaceAll("'", "''")}'`;
  const filter = `eventTimestamp ge '${start}' and eventTimestamp le '${end}' and ${owner}`;
  const path = `/subscriptions/${subscription}/providers/${ACTIVITY_EVENTS_TYPE}/management/values`;
  const events = await listFiltered(context, path, ACTIVITY_EVENTS_API_VERSION, filter, SELECTED);
  return timesOfChanges(events, registries, context.reads);
}

/**
 * Data collection rules may stand in any resource group, so that what they say themselves has to do.
 *
 * @throws ReadFailure for what is no event.
 */
export function timesOfChanges(
  events: readonly ParsedObject[],
  registries: readonly RegistryRecord[],
  reads: ScanReads,
): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const add = (id: string, time: number): void => void found.set(id, Math.max(found.get(id) ?? 0, time));
  for (const event of events) {
    const id = writtenBy(event);
    if (id !== undefined) add(id, timeOf(event.eventTimestamp));
  }
  for (const record of registries) {
    const collectors = [...settingsIn(record.settings), ...rulesIn(record, reads)];
    for (const time of collectors.flatMap(writtenTime)) add(record.id.toLowerCase(), time);
  }
  return found;
}

const EXTENSION = `/providers/${NAMESPACE.toLowerCase()}/`;
const WRITE = /\/(?:diagnosticSettings|dataCollectionRuleAssociations)\/write$/i;
/** Others say that it was begun, or refused. */
const DONE = /^(?:Succeeded|Success|Accepted)$/i;

/** The resource that a setting or an association was written for, in lower case; undefined for all other events. */
function writtenBy({ operationName, resourceId, status }: ParsedObject): string | undefined {
  const operation = isObject(operationName) ? operationName.value : undefined;
  const ended = isObject(status) ? status.value : undefined;
  if (typeof operation !== 'string') throw unexpected();
  if (!WRITE.test(operation) || typeof ended !== 'string' || !DONE.test(ended)) return undefined;
  if (typeof resourceId !== 'string') throw unexpected();
  const id = resourceId.toLowerCase();
  const at = id.lastIndexOf(EXTENSION);
  return at < 0 ? id : id.slice(0, at);
}

function timeOf(value: unknown): number {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) throw unexpected();
  return time;
}

/** The data collection rules that a registry is associated with. */
function rulesIn(record: RegistryRecord, reads: ScanReads): readonly ParsedObject[] {
  return rulesOf(record, reads).flatMap((id) => {
    const rule = reads.resource(id);
    return rule?.status === 'read' ? [rule.resource] : [];
  });
}

/** What settings and rules themselves say, where they do: `systemData` is in the specification, and Azure often leaves it out. */
function writtenTime({ systemData }: ParsedObject): readonly number[] {
  const { lastModifiedAt, createdAt } = isObject(systemData) ? systemData : {};
  const time = Date.parse(String(lastModifiedAt ?? createdAt));
  return Number.isNaN(time) ? [] : [time];
}

function unexpected(): Error {
  return readFailure('limit', 'UnexpectedAnswer', 'the response is not a list of events');
}
