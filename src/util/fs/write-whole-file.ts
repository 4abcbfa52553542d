import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { errorCode } from '../system-error.ts';

/**
 * Writes a report whole or not at all: to a new file beside it that then takes its place, so that an earlier one remains when
 * the disk is full. A link stays a link, and the mode of a file stays. What is no file, such as `/dev/stdout` or a pipe, is
 * written to as it is. Throws the error of the system.
 */
export function writeWholeFile(absolute: string, pieces: Iterable<string>): void {
  mkdirSync(dirname(absolute), { recursive: true });
  const found = statusOf(absolute);
  if (found !== undefined && !found.isFile()) {
    writePieces(openSync(absolute, 'w'), pieces);
    return;
  }
  const target = found === undefined ? absolute : realpathSync(absolute);
  // Renaming asks the folder alone, and would put another in the place of a file that must not be written.
  if (found !== undefined) accessSync(target, constants.W_OK);
  const temporary = join(dirname(target), `.${basename(target).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`);
  const descriptor = openSync(temporary, 'wx');
  try {
    if (found !== undefined) fchmodSync(descriptor, found.mode & 0o7777);
    writePieces(descriptor, pieces);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function statusOf(absolute: string): Stats | undefined {
  try {
    return statSync(absolute);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function writePieces(descriptor: number, pieces: Iterable<string>): void {
  try {
    for (const piece of pieces) writeFileSync(descriptor, piece);
  } finally {
    closeSync(descriptor);
  }
}
