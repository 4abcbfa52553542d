import { fault, type Value } from '../../../model/value.ts';
import type { Budget } from '../expression/frame.ts';

/**
 * Evaluates once, when first asked; asking again while it is evaluated is a circle in the template, and gives what
 * `onCircle` gives. Whether a secure parameter went into the result is remembered with it.
 */
export function cell<T>(budget: Budget, compute: () => T, onCircle: () => T): () => T {
  let state: 'open' | 'busy' | 'done' = 'open';
  let value: T;
  let secret = false;
  return () => {
    if (state === 'busy') return onCircle();
    if (state === 'done') {
      if (secret) budget.secretsRead++;
      return value;
    }
    state = 'busy';
    const read = budget.secretsRead;
    try {
      value = compute();
    } finally {
      state = 'open';
    }
    state = 'done';
    secret = budget.secretsRead !== read;
    return value;
  };
}

/** A cell of a value; a circle is a fault that names what refers to itself. */
export function valueCell(what: string, { budget }: { readonly budget: Budget }, compute: () => Value): () => Value {
  return cell(budget, compute, () => fault('circular-reference', `${what} refers to itself`));
}
