import { groupBy } from './group-by.ts';
import type { NameParts } from './name-parts.ts';

/** Names by their parts from the start, so that those that start with another text are not looked at. */
export interface NameTree<T> {
  readonly children: ReadonlyMap<string, NameTree<T>>;
  /** What has a name that ends here, and what has a name that ends here or below. */
  readonly here: readonly T[];
  readonly all: readonly T[];
  /** The texts of the children in order, and their lengths. */
  readonly sorted: readonly string[];
  readonly lengths: readonly number[];
}

export function nameTree<T extends { readonly parts: NameParts }>(all: readonly T[], depth = 0): NameTree<T> {
  const here = all.filter(({ parts }) => parts.length === depth);
  const below = all.filter(({ parts }) => parts.length > depth);
  const byPart = groupBy(below, ({ parts }) => parts[depth] ?? '');
  const children = new Map([...byPart].map(([part, named]) => [part, nameTree(named, depth + 1)]));
  const sorted = [...children.keys()].sort();
  return { children, here, all, sorted, lengths: [...new Set(sorted.map(({ length }) => length))] };
}

/** What may have a name: every name but those that have another text where all before it is the same. */
export function possiblyNamed<T>(root: NameTree<T>, parts: NameParts): readonly T[] {
  const found: (readonly T[])[] = [];
  let tree: NameTree<T> | undefined = root;
  for (let i = 0; tree !== undefined && i < parts.length; i += 2) {
    const [text = '', unknown] = [parts[i], parts[i + 1]];
    found.push(...startsAlike(tree, text));
    const same: NameTree<T> | undefined = tree.children.get(text);
    if (same === undefined) break;
    found.push(same.here);
    for (const [key, { all }] of same.children) if (key !== unknown) found.push(all);
    tree = unknown === undefined ? undefined : same.children.get(unknown);
  }
  return found.flat();
}

/** Names whose text here is longer and starts with this one, or is shorter and starts it. */
function startsAlike<T>({ sorted, lengths, children }: NameTree<T>, text: string): (readonly T[])[] {
  const shorter = lengths.filter((length) => length < text.length).map((length) => text.slice(0, length));
  const longer: string[] = [];
  for (let at = firstAbove(sorted, text); sorted[at]?.startsWith(text); at++) longer.push(sorted[at] ?? '');
  return [...shorter, ...longer].flatMap((other) => {
    const tree = children.get(other);
    return tree === undefined ? [] : [tree.all];
  });
}

/** The place of the first of sorted texts that comes after a text. */
function firstAbove(sorted: readonly string[], text: string): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] ?? '') <= text) from = middle + 1;
    else to = middle;
  }
  return from;
}
