import { COMMA } from '../../sources/arm/json/characters.ts';
import { skipTrivia } from '../../sources/arm/json/skip-json.ts';
import { escapeJson } from '../../util/escape.ts';
import type { Path } from '../../util/location.ts';
import { removeAt } from './json-removal.ts';
import { containerAt, type JsonContainer, type JsonEntry, jsonEntryAt, type TextEdit } from './json-text.ts';
import { indentAt, indentUnit, type JsonStyle, lineEndAt, printJson, type TemplateJson } from './print-json.ts';

/** A change of a JSON document by path and value; it becomes text edits in the style of the document. */
export type JsonChange =
  | { readonly kind: 'set'; readonly path: Path; readonly value: TemplateJson }
  | { readonly kind: 'append'; readonly path: Path; readonly value: TemplateJson; readonly key?: string }
  | { readonly kind: 'remove'; readonly path: Path };

/** Applies changes in order, each to the result of the one before. Undefined when a path leads nowhere. */
export function applyChanges(text: string, changes: readonly JsonChange[]): string | undefined {
  let result: string | undefined = text;
  for (const change of changes) {
    const edits: readonly TextEdit[] | undefined = result === undefined ? undefined : editsOf(result, change);
    result = result === undefined || edits === undefined ? undefined : applyEdits(result, edits);
  }
  return result;
}

function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let from = 0;
  for (const { start, end, text: inserted } of edits) {
    result += text.slice(from, start) + inserted;
    from = end;
  }
  return result + text.slice(from);
}

function editsOf(text: string, change: JsonChange): readonly TextEdit[] | undefined {
  if (change.kind === 'remove') return removeAt(text, change.path);
  if (change.kind === 'append') return appendAt(text, change.path, change.value, change.key);
  const found = jsonEntryAt(text, change.path);
  if (found !== undefined) {
    const { start, end } = found.value;
    return [{ start, end, text: printJson(change.value, styleAt(text, start), indentAt(text, start)) }];
  }
  const key = change.path.at(-1);
  return typeof key === 'string' ? appendAt(text, change.path.slice(0, -1), change.value, key) : undefined;
}

function appendAt(
  text: string,
  path: Path,
  value: TemplateJson,
  key: string | undefined,
): readonly TextEdit[] | undefined {
  const found = jsonEntryAt(text, path);
  const container = found && containerAt(text, found.value.start);
  if (container === undefined || (container.kind === 'object') !== (key !== undefined)) return undefined;
  const last = container.entries.at(-1);
  return last === undefined ? fillEmpty(text, container, value, key) : appendAfter(text, container, last, value, key);
}

/** The style of the text around an offset. */
function styleAt(text: string, offset: number, container?: JsonContainer): JsonStyle {
  const isOneLine =
    container === undefined
      ? !text.includes('\n')
      : !text.slice(container.span.start, container.span.end).includes('\n');
  return {
    unit: indentUnit(text),
    lineEnd: lineEndAt(text, offset),
    isOneLine,
    colon: colonOf(text, container),
    ...(isOneLine && { spacing: oneLineSpacing(text, container) }),
  };
}

/** The text between a name and its value, as in a neighbouring entry. */
function colonOf(text: string, container: JsonContainer | undefined): string {
  const root = containerAt(text, skipTrivia(text, 0));
  const last = container?.entries.at(-1);
  const beside = last && containerAt(text, last.value.start);
  for (const entry of [beside, container, root].flatMap((one) => one?.entries ?? [])) {
    const written = entry.keySpan && text.slice(entry.keySpan.end, entry.value.start);
    if (written !== undefined && /^ ?: ?$/.test(written)) return written;
  }
  return ': ';
}

/** Spacing as in the surrounding text; without a comma to go by, as after colons. */
function oneLineSpacing(text: string, container: JsonContainer | undefined): JsonStyle['spacing'] {
  const { start, end } = container?.span ?? { start: 0, end: text.length };
  const sample = text.slice(start, end);
  const objects = /\{( ?)["']/.exec(sample)?.[1] ?? '';
  return {
    insideBraces: objects,
    afterComma: /[}\]"'\w], /.test(sample) || (!/,/.test(sample) && colonOf(text, container).endsWith(' ')) ? ' ' : '',
  };
}

function printEntry(value: TemplateJson, key: string | undefined, style: JsonStyle, indent: string): string {
  const body = printJson(value, style, indent);
  return key === undefined ? body : `${escapeJson(JSON.stringify(key))}${style.colon}${body}`;
}

/** Fills an empty array or object; comments in it stay before the inserted value. */
function fillEmpty(
  text: string,
  { span }: JsonContainer,
  value: TemplateJson,
  key: string | undefined,
): readonly TextEdit[] {
  const close = span.end - 1;
  const isOneLine = !text.includes('\n');
  const style = { ...styleAt(text, span.start), isOneLine };
  if (isOneLine) return [{ start: close, end: close, text: printEntry(value, key, style, '') }];
  const indent = indentAt(text, span.start);
  const inner = indent + style.unit;
  const inside = text.slice(span.start + 1, close);
  const keptEnd = span.start + 1 + inside.trimEnd().length;
  const filled = `${style.lineEnd}${inner}${printEntry(value, key, style, inner)}${style.lineEnd}${indent}`;
  return [{ start: keptEnd, end: close, text: filled }];
}

/** Appends a value to an array or object, in the layout of the values before it. */
function appendAfter(
  text: string,
  container: JsonContainer,
  last: JsonEntry,
  value: TemplateJson,
  key: string | undefined,
): readonly TextEdit[] {
  const { end } = last.value;
  const next = skipTrivia(text, end);
  const hasComma = text.charCodeAt(next) === COMMA;
  const afterComma = hasComma ? next + 1 : end;
  const comma = hasComma ? [] : [{ start: end, end, text: ',' }];
  const style = styleAt(text, end, container);
  const start = last.keySpan?.start ?? last.value.start;
  if (!startsLine(text, start)) return appendInline(text, container, last, comma, afterComma, value, key, style);
  const indent = indentAt(text, start);
  const at = endOfLineComment(text, afterComma);
  const inserted = `${style.lineEnd}${indent}${printEntry(value, key, { ...style, isOneLine: false }, indent)}`;
  return [...comma, { start: at, end: at, text: `${inserted}${hasComma ? ',' : ''}` }];
}

/** The last value shares its line with a bracket or the value before it; so does the new one. */
function appendInline(
  text: string,
  container: JsonContainer,
  last: JsonEntry,
  comma: readonly TextEdit[],
  at: number,
  value: TemplateJson,
  key: string | undefined,
  style: JsonStyle,
): readonly TextEdit[] {
  const before = container.entries.at(-2);
  const separator =
    before && text.slice(skipTrivia(text, before.value.end) + 1, last.keySpan?.start ?? last.value.start);
  const fallback = style.isOneLine ? (style.spacing?.afterComma ?? '') : ' ';
  const gap = separator !== undefined && separator.trim() === '' ? separator : fallback;
  const indent = indentAt(text, last.value.end - 1);
  const isOneLine = !text.slice(last.value.start, last.value.end).includes('\n');
  const entryStyle: JsonStyle = isOneLine
    ? { ...style, isOneLine, spacing: style.spacing ?? oneLineSpacing(text, container) ?? DEFAULT_SPACING }
    : style;
  return [
    ...comma,
    { start: at, end: at, text: `${gap}${printEntry(value, key, entryStyle, indent)}${comma.length > 0 ? '' : ','}` },
  ];
}

const DEFAULT_SPACING = { insideBraces: ' ', afterComma: ' ' };

function startsLine(text: string, offset: number): boolean {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return lineStart > 0 && text.slice(lineStart, offset).trim() === '';
}

/** The offset after comments on the same line, which belong to the value before them. */
function endOfLineComment(text: string, offset: number): number {
  let lineEnd = text.indexOf('\n', offset);
  if (lineEnd < 0) return offset;
  if (text.charCodeAt(lineEnd - 1) === 13) lineEnd--;
  const rest = text.slice(offset, lineEnd);
  const comments = /^(?:[ \t]*\/\*(?:(?!\*\/).)*\*\/)*(?:[ \t]*\/\/.*)?/.exec(rest)?.[0] ?? '';
  return offset + comments.length;
}
