import { MAX_GRAPH_ROWS } from '../../../model/azure/limits.ts';
import { GRAPH_BUCKET } from './rate-limit-bucket.ts';
import { readFailure } from './read-failure.ts';
import { type RequestContext, sendRequest } from './request-context.ts';

const MAX_PAGES = 10_000;

/**
 * All rows of a query of Resource Graph, each id once. An incomplete result is worthless, so anything unexpected is a
 * `ReadFailure`. The query has to project `id` and order by it: Resource Graph pages through nothing else.
 */
export async function graphRows<T extends { readonly id: string }>(
  context: RequestContext,
  subscriptions: readonly string[],
  query: string,
  toRow: (row: unknown) => T,
): Promise<readonly T[]> {
  const rows: T[] = [];
  const requestOptions = { bucket: GRAPH_BUCKET, maxPages: MAX_PAGES, keepsResponses: false };
  await sendRequest(context, requestOptions, async ({ graph }) => {
    rows.length = 0;
    const seen = new Set<string>();
    let total: number | undefined;
    for (let skipToken: string | undefined, isFirst = true; isFirst || skipToken !== undefined; isFirst = false) {
      const options = {
        top: MAX_GRAPH_ROWS,
        resultFormat: 'objectArray' as const,
        allowPartialScopes: false,
        ...(skipToken !== undefined && { skipToken }),
      };
      const request = { subscriptions: [...subscriptions], query, options };
      const { data, resultTruncated, skipToken: next, totalRecords } = await graph.resources(request);
      if (resultTruncated !== 'false')
        throw readFailure('limit', 'ResultTruncated', 'Resource Graph truncated its result');
      if (!Array.isArray(data))
        throw readFailure('limit', 'UnexpectedAnswer', 'the response of Resource Graph is not a list');
      // The list changed while it was paged through, so a row may have been missed between two pages.
      if (total !== undefined && total !== totalRecords)
        throw readFailure('limit', 'RowsChanged', 'registries were added or deleted while Resource Graph listed them');
      total = totalRecords;
      const page = data.map(toRow);
      const before = seen.size;
      for (const { id } of page) seen.add(id.toLowerCase());
      rows.push(...page);
      skipToken = typeof next === 'string' && next !== '' ? next : undefined;
      if (skipToken !== undefined && seen.size === before)
        throw readFailure(
          'limit',
          'EndlessPages',
          'paging of Resource Graph does not terminate: the pages have no new rows',
        );
      if (skipToken === undefined && !(seen.size >= totalRecords))
        throw readFailure('limit', 'RowsMissing', `Resource Graph gave ${seen.size} of ${totalRecords} rows`);
    }
  });
  return [...new Map(rows.map((row) => [row.id.toLowerCase(), row])).values()];
}
