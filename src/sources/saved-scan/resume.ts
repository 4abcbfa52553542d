import { readSync } from 'node:fs';
import { type FileHandle, lstat } from 'node:fs/promises';
import { UsageError } from '../../util/errors.ts';
import { errorCode, toUsageError } from '../../util/system-error.ts';
import type { RegistryRecord, ScanHeader } from '../azure/decode/scan-record.ts';
import { withSuffix } from './atomic-file.ts';
import type { ExportFile } from './export-problem.ts';
import { readLines } from './file-lines.ts';
import { openForReading } from './open-file.ts';
import { parseScanLine, recordText } from './parse-scan-line.ts';
import { readHeaderLine } from './read-saved-scan.ts';
import { checkAzure, isAlibabaHeader } from './saved-record.ts';
import { MAX_LINE_BYTES } from './saved-scan-lines.ts';

/** The location of a record in the file. */
export interface RecordLocation {
  readonly offset: number;
  /** In bytes; may include a comma or white space after the record. */
  readonly length: number;
}

/**
 * The registries of an earlier scan whose settings were read; only their locations are held in memory. Failed and deleted
 * ones are not included, so a resumed scan reads them again.
 */
export interface EarlierScan {
  readonly header: ScanHeader;
  /** The displayed name of its file. */
  readonly file: string;
  readonly has: (id: string) => boolean;
  /** In lower case. */
  readonly ids: () => Iterable<string>;
  /** The record, read synchronously from the file. */
  readonly record: (id: string) => RegistryRecord | undefined;
  /** Required when it was not passed to `openSavedScan`, or that failed. */
  readonly close: () => Promise<void>;
  /** For the writer: the text of a record, and the file that records were copied to. */
  readonly text: (id: string) => string;
  readonly moveTo: (handle: FileHandle, places: ReadonlyMap<string, RecordLocation>) => Promise<void>;
}

/**
 * The results of an earlier scan to `file`: in `FILE.partial` when it was killed, in `FILE` when it was interrupted.
 * Undefined when there are none, or when the scan in `FILE` was completed: nothing is left to resume, and its results may
 * be out of date. A `FILE.partial` is resumed even if it has an end record: the process was killed before renaming it to
 * `FILE`. A file that is not a saved scan, or was reformatted, is a `UsageError`.
 */
export async function resumeFrom(file: ExportFile): Promise<EarlierScan | undefined> {
  for (const candidate of [withSuffix(file, '.partial'), file]) {
    if (!(await isNonEmptyFile(candidate))) continue;
    const header = await readHeaderLine(candidate);
    // Killed before anything was written.
    if (header === 'torn') continue;
    if (header === undefined) throw notASavedScan(candidate.file);
    if (isAlibabaHeader(header)) throw ofAlibaba(candidate.file);
    return openEarlierScan(candidate, header, candidate !== file);
  }
  return undefined;
}

async function isNonEmptyFile({ file, absolute }: ExportFile): Promise<boolean> {
  try {
    return (await lstat(absolute)).size > 0;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw toUsageError(file, error);
  }
}

function notASavedScan(file: string): UsageError {
  const hint = 'Name another file, or scan without --resume.';
  return new UsageError(`${file}: not a saved scan as acraudit lays it out, so no scan can go on from it`, {
    location: { file },
    hint,
  });
}

function ofAlibaba(file: string): UsageError {
  const hint = 'Name another file, or scan without --resume.';
  return new UsageError(`${file}: a scan of Alibaba Cloud, which no scan of Azure can go on from`, {
    location: { file },
    hint,
  });
}

async function openEarlierScan(
  candidate: ExportFile,
  header: ScanHeader,
  isPartial: boolean,
): Promise<EarlierScan | undefined> {
  const opened = await openForReading(candidate);
  try {
    const { locations, isCompleted } = await indexRecords(opened.handle);
    if (isPartial || !isCompleted) return createEarlierScan(candidate, header, opened.handle, locations);
    await opened.handle.close();
    return undefined;
  } catch (error) {
    await opened.handle.close();
    throw toUsageError(candidate.file, error);
  }
}

function createEarlierScan(
  { file }: ExportFile,
  header: ScanHeader,
  opened: FileHandle,
  found: ReadonlyMap<string, RecordLocation>,
): EarlierScan {
  let handle = opened;
  let ownsHandle = true;
  let locations = found;
  const bytes = (id: string): Buffer | undefined => {
    const location = locations.get(id.toLowerCase());
    return location === undefined ? undefined : readAt(handle, location);
  };
  return {
    header,
    file,
    has: (id) => locations.has(id.toLowerCase()),
    ids: () => locations.keys(),
    record: (id) => parseRegistryRecord(bytes(id)),
    close: async () => {
      if (ownsHandle) await handle.close();
    },
    text: (id) => recordText(bytes(id) ?? Buffer.alloc(0)),
    moveTo: async (newHandle, newLocations) => {
      await handle.close();
      handle = newHandle;
      locations = newLocations;
      ownsHandle = false;
    },
  };
}

interface RecordIndex {
  readonly locations: ReadonlyMap<string, RecordLocation>;
  readonly isCompleted: boolean;
}

async function indexRecords(handle: FileHandle): Promise<RecordIndex> {
  const locations = new Map<string, RecordLocation>();
  let isCompleted = false;
  for await (const line of readLines(handle, MAX_LINE_BYTES)) {
    if (line.number === 1) continue;
    const parsed = parseScanLine(line, checkAzure);
    if (typeof parsed === 'object' && 'end' in parsed) isCompleted ||= parsed.end.complete;
    if (typeof parsed === 'string' || !('record' in parsed)) continue;
    const { record } = parsed;
    if (record.kind !== 'registry' || record.settings.status !== 'read') continue;
    locations.set(record.id.toLowerCase(), { offset: line.offset, length: line.length });
  }
  return { locations, isCompleted };
}

function readAt(handle: FileHandle, { offset, length }: RecordLocation): Buffer {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const read = readSync(handle.fd, buffer, filled, length - filled, offset + filled);
    if (read === 0) break;
    filled += read;
  }
  return buffer.subarray(0, filled);
}

function parseRegistryRecord(bytes: Buffer | undefined): RegistryRecord | undefined {
  if (bytes === undefined) return undefined;
  const line = { number: 0, offset: 0, length: bytes.length, bytes, terminated: true };
  const parsed = parseScanLine(line, checkAzure);
  const record = typeof parsed === 'object' && 'record' in parsed ? parsed.record : undefined;
  return record?.kind === 'registry' ? record : undefined;
}
