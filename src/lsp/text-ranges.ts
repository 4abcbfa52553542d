import type { Position, Range as TextRange } from 'vscode-languageserver/node';
import type { Location, Range } from '../util/location.ts';

/** A line of a text by its number from 0, without its end; empty past the last one. */
export type LineReader = (line: number) => string;

/** Lines and columns of reports count from 1, those of the protocol from 0; both are UTF-16 units. */
export function textRange({ line, column, endLine, endColumn }: Range): TextRange {
  return {
    start: { line: line - 1, character: column - 1 },
    end: { line: endLine - 1, character: endColumn - 1 },
  };
}

/** The whole of a place; of one without an end that of its word, of one without lines the start of the file. */
export function rangeOfLocation(location: Partial<Range>, lineAt: LineReader): TextRange {
  const { line = 1, column = 1, endLine, endColumn } = location;
  if (endLine !== undefined && endColumn !== undefined) return textRange({ line, column, endLine, endColumn });
  return wordRange(lineAt, { line: line - 1, character: column - 1 });
}

/** What to underline of a place: of several lines the first one that says something. */
export function markedRange(location: Location, lineAt: LineReader): TextRange {
  const whole = rangeOfLocation(location, lineAt);
  if (whole.start.line === whole.end.line) return whole;
  for (let line = whole.start.line; line < whole.end.line; line++) {
    const from = line === whole.start.line ? whole.start.character : 0;
    const text = lineAt(line).slice(from);
    if (!/\w/.test(text)) continue;
    const start = from + text.length - text.trimStart().length;
    return { start: { line, character: start }, end: { line, character: from + text.trimEnd().length } };
  }
  return whole;
}

/** From a position to the end of the word, or of the text in quotes, that begins there; at least to the next character. */
export function wordRange(lineAt: LineReader, start: Position): TextRange {
  const rest = lineAt(start.line).slice(start.character);
  const [word = ''] = /^(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s,:[\]{}]+)/.exec(rest) ?? [];
  const length = word.length > 0 ? word.length : Math.min(1, rest.length);
  return { start, end: { line: start.line, character: start.character + length } };
}

export function contains({ start, end }: TextRange, position: Position): boolean {
  return !isBefore(position, start) && !isBefore(end, position);
}

export function overlaps(a: TextRange, b: TextRange): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

export function lineReader(text: string): LineReader {
  const lines = text.split(/\r\n|\r|\n/);
  return (line) => lines[line] ?? '';
}
