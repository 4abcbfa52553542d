import type { ParsedObject } from '../azure/decode/json-object.ts';

/** Deeper values are rejected, so that no later function can overflow the stack. */
export const MAX_EXPORT_DEPTH = 200;

/** An own property; inherited ones do not count. */
export function ownProperty(object: ParsedObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Whether arrays and objects are nested deeper than `MAX_DEPTH`. */
export function isTooDeep(value: unknown, levels = MAX_EXPORT_DEPTH): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (levels === 0) return true;
  const members: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  return members.some((member) => member !== null && typeof member === 'object' && isTooDeep(member, levels - 1));
}
