import type { Clock } from './clock.ts';
import { INTERRUPTED, ReadFailure, readFailure } from './read-failure.ts';

/**
 * Does something with a timeout by a clock, or until a signal is aborted. Not all that is done respects the signal that it is
 * given, so the promise is rejected besides, with a `ReadFailure`.
 */
export function inTime<T>(
  work: (over: AbortSignal) => Promise<T>,
  milliseconds: number,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<T> {
  // Two plain controllers: `AbortSignal.any` and `Promise.race` would leak over 100,000 requests.
  const over = new AbortController();
  const done = new AbortController();
  return new Promise((resolve, reject) => {
    const end = (): void => {
      signal.removeEventListener('abort', stop);
      done.abort();
    };
    const giveUp = (reason: ReadFailure): void => {
      end();
      over.abort();
      reject(reason);
    };
    const stop = (): void => giveUp(new ReadFailure(INTERRUPTED));
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop);
    void clock.sleep(milliseconds, done.signal).then(() => {
      if (!done.signal.aborted) giveUp(readFailure('limit', 'Timeout', `no response within ${milliseconds / 1000} s`));
    });
    work(over.signal).then(resolve, reject).finally(end);
  });
}
