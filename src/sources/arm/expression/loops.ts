import { MAX_COPY_ITERATIONS } from '../../../model/azure/limits.ts';
import { redactedFault, reveal, revealedSymbols } from '../../../value/secure.ts';
import {
  canonicalKey,
  expressionText,
  fault,
  isFault,
  isUnknown,
  symbol,
  typeOf,
  type Unknown,
  type Value,
} from '../../../value/value.ts';
import type { JsonValue } from '../json/json-value.ts';
import type { Frame, Loop } from './frame.ts';
import { operationOf } from './operations.ts';

/** The number of iterations of a `count`: a fault if it is invalid, an unknown if it is unknown. */
export function iterationCount(count: Value): Value<number> {
  const found = reveal(count);
  if (found !== count) {
    const revealedCount = iterationCount(found);
    return isFault(revealedCount)
      ? redactedFault(revealedCount, expressionText(count))
      : isUnknown(revealedCount)
        ? (count as Unknown)
        : revealedCount;
  }
  if (isFault(count) || isUnknown(count)) return count;
  const number = typeof count === 'string' && /^\d+$/.test(count) ? Number(count) : count;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 0) {
    return fault(
      'copy-count',
      `a loop's count must be a whole number from 0 and is ${typeof count === 'number' ? count : typeOf(count)}`,
    );
  }
  if (number > MAX_COPY_ITERATIONS) {
    return fault('copy-limit', `a loop asks for ${number} iterations; ARM takes ${MAX_COPY_ITERATIONS}`);
  }
  return number;
}

/** Equal for parts of a template with the same value: their JSON, and the loops, bindings and arguments they use. */
export function identityOf(piece: object | JsonValue, { loop, binding, args }: Frame): string {
  const text = JSON.stringify(piece);
  const parts: string[] = [];
  for (let at = /copyindex/i.test(text) ? loop : undefined; at !== undefined; at = at.outer)
    parts.push(`${at.name}=${canonicalKey(at.index)}`);
  for (let at = binding; at !== undefined; at = at.outer) parts.push(`${at.name}=${canonicalKey(at.value)}`);
  for (const [name, value] of args ?? []) parts.push(`${name}=${canonicalKey(value)}`);
  return `${parts.join(';')}:${text}`;
}

/** A representative iteration of a loop with an unknown count, and whether it exists. */
export interface SymbolicIteration {
  readonly index: Value;
  readonly exists: Value;
  /** It is the second of two representative iterations. */
  readonly isRepresentative: boolean;
}

/**
 * Two representative iterations of a loop with an unknown count: two, because a rule may find two things in different
 * iterations. Loops over the same count have the same indexes.
 */
export function symbolicIterations(count: Unknown): readonly SymbolicIteration[] {
  const cause = revealedSymbols(count)[0]?.cause ?? { kind: 'limit', name: 'copyIndex()' };
  return [0, 1].map((iteration) => ({
    index: symbol({ key: `index:${canonicalKey(count)}#${iteration}`, text: 'copyIndex()', type: 'int', cause }),
    exists: operationOf('less')?.apply([iteration, count]) ?? null,
    isRepresentative: iteration === 1,
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
