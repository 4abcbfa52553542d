import { expressionText, isFault, type Value } from '../../src/value/value.ts';

/** A value as a message shows it. */
export function shown(value: Value): string {
  if (isFault(value) || value === null) return 'none';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : expressionText(value);
}
