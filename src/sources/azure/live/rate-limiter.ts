import type { ScanProblem } from '../decode/scan-record.ts';
import type { Clock } from './clock.ts';
import {
  applyRemaining,
  blockBucket,
  blockedOrPausedUntil,
  createBucket,
  delayFor,
  type QueuedRequest,
  type RateLimitBucket,
  recordFailure,
  recordSuccess,
} from './rate-limit-bucket.ts';
import { INTERRUPTED, ReadFailure } from './read-failure.ts';
import { createSlots, type Slots } from './request-slots.ts';

export { GRAPH_BUCKET, MAX_WAIT_MS, type RateLimitBucket, waitTooLong } from './rate-limit-bucket.ts';

export interface RateLimiter {
  readonly bucket: (key: string) => RateLimitBucket;
  /** Waits until a request of this bucket may be sent. Throws a `ReadFailure` once the bucket or the scan has ended. */
  readonly acquire: (bucket: RateLimitBucket, cost: number) => Promise<void>;
  readonly release: (bucket: RateLimitBucket) => void;
  /** Applies the remaining quota from the response to a request sent at `sentAt`. */
  readonly applyRemaining: (bucket: RateLimitBucket, remaining: number, sentAt: number) => void;
  /** Blocks the bucket for the given time. */
  readonly block: (bucket: RateLimitBucket, milliseconds: number) => void;
  readonly recordSuccess: (bucket: RateLimitBucket) => void;
  readonly recordFailure: (bucket: RateLimitBucket, sentAt: number, problem: ScanProblem) => void;
  /** Closes every bucket. */
  readonly closeAll: (problem: ScanProblem) => void;
  /** The end of the longest current wait, in milliseconds since 1970. */
  readonly waitingUntil: () => number | undefined;
}

/** Keeps requests within the limits of Azure: at most `concurrency` at once, and each bucket at its own rate. */
export function createRateLimiter(concurrency: number, clock: Clock, signal: AbortSignal): RateLimiter {
  const buckets = new Map<string, RateLimitBucket>();
  const slots = createSlots(concurrency);
  let ended: ScanProblem | undefined;
  const delay = (bucket: RateLimitBucket, cost: number): number => {
    if (signal.aborted) throw new ReadFailure(INTERRUPTED);
    const over = ended ?? bucket.closedBecause;
    if (over !== undefined) throw new ReadFailure(over);
    return delayFor(bucket, cost, clock.now());
  };
  return {
    bucket: (key) => {
      const found = buckets.get(key) ?? createBucket(key, clock.now(), signal);
      buckets.set(key, found);
      return found;
    },
    acquire: (bucket, cost) =>
      new Promise((admit, reject) => {
        bucket.queue.add({ cost, admit, reject });
        if (!bucket.isDraining) void drainQueue(bucket, { clock, slots, delay });
      }),
    release: (bucket) => {
      bucket.inFlight--;
      slots.release();
    },
    applyRemaining: (bucket, remaining, sentAt) => applyRemaining(bucket, remaining, sentAt, clock.now()),
    block: (bucket, milliseconds) => blockBucket(bucket, milliseconds, clock.now()),
    recordSuccess,
    recordFailure: (bucket, sentAt, problem) => recordFailure(bucket, sentAt, problem, clock.now()),
    closeAll: (problem) => {
      ended ??= problem;
      for (const bucket of buckets.values()) bucket.closed.abort();
    },
    waitingUntil: () => {
      const now = clock.now();
      let latest = now;
      for (const bucket of buckets.values()) latest = Math.max(latest, blockedOrPausedUntil(bucket, now));
      return latest > now ? latest : undefined;
    },
  };
}

interface DrainContext {
  readonly clock: Clock;
  readonly slots: Slots;
  /** Milliseconds that a request has to wait. Throws a `ReadFailure` when the bucket or the scan has ended. */
  readonly delay: (bucket: RateLimitBucket, cost: number) => number;
}

/** Admits the waiting requests of a bucket, one after the other, until the queue is empty. */
async function drainQueue(bucket: RateLimitBucket, context: DrainContext): Promise<void> {
  bucket.isDraining = true;
  for (let first = bucket.queue.first(); first !== undefined; first = bucket.queue.first()) {
    try {
      if (!(await tryAdmit(bucket, first, context))) continue;
    } catch (error) {
      first.reject(error);
    }
    bucket.queue.removeFirst();
  }
  bucket.isDraining = false;
}

/** False when it has to be retried. */
async function tryAdmit(
  bucket: RateLimitBucket,
  { cost, admit }: QueuedRequest,
  { clock, slots, delay }: DrainContext,
): Promise<boolean> {
  const wait = delay(bucket, cost);
  if (wait > 0) {
    await clock.sleep(wait, bucket.wakeSignal);
    return false;
  }
  await slots.take();
  // The bucket may have been blocked or emptied while the request waited for a slot.
  if (!undoOnError(() => delay(bucket, cost) <= 0, slots.release)) {
    slots.release();
    return false;
  }
  bucket.tokens -= cost;
  bucket.inFlight++;
  admit();
  return true;
}

function undoOnError<T>(test: () => T, undo: () => void): T {
  try {
    return test();
  } catch (error) {
    undo();
    throw error;
  }
}
