import { when } from '../../../value/logic.ts';
import { reveal } from '../../../value/secure.ts';
import { concatText, pathSegments } from '../../../value/symbolic-string.ts';
import { fault, isArray, isCall, isObject, isUnknown, typeOf, type Value } from '../../../value/value.ts';

/** A value as it is written into a text. */
export function asText(value: Value): Value {
  return isUnknown(value) && typeOf(value) === 'bool' ? when(value, 'True', 'False') : value;
}

/** Splits an id at its slashes although names in it are not known. */
export function splitText([text = null, separator = null]: readonly Value[]): Value | undefined {
  const literal = isCall(text) ? text.args[0] : undefined;
  // An id is text with names in it, and no name holds a slash. Other unknown texts may hold any separator.
  const isId = separator === '/' && typeof literal === 'string' && literal.startsWith('/');
  return isId ? pathSegments(text) : undefined;
}

/** Joins texts of which some are not known. */
export function join([items = null, separator = null]: readonly Value[]): Value | undefined {
  if (!isArray(items) || typeof separator !== 'string') return undefined;
  return concatText(items.flatMap((item, i) => (i === 0 ? [asText(item)] : [separator, asText(item)])));
}

/** Fills a .NET format text whose items carry no width or format of their own; others stay undecided. */
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

/** `string()` of what is text already. */
export function text([value = null]: readonly Value[]): Value | undefined {
  return isUnknown(value) && (typeOf(value) === 'string' || typeOf(value) === 'bool') ? asText(value) : undefined;
}
