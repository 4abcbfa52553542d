import { type FileHandle, unlink } from 'node:fs/promises';
import { UsageError } from '../../util/errors.ts';
import { toUsageError } from '../../util/system-error.ts';
import { MAX_RECORD_BYTES, type ScanEnd } from '../azure/decode/scan-record.ts';
import {
  assertFileOrMissing,
  assertSameFile,
  createPrivateFile,
  isSameFile,
  replaceFile,
  withSuffix,
} from './atomic-file.ts';
import type { ExportFile } from './export-problem.ts';
import { readLines } from './file-lines.ts';
import { createLineOutput, type LineOutput } from './line-output.ts';
import { recordText } from './parse-scan-line.ts';
import type { EarlierScan, RecordLocation } from './resume.ts';
import type { SavedHeader, SavedRecord } from './saved-record.ts';
import { MAX_LINE_BYTES, recordLine } from './saved-scan-lines.ts';

export interface SavedScanWriter {
  /**
   * Adds a record; the promise waits while the buffer is full. A registry of the earlier scan is already in the file, so
   * its record only confirms that it is kept.
   */
  readonly write: (record: SavedRecord) => Promise<void>;
  /**
   * Writes the end record and replaces the file atomically. Registries of the earlier scan that were not passed to
   * `write` are left out, even when this scan was interrupted: the file contains what this scan found.
   */
  readonly finish: (end: ScanEnd) => Promise<void>;
  /** Stops without an end record. `FILE.partial` is kept for `--resume`, unless it is empty. */
  readonly abandon: () => Promise<void>;
}

interface SaveTarget {
  readonly file: ExportFile;
  readonly partial: ExportFile;
  readonly replacement: ExportFile;
  readonly header: SavedHeader;
  readonly handle: FileHandle;
}

const KEPT_HINT = 'What was read is kept as far as it could be written; go on with the scan by --resume.';

/**
 * Starts saving a scan to `file`: it is written to `FILE.partial`, which only its owner may read, and renamed to `FILE`
 * when it is finished, so that `FILE` is always complete. An existing `FILE.partial` is replaced. The records of `earlier`
 * are copied into the new one, and the old one is deleted only when the copy is on disk. A folder that is not writable, or
 * something other than a regular file at these paths, is a `UsageError` at once.
 */
export async function openSavedScan(
  file: ExportFile,
  header: SavedHeader,
  earlier?: EarlierScan,
): Promise<SavedScanWriter> {
  const partial = withSuffix(file, '.partial');
  const replacement = withSuffix(partial, '.new');
  await assertFileOrMissing(file);
  await assertFileOrMissing(partial);
  const handle = await createPrivateFile(earlier === undefined ? partial : replacement);
  const target: SaveTarget = { file, partial, replacement, header, handle };
  const output = createLineOutput(handle, header);
  try {
    const locations =
      earlier === undefined ? new Map<string, RecordLocation>() : await carryOver(earlier, target, output);
    await output.flush();
    return createWriter(target, output, locations);
  } catch (error) {
    await handle.close();
    if (earlier !== undefined) await unlink(replacement.absolute).catch(() => undefined);
    throw toUsageError(`cannot write ${partial.file}`, error);
  }
}

/** Copies the records of the earlier scan and replaces its file with the copy. */
async function carryOver(
  earlier: EarlierScan,
  { partial, replacement, handle }: SaveTarget,
  output: LineOutput,
): Promise<Map<string, RecordLocation>> {
  const locations = new Map<string, RecordLocation>();
  for (const id of earlier.ids()) {
    locations.set(id, output.record(earlier.text(id)));
    if (output.isFull()) await output.flush();
  }
  await output.flush();
  await handle.sync();
  // Some systems cannot replace an open file.
  await earlier.moveTo(handle, locations);
  await replaceFile(replacement, partial);
  return locations;
}

/** `locations`: the registries that were carried over. */
function createWriter(
  target: SaveTarget,
  output: LineOutput,
  locations: ReadonlyMap<string, RecordLocation>,
): SavedScanWriter {
  const unconfirmed = new Map(locations);
  const explain = (error: unknown): unknown => toUsageError(`cannot write ${target.partial.file}`, error, KEPT_HINT);
  return {
    write: async (record) => {
      const id = record.kind === 'registry' ? record.id.toLowerCase() : undefined;
      if (id !== undefined && locations.has(id)) {
        unconfirmed.delete(id);
        return;
      }
      output.record(recordLine(record));
      if (!output.isFull()) return;
      try {
        await output.flush();
      } catch (error) {
        throw explain(error);
      }
    },
    finish: async (end) => {
      try {
        if (unconfirmed.size > 0) await finishExcluding(target, output, end, unconfirmed);
        else await finishInPlace(target, output, end);
      } catch (error) {
        throw explain(error);
      } finally {
        await target.handle.close();
      }
    },
    abandon: () => abandon(target, output),
  };
}

async function finishInPlace({ file, partial, handle }: SaveTarget, output: LineOutput, end: ScanEnd): Promise<void> {
  output.end(end);
  await output.flush();
  await handle.sync();
  await assertSameFile(partial, handle);
  await handle.close();
  await replaceFile(partial, file);
}

/**
 * Copies all records except the unconfirmed ones, so that the file contains what this scan found. The copy first replaces
 * the partial file: a complete `FILE` beside an older `FILE.partial` would look like an unfinished scan.
 */
async function finishExcluding(
  target: SaveTarget,
  output: LineOutput,
  end: ScanEnd,
  unconfirmed: ReadonlyMap<string, RecordLocation>,
): Promise<void> {
  const { file, partial, replacement, handle } = target;
  await output.flush();
  const copy = await createPrivateFile(replacement);
  try {
    await copyExcluding(target, copy, end, unconfirmed);
    await assertSameFile(partial, handle);
  } catch (error) {
    if (await isSameFile(replacement, copy)) await unlink(replacement.absolute).catch(() => undefined);
    throw error;
  } finally {
    await copy.close();
  }
  await handle.close();
  await replaceFile(replacement, partial);
  await replaceFile(partial, file);
}

async function copyExcluding(
  { partial, header, handle }: SaveTarget,
  copy: FileHandle,
  end: ScanEnd,
  unconfirmed: ReadonlyMap<string, RecordLocation>,
): Promise<void> {
  const excluded = new Set([...unconfirmed.values()].map(({ offset }) => offset));
  const copied = createLineOutput(copy, header);
  for await (const { number, offset, bytes } of readLines(handle, MAX_LINE_BYTES)) {
    if (number === 1 || excluded.has(offset)) continue;
    if (bytes === undefined) throw recordTooLong(partial.file, number);
    copied.record(recordText(bytes));
    if (copied.isFull()) await copied.flush();
  }
  copied.end(end);
  await copied.flush();
  await copy.sync();
}

function recordTooLong(file: string, line: number): UsageError {
  const size = `${MAX_RECORD_BYTES / 1024 / 1024} MiB`;
  return new UsageError(`${file}:${line}: a record is longer than ${size}`, {
    location: { file, line },
    hint: KEPT_HINT,
  });
}

async function abandon({ partial, handle }: SaveTarget, output: LineOutput): Promise<void> {
  // A failure here cannot be handled, and a truncated record does no harm.
  await output.flush().catch(() => undefined);
  if (output.count() === 0 && (await isSameFile(partial, handle)))
    await unlink(partial.absolute).catch(() => undefined);
  await handle.close();
}
