import { realpathSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathProblem } from '../api/path-in-repository.ts';
import { findRepositoryRoot } from '../config/find-config-file.ts';
import type { ReportFormat } from '../reports/formats.ts';
import { UsageError } from '../util/errors.ts';
import { isInside, relativePath } from '../util/paths.ts';

/** Formats whose readers show files of the repository, which they look for from its root. */
const FROM_ROOT: ReadonlySet<ReportFormat> = new Set(['sarif', 'github', 'azdo', 'gitlab']);

export function isNamedFromRoot(format: ReportFormat): boolean {
  return FROM_ROOT.has(format);
}

/** How the repository sees the folder of a run. */
export interface RepositoryView {
  /** The folder of the run from the root; '' where it is that, or where there is no repository. */
  readonly folder: string;
  /** A file from the root, by its name from the folder of the run. */
  readonly fromRoot: (file: string) => string;
}

export function repositoryView(cwd: string): RepositoryView {
  const root = findRepositoryRoot(cwd);
  const folder = root === undefined ? '.' : relativePath(root, cwd);
  const named = new Map<string, string>();
  return {
    folder: folder === '.' ? '' : folder,
    fromRoot: (file) => {
      const known = named.get(file) ?? nameFromRoot(resolve(cwd, file), root, cwd);
      named.set(file, known);
      return known;
    },
  };
}

/** By its real name: code hosts show no links. Outside of the repository of the run a file has one of its own, or none. */
function nameFromRoot(absolute: string, root: string | undefined, cwd: string): string {
  const own = root !== undefined && isInside(root, absolute) ? root : findRepositoryRoot(dirname(absolute));
  const real = realPath(absolute);
  const isOwn = own !== undefined && real !== undefined && isInside(realPath(own) ?? own, real);
  if (isOwn) return relativePath(realPath(own) ?? own, real);
  return relativePath(own ?? root ?? cwd, absolute);
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/**
 * @throws UsageError when `--sarif-anchor` names what the code host cannot show: no file, or one outside of the repository.
 */
export function checkAnchor(anchor: string | undefined, cwd: string): void {
  if (anchor === undefined) return;
  const absolute = resolve(cwd, anchor);
  const root = findRepositoryRoot(cwd);
  const problem = isFile(absolute) ? root && pathProblem(root, absolute) : 'is no file';
  if (problem === undefined) return;
  throw new UsageError(`--sarif-anchor ${anchor} ${problem}`, {
    hint: 'Name a file of the repository that results of Azure can point at, such as README.md',
  });
}

function isFile(absolute: string): boolean {
  return statSync(absolute, { throwIfNoEntry: false })?.isFile() ?? false;
}
