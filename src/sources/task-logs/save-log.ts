import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { lstat, mkdir, realpath, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UsageError } from '../../util/errors.ts';
import { isInside } from '../../util/paths.ts';
import { errorCode } from '../../util/system-error.ts';
import { createPrivateFile, replaceFile, withSuffix } from '../saved-scan/atomic-file.ts';
import type { ExportFile } from '../saved-scan/export-problem.ts';

/** A log as it stands in its file. */
export interface SavedLog {
  readonly bytes: number;
  /** In hex. */
  readonly sha256: string;
}

/** Only the owner may enter: logs can hold secrets. */
const FOLDER_MODE = 0o700;

export async function makePrivateFolder(absolute: string): Promise<void> {
  await mkdir(absolute, { recursive: true, mode: FOLDER_MODE });
}

/**
 * Saves a log below a folder, whole or not at all: in a file beside it that then gets its name.
 *
 * @param file Relative, with forward slashes, as `logFileOf` makes it.
 * @throws the error of the system, or what the bytes throw.
 */
export async function saveLog(folder: ExportFile, file: string, bytes: AsyncIterable<Uint8Array>): Promise<SavedLog> {
  const target = { file: `${folder.file}/${file}`, absolute: join(folder.absolute, file) };
  // A link to elsewhere in the place of a folder.
  if (!isInside(await realpath(folder.absolute), await realPlaceOf(dirname(target.absolute))))
    throw new UsageError(`cannot write ${target.file}: a link leads out of ${folder.file}`);
  await makePrivateFolder(dirname(target.absolute));
  const partial = withSuffix(target, '.part');
  const handle = await createPrivateFile(partial);
  try {
    const saved = await written(handle, bytes);
    await handle.close();
    await replaceFile(partial, target);
    return saved;
  } catch (error) {
    await handle.close();
    await unlink(partial.absolute).catch(() => undefined);
    throw error;
  }
}

/** Where a folder is, or the nearest one above it that is there. */
async function realPlaceOf(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' || dirname(folder) === folder) throw error;
    return realPlaceOf(dirname(folder));
  }
}

async function written(handle: FileHandle, bytes: AsyncIterable<Uint8Array>): Promise<SavedLog> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of bytes) {
    hash.update(chunk);
    size += chunk.length;
    await handle.writeFile(chunk);
  }
  await handle.sync();
  return { bytes: size, sha256: hash.digest('hex') };
}

/** Whether a log is there with the size that it was saved with. */
export async function hasLog(folder: ExportFile, file: string, bytes: number): Promise<boolean> {
  try {
    const status = await lstat(join(folder.absolute, file));
    return status.isFile() && status.size === bytes;
  } catch {
    return false;
  }
}
