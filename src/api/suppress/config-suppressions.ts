import { resolve } from 'node:path';
import type { Config, ConfigSuppression } from '../../config/config.ts';
import type { Suppression } from '../../engine/suppress/suppression.ts';
import type { Target } from '../../model/target.ts';
import { hasWildcard, pathFilter } from '../../sources/discover/globs.ts';
import { isInside, relativePath } from '../../util/paths.ts';
import { allOf } from '../../value/logic.ts';
import { matchesPattern } from '../../value/matching.ts';
import type { Value } from '../../value/value.ts';

/** An entry of `suppressions:`, and what tells whether a run has seen all that may need it. */
export interface ConfiguredSuppression {
  readonly suppression: Suppression;
  /** Whether it is for templates only: then for those in this absolute folder, or the one of this name. */
  readonly files?: { readonly below: string; readonly isPlain: boolean };
  /** Whether values decide what it is for, and not only where that stands. */
  readonly hasPattern: boolean;
}

/** The suppressions of one configuration. @param cwd The folder that names of files are relative to. */
export function configSuppressions(config: Config, cwd: string): readonly ConfiguredSuppression[] {
  return config.suppressions.map((entry) => {
    const { rules, reason, owner, expires, place, registry, id, file } = entry;
    return {
      suppression: {
        source: 'configuration',
        rules,
        covers: coverageOf(entry, config.root, cwd),
        reason: reason.trim(),
        ...(owner !== undefined && { owner }),
        ...(expires !== undefined && { expires }),
        location: place,
      },
      ...(file !== undefined && { files: filesOf(file, config.root) }),
      hasPattern: registry !== undefined || id !== undefined,
    };
  });
}

/** All that an entry says has to hold. Names of files are known, so they are asked first. */
function coverageOf({ registry, id, file }: ConfigSuppression, root: string, cwd: string): Suppression['covers'] {
  const matches = file === undefined ? undefined : pathFilter([file], false).matches;
  const isFile = (name: string | undefined): boolean => {
    if (name === undefined) return false;
    const absolute = resolve(cwd, name);
    return isInside(root, absolute) && matches?.(relativePath(root, absolute)) === true;
  };
  return (target: Target, template: string | undefined): Value<boolean> => {
    // A template that links to the file, or the file itself; what Azure answered is in none.
    if (matches !== undefined && !isFile(template) && !isFile(target.origin.file)) return false;
    return allOf([
      ...(registry === undefined ? [] : [matchesPattern(target.name, registry)]),
      ...(id === undefined ? [] : [matchesPattern(target.id, id)]),
    ]);
  };
}

function filesOf(pattern: string, root: string): ConfiguredSuppression['files'] {
  const segments = pattern
    .replaceAll('\\', '/')
    .replace(/^(?:\.?\/)+/, '')
    .split('/');
  const first = segments.findIndex(hasWildcard);
  const plain = first === -1 ? segments : segments.slice(0, first);
  return { below: resolve(root, ...plain), isPlain: first === -1 };
}
