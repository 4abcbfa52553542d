import { readSync } from 'node:fs';
import { type FileHandle, lstat } from 'node:fs/promises';
import { UsageError } from '../../util/errors.ts';
import { errorCode, explained } from '../../util/system-error.ts';
import type { RegistryRecord, ScanHeader } from '../azure/decode/scan-record.ts';
import { linesOf } from './file-lines.ts';
import { openForReading } from './open-file.ts';
import { parseScanLine, recordText } from './parse-scan-line.ts';
import type { ExportFile } from './problem.ts';
import { readHeaderLine } from './read-saved-scan.ts';
import { LONGEST_LINE } from './saved-scan-lines.ts';
import { withEnding } from './target-file.ts';

/** Where in a file a record is. */
export interface LinePlace {
  readonly offset: number;
  /** In bytes; a comma or white space after the record may be counted. */
  readonly length: number;
}

/**
 * The registries of an earlier scan whose settings were read. Only their places are held in memory. What failed, or was
 * gone, is not among them: a scan that goes on asks for it again.
 */
export interface EarlierScan {
  readonly header: ScanHeader;
  /** The file it was found in, as it is shown. */
  readonly file: string;
  readonly has: (id: string) => boolean;
  /** In lower case. */
  readonly ids: () => Iterable<string>;
  /** The record as it was written, read from the file at once. */
  readonly record: (id: string) => RegistryRecord | undefined;
  /** Needed when it was not handed to `openSavedScan`, or that failed. */
  readonly close: () => Promise<void>;
  /** For the writer: the text of a record, and where it has been copied to. */
  readonly text: (id: string) => string;
  readonly moveTo: (handle: FileHandle, places: ReadonlyMap<string, LinePlace>) => Promise<void>;
}

/**
 * What an earlier scan that was to be saved in `file` left behind: in `FILE.partial` when it was killed, in `FILE` when it
 * was interrupted. Undefined when there is nothing yet, or when the scan in `FILE` was completed: there is nothing to go on
 * with, and what it read may be long out of date. A `FILE.partial` is gone on with whatever its end says: it was killed
 * before it could become `FILE`. A file that is no saved scan, or was laid out anew, is a `UsageError`.
 */
export async function resumeFrom(file: ExportFile): Promise<EarlierScan | undefined> {
  for (const candidate of [withEnding(file, '.partial'), file]) {
    if (!(await isThere(candidate))) continue;
    const header = await readHeaderLine(candidate);
    // Killed before anything was written.
    if (header === 'torn') continue;
    if (header === undefined) throw notOurs(candidate.file);
    return earlierScan(candidate, header, candidate !== file);
  }
  return undefined;
}

async function isThere({ file, absolute }: ExportFile): Promise<boolean> {
  try {
    return (await lstat(absolute)).size > 0;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw explained(file, error);
  }
}

function notOurs(file: string): UsageError {
  const hint = 'Name another file, or scan without --resume.';
  return new UsageError(`${file}: not a saved scan as acraudit lays it out, so no scan can go on from it`, {
    location: { file },
    hint,
  });
}

async function earlierScan(
  candidate: ExportFile,
  header: ScanHeader,
  isPartial: boolean,
): Promise<EarlierScan | undefined> {
  const opened = await openForReading(candidate);
  try {
    const { places, isCompleted } = await placesOf(opened.handle);
    if (isPartial || !isCompleted) return earlierAt(candidate, header, opened.handle, places);
    await opened.handle.close();
    return undefined;
  } catch (error) {
    await opened.handle.close();
    throw explained(candidate.file, error);
  }
}

function earlierAt(
  { file }: ExportFile,
  header: ScanHeader,
  opened: FileHandle,
  found: ReadonlyMap<string, LinePlace>,
): EarlierScan {
  let handle = opened;
  let isOurs = true;
  let places = found;
  const bytes = (id: string): Buffer | undefined => {
    const place = places.get(id.toLowerCase());
    return place === undefined ? undefined : readPlace(handle, place);
  };
  return {
    header,
    file,
    has: (id) => places.has(id.toLowerCase()),
    ids: () => places.keys(),
    record: (id) => recordOf(bytes(id)),
    close: async () => {
      if (isOurs) await handle.close();
    },
    text: (id) => recordText(bytes(id) ?? Buffer.alloc(0)),
    moveTo: async (newHandle, newPlaces) => {
      await handle.close();
      handle = newHandle;
      places = newPlaces;
      isOurs = false;
    },
  };
}

interface Earlier {
  readonly places: ReadonlyMap<string, LinePlace>;
  readonly isCompleted: boolean;
}

async function placesOf(handle: FileHandle): Promise<Earlier> {
  const places = new Map<string, LinePlace>();
  let isCompleted = false;
  for await (const line of linesOf(handle, LONGEST_LINE)) {
    if (line.number === 1) continue;
    const parsed = parseScanLine(line);
    if (typeof parsed === 'object' && 'end' in parsed) isCompleted ||= parsed.end.complete;
    if (typeof parsed === 'string' || !('record' in parsed)) continue;
    const { record } = parsed;
    if (record.kind !== 'registry' || record.settings.status !== 'read') continue;
    places.set(record.id.toLowerCase(), { offset: line.offset, length: line.length });
  }
  return { places, isCompleted };
}

function readPlace(handle: FileHandle, { offset, length }: LinePlace): Buffer {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const read = readSync(handle.fd, buffer, filled, length - filled, offset + filled);
    if (read === 0) break;
    filled += read;
  }
  return buffer.subarray(0, filled);
}

function recordOf(bytes: Buffer | undefined): RegistryRecord | undefined {
  if (bytes === undefined) return undefined;
  const parsed = parseScanLine({ number: 0, offset: 0, length: bytes.length, bytes, terminated: true });
  const record = typeof parsed === 'object' && 'record' in parsed ? parsed.record : undefined;
  return record?.kind === 'registry' ? record : undefined;
}
