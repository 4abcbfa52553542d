import { setImmediate } from 'node:timers/promises';

/** Work on things by their keys, one at a time; what is asked for again before its turn is done once. */
export interface WorkQueue {
  readonly add: (keys: Iterable<string>) => void;
  /** Whether something waits for its turn. */
  readonly has: (key: string) => boolean;
  /** Resolves when there is nothing left to do. */
  readonly idle: () => Promise<void>;
}

/** @param work Never rejects. */
export function workQueue(work: (key: string) => Promise<void>): WorkQueue {
  const waiting = new Set<string>();
  let running: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    for (;;) {
      // What has come in by now belongs to the same change.
      await setImmediate();
      const [key] = waiting;
      if (key === undefined) break;
      waiting.delete(key);
      await work(key);
    }
    running = undefined;
  };
  return {
    add: (keys) => {
      for (const key of keys) waiting.add(key);
      running ??= run();
    },
    has: (key) => waiting.has(key),
    idle: async () => {
      while (running !== undefined) await running;
    },
  };
}
