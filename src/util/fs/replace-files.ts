import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { readBounded } from '../bounded-read.ts';
import { errorCode, systemErrorText } from '../system-error.ts';

/** A file as it was read and as it is to become. */
export interface FileUpdate {
  /** As it is shown. */
  readonly file: string;
  readonly absolute: string;
  /** Links that lead out of this folder are not followed. */
  readonly root: string;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/** What writing asks of the disk; tests put a full one in its place. */
export interface Disk {
  readonly write: (descriptor: number, bytes: Uint8Array) => void;
  readonly rename: (from: string, to: string) => void;
}

const disk: Disk = {
  write: (descriptor, bytes) => {
    for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
    fsyncSync(descriptor);
  },
  rename: renameSync,
};

interface StagedFile {
  readonly update: FileUpdate;
  readonly real: string;
  readonly temporary: string;
}

/**
 * Writes all files or none. Each is written to a new file beside it, forced to the disk and then renamed over it, so that
 * no reader ever sees half of one; a file that has changed since it was read stays as it is. Returns what went wrong, with
 * everything as it was before; undefined when all is written.
 */
export function writeFiles(updates: readonly FileUpdate[], on: Disk = disk): string | undefined {
  const staged: StagedFile[] = [];
  try {
    for (const update of updates) staged.push(stage(update, on));
    for (const { update, real } of staged) checkUnchanged(update, real);
    replaceAll(staged, on);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  } finally {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
  }
}

function stage(update: FileUpdate, on: Disk): StagedFile {
  const { file, absolute, root, after } = update;
  const real = withContext(`${file} cannot be written`, () => realpathSync(absolute));
  checkLink(file, absolute, real, root);
  const { mode } = statSync(real);
  if ((mode & 0o222) === 0) throw new Error(`${file} cannot be written: it is read-only`);
  return { update, real, temporary: writeBeside(file, real, after, on) };
}

function withContext<T>(problem: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    // Every file here has been read before.
    const why = errorCode(error) === 'ENOENT' ? 'it is no longer there (ENOENT)' : systemErrorText(error);
    throw new Error(`${problem}: ${why}`, { cause: error });
  }
}

/** A link, of the file or of a folder on the way, is part of untrusted input: it is followed inside the repository only. */
function checkLink(file: string, absolute: string, real: string, root: string): void {
  if (isBelow(root, absolute) && !isBelow(realpathSync(root), real))
    throw new Error(`${file} cannot be written: it is a link that leads out of the repository`);
}

function isBelow(folder: string, absolute: string): boolean {
  const way = relative(folder, absolute);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Writes bytes to a new file in the same folder, with the mode and owner of the one it will take the place of. */
function writeBeside(file: string, real: string, bytes: Uint8Array, on: Disk): string {
  const { mode, uid, gid } = statSync(real);
  const temporary = join(dirname(real), `.${basename(real).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`);
  const problem = `${file} cannot be written`;
  const descriptor = withContext(problem, () => openSync(temporary, 'wx', 0o600));
  try {
    withContext(problem, () => on.write(descriptor, bytes));
    keepOwner(descriptor, uid, gid);
    withContext(problem, () => fchmodSync(descriptor, mode & 0o7777));
    return temporary;
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** Somebody who may write a file of another owner cannot always give files away; the content matters more. */
function keepOwner(descriptor: number, uid: number, gid: number): void {
  try {
    fchownSync(descriptor, uid, gid);
  } catch {
    // The file then belongs to the user who runs this.
  }
}

function checkUnchanged({ file, before }: FileUpdate, real: string): void {
  const now = readBounded(real, before.length);
  if ('problem' in now && now.problem.code !== 'too-large')
    throw new Error(`${file} cannot be read again: ${now.problem.message}`);
  if ('problem' in now || !now.bytes.equals(before))
    throw new Error(`${file} has changed since it was read; nothing is written`);
}

/** Renames one after the other; when one fails, those before it get back what they had. */
function replaceAll(staged: readonly StagedFile[], on: Disk): void {
  const done: StagedFile[] = [];
  for (const one of staged) {
    try {
      withContext(`${one.update.file} cannot be written`, () => on.rename(one.temporary, one.real));
      done.push(one);
    } catch (error) {
      for (const { update, real } of done) renameSync(writeBeside(update.file, real, update.before, disk), real);
      throw error;
    }
  }
}
