import { readSync } from 'node:fs';
import {
  type BytesRead,
  MAX_READABLE_BYTES,
  readDescriptor,
  tooLarge,
  withRegularFile,
} from '../../util/bounded-read.ts';
import { type FileKind, HEAD_BYTES, MAX_MENTION_BYTES, mentionsSchema, sniffHead } from './sniff-kind.ts';

/** What need not be read to the end. */
type Candidate = { readonly kind: FileKind } | { readonly irrelevant: true };

const CHUNK_BYTES = 1024 * 1024;
// Searching a huge file costs about 1 ms per MiB.
const MAX_SEARCHED_BYTES = 256 * 1024 * 1024;

/**
 * Reads a candidate that a search found, no further than its schema where that stands at the top. One that is too large is searched in pieces for the name of a deployment schema:
 * without a mention it is `irrelevant`, so that data files found in a folder are no errors.
 *
 * @param isDeclaring It is known to declare what is evaluated.
 */
export function readCandidate(absolute: string, maxSize: number, isDeclaring = false): BytesRead | Candidate {
  return withRegularFile<BytesRead | Candidate>(absolute, (file, size) => {
    if (size <= Math.min(maxSize, MAX_READABLE_BYTES)) {
      const kind = size > HEAD_BYTES ? sniffHead(readHead(file)) : undefined;
      return kind === undefined ? readDescriptor(file, size, maxSize) : { kind };
    }
    if (!isDeclaring && size <= MAX_SEARCHED_BYTES && !fileMentionsSchema(file)) return { irrelevant: true };
    return { problem: tooLarge(maxSize, size) };
  });
}

/** Leaves the position in the file where it was. */
function readHead(file: number): Buffer {
  const buffer = Buffer.allocUnsafe(HEAD_BYTES);
  return buffer.subarray(0, readSync(file, buffer, 0, HEAD_BYTES, 0));
}

function fileMentionsSchema(file: number): boolean {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES + MAX_MENTION_BYTES);
  let kept = 0;
  for (let total = 0; total <= MAX_SEARCHED_BYTES; ) {
    const read = readSync(file, buffer, kept, CHUNK_BYTES, null);
    if (read === 0) return false;
    total += read;
    const end = kept + read;
    if (mentionsSchema(buffer.subarray(0, end))) return true;
    kept = Math.min(end, MAX_MENTION_BYTES);
    buffer.copyWithin(0, end - kept, end);
  }
  return true;
}
