import { deployableQueries } from '../../../api/deployable-queries.ts';
import { queryCatalog } from '../../../api/query-catalog.ts';
import { message } from '../../../messages/message.ts';
import type { Query } from '../../../queries/query.ts';
import { toJson } from '../../../reports/report-text.ts';
import { UsageError } from '../../../util/errors.ts';
import { writeFolder } from '../../../util/fs/write-folder.ts';
import { nearest } from '../../../util/nearest.ts';
import { safeLine, safeLines, safePage } from '../../../util/safe-text.ts';
import type { QueriesFlags } from '../../flags/queries-flags.ts';
import type { Streams } from '../../streams.ts';
import { queryListLines } from './query-list.ts';

/** Of the JSON that is printed. */
const FORMAT_VERSION = 1;

/** Columns of what is printed: those of the terminal within these bounds. */
const MIN_WIDTH = 80;
const MAX_WIDTH = 100;

/** Lists queries, prints one, or writes all of them with what deploys them. Returns the exit code. */
export function queries(name: string | undefined, flags: QueriesFlags, streams: Streams, cwd: string): number {
  const { format, out } = flags;
  if (out !== undefined) writeAll(out, name, flags, streams, cwd);
  else if (name !== undefined) printOne(name, format, streams);
  else if (format === 'json') streams.out(toJson({ version: FORMAT_VERSION, ...queryCatalog() }));
  else streams.out(safeLines(queryListLines(queryCatalog(), widthOf(streams))));
  return 0;
}

function writeAll(out: string, name: string | undefined, flags: QueriesFlags, streams: Streams, cwd: string): void {
  if (name !== undefined) throw new UsageError(`--out writes all queries: leave out '${name}'`);
  if (flags.format === 'json') throw new UsageError('--out writes files, and --format is for what is printed');
  const files = deployableQueries();
  writeFolder(out, files, cwd);
  streams.out(safeLines([...files.keys()].map((file) => `${out}/${file}`)));
  streams.err(safeLine(message('print.policy', { count: files.size, file: `${out}/README.md` })));
}

function printOne(name: string, format: QueriesFlags['format'], streams: Streams): void {
  const catalog = queryCatalog();
  const all: readonly Query[] = [...catalog.queries, ...catalog.alerts];
  const found = all.find((query) => query.name === name.toLowerCase());
  if (found === undefined) throw unknownQuery(name, all);
  streams.out(format === 'json' ? toJson({ version: FORMAT_VERSION, ...only(found, catalog) }) : safePage(found.text));
}

/** The catalog with nothing but one query, so that a program reads one form. */
function only(found: Query, catalog: ReturnType<typeof queryCatalog>): ReturnType<typeof queryCatalog> {
  return {
    queries: catalog.queries.filter((query) => query === found),
    alerts: catalog.alerts.filter((query) => query === found),
  };
}

function unknownQuery(name: string, all: readonly Query[]): UsageError {
  const near = nearest(
    name,
    all.map((query) => query.name),
  );
  const hint = near === undefined ? 'acraudit queries lists them' : `did you mean ${near}?`;
  return new UsageError(`unknown query '${name}'; ${hint}`);
}

function widthOf({ width }: Streams): number {
  return Math.max(MIN_WIDTH, Math.min(width ?? MAX_WIDTH, MAX_WIDTH));
}
