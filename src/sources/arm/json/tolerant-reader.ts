import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  commentEnd,
  DOUBLE_QUOTE,
  isJsonSpace,
  isOtherSpace,
  OPEN_BRACE,
  OPEN_BRACKET,
  opensComment,
  SINGLE_QUOTE,
} from './characters.ts';
import { type Reader, tolerate } from './json-reader.ts';
import type { JsonValue } from './json-value.ts';
import { lineColumn } from './line-column.ts';
import { readStringToken } from './string-token.ts';
import { missingComma, missingKey, missingValue, outOfPlace, textAfterEnd, unexpectedEnd } from './syntax-error.ts';
import { TextError } from './text-error.ts';

/** Deeper nesting is rejected. Real templates stay under 40; the limit makes recursion over values safe. */
export const MAX_JSON_DEPTH = 512;

/** A point needs no digits before it (Newtonsoft's reader). */
const NUMBER = /-?(?:(?:0|[1-9]\d*)(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w.+-])/y;
const BARE_POINT = /^-?\./;
const LITERAL = /(?:true|false|null)(?![\w$])/y;
const LITERALS = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/**
 * Reads JSON with the tolerances of `parseJson`. Slower than `JSON.parse`, it runs only on texts that `JSON.parse` rejects,
 * and its errors have positions.
 */
export function readTolerantly(text: string): { value: JsonValue; notes: string[] } {
  const reader: Reader = { text, offset: 0, open: [], firstSeen: new Map(), multilineString: undefined };
  skipTrivia(reader);
  const value = readValue(reader);
  skipTrivia(reader);
  if (reader.offset < text.length) throw textAfterEnd(reader);
  const seen = [...reader.firstSeen].sort((a, b) => a[1] - b[1]);
  return { value, notes: seen.map(([what, offset]) => `${what} (first at line ${lineColumn(text, offset).line})`) };
}

/** Reads the value at the reader's offset. Recursion is limited by `openContainer`. */
function readValue(reader: Reader): JsonValue {
  switch (reader.text.charCodeAt(reader.offset)) {
    case OPEN_BRACE:
      return readObject(reader);
    case OPEN_BRACKET:
      return readArray(reader);
    case DOUBLE_QUOTE:
    case SINGLE_QUOTE:
      return readStringToken(reader);
    default:
      return readScalar(reader);
  }
}

function readObject(reader: Reader): JsonValue {
  const object: Record<string, JsonValue> = {};
  openContainer(reader);
  let more = !closes(reader, CLOSE_BRACE);
  while (more) {
    const key = readKey(reader);
    setOwn(object, key, readValue(reader));
    more = readSeparator(reader, CLOSE_BRACE);
  }
  return object;
}

function readArray(reader: Reader): JsonValue {
  const array: JsonValue[] = [];
  openContainer(reader);
  let more = !closes(reader, CLOSE_BRACKET);
  while (more) {
    array.push(readValue(reader));
    more = readSeparator(reader, CLOSE_BRACKET);
  }
  return array;
}

/** Reads a property's name and colon and stops at its value. */
function readKey(reader: Reader): string {
  const first = reader.text.charCodeAt(reader.offset);
  if (first !== DOUBLE_QUOTE && first !== SINGLE_QUOTE) throw missingKey(reader);
  const key = readStringToken(reader);
  skipTrivia(reader);
  if (reader.text.charCodeAt(reader.offset) !== COLON) throw outOfPlace(reader, "':' after the property name");
  reader.offset++;
  skipTrivia(reader);
  return key;
}

function readScalar(reader: Reader): JsonValue {
  const { text, offset } = reader;
  LITERAL.lastIndex = offset;
  const literal = LITERAL.exec(text)?.[0];
  if (literal !== undefined) {
    reader.offset += literal.length;
    return LITERALS.get(literal) ?? null;
  }
  NUMBER.lastIndex = offset;
  const number = NUMBER.exec(text)?.[0];
  if (number === undefined) throw missingValue(reader);
  if (BARE_POINT.test(number)) tolerate(reader, 'numbers that begin with a point', offset);
  reader.offset += number.length;
  return Number(number);
}

function openContainer(reader: Reader): void {
  if (reader.open.length === MAX_JSON_DEPTH) {
    const message = `arrays and objects are nested deeper than ${MAX_JSON_DEPTH} levels`;
    throw new TextError('json-too-deep', message, lineColumn(reader.text, reader.offset));
  }
  reader.open.push(reader.offset);
  reader.offset++;
  skipTrivia(reader);
}

/** Consumes the closing bracket if it comes next. */
function closes(reader: Reader, bracket: number): boolean {
  if (reader.text.charCodeAt(reader.offset) !== bracket) return false;
  reader.offset++;
  reader.open.pop();
  return true;
}

/** Reads the separator between two elements, or closes the container; returns whether another element follows. */
function readSeparator(reader: Reader, bracket: number): boolean {
  skipTrivia(reader);
  if (closes(reader, bracket)) return false;
  if (reader.text.charCodeAt(reader.offset) !== COMMA) throw missingComma(reader);
  const comma = reader.offset++;
  skipTrivia(reader);
  if (!closes(reader, bracket)) return true;
  tolerate(reader, 'trailing commas', comma);
  return false;
}

function skipTrivia(reader: Reader): void {
  const { text } = reader;
  let offset = reader.offset;
  for (; ; offset++) {
    const code = text.charCodeAt(offset);
    if (isJsonSpace(code)) continue;
    if (opensComment(text, offset)) {
      tolerate(reader, 'comments', offset);
      const end = commentEnd(text, offset);
      if (end === -1) throw unexpectedEnd(reader, 'comment', offset);
      offset = end - 1;
    } else if (isOtherSpace(code)) tolerate(reader, 'white space that JSON does not know', offset);
    else break;
  }
  reader.offset = offset;
}

function setOwn(object: Record<string, JsonValue>, key: string, value: JsonValue): void {
  // Assigning to `__proto__` would change the prototype instead of adding a key.
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}
