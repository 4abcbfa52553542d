import type { Clock } from '../../src/sources/azure/live/clock.ts';

/** A clock that stands still while anything real goes on, and jumps to the next sleeper when nothing does. */
export interface VirtualClock extends Clock {
  /** Asked before each jump: false while something is on its way. Returns what takes the question back. */
  readonly observe: (quiet: () => boolean) => () => void;
  /** Tells that something has just happened. */
  readonly touch: () => void;
  /** Wakes every sleeper and stops. */
  readonly stop: () => void;
}

/** Turns of the event loop without any event before time jumps. */
const IDLE_TURNS = 12;

/** Names of `process.getActiveResourcesInfo()` that mean that an answer from outside is awaited. */
const AWAITED = /FSReq|CloseReq|AddrInfo|NameInfo|ConnectWrap|ShutdownWrap|WriteWrap|Zlib|RandomBytes|PBKDF|JOB|Job/;

interface Sleeper {
  readonly due: number;
  readonly order: number;
  wake: (() => void) | undefined;
}

export interface VirtualClockOptions {
  /**
   * Real milliseconds after which time jumps although something seems to be on its way, such as a body nobody reads:
   * 5,000 by default.
   */
  readonly patience?: number;
}

/**
 * Starts at `start` (milliseconds since 1970). An early jump makes virtual time longer and is otherwise harmless: what
 * is on its way through a socket arrives all the same.
 */
export function createVirtualClock(
  start = Date.UTC(2026, 0, 1),
  { patience = 5000 }: VirtualClockOptions = {},
): VirtualClock {
  const sleepers: Sleeper[] = [];
  const observers = new Set<() => boolean>();
  let now = start;
  let order = 0;
  let events = 0;
  let running = false;
  let stopped = false;

  const run = async (): Promise<void> => {
    running = true;
    while (nextOf(sleepers) !== undefined) {
      await untilIdle();
      const next = nextOf(sleepers);
      if (next === undefined) break;
      now = Math.max(now, next.due);
      for (let due = next; due !== undefined && due.due <= now; due = nextOf(sleepers) as Sleeper) {
        pop(sleepers);
        due.wake?.();
      }
    }
    running = false;
  };

  const untilIdle = async (): Promise<void> => {
    const began = Date.now();
    let turns = 0;
    for (let quietTurns = 0; quietTurns < IDLE_TURNS && !stopped; turns++) {
      const before = events;
      await (turns < 2000 ? turn() : pause());
      quietTurns = events === before && isQuiet(observers, quietTurns === IDLE_TURNS - 1) ? quietTurns + 1 : 0;
      if (events !== before) turns = 0;
      else if (turns > 2000 && Date.now() - began > patience) return;
    }
  };

  return {
    now: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (stopped || signal?.aborted === true) return resolve();
        const sleeper: Sleeper = { due: now + Math.max(0, milliseconds), order: order++, wake: undefined };
        const done = (): void => {
          sleeper.wake = undefined;
          events += 1;
          signal?.removeEventListener('abort', done);
          resolve();
        };
        sleeper.wake = done;
        signal?.addEventListener('abort', done, { once: true });
        push(sleepers, sleeper);
        events += 1;
        if (!running) void run();
      }),
    observe: (quiet) => {
      observers.add(quiet);
      return () => observers.delete(quiet);
    },
    touch: () => {
      events += 1;
    },
    stop: () => {
      stopped = true;
      for (const sleeper of sleepers.splice(0)) sleeper.wake?.();
    },
  };
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}

/** `thorough` also asks Node what it waits for, which costs too much for every turn. */
function isQuiet(observers: ReadonlySet<() => boolean>, thorough: boolean): boolean {
  for (const quiet of observers) if (!quiet()) return false;
  return !thorough || !process.getActiveResourcesInfo().some((name) => AWAITED.test(name));
}

/** The next sleeper that still sleeps; those that were woken otherwise are dropped on the way. */
function nextOf(sleepers: Sleeper[]): Sleeper | undefined {
  while (sleepers[0] !== undefined && sleepers[0].wake === undefined) pop(sleepers);
  return sleepers[0];
}

function isBefore(a: Sleeper | undefined, b: Sleeper | undefined): boolean {
  if (a === undefined || b === undefined) return a !== undefined;
  return a.due < b.due || (a.due === b.due && a.order < b.order);
}

/** Adds to a binary heap. */
function push(heap: Sleeper[], sleeper: Sleeper): void {
  let at = heap.push(sleeper) - 1;
  for (let parent = (at - 1) >> 1; at > 0 && isBefore(heap[at], heap[parent]); parent = (at - 1) >> 1) {
    swap(heap, at, parent);
    at = parent;
  }
}

/** Removes the first of a binary heap. */
function pop(heap: Sleeper[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  heap[0] = last;
  for (let at = 0; ; ) {
    const left = 2 * at + 1;
    const least = isBefore(heap[left + 1], heap[left]) ? left + 1 : left;
    if (!isBefore(heap[least], heap[at])) return;
    swap(heap, at, least);
    at = least;
  }
}

function swap(heap: Sleeper[], a: number, b: number): void {
  const one = heap[a] as Sleeper;
  heap[a] = heap[b] as Sleeper;
  heap[b] = one;
}
