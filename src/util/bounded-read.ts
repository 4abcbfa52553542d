import { constants as bufferConstants } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { errorCode, systemWords } from './system-error.ts';

/** Why something could not be read; the message names no file, repeats no code and is fit for users. */
export interface ReadProblem {
  /** `too-large`, `not-a-file`, `broken-link`, `outside-root`, `walk-limit`, `name-encoding`, or the error code of the system. */
  readonly code: string;
  readonly message: string;
  /** Of `internal-error`: see `Crash`. */
  readonly stack?: string;
}

export type BytesRead = { readonly bytes: Buffer } | { readonly problem: ReadProblem };

/** The engine holds no longer text, so that more bytes could not be decoded whatever `--max-size` says. */
export const MAX_READABLE_BYTES = bufferConstants.MAX_STRING_LENGTH;

/** Reads a regular file of at most `maxBytes`. Never waits, and never holds more, whatever the file says of its size. */
export function readBounded(absolute: string, maxBytes: number): BytesRead {
  return withRegularFile(absolute, (descriptor, size) => readDescriptor(descriptor, size, maxBytes));
}

/** Opens a regular file for as long as `use` runs, with the size that it says it has. */
export function withRegularFile<T>(
  absolute: string,
  use: (descriptor: number, size: number) => T,
): T | { readonly problem: ReadProblem } {
  let descriptor: number | undefined;
  try {
    // Without waiting: a pipe in place of the file must not hang the run. What was opened is looked at, not the name again.
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

const LEAST_ROOM = 64 * 1024;

/** Reads to the end. The size is what is expected: files grow, and those of `/proc` say that they are empty. */
export function readDescriptor(descriptor: number, size: number, maxBytes: number): BytesRead {
  const most = Math.min(maxBytes, MAX_READABLE_BYTES);
  if (size > most) return { problem: tooLarge(maxBytes, size) };
  // One byte more than promised, to see whether there is more.
  let buffer = Buffer.allocUnsafe(size === 0 ? Math.min(LEAST_ROOM, most + 1) : size + 1);
  let length = 0;
  for (;;) {
    const read = readSync(descriptor, buffer, length, buffer.length - length, null);
    if (read === 0) return { bytes: buffer.subarray(0, length) };
    length += read;
    if (length > most) return { problem: tooLarge(maxBytes) };
    if (length === buffer.length) {
      const larger = Buffer.allocUnsafe(Math.min(Math.max(2 * length, LEAST_ROOM), most + 1));
      buffer.copy(larger);
      buffer = larger;
    }
  }
}

/** Reads a stream of at most `maxBytes`, such as standard input; no more than that is ever held. */
export async function readStream(pieces: AsyncIterable<Uint8Array | string>, maxBytes: number): Promise<BytesRead> {
  const most = Math.min(maxBytes, MAX_READABLE_BYTES);
  const held: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const piece of pieces) {
      const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
      length += bytes.length;
      if (length > most) return { problem: tooLarge(maxBytes) };
      held.push(bytes);
    }
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return { problem: readProblem(error) };
  }
  return { bytes: Buffer.concat(held) };
}

/** Without a size: there is more than may be read, and nobody knows how much. */
export function tooLarge(maxBytes: number, size?: number): ReadProblem {
  const most = Math.min(maxBytes, MAX_READABLE_BYTES);
  const limit = maxBytes > most ? `no more than ${grouped(most)} can be read` : `--max-size is ${grouped(most)}`;
  return {
    code: 'too-large',
    message: `too large: ${size === undefined ? `over ${grouped(most)}` : grouped(size)} bytes, and ${limit}`,
  };
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

function notAFile(status: Stats): ReadProblem {
  return { code: 'not-a-file', message: `not a regular file but a ${kindOf(status)}` };
}

function kindOf(status: Stats): string {
  if (status.isDirectory()) return 'folder';
  if (status.isFIFO()) return 'pipe';
  return status.isSocket() ? 'socket' : 'device';
}

/** The problem behind an error that `node:fs` threw. The error's own message is not used: it repeats absolute paths. */
export function readProblem(error: unknown): ReadProblem {
  const code = errorCode(error) ?? 'unreadable';
  return { code, message: READ_WORDS.get(code) ?? systemWords(error) ?? 'it cannot be read' };
}

/** What reading means by a code, where that is not what it means otherwise: a path that was found, opened for reading. */
const READ_WORDS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'no longer there'],
  ['ELOOP', 'a symbolic link that leads back to itself'],
  ['ENXIO', 'not a regular file but a socket or a device'],
  ['EISDIR', 'not a regular file but a folder'],
  ['EIO', 'the disk cannot read it'],
]);
