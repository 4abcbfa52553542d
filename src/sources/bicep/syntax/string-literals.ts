import { CHAR, codeAt, isLineEnd, plainTextEnd } from './bicep-characters.ts';
import { type Cursor, endOf, report } from './cursor.ts';
import { enter } from './depth.ts';
import { readEscape } from './escapes.ts';
import type { Expr, StringExpr } from './nodes.ts';
import { next, scan } from './scanner.ts';
import { T } from './token-kinds.ts';

/** A text up to a hole or the end of the string, where it goes on, and whether a hole begins there. */
interface Segment {
  readonly text: string;
  readonly end: number;
  readonly hole: boolean;
}

type ReadSegment = (p: Cursor, from: number) => Segment;

/** Reads the string at the current token. */
export function readString(p: Cursor): StringExpr {
  const { text, start } = p;
  let open = start;
  while (codeAt(text, open) === CHAR.dollar) open += 1;
  if (!text.startsWith("'''", open)) return readParts(p, start, 'line', start + 1, lineSegment);
  const dollars = open - start;
  return readParts(p, start, 'raw', afterLineEnd(text, open + 3), (at, from) => rawSegment(at, from, dollars, start));
}

/** The line end after opening quotes is no content. */
function afterLineEnd(text: string, at: number): number {
  if (codeAt(text, at) === CHAR.carriageReturn && codeAt(text, at + 1) === CHAR.lineFeed) return at + 2;
  return codeAt(text, at) === CHAR.lineFeed ? at + 1 : at;
}

function readParts(p: Cursor, start: number, style: 'line' | 'raw', from: number, read: ReadSegment): StringExpr {
  const segments: string[] = [];
  const holes: Expr[] = [];
  let segment = read(p, from);
  segments.push(segment.text);
  let closed = !segment.hole;
  while (segment.hole) {
    const hole = readHole(p, segment.end);
    holes.push(hole);
    // Where the interpolation has no end, the string ends with it.
    closed = p.kind === T.closeBrace;
    if (!closed) {
      segments.push('');
      break;
    }
    segment = read(p, p.end);
    segments.push(segment.text);
    closed = !segment.hole;
  }
  if (closed) {
    p.end = segment.end;
    next(p);
  }
  return { kind: 'string', style, segments, holes, start, end: endOf(p, start) };
}

/** Ends at the brace that closes the hole, or at the line end where there is none. */
function readHole(p: Cursor, from: number): Expr {
  const { literals, failing } = p;
  p.literals = false;
  p.holes += 1;
  p.end = from;
  p.previousEnd = from;
  scan(p, from);
  // Counted here too: a wrong hole is skipped with the strings in it, below no expression.
  const entered = enter(p);
  const hole = p.grammar.expression(p);
  if (!p.failing && p.kind !== T.closeBrace) {
    report(p, 'BCP064', 'An interpolation holds one expression, in one line. Close it with "}".');
  }
  if (p.kind !== T.closeBrace) p.grammar.skipHole(p);
  if (entered) p.depth -= 1;
  p.failing = failing;
  p.holes -= 1;
  p.literals = literals;
  return hole;
}

function lineSegment(p: Cursor, from: number): Segment {
  const { text } = p;
  let value = '';
  let begin = from;
  let i = plainTextEnd(text, from);
  for (; i < text.length; i = plainTextEnd(text, i + 1)) {
    const code = codeAt(text, i);
    if (code === CHAR.quote) return { text: value + text.slice(begin, i), end: i + 1, hole: false };
    if (isLineEnd(code)) break;
    if (code === CHAR.dollar && codeAt(text, i + 1) === CHAR.openBrace) {
      return { text: value + text.slice(begin, i), end: i + 2, hole: true };
    }
    if (code !== CHAR.backslash) continue;
    const after = codeAt(text, i + 1);
    if (i + 1 >= text.length || isLineEnd(after)) {
      report(
        p,
        'BCP005',
        'This string ends within an escape. Complete it, and close the string with a quote.',
        p.start,
        i + 1,
      );
      return { text: value + text.slice(begin, i + 1), end: i + 1, hole: false };
    }
    const read = readEscape(p, i);
    value += text.slice(begin, i) + read.value;
    begin = read.end;
    i = read.end - 1;
  }
  const code = i < text.length ? 'BCP004' : 'BCP003';
  report(p, code, 'This string has no end in its line. Close it with a quote.', p.start, i);
  return { text: value + text.slice(begin, i), end: i, hole: false };
}

function rawSegment(p: Cursor, from: number, dollars: number, start: number): Segment {
  const { text } = p;
  for (let i = from; i < text.length; ) {
    const code = codeAt(text, i);
    if (code === CHAR.dollar && dollars > 0) {
      let end = i;
      while (codeAt(text, end) === CHAR.dollar) end += 1;
      if (codeAt(text, end) === CHAR.openBrace && end - i >= dollars) {
        return { text: text.slice(from, end - dollars), end: end + 1, hole: true };
      }
      i = end;
    } else if (code === CHAR.quote) {
      let end = i;
      while (codeAt(text, end) === CHAR.quote) end += 1;
      if (end - i >= 3) return { text: text.slice(from, end - 3), end, hole: false };
      i = end;
    } else i += 1;
  }
  report(p, 'BCP140', 'This string has no end. Close it with three quotes.', start, text.length);
  return { text: text.slice(from), end: text.length, hole: false };
}
