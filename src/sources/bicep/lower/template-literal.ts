import type { JsonValue } from '../../arm/json/json-value.ts';
import { literalValue } from './arm-text.ts';

/**
 * Data as a template writes it. A number with a fraction becomes `json('0.5')`, because Bicep has only integers, and a member
 * called `copy` is not to be taken for a loop (Bicep.Core/Emit/ExpressionEmitter.cs).
 */
export function templateLiteral(data: JsonValue): JsonValue {
  if (typeof data === 'string') return literalValue(data);
  if (typeof data === 'number') return Number.isInteger(data) ? data : `[json('${data}')]`;
  if (typeof data !== 'object' || data === null) return data;
  if (Array.isArray(data)) return data.map(templateLiteral);
  const result: Record<string, JsonValue> = Object.create(null);
  for (const [key, value] of Object.entries(data)) result[literalKey(key)] = templateLiteral(value);
  return result;
}

function literalKey(key: string): string {
  return key.toLowerCase() === 'copy' ? `[string('${key}')]` : literalValue(key);
}
