import type { Clock } from '../live/clock.ts';

/** Ends a transfer that stands still or takes too long. */
export interface Watchdog {
  /** Aborted when it is over. */
  readonly signal: AbortSignal;
  /** To be called whenever something has arrived. */
  readonly arrived: () => void;
  readonly stop: () => void;
  /** Which of the two it was; undefined while neither. */
  readonly expired: () => 'stalled' | 'slow' | undefined;
}

/** Milliseconds without a byte. */
export const MAX_STALL_MS = 60_000;
/** Milliseconds for the whole. */
export const MAX_TRANSFER_MS = 15 * 60_000;

export function startWatchdog(clock: Clock): Watchdog {
  const over = new AbortController();
  const done = new AbortController();
  let arrivals = 0;
  let expired: 'stalled' | 'slow' | undefined;
  const watch = async (): Promise<void> => {
    for (let waited = 0; waited < MAX_TRANSFER_MS; waited += MAX_STALL_MS) {
      const before = arrivals;
      await clock.sleep(MAX_STALL_MS, done.signal);
      if (done.signal.aborted) return;
      if (arrivals !== before) continue;
      expired = 'stalled';
      break;
    }
    expired ??= 'slow';
    over.abort();
  };
  void watch();
  return {
    signal: over.signal,
    arrived: () => {
      arrivals += 1;
    },
    stop: () => done.abort(),
    expired: () => expired,
  };
}
