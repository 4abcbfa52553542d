import { CHAR, codeAt, isDigit, isLetter, isLineEnd, wordEnd } from './bicep-characters.ts';
import { type Cursor, report } from './cursor.ts';
import { T, type TokenKind } from './token-kinds.ts';
import { skipTrivia } from './trivia.ts';

/** By length, so that `!=` is found before `!`. */
const SYMBOLS: readonly (readonly [string, TokenKind])[] = [
  ['...', T.ellipsis],
  ['??', T.coalesce],
  ['::', T.doubleColon],
  ['!=', T.notEqual],
  ['!~', T.notLike],
  ['<=', T.lessEqual],
  ['>=', T.greaterEqual],
  ['==', T.equal],
  ['=~', T.like],
  ['=>', T.arrow],
  ['&&', T.and],
  ['||', T.or],
  ['{', T.openBrace],
  ['}', T.closeBrace],
  ['(', T.openParen],
  [')', T.closeParen],
  ['[', T.openSquare],
  [']', T.closeSquare],
  ['@', T.at],
  [',', T.comma],
  ['.', T.dot],
  ['?', T.question],
  [':', T.colon],
  [';', T.semicolon],
  ['+', T.plus],
  ['-', T.minus],
  ['*', T.star],
  ['/', T.slash],
  ['%', T.percent],
  ['^', T.hat],
  ['!', T.not],
  ['<', T.less],
  ['>', T.greater],
  ['=', T.assign],
  ['|', T.pipe],
];

/** The symbols that begin with each ASCII character. */
const byFirst = Array.from({ length: 128 }, (_, code) => SYMBOLS.filter(([symbol]) => symbol.charCodeAt(0) === code));

/** Goes to the next token. A string is a token of its first character only: `readString` reads it. */
export function next(p: Cursor): void {
  p.previousEnd = p.end;
  scan(p, p.end);
}

/** Makes the token at or after `at` the current one. */
export function scan(p: Cursor, at: number): void {
  const { text } = p;
  const start = skipTrivia(p, at);
  const code = codeAt(text, start);
  p.start = start;
  let end = start + 1;
  if (isLetter(code)) {
    end = wordEnd(text, end);
    p.kind = T.word;
  } else if (isLineEnd(code)) {
    while (isLineEnd(codeAt(text, end))) end += 1;
    p.kind = T.newLine;
  } else if (code === CHAR.quote) p.kind = T.string;
  else if (isDigit(code)) {
    while (isDigit(codeAt(text, end))) end += 1;
    p.kind = T.integer;
  } else if (start >= text.length) {
    p.kind = T.end;
    end = start;
  } else end = scanSymbol(p, code);
  p.end = end;
}

function scanSymbol(p: Cursor, code: number): number {
  const { start, text } = p;
  const symbols = byFirst[code];
  if (symbols !== undefined)
    for (const [symbol, kind] of symbols) {
      if (symbol.length > 1 && !text.startsWith(symbol, start)) continue;
      p.kind = kind;
      return start + symbol.length;
    }
  return scanRest(p, code);
}

/** The dollars before a raw string, or a character that Bicep does not know. */
function scanRest(p: Cursor, code: number): number {
  const { start, text } = p;
  let end = start + 1;
  if (code === CHAR.dollar) {
    while (codeAt(text, end) === CHAR.dollar) end += 1;
    if (text.startsWith("'''", end)) {
      p.kind = T.string;
      return start + 1;
    }
  } else end = start + ((text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1);
  p.kind = T.unknown;
  if (start >= p.scanned) {
    const quotes = code === 34;
    report(
      p,
      quotes ? 'BCP103' : 'BCP001',
      quotes ? 'Bicep has no double quotes. Write strings in single quotes.' : 'Bicep does not know this character.',
      start,
      end,
    );
    p.scanned = end;
  }
  return end;
}

/** The kind of the token after the current one. */
export function kindAhead(p: Cursor): TokenKind {
  return ahead(p, (there) => {
    next(there);
    return there.kind;
  });
}

/** The kind of the next token that is no line end. */
export function kindPastNewLines(p: Cursor): TokenKind {
  if (p.kind !== T.newLine) return p.kind;
  if (p.lookedPast === p.start) return p.foundPast;
  const { start } = p;
  const found = ahead(p, (there) => {
    while (there.kind === T.newLine) next(there);
    return there.kind;
  });
  p.lookedPast = start;
  p.foundPast = found;
  return found;
}

/** What `look` says further on; the cursor stays. */
export function ahead<Found>(p: Cursor, look: (p: Cursor) => Found): Found {
  const { kind, start, end, previousEnd } = p;
  const found = look(p);
  p.kind = kind;
  p.start = start;
  p.end = end;
  p.previousEnd = previousEnd;
  return found;
}
