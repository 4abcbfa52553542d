import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { type BytesRead, type Overlay, readBounded } from '../../util/bounded-read.ts';
import { childPath, isInside } from '../../util/paths.ts';
import { memoised } from './memoised.ts';

/** The files below one root; links are followed only inside it. */
export interface RootFiles {
  /** Whether an absolute path, its links followed, leads to a place below the root. */
  readonly isInside: (absolute: string) => boolean;
  /** Reads a file, bounded; one that is elsewhere is a problem. */
  readonly readFile: (absolute: string) => BytesRead;
}

export interface RootFilesOptions {
  /** In bytes. */
  readonly maxSize: number;
  /** Contents of files by absolute path that replace those on disk, wherever they are. */
  readonly overlay?: Overlay | undefined;
}

const OUTSIDE_ROOT = {
  problem: { code: 'outside-root', message: 'it lies outside of the repository' },
} as const satisfies BytesRead;

/** @param root Absolute. */
export function rootFiles(root: string, { maxSize, overlay }: RootFilesOptions): RootFiles {
  const realRoot = realPath(root) ?? root;
  const realFolders = new Map<string, string>();
  const realFolder = (folder: string): string => memoised(realFolders, folder, (path) => realPath(path) ?? path);
  const isWithin = (absolute: string): boolean => isInside(realRoot, realPlace(absolute, realFolder));
  const readFile = (absolute: string): BytesRead => {
    if (overlay?.has(absolute) === true) return readBounded(absolute, maxSize, overlay);
    return isWithin(absolute) ? readBounded(absolute, maxSize) : OUTSIDE_ROOT;
  };
  return { isInside: isWithin, readFile };
}

/** Only what is a link itself is followed to its end: folders are known, and hold many files. What is not there is in its folder. */
function realPlace(absolute: string, realFolder: (folder: string) => string): string {
  const inFolder = childPath(realFolder(dirname(absolute)), basename(absolute));
  return isLink(absolute) ? (realPath(absolute) ?? inFolder) : inFolder;
}

function isLink(absolute: string): boolean {
  try {
    return lstatSync(absolute, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  } catch {
    // What cannot be looked at cannot be read either.
    return false;
  }
}

function realPath(absolute: string): string | undefined {
  try {
    return realpathSync(absolute);
  } catch {
    return undefined;
  }
}
