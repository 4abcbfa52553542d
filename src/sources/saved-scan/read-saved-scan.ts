import { UsageError } from '../../util/errors.ts';
import { explained } from '../../util/system-error.ts';
import { isObject } from '../azure/decode/json-object.ts';
import type { ScanEnd, ScanHeader, ScanRecord } from '../azure/decode/scan-record.ts';
import { checkEnd, checkHeader } from './check-header.ts';
import { checkRecord } from './check-record.ts';
import { linesOf } from './file-lines.ts';
import { openForReading } from './open-file.ts';
import { decodeUtf8, parseScanLine } from './parse-scan-line.ts';
import { type ExportFile, type ExportProblem, type ProblemList, problemList } from './problem.ts';
import { beginsLikeSavedScan, LONGEST_LINE, parseHeaderLine } from './saved-scan-lines.ts';
import { own } from './shape.ts';
import { readWholeJson } from './whole-json.ts';

/** Answers that were written down, of whatever format. */
export interface ScanExport {
  /** Of a saved scan only. */
  readonly header?: ScanHeader;
  /** Each registry and subscription at most once. A file that becomes unreadable on the way is a `UsageError`. */
  readonly records: AsyncIterable<ScanRecord>;
  /** Known when `records` has been gone through; undefined when the scan was killed, and for other formats. */
  readonly end: ScanEnd | undefined;
  /** What could not be read; complete when `records` has been gone through. */
  readonly problems: readonly ExportProblem[];
  /** What was found in a folder and is no export; of other formats only. */
  readonly skipped?: readonly ExportProblem[];
}

export interface SavedScan extends ScanExport {
  readonly header: ScanHeader;
}

const TORN = 'the file ends in the middle; copy it again, or go on with the scan by --resume';

/** What is found out while the records are read. */
interface Progress {
  readonly list: ProblemList;
  readonly seen: Set<string>;
  end: ScanEnd | undefined;
}

/**
 * Reads a saved scan (`saved-scan-lines.ts`), finished or not, record by record. One that was laid out anew is held in
 * memory as a whole. Records that are wrong are problems with their line, and the others are still given. The end of a
 * `.partial` file may be torn; that of another file is a problem. A header that is wrong is a `UsageError`.
 */
export async function readSavedScan(file: ExportFile): Promise<SavedScan> {
  const header = await readHeaderLine(file);
  const progress: Progress = { list: problemList(), seen: new Set(), end: undefined };
  if (header === 'torn') throw tornHeader(file.file);
  if (header !== undefined) return savedScan(header, recordsOfLines(file, progress), progress);
  const document = await readDocument(file);
  return savedScan(document.header, recordsOfDocument(file, document, progress), progress);
}

function tornHeader(file: string): UsageError {
  const hint = 'Nothing was saved in it: scan again.';
  return new UsageError(`${file}:1: the file ends in the middle of its header`, { location: { file, line: 1 }, hint });
}

function savedScan(header: ScanHeader, records: AsyncIterable<ScanRecord>, progress: Progress): SavedScan {
  return {
    header,
    records,
    problems: progress.list.problems,
    get end() {
      return progress.end;
    },
  };
}

/**
 * The header of a file that is laid out in lines; undefined for another layout, and `torn` when the file ends in it. A
 * header that is wrong is a `UsageError`.
 */
export async function readHeaderLine(given: ExportFile): Promise<ScanHeader | 'torn' | undefined> {
  const { handle } = await openForReading(given);
  try {
    const first = await linesOf(handle, LONGEST_LINE).next();
    if (first.done === true || first.value.bytes === undefined) return undefined;
    const text = textOf(first.value.bytes) ?? '';
    const header = jsonOf(() => parseHeaderLine(text));
    if (header !== undefined) return checkHeader(header, given.file);
    const isCut = !first.value.terminated && beginsLikeSavedScan(text) && jsonOf(() => JSON.parse(text)) === undefined;
    return isCut ? 'torn' : undefined;
  } catch (error) {
    throw explained(given.file, error);
  } finally {
    await handle.close();
  }
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return decodeUtf8(bytes);
  } catch {
    return undefined;
  }
}

function jsonOf(parse: () => unknown): unknown {
  try {
    return parse();
  } catch {
    return undefined;
  }
}

async function* recordsOfLines(given: ExportFile, progress: Progress): AsyncGenerator<ScanRecord> {
  const { file } = given;
  const mayBeTorn = given.absolute.endsWith('.partial');
  const { handle } = await openForReading(given);
  let last = 1;
  let torn = false;
  try {
    for await (const line of linesOf(handle, LONGEST_LINE)) {
      last = line.number;
      if (last === 1) continue;
      const parsed = parseScanLine(line);
      if (parsed === 'blank') continue;
      if (parsed === 'torn') torn = true;
      else if (progress.end !== undefined) addAfterEnd(file, last, progress.list);
      else if ('wrong' in parsed) progress.list.add({ file, line: last, ...parsed.wrong });
      else if ('end' in parsed) progress.end = parsed.end;
      else if (isNew(file, last, parsed.record, progress)) yield parsed.record;
    }
  } catch (error) {
    throw explained(file, error);
  } finally {
    await handle.close();
  }
  if (!mayBeTorn && (torn || progress.end === undefined)) {
    progress.list.add({ file, line: last, code: 'torn', message: TORN });
  }
}

function addAfterEnd(file: string, line: number, list: ProblemList): void {
  list.add({ file, line, code: 'after-end', message: 'the line comes after the end of the scan' });
}

/** Two records of one thing would be counted twice; acraudit writes no second one. */
function isNew(file: string, line: number | undefined, record: ScanRecord, { seen, list }: Progress): boolean {
  if (record.kind === 'problem') return true;
  const key = `${record.kind[0]}${record.id.toLowerCase()}`;
  if (!seen.has(key)) {
    seen.add(key);
    return true;
  }
  const message = `a second record of the same ${record.kind}; the first one counts`;
  list.add({ file, ...(line !== undefined && { line }), code: 'duplicate', message });
  return false;
}

interface Document {
  readonly header: ScanHeader;
  readonly records: readonly unknown[];
  readonly end: unknown;
}

async function readDocument(given: ExportFile): Promise<Document> {
  const opened = await openForReading(given);
  try {
    const [document] = await readWholeJson(given.file, opened);
    return checkDocument(given.file, document);
  } catch (error) {
    throw explained(given.file, error);
  } finally {
    await opened.handle.close();
  }
}

function checkDocument(file: string, value: unknown): Document {
  const header = checkHeader(isObject(value) ? own(value, 'header') : undefined, file);
  const records = isObject(value) ? own(value, 'records') : undefined;
  if (!Array.isArray(records)) {
    throw new UsageError(`${file}: the saved scan has no records`, { location: { file } });
  }
  return { header, records, end: isObject(value) ? own(value, 'end') : undefined };
}

async function* recordsOfDocument(
  { file }: ExportFile,
  { records, end }: Document,
  progress: Progress,
): AsyncGenerator<ScanRecord> {
  progress.end = checkEnd(end);
  for (const [index, value] of records.entries()) {
    const checked = checkRecord(value);
    if ('wrong' in checked) {
      progress.list.add({ file, code: 'wrong-shape', message: `records[${index}]: ${checked.wrong}` });
    } else if (isNew(file, undefined, checked.record, progress)) yield checked.record;
  }
  if (progress.end === undefined) progress.list.add({ file, code: 'torn', message: TORN });
}
