import type { JsonValue } from './json-value.ts';
import { MAX_JSON_DEPTH, readTolerantly } from './tolerant-reader.ts';

export type { JsonValue };

/** A parsed text; the notes list each accepted deviation from JSON with the line of its first occurrence. */
export interface ParsedJson {
  readonly value: JsonValue;
  readonly notes: readonly string[];
  /** Whether the text deviates from RFC 8259, so that other JSON tools will reject it. */
  readonly tolerant: boolean;
}

/**
 * Parses the text of a template (no byte order mark). Besides RFC 8259 it accepts what Resource Manager does:
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
  // Read again to find where the text is too deep.
  if (isDeeperThan(value, MAX_JSON_DEPTH)) return { ...readTolerantly(text), tolerant: false };
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
