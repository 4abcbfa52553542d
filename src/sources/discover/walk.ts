import { isUtf8 } from 'node:buffer';
import { type Dirent, opendirSync, readdirSync } from 'node:fs';
import { type ReadProblem, readProblem } from '../../util/bounded-read.ts';
import { childPath, compareText, isJsonName } from '../../util/path-text.ts';

const DEEPEST = 64;
const NEVER_ENTERED: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/** What is done on a walk; `State` is what a folder hands down to what is in it. */
export interface Visitor<State> {
  /** The state inside a folder, or undefined to leave it out. */
  readonly folder: (absolute: string, parent: State) => State | undefined;
  /** A file; `isLink` when it is a symbolic link, to whatever. Pipes, sockets and devices are not visited. */
  readonly file: (absolute: string, name: string, isLink: boolean, folder: State) => void;
  readonly problem: (absolute: string, problem: ReadProblem) => void;
}

/** How many more entries (files and folders) may be looked at, over several walks. */
export interface WalkBudget {
  left: number;
}

/**
 * Walks a folder and those below it, in the order of names by code unit. `.git` and `node_modules` are never entered,
 * and symbolic links to folders are never followed, so a walk cannot leave its root or run in a circle. Where the
 * budget or the depth of 64 folders ends, a problem with code `walk-limit` is reported and what lies beyond is not seen.
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
  if (depth > DEEPEST) return fail(visitor, folder, `nested deeper than ${DEEPEST} folders`, true);
  for (const entry of listFolder(folder, visitor, budget.left)) {
    if (budget.left <= 0) return fail(visitor, folder, 'too many files: the search stopped here', false);
    budget.left--;
    const absolute = childPath(folder, entry.name);
    if (entry.isFile() || entry.isSymbolicLink()) visitor.file(absolute, entry.name, entry.isSymbolicLink(), state);
    if (!entry.isDirectory() || NEVER_ENTERED.has(entry.name)) continue;
    const inside = visitor.folder(absolute, state);
    if (inside !== undefined && !walk(absolute, inside, visitor, budget, depth + 1)) return false;
  }
  return true;
}

function fail(visitor: Pick<Visitor<never>, 'problem'>, folder: string, message: string, goOn: boolean): boolean {
  visitor.problem(folder, { code: 'walk-limit', message });
  return goOn;
}

/** The entries of a folder in order, and no more than one beyond `most`: a folder can hold more than memory does. */
function listFolder(folder: string, visitor: Pick<Visitor<never>, 'problem'>, most: number): Dirent[] {
  try {
    const entries = entriesOf(folder, most + 1).sort((a, b) => compareText(a.name, b.name));
    if (!entries.some(({ name }) => name.includes(REPLACEMENT))) return entries;
    const strange = entriesNotInUtf8(folder);
    for (const { shown, isFolder } of strange)
      if (isFolder || isJsonName(shown)) visitor.problem(childPath(folder, shown), NAME_ENCODING);
    const names = new Set(strange.map(({ decoded }) => decoded));
    return entries.filter(({ name }) => !names.has(name));
  } catch (error) {
    visitor.problem(folder, readProblem(error));
    return [];
  }
}

const BATCH = 512;

function entriesOf(folder: string, most: number): Dirent[] {
  const open = opendirSync(folder, { bufferSize: BATCH });
  try {
    const entries: Dirent[] = [];
    for (let entry = open.readSync(); entry !== null && entries.length < most; entry = open.readSync())
      entries.push(entry);
    return entries;
  } finally {
    open.closeSync();
  }
}

const REPLACEMENT = '\uFFFD';

/** Of a file or folder that cannot be opened by the text that its name becomes. */
export const NAME_ENCODING: ReadProblem = { code: 'name-encoding', message: 'its name is not valid UTF-8' };

export interface StrangeEntry {
  /** What Node makes of the name; several names may become the same. */
  readonly decoded: string;
  /** Every byte that is no ASCII is written as `\xff`. */
  readonly shown: string;
  readonly isFolder: boolean;
}

/** The entries of a folder whose names are no text. */
export function entriesNotInUtf8(folder: string): readonly StrangeEntry[] {
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
