import { type FileHandle, unlink } from 'node:fs/promises';
import { UsageError } from '../../util/errors.ts';
import { explained } from '../../util/system-error.ts';
import { LARGEST_RECORD, type ScanEnd, type ScanHeader, type ScanRecord } from '../azure/decode/scan-record.ts';
import { linesOf } from './file-lines.ts';
import { type LineOutput, lineOutput } from './line-output.ts';
import { recordText } from './parse-scan-line.ts';
import type { ExportFile } from './problem.ts';
import type { EarlierScan, LinePlace } from './resume.ts';
import { LONGEST_LINE, recordLine } from './saved-scan-lines.ts';
import { createPrivate, isSame, moveInPlace, mustBeFileOrNothing, mustBeSame, withEnding } from './target-file.ts';

export interface SavedScanWriter {
  /**
   * Adds a record; its promise waits when much is waiting to be written. A registry that the earlier scan had read is
   * there already, so its record only says that the registry still counts.
   */
  readonly write: (record: ScanRecord) => Promise<void>;
  /**
   * Writes the end and puts the file in its place, all at once. Registries of the earlier scan that were not given to
   * `write` are left out, even when this scan was interrupted: the file says what this scan has found.
   */
  readonly finish: (end: ScanEnd) => Promise<void>;
  /** Stops without an end. `FILE.partial` stays for `--resume`, unless there is no record in it. */
  readonly abandon: () => Promise<void>;
}

interface Target {
  readonly file: ExportFile;
  readonly partial: ExportFile;
  readonly fresh: ExportFile;
  readonly header: ScanHeader;
  readonly handle: FileHandle;
}

const KEPT = 'What was read is kept as far as it could be written; go on with the scan by --resume.';

/**
 * Begins to save a scan in `file`: it is written to `FILE.partial`, which only its owner may read, and becomes `FILE` when
 * it is finished, so that `FILE` is whole at any time. A `FILE.partial` that is there is replaced. What `earlier` has read
 * is copied into the new one, and the old one goes only when the copy is on the disk. A folder that cannot be written, or
 * something in the place of these files that is no regular file, is a `UsageError` at once.
 */
export async function openSavedScan(
  file: ExportFile,
  header: ScanHeader,
  earlier?: EarlierScan,
): Promise<SavedScanWriter> {
  const partial = withEnding(file, '.partial');
  const fresh = withEnding(partial, '.new');
  await mustBeFileOrNothing(file);
  await mustBeFileOrNothing(partial);
  const handle = await createPrivate(earlier === undefined ? partial : fresh);
  const target: Target = { file, partial, fresh, header, handle };
  const output = lineOutput(handle, header);
  try {
    const places = earlier === undefined ? new Map<string, LinePlace>() : await carryOver(earlier, target, output);
    await output.flush();
    return writerTo(target, output, places);
  } catch (error) {
    await handle.close();
    if (earlier !== undefined) await unlink(fresh.absolute).catch(() => undefined);
    throw explained(`cannot write ${partial.file}`, error);
  }
}

/** Copies what the earlier scan has read, and puts the copy in the place of its file. */
async function carryOver(
  earlier: EarlierScan,
  { partial, fresh, handle }: Target,
  output: LineOutput,
): Promise<Map<string, LinePlace>> {
  const places = new Map<string, LinePlace>();
  for (const id of earlier.ids()) {
    places.set(id, output.record(earlier.text(id)));
    if (output.isFull()) await output.flush();
  }
  await output.flush();
  await handle.sync();
  // Some systems replace no file that is open.
  await earlier.moveTo(handle, places);
  await moveInPlace(fresh, partial);
  return places;
}

/** `places`: the registries that were carried over. */
function writerTo(target: Target, output: LineOutput, places: ReadonlyMap<string, LinePlace>): SavedScanWriter {
  const unconfirmed = new Map(places);
  const explain = (error: unknown): unknown => explained(`cannot write ${target.partial.file}`, error, KEPT);
  return {
    write: async (record) => {
      const id = record.kind === 'registry' ? record.id.toLowerCase() : undefined;
      if (id !== undefined && places.has(id)) {
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
        if (unconfirmed.size > 0) await finishWithout(target, output, end, unconfirmed);
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

async function finishInPlace({ file, partial, handle }: Target, output: LineOutput, end: ScanEnd): Promise<void> {
  output.end(end);
  await output.flush();
  await handle.sync();
  await mustBeSame(partial, handle);
  await handle.close();
  await moveInPlace(partial, file);
}

/**
 * Copies all but the records that nobody confirmed, so that the file says what this scan has found. The copy first takes
 * the place of the partial file: a whole `FILE` beside an older `FILE.partial` would be taken for the beginning of a scan.
 */
async function finishWithout(
  target: Target,
  output: LineOutput,
  end: ScanEnd,
  unconfirmed: ReadonlyMap<string, LinePlace>,
): Promise<void> {
  const { file, partial, fresh, handle } = target;
  await output.flush();
  const copy = await createPrivate(fresh);
  try {
    await copyWithout(target, copy, end, unconfirmed);
    await mustBeSame(partial, handle);
  } catch (error) {
    if (await isSame(fresh, copy)) await unlink(fresh.absolute).catch(() => undefined);
    throw error;
  } finally {
    await copy.close();
  }
  await handle.close();
  await moveInPlace(fresh, partial);
  await moveInPlace(partial, file);
}

async function copyWithout(
  { partial, header, handle }: Target,
  copy: FileHandle,
  end: ScanEnd,
  unconfirmed: ReadonlyMap<string, LinePlace>,
): Promise<void> {
  const left = new Set([...unconfirmed.values()].map(({ offset }) => offset));
  const copied = lineOutput(copy, header);
  for await (const { number, offset, bytes } of linesOf(handle, LONGEST_LINE)) {
    if (number === 1 || left.has(offset)) continue;
    if (bytes === undefined) throw tooLong(partial.file, number);
    copied.record(recordText(bytes));
    if (copied.isFull()) await copied.flush();
  }
  copied.end(end);
  await copied.flush();
  await copy.sync();
}

function tooLong(file: string, line: number): UsageError {
  const size = `${LARGEST_RECORD / 1024 / 1024} MiB`;
  return new UsageError(`${file}:${line}: a record is longer than ${size}`, { location: { file, line }, hint: KEPT });
}

async function abandon({ partial, handle }: Target, output: LineOutput): Promise<void> {
  // Nothing can be done about a failure here, and a record that is cut does no harm.
  await output.flush().catch(() => undefined);
  if (output.count() === 0 && (await isSame(partial, handle))) await unlink(partial.absolute).catch(() => undefined);
  await handle.close();
}
