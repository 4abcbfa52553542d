import { countSteps } from '../../../value/steps.ts';
import { parseJson } from '../json/parse.ts';
import { JsonSyntaxError, TextError } from '../json/text-error.ts';
import {
  ArmError,
  checkElements,
  checkTextLength,
  isArray,
  isObject,
  type Known,
  newObject,
  startWalk,
  unsupported,
  visit,
  type Walk,
} from './value.ts';

/**
 * The value of a JSON text as Newtonsoft reads it: single quotes, comments and trailing commas are fine. Integers beyond
 * 2^53 become the nearest double. What Newtonsoft reads and this does not (bare words, hexadecimal) is `unsupported`.
 */
export function jsonValue(text: string, name: string): Known {
  checkTextLength(name, text.length);
  countSteps(text.length >> 3);
  if (text.trim() === '') throw unsupported(name, 'an empty text');
  return plain(parsed(text, name), startWalk(name), 0);
}

function parsed(text: string, name: string): Known {
  try {
    return parseJson(text).value;
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw syntaxError(text, error, name);
    if (error instanceof TextError) throw new ArmError('limit', `${name}: ${error.message}`);
    throw error;
  }
}

function syntaxError(text: string, error: JsonSyntaxError, name: string): ArmError {
  const line = text.split('\n')[error.line - 1] ?? '';
  const found = line.charAt(error.column - 1);
  if (/[\p{L}\p{N}_$.+-]/u.test(found)) return unsupported(name, 'a bare word or an unusual number in JSON');
  return new ArmError('value', `${name}: the text is not JSON: ${error.message}`);
}

/** A copy whose objects have no prototype. */
function plain(value: Known, walk: Walk, depth: number): Known {
  visit(walk, depth);
  if (isArray(value)) {
    checkElements(walk.name, value.length);
    return value.map((item) => plain(item, walk, depth + 1));
  }
  if (isObject(value)) {
    const copy = newObject();
    for (const key of Object.keys(value)) copy[key] = plain(value[key] as Known, walk, depth + 1);
    return copy;
  }
  if (typeof value !== 'number') return value;
  if (!Number.isFinite(value)) throw unsupported(walk.name, 'a number beyond the range of a double');
  return value === 0 ? 0 : value;
}
