import type { ScanProblem } from '../decode/scan-record.ts';
import { INTERRUPTED, problemOf } from '../live/read-failure.ts';
import type { ReadMore } from '../live/read-more.ts';
import type { RequestContext } from '../live/request-context.ts';
import { queriedTable } from './queried-table.ts';
import type { TimeSpan } from './time-span.ts';

export type QueriedCell = string | number | boolean | null;

/** The rows of a query, or why there are none. */
export type QueriedRows =
  | { readonly columns: readonly string[]; readonly rows: readonly (readonly QueriedCell[])[] }
  | { readonly problem: ScanProblem };

/** What is asked of the logs of one registry. */
export interface RegistryQuestions {
  /** Its name or id, letter case aside. */
  readonly registry: string;
  /** KQL, each bounded in time by itself. */
  readonly queries: readonly string[];
  /** Called once, with a result for each query in their order, if there is such a registry. */
  readonly onAnswer: (id: string, results: readonly QueriedRows[]) => void;
}

/**
 * Runs queries on the logs of one registry, wherever they are: a query of a resource goes through all workspaces that hold rows
 * of it, and sees no others ("Manage access to Log Analytics workspaces", resource context).
 *
 * @param minutes How far back.
 */
export function registryExplainer({ registry, queries, onAnswer }: RegistryQuestions, minutes: number): ReadMore {
  const wanted = registry.toLowerCase();
  return async (context, registries) => {
    const found = registries.find(({ id, settings }) => {
      const lower = id.toLowerCase();
      return settings.status !== 'deleted' && (lower === wanted || lower.endsWith(`/${wanted}`));
    });
    if (found === undefined) return;
    const to = context.clock.now();
    const results: QueriedRows[] = [];
    for (const query of queries)
      results.push(await rowsOf(context, found.id, query, { from: to - minutes * 60_000, to }));
    onAnswer(found.id, results);
  };
}

async function rowsOf(
  context: RequestContext,
  id: string,
  query: string,
  { from, to }: TimeSpan,
): Promise<QueriedRows> {
  const span = { startTime: new Date(from), endTime: new Date(to) };
  try {
    const { columns, rows } = await queriedTable(context, (logs, options) =>
      logs.queryResource(id.slice(1), query, span, options),
    );
    return { columns, rows: rows.map((row) => columns.map((_, i) => cellOf(row[i]))) };
  } catch (error) {
    return { problem: context.signal.aborted ? INTERRUPTED : problemOf(error) };
  }
}

function cellOf(value: unknown): QueriedCell {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return JSON.stringify(value);
}
