import { resolve } from 'node:path';
import type { Config, ConfigPlace } from '../config/config.ts';
import { findRepositoryRoot } from '../config/find-config-file.ts';
import { loadConfig } from '../config/load-config.ts';
import { placeText } from '../config/rule-settings.ts';
import { UsageError } from '../util/errors.ts';
import { pathProblem } from './path-in-repository.ts';
import type { InFolder, RuleRequest } from './requests.ts';
import { configRequest } from './select-rules.ts';

/** How results are written where the command line does not say so. */
export interface OutputSettings {
  readonly format?: string;
  readonly reports: readonly { readonly format: string; readonly path: string }[];
}

/**
 * Format and reports of the configuration of the folder that a job starts in: a run has one output, whatever its inputs are.
 *
 * @throws UsageError when a report would be written outside of the repository, which the configuration is part of.
 */
export async function outputSettings(request: RuleRequest & InFolder): Promise<OutputSettings> {
  const config = await loadConfig({ ...configRequest(request), start: '.' });
  const { format } = config;
  return {
    ...(format !== undefined && { format }),
    reports: [...config.reports].map(([name, path]) => ({
      format: name,
      path: reportPath(path, config, config.places.get(`reports.${name}`)),
    })),
  };
}

function reportPath(path: string, { root }: Config, place: ConfigPlace | undefined): string {
  const absolute = resolve(root, path.replaceAll('\\', '/'));
  const within = findRepositoryRoot(root) ?? root;
  const problem = pathProblem(within, absolute);
  if (problem !== undefined)
    throw new UsageError(`${placeText(place)}: reports: ${path} ${problem}; --report writes anywhere`);
  return absolute;
}
