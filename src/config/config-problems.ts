import { UsageError } from '../util/errors.ts';
import { escapeInvisible } from '../util/escape.ts';
import { nearest } from '../util/nearest.ts';

/** A problem of the file, at an offset in its text. */
export interface ConfigProblem {
  readonly offset: number;
  readonly message: string;
}

interface LinePosition {
  readonly line: number;
  readonly column: number;
}

/** Maximum lines of an error message; a hostile file could produce thousands. */
const MAX_LISTED_PROBLEMS = 50;
const MAX_QUOTED_CHARACTERS = 200;

/** Text for a message, with unprintable characters as `\u{…}`, truncated to 200 characters. */
export function printable(text: string): string {
  return escapeInvisible(text.length > MAX_QUOTED_CHARACTERS ? `${text.slice(0, MAX_QUOTED_CHARACTERS)}…` : text);
}

/** `printable` between quotation marks. */
export function quote(text: string): string {
  return `"${printable(text)}"`;
}

/** `; did you mean "…"?` with the nearest of the names, else all of them when they are few, else nothing. */
export function suggestion(word: string, names: readonly string[], listLabel?: string): string {
  const near = nearest(word, names);
  if (near !== undefined) return `; did you mean ${quote(near)}?`;
  return listLabel !== undefined && names.length > 0 && names.length <= 12 ? `; ${listLabel}: ${names.join(', ')}` : '';
}

/** All problems as one error, a line each (`file:line:column: message`), in the order of the file. */
export function problemsError(
  file: string,
  problems: readonly ConfigProblem[],
  positionOf: (offset: number) => LinePosition,
): UsageError {
  const sorted = [...problems].sort((a, b) => a.offset - b.offset);
  const lines = sorted.slice(0, MAX_LISTED_PROBLEMS).map(({ offset, message }) => {
    const { line, column } = positionOf(offset);
    return `${printable(file)}:${line}:${column}: ${message}`;
  });
  if (sorted.length > MAX_LISTED_PROBLEMS)
    lines.push(`${printable(file)}: and ${sorted.length - MAX_LISTED_PROBLEMS} more`);
  const first = sorted[0];
  return new UsageError(lines.join('\n'), { lines, location: { file, ...(first && positionOf(first.offset)) } });
}
