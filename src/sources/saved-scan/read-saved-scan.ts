import { UsageError } from '../../util/errors.ts';
import { toUsageError } from '../../util/system-error.ts';
import type { AlibabaHeader, AlibabaRecord } from '../alibaba/decode/alibaba-record.ts';
import { isObject } from '../azure/decode/json-object.ts';
import type { ScanEnd, ScanHeader, ScanRecord } from '../azure/decode/scan-record.ts';
import { checkEnd, checkHeader } from './check-header.ts';
import { createProblemList, type ExportFile, type ExportProblem, type ProblemList } from './export-problem.ts';
import { readLines } from './file-lines.ts';
import { ownProperty } from './json-guards.ts';
import { openForReading } from './open-file.ts';
import { decodeUtf8, parseScanLine } from './parse-scan-line.ts';
import { readJsonDocuments } from './read-json-documents.ts';
import {
  type CheckRecord,
  checkAlibaba,
  checkAzure,
  isAlibabaHeader,
  recordKey,
  type SavedHeader,
  type SavedRecord,
} from './saved-record.ts';
import { beginsLikeSavedScan, MAX_LINE_BYTES, parseHeaderLine } from './saved-scan-lines.ts';

/** The content of exported files, of any format; those of other tools are of Azure. */
export interface ScanExport<Header extends SavedHeader = ScanHeader, Of extends SavedRecord = ScanRecord> {
  /** Of a saved scan only. */
  readonly header?: Header;
  /** Each registry and subscription at most once. A file that becomes unreadable meanwhile is a `UsageError`. */
  readonly records: AsyncIterable<Of>;
  /** The records that registries need, wherever they stand: in a resumed scan they come after registries. */
  readonly reads?: () => AsyncIterable<Of>;
  /** Known after `records` is consumed; undefined when the scan was killed, and for other formats. */
  readonly end: ScanEnd | undefined;
  /** What could not be read; complete after `records` is consumed. */
  readonly problems: readonly ExportProblem[];
  /** Files found in a folder that are not exports; other formats only. */
  readonly skipped?: readonly ExportProblem[];
}

export interface SavedScan extends ScanExport {
  readonly header: ScanHeader;
}

/** A saved scan of Alibaba Cloud. */
export interface AlibabaScan extends ScanExport<AlibabaHeader, AlibabaRecord> {
  readonly header: AlibabaHeader;
}

export function isAlibabaScan(scan: ScanExport | AlibabaScan): scan is AlibabaScan {
  return scan.header !== undefined && isAlibabaHeader(scan.header);
}

const TRUNCATED = 'the file is truncated; copy it again, or resume the scan with --resume';

/** State that is collected while records are read. */
interface ReadProgress {
  readonly list: ProblemList;
  readonly seen: Set<string>;
  end: ScanEnd | undefined;
}

/**
 * Reads a saved scan (`saved-scan-lines.ts`), finished or not, record by record. A reformatted file is held in memory as
 * a whole. Invalid records are problems with their line, and the others are still returned. A `.partial` file may be
 * truncated; for another file that is a problem. An invalid header is a `UsageError`.
 */
export async function readAnySavedScan(file: ExportFile): Promise<SavedScan | AlibabaScan> {
  const line = await readHeaderLine(file);
  if (line === 'torn') throw truncatedHeader(file.file);
  const document = line === undefined ? await readDocument(file) : undefined;
  const header = document?.header ?? (line as SavedHeader);
  return isAlibabaHeader(header)
    ? savedScan(file, header, document, checkAlibaba)
    : savedScan(file, header, document, checkAzure);
}

/** The same where it has to be a scan of Azure; one of another provider is a `UsageError`. */
export async function readSavedScan(file: ExportFile): Promise<SavedScan> {
  const scan = await readAnySavedScan(file);
  if (!isAlibabaScan(scan)) return scan;
  throw new UsageError(`${file.file}: a saved scan of Alibaba Cloud, where one of Azure is asked for`, {
    location: { file: file.file },
    hint: 'Give a file that `acraudit scan --save` wrote of Azure.',
  });
}

function truncatedHeader(file: string): UsageError {
  const hint = 'Nothing was saved in it: scan again.';
  return new UsageError(`${file}:1: the file ends inside its header`, { location: { file, line: 1 }, hint });
}

/** @param document Of a file that has another layout than one record per line. */
function savedScan<Header extends SavedHeader, Of extends SavedRecord>(
  file: ExportFile,
  header: Header,
  document: ScanDocument | undefined,
  check: CheckRecord<Of>,
): ScanExport<Header, Of> & { readonly header: Header } {
  const progress: ReadProgress = { list: createProblemList(), seen: new Set(), end: undefined };
  const content =
    document === undefined
      ? { records: recordsOfLines(file, progress, check), reads: () => readsOfLines(file, check) }
      : { records: recordsOfDocument(file, document, progress, check) };
  return {
    header,
    ...content,
    problems: progress.list.problems,
    get end() {
      return progress.end;
    },
  };
}

/**
 * The header of a file with one record per line; undefined for another layout, and `torn` when the file ends inside the
 * header. An invalid header is a `UsageError`.
 */
export async function readHeaderLine(given: ExportFile): Promise<SavedHeader | 'torn' | undefined> {
  const { handle } = await openForReading(given);
  try {
    const first = await readLines(handle, MAX_LINE_BYTES).next();
    if (first.done === true || first.value.bytes === undefined) return undefined;
    const text = decodeOrUndefined(first.value.bytes) ?? '';
    const header = parseOrUndefined(() => parseHeaderLine(text));
    if (header !== undefined) return checkHeader(header, given.file);
    const isCut =
      !first.value.terminated && beginsLikeSavedScan(text) && parseOrUndefined(() => JSON.parse(text)) === undefined;
    return isCut ? 'torn' : undefined;
  } catch (error) {
    throw toUsageError(given.file, error);
  } finally {
    await handle.close();
  }
}

function decodeOrUndefined(bytes: Uint8Array): string | undefined {
  try {
    return decodeUtf8(bytes);
  } catch {
    return undefined;
  }
}

function parseOrUndefined(parse: () => unknown): unknown {
  try {
    return parse();
  } catch {
    return undefined;
  }
}

/** How a line begins that holds a resource or a list. */
const READ_LINE = /^\{"kind":"(?:resource|list)"/;
const READ_LINE_BYTES = 20;

/** Only these lines are parsed: a scan has as many others as there are registries. */
async function* readsOfLines<Of extends SavedRecord>(given: ExportFile, check: CheckRecord<Of>): AsyncGenerator<Of> {
  const { handle } = await openForReading(given);
  try {
    for await (const line of readLines(handle, MAX_LINE_BYTES)) {
      const start = line.bytes?.subarray(0, READ_LINE_BYTES) ?? new Uint8Array();
      if (line.number === 1 || !READ_LINE.test(Buffer.from(start).toString('latin1'))) continue;
      const parsed = parseScanLine(line, check);
      if (typeof parsed === 'object' && 'record' in parsed) yield parsed.record;
    }
  } catch (error) {
    throw toUsageError(given.file, error);
  } finally {
    await handle.close();
  }
}

async function* recordsOfLines<Of extends SavedRecord>(
  given: ExportFile,
  progress: ReadProgress,
  check: CheckRecord<Of>,
): AsyncGenerator<Of> {
  const { file } = given;
  const mayBeTruncated = given.absolute.endsWith('.partial');
  const { handle } = await openForReading(given);
  let last = 1;
  let isTruncated = false;
  try {
    for await (const line of readLines(handle, MAX_LINE_BYTES)) {
      last = line.number;
      if (last === 1) continue;
      const parsed = parseScanLine(line, check);
      if (parsed === 'blank') continue;
      if (parsed === 'torn') isTruncated = true;
      else if (progress.end !== undefined) addAfterEnd(file, last, progress.list);
      else if ('wrong' in parsed) progress.list.add({ file, line: last, ...parsed.wrong });
      else if ('end' in parsed) progress.end = parsed.end;
      else if (isFirstRecord(file, last, parsed.record, progress)) yield parsed.record;
    }
  } catch (error) {
    throw toUsageError(file, error);
  } finally {
    await handle.close();
  }
  if (!mayBeTruncated && (isTruncated || progress.end === undefined)) {
    progress.list.add({ file, line: last, code: 'torn', message: TRUNCATED });
  }
}

function addAfterEnd(file: string, line: number, list: ProblemList): void {
  list.add({ file, line, code: 'after-end', message: 'the line comes after the end of the scan' });
}

/** A duplicate record would be counted twice; acraudit does not write any. */
function isFirstRecord(
  file: string,
  line: number | undefined,
  record: SavedRecord,
  { seen, list }: ReadProgress,
): boolean {
  const key = recordKey(record);
  if (key === undefined) return true;
  if (!seen.has(key)) {
    seen.add(key);
    return true;
  }
  const message = `a second record of the same ${record.kind}; the first one counts`;
  list.add({ file, ...(line !== undefined && { line }), code: 'duplicate', message });
  return false;
}

interface ScanDocument {
  readonly header: SavedHeader;
  readonly records: readonly unknown[];
  readonly end: unknown;
}

async function readDocument(given: ExportFile): Promise<ScanDocument> {
  const opened = await openForReading(given);
  try {
    const [document] = await readJsonDocuments(given.file, opened);
    return checkDocument(given.file, document);
  } catch (error) {
    throw toUsageError(given.file, error);
  } finally {
    await opened.handle.close();
  }
}

function checkDocument(file: string, value: unknown): ScanDocument {
  const header = checkHeader(isObject(value) ? ownProperty(value, 'header') : undefined, file);
  const records = isObject(value) ? ownProperty(value, 'records') : undefined;
  if (!Array.isArray(records)) {
    throw new UsageError(`${file}: the saved scan has no records`, { location: { file } });
  }
  return { header, records, end: isObject(value) ? ownProperty(value, 'end') : undefined };
}

async function* recordsOfDocument<Of extends SavedRecord>(
  { file }: ExportFile,
  { records, end }: ScanDocument,
  progress: ReadProgress,
  check: CheckRecord<Of>,
): AsyncGenerator<Of> {
  progress.end = checkEnd(end);
  for (const [index, value] of records.entries()) {
    const checked = check(value);
    if ('wrong' in checked) {
      progress.list.add({ file, code: 'wrong-shape', message: `records[${index}]: ${checked.wrong}` });
    } else if (isFirstRecord(file, undefined, checked.record, progress)) yield checked.record;
  }
  if (progress.end === undefined) progress.list.add({ file, code: 'torn', message: TRUNCATED });
}
