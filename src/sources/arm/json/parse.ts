import type { JsonValue } from './json-value.ts';
import { MAX_DEPTH, readTolerantly } from './tolerant-reader.ts';

export type { JsonValue };

/** A parsed text; the notes name each thing that is not JSON and yet accepted, with the line of its first occurrence. */
export interface ParsedJson {
  readonly value: JsonValue;
  readonly notes: readonly string[];
  /** Whether the text is outside RFC 8259, so that other JSON tools will refuse it. */
  readonly tolerant: boolean;
}

/**
 * Parses the text of a template (no byte order mark). Besides RFC 8259 it takes what Resource Manager takes in templates:
 * comments, trailing commas, raw line breaks and control characters in strings, single quotes, and white space such as
 * U+00A0. Of duplicate keys the last one wins.
 *
 * Throws `JsonSyntaxError`, and `TextError` (`json-too-deep`) for arrays and objects nested deeper than 512. Neither this
 * function nor a recursive one over its value can overflow the stack.
 */
export function parseJson(text: string): ParsedJson {
  let value: JsonValue;
  try {
    value = JSON.parse(text);
  } catch {
    return { ...readTolerantly(text), tolerant: true };
  }
  // Reading once more finds where the text goes too deep, which the value cannot tell.
  if (isDeeperThan(value, MAX_DEPTH)) return { ...readTolerantly(text), tolerant: false };
  return { value, notes: [], tolerant: false };
}

function isDeeperThan(value: JsonValue, levels: number): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) {
    for (const member of value) if (isDeeperThan(member, levels - 1)) return true;
    return false;
  }
  const object = value as { readonly [key: string]: JsonValue };
  // Members of what JSON.parse makes are its own, and a list of all of them would take most of the time.
  for (const key in object) if (isDeeperThan(object[key] ?? null, levels - 1)) return true;
  return false;
}
