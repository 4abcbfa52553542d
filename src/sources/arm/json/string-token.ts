import { BACKSLASH, CARRIAGE_RETURN, LINE_FEED, SINGLE_QUOTE, SPACE } from './characters.ts';
import { type Reader, tolerate } from './json-reader.ts';
import { syntaxError, unexpectedEnd } from './syntax-error.ts';

const ESCAPES = new Map([
  ['"', '"'],
  ["'", "'"],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);
const HEX = /[0-9a-fA-F]{4}/y;

/** Reads the string that opens at the reader's offset, in either kind of quotes. */
export function readStringToken(reader: Reader): string {
  const { text, offset: start } = reader;
  const quote = text.charCodeAt(start);
  if (quote === SINGLE_QUOTE) tolerate(reader, 'single-quoted strings', start);
  let value = '';
  let copied = start + 1;
  let multiline = false;
  for (let offset = copied; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (code === quote) {
      reader.offset = offset + 1;
      if (multiline) reader.multilineString = { start, end: reader.offset };
      return value + text.slice(copied, offset);
    }
    if (code === BACKSLASH) {
      value += text.slice(copied, offset) + readEscape(reader, offset);
      offset += text[offset + 1] === 'u' ? 5 : 1;
      copied = offset + 1;
    } else if (code === LINE_FEED || code === CARRIAGE_RETURN) {
      multiline = true;
      tolerate(reader, 'line breaks inside strings', offset);
    } else if (code < SPACE) tolerate(reader, 'control characters inside strings', offset);
  }
  throw unexpectedEnd(reader, 'string', start);
}

function readEscape(reader: Reader, offset: number): string {
  const { text } = reader;
  const letter = text.charAt(offset + 1);
  if (letter === 'u') {
    HEX.lastIndex = offset + 2;
    const digits = HEX.exec(text)?.[0];
    if (digits === undefined) throw syntaxError(reader, "'\\u' needs four hexadecimal digits", offset);
    return String.fromCharCode(Number.parseInt(digits, 16));
  }
  if (letter === '') throw unexpectedEnd(reader, 'string', reader.offset);
  const character = ESCAPES.get(letter);
  if (character === undefined)
    throw syntaxError(reader, "unknown escape in a string: a backslash is written '\\\\'", offset);
  if (letter === "'") tolerate(reader, "the escape \\' in strings", offset);
  return character;
}
