import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { UsageError } from '../../util/errors.ts';
import { compareText, relativePath } from '../../util/path-text.ts';
import { missingMessage, type NamedPath, namedPath } from './named-paths.ts';
import { addRecord, type FileRecord, type FoundFile, type SkipReason } from './records.ts';
import { searchFolder, searchHidden, searchPattern } from './search.ts';
import { type FileRules, newSearch, type Search, visitNamedFile } from './visit.ts';

export type { FoundFile, SkipReason } from './records.ts';
export type { FileRules } from './visit.ts';

/** Files above this many bytes are not read, unless `--max-size` allows it. */
export const DEFAULT_MAX_SIZE = 20 * 1024 * 1024;

export interface DiscoverOptions {
  readonly cwd: string;
  /** As typed: files, folders, globs. None means the current folder. */
  readonly paths: readonly string[];
  /** What the configuration of an absolute folder says; by default there is none. Equal rules are the same object. */
  readonly rulesOf?: (folder: string) => FileRules;
  /** Whether `.gitignore` counts when folders are searched. */
  readonly gitignore: boolean;
  /** The largest file to read, in bytes. */
  readonly maxSize: number;
}

export interface SkippedFile {
  readonly file: string;
  readonly reason: SkipReason;
  readonly named: boolean;
  /** What a named file that is no template is instead, such as `a policy definition`. */
  readonly what?: string;
}

export interface UnreadableFile {
  /** A file, or a folder that could not be searched (to its end). */
  readonly file: string;
  readonly code: string;
  /** The reason alone, without the file's name. */
  readonly message: string;
  /** Of `internal-error`: see `Crash`. */
  readonly stack?: string;
}

/** Every list is sorted by absolute path (code units), and each file stands in it once even if several paths lead to it. */
export interface Discovered {
  readonly templates: readonly FoundFile[];
  /** Parameter files that were named or found; they also stand in `skipped`, since they are no templates. */
  readonly parameterFiles: readonly FoundFile[];
  /** JSON files that are no templates, templates that the configuration or `.gitignore` hides, and Bicep files. */
  readonly skipped: readonly SkippedFile[];
  readonly unreadable: readonly UnreadableFile[];
  /** How many templates `.gitignore` hides from the folders. */
  readonly hiddenTemplates: number;
  /** Whether there was more hidden than was looked at, so that the counts of hidden templates are lower bounds. */
  readonly hiddenBounded: boolean;
}

/**
 * Finds the templates and parameter files that the paths of a command line stand for, by their `$schema` and not by
 * their names. Reads each candidate once, one after the other, and keeps none.
 *
 * Throws `UsageError` with one line for every named path that does not exist and every pattern that matches nothing.
 * What exists and cannot be read, or lies beyond a bound of the search, is returned in `unreadable`, never left out.
 */
export function discover({ rulesOf, ...options }: DiscoverOptions): Discovered {
  const none: FileRules = { root: resolve(options.cwd) };
  const search = begin({ ...options, rulesOf: rulesOf ?? (() => none) });
  searchHidden(search);
  return summary(search);
}

/** Configurations that are read as a search comes to the folders they stand in. */
export interface LazyRules {
  /** What holds in an absolute folder; undefined until it is loaded. */
  readonly rulesOf: (folder: string) => FileRules | undefined;
  /** Reads what holds in these folders. */
  readonly load: (folders: readonly string[]) => Promise<void>;
}

/** Like `discover`, with the configuration of each folder; a folder waits for it while the search goes on elsewhere. */
export async function discoverLazily(
  options: Omit<DiscoverOptions, 'rulesOf'>,
  { rulesOf, load }: LazyRules,
): Promise<Discovered> {
  const search = begin({ ...options, rulesOf });
  for (let now = search.waiting.splice(0); now.length > 0; now = search.waiting.splice(0)) {
    await load(now.map(({ folder }) => folder));
    for (const { goOn } of now) goOn();
  }
  searchHidden(search);
  return summary(search);
}

function begin(options: Omit<DiscoverOptions, 'rulesOf'> & Pick<LazyRules, 'rulesOf'>): Search {
  const cwd = resolve(options.cwd);
  const { rulesOf, gitignore, maxSize } = options;
  const search = newSearch({ cwd, rulesOf, gitignore, maxSize });
  const typed = options.paths.length === 0 ? ['.'] : options.paths;
  const problems = searchAll(
    search,
    typed.map((path) => namedPath(path, cwd)),
  );
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  return search;
}

/** Searches the paths in order; returns the usage errors. */
function searchAll(search: Search, paths: readonly NamedPath[]): string[] {
  const missing = paths.flatMap((path) => (path.kind === 'missing' ? [path.message] : []));
  if (missing.length > 0) return missing;
  return paths.flatMap((path) => searchOne(search, path));
}

function searchOne(search: Search, path: NamedPath): string[] {
  if (path.kind === 'missing') return [path.message];
  if (path.kind === 'folder') searchFolder(search, path.absolute);
  if (path.kind === 'file') visitNamedFile(search, path.absolute, basename(path.absolute), path.isLink);
  if (path.kind === 'unreadable') addUnreadable(search, path.absolute, path);
  if (path.kind !== 'pattern' || searchPattern(search, path.root, path.pattern)) return [];
  const { base } = path.pattern;
  const cause = existsSync(path.root) ? '' : `: ${missingMessage(base, search.settings.cwd)}`;
  return [`no file matches ${path.typed}${cause}`];
}

function addUnreadable(search: Search, absolute: string, path: NamedPath & { kind: 'unreadable' }): void {
  const outcome = { kind: 'unreadable', problem: path.problem } as const;
  const file = relativePath(search.settings.cwd, absolute);
  addRecord(search.records, absolute, { file, absolute, named: true, isLink: false, outcome });
}

function summary(search: Search): Discovered {
  const records = [...search.records.values()].sort((a, b) => compareText(a.absolute, b.absolute));
  const skipped = records.flatMap(skippedFile);
  return {
    templates: records.filter(({ outcome }) => ['template', 'snapshot'].includes(outcome.kind)).map(foundFile),
    parameterFiles: records.filter((record) => record.outcome.kind === 'parameters').map(foundFile),
    skipped,
    unreadable: records.flatMap(({ file, outcome }) =>
      outcome.kind === 'unreadable' ? [{ file, ...outcome.problem }] : [],
    ),
    hiddenTemplates: skipped.filter((entry) => entry.reason === 'gitignore').length,
    hiddenBounded: search.hiddenBounded,
  };
}

function foundFile({ file, absolute, named, outcome }: FileRecord): FoundFile {
  return { file, absolute, named, ...(outcome.kind === 'snapshot' && { isSnapshot: true }) };
}

function skippedFile({ file, named, outcome }: FileRecord): SkippedFile[] {
  if (outcome.kind === 'hidden') return [{ file, named, reason: outcome.reason }];
  if (outcome.kind === 'other')
    return [{ file, named, reason: 'not-a-template', ...(outcome.what !== undefined && { what: outcome.what }) }];
  if (outcome.kind === 'bicep') return [{ file, named, reason: 'bicep' }];
  return outcome.kind === 'parameters' ? [{ file, named, reason: 'parameter-file' }] : [];
}
