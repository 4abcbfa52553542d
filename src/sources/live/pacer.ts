import type { ReadProblem } from '../azure/scan-record.ts';
import type { Clock } from './clock.ts';
import { createQueue, type Queue } from './queue.ts';
import { failure, INTERRUPTED, ReadFailure } from './read-failure.ts';

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

interface Waiting {
  readonly cost: number;
  readonly letIn: () => void;
  readonly sendAway: (error: unknown) => void;
}

export interface Pacer {
  readonly lane: (key: string) => Lane;
  /** Waits until a request of this lane may be sent. Throws a `ReadFailure` when there is no more sense in it. */
  readonly enter: (lane: Lane, cost: number) => Promise<void>;
  readonly leave: (lane: Lane) => void;
  /** What Azure says is left of the lane's allowance, as an answer to a request sent at that time. */
  readonly allow: (lane: Lane, remaining: number, sentAt: number) => void;
  /** No request of this lane for so long. */
  readonly block: (lane: Lane, milliseconds: number) => void;
  readonly succeeded: (lane: Lane) => void;
  readonly failed: (lane: Lane, sentAt: number, problem: ReadProblem) => void;
  /** No request of any lane any more. */
  readonly giveUp: (problem: ReadProblem) => void;
  /** The end of the longest wait that is going on, in milliseconds since 1970. */
  readonly waitingUntil: () => number | undefined;
}

/**
 * Documented allowances (Azure Resource Manager request limits, July 2024): 250 reads at once, 25 more each second, for
 * each subscription and for the tenant. Resource Graph: 15 queries in 5 seconds.
 */
const ALLOWANCES = { reads: { size: 250, perSecond: 25 }, graph: { size: 15, perSecond: 3 } } as const;

export const GRAPH_LANE = 'graph';

/** After so many rounds in which nothing succeeds a lane is given up: asking on would only add to Azure's trouble. */
const MOST_FAILED_ROUNDS = 20;
/** From this round on the whole lane pauses, twice as long each time: one failing registry must not slow the others. */
const FIRST_PAUSED_ROUND = 3;
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;
/** What Azure may ask to wait, in milliseconds. */
export const LONGEST_WAIT = 5 * 60_000;

export function tooLong(milliseconds: number, code: string): ReadFailure {
  return failure(
    'throttled',
    code,
    `Azure asks to wait ${Math.ceil(milliseconds / 1000)} s, which is longer than the ${LONGEST_WAIT / 1000} s that are waited`,
  );
}

/** Keeps requests within what Azure allows: as many at once as `concurrency`, and each lane at its own rate. */
export function createPacer(concurrency: number, clock: Clock, signal: AbortSignal): Pacer {
  const lanes = new Map<string, Lane>();
  const slots = createSlots(concurrency);
  let ended: ReadProblem | undefined;
  const delayOf = (lane: Lane, cost: number): number => {
    if (signal.aborted) throw new ReadFailure(INTERRUPTED);
    const over = ended ?? lane.givenUp;
    if (over !== undefined) throw new ReadFailure(over);
    const now = clock.now();
    refill(lane, now);
    const missing = Math.min(cost, lane.size) - lane.tokens;
    const refilling = missing > 0 ? Math.ceil((missing / lane.perSecond) * 1000) : 0;
    return Math.max(lane.blockedUntil - now, lane.pausedUntil - now, refilling);
  };
  const serve = async (lane: Lane): Promise<void> => {
    lane.isServed = true;
    for (let first = lane.waiting.first(); first !== undefined; first = lane.waiting.first()) {
      try {
        const wait = delayOf(lane, first.cost);
        if (wait > 0) {
          await clock.sleep(wait, lane.awake);
          continue;
        }
        await slots.take();
        // While it waited for its turn the lane may have been blocked or used up by others.
        if (!within(() => delayOf(lane, first.cost) === 0, slots.giveBack)) {
          slots.giveBack();
          continue;
        }
        lane.tokens -= first.cost;
        lane.inFlight++;
        first.letIn();
      } catch (error) {
        first.sendAway(error);
      }
      lane.waiting.removeFirst();
    }
    lane.isServed = false;
  };
  const giveUpLane = (lane: Lane, problem: ReadProblem): void => {
    lane.givenUp ??= problem;
    lane.over.abort();
  };
  return {
    lane: (key) => {
      const found = lanes.get(key) ?? newLane(key, clock.now(), signal);
      lanes.set(key, found);
      return found;
    },
    enter: (lane, cost) =>
      new Promise((letIn, sendAway) => {
        lane.waiting.add({ cost, letIn, sendAway });
        if (!lane.isServed) void serve(lane);
      }),
    leave: (lane) => {
      lane.inFlight--;
      slots.giveBack();
    },
    allow: (lane, remaining, sentAt) => {
      const now = clock.now();
      refill(lane, now);
      const atMost = remaining + 1 + ((now - sentAt) / 1000) * lane.perSecond;
      lane.tokens = Math.max(Math.min(lane.tokens, atMost), remaining - lane.inFlight);
    },
    block: (lane, milliseconds) => {
      if (milliseconds > LONGEST_WAIT) {
        giveUpLane(lane, tooLong(milliseconds, 'TooManyRequests').problem);
        return;
      }
      lane.blockedUntil = Math.max(lane.blockedUntil, clock.now() + milliseconds);
      lane.tokens = 0;
      lane.updated = lane.blockedUntil;
    },
    succeeded: (lane) => {
      lane.failedRounds = 0;
      lane.pausedUntil = 0;
    },
    failed: (lane, sentAt, problem) => {
      if (sentAt <= lane.lastFailure) return;
      lane.lastFailure = clock.now();
      lane.failedRounds++;
      if (lane.failedRounds >= MOST_FAILED_ROUNDS) {
        const message = `given up after ${MOST_FAILED_ROUNDS} failures in a row: ${problem.message}`;
        giveUpLane(lane, { ...problem, message });
      } else if (lane.failedRounds >= FIRST_PAUSED_ROUND) {
        const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (lane.failedRounds - FIRST_PAUSED_ROUND));
        lane.pausedUntil = lane.lastFailure + pause;
      }
    },
    giveUp: (problem) => {
      ended ??= problem;
      for (const lane of lanes.values()) lane.over.abort();
    },
    waitingUntil: () => {
      let latest = 0;
      for (const { blockedUntil, pausedUntil } of lanes.values()) latest = Math.max(latest, blockedUntil, pausedUntil);
      return latest > clock.now() ? latest : undefined;
    },
  };
}

function newLane(key: string, now: number, signal: AbortSignal): Lane {
  const over = new AbortController();
  const { size, perSecond } = key === GRAPH_LANE ? ALLOWANCES.graph : ALLOWANCES.reads;
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
    lastFailure: -1,
    waiting: createQueue(),
    isServed: false,
    over,
    awake: AbortSignal.any([signal, over.signal]),
  };
}

function refill(lane: Lane, now: number): void {
  if (now <= lane.updated) return;
  lane.tokens = Math.min(lane.size, lane.tokens + ((now - lane.updated) / 1000) * lane.perSecond);
  lane.updated = now;
}

function within<T>(test: () => T, undo: () => void): T {
  try {
    return test();
  } catch (error) {
    undo();
    throw error;
  }
}

interface Slots {
  readonly take: () => Promise<void>;
  readonly giveBack: () => void;
}

/** So many at once; who waits longest is next. */
function createSlots(count: number): Slots {
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
    giveBack: () => {
      const next = waiting.removeFirst();
      if (next === undefined) free++;
      else next();
    },
  };
}
