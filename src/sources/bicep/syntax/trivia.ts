import { blanksEnd, CHAR, codeAt, isBlank, isLineEnd, isWord, lineEnd } from './bicep-characters.ts';
import { type Cursor, report } from './cursor.ts';

const DIRECTIVES = ['disable-next-line', 'disable-diagnostics', 'restore-diagnostics'];

/** The place of the next token: blanks, comments and directives from `at` are passed. */
export function skipTrivia(p: Cursor, at: number): number {
  const { text } = p;
  let i = at;
  for (;;) {
    const code = codeAt(text, i);
    if (isBlank(code)) i = blanksEnd(text, i + 1);
    else if (code === CHAR.slash) {
      const end = commentEnd(p, i);
      if (end === i) return i;
      i = end;
    } else if (code === CHAR.hash) {
      const end = directiveEnd(p, i);
      if (end === i) return i;
      i = end;
    } else return i;
  }
}

/** `start` itself where no comment begins. */
function commentEnd(p: Cursor, start: number): number {
  const second = codeAt(p.text, start + 1);
  if (second !== CHAR.slash && second !== CHAR.star) return start;
  const end = second === CHAR.slash ? lineEnd(p.text, start) : blockEnd(p, start);
  if (start >= p.scanned) {
    p.comments.push({ start, end });
    p.scanned = end;
  }
  return end;
}

function blockEnd(p: Cursor, start: number): number {
  const close = p.text.indexOf('*/', start + 2);
  if (close >= 0) return close + 2;
  const { length } = p.text;
  if (start >= p.scanned) report(p, 'BCP002', 'This comment has no end. Close it with "*/".', start, length);
  return length;
}

/** `start` itself where no directive stands: it has to be the first of its line. */
function directiveEnd(p: Cursor, start: number): number {
  const { text } = p;
  let before = start - 1;
  while (before >= 0 && isBlank(codeAt(text, before))) before -= 1;
  if (before >= 0 && !isLineEnd(codeAt(text, before))) return start;
  const name = DIRECTIVES.find((known) => text.startsWith(known, start + 1));
  if (name === undefined) return start;
  const codes: string[] = [];
  let end = start + 1 + name.length;
  if (isCodePart(codeAt(text, end))) return start;
  for (;;) {
    let from = end;
    while (isBlank(codeAt(text, from))) from += 1;
    let to = from;
    while (isCodePart(codeAt(text, to))) to += 1;
    if (to === from) break;
    codes.push(text.slice(from, to));
    end = to;
  }
  if (start >= p.scanned) {
    p.directives.push({ name, codes, start, end });
    p.scanned = end;
  }
  return end;
}

const HYPHEN = 45;
const isCodePart = (code: number): boolean => isWord(code) || code === HYPHEN;
