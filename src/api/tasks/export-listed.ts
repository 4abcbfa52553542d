import type { ReadRegistries } from '../../sources/azure/live/scan-subscriptions.ts';
import { inParallel } from '../../util/in-parallel.ts';
import { baseName } from '../../util/paths.ts';
import { exportRegistry, type RegistryExport } from './export-registry.ts';

/** Which registries are exported, and which of those that were named were seen. */
export interface RegistryChoice {
  readonly takes: (registry: string) => boolean;
  /** How many it took. */
  readonly count: () => number;
  /** Names that no registry had. */
  readonly missing: () => readonly string[];
}

/** @param names Names or ids; none: all are taken. */
export function registryChoice(names: readonly string[]): RegistryChoice {
  const wanted = new Map(names.map((name) => [name.toLowerCase().replace(/\/+$/, ''), name]));
  const seen = new Set<string>();
  let count = 0;
  return {
    takes: (registry) => {
      const id = registry.toLowerCase();
      const found = [id, baseName(id)].filter((name) => wanted.has(name));
      for (const name of found) seen.add(name);
      if (wanted.size > 0 && found.length === 0) return false;
      count += 1;
      return true;
    },
    count: () => count,
    missing: () => [...wanted].flatMap(([key, name]) => (seen.has(key) ? [] : [name])),
  };
}

/** Registries of one subscription at the same time; the rate limiter bounds the requests of all. */
const MAX_REGISTRIES_AT_ONCE = 16;

/** Exports the registries of a subscription once they are listed. */
export function exportListed(choice: RegistryChoice, to: RegistryExport): ReadRegistries {
  return async (context, _, registries) => {
    await inParallel(registries, MAX_REGISTRIES_AT_ONCE, async ({ id }) => {
      if (choice.takes(id)) await exportRegistry(context, id, to);
      context.counts.read += 1;
      context.reportProgress();
    });
  };
}
