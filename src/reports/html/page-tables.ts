/** A list in which each thing stands once. */
export interface IndexedList<T> {
  readonly items: readonly T[];
  /** Where the thing stands, which is added where it is new. Things are the same when their JSON is. */
  readonly indexOf: (item: T) => number;
}

export function createIndexedList<T>(): IndexedList<T> {
  const items: T[] = [];
  const known = new Map<string, number>();
  return {
    items,
    indexOf: (item) => {
      const key = JSON.stringify(item);
      const index = known.get(key) ?? items.push(item) - 1;
      known.set(key, index);
      return index;
    },
  };
}
