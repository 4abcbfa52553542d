import { braced, escapeInside } from '../../util/escape.ts';

const INDENT = '  ';
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Written in quotes as keys, since on their own they are values or begin a statement. */
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

/**
 * A JSON value as a Bicep expression, one member or item per line; the first line is not indented. Undefined members are
 * left out. Numbers have to be integers, which is all that Bicep has.
 */
export function printBicep(value: unknown, depth = 0): string {
  if (value === null) return 'null';
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

/** A text between single quotes, on one line: nothing in it ends the string or begins an interpolation. */
export function bicepString(text: string): string {
  return bicepText([{ text }]);
}

/** A piece of a text: as it stands, or an expression for it. */
export type TextPiece = { readonly text: string } | { readonly code: string };

/**
 * One text of several pieces, with an interpolation for each expression. What stands as it is between two of them is
 * escaped as a whole: a `$` at the end of one piece and a `{` at the start of the next make no interpolation.
 */
export function bicepText(pieces: readonly TextPiece[]): string {
  let inner = '';
  let literal = '';
  for (const piece of pieces) {
    if ('text' in piece) {
      literal += piece.text;
      continue;
    }
    // A `$` before the interpolation would be right too, but nobody should have to know that.
    inner += `${escaped(literal).replace(/\$$/, '\\$')}\${${piece.code}}`;
    literal = '';
  }
  return `'${inner}${escaped(literal)}'`;
}

function escaped(text: string): string {
  const short = text.replace(/[\\'\n\r\t]|\$(?=\{)/g, (match) => ESCAPES.get(match) ?? match);
  // Bicep has no escape for half a surrogate pair; the replacement character stands for it.
  return escapeInside(short, (character) => (/\p{Cs}/u.test(character) ? '\\u{fffd}' : braced(character)));
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
