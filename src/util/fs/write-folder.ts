import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, type Stats, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { errorCode, systemErrorText } from '../system-error.ts';

/** That a folder can be written, before any work is done for it. */
export function checkNewFolder(path: string, cwd: string): void {
  const target = resolve(cwd, path);
  const found = statusOf(path, target);
  if (found === undefined) return;
  if (!found.isDirectory()) throw new UsageError(`--out ${path}: is a file`);
  if (readdirSync(target).length > 0)
    throw new UsageError(`--out ${path}: is not empty; files of an earlier run would stand among new ones`, {
      hint: 'Name a new folder, or remove this one first.',
    });
}

function statusOf(path: string, target: string): Stats | undefined {
  try {
    // Not `throwIfNoEntry: false`: from Node 22 on it also takes a file in the middle of the path for nothing.
    return statSync(target);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw cannotBeWritten(path, error);
  }
}

function cannotBeWritten(path: string, error: unknown): UsageError {
  return new UsageError(`--out ${path} cannot be written: ${systemErrorText(error)}`, { cause: error });
}

/**
 * Writes files, relative paths with texts, to a folder that is new or empty: all of them or none. They are asked for one by
 * one, so that not all have to be in memory. A new folder gets its name when everything is in it; into an empty one, which
 * may be a mount point and cannot be replaced, what is whole is moved. Paths are our own and hold no `..`. Returns a
 * function that takes everything away again.
 */
export function writeFolder(path: string, files: Iterable<readonly [string, string]>, cwd: string): () => void {
  checkNewFolder(path, cwd);
  const target = resolve(cwd, path);
  const isNew = statusOf(path, target) === undefined;
  const parent = isNew ? dirname(target) : target;
  const temporary = join(parent, `.acraudit-${randomBytes(6).toString('hex')}.tmp`);
  const names = new Set<string>();
  const moved: string[] = [];
  let made: string | undefined;
  const undo = (): void => {
    for (const name of moved) rmSync(join(target, name), { recursive: true, force: true });
    if (isNew) removeEmpty(target, made ?? target);
  };
  try {
    made = mkdirSync(parent, { recursive: true });
    for (const [file, text] of files) {
      names.add(file.split('/')[0] ?? file);
      writeNew(join(temporary, file), text);
    }
    if (isNew) {
      renameSync(temporary, target);
      moved.push(...names);
      return undo;
    }
    for (const name of names) {
      renameSync(join(temporary, name), join(target, name));
      moved.push(name);
    }
    rmdirSync(temporary);
    return undo;
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    undo();
    // Without a code it is no failure of the disk but of what makes the texts.
    throw errorCode(error) === undefined ? error : cannotBeWritten(path, error);
  }
}

function writeNew(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { flag: 'wx', mode: file.endsWith('.sh') ? 0o755 : 0o644 });
}

/** Removes a folder and those above it up to `last`, as far as nothing is in them. */
function removeEmpty(folder: string, last: string): void {
  for (let at = folder; at.startsWith(last); at = dirname(at)) {
    try {
      rmdirSync(at);
    } catch (error) {
      // What others have put there stays.
      if (errorCode(error) !== 'ENOENT') return;
    }
  }
}
