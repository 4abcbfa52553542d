import { UsageError } from '../../util/errors.ts';
import { explained } from '../../util/system-error.ts';
import { isObject } from '../azure/decode/json-object.ts';
import type { ScanRecord } from '../azure/decode/scan-record.ts';
import { ACCEPTED, type ForeignFile, readForeign } from '../third-party/read-foreign.ts';
import { claimsToBeHeader } from './check-header.ts';
import { openForReading, readBytes } from './open-file.ts';
import { type ExportFile, type ExportProblem, type ProblemList, problemList } from './problem.ts';
import { readSavedScan, type ScanExport } from './read-saved-scan.ts';
import { beginsLikeSavedScan } from './saved-scan-lines.ts';
import { own } from './shape.ts';
import { readWholeJson } from './whole-json.ts';

/**
 * Reads what was exported: one saved scan, or any number of files of other formats (`readForeign`). Content tells which.
 *
 * A saved scan that cannot be used at all, two of them, one among other files, and no file are each a `UsageError`. Of
 * other formats, each file that cannot be read is a problem and the others are still read; when none can, that is a
 * `UsageError` too.
 */
export async function readExports(paths: readonly ExportFile[]): Promise<ScanExport> {
  const files = distinct(paths);
  if (files.length === 0) throw new UsageError('no file to read', { hint: `Give ${ACCEPTED}.` });
  const unreadable = problemList();
  const foreign: ForeignFile[] = [];
  const saved: ExportFile[] = [];
  for (const file of files) {
    const content = await contentOf(file, unreadable);
    if (content === 'saved scan') saved.push(file);
    else if (content !== undefined) foreign.push({ ...file, values: content.values });
  }
  const [first] = saved;
  if (first !== undefined) {
    if (files.length > 1) throw notAlone(first, saved, files);
    return readSavedScan(first);
  }
  const { isAnything, records, problems, skipped } = readForeign(foreign);
  const all = [...unreadable.problems, ...problems.problems];
  const [wrong] = [...all, ...skipped];
  if (!isAnything && wrong !== undefined) throw nothingThere(wrong, all.length + skipped.length);
  return { records: each(records), end: undefined, problems: all, skipped };
}

function distinct(paths: readonly ExportFile[]): readonly ExportFile[] {
  return [...new Map(paths.map((path) => [path.absolute, path])).values()];
}

/** None of the files can be used: nothing will be evaluated. */
function nothingThere({ file, line, message }: ExportProblem, count: number): UsageError {
  const place = line === undefined ? file : `${file}:${line}`;
  const more = count > 1 ? ` (and ${count - 1} more files that cannot be read)` : '';
  return new UsageError(`${place}: ${message}${more}`, {
    location: { file, ...(line !== undefined && { line }) },
    hint: `It takes ${ACCEPTED}.`,
  });
}

function notAlone(first: ExportFile, saved: readonly ExportFile[], files: readonly ExportFile[]): UsageError {
  if (saved.length > 1) {
    return new UsageError(`${saved.map(({ file }) => file).join(', ')}: ${saved.length} saved scans`, {
      hint: 'Give one at a time.',
    });
  }
  const other = files.find(({ file }) => file !== first.file)?.file;
  return new UsageError(`${first.file} is a saved scan, which cannot be joined with ${other}`, {
    hint: 'Give it alone.',
  });
}

// Enough for the beginning that acraudit writes.
const BEGINNING = 10;

type Content = 'saved scan' | { readonly values: readonly unknown[] } | undefined;

function isSavedScan(value: unknown): boolean {
  return isObject(value) && claimsToBeHeader(own(value, 'header'));
}

async function contentOf(given: ExportFile, unreadable: ProblemList): Promise<Content> {
  try {
    const opened = await openForReading(given);
    try {
      const beginning = (await readBytes(opened, BEGINNING)).toString('latin1');
      if (beginning.length === BEGINNING && beginsLikeSavedScan(beginning)) return 'saved scan';
      const values = await readWholeJson(given.file, opened);
      return values.some(isSavedScan) ? 'saved scan' : { values };
    } finally {
      await opened.handle.close();
    }
  } catch (error) {
    const problem = explained(given.file, error);
    if (!(problem instanceof UsageError)) throw problem;
    const { message, location, hint } = problem;
    const line = location?.line === undefined ? {} : { line: location.line };
    unreadable.add({
      file: given.file,
      ...line,
      code: 'unreadable',
      message: `${withoutPlace(message, given.file, location?.line)}${hint === undefined ? '' : `. ${hint.replace(/\.$/, '')}`}`,
    });
    return undefined;
  }
}

/** A message that begins with its place, without it. */
function withoutPlace(message: string, file: string, line: number | undefined): string {
  const place = line === undefined ? `${file}: ` : `${file}:${line}: `;
  return message.startsWith(place) ? message.slice(place.length) : message;
}

async function* each(records: readonly ScanRecord[]): AsyncGenerator<ScanRecord> {
  yield* records;
}
