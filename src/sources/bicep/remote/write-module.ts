import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeWholeFile } from '../../../util/fs/write-whole-file.ts';
import { isInside } from '../../../util/paths.ts';
import { MODULE_FILES } from '../modules/cache-layout.ts';
import { FetchFailure } from './fetch-failure.ts';
import type { PulledModule } from './pull-module.ts';

/** A file of a module with its text. */
export type ModuleFile = readonly [name: string, text: string];

/** The files of a module of a registry; what says that it is whole comes last. */
export function moduleFiles({ template, manifest, manifestDigest }: PulledModule): readonly ModuleFile[] {
  return [
    [MODULE_FILES.manifest, manifest],
    [MODULE_FILES.metadata, JSON.stringify({ manifestDigest })],
    [MODULE_FILES.template, template],
  ];
}

export function specFiles(text: string): readonly ModuleFile[] {
  return [[MODULE_FILES.template, text]];
}

/**
 * Writes a module to its folder. Each file is whole or not there, and without the last one it is not restored, so no reader ever
 * sees half a module. Links in a repository are followed only inside it.
 *
 * @param inside The absolute folder that links must not lead out of; undefined for a cache, which is not that of a repository.
 * @throws FetchFailure, or the error of the system.
 */
export function writeModule(folder: string, files: readonly ModuleFile[], inside: string | undefined): void {
  for (const [name] of files) {
    const file = join(folder, name);
    if (inside !== undefined && !isInside(realpathSync(inside), realpathSync(existingPart(file))))
      throw new FetchFailure('its folder is a link that leads out of the repository');
  }
  for (const [name, text] of files) writeWholeFile(join(folder, name), [text]);
}

function existingPart(path: string): string {
  let at = path;
  while (!existsSync(at) && dirname(at) !== at) at = dirname(at);
  return at;
}
