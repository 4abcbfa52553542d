import { readdirSync } from 'node:fs';
import { homeFolder } from '../../util/home-folder.ts';
import { childPath } from '../../util/paths.ts';
import type { BicepReaderOptions } from '../arm/bicep-reader.ts';
import type { BicepHost } from './host.ts';
import { bicepConfigs } from './modules/read-bicep-config.ts';
import { restoredModules } from './modules/restored-module.ts';
import { rootFiles } from './root-files.ts';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Files below a folder that is listed for `loadDirectoryFileInfo`. */
const MAX_LISTED_FILES = 10_000;

/** What the files below one root read: the disk with an overlay, and nothing outside the root. */
export function diskHost(
  root: string,
  { maxSize, overlay }: Pick<BicepReaderOptions, 'maxSize' | 'overlay'>,
  environment: Environment,
): BicepHost {
  const { isInside, readFile } = rootFiles(root, { maxSize, overlay });
  const configOf = bicepConfigs({ root, readFile });
  return {
    readFile,
    configOf,
    listFiles: (folder) => (isInside(folder) ? filesBelow(folder) : undefined),
    restoredModule: restoredModules({ root, home: homeFolder(environment), maxSize, configOf }),
    environment: (name) => (Object.hasOwn(environment, name) ? environment[name] : undefined),
  };
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
