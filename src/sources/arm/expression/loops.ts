import { MAX_LOOP_ROUNDS } from '../../../model/azure/limits.ts';
import { openSymbols, reveal, withheld } from '../../../value/secure.ts';
import {
  expressionText,
  fault,
  isFault,
  isUnknown,
  keyOf,
  symbol,
  typeOf,
  type Unknown,
  type Value,
} from '../../../value/value.ts';
import type { JsonValue } from '../json/json-value.ts';
import type { Frame, Loop } from './frame.ts';
import { operationOf } from './operations.ts';

/** The number of iterations a `count` stands for: a fault when it is none, an unknown when it is not known. */
export function iterations(count: Value): Value<number> {
  const found = reveal(count);
  if (found !== count) {
    const times = iterations(found);
    return isFault(times) ? withheld(times, expressionText(count)) : isUnknown(times) ? (count as Unknown) : times;
  }
  if (isFault(count) || isUnknown(count)) return count;
  const number = typeof count === 'string' && /^\d+$/.test(count) ? Number(count) : count;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 0) {
    return fault(
      'copy-count',
      `a loop's count must be a whole number from 0 and is ${typeof count === 'number' ? count : typeOf(count)}`,
    );
  }
  if (number > MAX_LOOP_ROUNDS) {
    return fault('copy-limit', `a loop asks for ${number} iterations; ARM takes ${MAX_LOOP_ROUNDS}`);
  }
  return number;
}

/** Equal for pieces of a template that have the same value: their text, and the loops and names around them that it uses. */
export function identityOf(piece: object | JsonValue, { loop, binding, args }: Frame): string {
  const text = JSON.stringify(piece);
  const parts: string[] = [];
  for (let at = /copyindex/i.test(text) ? loop : undefined; at !== undefined; at = at.outer)
    parts.push(`${at.name}=${keyOf(at.index)}`);
  for (let at = binding; at !== undefined; at = at.outer) parts.push(`${at.name}=${keyOf(at.value)}`);
  for (const [name, value] of args ?? []) parts.push(`${name}=${keyOf(value)}`);
  return `${parts.join(';')}:${text}`;
}

/** One round of a loop whose count is not known, and whether there is such a round. */
export interface SymbolicRound {
  readonly index: Value;
  readonly exists: Value;
  /** It is the second of two rounds that stand for all. */
  readonly isSecond: boolean;
}

/**
 * Rounds that stand for all of a loop whose count is not known: any two different ones, for a rule that asks for two
 * things can find them in two rounds. Loops over the same count have the same indexes.
 */
export function symbolicRounds(count: Unknown): readonly SymbolicRound[] {
  const cause = openSymbols(count)[0]?.cause ?? { kind: 'limit', name: 'copyIndex()' };
  return [0, 1].map((round) => ({
    index: symbol({ key: `index:${keyOf(count)}#${round}`, text: 'copyIndex()', type: 'int', cause }),
    exists: operationOf('less')?.apply([round, count]) ?? null,
    isSecond: round === 1,
  }));
}

/** The loop that `copyIndex()` reads: by name, else the resource's, else the innermost. */
export function findLoop(loop: Loop | undefined, name: string | undefined): Loop | undefined {
  let innermost = loop;
  for (let at = loop; at !== undefined; at = at.outer) {
    if (name === undefined ? at.kind === 'resource' : at.name.toLowerCase() === name.toLowerCase()) return at;
    innermost ??= at;
  }
  return name === undefined ? innermost : undefined;
}
