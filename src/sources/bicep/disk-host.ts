import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { type BytesRead, readBounded } from '../../util/bounded-read.ts';
import { homeFolder } from '../../util/home-folder.ts';
import { childPath, isInside } from '../../util/paths.ts';
import type { BicepReaderOptions } from '../arm/bicep-reader.ts';
import type { BicepHost } from './host.ts';
import { memoised } from './memoised.ts';
import { bicepConfigs } from './modules/read-bicep-config.ts';
import { restoredModules } from './modules/restored-module.ts';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

const OUTSIDE_ROOT = {
  problem: { code: 'outside-root', message: 'it lies outside of the repository' },
} as const satisfies BytesRead;

/** Files below a folder that is listed for `loadDirectoryFileInfo`. */
const MAX_LISTED_FILES = 10_000;

/** What the files below one root read: the disk with an overlay, and nothing outside the root. */
export function diskHost(
  root: string,
  { maxSize, overlay }: Pick<BicepReaderOptions, 'maxSize' | 'overlay'>,
  environment: Environment,
): BicepHost {
  const realRoot = realPath(root) ?? root;
  const realFolders = new Map<string, string>();
  const realFolder = (folder: string): string => memoised(realFolders, folder, (path) => realPath(path) ?? path);
  const isWithin = (absolute: string): boolean => isInside(realRoot, realPlace(absolute, realFolder));
  const readFile = (absolute: string): BytesRead => {
    if (overlay?.has(absolute) === true) return readBounded(absolute, maxSize, overlay);
    return isWithin(absolute) ? readBounded(absolute, maxSize) : OUTSIDE_ROOT;
  };
  const configOf = bicepConfigs({ root, readFile });
  return {
    readFile,
    configOf,
    listFiles: (folder) => (isWithin(folder) ? filesBelow(folder) : undefined),
    restoredModule: restoredModules({ root, home: homeFolder(environment), maxSize, configOf }),
    environment: (name) => (Object.hasOwn(environment, name) ? environment[name] : undefined),
  };
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

/** Links are not followed. */
function filesBelow(folder: string): readonly string[] | undefined {
  const files: string[] = [];
  const folders = [folder];
  for (let at = folders.pop(); at !== undefined; at = folders.pop()) {
    try {
      for (const entry of readdirSync(at, { withFileTypes: true })) {
        if (entry.isDirectory()) folders.push(childPath(at, entry.name));
        else if (entry.isFile()) files.push(childPath(at, entry.name));
      }
    } catch {
      return undefined;
    }
    if (files.length > MAX_LISTED_FILES) return undefined;
  }
  return files;
}
