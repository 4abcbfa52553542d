import { DocumentError, parseJsonDocuments } from './json-documents.ts';
import { isTooDeep, MAX_EXPORT_DEPTH } from './json-guards.ts';
import { fileError, fileTooLarge, MAX_IN_MEMORY_BYTES, type OpenFile, readBytes } from './open-file.ts';

/**
 * The JSON values of a file: one, or several in sequence. Invalid or too deeply nested JSON is a `UsageError`, with the
 * line if it is known.
 */
export async function readJsonDocuments(file: string, opened: OpenFile): Promise<readonly unknown[]> {
  if (opened.size > MAX_IN_MEMORY_BYTES) throw fileTooLarge(file, opened.size, MAX_IN_MEMORY_BYTES);
  const text = decodeBytes(file, await readBytes(opened));
  if (text.trim() === '') {
    const hint = 'The command that wrote it has probably failed.';
    throw fileError({ file }, 'the file is empty', hint);
  }
  const values = parseDocuments(file, text);
  if (values.some((value) => isTooDeep(value))) {
    throw fileError({ file }, `nested deeper than ${MAX_EXPORT_DEPTH}`);
  }
  return values;
}

function parseDocuments(file: string, text: string): readonly unknown[] {
  try {
    return parseJsonDocuments(text);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const line = error.offset === undefined ? undefined : lineAt(error.offset, text);
    throw fileError({ file, ...(line !== undefined && { line }) }, 'not JSON');
  }
}

/** PowerShell writes UTF-16 or a byte order mark when output is redirected; everything else writes UTF-8. */
function decodeBytes(file: string, bytes: Buffer): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    // Removes the byte order mark.
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw fileError({ file }, 'neither UTF-8 nor UTF-16 with a byte order mark', 'Save it as UTF-8.');
  }
}

function lineAt(offset: number, text: string): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
