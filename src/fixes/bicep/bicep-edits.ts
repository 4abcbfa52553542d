import { keyText } from '../../sources/bicep/syntax/literal-text.ts';
import type { ArrayExpr, BicepSpan, Expr, ObjectExpr } from '../../sources/bicep/syntax/nodes.ts';
import type { Path } from '../../util/location.ts';
import type { TextEdit } from '../arm/json-text.ts';
import { indentAt } from '../arm/print-json.ts';
import { type BicepLayout, type BicepParts, printInline, printLines } from './bicep-code.ts';

/** The value of a declaration without its loop, condition and parentheses. */
export function bodyOf(value: Expr): Expr {
  let body = value;
  while (body.kind === 'for' || body.kind === 'if' || body.kind === 'parentheses')
    body = body.kind === 'parentheses' ? body.value : body.body;
  return body;
}

type Container = ObjectExpr | ArrayExpr;
type Item = Container['items'][number];

/** What a path leads to below a value; undefined where something else than an object or array is in the way. */
export function itemAt(
  value: Expr,
  steps: Path,
): { readonly value: Expr; readonly item?: Item; readonly in?: Container } | undefined {
  let found: ReturnType<typeof itemAt> = { value: bodyOf(value) };
  for (const step of steps) {
    const container: Expr | undefined = found?.value;
    if (container?.kind !== 'object' && container?.kind !== 'array') return undefined;
    const item: Item | undefined =
      container.kind === 'object' ? member(container, step) : container.items[Number(step)];
    if (item === undefined || item.kind === 'spread' || item.kind === 'resource') return undefined;
    found = { value: item.kind === 'property' ? item.value : item, item, in: container };
  }
  return found;
}

function member({ items }: ObjectExpr, step: Path[number]): Item | undefined {
  const named = (fold: (text: string) => string): Item | undefined =>
    items.findLast((item) => item.kind === 'property' && fold(keyText(item.key) ?? '') === fold(String(step)));
  return named((text) => text) ?? named((text) => text.toLowerCase());
}

/** Adds an item after the others, in their layout. */
export function appendItem(
  text: string,
  container: Container,
  parts: BicepParts,
  key: string | undefined,
  layout: BicepLayout,
): readonly TextEdit[] {
  const last = container.items.at(-1);
  if (last === undefined) {
    const whole: BicepParts =
      key === undefined ? { kind: 'array', items: [parts] } : { kind: 'object', members: [[key, parts]] };
    return [fillEmpty(text, container, whole, layout)];
  }
  const head = key === undefined ? '' : `${key}: `;
  if (startsLine(text, last.start)) {
    const indent = indentAt(text, last.start);
    const at = endOfItemLine(text, last.end);
    const likeLast = key === undefined && !text.slice(last.start, last.end).includes('\n');
    const printed = likeLast ? printInline(parts) : printLines(parts, layout, indent);
    return [insertion(at, `${layout.lineEnd}${indent}${head}${printed}`)];
  }
  const isOneLine = !text.slice(container.start, container.end).includes('\n');
  const printed = isOneLine ? printInline(parts) : printLines(parts, layout, lineIndent(text, last.end));
  return [insertion(last.end, `, ${head}${printed}`)];
}

/** Puts the items of `whole` behind the comments of an empty object or array. */
function fillEmpty(text: string, { start, end }: Container, whole: BicepParts, layout: BicepLayout): TextEdit {
  const kept = text.slice(start, end - 1).trimEnd().length;
  return { start: start + kept, end, text: printLines(whole, layout, lineIndent(text, start)).slice(1) };
}

/** Puts another value in the place of one; comments of an empty object or array stay. */
export function replaceValue(text: string, old: Expr, parts: BicepParts, layout: BicepLayout): TextEdit {
  if (old.kind === parts.kind && old.items.length === 0 && printInline(parts).length > '{}'.length)
    return fillEmpty(text, old, parts, layout);
  return { start: old.start, end: old.end, text: printLines(parts, layout, lineIndent(text, old.start)) };
}

export function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}

/** Takes an item out: with its lines where it has them to itself, else with the comma that it is set off by. */
export function removeItem(text: string, container: Container, item: BicepSpan): readonly TextEdit[] {
  const index = container.items.findIndex(({ start }) => start === item.start);
  const comma = /^[ \t]*,/.exec(text.slice(item.end))?.[0].length ?? 0;
  const end = item.end + comma;
  const lineStart = text.lastIndexOf('\n', item.start - 1) + 1;
  const after = /^[ \t]*(?:\/\/[^\r\n]*)?\r?\n/.exec(text.slice(end));
  if (startsLine(text, item.start) && after !== null)
    return [{ start: lineStart, end: end + after[0].length, text: '' }];
  const previous = container.items[index - 1];
  if (comma > 0) return [{ start: item.start, end: end + blanks(text, end), text: '' }];
  return [{ start: previous === undefined ? item.start : previous.end, end: item.end, text: '' }];
}

function blanks(text: string, offset: number): number {
  return /^[ \t]*/.exec(text.slice(offset, offset + MAX_BLANKS))?.[0].length ?? 0;
}

const MAX_BLANKS = 100;

/** The white space that the line of an offset begins with. */
function lineIndent(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, lineStart + MAX_BLANKS))?.[0] ?? '';
}

function startsLine(text: string, offset: number): boolean {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return text.slice(lineStart, offset).trim() === '';
}

const REST_OF_ITEM = /^[ \t]*,?(?:[ \t]*\/\*[\s\S]*?\*\/)*(?:[ \t]*\/\/[^\r\n]*)?/;

/** After the comma and the comments that stand behind an item, to the end of the last that begins on its line. */
export function endOfItemLine(text: string, offset: number): number {
  return offset + (REST_OF_ITEM.exec(text.slice(offset))?.[0].length ?? 0);
}
