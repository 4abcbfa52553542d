import type { FileHandle } from 'node:fs/promises';
import type { ScanEnd, ScanHeader } from '../azure/decode/scan-record.ts';
import type { LinePlace } from './resume.ts';
import { endLine, headerLine } from './saved-scan-lines.ts';

/** Writes the lines of a saved scan to an open, empty file. */
export interface LineOutput {
  /** Takes the text of a record, and says where it will be. */
  readonly record: (text: string) => LinePlace;
  /** How many records there are. */
  readonly count: () => number;
  readonly end: (end: ScanEnd) => void;
  /** Whether so much waits that it should be flushed. */
  readonly isFull: () => boolean;
  /** Hands everything to the system. Once it failed it fails for good: a record may be cut there. */
  readonly flush: () => Promise<void>;
}

// What a kill can lose; about 40 registries.
const MOST_WAITING = 64 * 1024;

export function lineOutput(handle: FileHandle, header: ScanHeader): LineOutput {
  let waiting: string[] = [];
  let size = 0;
  let position = 0;
  let count = 0;
  let written: Promise<void> = Promise.resolve();
  const push = (text: string): void => {
    const bytes = Buffer.byteLength(text);
    waiting.push(text);
    size += bytes;
    position += bytes;
  };
  const record = (text: string): LinePlace => {
    push(count === 0 ? '\n' : ',\n');
    count += 1;
    const offset = position;
    push(text);
    return { offset, length: position - offset };
  };
  const flush = (): Promise<void> => {
    const text = waiting.join('');
    waiting = [];
    size = 0;
    // One after the other, however many callers there are.
    if (text !== '') written = written.then(() => handle.writeFile(text));
    return written;
  };
  push(headerLine(header));
  return {
    record,
    flush,
    count: () => count,
    isFull: () => size >= MOST_WAITING,
    end: (end) => push(`\n${endLine(end)}\n`),
  };
}
