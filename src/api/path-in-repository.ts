import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { ancestorFolders, isInside, relativePath } from '../util/paths.ts';

/**
 * Why a file that a configuration names may not be written: pull requests change configurations, and must not reach what
 * is outside of the repository, nor git's own files. Undefined where it may. Both paths are absolute.
 */
export function pathProblem(repository: string, absolute: string): string | undefined {
  if (!isInside(repository, absolute) || absolute === repository) return 'is not a file of the repository';
  const inside = relativePath(repository, absolute).split('/');
  if (inside.some((name) => name.toLowerCase() === '.git')) return 'is a file of git';
  // What exists already may be a link.
  const real = [absolute, ...ancestorFolders(dirname(absolute))].map(realPath).find((one) => one !== undefined);
  const isWithin = real !== undefined && isInside(realpathSync(repository), real);
  return isWithin ? undefined : 'leads out of the repository by a link';
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
