import { type FileHandle, lstat, open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '../../util/errors.ts';
import { errorCode, explained } from '../../util/system-error.ts';
import type { ExportFile } from './problem.ts';

export function withEnding({ file, absolute }: ExportFile, ending: string): ExportFile {
  return { file: file + ending, absolute: absolute + ending };
}

/** A `UsageError` when something is in the place of a file that is no regular file: a folder, a link, a device. */
export async function mustBeFileOrNothing(given: ExportFile): Promise<'file' | 'nothing'> {
  const { file, absolute } = given;
  try {
    const status = await lstat(absolute);
    if (status.isFile()) return 'file';
    const what = status.isDirectory() ? 'a folder' : status.isSymbolicLink() ? 'a symbolic link' : 'no regular file';
    const hint = 'Name a file that may be replaced.';
    throw new UsageError(`cannot write ${file}: it is ${what}`, { location: { file }, hint });
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 'nothing';
    throw explained(`cannot write ${file}`, error);
  }
}

/**
 * Makes a new file that only its owner may read: what is exported names resources. A file that is there is taken away
 * first, so that neither its rights nor a link can lead the text elsewhere.
 */
export async function createPrivate(given: ExportFile): Promise<FileHandle> {
  try {
    if ((await mustBeFileOrNothing(given)) === 'file') await unlink(given.absolute);
    return await open(given.absolute, 'wx+', 0o600);
  } catch (error) {
    throw explained(`cannot write ${given.file}`, error);
  }
}

/** Whether a path still names the file that is open. */
export async function isSame({ absolute }: ExportFile, handle: FileHandle): Promise<boolean> {
  try {
    const [named, opened] = await Promise.all([lstat(absolute, { bigint: true }), handle.stat({ bigint: true })]);
    return named.ino === opened.ino && named.dev === opened.dev;
  } catch {
    return false;
  }
}

/** A `UsageError` when another scan has put its file in the place of ours. */
export async function mustBeSame(given: ExportFile, handle: FileHandle): Promise<void> {
  if (await isSame(given, handle)) return;
  const hint = 'Another scan is probably saved in the same file: give each a file of its own.';
  throw new UsageError(`cannot write ${given.file}: it was replaced in the meantime`, {
    location: { file: given.file },
    hint,
  });
}

/** Moves a file in the place of another, at once, and waits until the folder is on the disk. */
export async function moveInPlace(from: ExportFile, to: ExportFile): Promise<void> {
  await rename(from.absolute, to.absolute);
  try {
    const folder = await open(dirname(to.absolute), 'r');
    await folder.sync().finally(() => folder.close());
  } catch {
    // Not every system can open a folder; the move itself is done.
  }
}
