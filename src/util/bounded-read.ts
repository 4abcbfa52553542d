import { constants as bufferConstants } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { type ErrorCode, isSystemErrorCode } from './error-codes.ts';
import { errorCode, systemErrorMessage } from './system-error.ts';

/** Why something could not be read; the message is for users and contains neither file name nor error code. */
export interface FileProblem {
  readonly code: ErrorCode;
  readonly message: string;
  /** Of `internal-error`: see `Crash`. */
  readonly stack?: string;
}

export type BytesRead = { readonly bytes: Buffer } | { readonly problem: FileProblem };

/** Longest string of the JavaScript engine: more bytes could not be decoded, whatever `--max-size` allows. */
export const MAX_READABLE_BYTES = bufferConstants.MAX_STRING_LENGTH;

/**
 * Contents by absolute path that stand for those on disk, such as those of documents that an editor has open: bytes, or the
 * text itself, which is UTF-8 without a byte order mark.
 */
export type Overlay = ReadonlyMap<string, Uint8Array | string>;

/** Reads a regular file of at most `maxBytes`. Never blocks, and never holds more, whatever the reported size of the file. */
export function readBounded(absolute: string, maxBytes: number, overlay?: Overlay): BytesRead {
  const laid = overlay?.get(absolute);
  if (laid !== undefined) return laidBytes(laid, maxBytes);
  return withRegularFile(absolute, (descriptor, size) => readDescriptor(descriptor, size, maxBytes));
}

/** Opens a regular file while `use` runs, and passes its reported size. */
export function withRegularFile<T>(
  absolute: string,
  use: (descriptor: number, size: number) => T,
): T | { readonly problem: FileProblem } {
  let descriptor: number | undefined;
  try {
    // Without waiting: a pipe in place of the file must not hang the run. The open descriptor is checked, not the path again.
    descriptor = openSync(absolute, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0));
    const status = fstatSync(descriptor);
    if (!status.isFile()) return { problem: notAFile(status) };
    return use(descriptor, status.size);
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return { problem: readProblem(error) };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function laidBytes(laid: Uint8Array | string, maxBytes: number): BytesRead {
  const size = Buffer.byteLength(laid);
  if (size > maxBytes) return { problem: tooLarge(maxBytes, size) };
  if (typeof laid === 'string') return { bytes: Buffer.from(laid) };
  return { bytes: Buffer.from(laid.buffer, laid.byteOffset, laid.byteLength) };
}

const MIN_BUFFER_BYTES = 64 * 1024;

/** Reads to the end. The size is only a hint: files grow, and those of `/proc` report zero. */
export function readDescriptor(descriptor: number, size: number, maxBytes: number): BytesRead {
  const limit = Math.min(maxBytes, MAX_READABLE_BYTES);
  if (size > limit) return { problem: tooLarge(maxBytes, size) };
  // One byte more than reported, to detect further data.
  let buffer = Buffer.allocUnsafe(size === 0 ? Math.min(MIN_BUFFER_BYTES, limit + 1) : size + 1);
  let length = 0;
  for (;;) {
    const read = readSync(descriptor, buffer, length, buffer.length - length, null);
    if (read === 0) return { bytes: buffer.subarray(0, length) };
    length += read;
    if (length > limit) return { problem: tooLarge(maxBytes) };
    if (length === buffer.length) {
      const larger = Buffer.allocUnsafe(Math.min(Math.max(2 * length, MIN_BUFFER_BYTES), limit + 1));
      buffer.copy(larger);
      buffer = larger;
    }
  }
}

/** Reads a stream of at most `maxBytes`, such as standard input; no more than that is ever held. */
export async function readStream(stream: AsyncIterable<Uint8Array | string>, maxBytes: number): Promise<BytesRead> {
  const limit = Math.min(maxBytes, MAX_READABLE_BYTES);
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      length += bytes.length;
      if (length > limit) return { problem: tooLarge(maxBytes) };
      chunks.push(bytes);
    }
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return { problem: readProblem(error) };
  }
  return { bytes: Buffer.concat(chunks) };
}

/** Without a size: more than the limit, by an unknown amount. */
export function tooLarge(maxBytes: number, size?: number): FileProblem {
  const most = Math.min(maxBytes, MAX_READABLE_BYTES);
  const limit =
    maxBytes > most ? `no more than ${formatCount(most)} can be read` : `--max-size is ${formatCount(most)}`;
  return {
    code: 'too-large',
    message: `too large: ${size === undefined ? `over ${formatCount(most)}` : formatCount(size)} bytes, and ${limit}`,
  };
}

function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** A folder can be opened like a file on some systems, and not on others. */
const FOLDER = 'not a regular file but a folder';

function notAFile(status: Stats): FileProblem {
  if (status.isDirectory()) return { code: 'EISDIR', message: FOLDER };
  return { code: 'not-a-file', message: `not a regular file but a ${fileKind(status)}` };
}

function fileKind(status: Stats): string {
  if (status.isFIFO()) return 'pipe';
  return status.isSocket() ? 'socket' : 'device';
}

/** The problem behind an error that `node:fs` threw. The error's own message is not used: it repeats absolute paths. */
export function readProblem(error: unknown): FileProblem {
  const code = errorCode(error);
  return {
    code: isSystemErrorCode(code) ? code : 'unreadable',
    message: READ_MESSAGES.get(code ?? '') ?? systemErrorMessage(error) ?? 'it cannot be read',
  };
}

/** Messages for opening a path that was found before, where they differ from the general ones. */
const READ_MESSAGES: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'no longer there'],
  ['ELOOP', 'a symbolic link that leads back to itself'],
  ['ENXIO', 'not a regular file but a socket or a device'],
  ['EISDIR', FOLDER],
  ['EIO', 'the disk cannot read it'],
]);
