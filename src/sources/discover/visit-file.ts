import { realpathSync, statSync } from 'node:fs';
import { type FileProblem, type Overlay, readBounded, readProblem } from '../../util/bounded-read.ts';
import { containCrash } from '../../util/crash.ts';
import { isBicepName, isBicepParamName, isInside, isJsonName, relativePath } from '../../util/paths.ts';
import { describeJson } from './describe-json.ts';
import { addRecord, type FileOutcome, type FileRecords, isFinal } from './discovered-files.ts';
import { gitRoot } from './gitignore.ts';
import { type PathFilter, pathFilter } from './globs.ts';
import { BROKEN_LINK } from './named-paths.ts';
import { readCandidate } from './read-candidate.ts';
import type { DeclarationSearch } from './seems-declaring.ts';
import { sniffKind } from './sniff-kind.ts';
import type { WalkBudget } from './walk-folder.ts';

/** The file rules of a configuration. */
export interface FileRules {
  /** The absolute folder that the globs are relative to. */
  readonly root: string;
  /** Globs that restrict the files found in folders. */
  readonly include?: readonly string[];
  /** Globs of files that are excluded from folders and patterns. */
  readonly exclude?: readonly string[];
}

/** The same, compiled. */
export interface CompiledRules {
  readonly root: string;
  readonly include: PathFilter | undefined;
  readonly exclude: PathFilter;
}

export interface SearchSettings {
  readonly cwd: string;
  /** The rules for an absolute folder; undefined until its configuration is loaded. */
  readonly rulesOf: (folder: string) => FileRules | undefined;
  readonly gitignore: boolean;
  readonly maxSize: number;
  /** Contents in place of those on disk. */
  readonly overlay?: Overlay;
  /** What else than templates is looked for. */
  readonly declarations?: DeclarationSearch;
}

/** The state of one search over all of its paths. */
export interface FolderSearch {
  readonly settings: SearchSettings;
  /** The compiled rules for a folder; undefined until its configuration is loaded. */
  readonly scopeOf: (folder: string) => CompiledRules | undefined;
  /** Work that waits for the configuration of a folder. */
  readonly pending: PendingFolder[];
  readonly records: FileRecords;
  readonly budget: WalkBudget;
  /** Files and folders hidden by rules; they are examined last, to count the templates among them. */
  readonly hidden: HiddenEntry[];
  hiddenFiles: number;
  hiddenTruncated: boolean;
}

export interface PendingFolder {
  readonly folder: string;
  readonly resume: () => void;
}

export interface HiddenEntry {
  readonly absolute: string;
  readonly name: string;
  readonly isLink: boolean;
  readonly isFolder: boolean;
  readonly root: SearchRoot;
  readonly scope: CompiledRules;
}

/** A folder that is searched. */
export interface SearchRoot {
  readonly absolute: string;
  readonly real: string;
  /** Symbolic links to files may lead anywhere in here: the git repository of the folder, or else the folder. */
  readonly boundary: string;
}

/** A monorepo has some hundred thousand files; little more than a path is kept for each. */
export const MAX_ENTRIES = 1_000_000;
/** The number of hidden files and folders that are recorded, and of entries of such folders that are examined. */
export const MAX_HIDDEN_ENTRIES = 20_000;
const MAX_HIDDEN_FILES = 5_000;

/** An empty search. Throws `UsageError` when a pattern of `include` or `exclude` is invalid. */
export function newSearch(settings: SearchSettings): FolderSearch {
  return {
    settings,
    scopeOf: scopeCache(settings.rulesOf),
    pending: [],
    records: new Map(),
    budget: { left: MAX_ENTRIES },
    hidden: [],
    hiddenFiles: 0,
    hiddenTruncated: false,
  };
}

/** Globs are compiled once for each configuration. */
function scopeCache(rulesOf: SearchSettings['rulesOf']): FolderSearch['scopeOf'] {
  const known = new Map<FileRules, CompiledRules>();
  return (folder) => {
    const rules = rulesOf(folder);
    if (rules === undefined) return undefined;
    const { root, include, exclude = [] } = rules;
    const made = known.get(rules) ?? {
      root,
      include: include && pathFilter(include, false),
      exclude: pathFilter(exclude, true),
    };
    known.set(rules, made);
    return made;
  };
}

/** Calls `use` with the rules of a folder, now or when its configuration is loaded. */
export function whenRulesLoaded(search: FolderSearch, folder: string, use: (scope: CompiledRules) => void): void {
  const scope = search.scopeOf(folder);
  if (scope !== undefined) use(scope);
  else
    search.pending.push({
      folder,
      resume: () => {
        const loaded = search.scopeOf(folder);
        if (loaded === undefined) throw new Error('the configuration of a folder was not loaded');
        use(loaded);
      },
    });
}

/** Reads a file that the user named: no rule hides it. */
export function visitNamedFile(search: FolderSearch, absolute: string, name: string, isLink: boolean): void {
  addFile(search, realPath(absolute) ?? absolute, absolute, isLink, true, readKind(search, absolute, name, true));
}

/** Records a hidden entry, for the count at the end. */
export function recordHidden(search: FolderSearch, entry: HiddenEntry): void {
  if (search.hidden.length < MAX_HIDDEN_ENTRIES) search.hidden.push(entry);
  else search.hiddenTruncated = true;
}

/** Reads a hidden file, and records it if it is a template. */
export function visitHidden(search: FolderSearch, { absolute, name, isLink, root, scope }: HiddenEntry): void {
  const key = realKey(root, absolute, isLink);
  if (key === undefined || search.records.has(key)) return;
  if (search.hiddenFiles >= MAX_HIDDEN_FILES) {
    search.hiddenTruncated = true;
    return;
  }
  search.hiddenFiles++;
  if (isLink && !leadsToFile(absolute)) return;
  if (readKind(search, absolute, name, false).kind !== 'template') return;
  const reason = hiddenByConfig(scope, absolute) ?? 'gitignore';
  addFile(search, key, absolute, isLink, false, { kind: 'hidden', reason });
}

/** Reads a file found by the search, unless another path already led to it. */
export function visitFile(
  search: FolderSearch,
  root: SearchRoot,
  absolute: string,
  name: string,
  isLink: boolean,
): void {
  const key = realKey(root, absolute, isLink);
  if (key === undefined) {
    addFile(search, absolute, absolute, isLink, false, { kind: 'unreadable', problem: linkProblem(absolute) });
    return;
  }
  if (isFinal(search.records, key) || (isLink && !leadsToFile(absolute))) return;
  const outcome = readKind(search, absolute, name, false);
  const outside = isLink && !isInside(root.boundary, key) && outcome.kind !== 'other';
  addFile(search, key, absolute, isLink, false, outside ? { kind: 'unreadable', problem: OUTSIDE_ROOT } : outcome);
}

const OUTSIDE_ROOT: FileProblem = {
  code: 'outside-root',
  message: 'a symbolic link that leads out of the repository; name the file to have it read',
};

function readKind(search: FolderSearch, absolute: string, name: string, named: boolean): FileOutcome {
  const { maxSize, overlay, declarations } = search.settings;
  // Its extension tells what a file of Bicep is, and the reader says what is wrong with it.
  if (isBicepName(name)) return { kind: isBicepParamName(name) ? 'parameters' : 'template' };
  const isWhole = named || overlay?.has(absolute) === true;
  const result = isWhole
    ? readBounded(absolute, maxSize, overlay)
    : readCandidate(absolute, maxSize, declarations?.mayDeclare(name) === true);
  if ('problem' in result) return { kind: 'unreadable', problem: result.problem };
  if ('irrelevant' in result) return { kind: 'other' };
  if ('kind' in result) return result;
  return containCrash<FileOutcome>(
    () => {
      const kind = sniffKind(result.bytes, { named, json: isJsonName(name) });
      if (kind === 'other' && declarations?.mentions(name, result.bytes) === true) return { kind: 'declaring' };
      return kind === 'other' && named ? { kind, what: describeJson(result.bytes) } : { kind };
    },
    (problem) => ({ kind: 'unreadable', problem }),
  );
}

/** Records the result for a file; `key` is its real path. */
export function addFile(
  search: FolderSearch,
  key: string,
  absolute: string,
  isLink: boolean,
  named: boolean,
  outcome: FileOutcome,
) {
  const file = relativePath(search.settings.cwd, absolute);
  addRecord(search.records, key, { file, absolute, named, isLink: isLink || key !== absolute, outcome });
}

/** Which part of the configuration hides a file in a searched folder. */
export function hiddenByConfig(scope: CompiledRules, absolute: string): 'exclude' | 'include' | undefined {
  const path = configPath(scope, absolute);
  if (scope.exclude.matches(path)) return 'exclude';
  return scope.include && !scope.include.matches(path) ? 'include' : undefined;
}

/** A path relative to the folder of the configuration, for its globs. */
export function configPath({ root }: CompiledRules, absolute: string): string {
  return relativePath(root, absolute);
}

/** A folder to be searched, with the boundary for its links. */
export function searchRoot(absolute: string): SearchRoot {
  const real = realPath(absolute) ?? absolute;
  return { absolute, real, boundary: gitRoot(real) ?? real };
}

/** The real path of a file. Only links are resolved: below a real folder, a path without links is real. */
function realKey(root: SearchRoot, absolute: string, isLink: boolean): string | undefined {
  return isLink ? realPath(absolute) : root.real + absolute.slice(root.absolute.length);
}

function realPath(absolute: string): string | undefined {
  try {
    return realpathSync.native(absolute);
  } catch {
    return undefined;
  }
}

function leadsToFile(absolute: string): boolean {
  return statSync(absolute, { throwIfNoEntry: false })?.isFile() ?? false;
}

function linkProblem(absolute: string) {
  try {
    return statSync(absolute, { throwIfNoEntry: false }) ? readProblem(undefined) : BROKEN_LINK;
  } catch (error) {
    return readProblem(error);
  }
}
