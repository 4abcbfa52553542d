import { resolve } from 'node:path';
import type { EditableFile } from '../../fixes/arm/session.ts';
import { decodeBytes } from '../../sources/arm/json/decode-bytes.ts';
import { MAX_READABLE_BYTES, type Overlay, readBounded } from '../../util/bounded-read.ts';

/** Reads documents by their names relative to the folder of the run, each once; undefined for what cannot be edited. One that is given is not on disk. */
export function documentReader(
  cwd: string,
  given?: { readonly file: string; readonly bytes: Uint8Array },
  overlay?: Overlay,
): (file: string) => EditableFile | undefined {
  const known = new Map<string, EditableFile | undefined>();
  if (given !== undefined) known.set(given.file, documentOf(given.file, resolve(cwd, given.file), given.bytes));
  return (file) => {
    if (!known.has(file)) known.set(file, readDocument(file, resolve(cwd, file), overlay));
    return known.get(file);
  };
}

function readDocument(file: string, absolute: string, overlay: Overlay | undefined): EditableFile | undefined {
  const read = readBounded(absolute, MAX_READABLE_BYTES, overlay);
  return 'problem' in read ? undefined : documentOf(file, absolute, read.bytes);
}

function documentOf(file: string, absolute: string, bytes: Uint8Array): EditableFile | undefined {
  try {
    const { text } = decodeBytes(bytes);
    const encode = encoderOf(bytes);
    // What does not come back as it was would be changed elsewhere too.
    return Buffer.from(encode(text)).equals(bytes) ? { file, absolute, bytes, text, encode } : undefined;
  } catch {
    return undefined;
  }
}

function encoderOf(bytes: Uint8Array): (text: string) => Uint8Array {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return (text) => Buffer.from(`\ufeff${text}`, 'utf16le');
  if (first === 0xfe && second === 0xff) return (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  const mark = first === 0xef && second === 0xbb && third === 0xbf ? '\ufeff' : '';
  return (text) => Buffer.from(mark + text, 'utf8');
}
