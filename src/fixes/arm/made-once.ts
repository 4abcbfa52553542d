/** Makes a value when it is first asked for, and once. */
export function lazy<T>(make: () => T): () => T {
  let known: { readonly made: T } | undefined;
  return () => {
    known ??= { made: make() };
    return known.made;
  };
}
