import { asConditional } from '../../../value/logic.ts';
import { member } from '../../../value/property-access.ts';
import { fault, isFault, isSymbol, isUnknown, type Unknown, type Value } from '../../../value/value.ts';
import { evaluateJson } from '../expression/evaluate-json.ts';
import type { Frame } from '../expression/frame.ts';
import { iterationCount, type SymbolicIteration, symbolicIterations } from '../expression/loops.ts';
import { operationOf } from '../expression/operations.ts';
import type { JsonValue } from '../json/json-value.ts';
import { isJsonObject, property } from './json-access.ts';

/** A copy loop is an object with a count; all of it may be an expression. */
export function loopCount(copy: JsonValue, frame: Frame): Value {
  if (isJsonObject(copy)) return evaluateJson(property(copy, 'count') ?? null, frame);
  const made = evaluateJson(copy, frame);
  return Array.isArray(copy) ? fault('copy-shape', "a resource's copy must be an object") : member(made, 'count');
}

type Iteration = Omit<SymbolicIteration, 'isRepresentative'> & Partial<SymbolicIteration>;

/** The iterations of a loop: conditional if the count is one of several numbers, representative if it is unknown. */
export function iterationsOf(count: Value): readonly Iteration[] | ReturnType<typeof fault> {
  const iterationCountValue = iterationCount(count);
  if (isFault(iterationCountValue)) return iterationCountValue;
  if (!isUnknown(iterationCountValue))
    return Array.from({ length: iterationCountValue }, (_, index) => ({ index, exists: true }));
  const less = (a: Value, b: Value): Value => operationOf('less')?.apply([a, b]) ?? null;
  const counts = possibleCounts(iterationCountValue);
  if (counts === undefined) return symbolicIterations(iterationCountValue as Unknown);
  return Array.from({ length: Math.max(0, ...counts) }, (_, index) => ({
    index,
    exists: less(index, iterationCountValue),
  }));
}

function possibleCounts(count: Value): readonly number[] | undefined {
  if (typeof count === 'number') return [count];
  const options = isSymbol(count) ? count.domain : asConditional(count)?.slice(1);
  const counts = options?.map(possibleCounts);
  return counts?.every((list) => list !== undefined) ? counts.flat() : undefined;
}
