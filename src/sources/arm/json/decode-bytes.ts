import { isAscii, isUtf8 } from 'node:buffer';
import { MAX_READABLE_BYTES, tooLarge } from '../../../util/bounded-read.ts';
import { lineColumn } from './line-column.ts';
import { TextError } from './text-error.ts';

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

const REPLACEMENT_CHARACTER = '\uFFFD';
const LABELS = { 'utf-8': 'UTF-8', 'utf-16le': 'UTF-16 (little-endian)', 'utf-16be': 'UTF-16 (big-endian)' } as const;

/** A text without its byte order mark, and notes about its encoding. */
export interface DecodedText {
  readonly text: string;
  readonly notes: readonly string[];
}

/**
 * Decodes the bytes of a template: UTF-8, or UTF-16 with a byte order mark. Nothing is silently replaced: an invalid byte
 * sequence is a `TextError` (`invalid-encoding`) with its byte offset, and so are more bytes than a string can hold
 * (`too-large`). Throws nothing else.
 */
export function decodeBytes(bytes: Uint8Array): DecodedText {
  if (bytes.length > MAX_READABLE_BYTES) {
    const { message } = tooLarge(bytes.length, bytes.length);
    throw new TextError('too-large', message, { line: 1, column: 1 });
  }
  const { encoding, markLength } = detectEncoding(bytes);
  const body = bytes.subarray(markLength);
  const notes = markLength === 0 ? [] : [`byte order mark of ${LABELS[encoding]}`];
  // Nearly all templates are ASCII, which needs no decoding to speak of; `TextDecoder` takes longest.
  if (encoding === 'utf-8' && isUtf8(body)) {
    const { buffer, byteOffset, byteLength } = body;
    return { text: Buffer.from(buffer, byteOffset, byteLength).toString(isAscii(body) ? 'latin1' : 'utf8'), notes };
  }
  try {
    return { text: new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(body), notes };
  } catch {
    throw encodingError(body, encoding, markLength);
  }
}

function detectEncoding(bytes: Uint8Array): { encoding: Encoding; markLength: number } {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', markLength: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', markLength: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', markLength: 2 };
  return { encoding: 'utf-8', markLength: 0 };
}

/**
 * A lenient decoding keeps everything before the first mistake as it is and puts U+FFFD at the mistake. A file may hold that
 * character itself, so the mistake is the first U+FFFD that its bytes do not spell.
 */
function encodingError(body: Uint8Array, encoding: Encoding, markLength: number): TextError {
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(body);
  let offset = 0;
  let counted = 0;
  let index = text.indexOf(REPLACEMENT_CHARACTER);
  for (; index !== -1; index = text.indexOf(REPLACEMENT_CHARACTER, index + 1)) {
    offset += encodedLength(text.slice(counted, index), encoding);
    counted = index;
    if (!spellsReplacement(body, offset, encoding)) break;
  }
  const message = `byte ${markLength + offset} is not valid ${LABELS[encoding]}`;
  return new TextError('invalid-encoding', message, lineColumn(text, index));
}

function encodedLength(text: string, encoding: Encoding): number {
  return encoding === 'utf-8' ? Buffer.byteLength(text, 'utf8') : text.length * 2;
}

function spellsReplacement(body: Uint8Array, offset: number, encoding: Encoding): boolean {
  const [first, second, third] = body.subarray(offset, offset + 3);
  if (encoding === 'utf-8') return first === 0xef && second === 0xbf && third === 0xbd;
  return encoding === 'utf-16le' ? first === 0xfd && second === 0xff : first === 0xff && second === 0xfd;
}
