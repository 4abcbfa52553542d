import { type FileHandle, lstat, open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '../../util/errors.ts';
import { errorCode, toUsageError } from '../../util/system-error.ts';
import type { ExportFile } from './export-problem.ts';

export function withSuffix({ file, absolute }: ExportFile, ending: string): ExportFile {
  return { file: file + ending, absolute: absolute + ending };
}

/** Throws a `UsageError` when the path exists and is not a regular file: a folder, a link, a device. */
export async function assertFileOrMissing(given: ExportFile): Promise<'file' | 'nothing'> {
  const { file, absolute } = given;
  try {
    const status = await lstat(absolute);
    if (status.isFile()) return 'file';
    const what = status.isDirectory() ? 'a folder' : status.isSymbolicLink() ? 'a symbolic link' : 'no regular file';
    const hint = 'Name a file that may be replaced.';
    throw new UsageError(`cannot write ${file}: it is ${what}`, { location: { file }, hint });
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 'nothing';
    throw toUsageError(`cannot write ${file}`, error);
  }
}

/**
 * Creates a file that only its owner may read, because exports name resources. An existing file is deleted first, so that
 * neither its permissions nor a link can expose the content.
 */
export async function createPrivateFile(given: ExportFile): Promise<FileHandle> {
  try {
    if ((await assertFileOrMissing(given)) === 'file') await unlink(given.absolute);
    return await open(given.absolute, 'wx+', 0o600);
  } catch (error) {
    throw toUsageError(`cannot write ${given.file}`, error);
  }
}

/** Whether a path still names the file that is open. */
export async function isSameFile({ absolute }: ExportFile, handle: FileHandle): Promise<boolean> {
  try {
    const [named, opened] = await Promise.all([lstat(absolute, { bigint: true }), handle.stat({ bigint: true })]);
    return named.ino === opened.ino && named.dev === opened.dev;
  } catch {
    return false;
  }
}

/** Throws a `UsageError` when another scan has replaced the file. */
export async function assertSameFile(given: ExportFile, handle: FileHandle): Promise<void> {
  if (await isSameFile(given, handle)) return;
  const hint = 'Another scan is probably saved in the same file: give each a file of its own.';
  throw new UsageError(`cannot write ${given.file}: it was replaced in the meantime`, {
    location: { file: given.file },
    hint,
  });
}

/** Replaces a file atomically and waits until the folder is synced to disk. */
export async function replaceFile(from: ExportFile, to: ExportFile): Promise<void> {
  await rename(from.absolute, to.absolute);
  try {
    const folder = await open(dirname(to.absolute), 'r');
    await folder.sync().finally(() => folder.close());
  } catch {
    // Not every system can open a folder; the rename itself is done.
  }
}
