/** A semaphore: first come, first served. */
export interface Slots {
  readonly take: () => Promise<void>;
  readonly release: () => void;
}

/** So many at once. Requests of a scan of Alibaba Cloud are some hundreds at most. */
export function createSlots(count: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];
  return {
    take: () =>
      new Promise((resolve) => {
        if (free > 0) {
          free--;
          resolve();
        } else waiting.push(resolve);
      }),
    release: () => {
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    },
  };
}
