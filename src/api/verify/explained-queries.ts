import type { Query } from '../../queries/query.ts';
import { queryCatalog } from '../query-catalog.ts';

/** A query that ships, and what it helps to find. */
export interface ExplainedQuery {
  readonly about: keyof typeof QUERIES_ABOUT;
  readonly query: Query;
}

/** What people look for in the logs of a registry, and the queries that show it. */
const QUERIES_ABOUT = {
  authentication: ['failed-logins', 'logins-by-address'],
  'missing images': ['deletions', 'untags', 'purges', 'client-errors'],
  performance: ['slow-pulls', 'by-region', 'throttling'],
} as const;

/** The queries with their texts bounded to so many minutes. One failed login may be the one that is looked for. */
export function explainedQueries(minutes: number): readonly ExplainedQuery[] {
  const { queries } = queryCatalog();
  return (Object.keys(QUERIES_ABOUT) as ExplainedQuery['about'][]).flatMap((about) =>
    QUERIES_ABOUT[about].map((name) => {
      const query = queries.find((one) => one.name === name);
      if (query === undefined) throw new Error(`there is no query ${name}`);
      return {
        about,
        query: { ...query, text: withValues(query.text, { window: `${minutes}m`, minimumFailures: '1' }) },
      };
    }),
  );
}

/** Those of the values that the query has. */
function withValues(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/^let (\w+) = .*;$/gm, (line, name: string) =>
    Object.hasOwn(values, name) ? `let ${name} = ${values[name]};` : line,
  );
}
