import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { NameOf } from '../../engine/describe-target.ts';
import type { EarlierFinding } from '../../engine/known/compare-with-earlier.ts';
import { UsageError } from '../../util/errors.ts';
import type { InFolder, TriageRequest } from '../requests.ts';
import { type BaselineFile, type BaselineName, configuredBaseline, readBaseline } from './baseline-file.ts';
import { readEarlierResults } from './earlier-results.ts';

/** What the results of a run are told apart by: baselines, and results of before. */
export interface KnownResults {
  /** The baseline for inputs with a configuration. */
  readonly baselineFor: (config: Config) => BaselineFile | undefined;
  /** All baselines in force. */
  readonly baselines: readonly BaselineFile[];
  /** Whether they are written anew. */
  readonly update: boolean;
  readonly earlier?: { readonly name: string; readonly findings: readonly EarlierFinding[] };
}

interface KnownInputs {
  /** The configurations of the inputs. */
  readonly configs: readonly Config[];
  readonly nameOf: NameOf;
  /** The findings of what `--compare` names where that is no file. Throws `UsageError` when it is nothing else either. */
  readonly earlierOf: (name: string) => Promise<readonly EarlierFinding[]>;
}

/**
 * Reads the baselines and the earlier results of a request.
 *
 * @throws UsageError when one of them is missing or wrong, or a baseline is to be written and none is named.
 */
export async function readKnownResults(
  request: TriageRequest & InFolder,
  { configs, nameOf, earlierOf }: KnownInputs,
): Promise<KnownResults> {
  const { cwd, compare, updateBaseline: update = false } = request;
  const names = new Map<Config, BaselineName>();
  for (const config of configs) {
    const name = baselineName(request, config);
    if (name !== undefined) names.set(config, name);
  }
  if (update && names.size === 0) throw nothingToUpdate(request);
  const files = new Map<string, BaselineFile>();
  for (const name of names.values()) {
    if (!files.has(name.absolute)) files.set(name.absolute, await readBaseline(name, update));
  }
  return {
    baselineFor: (config) => files.get(names.get(config)?.absolute ?? ''),
    baselines: [...files.values()],
    update,
    ...(compare !== undefined && {
      earlier: {
        name: compare,
        findings: isFile(resolve(cwd, compare)) ? readEarlierResults(compare, cwd, nameOf) : await earlierOf(compare),
      },
    }),
  };
}

function baselineName({ baseline, cwd }: TriageRequest & InFolder, config: Config): BaselineName | undefined {
  if (baseline === false) return undefined;
  if (baseline === undefined) return configuredBaseline(config, cwd);
  return { absolute: resolve(cwd, baseline), file: baseline, saidBy: '--baseline: ' };
}

function nothingToUpdate({ baseline }: TriageRequest): UsageError {
  if (baseline === false) return new UsageError('--update-baseline and --no-baseline exclude each other');
  return new UsageError('--update-baseline: no baseline is named', {
    hint: 'Name one with --baseline FILE, or for good in acraudit.yaml: baseline: acraudit-baseline.json',
  });
}

function isFile(absolute: string): boolean {
  try {
    return statSync(absolute).isFile();
  } catch {
    return false;
  }
}
