import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { type ErrorLocation, UsageError } from '../../util/errors.ts';
import { toUsageError } from '../../util/system-error.ts';
import type { ExportFile } from './export-problem.ts';

const SIZE_LABELS: ReadonlyMap<number, string> = new Map([
  [256 * 1024 * 1024, '256 MiB'],
  [16 * 1024 * 1024 * 1024, '16 GiB'],
]);

/** Files that are read line by line. */
export const MAX_STREAMED_BYTES = 16 * 1024 * 1024 * 1024;
/** Files that are held in memory as a whole. */
export const MAX_IN_MEMORY_BYTES = 256 * 1024 * 1024;

export interface OpenFile {
  readonly handle: FileHandle;
  /** In bytes. */
  readonly size: number;
}

/** Opens a regular file for reading; throws a `UsageError` if that is not possible. */
export async function openForReading({ file, absolute }: ExportFile): Promise<OpenFile> {
  let handle: FileHandle | undefined;
  try {
    // Non-blocking, so that a pipe in place of the file cannot hang the run.
    handle = await open(absolute, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const status = await handle.stat();
    if (!status.isFile()) throw fileError({ file }, 'not a regular file');
    if (status.size > MAX_STREAMED_BYTES) throw fileTooLarge(file, status.size, MAX_STREAMED_BYTES);
    return { handle, size: status.size };
  } catch (error) {
    await handle?.close();
    throw toUsageError(file, error);
  }
}

/** The bytes of a file from its beginning: all of them, or at most `max`. */
export async function readBytes({ handle, size }: OpenFile, max = size): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(Math.min(size, max));
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.subarray(0, length);
}

export function fileTooLarge(file: string, size: number, limit: number): UsageError {
  const bytes = size.toLocaleString('en-US');
  return fileError({ file }, `too large: ${bytes} bytes, the limit is ${SIZE_LABELS.get(limit) ?? limit}`);
}

/** What is wrong with a file, after its place. */
export function fileError(location: ErrorLocation, text: string, hint?: string): UsageError {
  const { file, line } = location;
  const place = line === undefined ? file : `${file}:${line}`;
  return new UsageError(`${place}: ${text}`, { location, text, ...(hint !== undefined && { hint }) });
}
