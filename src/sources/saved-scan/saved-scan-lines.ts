import { MAX_RECORD_BYTES, type ScanEnd } from '../azure/decode/scan-record.ts';
import type { SavedHeader, SavedRecord } from './saved-record.ts';

/*
 * A saved scan is one JSON document with one record per line:
 *
 *     {"header":{…},"records":[
 *     {…},
 *     {…}
 *     ],"end":{…}}
 *
 * A truncated line is never valid JSON, so it cannot be mistaken for a record.
 */

const HEADER_START = '{"header":';
const HEADER_END = ',"records":[';

/** In bytes, including the comma. Longer lines are rejected; a registry record has about 1,500 bytes. */
export const MAX_LINE_BYTES = MAX_RECORD_BYTES + 1;

export function headerLine(header: SavedHeader): string {
  return `${HEADER_START}${JSON.stringify(header)}${HEADER_END}`;
}

export function recordLine(record: SavedRecord): string {
  return JSON.stringify(record);
}

export function endLine(end: ScanEnd): string {
  return `],"end":${JSON.stringify(end)}}`;
}

/** Whether a text begins like a saved scan, or is a prefix of such a beginning. */
export function beginsLikeSavedScan(text: string): boolean {
  return text.length < HEADER_START.length ? HEADER_START.startsWith(text) : text.startsWith(HEADER_START);
}

/** The JSON of the header in a first line; undefined when the document has another layout. Throws `SyntaxError`. */
export function parseHeaderLine(text: string): unknown {
  const line = text.trimEnd();
  if (!line.startsWith(HEADER_START) || !line.endsWith(HEADER_END)) return undefined;
  return JSON.parse(line.slice(HEADER_START.length, -HEADER_END.length));
}

/** Parses a line after the header. Throws `SyntaxError`. */
export function parseLine(text: string): { readonly record: unknown } | { readonly end: unknown } | 'blank' {
  const line = text.trim();
  if (line === '') return 'blank';
  if (!line.startsWith(']')) return { record: JSON.parse(line.endsWith(',') ? line.slice(0, -1) : line) };
  const document: { end?: unknown } = JSON.parse(`{"records":[${line}`);
  return { end: document.end };
}
