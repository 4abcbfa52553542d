/** First in, first out; adding and removing take constant time. */
export interface Queue<T> {
  readonly add: (item: T) => void;
  readonly first: () => T | undefined;
  readonly removeFirst: () => T | undefined;
}

/** An array's `shift` moves all others, so the first half is kept with its first item last. */
export function createQueue<T>(): Queue<T> {
  let leaving: T[] = [];
  let coming: T[] = [];
  const turn = (): void => {
    if (leaving.length > 0) return;
    leaving = coming.reverse();
    coming = [];
  };
  return {
    add: (item) => {
      coming.push(item);
    },
    first: () => {
      turn();
      return leaving.at(-1);
    },
    removeFirst: () => {
      turn();
      return leaving.pop();
    },
  };
}
