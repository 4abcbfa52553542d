/** Codes of the characters that have a meaning in Bicep. */
export const CHAR = {
  tab: 9,
  lineFeed: 10,
  carriageReturn: 13,
  space: 32,
  hash: 35,
  dollar: 36,
  quote: 39,
  star: 42,
  slash: 47,
  zero: 48,
  nine: 57,
  backslash: 92,
  openBrace: 123,
  closeBrace: 125,
} as const;

const ASCII = 128;
const LETTER = 1;
const DIGIT = 2;

const classes = Uint8Array.from({ length: ASCII }, (_, code) => {
  const char = String.fromCharCode(code);
  if (/[A-Za-z_]/.test(char)) return LETTER;
  return /[0-9]/.test(char) ? DIGIT : 0;
});

/** May begin an identifier. */
export const isLetter = (code: number): boolean => code >= 0 && code < ASCII && classes[code] === LETTER;
/** May stand in an identifier. */
export const isWord = (code: number): boolean => code >= 0 && code < ASCII && classes[code] !== 0;
export const isDigit = (code: number): boolean => code >= CHAR.zero && code <= CHAR.nine;
export const isBlank = (code: number): boolean => code === CHAR.space || code === CHAR.tab;
export const isLineEnd = (code: number): boolean => code === CHAR.lineFeed || code === CHAR.carriageReturn;

/** The code at a place; -1 past the end, where `charCodeAt` gives NaN, for which compiled code has to be made anew. */
export const codeAt = (text: string, at: number): number => (at < text.length ? text.charCodeAt(at) : -1);

const WORD = /\w*/y;
const BLANKS = /[ \t]*/y;
const LINE = /[^\r\n]*/y;
const PLAIN_TEXT = /[^'\\$\r\n]*/y;

/** Where the letters, digits and underscores from a place end. */
export const wordEnd = (text: string, from: number): number => endOfMatch(WORD, text, from);
/** Where the blanks from a place end. */
export const blanksEnd = (text: string, from: number): number => endOfMatch(BLANKS, text, from);
/** Where the line ends that a place is in. */
export const lineEnd = (text: string, from: number): number => endOfMatch(LINE, text, from);
/** Where a string that began before has something else than its own text: an escape, an interpolation or an end. */
export const plainTextEnd = (text: string, from: number): number => endOfMatch(PLAIN_TEXT, text, from);

/** An expression goes through a text faster than a loop that is not yet compiled, as most are in a short run. */
function endOfMatch(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  pattern.test(text);
  return pattern.lastIndex;
}
