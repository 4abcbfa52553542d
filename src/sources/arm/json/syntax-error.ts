import { CLOSE_BRACE, CLOSE_BRACKET, OPEN_BRACE, SPACE } from './characters.ts';
import type { Reader } from './json-reader.ts';
import { lineColumn } from './line-column.ts';
import { JsonSyntaxError } from './text-error.ts';

const WORD = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const CONFLICT_MARKER = /(?:<{7}|={7}|>{7}|\|{7})(?![<=>|])/y;

/** Common words for values that JSON lacks or spells differently. Only these are quoted in messages. */
const KNOWN_WORDS = new Map([
  ['nan', 'JSON has no such number'],
  ['infinity', 'JSON has no such number'],
  ['undefined', "JSON knows only 'null'"],
  ['none', "JSON writes 'null'"],
  ['null', "JSON writes 'null'"],
  ['true', "JSON writes 'true'"],
  ['false', "JSON writes 'false'"],
]);

/** An error at `offset`; a string over several lines that ends right before it is named, since its closing quote may be missing. */
export function syntaxError(reader: Reader, message: string, offset: number): JsonSyntaxError {
  const { text, multilineString } = reader;
  let hint = '';
  if (multilineString !== undefined && text.slice(multilineString.end, offset).trim() === '') {
    hint = ` (the string opened at ${lineColumnText(text, multilineString.start)} runs over several lines: is its closing quote missing?)`;
  }
  return new JsonSyntaxError(message + hint, lineColumn(text, offset));
}

/** The text ends inside a string or comment which opened at `start`, or inside a container, or before any value. */
export function unexpectedEnd(reader: Reader, inside?: 'string' | 'comment', start = 0): JsonSyntaxError {
  const { text } = reader;
  let reason = 'there is no JSON value';
  if (inside !== undefined) reason = `the ${inside} opened at ${lineColumnText(text, start)} is not closed`;
  else if (reader.open.length > 0) reason = `${innermost(reader).label} is not closed`;
  return syntaxError(reader, `unexpected end of file: ${reason}`, text.trimEnd().length);
}

export function missingValue(reader: Reader): JsonSyntaxError {
  const word = wordAt(reader);
  const advice = KNOWN_WORDS.get(word.toLowerCase());
  if (advice !== undefined) return syntaxError(reader, `'${word}' is not a JSON value: ${advice}`, reader.offset);
  if (word !== '') return syntaxError(reader, 'unquoted text: a string is written in double quotes', reader.offset);
  if (/[-+.\d]/.test(reader.text.charAt(reader.offset))) {
    return syntaxError(reader, 'this is not a number that JSON allows', reader.offset);
  }
  return outOfPlace(reader, 'a value');
}

export function missingKey(reader: Reader): JsonSyntaxError {
  if (wordAt(reader) !== '') {
    return syntaxError(reader, 'a property name is written in double quotes', reader.offset);
  }
  return outOfPlace(reader, 'a property name in double quotes');
}

/** After an element, something that is neither a comma nor the closing bracket. */
export function missingComma(reader: Reader): JsonSyntaxError {
  const container = innermost(reader);
  const found = reader.text.charAt(reader.offset);
  if (container.kind === 'object') {
    if (/["']/.test(found)) return syntaxError(reader, 'missing comma before this property', reader.offset);
    return outOfPlace(reader, "',' or '}'");
  }
  if (found === ':') {
    return syntaxError(
      reader,
      `found ':' in an array: ${container.label} is not closed before this property`,
      reader.offset,
    );
  }
  if (/["'[{\-\d]/.test(found)) return syntaxError(reader, 'missing comma before this element', reader.offset);
  return outOfPlace(reader, "',' or ']'");
}

export function textAfterEnd(reader: Reader): JsonSyntaxError {
  const end = 'after the end of the JSON value';
  return syntaxError(reader, conflictMarker(reader) ?? `found ${describeFound(reader)} ${end}`, reader.offset);
}

/** What was found and what was expected, with special messages for mismatched brackets and the end of the file. */
export function outOfPlace(reader: Reader, expected: string): JsonSyntaxError {
  const { text, offset, open } = reader;
  if (offset >= text.length) return unexpectedEnd(reader);
  const found = text.charCodeAt(offset);
  const container = open.length > 0 ? innermost(reader) : undefined;
  const wrongClose = container?.kind === 'object' ? CLOSE_BRACKET : CLOSE_BRACE;
  if (container !== undefined && found === wrongClose) {
    return syntaxError(reader, `found ${describeFound(reader)} but ${container.label} is not closed`, offset);
  }
  return syntaxError(reader, conflictMarker(reader) ?? `found ${describeFound(reader)}, expected ${expected}`, offset);
}

function conflictMarker(reader: Reader): string | undefined {
  CONFLICT_MARKER.lastIndex = reader.offset;
  const marker = CONFLICT_MARKER.exec(reader.text)?.[0];
  return marker === undefined ? undefined : `found a merge conflict marker ('${marker}')`;
}

function describeFound(reader: Reader): string {
  const character = String.fromCodePoint(reader.text.codePointAt(reader.offset) ?? SPACE);
  if (/["']/.test(character)) return 'a string';
  if (/[\d+-]/.test(character)) return 'a number';
  if (wordAt(reader) !== '') return 'unquoted text';
  if (/[!-~]/.test(character)) return `'${character}'`;
  return `the character U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function wordAt(reader: Reader): string {
  WORD.lastIndex = reader.offset;
  return WORD.exec(reader.text)?.[0] ?? '';
}

function innermost(reader: Reader): { kind: 'object' | 'array'; label: string } {
  const offset = reader.open.at(-1) ?? 0;
  const kind = reader.text.charCodeAt(offset) === OPEN_BRACE ? 'object' : 'array';
  return { kind, label: `the ${kind} opened at ${lineColumnText(reader.text, offset)}` };
}

function lineColumnText(text: string, offset: number): string {
  const { line, column } = lineColumn(text, offset);
  return `${line}:${column}`;
}
