import { choiceOf } from '../../../value/logic.ts';
import { member } from '../../../value/property-access.ts';
import { fault, isFault, isSymbol, isUnknown, type Unknown, type Value } from '../../../value/value.ts';
import type { Frame } from '../expression/frame.ts';
import { evaluateJson } from '../expression/json.ts';
import { iterations, type SymbolicRound, symbolicRounds } from '../expression/loops.ts';
import { operationOf } from '../expression/operations.ts';
import type { JsonValue } from '../json/json-value.ts';
import { at, isJsonObject } from './sections.ts';

/** A loop is an object with a count; all of it may be an expression. */
export function countOf(copy: JsonValue, frame: Frame): Value {
  if (isJsonObject(copy)) return evaluateJson(at(copy, 'count') ?? null, frame);
  const made = evaluateJson(copy, frame);
  return Array.isArray(copy) ? fault('copy-shape', "a resource's copy must be an object") : member(made, 'count');
}

type Round = Omit<SymbolicRound, 'isSecond'> & Partial<SymbolicRound>;

/** The rounds of a loop. Where the count is one of several numbers, a round may or may not be; where it is any, one stands for all. */
export function roundsOf(count: Value): readonly Round[] | ReturnType<typeof fault> {
  const times = iterations(count);
  if (isFault(times)) return times;
  if (!isUnknown(times)) return Array.from({ length: times }, (_, index) => ({ index, exists: true }));
  const less = (a: Value, b: Value): Value => operationOf('less')?.apply([a, b]) ?? null;
  const most = possibleCounts(times);
  if (most === undefined) return symbolicRounds(times as Unknown);
  return Array.from({ length: Math.max(0, ...most) }, (_, index) => ({ index, exists: less(index, times) }));
}

function possibleCounts(count: Value): readonly number[] | undefined {
  if (typeof count === 'number') return [count];
  const options = isSymbol(count) ? count.domain : choiceOf(count)?.slice(1);
  const counts = options?.map(possibleCounts);
  return counts?.every((list) => list !== undefined) ? counts.flat() : undefined;
}
