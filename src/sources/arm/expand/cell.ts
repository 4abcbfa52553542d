import { fault, type Value } from '../../../value/value.ts';
import { type Budget, enter } from '../expression/frame.ts';

/** What lies between two evaluations takes as much of the stack as so many of them. */
const LEVELS = 2;

/**
 * Evaluates once, when first asked; asking again while it is evaluated is a circle in the template, and gives what
 * `onCircle` gives.
 */
export function cell<T>(budget: Budget, compute: () => T, onCircle: () => T): () => T {
  let state: 'open' | 'busy' | 'done' = 'open';
  let value: T;
  return () => {
    if (state === 'busy') return onCircle();
    if (state === 'done') return value;
    enter(budget, LEVELS);
    state = 'busy';
    try {
      value = compute();
    } finally {
      state = 'open';
    }
    budget.depth -= LEVELS;
    state = 'done';
    return value;
  };
}

/** A cell of a value; a circle is a fault that names what refers to itself. */
export function valueCell(what: string, { budget }: { readonly budget: Budget }, compute: () => Value): () => Value {
  return cell(budget, compute, () => fault('circular-reference', `${what} refers to itself`));
}
