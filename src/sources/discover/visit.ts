import { realpathSync, statSync } from 'node:fs';
import { readBounded, readProblem } from '../../util/bounded-read.ts';
import { contain } from '../../util/crash.ts';
import { isBicepName, isInside, isJsonName, relativePath } from '../../util/path-text.ts';
import { bicepProblem } from './bicep.ts';
import { readCandidate } from './file-bytes.ts';
import { gitRoot } from './gitignore.ts';
import { type PathFilter, pathFilter } from './globs.ts';
import { BROKEN_LINK } from './named-paths.ts';
import { addRecord, type FileRecords, isSettled, type Outcome } from './records.ts';
import { sniffKind } from './sniff.ts';
import type { WalkBudget } from './walk.ts';
import { whatItIs } from './what-it-is.ts';

/** What a configuration says of the files that it holds for. */
export interface FileRules {
  /** The absolute folder that the globs are relative to. */
  readonly root: string;
  /** Globs that restrict what the search of a folder yields. */
  readonly include?: readonly string[];
  /** Globs of what folders and patterns do not yield. */
  readonly exclude?: readonly string[];
}

/** The same, ready to be asked. */
export interface FileScope {
  readonly root: string;
  readonly include: PathFilter | undefined;
  readonly exclude: PathFilter;
}

export interface SearchSettings {
  readonly cwd: string;
  /** What holds in an absolute folder; undefined as long as its configuration has not been read. */
  readonly rulesOf: (folder: string) => FileRules | undefined;
  readonly gitignore: boolean;
  readonly maxSize: number;
}

/** What one run has found so far, over all of its paths. */
export interface Search {
  readonly settings: SearchSettings;
  /** What holds in a folder; undefined as long as its configuration has not been read. */
  readonly scopeOf: (folder: string) => FileScope | undefined;
  /** What waits for the configuration of a folder. */
  readonly waiting: Waiting[];
  readonly records: FileRecords;
  readonly budget: WalkBudget;
  /** Files and folders that rules hide; they are looked at last, to count the templates among them. */
  readonly hidden: HiddenEntry[];
  hiddenFiles: number;
  hiddenBounded: boolean;
}

export interface Waiting {
  readonly folder: string;
  readonly goOn: () => void;
}

export interface HiddenEntry {
  readonly absolute: string;
  readonly name: string;
  readonly isLink: boolean;
  readonly isFolder: boolean;
  readonly root: SearchRoot;
  readonly scope: FileScope;
}

/** A folder that is searched. */
export interface SearchRoot {
  readonly absolute: string;
  readonly real: string;
  /** Symbolic links to files may lead anywhere in here: the git repository of the folder, or else the folder. */
  readonly boundary: string;
}

/** A monorepo has some hundred thousand files; of each entry a path and little else is kept. */
export const MOST_ENTRIES = 1_000_000;
/** How many hidden files and folders are remembered, and how many entries of such folders are looked at. */
export const MOST_HIDDEN_ENTRIES = 20_000;
const MOST_HIDDEN_FILES = 5_000;

/** A search that has found nothing yet. Throws `UsageError` when a pattern of `include` or `exclude` cannot be used. */
export function newSearch(settings: SearchSettings): Search {
  return {
    settings,
    scopeOf: scopes(settings.rulesOf),
    waiting: [],
    records: new Map(),
    budget: { left: MOST_ENTRIES },
    hidden: [],
    hiddenFiles: 0,
    hiddenBounded: false,
  };
}

/** Globs are made ready once for each configuration. */
function scopes(rulesOf: SearchSettings['rulesOf']): Search['scopeOf'] {
  const known = new Map<FileRules, FileScope>();
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

/** Does something with what holds in a folder, now or when its configuration has been read. */
export function withScope(search: Search, folder: string, use: (scope: FileScope) => void): void {
  const scope = search.scopeOf(folder);
  if (scope !== undefined) use(scope);
  else
    search.waiting.push({
      folder,
      goOn: () => {
        const loaded = search.scopeOf(folder);
        if (loaded === undefined) throw new Error('the configuration of a folder was not loaded');
        use(loaded);
      },
    });
}

/** Reads a file that was named by itself: nothing hides it. */
export function visitNamedFile(search: Search, absolute: string, name: string, isLink: boolean): void {
  addFile(search, realPath(absolute) ?? absolute, absolute, isLink, true, readKind(search, absolute, name, true));
}

/** Remembers what a rule hides, for the count at the end. */
export function hide(search: Search, entry: HiddenEntry): void {
  if (search.hidden.length < MOST_HIDDEN_ENTRIES) search.hidden.push(entry);
  else search.hiddenBounded = true;
}

/** Reads a hidden file, and records it if it is a template. */
export function visitHidden(search: Search, { absolute, name, isLink, root, scope }: HiddenEntry): void {
  const key = realKey(root, absolute, isLink);
  if (key === undefined || search.records.has(key)) return;
  if (search.hiddenFiles >= MOST_HIDDEN_FILES) {
    search.hiddenBounded = true;
    return;
  }
  search.hiddenFiles++;
  if (isLink && !leadsToFile(absolute)) return;
  if (readKind(search, absolute, name, false).kind !== 'template') return;
  const reason = hiddenByConfig(scope, absolute) ?? 'gitignore';
  addFile(search, key, absolute, isLink, false, { kind: 'hidden', reason });
}

/** Reads a file that a search came to, unless another path led to it before. */
export function visitFile(search: Search, root: SearchRoot, absolute: string, name: string, isLink: boolean): void {
  const key = realKey(root, absolute, isLink);
  if (key === undefined) {
    addFile(search, absolute, absolute, isLink, false, { kind: 'unreadable', problem: linkProblem(absolute) });
    return;
  }
  if (isSettled(search.records, key) || (isLink && !leadsToFile(absolute))) return;
  const outcome = readKind(search, absolute, name, false);
  const outside = isLink && !isInside(root.boundary, key) && outcome.kind !== 'other';
  addFile(search, key, absolute, isLink, false, outside ? { kind: 'unreadable', problem: OUTSIDE } : outcome);
}

const OUTSIDE = {
  code: 'outside-root',
  message: 'a symbolic link that leads out of the repository; name the file to have it read',
};

function readKind(search: Search, absolute: string, name: string, named: boolean): Outcome {
  const { maxSize, cwd } = search.settings;
  if (isBicepName(name)) {
    const problem = bicepProblem(relativePath(cwd, absolute));
    return named ? { kind: 'unreadable', problem } : { kind: 'bicep' };
  }
  const result = named ? readBounded(absolute, maxSize) : readCandidate(absolute, maxSize);
  if ('problem' in result) return { kind: 'unreadable', problem: result.problem };
  if ('irrelevant' in result) return { kind: 'other' };
  if ('kind' in result) return result;
  return contain<Outcome>(
    () => {
      const kind = sniffKind(result.bytes, { named, json: isJsonName(name) });
      return kind === 'other' && named ? { kind, what: whatItIs(result.bytes) } : { kind };
    },
    (problem) => ({ kind: 'unreadable', problem }),
  );
}

/** Records what became of a file; `key` is its real path. */
export function addFile(
  search: Search,
  key: string,
  absolute: string,
  isLink: boolean,
  named: boolean,
  outcome: Outcome,
) {
  const file = relativePath(search.settings.cwd, absolute);
  addRecord(search.records, key, { file, absolute, named, isLink: isLink || key !== absolute, outcome });
}

/** Which part of the configuration hides a file that lies in a searched folder. */
export function hiddenByConfig(scope: FileScope, absolute: string): 'exclude' | 'include' | undefined {
  const path = configPath(scope, absolute);
  if (scope.exclude.matches(path)) return 'exclude';
  return scope.include && !scope.include.matches(path) ? 'include' : undefined;
}

/** A path as the globs of the configuration see it. */
export function configPath({ root }: FileScope, absolute: string): string {
  return relativePath(root, absolute);
}

/** A folder to be searched, with what its links may lead to. */
export function searchRoot(absolute: string): SearchRoot {
  const real = realPath(absolute) ?? absolute;
  return { absolute, real, boundary: gitRoot(real) ?? real };
}

/** The file's real path. Only links are looked up: below a real folder, without links, every path is real. */
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
