import type { JsonValue } from '../../arm/json/json-value.ts';
import { callText, integerText, quote } from './arm-text.ts';

/** A value of a template as the text of an expression. */
export function jsonText(value: JsonValue): string {
  if (value === null) return 'null()';
  if (typeof value === 'boolean') return `${value}()`;
  if (typeof value === 'number')
    return Number.isInteger(value) ? integerText(BigInt(value)) : `json('${String(value)}')`;
  if (typeof value === 'string') {
    if (!value.startsWith('[') || !value.endsWith(']')) return quote(value);
    return value.startsWith('[[') ? quote(value.slice(1)) : value.slice(1, -1);
  }
  if (Array.isArray(value)) return callText('createArray', value.map(jsonText));
  return callText(
    'createObject',
    Object.entries(value).flatMap(([key, member]) => [jsonText(key), jsonText(member as JsonValue)]),
  );
}
