import { countSteps } from '../../../value/step-counter.ts';
import { parseJson } from '../json/parse-json.ts';
import { JsonSyntaxError, TextError } from '../json/text-error.ts';
import {
  ArmError,
  type ConcreteValue,
  checkElements,
  checkStringLength,
  isArray,
  isObject,
  newObject,
  startWalk,
  unsupported,
  type ValueWalk,
  visit,
} from './concrete-value.ts';

/**
 * The value of a JSON text as Newtonsoft reads it: single quotes, comments and trailing commas are fine. Integers beyond
 * 2^53 become the nearest double. What Newtonsoft reads and this does not (bare words, hexadecimal) is `unsupported`.
 */
export function parseNewtonsoftJson(text: string, name: string): ConcreteValue {
  checkStringLength(name, text.length);
  countSteps(text.length >> 3);
  if (text.trim() === '') throw unsupported(name, 'an empty text');
  return withoutPrototypes(parseText(text, name), startWalk(name), 0);
}

function parseText(text: string, name: string): ConcreteValue {
  try {
    return parseJson(text).value;
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw toArmError(text, error, name);
    if (error instanceof TextError) throw new ArmError('limit', `${name}: ${error.message}`);
    throw error;
  }
}

function toArmError(text: string, error: JsonSyntaxError, name: string): ArmError {
  const line = text.split('\n')[error.line - 1] ?? '';
  const found = line.charAt(error.column - 1);
  if (/[\p{L}\p{N}_$.+-]/u.test(found)) return unsupported(name, 'a bare word or an unusual number in JSON');
  return new ArmError('value', `${name}: the text is not JSON: ${error.message}`);
}

/** A copy whose objects have no prototype. */
function withoutPrototypes(value: ConcreteValue, walk: ValueWalk, depth: number): ConcreteValue {
  visit(walk, depth);
  if (isArray(value)) {
    checkElements(walk.name, value.length);
    return value.map((item) => withoutPrototypes(item, walk, depth + 1));
  }
  if (isObject(value)) {
    const copy = newObject();
    for (const key of Object.keys(value)) copy[key] = withoutPrototypes(value[key] as ConcreteValue, walk, depth + 1);
    return copy;
  }
  if (typeof value !== 'number') return value;
  if (!Number.isFinite(value)) throw unsupported(walk.name, 'a number beyond the range of a double');
  return value === 0 ? 0 : value;
}
