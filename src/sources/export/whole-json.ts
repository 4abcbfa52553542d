import { UsageError } from '../../errors.ts';
import { LARGEST_WHOLE, type OpenFile, readBytes, tooLarge } from './open-file.ts';
import { isTooDeep, MAX_DEPTH } from './shape.ts';

/** The value of a file that is no JSON, or a part of it that is too deep, is a `UsageError` with the line where it is known. */
export async function readWholeJson(file: string, opened: OpenFile): Promise<unknown> {
  if (opened.size > LARGEST_WHOLE) throw tooLarge(file, opened.size, LARGEST_WHOLE);
  const text = decode(file, await readBytes(opened));
  if (text.trim() === '') {
    const hint = 'The command that wrote it has probably failed.';
    throw new UsageError(`${file}: the file is empty`, { location: { file }, hint });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const line = lineOf(error, text);
    const place = line === undefined ? file : `${file}:${line}`;
    throw new UsageError(`${place}: not JSON`, { location: { file, ...(line !== undefined && { line }) } });
  }
  if (isTooDeep(value)) {
    throw new UsageError(`${file}: nested deeper than ${MAX_DEPTH}`, { location: { file } });
  }
  return value;
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

function lineOf(error: unknown, text: string): number | undefined {
  // The rest of that message quotes the file, which may hold secrets.
  const position = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
  if (position === undefined) return undefined;
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < Number(position); at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
