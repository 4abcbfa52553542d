import { realpathSync, type Stats, statSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import { type FileProblem, type Overlay, readBounded, readProblem } from '../util/bounded-read.ts';
import { UsageError } from '../util/errors.ts';
import { printable } from './config-problems.ts';

/** Bytes. Configurations are written by hand, and none comes near this size. */
const MAX_CONFIG_BYTES = 1_000_000;

/** Whether a file that exists lies outside of a folder, symbolic links followed. */
export function leadsOutOf(folder: string, file: string): boolean {
  const inside = relative(realpathSync(folder), realpathSync(file));
  return inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
}

/**
 * What is at a path; undefined when there is nothing.
 *
 * @param shown The path as messages name it.
 * @throws UsageError when that cannot be found out.
 */
export function statOf(file: string, shown: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch (cause) {
    throw unreadableError(shown, readProblem(cause), cause);
  }
}

function unreadableError(shown: string, { code, message }: FileProblem, cause?: unknown): UsageError {
  // That it is a folder says all.
  const detail = /^E[A-Z0-9]+$/.test(code) && code !== 'EISDIR' ? `${message} (${code})` : message;
  const reason = code === 'too-large' ? 'is larger than 1 MB' : `cannot be read: ${detail}`;
  return new UsageError(`${printable(shown)}: ${reason}`, { ...atFile(shown), ...(cause !== undefined && { cause }) });
}

/**
 * The text of a configuration.
 *
 * @throws UsageError when it cannot be read, is over 1 MB or not UTF-8.
 */
export function readConfigText(file: string, shown: string, overlay?: Overlay): string {
  const read = readBounded(file, MAX_CONFIG_BYTES, overlay);
  if ('problem' in read) throw unreadableError(shown, read.problem);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(read.bytes);
  } catch (cause) {
    throw new UsageError(`${printable(shown)}: is not valid UTF-8`, { ...atFile(shown), cause });
  }
}

/** Where an error of a whole file is. */
export function atFile(file: string): { location: { file: string } } {
  return { location: { file } };
}
