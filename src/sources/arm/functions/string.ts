import { concatArrays } from './collection.ts';
import {
  ArmError,
  type ConcreteValue,
  checkElements,
  checkStringLength,
  isArray,
  type PureFunction,
  unsupported,
} from './concrete-value.ts';
import { arrayAt, define, intAt, stringAt, typeError } from './define.ts';
import { foldCase, lowerInvariant, upperInvariant } from './letter-case.ts';
import { matchesWildcards, prepareSearch, splitPieces } from './string-search.ts';
import { isScalar, scalarText, toJsonText } from './value-format.ts';

function concat(args: readonly ConcreteValue[], name: string): ConcreteValue {
  if (args.every(isArray)) return concatArrays(args, name);
  if (args.every((arg) => arg === null || isArray(arg)) && args.some(isArray)) {
    throw unsupported(name, 'null among arrays');
  }
  const parts = args.map((arg, index) => {
    if (isScalar(arg)) return scalarText(arg, name);
    throw typeError(name, index, 'text, a number or a boolean beside others of that kind', arg);
  });
  return joinBounded(parts, '', name);
}

/** Joins after the size is known to be within bounds. */
function joinBounded(parts: readonly string[], separator: string, name: string): string {
  const length = parts.reduce((sum, part) => sum + part.length, separator.length * Math.max(0, parts.length - 1));
  checkStringLength(name, length);
  return parts.join(separator);
}

function join(args: readonly ConcreteValue[], name: string): string {
  const separator = stringAt(name, args, 1);
  const parts = arrayAt(name, args, 0).map((item) => {
    if (item === null) throw unsupported(name, 'null among the elements');
    if (isScalar(item)) return scalarText(item, name);
    throw new ArmError('type', `${name}: an element is neither text nor number nor boolean`);
  });
  return joinBounded(parts, separator, name);
}

function string([argument]: readonly ConcreteValue[], name: string): string {
  const value = argument as ConcreteValue;
  return isScalar(value) ? scalarText(value, name) : toJsonText(value, name);
}

function changeCase(name: string, convert: (text: string) => string): PureFunction {
  return define(name, [1, 1], 'string', (args) => (args[0] === null ? '' : convert(stringAt(name, args, 0))));
}

/** White space as .NET's `Trim()` knows it: with U+0085, without U+FEFF. */
function isSpace(char: string): boolean {
  return char === '\u0085' || (char !== '\ufeff' && char.trim() === '');
}

function trim(args: readonly ConcreteValue[], name: string): string {
  const text = stringAt(name, args, 0);
  let [start, end] = [0, text.length];
  while (start < end && isSpace(text.charAt(start))) start++;
  while (end > start && isSpace(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

function substring(args: readonly ConcreteValue[], name: string): string {
  const text = stringAt(name, args, 0);
  const start = intAt(name, args, 1);
  if (start < 0) throw new ArmError('value', `${name}: start ${start} is negative`);
  if (start > text.length) {
    throw new ArmError('value', `${name}: start ${start} is past the end of a text of ${text.length} characters`);
  }
  if (args.length < 3) return text.slice(start);
  const length = intAt(name, args, 2);
  if (length < 0) throw new ArmError('value', `${name}: length ${length} is negative`);
  if (start + length > text.length) {
    const wanted = `${length} characters from ${start}`;
    throw new ArmError('value', `${name}: ${wanted} go past the end of a text of ${text.length} characters`);
  }
  return text.slice(start, start + length);
}

/** Case counts; where it would make a difference the answer is `unsupported`, since documentation does not say. */
function replace(args: readonly ConcreteValue[], name: string): string {
  const [text, old, by] = [stringAt(name, args, 0), stringAt(name, args, 1), stringAt(name, args, 2)];
  if (old === '') throw new ArmError('value', `${name}: the text to replace is empty`);
  const pieces: string[] = [];
  let length = 0;
  for (const piece of splitPieces(text, old)) {
    length += piece.length + (pieces.length > 0 ? by.length : 0);
    checkStringLength(name, length);
    pieces.push(piece);
  }
  if (occurrences(foldCase(text), foldCase(old)) !== pieces.length - 1) {
    throw unsupported(name, 'text that occurs with other letters in upper case');
  }
  return pieces.join(by);
}

function occurrences(text: string, needle: string): number {
  const search = prepareSearch(needle);
  let count = 0;
  for (let at = search(text, 0); at >= 0; at = search(text, at + needle.length)) count++;
  return count;
}

function split(args: readonly ConcreteValue[], name: string): ConcreteValue {
  const [text, separator] = args;
  // The only reading under which such a deployment succeeds.
  if (text === null) return [];
  const source = stringAt(name, args, 0);
  if (separator === null) return [source];
  const separators = isArray(separator) ? separator : [separator as ConcreteValue];
  const texts = separators.map((item) => {
    if (typeof item === 'string') return item;
    throw typeError(name, 1, 'a string or an array of strings', item);
  });
  if (texts.length === 0 || texts.includes('')) throw unsupported(name, 'an empty separator');
  return texts.length === 1
    ? toBoundedArray(splitPieces(source, texts[0] as string), name)
    : splitByAny(source, texts, name);
}

function toBoundedArray(pieces: Iterable<string>, name: string): string[] {
  const result: string[] = [];
  for (const piece of pieces) {
    result.push(piece);
    checkElements(name, result.length);
  }
  return result;
}

function splitByAny(text: string, separators: readonly string[], name: string): string[] {
  const work = separators.reduce((sum, separator) => sum + separator.length, 0) * text.length;
  if (work > 100_000_000) throw new ArmError('limit', `${name}: too many or too long separators`);
  const pieces: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; ) {
    const found = separators.find((separator) => text.startsWith(separator, at));
    if (found === undefined) {
      at++;
      continue;
    }
    pieces.push(text.slice(start, at));
    checkElements(name, pieces.length + 1);
    at += found.length;
    start = at;
  }
  pieces.push(text.slice(start));
  return pieces;
}

function startsOrEndsWith(name: string, holds: (text: string, part: string) => boolean): PureFunction {
  return define(name, [2, 2], 'bool', (args) =>
    holds(foldCase(stringAt(name, args, 0)), foldCase(stringAt(name, args, 1))),
  );
}

function padLeft(args: readonly ConcreteValue[], name: string): string {
  const value = args[0];
  const isText = typeof value === 'string' || (typeof value === 'number' && Number.isInteger(value));
  if (!isText) throw typeError(name, 0, 'a string or an integer', value);
  const width = intAt(name, args, 1);
  const fill = args.length > 2 ? stringAt(name, args, 2) : ' ';
  if (fill.length !== 1) throw new ArmError('value', `${name}: the text to pad with must be one character`);
  if (width < 0) throw new ArmError('value', `${name}: width ${width} is negative`);
  checkStringLength(name, width);
  return scalarText(value, name).padStart(width, fill);
}

function like(args: readonly ConcreteValue[], name: string): boolean {
  return matchesWildcards(foldCase(stringAt(name, args, 0)), foldCase(stringAt(name, args, 1)));
}

const UNLIMITED = Number.POSITIVE_INFINITY;

export const stringFunctions: readonly PureFunction[] = [
  define('concat', [1, UNLIMITED], 'any', concat),
  define('join', [2, 2], 'string', join),
  define('string', [1, 1], 'string', string),
  changeCase('toLower', lowerInvariant),
  changeCase('toUpper', upperInvariant),
  define('trim', [1, 1], 'string', trim),
  define('substring', [2, 3], 'string', substring),
  define('replace', [3, 3], 'string', replace),
  define('split', [2, 2], 'array', split),
  startsOrEndsWith('startsWith', (text, part) => text.startsWith(part)),
  startsOrEndsWith('endsWith', (text, part) => text.endsWith(part)),
  define('padLeft', [2, 3], 'string', padLeft),
  define('like', [2, 2], 'bool', like),
];
