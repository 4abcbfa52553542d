import { dirname } from 'node:path';
import { createRootsFinder, rootOf } from '../../config/find-config-file.ts';
import type { Clock } from '../../sources/azure/live/clock.ts';
import { memoised } from '../../sources/bicep/memoised.ts';
import type { BicepConfig } from '../../sources/bicep/modules/bicep-config.ts';
import { bicepConfigs } from '../../sources/bicep/modules/read-bicep-config.ts';
import { rootFiles } from '../../sources/bicep/root-files.ts';
import { DEFAULT_MAX_SIZE } from '../../sources/discover/discover.ts';
import type { BytesRead } from '../../util/bounded-read.ts';
import { compareStrings } from '../../util/paths.ts';
import { collectReferences } from './collect-references.ts';
import { findBicepFiles } from './find-bicep-files.ts';
import type { RestoreRequest } from './restore-request.ts';
import type { ModuleOutcome, RestoreResult } from './restore-result.ts';
import { isPresent, type ModuleTarget, outcomeOf, targetOf } from './restore-targets.ts';

/**
 * Finds the modules of registries and template specs that Bicep files refer to, and fetches those that are not there.
 *
 * @throws UsageError for a path that does not exist, or what else is wrong in the request.
 */
export async function restoreModules(request: RestoreRequest, clock?: Clock): Promise<RestoreResult> {
  const { cwd, maxSize = DEFAULT_MAX_SIZE, dryRun = false } = request;
  const roots = createRootsFinder();
  const rootOfFile = (absolute: string): string => rootOf(absolute, cwd, roots);
  const filesOf = filesByRoot(rootOfFile, maxSize);
  const readFile = (absolute: string): BytesRead => filesOf(absolute).readFile(absolute);
  const configOf = (absolute: string): BicepConfig => filesOf(absolute).configOf(dirname(absolute));
  const collected = collectReferences(findBicepFiles(request), { cwd, readFile, rootOf: rootOfFile, configOf });
  const targets = collected.references.map((found) =>
    targetOf(found, rootOfFile(found.from), configOf(found.from), request),
  );
  const present = targets.filter((target) => isPresent(target, maxSize, request));
  const absent = targets.filter((target) => !present.includes(target));
  const outcomes = [
    ...present.map((target) => outcomeOf(target, 'present')),
    ...(dryRun ? absent.map((target) => outcomeOf(target, 'missing')) : await fetched(absent, request, clock)),
  ];
  const modules = outcomes.sort(
    (a, b) => compareStrings(a.reference, b.reference) || compareStrings(a.folder, b.folder),
  );
  return { modules, errors: collected.errors, files: collected.files };
}

/** What opens connections is loaded only when something is to be fetched. */
async function fetched(
  targets: readonly ModuleTarget[],
  request: RestoreRequest,
  clock: Clock | undefined,
): Promise<readonly ModuleOutcome[]> {
  if (targets.length === 0) return [];
  const { fetchModules } = await import('./fetch-modules.ts');
  return fetchModules(targets, request, clock);
}

/** What reads a file, and the configuration for its folder, by the root of its repository. */
interface FilesOfRoot {
  readonly readFile: (absolute: string) => BytesRead;
  readonly configOf: (folder: string) => BicepConfig;
}

function filesByRoot(rootOfFile: (absolute: string) => string, maxSize: number): (absolute: string) => FilesOfRoot {
  const known = new Map<string, FilesOfRoot>();
  return (absolute) =>
    memoised(known, rootOfFile(absolute), (root) => {
      const { readFile } = rootFiles(root, { maxSize });
      return { readFile, configOf: bicepConfigs({ root, readFile }) };
    });
}
