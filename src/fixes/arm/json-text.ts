import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  OPEN_BRACE,
  OPEN_BRACKET,
} from '../../sources/arm/json/characters.ts';
import { parseJson } from '../../sources/arm/json/parse.ts';
import { skipString, skipTrivia, skipValue } from '../../sources/arm/json/skip.ts';
import type { Path } from '../../util/location.ts';
import type { Json } from './print-json.ts';

/** Offsets into a text, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** An entry of an array, or of an object with the span and the text of its name. */
export interface Entry {
  readonly value: Span;
  readonly key?: string;
  readonly keySpan?: Span;
}

export interface Container {
  readonly kind: 'array' | 'object';
  readonly span: Span;
  readonly entries: readonly Entry[];
}

/** The array or object that begins at an offset; undefined for another value. The text is one that `parseJson` accepts. */
export function containerAt(text: string, start: number): Container | undefined {
  const first = text.charCodeAt(start);
  if (first !== OPEN_BRACE && first !== OPEN_BRACKET) return undefined;
  const isObject = first === OPEN_BRACE;
  const close = isObject ? CLOSE_BRACE : CLOSE_BRACKET;
  const entries: Entry[] = [];
  let offset = skipTrivia(text, start + 1);
  while (offset < text.length && text.charCodeAt(offset) !== close) {
    const entry = isObject ? memberAt(text, offset) : { value: { start: offset, end: skipValue(text, offset) } };
    entries.push(entry);
    offset = skipTrivia(text, entry.value.end);
    if (text.charCodeAt(offset) === COMMA) offset = skipTrivia(text, offset + 1);
  }
  return { kind: isObject ? 'object' : 'array', span: { start, end: offset + 1 }, entries };
}

function memberAt(text: string, offset: number): Entry {
  const keySpan = { start: offset, end: skipString(text, offset) };
  let start = skipTrivia(text, keySpan.end);
  if (text.charCodeAt(start) === COLON) start = skipTrivia(text, start + 1);
  return { key: keyText(text, keySpan), keySpan, value: { start, end: skipValue(text, start) } };
}

function keyText(text: string, { start, end }: Span): string {
  const raw = text.slice(start, end);
  return raw.includes('\\') ? String(parseJson(raw).value) : raw.slice(1, -1);
}

/** The entry at a path. Of names the exact one counts, else one in another letter case; of duplicates the last. */
export function entryAt(text: string, path: Path): Entry | undefined {
  let entry: Entry = { value: wholeValue(text) };
  for (const step of path) {
    const found = child(containerAt(text, entry.value.start), step);
    if (found === undefined) return undefined;
    entry = found;
  }
  return entry;
}

function child(container: Container | undefined, step: string | number): Entry | undefined {
  if (container === undefined) return undefined;
  if (typeof step === 'number') return container.kind === 'array' ? container.entries[step] : undefined;
  const folded = step.toLowerCase();
  return (
    container.entries.findLast(({ key }) => key === step) ??
    container.entries.findLast(({ key }) => key?.toLowerCase() === folded)
  );
}

function wholeValue(text: string): Span {
  const start = skipTrivia(text, 0);
  return { start, end: skipValue(text, start) };
}

/** The value of a text, or undefined when it is no JSON. */
export function jsonOf(text: string): Json | undefined {
  try {
    return parseJson(text).value as Json;
  } catch {
    return undefined;
  }
}
