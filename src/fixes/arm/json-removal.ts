import { COMMA } from '../../sources/arm/json/characters.ts';
import { skipTrivia } from '../../sources/arm/json/skip-json.ts';
import type { Path } from '../../util/location.ts';
import { containerAt, entryIndex, type JsonContainer, jsonEntryAt, type TextEdit, type TextSpan } from './json-text.ts';

/** Takes a value out of an array or object: with its lines where it has them to itself, and with one comma. */
export function removeAt(text: string, path: Path): readonly TextEdit[] | undefined {
  const step = path.at(-1);
  const found = step === undefined ? undefined : jsonEntryAt(text, path.slice(0, -1));
  const container = found && containerAt(text, found.value.start);
  const index = container === undefined || step === undefined ? -1 : entryIndex(container, step);
  const own = container?.entries[index];
  if (container === undefined || own === undefined) return undefined;
  const start = own.keySpan?.start ?? own.value.start;
  const { end } = own.value;
  const comma = skipTrivia(text, end);
  if (text.charCodeAt(comma) === COMMA) return [erase(withComma(text, start, comma + 1))];
  const previous = container.entries[index - 1];
  return previous === undefined
    ? [erase(onlyValue(text, container, { start, end }))]
    : lastValue(text, skipTrivia(text, previous.value.end), { start, end });
}

function erase({ start, end }: TextSpan): TextEdit {
  return { start, end, text: '' };
}

/** A value and the comma after it; on a line with others, the blanks before the next one too. */
function withComma(text: string, start: number, end: number): TextSpan {
  return wholeLines(text, start, end) ?? { start, end: end + blanksAt(text, end) };
}

/** The last value: the comma before it is that of the value which is the last then. */
function lastValue(text: string, comma: number, { start, end }: TextSpan): readonly TextEdit[] {
  const lines = wholeLines(text, start, end);
  if (lines !== undefined) return [erase({ start: comma, end: comma + 1 }), erase(lines)];
  const isBeside = text.slice(comma + 1, start).trim() === '';
  return isBeside ? [erase({ start: comma, end })] : [erase({ start: comma, end: comma + 1 }), erase({ start, end })];
}

/** The only value; comments beside it stay. */
function onlyValue(text: string, { span }: JsonContainer, own: TextSpan): TextSpan {
  const inside = { start: span.start + 1, end: span.end - 1 };
  const rest = text.slice(inside.start, own.start) + text.slice(own.end, inside.end);
  return rest.trim() === '' ? inside : (wholeLines(text, own.start, own.end) ?? own);
}

/** The lines from one offset to another with their end, if nothing else is on them but a comment at the end. */
function wholeLines(text: string, start: number, end: number): TextSpan | undefined {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  if (lineStart === 0 || lineEnd < 0 || text.slice(lineStart, start).trim() !== '') return undefined;
  const rest = text.slice(end, lineEnd).trim();
  return rest === '' || rest.startsWith('//') ? { start: lineStart, end: lineEnd + 1 } : undefined;
}

function blanksAt(text: string, offset: number): number {
  return /^[ \t]*/.exec(text.slice(offset, offset + MAX_BLANKS))?.[0].length ?? 0;
}

const MAX_BLANKS = 100;
