import { type Cursor, report } from './cursor.ts';
import type { IntegerExpr } from './nodes.ts';
import { next } from './scanner.ts';

const LAST = 2n ** 64n - 1n;
const MAX_DIGITS = 20;

/** Reads the integer at the current token; one that is too large counts as the largest. */
export function readInteger(p: Cursor): IntegerExpr {
  const { start, end, text } = p;
  let first = start;
  while (first < end - 1 && text.charAt(first) === '0') first += 1;
  const read = end - first > MAX_DIGITS ? LAST + 1n : BigInt(text.slice(first, end));
  if (read > LAST) report(p, 'BCP010', 'This number is too large. Write one of 64 bits.');
  next(p);
  return { kind: 'integer', value: read > LAST ? LAST : read, start, end };
}
