import { concatSafeText, type SafeText, safeJson } from '../util/safe-text.ts';

/** JSON, indented by so many spaces, and a last newline. The value is unchanged, and the text is safe to show. */
export function toJson(value: unknown, indent = 2): SafeText {
  return safeJson(`${JSON.stringify(value, null, indent)}\n`);
}

/**
 * What `toJson` makes of an object, in pieces: a member that is iterable is written item by item.
 */
export function* toJsonPieces(members: Readonly<Record<string, unknown>>): Iterable<SafeText> {
  let start = '{';
  for (const [name, value] of Object.entries(members)) {
    const label = `${start}\n  ${jsonText(name)}: `;
    start = ',';
    if (isList(value)) yield* listPieces(label, value);
    else yield safeJson(label + indented(jsonText(value), '  '));
  }
  yield safeJson(start === '{' ? '{}\n' : '\n}\n');
}

function* listPieces(label: string, items: Iterable<unknown>): Iterable<SafeText> {
  let start = `${label}[`;
  for (const item of items) {
    yield safeJson(start + itemText(item));
    start = ',';
  }
  yield safeJson(start === ',' ? '\n  ]' : `${start}]`);
}

const BEFORE_ITEM = '[\n  ['.length;
const AFTER_ITEM = '\n  ]\n]'.length;

/** An item of a list of a list, with the line break before it: to indent it afterwards would take longer. */
function itemText(item: unknown): string {
  return jsonText([[item]]).slice(BEFORE_ITEM, -AFTER_ITEM);
}

function isList(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

function indented(json: string, indent: string): string {
  return json.replaceAll('\n', `\n${indent}`);
}

function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

const CHUNK_LENGTH = 64 * 1024;

/** Joins small pieces into chunks, because each one is a separate write. */
export function* chunked(pieces: Iterable<SafeText>): Iterable<SafeText> {
  let chunk: SafeText[] = [];
  let length = 0;
  for (const piece of pieces) {
    chunk.push(piece);
    length += piece.length;
    if (length < CHUNK_LENGTH) continue;
    yield concatSafeText(chunk);
    chunk = [];
    length = 0;
  }
  if (chunk.length > 0) yield concatSafeText(chunk);
}
