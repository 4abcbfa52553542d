import { UsageError } from '../util/errors.ts';
import type { Config } from './config.ts';
import { createRootsFinder, type ProjectRoots, rootOf } from './find-config-file.ts';
import { type LoadConfigRequest, loadConfig } from './load-config.ts';

/** The configurations of a run: that which `--config` names, none, or of each input the nearest above it. */
export interface ConfigSet {
  /** Loads the configurations for files in these absolute folders. Throws one `UsageError` for all files that are wrong. */
  readonly load: (folders: Iterable<string>) => Promise<void>;
  /** The configuration for files in an absolute folder; undefined until it is loaded. The same object for the same file. */
  readonly forFolder: (folder: string) => Config | undefined;
  /** All that are loaded so far. */
  readonly loaded: () => readonly Config[];
  /** The folder that names of absolute files are relative to; see `rootOf`. Flags do not change it. */
  readonly rootOf: (file: string) => string;
}

/** The configurations for a request; nearest files are loaded on demand, each once. */
export function configSet(request: Omit<LoadConfigRequest, 'start'>): ConfigSet {
  const { explicit, none, cwd } = request;
  const rootsOf = createRootsFinder();
  const loaded = new Map<string, Config>();
  const key = (folder: string): string => (explicit === undefined && !none ? configKey(rootsOf(folder)) : '');
  return {
    load: async (folders) => {
      const problems: WrongConfig[] = [];
      for (const folder of folders) {
        const wanted = key(folder);
        if (loaded.has(wanted)) continue;
        const start = rootsOf(folder).configFolder ?? folder;
        const config = await loadConfig({ ...request, start }).catch((error: unknown) =>
          collectProblem(error, problems),
        );
        if (config !== undefined) loaded.set(wanted, config);
      }
      if (problems.length > 0) throw combinedError(problems);
    },
    forFolder: (folder) => loaded.get(key(folder)),
    loaded: () => [...new Set(loaded.values())],
    rootOf: (file) => rootOf(file, cwd, rootsOf),
  };
}

function configKey({ configFolder, repository = '' }: ProjectRoots): string {
  return configFolder ?? `none in ${repository}`;
}

type WrongConfig = Pick<UsageError, 'lines' | 'location'>;

/** All invalid configurations are reported, not only the first. */
function collectProblem(error: unknown, problems: WrongConfig[]): undefined {
  if (!(error instanceof UsageError)) throw error;
  const { lines, hint, location } = error;
  problems.push({ lines: hint === undefined ? lines : [...lines, hint], ...(location && { location }) });
  return undefined;
}

/** Combines several errors; messages common to two folders appear once. The place is that of the first. */
function combinedError(problems: readonly WrongConfig[]): UsageError {
  const distinct = new Map(problems.map((problem) => [problem.lines.join('\n'), problem]));
  const sorted = [...distinct].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, problem]) => problem);
  const lines = sorted.flatMap((problem) => problem.lines);
  const location = sorted[0]?.location;
  return new UsageError(lines.join('\n'), { lines, ...(location && { location }) });
}
