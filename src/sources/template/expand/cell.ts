import { fault, type Value } from '../../../model/value.ts';

/**
 * Evaluates once, when first asked; asking again while it is evaluated is a circle in the template, and gives what
 * `onCircle` gives.
 */
export function cell<T>(compute: () => T, onCircle: () => T): () => T {
  let state: 'open' | 'busy' | 'done' = 'open';
  let value: T;
  return () => {
    if (state === 'busy') return onCircle();
    if (state === 'done') return value;
    state = 'busy';
    try {
      value = compute();
    } finally {
      state = 'open';
    }
    state = 'done';
    return value;
  };
}

/** A cell of a value; a circle is a fault that names what refers to itself. */
export function valueCell(what: string, compute: () => Value): () => Value {
  return cell(compute, () => fault('circular-reference', `${what} refers to itself`));
}
