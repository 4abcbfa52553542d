/** Runs work on all items, so many at a time; the results are in their order. Rejects with the first that fails. */
export async function inParallel<T, Result>(
  items: Iterable<T>,
  atOnce: number,
  work: (item: T) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const left = [...items].entries();
  const worker = async (): Promise<void> => {
    for (const [i, item] of left) results[i] = await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
