import { isUtf8 } from 'node:buffer';
import { type Dirent, opendirSync, readdirSync } from 'node:fs';
import { type FileProblem, readProblem } from '../../util/bounded-read.ts';
import { childPath, compareStrings, isJsonName } from '../../util/paths.ts';

const MAX_FOLDER_DEPTH = 64;
const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/** Callbacks of a walk; `State` is passed from a folder to its entries. */
export interface Visitor<State> {
  /** The state inside a folder, or undefined to leave it out. */
  readonly folder: (absolute: string, parent: State) => State | undefined;
  /** A file; `isLink` for a symbolic link to anything. Pipes, sockets and devices are not visited. */
  readonly file: (absolute: string, name: string, isLink: boolean, folder: State) => void;
  readonly problem: (absolute: string, problem: FileProblem) => void;
}

/** The remaining number of entries (files and folders) over several walks. */
export interface WalkBudget {
  left: number;
}

/**
 * Walks a folder and those below it, in the order of names by code unit. `.git` and `node_modules` are never entered,
 * and symbolic links to folders are never followed, so a walk cannot leave its root or loop. Beyond the budget or a
 * depth of 64 folders, a problem with code `walk-limit` is reported and the rest is not visited.
 */
export function walkFolder<State>(root: string, state: State, visitor: Visitor<State>, budget: WalkBudget): void {
  walk(root, state, visitor, budget, 1);
}

function walk<State>(
  folder: string,
  state: State,
  visitor: Visitor<State>,
  budget: WalkBudget,
  depth: number,
): boolean {
  if (depth > MAX_FOLDER_DEPTH)
    return reportLimit(visitor, folder, `nested deeper than ${MAX_FOLDER_DEPTH} folders`, true);
  for (const entry of listFolder(folder, visitor, budget.left)) {
    if (budget.left <= 0) return reportLimit(visitor, folder, 'too many files: the search stopped here', false);
    budget.left--;
    const absolute = childPath(folder, entry.name);
    if (entry.isFile() || entry.isSymbolicLink()) visitor.file(absolute, entry.name, entry.isSymbolicLink(), state);
    if (!entry.isDirectory() || SKIPPED_FOLDERS.has(entry.name)) continue;
    const inside = visitor.folder(absolute, state);
    if (inside !== undefined && !walk(absolute, inside, visitor, budget, depth + 1)) return false;
  }
  return true;
}

function reportLimit(
  visitor: Pick<Visitor<never>, 'problem'>,
  folder: string,
  message: string,
  continues: boolean,
): boolean {
  visitor.problem(folder, { code: 'walk-limit', message });
  return continues;
}

/** The sorted entries of a folder, at most one more than `max`: a folder can have more than fit in memory. */
function listFolder(folder: string, visitor: Pick<Visitor<never>, 'problem'>, max: number): Dirent[] {
  try {
    const entries = entriesOf(folder, max + 1).sort((a, b) => compareStrings(a.name, b.name));
    if (!entries.some(({ name }) => name.includes(REPLACEMENT_CHARACTER))) return entries;
    const undecodable = entriesNotInUtf8(folder);
    for (const { shown, isFolder } of undecodable)
      if (isFolder || isJsonName(shown)) visitor.problem(childPath(folder, shown), NAME_ENCODING);
    const names = new Set(undecodable.map(({ decoded }) => decoded));
    return entries.filter(({ name }) => !names.has(name));
  } catch (error) {
    visitor.problem(folder, readProblem(error));
    return [];
  }
}

const DIRECTORY_BUFFER = 512;

function entriesOf(folder: string, max: number): Dirent[] {
  const open = opendirSync(folder, { bufferSize: DIRECTORY_BUFFER });
  try {
    const entries: Dirent[] = [];
    for (let entry = open.readSync(); entry !== null && entries.length < max; entry = open.readSync())
      entries.push(entry);
    return entries;
  } finally {
    open.closeSync();
  }
}

const REPLACEMENT_CHARACTER = '\uFFFD';

/** The problem of a file or folder whose name cannot be decoded. */
export const NAME_ENCODING: FileProblem = { code: 'name-encoding', message: 'its name is not valid UTF-8' };

export interface UndecodableEntry {
  /** The name as decoded by Node; several names may be decoded to the same string. */
  readonly decoded: string;
  /** Every non-ASCII byte is written as `\xff`. */
  readonly shown: string;
  readonly isFolder: boolean;
}

/** The entries of a folder whose names are not UTF-8. */
export function entriesNotInUtf8(folder: string): readonly UndecodableEntry[] {
  return readdirSync(folder, { encoding: 'buffer', withFileTypes: true })
    .filter(({ name }) => !isUtf8(name))
    .map((entry) => ({
      decoded: entry.name.toString(),
      shown: shownBytes(entry.name),
      isFolder: entry.isDirectory(),
    }));
}

function shownBytes(name: Buffer): string {
  return [...name].map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`)).join('');
}
