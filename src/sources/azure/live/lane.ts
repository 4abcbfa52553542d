import { GRAPH_ALLOWANCE, READ_ALLOWANCE } from '../../../model/azure/limits.ts';
import type { ReadProblem } from '../decode/scan-record.ts';
import { createQueue, type Queue } from './queue.ts';
import { failure, type ReadFailure } from './read-failure.ts';

/** Requests that Azure counts together: those of one subscription, of the tenant, or Resource Graph queries. */
export interface Lane {
  readonly key: string;
  /** Requests that may be sent at once after a pause, and how many come back each second. */
  readonly size: number;
  readonly perSecond: number;
  tokens: number;
  /** When `tokens` was right, in milliseconds. */
  updated: number;
  /** Azure asked for it. */
  blockedUntil: number;
  /** Nothing has succeeded of late. */
  pausedUntil: number;
  inFlight: number;
  /** Rounds of failures without a success between them; what fails together is one round. */
  failedRounds: number;
  lastFailure: number;
  givenUp?: ReadProblem;
  /** Who waits, in the order of their coming; one loop lets them in. */
  readonly waiting: Queue<Waiting>;
  isServed: boolean;
  /** Aborts when waiting has no sense any more. */
  readonly over: AbortController;
  readonly awake: AbortSignal;
}

export interface Waiting {
  readonly cost: number;
  readonly letIn: () => void;
  readonly sendAway: (error: unknown) => void;
}

export const GRAPH_LANE = 'graph';

/** After so many rounds in which nothing succeeds a lane is given up: asking on would only add to Azure's trouble. */
const MOST_FAILED_ROUNDS = 20;
/** From this round on the whole lane pauses, twice as long each time: one failing registry must not slow the others. */
const FIRST_PAUSED_ROUND = 3;
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;
/** What Azure may ask to wait, in milliseconds. */
export const LONGEST_WAIT = 5 * 60_000;

/** What is said when Azure asks to wait for so many milliseconds, more than `LONGEST_WAIT`. */
export function tooLong(milliseconds: number, code: string): ReadFailure {
  return failure(
    'throttled',
    code,
    `Azure asks to wait ${Math.ceil(milliseconds / 1000)} s, which is longer than the ${LONGEST_WAIT / 1000} s that are waited`,
  );
}

/** A lane with all of its allowance. `now`: milliseconds, as everywhere here; `signal` ends all waiting. */
export function newLane(key: string, now: number, signal: AbortSignal): Lane {
  const over = new AbortController();
  const { size, perSecond } = key === GRAPH_LANE ? GRAPH_ALLOWANCE : READ_ALLOWANCE;
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
    waiting: createQueue(),
    isServed: false,
    over,
    awake: AbortSignal.any([signal, over.signal]),
  };
}

/** Milliseconds until a request of this cost may be sent; 0 or less: now. */
export function delayOf(lane: Lane, cost: number, now: number): number {
  refill(lane, now);
  const missing = Math.min(cost, lane.size) - lane.tokens;
  const refilling = missing > 0 ? Math.ceil((missing / lane.perSecond) * 1000) : 0;
  return Math.max(lane.blockedUntil - now, lane.pausedUntil - now, refilling);
}

/** Takes over what Azure says is left of the allowance, as an answer to a request sent at that time. */
export function allow(lane: Lane, remaining: number, sentAt: number, now: number): void {
  refill(lane, now);
  const atMost = remaining + 1 + (Math.max(0, now - sentAt) / 1000) * lane.perSecond;
  lane.tokens = Math.max(Math.min(lane.tokens, atMost), remaining - lane.inFlight);
}

/** No request for so many milliseconds; when that is too long, none any more. */
export function block(lane: Lane, milliseconds: number, now: number): void {
  if (milliseconds > LONGEST_WAIT) {
    giveUpLane(lane, tooLong(milliseconds, 'TooManyRequests').problem);
    return;
  }
  followClock(lane, now);
  lane.blockedUntil = Math.max(lane.blockedUntil, now + milliseconds);
  lane.tokens = 0;
  lane.updated = lane.blockedUntil;
}

export function succeeded(lane: Lane): void {
  lane.failedRounds = 0;
  lane.pausedUntil = 0;
}

/** Counts the failure of a request that was sent at that time, and pauses or gives up the lane when there are many. */
export function failed(lane: Lane, sentAt: number, problem: ReadProblem, now: number): void {
  followClock(lane, now);
  // Sent later than now: the clock was set back on the way, and nobody can say which round it belongs to.
  if (sentAt <= lane.lastFailure || sentAt > now) return;
  lane.lastFailure = now;
  lane.failedRounds++;
  if (lane.failedRounds >= MOST_FAILED_ROUNDS) {
    const message = `given up after ${MOST_FAILED_ROUNDS} failures in a row: ${problem.message}`;
    giveUpLane(lane, { ...problem, message });
  } else if (lane.failedRounds >= FIRST_PAUSED_ROUND) {
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (lane.failedRounds - FIRST_PAUSED_ROUND));
    lane.pausedUntil = now + pause;
  }
}

/** When the longest wait of the lane ends; not later than now when nothing waits. */
export function waitsUntil(lane: Lane, now: number): number {
  followClock(lane, now);
  return Math.max(lane.blockedUntil, lane.pausedUntil);
}

function giveUpLane(lane: Lane, problem: ReadProblem): void {
  lane.givenUp ??= problem;
  lane.over.abort();
}

function refill(lane: Lane, now: number): void {
  followClock(lane, now);
  if (now <= lane.updated) return;
  lane.tokens = Math.min(lane.size, lane.tokens + ((now - lane.updated) / 1000) * lane.perSecond);
  lane.updated = now;
}

/**
 * Brings the times of a lane within reach of now. The clock may have been set back since they were noted, and nothing
 * waits for it to catch up; a wait that is over is forgotten, so that it does not begin once more.
 */
function followClock(lane: Lane, now: number): void {
  lane.blockedUntil = lane.blockedUntil <= now ? 0 : Math.min(lane.blockedUntil, now + LONGEST_WAIT);
  lane.pausedUntil = lane.pausedUntil <= now ? 0 : Math.min(lane.pausedUntil, now + LONGEST_PAUSE);
  lane.updated = Math.min(lane.updated, Math.max(now, lane.blockedUntil));
  lane.lastFailure = Math.min(lane.lastFailure, now);
}
