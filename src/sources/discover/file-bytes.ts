import { readSync } from 'node:fs';
import {
  type BytesRead,
  MAX_READABLE_BYTES,
  readDescriptor,
  tooLarge,
  withRegularFile,
} from '../../util/bounded-read.ts';
import { LONGEST_MENTION, mentionsSchema } from './sniff.ts';

const PIECE = 1024 * 1024;
// Looking for a mention in a huge file costs about 1 ms per MiB.
const LARGEST_SEARCHED = 256 * 1024 * 1024;

/**
 * Reads a candidate that a search found. One that is too large is searched in pieces for the name of a deployment schema:
 * without a mention it is `irrelevant`, so that data files found in a folder are no errors.
 */
export function readCandidate(absolute: string, maxSize: number): BytesRead | { readonly irrelevant: true } {
  return withRegularFile(absolute, (file, size) => {
    if (size <= Math.min(maxSize, MAX_READABLE_BYTES)) return readDescriptor(file, size, maxSize);
    if (size <= LARGEST_SEARCHED && !fileMentionsSchema(file)) return { irrelevant: true };
    return { problem: tooLarge(maxSize, size) };
  });
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
