import { queryFiles } from '../queries/query-files.ts';
import { queryCatalog } from './query-catalog.ts';

/** Everything that puts the queries into Azure, by relative path. Nothing is written. */
export function deployableQueries(): ReadonlyMap<string, string> {
  return queryFiles(queryCatalog());
}
