import { createQueue } from './queue.ts';

/** A semaphore: first come, first served. */
export interface Slots {
  readonly take: () => Promise<void>;
  readonly release: () => void;
}

/** @param count So many at once. */
export function createSlots(count: number): Slots {
  let free = count;
  const waiting = createQueue<() => void>();
  return {
    take: () =>
      new Promise((resolve) => {
        if (free > 0) {
          free--;
          resolve();
        } else waiting.add(resolve);
      }),
    release: () => {
      const next = waiting.removeFirst();
      if (next === undefined) free++;
      else next();
    },
  };
}
