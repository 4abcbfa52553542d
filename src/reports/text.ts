import { joined, type SafeText, safeJson } from '../util/safe-text.ts';

/** A number with its noun: `1 template`, `2 templates`. */
export function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** JSON, indented by so many spaces, and a last newline. The value is the same, and what shows the text is safe. */
export function toJson(value: unknown, indent = 2): SafeText {
  return safeJson(`${JSON.stringify(value, null, indent)}\n`);
}

/**
 * What `toJson` makes of an object, in pieces: a member that is a list, or whatever gives its items one by one, is written
 * item by item.
 */
export function* toJsonPieces(members: Readonly<Record<string, unknown>>): Iterable<SafeText> {
  let start = '{';
  for (const [name, value] of Object.entries(members)) {
    const label = `${start}\n  ${json(name)}: `;
    start = ',';
    if (isList(value)) yield* listPieces(label, value);
    else yield safeJson(label + indented(json(value), '  '));
  }
  yield safeJson(start === '{' ? '{}\n' : '\n}\n');
}

function* listPieces(label: string, items: Iterable<unknown>): Iterable<SafeText> {
  let start = `${label}[`;
  for (const item of items) {
    yield safeJson(`${start}\n    ${indented(json(item), '    ')}`);
    start = ',';
  }
  yield safeJson(start === ',' ? '\n  ]' : `${start}]`);
}

function isList(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

function indented(json: string, indent: string): string {
  return json.replaceAll('\n', `\n${indent}`);
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

const PIECE = 64 * 1024;

/** Joins pieces to larger ones, for each of them is a write of its own. */
export function* larger(pieces: Iterable<SafeText>): Iterable<SafeText> {
  let some: SafeText[] = [];
  let length = 0;
  for (const piece of pieces) {
    some.push(piece);
    length += piece.length;
    if (length < PIECE) continue;
    yield joined(some);
    some = [];
    length = 0;
  }
  if (some.length > 0) yield joined(some);
}
