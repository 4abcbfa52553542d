import type { FileHandle } from 'node:fs/promises';
import type { ScanEnd } from '../azure/decode/scan-record.ts';
import type { RecordLocation } from './resume.ts';
import type { SavedHeader } from './saved-record.ts';
import { endLine, headerLine } from './saved-scan-lines.ts';

/** Writes the lines of a saved scan to an open, empty file. */
export interface LineOutput {
  /** Adds the text of a record and returns where it will be. */
  readonly record: (text: string) => RecordLocation;
  /** The number of records. */
  readonly count: () => number;
  readonly end: (end: ScanEnd) => void;
  /** Whether the buffer should be flushed. */
  readonly isFull: () => boolean;
  /** Writes the buffer to the file. After a failure every flush fails, because a record may be truncated. */
  readonly flush: () => Promise<void>;
}

// What is lost when the process is killed; about 40 registries.
const MAX_BUFFERED_BYTES = 64 * 1024;

export function createLineOutput(handle: FileHandle, header: SavedHeader): LineOutput {
  let buffered: string[] = [];
  let size = 0;
  let position = 0;
  let count = 0;
  let written: Promise<void> = Promise.resolve();
  const push = (text: string): void => {
    const bytes = Buffer.byteLength(text);
    buffered.push(text);
    size += bytes;
    position += bytes;
  };
  const record = (text: string): RecordLocation => {
    push(count === 0 ? '\n' : ',\n');
    count += 1;
    const offset = position;
    push(text);
    return { offset, length: position - offset };
  };
  const flush = (): Promise<void> => {
    const text = buffered.join('');
    buffered = [];
    size = 0;
    // Writes are serialised, however many callers there are.
    if (text !== '') written = written.then(() => handle.writeFile(text));
    return written;
  };
  push(headerLine(header));
  return {
    record,
    flush,
    count: () => count,
    isFull: () => size >= MAX_BUFFERED_BYTES,
    end: (end) => push(`\n${endLine(end)}\n`),
  };
}
