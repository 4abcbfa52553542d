/** Things by a key, to be taken one for one: the same key twice matches two. */
export interface Multiset<T> {
  /** Takes one with this key away; undefined when none is left. */
  readonly take: (key: string) => T | undefined;
  /** What was not taken, in its order. */
  readonly rest: () => readonly T[];
}

export function multiset<T>(items: readonly T[], keyOf: (item: T) => string): Multiset<T> {
  const left = new Set(items);
  const byKey = new Map<string, T[]>();
  // From the end, so that the first one of a key is taken first.
  for (const item of items.toReversed()) {
    const same = byKey.get(keyOf(item));
    if (same === undefined) byKey.set(keyOf(item), [item]);
    else same.push(item);
  }
  return {
    take: (key) => {
      const item = byKey.get(key)?.pop();
      if (item !== undefined) left.delete(item);
      return item;
    },
    rest: () => [...left],
  };
}
