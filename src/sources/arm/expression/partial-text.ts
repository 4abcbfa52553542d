import { conditional } from '../../../value/logic.ts';
import { reveal } from '../../../value/secure.ts';
import { concatText, pathSegments } from '../../../value/symbolic-string.ts';
import { fault, isArray, isCall, isObject, isUnknown, typeOf, type Value } from '../../../value/value.ts';

/** A value as it is written into a string. */
export function asText(value: Value): Value {
  return isUnknown(value) && typeOf(value) === 'bool' ? conditional(value, 'True', 'False') : value;
}

/** Splits an id at its slashes even if names in it are unknown. */
export function splitText([text = null, separator = null]: readonly Value[]): Value | undefined {
  const literal = isCall(text) ? text.args[0] : undefined;
  // Names in an id contain no slash. Other unknown strings may contain any separator.
  const isId = separator === '/' && typeof literal === 'string' && literal.startsWith('/');
  return isId ? pathSegments(text) : undefined;
}

/** Joins strings, some of which are unknown. */
export function join([items = null, separator = null]: readonly Value[]): Value | undefined {
  if (!isArray(items) || typeof separator !== 'string') return undefined;
  return concatText(items.flatMap((item, i) => (i === 0 ? [asText(item)] : [separator, asText(item)])));
}

/** Applies a .NET format string without alignment or format specifiers; others remain undecided. */
export function format([text = null, ...values]: readonly Value[]): Value | undefined {
  if (typeof text !== 'string') return undefined;
  const parts: Value[] = [];
  const pattern = /\{\{|\}\}|\{(\d+)\}|[{}]|[^{}]+/g;
  for (const [piece, index] of text.matchAll(pattern)) {
    if (piece === '{' || piece === '}') return undefined;
    if (index === undefined) parts.push(piece === '{{' ? '{' : piece === '}}' ? '}' : piece);
    else {
      const value = values[Number(index)];
      if (value === undefined) return fault('format', `format() has no argument ${index}`);
      const shape = reveal(value);
      if (isArray(shape) || isObject(shape)) return undefined;
      parts.push(asText(value));
    }
  }
  return concatText(parts);
}

/** `string()` of an unknown string or boolean. */
export function toStringPartial([value = null]: readonly Value[]): Value | undefined {
  return isUnknown(value) && (typeOf(value) === 'string' || typeOf(value) === 'bool') ? asText(value) : undefined;
}
