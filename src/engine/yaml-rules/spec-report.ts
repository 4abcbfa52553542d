import { pointerStep } from '../../util/json-pointer.ts';
import { nearest } from '../../util/nearest.ts';

/** Says what is wrong with a value of a rule file, by its JSON Pointer, or with its key. */
export type SpecReport = (pointer: string, message: string, atKey?: boolean) => void;

/** A map of a rule file. */
export function isSpecMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON Pointer, one step longer. */
export function pointerAt(pointer: string, key: string | number): string {
  return `${pointer}/${pointerStep(String(key))}`;
}

/** `unknown key "equal"; did you mean "equals"?` */
export function unknownKey(key: string, known: readonly string[]): string {
  const close = nearest(key, known);
  return `unknown key "${key}"${close === undefined ? '' : `; did you mean "${close}"?`}`;
}
