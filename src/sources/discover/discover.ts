import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Overlay } from '../../util/bounded-read.ts';
import type { ErrorCode } from '../../util/error-codes.ts';
import { UsageError } from '../../util/errors.ts';
import { compareStrings, relativePath } from '../../util/paths.ts';
import { addRecord, type FileRecord, type FoundFile, type SkipReason } from './discovered-files.ts';
import { missingMessage, type NamedPath, namedPath } from './named-paths.ts';
import { searchFolder, searchHidden, searchPattern } from './search-folder.ts';
import type { DeclarationSearch } from './seems-declaring.ts';
import { type FileRules, type FolderSearch, newSearch, visitNamedFile } from './visit-file.ts';

export type { FoundFile, SkipReason } from './discovered-files.ts';
export type { FileRules } from './visit-file.ts';

/** Files above this many bytes are not read, unless `--max-size` allows it. */
export const DEFAULT_MAX_SIZE = 20 * 1024 * 1024;

export interface DiscoverOptions {
  readonly cwd: string;
  /** As typed: files, folders, globs. Empty: the current folder. */
  readonly paths: readonly string[];
  /** The configuration for an absolute folder; by default none. Equal rules are the same object. */
  readonly rulesOf?: (folder: string) => FileRules;
  /** Whether `.gitignore` applies when folders are searched. */
  readonly gitignore: boolean;
  /** The largest file to read, in bytes. */
  readonly maxSize: number;
  /** Whether paths that are not there, or match nothing, are fine. */
  readonly mayMiss?: boolean;
  /** Contents in place of those on disk; a file that is named and only stands here is there. */
  readonly overlay?: Overlay;
  /** What else than templates is looked for. */
  readonly declarations?: DeclarationSearch;
}

export interface SkippedFile {
  readonly file: string;
  readonly reason: SkipReason;
  readonly named: boolean;
  /** What a named file is instead of a template, such as `a policy definition`. */
  readonly what?: string;
}

export interface UnreadableFile {
  /** A file, or a folder that could not be searched (to its end). */
  readonly file: string;
  readonly code: ErrorCode;
  /** The reason alone, without the file's name. */
  readonly message: string;
  /** For `internal-error`: see `Crash`. */
  readonly stack?: string;
}

/** Every list is sorted by absolute path (code units) and contains each file once, even if several paths lead to it. */
export interface Discovered {
  readonly templates: readonly FoundFile[];
  /** Parameter files that were named or found; they are also in `skipped`, since they are not templates. */
  readonly parameterFiles: readonly FoundFile[];
  /** Files that are no templates and declare what rules are for. */
  readonly declaring: readonly FoundFile[];
  /** JSON files that are not templates, and templates hidden by the configuration or `.gitignore`. */
  readonly skipped: readonly SkippedFile[];
  readonly unreadable: readonly UnreadableFile[];
  /** The number of templates in the folders that `.gitignore` hides. */
  readonly hiddenTemplates: number;
  /** Whether not all hidden files were examined, so that the counts of hidden templates are lower bounds. */
  readonly hiddenTruncated: boolean;
}

/**
 * Finds the templates and parameter files that the paths of a command line stand for, by their `$schema` and not by
 * their names. Reads each candidate once, in sequence, and keeps none in memory.
 *
 * Throws `UsageError` with one line for every named path that does not exist and every pattern that matches nothing.
 * What exists and cannot be read, or exceeds a limit of the search, is returned in `unreadable`, never left out.
 */
export function discover({ rulesOf, ...options }: DiscoverOptions): Discovered {
  const none: FileRules = { root: resolve(options.cwd) };
  const search = startSearch({ ...options, rulesOf: rulesOf ?? (() => none) });
  searchHidden(search);
  return toDiscovered(search);
}

/** Configurations that are loaded when the search reaches their folders. */
export interface LazyRules {
  /** The rules for an absolute folder; undefined until they are loaded. */
  readonly rulesOf: (folder: string) => FileRules | undefined;
  /** Loads the rules for these folders. */
  readonly load: (folders: readonly string[]) => Promise<void>;
}

/** Like `discover`, with the configuration of each folder; the search continues elsewhere while it is loaded. */
export async function discoverLazily(
  options: Omit<DiscoverOptions, 'rulesOf'>,
  { rulesOf, load }: LazyRules,
): Promise<Discovered> {
  const search = startSearch({ ...options, rulesOf });
  for (let batch = search.pending.splice(0); batch.length > 0; batch = search.pending.splice(0)) {
    await load(batch.map(({ folder }) => folder));
    for (const { resume } of batch) resume();
  }
  searchHidden(search);
  return toDiscovered(search);
}

function startSearch(options: Omit<DiscoverOptions, 'rulesOf'> & Pick<LazyRules, 'rulesOf'>): FolderSearch {
  const cwd = resolve(options.cwd);
  const { rulesOf, gitignore, maxSize, mayMiss = false, overlay, declarations } = options;
  const more = { ...(overlay && { overlay }), ...(declarations && { declarations }) };
  const search = newSearch({ cwd, rulesOf, gitignore, maxSize, ...more });
  const typed = options.paths.length === 0 ? ['.'] : options.paths;
  const problems = searchPaths(
    search,
    typed
      .map((path) => openPath(path, cwd, overlay) ?? namedPath(path, cwd))
      .filter(({ kind }) => !mayMiss || kind !== 'missing'),
  );
  if (problems.length > 0 && !mayMiss) throw new UsageError(problems.join('\n'));
  return search;
}

/** A path that has contents, whether or not it is on disk. */
function openPath(typed: string, cwd: string, overlay: Overlay | undefined): NamedPath | undefined {
  const absolute = resolve(cwd, typed);
  return overlay?.has(absolute) === true ? { kind: 'file', absolute, isLink: false } : undefined;
}

/** Searches the paths in order; returns the usage errors. */
function searchPaths(search: FolderSearch, paths: readonly NamedPath[]): string[] {
  const missing = paths.flatMap((path) => (path.kind === 'missing' ? [path.message] : []));
  if (missing.length > 0) return missing;
  return paths.flatMap((path) => searchPath(search, path));
}

function searchPath(search: FolderSearch, path: NamedPath): string[] {
  if (path.kind === 'missing') return [path.message];
  if (path.kind === 'folder') searchFolder(search, path.absolute);
  if (path.kind === 'file') visitNamedFile(search, path.absolute, basename(path.absolute), path.isLink);
  if (path.kind === 'unreadable') addUnreadable(search, path.absolute, path);
  if (path.kind !== 'pattern' || searchPattern(search, path.root, path.pattern)) return [];
  const { base } = path.pattern;
  const cause = existsSync(path.root) ? '' : `: ${missingMessage(base, search.settings.cwd)}`;
  return [`no file matches ${path.typed}${cause}`];
}

function addUnreadable(search: FolderSearch, absolute: string, path: NamedPath & { kind: 'unreadable' }): void {
  const outcome = { kind: 'unreadable', problem: path.problem } as const;
  const file = relativePath(search.settings.cwd, absolute);
  addRecord(search.records, absolute, { file, absolute, named: true, isLink: false, outcome });
}

function toDiscovered(search: FolderSearch): Discovered {
  const records = [...search.records.values()].sort((a, b) => compareStrings(a.absolute, b.absolute));
  const skipped = records.flatMap(skippedFile);
  return {
    templates: records.filter(({ outcome }) => ['template', 'snapshot'].includes(outcome.kind)).map(foundFile),
    parameterFiles: records.filter((record) => record.outcome.kind === 'parameters').map(foundFile),
    declaring: records.filter(({ outcome }) => outcome.kind === 'declaring').map(foundFile),
    skipped,
    unreadable: records.flatMap(({ file, outcome }) =>
      outcome.kind === 'unreadable' ? [{ file, ...outcome.problem }] : [],
    ),
    hiddenTemplates: skipped.filter((entry) => entry.reason === 'gitignore').length,
    hiddenTruncated: search.hiddenTruncated,
  };
}

function foundFile({ file, absolute, named, outcome }: FileRecord): FoundFile {
  return { file, absolute, named, ...(outcome.kind === 'snapshot' && { isSnapshot: true }) };
}

function skippedFile({ file, named, outcome }: FileRecord): SkippedFile[] {
  if (outcome.kind === 'hidden') return [{ file, named, reason: outcome.reason }];
  if (outcome.kind === 'other')
    return [{ file, named, reason: 'not-a-template', ...(outcome.what !== undefined && { what: outcome.what }) }];
  return outcome.kind === 'parameters' ? [{ file, named, reason: 'parameter-file' }] : [];
}
