import { setImmediate } from 'node:timers/promises';

/** Milliseconds of work after which other work of the process gets its turn. */
const TURN = 25;

/** How long work is followed, and ended early. */
export interface Pace<Progress> {
  /** Aborting it rejects with its reason, at the next step. */
  readonly signal?: AbortSignal;
  readonly onStep?: (progress: Progress) => void;
}

/** Does work step by step, so that timers and signals of the process are heard in between. */
export async function paced<Progress, Result>(
  steps: Generator<Progress, Result>,
  { signal, onStep }: Pace<Progress>,
): Promise<Result> {
  let turn = performance.now();
  for (;;) {
    signal?.throwIfAborted();
    const step = steps.next();
    if (step.done) return step.value;
    onStep?.(step.value);
    if (performance.now() - turn < TURN) continue;
    await setImmediate();
    turn = performance.now();
  }
}

/** Does work without a pause. */
export function atOnce<Result>(steps: Generator<unknown, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
