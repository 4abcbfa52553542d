import { join } from 'node:path';
import type { BicepConfig } from '../../sources/bicep/modules/bicep-config.ts';
import { cacheFolder, moduleFolder, vendoredFolder } from '../../sources/bicep/modules/cache-layout.ts';
import { referenceText } from '../../sources/bicep/modules/registry-reference.ts';
import { readModule } from '../../sources/bicep/modules/restored-module.ts';
import type { CollectedReference } from './collect-references.ts';
import type { RestoreRequest } from './restore-request.ts';
import type { ModuleOutcome } from './restore-result.ts';

/** A module and where it belongs. */
export interface ModuleTarget extends CollectedReference {
  /** Of the repository that refers to it; absolute. */
  readonly root: string;
  /** Absolute; undefined where there is no home folder for a cache. */
  readonly folder: string | undefined;
}

export function targetOf(
  found: CollectedReference,
  root: string,
  config: BicepConfig,
  { home, vendor = false }: RestoreRequest,
): ModuleTarget {
  const base = vendor ? vendoredFolder({ root, home }) : cacheFolder(config, { root, home });
  return { ...found, root, folder: base === undefined ? undefined : join(base, moduleFolder(found.reference)) };
}

/** Whether it is where it belongs, or in the repository, where it is looked for first. */
export function isPresent(
  { reference, root, folder }: ModuleTarget,
  maxSize: number,
  { home }: RestoreRequest,
): boolean {
  const vendored = join(vendoredFolder({ root, home }), moduleFolder(reference));
  const places = folder === undefined ? [vendored] : [vendored, folder];
  return places.some((place) => readModule(place, reference, maxSize) !== undefined);
}

export function outcomeOf(
  { reference, usedBy, folder = '' }: ModuleTarget,
  state: ModuleOutcome['state'],
  why: Pick<ModuleOutcome, 'reason' | 'hint'> = {},
): ModuleOutcome {
  return { reference: referenceText(reference), state, folder, usedBy, ...why };
}
