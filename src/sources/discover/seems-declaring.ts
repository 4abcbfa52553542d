import { readSync } from 'node:fs';
import { withRegularFile } from '../../util/bounded-read.ts';

/** Files that are no templates and declare what rules are for, told by their content. */
export interface DeclarationSearch {
  /** Whether a file of this name may be one. */
  readonly mayDeclare: (name: string) => boolean;
  /** Whether these bytes, all or its first, are of one. */
  readonly mentions: (name: string, bytes: Buffer) => boolean;
}

/** Of a file that is no JSON, how much is looked at: most such files are far smaller, and there may be many. */
const MAX_BEGINNING_BYTES = 256 * 1024;

/** One for all files: they are looked at one after the other. */
let buffer: Buffer | undefined;

/** Whether the beginning of a file has what is looked for. One that cannot be read has not: it was never looked for. */
export function seemsDeclaring({ mentions }: DeclarationSearch, absolute: string, name: string): boolean {
  const found = withRegularFile<{ readonly isFound: boolean }>(absolute, (file) => {
    buffer ??= Buffer.allocUnsafe(MAX_BEGINNING_BYTES);
    const read = readSync(file, buffer, 0, MAX_BEGINNING_BYTES, 0);
    return { isFound: mentions(name, buffer.subarray(0, read)) };
  });
  return 'isFound' in found && found.isFound;
}
