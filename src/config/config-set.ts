import { UsageError } from '../errors.ts';
import type { Config } from './config.ts';
import { type Home, homeFinder, rootOf } from './find-config-file.ts';
import { type LoadConfigRequest, loadConfig } from './load-config.ts';

/** The configurations of a run: that which `--config` names, none, or of each input the nearest above it. */
export interface ConfigSet {
  /** Reads what holds for files in these absolute folders. Throws one `UsageError` for all files that are wrong. */
  readonly load: (folders: Iterable<string>) => Promise<void>;
  /** What holds for files in an absolute folder; undefined until it is loaded. The same object for the same file. */
  readonly of: (folder: string) => Config | undefined;
  /** The folder that an absolute file's name is told from; see `rootOf`. No flag has a say in it. */
  readonly rootOf: (file: string) => string;
}

/** Where to take them from; the nearest ones are read when they are asked for, each once. */
export function configSet(request: Omit<LoadConfigRequest, 'start'> & { readonly cwd: string }): ConfigSet {
  const { explicit, none, cwd } = request;
  const home = homeFinder();
  const loaded = new Map<string, Config>();
  const key = (folder: string): string => (explicit === undefined && !none ? keyOf(home(folder)) : '');
  return {
    load: async (folders) => {
      const problems = new Map<string, readonly string[]>();
      for (const folder of folders) {
        const wanted = key(folder);
        if (loaded.has(wanted)) continue;
        const start = home(folder).configured ?? folder;
        const config = await loadConfig({ ...request, start }).catch((error: unknown) => keptLines(error, problems));
        if (config !== undefined) loaded.set(wanted, config);
      }
      if (problems.size === 0) return;
      const lines = [...problems].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, said]) => said);
      throw new UsageError(lines.join('\n'), { lines });
    },
    of: (folder) => loaded.get(key(folder)),
    rootOf: (file) => rootOf(file, cwd, home),
  };
}

function keyOf({ configured, repository = '' }: Home): string {
  return configured ?? `none in ${repository}`;
}

/** Every configuration that is wrong is to be said, not only the first. */
function keptLines(error: unknown, problems: Map<string, readonly string[]>): undefined {
  if (!(error instanceof UsageError)) throw error;
  const { message, lines, hint } = error;
  problems.set(message, hint === undefined ? lines : [...lines, hint]);
  return undefined;
}
