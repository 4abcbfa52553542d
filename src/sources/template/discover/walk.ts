import { type Dirent, readdirSync } from 'node:fs';
import { type ReadProblem, readProblem } from './file-bytes.ts';
import { childPath, compareText } from './path-text.ts';

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
  for (const entry of listFolder(folder, visitor)) {
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

function listFolder(folder: string, visitor: Pick<Visitor<never>, 'problem'>): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => compareText(a.name, b.name));
  } catch (error) {
    visitor.problem(folder, readProblem(error));
    return [];
  }
}
