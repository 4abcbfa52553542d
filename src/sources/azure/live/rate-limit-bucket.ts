import { type Allowance, GRAPH_ALLOWANCE, LOG_QUERY_ALLOWANCE, READ_ALLOWANCE } from '../../../model/azure/limits.ts';
import type { ScanProblem } from '../decode/scan-record.ts';
import { createQueue, type Queue } from './queue.ts';
import { ReadFailure } from './read-failure.ts';

/** A token bucket for requests that Azure counts together: per subscription, per tenant, or Resource Graph queries. */
export interface RateLimitBucket {
  readonly key: string;
  /** Capacity of the bucket, and tokens refilled per second. */
  readonly size: number;
  readonly perSecond: number;
  tokens: number;
  /** When `tokens` was last updated, in milliseconds. */
  updated: number;
  /** Azure sent Retry-After, or the quota is used up. */
  blockedUntil: number;
  /** Backing off after repeated failures until this time. */
  pausedUntil: number;
  inFlight: number;
  /** Consecutive rounds of failures; concurrent failures are one round. */
  failedRounds: number;
  lastFailure: number;
  closedBecause?: ScanProblem;
  /** Waiting requests in order of arrival; one loop admits them. */
  readonly queue: Queue<QueuedRequest>;
  isDraining: boolean;
  /** Aborted when the bucket is closed: waiting requests fail at once. */
  readonly closed: AbortController;
  readonly wakeSignal: AbortSignal;
}

export interface QueuedRequest {
  readonly cost: number;
  readonly admit: () => void;
  readonly reject: (error: unknown) => void;
}

export const GRAPH_BUCKET = 'graph';
/** Queries of workspaces. */
export const LOG_QUERY_BUCKET = 'log queries';

const ALLOWANCES: Readonly<Record<string, Allowance>> = {
  [GRAPH_BUCKET]: GRAPH_ALLOWANCE,
  [LOG_QUERY_BUCKET]: LOG_QUERY_ALLOWANCE,
};

/** After this many rounds without a success the bucket is closed: more requests would only add to an outage. */
const MAX_FAILED_ROUNDS = 20;
/** From this round on the whole bucket backs off exponentially; before, so that one failing registry does not slow others. */
const FIRST_PAUSED_ROUND = 3;
const FIRST_PAUSE_MS = 1000;
const MAX_PAUSE_MS = 30_000;
/** The longest Retry-After that is followed, in milliseconds. */
export const MAX_WAIT_MS = 5 * 60_000;

/** The failure when Azure asks for a longer wait than `MAX_WAIT_MS`. */
export function waitTooLong(milliseconds: number, code: string): ReadFailure {
  const message = `Azure asks to wait ${Math.ceil(milliseconds / 1000)} s, more than the limit of ${MAX_WAIT_MS / 1000} s`;
  return new ReadFailure({ kind: 'throttled', code, message });
}

/** A full bucket. `now` is in milliseconds; `signal` ends all waiting. */
export function createBucket(key: string, now: number, signal: AbortSignal): RateLimitBucket {
  const closed = new AbortController();
  const { size, perSecond } = ALLOWANCES[key] ?? READ_ALLOWANCE;
  return {
    key,
    size,
    perSecond,
    tokens: size,
    updated: now,
    blockedUntil: 0,
    pausedUntil: 0,
    inFlight: 0,
    failedRounds: 0,
    lastFailure: Number.NEGATIVE_INFINITY,
    queue: createQueue(),
    isDraining: false,
    closed,
    wakeSignal: AbortSignal.any([signal, closed.signal]),
  };
}

/** Milliseconds until a request of this cost may be sent; 0 or less: now. */
export function delayFor(bucket: RateLimitBucket, cost: number, now: number): number {
  refill(bucket, now);
  const missing = Math.min(cost, bucket.size) - bucket.tokens;
  const refilling = missing > 0 ? Math.ceil((missing / bucket.perSecond) * 1000) : 0;
  return Math.max(bucket.blockedUntil - now, bucket.pausedUntil - now, refilling);
}

/** Applies the remaining quota from the response to a request sent at `sentAt`. */
export function applyRemaining(bucket: RateLimitBucket, remaining: number, sentAt: number, now: number): void {
  refill(bucket, now);
  const atMost = remaining + 1 + (Math.max(0, now - sentAt) / 1000) * bucket.perSecond;
  bucket.tokens = Math.max(Math.min(bucket.tokens, atMost), remaining - bucket.inFlight);
}

/** Blocks the bucket for the given time, or closes it when that is longer than the limit. */
export function blockBucket(bucket: RateLimitBucket, milliseconds: number, now: number): void {
  if (milliseconds > MAX_WAIT_MS) {
    closeBucket(bucket, waitTooLong(milliseconds, 'TooManyRequests').problem);
    return;
  }
  clampToClock(bucket, now);
  bucket.blockedUntil = Math.max(bucket.blockedUntil, now + milliseconds);
  bucket.tokens = 0;
  bucket.updated = bucket.blockedUntil;
}

export function recordSuccess(bucket: RateLimitBucket): void {
  bucket.failedRounds = 0;
  bucket.pausedUntil = 0;
}

/** Counts the failure of a request sent at `sentAt`; backs off after several rounds and closes the bucket after many. */
export function recordFailure(bucket: RateLimitBucket, sentAt: number, problem: ScanProblem, now: number): void {
  clampToClock(bucket, now);
  // Sent later than now: the clock was set back meanwhile, so the round is unknown.
  if (sentAt <= bucket.lastFailure || sentAt > now) return;
  bucket.lastFailure = now;
  bucket.failedRounds++;
  if (bucket.failedRounds >= MAX_FAILED_ROUNDS) {
    const message = `given up after ${MAX_FAILED_ROUNDS} failures in a row: ${problem.message}`;
    closeBucket(bucket, { ...problem, message });
  } else if (bucket.failedRounds >= FIRST_PAUSED_ROUND) {
    const pause = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (bucket.failedRounds - FIRST_PAUSED_ROUND));
    bucket.pausedUntil = now + pause;
  }
}

/** When the block or backoff of the bucket ends; not later than now when there is none. */
export function blockedOrPausedUntil(bucket: RateLimitBucket, now: number): number {
  clampToClock(bucket, now);
  return Math.max(bucket.blockedUntil, bucket.pausedUntil);
}

function closeBucket(bucket: RateLimitBucket, problem: ScanProblem): void {
  bucket.closedBecause ??= problem;
  bucket.closed.abort();
}

function refill(bucket: RateLimitBucket, now: number): void {
  clampToClock(bucket, now);
  if (now <= bucket.updated) return;
  bucket.tokens = Math.min(bucket.size, bucket.tokens + ((now - bucket.updated) / 1000) * bucket.perSecond);
  bucket.updated = now;
}

/**
 * Clamps the times of a bucket to the current time: the system clock may have been set back. A wait that has ended is
 * reset, so that it does not begin again.
 */
function clampToClock(bucket: RateLimitBucket, now: number): void {
  bucket.blockedUntil = bucket.blockedUntil <= now ? 0 : Math.min(bucket.blockedUntil, now + MAX_WAIT_MS);
  bucket.pausedUntil = bucket.pausedUntil <= now ? 0 : Math.min(bucket.pausedUntil, now + MAX_PAUSE_MS);
  bucket.updated = Math.min(bucket.updated, Math.max(now, bucket.blockedUntil));
  bucket.lastFailure = Math.min(bucket.lastFailure, now);
}
