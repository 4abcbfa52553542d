import { isFault, type Value, withinDepth } from '../../../value/value.ts';
import type { JsonValue } from '../json/json-value.ts';
import { evaluate, step } from './evaluate.ts';
import { enter, type Frame } from './frame.ts';
import { objectOf } from './objects.ts';
import { isExpression, LONGEST_OF_ARM, parseExpression, unescapeLiteral } from './parse.ts';
import { isPropertyCopy, propertyCopies } from './property-copy.ts';

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
