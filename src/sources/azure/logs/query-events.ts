import { LOG_CATEGORIES } from '../../../model/azure/acr-logs.ts';
import { isObject, type ParsedObject } from '../decode/json-object.ts';
import { readFailure } from '../live/read-failure.ts';
import type { RequestContext } from '../live/request-context.ts';
import { type QueriedTable, queriedTable, unexpectedAnswer } from './queried-table.ts';
import type { TimeSpan } from './time-span.ts';

/** Events of one table: how many, and the time of the last one. */
export interface CountedEvents {
  readonly count: number;
  /** ISO 8601, UTC. */
  readonly last: string;
}

/** By id of the registry in lower case, then by table. */
export type QueriedEvents = ReadonlyMap<string, Readonly<Record<string, CountedEvents>>>;

/**
 * Counts the events of all registries that a workspace holds. A table appears with its first record; until then the empty
 * one alone is left of the union.
 */
export const EVENTS_QUERY = `union withsource=Table isfuzzy=true (datatable(TimeGenerated:datetime, _ResourceId:string)[]), ${LOG_CATEGORIES.join(', ')}
| summarize Events = count(), Last = max(TimeGenerated) by Table, Registry = tolower(_ResourceId)`;

/** @throws ReadFailure also when the answer is not whole: what is missing in it is no proof. */
export async function eventsByRegistry(
  context: RequestContext,
  workspace: ParsedObject,
  span: TimeSpan,
): Promise<QueriedEvents> {
  return eventsIn(await rowsOfQuery(context, workspace, { query: EVENTS_QUERY, columns: COLUMNS }, span));
}

/** A query, and the columns that it gives. */
export interface WorkspaceQuery {
  readonly query: string;
  readonly columns: readonly string[];
}

/** The rows of a query of a workspace. @throws ReadFailure also when the answer is not whole. */
export async function rowsOfQuery(
  context: RequestContext,
  workspace: ParsedObject,
  { query, columns }: WorkspaceQuery,
  { from, to }: TimeSpan,
): Promise<QueriedTable['rows']> {
  const id = customerIdOf(workspace);
  const span = { startTime: new Date(from), endTime: new Date(to) };
  const table = await queriedTable(context, (logs, options) => logs.queryWorkspace(id, query, span, options));
  if (columns.some((name, i) => table.columns[i] !== name)) throw unexpectedAnswer();
  return table.rows;
}

/** The id that workspaces are queried by; it becomes a part of an address. */
function customerIdOf({ properties }: ParsedObject): string {
  const id = isObject(properties) ? properties.customerId : undefined;
  if (typeof id === 'string' && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id)) return id;
  throw readFailure('limit', 'UnexpectedAnswer', 'the workspace has no customerId');
}

const COLUMNS = ['Table', 'Registry', 'Events', 'Last'] as const;

function eventsIn(rows: QueriedTable['rows']): QueriedEvents {
  const found = new Map<string, Record<string, CountedEvents>>();
  for (const row of rows) addRow(found, row);
  return found;
}

function addRow(found: Map<string, Record<string, CountedEvents>>, row: readonly unknown[]): void {
  const [table, registry, count, last] = row;
  const category = LOG_CATEGORIES.find((name) => name === table);
  const time = typeof last === 'string' ? Date.parse(last) : Number.NaN;
  const isRight = typeof registry === 'string' && Number.isSafeInteger(count) && !Number.isNaN(time);
  if (category === undefined || !isRight || (count as number) < 1) throw unexpectedAnswer();
  const key = registry.toLowerCase();
  const events = found.get(key) ?? {};
  found.set(key, events);
  events[category] = { count: count as number, last: new Date(time).toISOString() };
}
