import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { LONGEST_MENTION, mentionsSchema } from './sniff.ts';

/** Why a file or folder could not be read; the message names no file and is fit for users. */
export interface ReadProblem {
  /** `too-large`, `not-a-file`, `broken-link`, `outside-root`, `walk-limit`, or the error code of the system. */
  readonly code: string;
  readonly message: string;
}

export type ReadResult = { readonly bytes: Buffer } | { readonly problem: ReadProblem } | { readonly irrelevant: true };

const PIECE = 1024 * 1024;
// Looking for a mention in a huge file costs about 1 ms per MiB.
const LARGEST_SEARCHED = 256 * 1024 * 1024;

/**
 * Reads a regular file of at most `maxSize` bytes. With `searchLarge`, a larger one is searched in pieces for the name
 * of a deployment schema: without a mention it is `irrelevant`, so that data files found in a folder are no errors.
 */
export function readBounded(absolute: string, maxSize: number, searchLarge = false): ReadResult {
  let file: number | undefined;
  try {
    // Without waiting: a pipe in place of the file must not hang the run.
    file = openSync(absolute, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const status = fstatSync(file);
    if (!status.isFile()) return { problem: { code: 'not-a-file', message: 'not a regular file' } };
    if (status.size <= maxSize) return readAll(file, status.size, maxSize);
    if (searchLarge && status.size <= LARGEST_SEARCHED && !fileMentionsSchema(file)) return { irrelevant: true };
    return { problem: tooLarge(status.size, maxSize) };
  } catch (error) {
    return { problem: readProblem(error) };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function readAll(file: number, size: number, maxSize: number): ReadResult {
  // One byte more than promised, to see whether the file has grown.
  const buffer = Buffer.allocUnsafe(size + 1);
  let length = 0;
  while (length < buffer.length) {
    const read = readSync(file, buffer, length, buffer.length - length, null);
    if (read === 0) break;
    length += read;
  }
  if (length > maxSize) return { problem: tooLarge(length, maxSize) };
  return { bytes: buffer.subarray(0, length) };
}

function fileMentionsSchema(file: number): boolean {
  const buffer = Buffer.allocUnsafe(PIECE + LONGEST_MENTION);
  let kept = 0;
  for (let total = 0; total <= LARGEST_SEARCHED; ) {
    const read = readSync(file, buffer, kept, PIECE, null);
    if (read === 0) return false;
    total += read;
    const end = kept + read;
    if (mentionsSchema(buffer.subarray(0, end))) return true;
    kept = Math.min(end, LONGEST_MENTION);
    buffer.copyWithin(0, end - kept, end);
  }
  return true;
}

function tooLarge(size: number, maxSize: number): ReadProblem {
  const message = `too large: ${grouped(size)} bytes, and --max-size is ${grouped(maxSize)}`;
  return { code: 'too-large', message };
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

const TEXT_OF_CODE: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['ENOENT', 'no longer there'],
  ['ELOOP', 'a symbolic link that leads back to itself'],
  ['ENAMETOOLONG', 'the path is too long'],
  ['EMFILE', 'too many open files'],
]);

/** The problem behind an error that `node:fs` threw. The error's own message is not used: it repeats absolute paths. */
export function readProblem(error: unknown): ReadProblem {
  const code = errorCode(error) ?? 'unreadable';
  return { code, message: `${TEXT_OF_CODE.get(code) ?? 'cannot be read'} (${code})` };
}

/** `ENOENT` and the like, or undefined when `error` is no error of the system. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
