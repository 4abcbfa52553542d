import type { FileHandle } from 'node:fs/promises';

export interface FileLine {
  /** From 1. */
  readonly number: number;
  /** Of its first byte in the file. */
  readonly offset: number;
  /** In bytes, without the line break. */
  readonly length: number;
  /** Valid until the next line is read; undefined when the line exceeds the limit. */
  readonly bytes: Buffer | undefined;
  /** Whether a line break ends it. */
  readonly terminated: boolean;
}

const CHUNK_BYTES = 64 * 1024;
const LINE_FEED = 0x0a;

/** The lines of a file; at most `maxBytes` of a line are held in memory. */
export async function* readLines(handle: FileHandle, maxBytes: number): AsyncGenerator<FileLine> {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  const line = createLineBuffer(maxBytes);
  for (let position = 0; ; ) {
    const { bytesRead } = await handle.read(chunk, 0, CHUNK_BYTES, position);
    if (bytesRead === 0) break;
    const filled = chunk.subarray(0, bytesRead);
    let start = 0;
    for (let end = filled.indexOf(LINE_FEED); end !== -1; end = filled.indexOf(LINE_FEED, start)) {
      yield line.close(filled.subarray(start, end), true);
      start = end + 1;
    }
    line.keep(filled.subarray(start));
    position += bytesRead;
  }
  if (!line.isEmpty()) yield line.close(Buffer.alloc(0), false);
}

interface LineBuffer {
  readonly keep: (bytes: Buffer) => void;
  readonly close: (bytes: Buffer, terminated: boolean) => FileLine;
  readonly isEmpty: () => boolean;
}

function createLineBuffer(maxBytes: number): LineBuffer {
  let number = 1;
  let offset = 0;
  let length = 0;
  let kept: Buffer[] = [];
  const keep = (bytes: Buffer): void => {
    length += bytes.length;
    if (length > maxBytes) kept = [];
    // A copy, because the chunk is reused.
    else if (bytes.length > 0) kept.push(Buffer.from(bytes));
  };
  const close = (bytes: Buffer, terminated: boolean): FileLine => {
    const total = length + bytes.length;
    const whole = kept.length === 0 ? bytes : Buffer.concat([...kept, bytes]);
    const line = { number, offset, length: total, bytes: total > maxBytes ? undefined : whole, terminated };
    number += 1;
    offset += total + (terminated ? 1 : 0);
    length = 0;
    kept = [];
    return line;
  };
  return { keep, close, isEmpty: () => length === 0 };
}
