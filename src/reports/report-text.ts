import { concatSafeText, type SafeText, safeJson } from '../util/safe-text.ts';
import { rememberLast } from './remember-last.ts';

/** A number with its noun: `1 template`, `2 templates`. */
export function pluralize(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}

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
  const write = createObjectWriter('    ');
  for (const item of items) {
    yield safeJson(`${start}\n    `);
    yield* write(item);
    start = ',';
  }
  yield safeJson(start === ',' ? '\n  ]' : `${start}]`);
}

/**
 * Writes objects member by member, in pieces. A member that is the same object as in the one before is the same text, which
 * is made once: results of a target share most of theirs.
 */
function createObjectWriter(indent: string): (object: unknown) => Iterable<SafeText> {
  const inner = `${indent}  `;
  const writers = new Map<string, (value: object) => SafeText>();
  const writerOf = (name: string): ((value: object) => SafeText) => {
    const write = writers.get(name) ?? rememberLast((one: object) => safeJson(indented(jsonText(one), inner)));
    writers.set(name, write);
    return write;
  };
  return function* (object) {
    if (typeof object !== 'object' || object === null || isList(object)) {
      yield safeJson(indented(jsonText(object), indent));
      return;
    }
    let text = '{';
    let separator = `\n${inner}`;
    for (const [name, value] of Object.entries(object)) {
      if (value === undefined) continue;
      text += `${separator}${jsonText(name)}: `;
      separator = `,\n${inner}`;
      if (typeof value !== 'object' || value === null) text += jsonText(value);
      else {
        yield safeJson(text);
        yield writerOf(name)(value);
        text = '';
      }
    }
    yield safeJson(text === '{' ? '{}' : `${text}\n${indent}}`);
  };
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
