import { UsageError } from '../../util/errors.ts';
import { DocumentError, jsonDocuments } from './json-documents.ts';
import { LARGEST_WHOLE, type OpenFile, readBytes, tooLarge } from './open-file.ts';
import { isTooDeep, MAX_DEPTH } from './shape.ts';

/**
 * The values of a file of JSON: one, or several one after the other. What is no JSON, or too deep, is a `UsageError` with
 * the line where it is known.
 */
export async function readWholeJson(file: string, opened: OpenFile): Promise<readonly unknown[]> {
  if (opened.size > LARGEST_WHOLE) throw tooLarge(file, opened.size, LARGEST_WHOLE);
  const text = decode(file, await readBytes(opened));
  if (text.trim() === '') {
    const hint = 'The command that wrote it has probably failed.';
    throw new UsageError(`${file}: the file is empty`, { location: { file }, hint });
  }
  const values = documentsOf(file, text);
  if (values.some((value) => isTooDeep(value))) {
    throw new UsageError(`${file}: nested deeper than ${MAX_DEPTH}`, { location: { file } });
  }
  return values;
}

function documentsOf(file: string, text: string): readonly unknown[] {
  try {
    return jsonDocuments(text);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const line = error.offset === undefined ? undefined : lineAt(error.offset, text);
    const place = line === undefined ? file : `${file}:${line}`;
    throw new UsageError(`${place}: not JSON`, { location: { file, ...(line !== undefined && { line }) } });
  }
}

/** PowerShell writes UTF-16 or a byte order mark when output is redirected; everything else writes UTF-8. */
function decode(file: string, bytes: Buffer): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    // Takes away the byte order mark.
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    const hint = 'Save it as UTF-8.';
    throw new UsageError(`${file}: neither UTF-8 nor UTF-16 with a byte order mark`, { location: { file }, hint });
  }
}

function lineAt(offset: number, text: string): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
