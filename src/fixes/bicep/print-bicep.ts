import { escapeInLiteral, unicodeEscape } from '../../util/escape.ts';

const INDENT = '  ';
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Quoted as keys, because unquoted they are values or keywords. */
const KEYWORDS = new Set([
  'true',
  'false',
  'null',
  'for',
  'if',
  'existing',
  'import',
  'as',
  'using',
  'extends',
  'with',
]);

/** Code among values: it is printed as it is. */
export class BicepCode {
  readonly code: string;

  constructor(code: string) {
    this.code = code;
  }
}

/**
 * A JSON value as a Bicep expression, one member or item per line; the first line is not indented. Undefined members are
 * left out. Numbers have to be integers, which is all that Bicep has.
 */
export function printBicep(value: unknown, depth = 0): string {
  if (value === null) return 'null';
  if (value instanceof BicepCode) return value.code;
  if (typeof value === 'string') return bicepString(value);
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number')
    return Number.isSafeInteger(value) ? String(value) : `json(${bicepString(String(value))})`;
  if (typeof value !== 'object') throw new TypeError(`Bicep has no ${typeof value}`);
  const inner = INDENT.repeat(depth + 1);
  const lines = Array.isArray(value)
    ? value.map((item) => `${inner}${printBicep(item, depth + 1)}`)
    : Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .map(([key, member]) => `${inner}${bicepKey(key)}: ${printBicep(member, depth + 1)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return lines.length === 0 ? `${open}${close}` : `${open}\n${lines.join('\n')}\n${INDENT.repeat(depth)}${close}`;
}

/** A single-quoted string on one line, escaped so that it neither ends early nor interpolates. */
export function bicepString(text: string): string {
  return bicepText([{ text }]);
}

/** A part of a string: literal text, or an expression. */
export type StringPiece = { readonly text: string } | { readonly code: string };

/**
 * A string of several parts, with an interpolation for each expression. Adjacent literal parts are escaped together, so
 * that a `$` at the end of one and a `{` at the start of the next do not interpolate.
 */
export function bicepText(pieces: readonly StringPiece[]): string {
  let inner = '';
  let literal = '';
  for (const piece of pieces) {
    if ('text' in piece) {
      literal += piece.text;
      continue;
    }
    // A plain `$` before the interpolation would be valid too, but hard to read.
    inner += `${escapeString(literal).replace(/\$$/, '\\$')}\${${piece.code}}`;
    literal = '';
  }
  return `'${inner}${escapeString(literal)}'`;
}

function escapeString(text: string): string {
  const short = text.replace(/[\\'\n\r\t]|\$(?=\{)/g, (match) => ESCAPES.get(match) ?? match);
  // Bicep has no escape for a lone surrogate; it becomes the replacement character.
  return escapeInLiteral(short, (character) => (/\p{Cs}/u.test(character) ? '\\u{fffd}' : unicodeEscape(character)));
}

const ESCAPES = new Map([
  ['\\', '\\\\'],
  ["'", "\\'"],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['$', '\\$'],
]);

/** A key of an object: in quotes unless it is an identifier. */
export function bicepKey(key: string): string {
  return IDENTIFIER.test(key) && !KEYWORDS.has(key) ? key : bicepString(key);
}
