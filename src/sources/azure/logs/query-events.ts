import { LOG_CATEGORIES } from '../../../model/azure/acr-logs.ts';
import { isObject, type ParsedObject } from '../decode/json-object.ts';
import { LOG_QUERY_BUCKET } from '../live/rate-limit-bucket.ts';
import { readFailure } from '../live/read-failure.ts';
import { type RequestContext, sendRequest } from '../live/request-context.ts';
import type { TimeSpan } from './time-span.ts';

/** Events of one table: how many, and the time of the last one. */
export interface CountedEvents {
  readonly count: number;
  /** ISO 8601, UTC. */
  readonly last: string;
}

/** By id of the registry in lower case, then by table. */
export type QueriedEvents = ReadonlyMap<string, Readonly<Record<string, CountedEvents>>>;

/** Less than a request may take, so that the answer says that it was too long. */
export const SERVER_TIMEOUT_SECONDS = 25;
/** Rows of one result ("Azure Monitor service limits", query API): a result with as many may lack others. */
const MAX_ROWS = 500_000;
const MAX_BYTES = 64 * 1024 * 1024;

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
): Promise<readonly unknown[]> {
  const id = customerIdOf(workspace);
  const span = { startTime: new Date(from), endTime: new Date(to) };
  const options = { bucket: LOG_QUERY_BUCKET, maxPages: 1, maxBytes: MAX_BYTES };
  const [body] = await sendRequest(context, options, async ({ logs }) => {
    if (logs === undefined) throw readFailure('limit', 'NoLogsEndpoint', 'where this cloud is queried is not known');
    return logs.queryWorkspace(id, query, span, { serverTimeoutInSeconds: SERVER_TIMEOUT_SECONDS });
  });
  return rowsIn(body, columns);
}

/** The id that workspaces are queried by; it becomes a part of an address. */
function customerIdOf({ properties }: ParsedObject): string {
  const id = isObject(properties) ? properties.customerId : undefined;
  if (typeof id === 'string' && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id)) return id;
  throw readFailure('limit', 'UnexpectedAnswer', 'the workspace has no customerId');
}

const COLUMNS = ['Table', 'Registry', 'Events', 'Last'] as const;

function rowsIn(body: unknown, expected: readonly string[]): readonly unknown[] {
  const { tables, error } = isObject(body) ? body : {};
  if (error !== undefined && error !== null)
    throw readFailure('limit', 'PartialResult', 'the workspace gave a part of the result only');
  const [table] = Array.isArray(tables) && tables.length === 1 ? (tables as readonly unknown[]) : [];
  const { columns, rows } = isObject(table) ? table : {};
  const names = Array.isArray(columns) ? columns.map((one: unknown) => (isObject(one) ? one.name : undefined)) : [];
  if (!Array.isArray(rows) || expected.some((name, i) => names[i] !== name)) throw unexpected();
  if (rows.length >= MAX_ROWS) throw readFailure('limit', 'TooManyItems', `the result has ${MAX_ROWS} rows or more`);
  return rows as readonly unknown[];
}

function eventsIn(rows: readonly unknown[]): QueriedEvents {
  const found = new Map<string, Record<string, CountedEvents>>();
  for (const row of rows) addRow(found, row);
  return found;
}

function addRow(found: Map<string, Record<string, CountedEvents>>, row: unknown): void {
  const [table, registry, count, last]: readonly unknown[] = Array.isArray(row) ? row : [];
  const category = LOG_CATEGORIES.find((name) => name === table);
  const time = typeof last === 'string' ? Date.parse(last) : Number.NaN;
  const isRight = typeof registry === 'string' && Number.isSafeInteger(count) && !Number.isNaN(time);
  if (category === undefined || !isRight || (count as number) < 1) throw unexpected();
  const key = registry.toLowerCase();
  const events = found.get(key) ?? {};
  found.set(key, events);
  events[category] = { count: count as number, last: new Date(time).toISOString() };
}

function unexpected(): Error {
  return readFailure('limit', 'UnexpectedAnswer', 'the result of the query has an unexpected format');
}
