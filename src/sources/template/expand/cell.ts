import { fault, type Value } from '../../../model/value.ts';
import type { Budget } from '../expression/frame.ts';

/** Evaluates once, when first asked; asking again while it is evaluated is a circle in the template. */
export function cell(what: string, budget: Budget, compute: () => Value): () => Value {
  let state: 'open' | 'busy' | 'done' = 'open';
  let value: Value = null;
  let secret = false;
  return () => {
    if (state === 'busy') return fault('circular-reference', `${what} refers to itself`);
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
