import { UsageError } from '../util/errors.ts';
import type { Config } from './config.ts';
import { type Home, homeFinder, rootOf } from './find-config-file.ts';
import { type LoadConfigRequest, loadConfig } from './load-config.ts';

/** The configurations of a run: that which `--config` names, none, or of each input the nearest above it. */
export interface ConfigSet {
  /** Reads what holds for files in these absolute folders. Throws one `UsageError` for all files that are wrong. */
  readonly load: (folders: Iterable<string>) => Promise<void>;
  /** What holds for files in an absolute folder; undefined until it is loaded. The same object for the same file. */
  readonly of: (folder: string) => Config | undefined;
  /** All that are loaded so far. */
  readonly all: () => readonly Config[];
  /** The folder that an absolute file's name is told from; see `rootOf`. No flag has a say in it. */
  readonly rootOf: (file: string) => string;
}

/** Where to take them from; the nearest ones are read when they are asked for, each once. */
export function configSet(request: Omit<LoadConfigRequest, 'start'>): ConfigSet {
  const { explicit, none, cwd } = request;
  const home = homeFinder();
  const loaded = new Map<string, Config>();
  const key = (folder: string): string => (explicit === undefined && !none ? keyOf(home(folder)) : '');
  return {
    load: async (folders) => {
      const problems: (readonly string[])[] = [];
      for (const folder of folders) {
        const wanted = key(folder);
        if (loaded.has(wanted)) continue;
        const start = home(folder).configured ?? folder;
        const config = await loadConfig({ ...request, start }).catch((error: unknown) => keptLines(error, problems));
        if (config !== undefined) loaded.set(wanted, config);
      }
      if (problems.length > 0) throw usageError(problems);
    },
    of: (folder) => loaded.get(key(folder)),
    all: () => [...new Set(loaded.values())],
    rootOf: (file) => rootOf(file, cwd, home),
  };
}

function keyOf({ configured, repository = '' }: Home): string {
  return configured ?? `none in ${repository}`;
}

/** Every configuration that is wrong is to be said, not only the first. */
function keptLines(error: unknown, problems: (readonly string[])[]): undefined {
  if (!(error instanceof UsageError)) throw error;
  problems.push(error.hint === undefined ? error.lines : [...error.lines, error.hint]);
  return undefined;
}

/** One error of several; what two folders have in common is said once. */
function usageError(problems: readonly (readonly string[])[]): UsageError {
  const distinct = new Map(problems.map((lines) => [lines.join('\n'), lines]));
  const lines = [...distinct].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, own]) => own);
  return new UsageError(lines.join('\n'), { lines });
}
