import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { UsageError } from '../../util/errors.ts';
import type { BaseCommit } from './revision.ts';
import { gitText, nullSeparated, runGit } from './run-git.ts';

/** What of a commit is written: files that may decide a result. */
const NAMES = /(?:\.(?:json|jsonc|bicep|bicepparam|ya?ml)|(?:^|\/)\.gitignore)$/i;
const MAX_FILES = 100_000;
/** Bytes, of all files together. */
const MAX_BYTES = 1024 * 1024 * 1024;
/** Bytes that are read from git at a time. */
const BATCH_BYTES = 32 * 1024 * 1024;

interface Blob {
  readonly path: string;
  readonly hash: string;
  readonly size: number;
}

/**
 * Writes the files of a commit that may decide a result into a folder that looks like the root of the repository, and
 * removes it when the work is done. Symbolic links and submodules are left out.
 *
 * @param maxSize Larger files are left out, in bytes.
 * @throws UsageError when there is more than the bounds allow.
 */
export async function withTree<T>(base: BaseCommit, maxSize: number, work: (root: string) => Promise<T>): Promise<T> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'acraudit-tree-')));
  try {
    mkdirSync(join(root, '.git'));
    for (const batch of batches(blobsOf(base, maxSize))) writeBlobs(base, batch, root);
    return await work(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function blobsOf({ root, commit }: BaseCommit, maxSize: number): readonly Blob[] {
  const blobs: Blob[] = [];
  let total = 0;
  for (const line of nullSeparated(gitText(root, ['ls-tree', '-r', '-z', '--long', '--full-tree', commit]))) {
    const [, mode, hash = '', size = '', path = ''] = /^(\d+) blob ([0-9a-f]+) +(\d+)\t([\s\S]+)$/.exec(line) ?? [];
    if (mode === undefined || mode === '120000' || !NAMES.test(path) || !isInside(path) || Number(size) > maxSize)
      continue;
    total += Number(size);
    blobs.push({ path, hash, size: Number(size) });
    if (blobs.length > MAX_FILES || total > MAX_BYTES)
      throw new UsageError('the commit to compare with holds more templates than can be read');
  }
  return blobs;
}

/** Git checks this too, unless the repository was made by something else. */
function isInside(path: string): boolean {
  const parts = path.split('/');
  return posix.normalize(path) === path && !parts.some((part) => part === '..' || part.toLowerCase() === '.git');
}

function* batches(blobs: readonly Blob[]): Iterable<readonly Blob[]> {
  let batch: Blob[] = [];
  let bytes = 0;
  for (const blob of blobs) {
    batch.push(blob);
    bytes += blob.size;
    if (bytes < BATCH_BYTES) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

function writeBlobs(base: BaseCommit, blobs: readonly Blob[], root: string): void {
  const { bytes } = runGit(base.root, ['cat-file', '--batch'], blobs.map(({ hash }) => `${hash}\n`).join(''));
  let at = 0;
  for (const { path } of blobs) {
    const end = bytes.indexOf('\n', at);
    const size = /^[0-9a-f]+ blob (\d+)$/.exec(bytes.toString('latin1', at, end === -1 ? bytes.length : end))?.[1];
    // What a partial clone has not fetched.
    if (size === undefined)
      throw new UsageError(`git does not have ${path} of the commit to compare with: fetch it first`);
    const start = end + 1;
    at = start + Number(size) + 1;
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes.subarray(start, start + Number(size)));
  }
}
