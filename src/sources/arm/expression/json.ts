import { when } from '../../../value/logic.ts';
import { reveal } from '../../../value/secure.ts';
import {
  call,
  expressionText,
  fault,
  isFault,
  isUnknown,
  type Operation,
  type Unknown,
  type Value,
  withinDepth,
} from '../../../value/value.ts';
import type { JsonValue } from '../json/json-value.ts';
import { evaluate } from './evaluate.ts';
import { enter, type Frame, step } from './frame.ts';
import { identityOf, iterations, symbolicRounds } from './loops.ts';
import { objectOf } from './objects.ts';
import { isExpression, LONGEST_OF_ARM, parseExpression, unescapeLiteral } from './parse.ts';

/** Evaluates every expression in a piece of a template, keys included, and expands its property loops. */
export function evaluateJson(json: JsonValue, frame: Frame): Value {
  return typeof json === 'object' ? withinDepth(evaluatePart(json, frame)) : evaluatePart(json, frame);
}

function evaluatePart(json: JsonValue, frame: Frame): Value {
  if (typeof json === 'string') return evaluateString(json, frame);
  if (typeof json !== 'object' || json === null) return json;
  step(frame);
  enter(frame.budget);
  const result = Array.isArray(json)
    ? json.map((item) => evaluatePart(item, frame))
    : evaluateObject(json as JsonObject, frame);
  frame.budget.depth--;
  return result;
}

/** An object of a JSON text. */
export type JsonObject = { readonly [key: string]: JsonValue };

/** A string of a template: an expression, or a literal with its doubled bracket undone. */
export function evaluateString(text: string, frame: Frame): Value {
  if (text.charCodeAt(0) !== 91) return text;
  const { budget, doubled } = frame;
  if (!isExpression(text)) {
    const literal = unescapeLiteral(text);
    return doubled === undefined || literal === text ? literal : evaluateString(literal, doubled);
  }
  if (text.length > LONGEST_OF_ARM) budget.longest = Math.max(budget.longest, text.length);
  const parsed = parseExpression(text);
  if (isFault(parsed)) return parsed;
  return evaluate(parsed, frame);
}

function evaluateObject(json: JsonObject, frame: Frame): Value {
  const pairs: Value[] = [];
  for (const [key, value] of Object.entries(json)) {
    if (isPropertyCopy(key, value)) pairs.push(...propertyCopies(value, frame));
    else pairs.push(key.charCodeAt(0) === 91 ? evaluateString(key, frame) : key, evaluatePart(value, frame));
  }
  return objectOf(pairs);
}

/** A `copy` array stands for properties to be made by loops; a `copy` object is a plain property. */
function isPropertyCopy(key: string, value: JsonValue): value is readonly JsonValue[] {
  return key.length === 4 && key.toLowerCase() === 'copy' && Array.isArray(value);
}

/** Names and values of the properties that a `copy` array makes, alternating. */
function propertyCopies(entries: readonly JsonValue[], frame: Frame): Value[] {
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
function fold(json: JsonObject): { readonly [key: string]: JsonValue | undefined } {
  const result: Record<string, JsonValue> = Object.create(null);
  for (const [key, value] of Object.entries(json)) result[key.toLowerCase()] = value;
  return result;
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

function standIns(count: Unknown, item: (index: Value) => Value): readonly Value[] {
  return symbolicRounds(count).map(({ index, exists }) => when(exists, item(index), null));
}
