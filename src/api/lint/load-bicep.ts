import type { CreateBicepReader } from '../../sources/arm/bicep-reader.ts';
import type { FoundFile } from '../../sources/discover/discover.ts';
import { isBicepName } from '../../util/paths.ts';
import type { TemplatesRequest } from '../requests.ts';

/**
 * What reads Bicep, where a run may come upon some: nearly all of it is slow to load.
 *
 * @param files All that the run begins with.
 */
export async function loadBicep(
  files: readonly FoundFile[],
  { environment = {}, overlay }: Pick<TemplatesRequest, 'environment' | 'overlay'>,
): Promise<CreateBicepReader | undefined> {
  // Files that are open in an editor may come to name Bicep before they are looked for again.
  if (overlay === undefined && !files.some(({ file }) => isBicepName(file))) return undefined;
  const { createBicepReader } = await import('../../sources/bicep/bicep-files.ts');
  return (options) => createBicepReader({ ...options, environment });
}
