import { conditional } from '../../../value/logic.ts';
import { reveal } from '../../../value/secure.ts';
import {
  call,
  expressionText,
  fault,
  isFault,
  isUnknown,
  limitDepth,
  type Operation,
  type Unknown,
  type Value,
} from '../../../value/value.ts';
import type { JsonValue } from '../json/json-value.ts';
import { objectOf } from './create-object.ts';
import { evaluate } from './evaluate.ts';
import { enter, type Frame, step } from './frame.ts';
import { identityOf, iterationCount, symbolicIterations } from './loops.ts';
import { isExpression, MAX_ARM_EXPRESSION_LENGTH, parseExpression, unescapeLiteral } from './parse-expression.ts';

/** Evaluates every expression in a part of a template, including keys, and expands property loops. */
export function evaluateJson(json: JsonValue, frame: Frame): Value {
  return typeof json === 'object' ? limitDepth(evaluatePart(json, frame)) : evaluatePart(json, frame);
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

/** A string of a template: an expression, or a literal with its escaped bracket resolved. */
export function evaluateString(text: string, frame: Frame): Value {
  if (text.charCodeAt(0) !== 91) return text;
  const { budget, innerFrame } = frame;
  if (!isExpression(text)) {
    const literal = unescapeLiteral(text);
    return innerFrame === undefined || literal === text ? literal : evaluateString(literal, innerFrame);
  }
  if (text.length > MAX_ARM_EXPRESSION_LENGTH)
    budget.longestExpression = Math.max(budget.longestExpression, text.length);
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

/** A `copy` array declares property loops; a `copy` object is a plain property. */
function isPropertyCopy(key: string, value: JsonValue): value is readonly JsonValue[] {
  return key.length === 4 && key.toLowerCase() === 'copy' && Array.isArray(value);
}

/** Alternating names and values of the properties that a `copy` array creates. */
function propertyCopies(entries: readonly JsonValue[], frame: Frame): Value[] {
  return entries.flatMap((entry): Value[] => {
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return [];
    const { name, count, input = null } = lowerCaseKeys(entry as JsonObject);
    const label = evaluateJson(name ?? null, frame);
    const loop = reveal(label);
    if (typeof loop !== 'string') return ['copy', fault('copy-name', 'a property loop has no name')];
    return [label, iterate(loop, evaluateJson(count ?? null, frame), frame, input, label)];
  });
}

/** An object with its keys in lower case: sections of a template ignore letter case. */
function lowerCaseKeys(json: JsonObject): { readonly [key: string]: JsonValue | undefined } {
  const result: Record<string, JsonValue> = Object.create(null);
  for (const [key, value] of Object.entries(json)) result[key.toLowerCase()] = value;
  return result;
}

/** The array that a loop creates from `input`; undecided while the count is unknown. */
export function iterate(name: string, count: Value, frame: Frame, input: JsonValue, label: Value = name): Value {
  const iterations = iterationCount(count);
  if (isFault(iterations)) return iterations;
  if (!isUnknown(iterations)) {
    step(frame, iterations);
    return Array.from({ length: iterations }, (_, index) =>
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
        ? representativeElements(open, (index) =>
            evaluateJson(input, { ...frame, loop: { kind: 'other', name, index, outer: frame.loop } }),
          )
        : [],
    print: ([text]) => `copy(${expressionText(label)}, ${text})`,
  };
  return call(self, [iterations, identity]);
}

function representativeElements(count: Unknown, item: (index: Value) => Value): readonly Value[] {
  return symbolicIterations(count).map(({ index, exists }) => conditional(exists, item(index), null));
}
