import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { UsageError } from '../../util/errors.ts';
import { explained } from '../../util/system-error.ts';
import type { ExportFile } from './problem.ts';

const SIZE_IN_WORDS: ReadonlyMap<number, string> = new Map([
  [256 * 1024 * 1024, '256 MiB'],
  [16 * 1024 * 1024 * 1024, '16 GiB'],
]);

/** Files that are read line by line. */
export const LARGEST_STREAM = 16 * 1024 * 1024 * 1024;
/** Files that have to be held in memory as a whole. */
export const LARGEST_WHOLE = 256 * 1024 * 1024;

export interface OpenFile {
  readonly handle: FileHandle;
  /** In bytes. */
  readonly size: number;
}

/** Opens a regular file for reading. A `UsageError` says what stands in the way. */
export async function openForReading({ file, absolute }: ExportFile): Promise<OpenFile> {
  let handle: FileHandle | undefined;
  try {
    // Without waiting: a pipe in place of the file must not hang the run.
    handle = await open(absolute, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const status = await handle.stat();
    if (!status.isFile()) throw new UsageError(`${file}: not a regular file`, { location: { file } });
    if (status.size > LARGEST_STREAM) throw tooLarge(file, status.size, LARGEST_STREAM);
    return { handle, size: status.size };
  } catch (error) {
    await handle?.close();
    throw explained(file, error);
  }
}

/** The bytes of a file from its beginning: all of them, or `most`. */
export async function readBytes({ handle, size }: OpenFile, most = size): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(Math.min(size, most));
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.subarray(0, length);
}

export function tooLarge(file: string, size: number, limit: number): UsageError {
  const bytes = size.toLocaleString('en-US');
  return new UsageError(`${file}: too large: ${bytes} bytes, the limit is ${SIZE_IN_WORDS.get(limit) ?? limit}`, {
    location: { file },
  });
}
