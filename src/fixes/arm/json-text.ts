import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  OPEN_BRACE,
  OPEN_BRACKET,
} from '../../sources/arm/json/characters.ts';
import { parseJson } from '../../sources/arm/json/parse-json.ts';
import { skipString, skipTrivia, skipValue } from '../../sources/arm/json/skip-json.ts';
import type { Path } from '../../util/location.ts';
import type { TemplateJson } from './print-json.ts';

/** Offsets into a text, the end exclusive. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** The text from `start` to `end` becomes `text`; equal offsets insert. */
export interface TextEdit extends TextSpan {
  readonly text: string;
}

/** An entry of an array or object; for objects with the name and its span. */
export interface JsonEntry {
  readonly value: TextSpan;
  readonly key?: string;
  readonly keySpan?: TextSpan;
}

export interface JsonContainer {
  readonly kind: 'array' | 'object';
  readonly span: TextSpan;
  readonly entries: readonly JsonEntry[];
}

/** The array or object that begins at an offset; undefined for another value. The text is one that `parseJson` accepts. */
export function containerAt(text: string, start: number): JsonContainer | undefined {
  const first = text.charCodeAt(start);
  if (first !== OPEN_BRACE && first !== OPEN_BRACKET) return undefined;
  const isObject = first === OPEN_BRACE;
  const close = isObject ? CLOSE_BRACE : CLOSE_BRACKET;
  const entries: JsonEntry[] = [];
  let offset = skipTrivia(text, start + 1);
  while (offset < text.length && text.charCodeAt(offset) !== close) {
    const entry = isObject ? memberAt(text, offset) : { value: { start: offset, end: skipValue(text, offset) } };
    entries.push(entry);
    offset = skipTrivia(text, entry.value.end);
    if (text.charCodeAt(offset) === COMMA) offset = skipTrivia(text, offset + 1);
  }
  return { kind: isObject ? 'object' : 'array', span: { start, end: offset + 1 }, entries };
}

function memberAt(text: string, offset: number): JsonEntry {
  const keySpan = { start: offset, end: skipString(text, offset) };
  let start = skipTrivia(text, keySpan.end);
  if (text.charCodeAt(start) === COLON) start = skipTrivia(text, start + 1);
  return { key: keyText(text, keySpan), keySpan, value: { start, end: skipValue(text, start) } };
}

function keyText(text: string, { start, end }: TextSpan): string {
  const raw = text.slice(start, end);
  return raw.includes('\\') ? String(parseJson(raw).value) : raw.slice(1, -1);
}

/** The entry at a path. An exact name wins over one in another letter case, and the last duplicate wins. */
export function jsonEntryAt(text: string, path: Path): JsonEntry | undefined {
  let entry: JsonEntry = { value: wholeValue(text) };
  for (const step of path) {
    const found = child(containerAt(text, entry.value.start), step);
    if (found === undefined) return undefined;
    entry = found;
  }
  return entry;
}

function child(container: JsonContainer | undefined, step: string | number): JsonEntry | undefined {
  return container?.entries[entryIndex(container, step)];
}

/** The index of an entry, which may be one that is not there. */
export function entryIndex({ kind, entries }: JsonContainer, step: string | number): number {
  if (typeof step === 'number') return kind === 'array' ? step : -1;
  const folded = step.toLowerCase();
  const exact = entries.findLastIndex(({ key }) => key === step);
  return exact >= 0 ? exact : entries.findLastIndex(({ key }) => key?.toLowerCase() === folded);
}

function wholeValue(text: string): TextSpan {
  const start = skipTrivia(text, 0);
  return { start, end: skipValue(text, start) };
}

/** The value of a text, or undefined when it is no JSON. */
export function jsonOf(text: string): TemplateJson | undefined {
  try {
    return parseJson(text).value as TemplateJson;
  } catch {
    return undefined;
  }
}
