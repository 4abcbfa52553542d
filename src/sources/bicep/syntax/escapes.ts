import { CHAR } from './bicep-characters.ts';
import { type Cursor, report } from './cursor.ts';

const SIMPLE: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['\\', '\\'],
  ["'", "'"],
  ['$', '$'],
]);

const LAST_CODE_POINT = 0x10ffff;
const LONGEST_CODE_POINT = 6;

/** What an escape stands for, and where it ends. A wrong one stands for itself. */
export interface Escape {
  readonly value: string;
  readonly end: number;
}

/** Reads the escape whose backslash is at `start`; `start + 1` is inside the line. */
export function readEscape(p: Cursor, start: number): Escape {
  const letter = p.text.charAt(start + 1);
  const value = SIMPLE.get(letter);
  if (value !== undefined) return { value, end: start + 2 };
  if (letter === 'u') return readCodePoint(p, start);
  report(
    p,
    'BCP006',
    "Bicep does not know this escape. Known are \\\\, \\n, \\r, \\t, \\u{…}, \\' and \\$.",
    start,
    start + 2,
  );
  return { value: p.text.slice(start, start + 2), end: start + 2 };
}

function readCodePoint(p: Cursor, start: number): Escape {
  const { text } = p;
  const open = start + 2;
  let end = open;
  if (text.charCodeAt(end) === CHAR.openBrace) {
    end += 1;
    while (isHex(text.charCodeAt(end))) end += 1;
    if (text.charCodeAt(end) === CHAR.closeBrace && end > open + 1) {
      const digits = text.slice(open + 1, end).replace(/^0+(?=.)/, '');
      const code = digits.length > LONGEST_CODE_POINT ? Number.POSITIVE_INFINITY : Number.parseInt(digits, 16);
      if (code <= LAST_CODE_POINT) return { value: String.fromCodePoint(code), end: end + 1 };
      end += 1;
    }
  }
  report(p, 'BCP133', 'This is no code point. Write one from \\u{0} to \\u{10FFFF}.', start, end);
  return { value: text.slice(start, end), end };
}

const isHex = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);
