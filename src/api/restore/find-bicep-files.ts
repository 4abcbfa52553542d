import { resolve } from 'node:path';
import { DEFAULT_MAX_SIZE, discover } from '../../sources/discover/discover.ts';
import { compareStrings, isBicepName } from '../../util/paths.ts';
import type { RestoreRequest } from './restore-request.ts';

/**
 * The Bicep and parameter files below the paths of a request, absolute and in order, whether or not a configuration leaves them out.
 *
 * @throws UsageError for a path that does not exist.
 */
export function findBicepFiles({
  cwd,
  paths = [],
  gitignore = true,
  maxSize = DEFAULT_MAX_SIZE,
}: RestoreRequest): readonly string[] {
  const { templates, parameterFiles, skipped, unreadable } = discover({ cwd, paths, gitignore, maxSize });
  const visible = skipped.filter(({ reason }) => reason !== 'gitignore');
  const names = [...templates, ...parameterFiles, ...visible, ...unreadable].map(({ file }) => resolve(cwd, file));
  return [...new Set(names.filter(isBicepName))].sort(compareStrings);
}
