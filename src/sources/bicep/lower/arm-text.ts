import type { JsonValue } from '../../arm/json/json-value.ts';

/*
 * Expressions of a template are made as text, without the brackets around them. Text that begins with a quote is a string, with a
 * digit or `-` an integer; all else is a call, with what is read of its result behind it.
 */

export function quote(text: string): string {
  return text.includes("'") ? `'${text.replaceAll("'", "''")}'` : `'${text}'`;
}

export function callText(name: string, args: readonly string[]): string {
  return `${name}(${args.join(', ')})`;
}

const MAX_INT32 = 2_147_483_647n;

/** Integers of more than 32 bits cannot be written as such in an expression. */
export function integerText(value: bigint): string {
  return value > MAX_INT32 || value < -MAX_INT32 - 1n ? `json('${value}')` : String(value);
}

function isLiteral(text: string): boolean {
  const first = text.charCodeAt(0);
  return first === 39 || first === 45 || (first >= 48 && first <= 57);
}

/** The text as a call: members cannot be read of literals. */
export function asCall(text: string): string {
  if (!isLiteral(text)) return text;
  return text.charCodeAt(0) === 39 ? `string(${text})` : `int(${text})`;
}

const IDENTIFIER = /^'[A-Za-z_][A-Za-z0-9_]*'$/;

/** `base.name`, `base['name']` or `base[index]`, by the text of what is read. */
export function accessText(base: string, key: string): string {
  const from = asCall(base);
  return IDENTIFIER.test(key) ? `${from}.${key.slice(1, -1)}` : `${from}[${key}]`;
}

/** Whether the text is one call of a function that gives null where something is missing. */
export function isSafeCall(text: string): boolean {
  return text.endsWith(')') && (text.startsWith('tryGet(') || text.startsWith('tryIndexFromEnd('));
}

/** Adds an argument to a text that is one call. */
export function withArgument(text: string, arg: string): string {
  return `${text.slice(0, -1)}, ${arg})`;
}

/** A string of a template that is no expression. */
export function literalValue(text: string): string {
  return text.startsWith('[') && text.endsWith(']') ? `[${text}` : text;
}

/** The text as a value of a template. */
export function textValue(text: string): JsonValue {
  if (!isLiteral(text)) return `[${text}]`;
  if (text.charCodeAt(0) === 39) return literalValue(text.slice(1, -1).replaceAll("''", "'"));
  return Number(text);
}
