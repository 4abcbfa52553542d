import type { JsonObject } from '../azure/decode/json-object.ts';

/** Nested deeper than this nothing is taken, so that no function after this one can overflow the stack. */
export const MAX_DEPTH = 200;

/** A member that the text itself holds: what every object inherits is none. */
export function own(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Whether arrays and objects are nested deeper than `MAX_DEPTH`. */
export function isTooDeep(value: unknown, levels = MAX_DEPTH): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (levels === 0) return true;
  const members: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  return members.some((member) => member !== null && typeof member === 'object' && isTooDeep(member, levels - 1));
}
