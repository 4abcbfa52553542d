import type { Range } from '../../../util/location.ts';

/** A position in a text: line and column count from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * The line and column of an offset. A line ends with its line feed, so CRLF is one break and its carriage return is the last
 * column of its line; a lone carriage return is not a line break.
 */
export function lineColumn(text: string, offset: number): Position {
  return positionReader(text)(offset);
}

/** `lineColumn` for many offsets of one text, passed in ascending order: the text is read once. */
export function positionReader(text: string): (offset: number) => Position {
  let line = 1;
  let lineStart = 0;
  let nextBreak = text.indexOf('\n');
  return (offset) => {
    while (nextBreak !== -1 && nextBreak < offset) {
      line++;
      lineStart = nextBreak + 1;
      nextBreak = text.indexOf('\n', lineStart);
    }
    return { line, column: offset - lineStart + 1 };
  };
}

/** A part of a text: offsets in UTF-16 units, `end` excluded. */
export interface OffsetSpan {
  readonly start: number;
  readonly end: number;
}

/** The ranges of spans, in their order: the text is read once. */
export function rangesOf(text: string, spans: readonly (OffsetSpan | undefined)[]): (Range | undefined)[] {
  const offsets = new Set(spans.flatMap((span) => (span === undefined ? [] : [span.start, span.end])));
  const readPosition = positionReader(text);
  const positions = new Map([...offsets].sort((a, b) => a - b).map((offset) => [offset, readPosition(offset)]));
  return spans.map((span) => {
    const start = span && positions.get(span.start);
    const end = span && positions.get(span.end);
    return start && end && { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
  });
}
