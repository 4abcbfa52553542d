import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAlertQuery, parseQuery } from '../queries/parse-query.ts';
import type { QueryCatalog } from '../queries/query.ts';
import { packageRoot } from '../util/package-root.ts';

const ENDING = '.kql';

/** The queries of the package, and those that its alert rules run. */
export function queryCatalog(): QueryCatalog {
  const root = packageRoot();
  if (root === undefined) throw new Error('the queries of the package are not there');
  const folder = join(root, 'templates', 'queries');
  return { queries: readAll(folder, parseQuery), alerts: readAll(join(folder, 'alerts'), parseAlertQuery) };
}

function readAll<Parsed>(folder: string, parse: (name: string, text: string) => Parsed): readonly Parsed[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(ENDING))
    .sort()
    .map((file) =>
      parse(file.slice(0, -ENDING.length), readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n')),
    );
}
