import { readSync } from 'node:fs';
import { withRegularFile } from '../../util/bounded-read.ts';
import type { SearchSettings } from './visit-file.ts';

/** Of a file that is no JSON, how much is looked at: most such files are far smaller, and there may be many. */
const MAX_BEGINNING_BYTES = 256 * 1024;

/** One for all files: they are looked at one after the other. */
let buffer: Buffer | undefined;

/** Whether the beginning of a file has what is looked for. One that cannot be read has not: it was never looked for. */
export function seemsDeclaring({ declarations }: SearchSettings, absolute: string, name: string): boolean {
  if (declarations === undefined) return false;
  const { mentions } = declarations;
  const found = withRegularFile<{ readonly isFound: boolean }>(absolute, (file) => {
    buffer ??= Buffer.allocUnsafe(MAX_BEGINNING_BYTES);
    const read = readSync(file, buffer, 0, MAX_BEGINNING_BYTES, 0);
    return { isFound: mentions(name, buffer.subarray(0, read)) };
  });
  return 'isFound' in found && found.isFound;
}
