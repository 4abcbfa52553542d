import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { CreateBicepReader } from '../../sources/arm/bicep-reader.ts';
import type { FoundFile } from '../../sources/discover/discover.ts';
import { isBicepName, isBicepParamName } from '../../util/paths.ts';
import type { DeploymentRequest } from '../requests.ts';

/**
 * What reads Bicep, where a run may come upon some: nearly all of it is slow to load.
 *
 * @param files All that were found or named.
 */
export async function loadBicep(
  files: readonly FoundFile[],
  { environment = {} }: Pick<DeploymentRequest, 'environment'>,
): Promise<CreateBicepReader | undefined> {
  if (!files.some(({ file }) => isBicepName(file)) && !hasParametersBeside(files)) return undefined;
  const { createBicepReader } = await import('../../sources/bicep/bicep-files.ts');
  return (options) => createBicepReader({ ...options, environment });
}

/** A template that was named has the parameter files of its folder, which was not searched. */
function hasParametersBeside(files: readonly FoundFile[]): boolean {
  const folders = new Set(files.filter(({ named }) => named).map(({ absolute }) => dirname(absolute)));
  return [...folders].some((folder) => namesIn(folder).some(isBicepParamName));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
