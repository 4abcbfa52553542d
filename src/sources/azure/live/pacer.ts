import type { ReadProblem } from '../decode/scan-record.ts';
import type { Clock } from './clock.ts';
import { allow, block, delayOf, failed, type Lane, newLane, succeeded, type Waiting, waitsUntil } from './lane.ts';
import { createQueue } from './queue.ts';
import { INTERRUPTED, ReadFailure } from './read-failure.ts';

export { GRAPH_LANE, type Lane, LONGEST_WAIT, tooLong } from './lane.ts';

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

/** Keeps requests within what Azure allows: as many at once as `concurrency`, and each lane at its own rate. */
export function createPacer(concurrency: number, clock: Clock, signal: AbortSignal): Pacer {
  const lanes = new Map<string, Lane>();
  const slots = createSlots(concurrency);
  let ended: ReadProblem | undefined;
  const delay = (lane: Lane, cost: number): number => {
    if (signal.aborted) throw new ReadFailure(INTERRUPTED);
    const over = ended ?? lane.givenUp;
    if (over !== undefined) throw new ReadFailure(over);
    return delayOf(lane, cost, clock.now());
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
        if (!lane.isServed) void serve(lane, { clock, slots, delay });
      }),
    leave: (lane) => {
      lane.inFlight--;
      slots.giveBack();
    },
    allow: (lane, remaining, sentAt) => allow(lane, remaining, sentAt, clock.now()),
    block: (lane, milliseconds) => block(lane, milliseconds, clock.now()),
    succeeded,
    failed: (lane, sentAt, problem) => failed(lane, sentAt, problem, clock.now()),
    giveUp: (problem) => {
      ended ??= problem;
      for (const lane of lanes.values()) lane.over.abort();
    },
    waitingUntil: () => {
      const now = clock.now();
      let latest = now;
      for (const lane of lanes.values()) latest = Math.max(latest, waitsUntil(lane, now));
      return latest > now ? latest : undefined;
    },
  };
}

interface Serving {
  readonly clock: Clock;
  readonly slots: Slots;
  /** Milliseconds that a request has to wait. Throws a `ReadFailure` when it would wait for nothing. */
  readonly delay: (lane: Lane, cost: number) => number;
}

/** Lets in who waits in a lane, one after the other, until nobody does. */
async function serve(lane: Lane, serving: Serving): Promise<void> {
  lane.isServed = true;
  for (let first = lane.waiting.first(); first !== undefined; first = lane.waiting.first()) {
    try {
      if (!(await tryToLetIn(lane, first, serving))) continue;
    } catch (error) {
      first.sendAway(error);
    }
    lane.waiting.removeFirst();
  }
  lane.isServed = false;
}

/** False when it has to be tried again. */
async function tryToLetIn(lane: Lane, { cost, letIn }: Waiting, { clock, slots, delay }: Serving): Promise<boolean> {
  const wait = delay(lane, cost);
  if (wait > 0) {
    await clock.sleep(wait, lane.awake);
    return false;
  }
  await slots.take();
  // While it waited for its turn the lane may have been blocked or used up by others.
  if (!within(() => delay(lane, cost) <= 0, slots.giveBack)) {
    slots.giveBack();
    return false;
  }
  lane.tokens -= cost;
  lane.inFlight++;
  letIn();
  return true;
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
