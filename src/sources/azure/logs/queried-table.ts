import { isObject } from '../decode/json-object.ts';
import type { Clients } from '../live/clients.ts';
import { LOG_QUERY_BUCKET } from '../live/rate-limit-bucket.ts';
import { readFailure } from '../live/read-failure.ts';
import { type RequestContext, sendRequest } from '../live/request-context.ts';

/** What a query gives. */
export interface QueriedTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

type LogsClient = NonNullable<Clients['logs']>;

/** Less than a request may take, so that the answer says that it was too long. */
const SERVER_TIMEOUT_SECONDS = 25;
/** Rows of one result ("Azure Monitor service limits", query API): a result with as many may lack others. */
const MAX_ROWS = 500_000;
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Runs a query of Log Analytics that gives one table.
 *
 * @throws ReadFailure also when the answer is not whole: what is missing in it is no proof.
 */
export async function queriedTable(
  context: RequestContext,
  ask: (
    logs: LogsClient,
    options: { readonly serverTimeoutInSeconds: number },
  ) => ReturnType<LogsClient['queryWorkspace']>,
): Promise<QueriedTable> {
  const options = { bucket: LOG_QUERY_BUCKET, maxPages: 1, maxBytes: MAX_BYTES };
  const [body] = await sendRequest(context, options, async ({ logs }) => {
    if (logs === undefined) throw readFailure('limit', 'NoLogsEndpoint', 'where this cloud is queried is not known');
    return ask(logs, { serverTimeoutInSeconds: SERVER_TIMEOUT_SECONDS });
  });
  const { tables, error } = isObject(body) ? body : {};
  if (error !== undefined && error !== null)
    throw readFailure('limit', 'PartialResult', 'only a part of the result was given');
  const [table] = Array.isArray(tables) && tables.length === 1 ? (tables as readonly unknown[]) : [];
  return tableIn(table);
}

function tableIn(table: unknown): QueriedTable {
  const { columns, rows } = isObject(table) ? table : {};
  if (!Array.isArray(columns) || !Array.isArray(rows) || !rows.every(Array.isArray)) throw unexpectedAnswer();
  if (rows.length >= MAX_ROWS) throw readFailure('limit', 'TooManyItems', `the result has ${MAX_ROWS} rows or more`);
  const names = columns.map((column: unknown) => {
    const name = isObject(column) ? column.name : undefined;
    if (typeof name !== 'string') throw unexpectedAnswer();
    return name;
  });
  return { columns: names, rows };
}

export function unexpectedAnswer(): Error {
  return readFailure('limit', 'UnexpectedAnswer', 'the result of the query has an unexpected format');
}
