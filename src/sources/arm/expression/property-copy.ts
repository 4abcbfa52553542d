import { MAX_LOOP_ROUNDS } from '../../../model/azure/limits.ts';
import { when } from '../../../value/logic.ts';
import { openSymbols, reveal, withheld } from '../../../value/secure.ts';
import {
  call,
  expressionText,
  fault,
  isFault,
  isUnknown,
  keyOf,
  type Operation,
  symbol,
  typeOf,
  type Unknown,
  type Value,
} from '../../../value/value.ts';
import type { JsonValue } from '../json/json-value.ts';
import { operationOf, step } from './evaluate.ts';
import type { Frame, Loop } from './frame.ts';
import { evaluateJson, type JsonObject } from './json.ts';

/** A `copy` array stands for properties to be made by loops; a `copy` object is a plain property. */
export function isPropertyCopy(key: string, value: JsonValue): value is readonly JsonValue[] {
  return key.length === 4 && key.toLowerCase() === 'copy' && Array.isArray(value);
}

/** Names and values of the properties that a `copy` array makes, alternating. */
export function propertyCopies(entries: readonly JsonValue[], frame: Frame): Value[] {
  return entries.flatMap((entry): Value[] => {
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return [];
    const { name, count, input = null } = fold(entry as JsonObject);
    const label = evaluateJson(name ?? null, frame);
    const loop = reveal(label);
    if (typeof loop !== 'string') return ['copy', fault('copy-name', 'a property loop has no name')];
    return [label, iterate(loop, evaluateJson(count ?? null, frame), frame, input, label)];
  });
}

/** An object with its keys in lower case: sections of a template ignore letter case. */
export function fold(json: JsonObject): { readonly [key: string]: JsonValue | undefined } {
  const result: Record<string, JsonValue> = Object.create(null);
  for (const [key, value] of Object.entries(json)) result[key.toLowerCase()] = value;
  return result;
}

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

/** The array a loop makes of `input`, once per index; undecided while the count is. */
export function iterate(name: string, count: Value, frame: Frame, input: JsonValue, label: Value = name): Value {
  const times = iterations(count);
  if (isFault(times)) return times;
  if (!isUnknown(times)) {
    step(frame, times);
    return Array.from({ length: times }, (_, index) =>
      evaluateJson(input, { ...frame, loop: { kind: 'other', name, index, outer: frame.loop } }),
    );
  }
  const identity = `${frame.deployment.key}:${identityOf(input, frame)}`;
  const self: Operation = {
    name: 'copy',
    type: 'array',
    apply: ([decided = null]) =>
      isUnknown(decided) ? call(self, [decided, identity]) : iterate(name, decided, frame, input, label),
    items: ([open = null]) =>
      isUnknown(open)
        ? standIns(open, (index) =>
            evaluateJson(input, { ...frame, loop: { kind: 'other', name, index, outer: frame.loop } }),
          )
        : [],
    print: ([text]) => `copy(${expressionText(label)}, ${text})`,
  };
  return call(self, [times, identity]);
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

function standIns(count: Unknown, item: (index: Value) => Value): readonly Value[] {
  return symbolicRounds(count).map(({ index, exists }) => when(exists, item(index), null));
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
