import { type FileHandle, unlink } from 'node:fs/promises';
import type { ScanEnd, ScanHeader, ScanRecord } from '../azure/scan-record.ts';
import { linesOf } from './file-lines.ts';
import { type LineOutput, lineOutput } from './line-output.ts';
import { recordText } from './parse-scan-line.ts';
import type { ExportFile } from './problem.ts';
import type { EarlierScan, LinePlace } from './resume.ts';
import { LONGEST_LINE, recordLine } from './saved-scan-lines.ts';
import { explained } from './system-error.ts';
import { createPrivate, isSame, moveInPlace, mustBeFileOrNothing, mustBeSame, withEnding } from './target-file.ts';

export interface SavedScanWriter {
  /**
   * Adds a record; its promise waits when much is waiting to be written. A registry that the earlier scan had read is
   * there already, so its record only says that the registry still counts.
   */
  readonly write: (record: ScanRecord) => Promise<void>;
  /**
   * Writes the end and puts the file in its place, all at once. After a complete scan, registries of the earlier one that
   * were not given to `write` are left out; after an interrupted one they stay.
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
        if (end.complete && unconfirmed.size > 0) await finishWithout(target, output, end, unconfirmed);
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

/** Copies all but the records that nobody confirmed, so that the file says what this scan has found. */
async function finishWithout(
  { file, partial, fresh, header, handle }: Target,
  output: LineOutput,
  end: ScanEnd,
  unconfirmed: ReadonlyMap<string, LinePlace>,
): Promise<void> {
  await output.flush();
  const left = new Set([...unconfirmed.values()].map(({ offset }) => offset));
  const copy = await createPrivate(fresh);
  try {
    const copied = lineOutput(copy, header);
    for await (const { number, offset, bytes } of linesOf(handle, LONGEST_LINE)) {
      if (number === 1 || bytes === undefined || left.has(offset)) continue;
      copied.record(recordText(bytes));
      if (copied.isFull()) await copied.flush();
    }
    copied.end(end);
    await copied.flush();
    await copy.sync();
    await mustBeSame(partial, handle);
  } finally {
    await copy.close();
  }
  await handle.close();
  await moveInPlace(fresh, file);
  await unlink(partial.absolute);
}

async function abandon({ partial, handle }: Target, output: LineOutput): Promise<void> {
  // Nothing can be done about a failure here, and a record that is cut does no harm.
  await output.flush().catch(() => undefined);
  if (output.count() === 0 && (await isSame(partial, handle))) await unlink(partial.absolute).catch(() => undefined);
  await handle.close();
}
