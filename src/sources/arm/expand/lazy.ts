import { fault, type Value } from '../../../value/value.ts';
import { type Budget, enter } from '../expression/frame.ts';

/** Stack use of a lazy value, in levels of evaluation. */
const STACK_LEVELS = 2;

/**
 * Evaluates once, on first use. Use during its own evaluation is a circular reference in the template and returns the
 * result of `onCircle`.
 */
export function lazy<T>(budget: Budget, compute: () => T, onCircle: () => T): () => T {
  let state: 'open' | 'busy' | 'done' = 'open';
  let value: T;
  return () => {
    if (state === 'busy') return onCircle();
    if (state === 'done') return value;
    enter(budget, STACK_LEVELS);
    state = 'busy';
    try {
      value = compute();
    } finally {
      state = 'open';
    }
    budget.depth -= STACK_LEVELS;
    state = 'done';
    return value;
  };
}

/** A lazy value; a circular reference is a fault that names it. */
export function lazyValue(what: string, { budget }: { readonly budget: Budget }, compute: () => Value): () => Value {
  return lazy(budget, compute, () => fault('circular-reference', `${what} refers to itself`));
}
