/** The value of a key, made when it is asked for first. */
export function memoised<Key, T>(known: Map<Key, T>, key: Key, make: (key: Key) => T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make(key);
  known.set(key, made);
  return made;
}
