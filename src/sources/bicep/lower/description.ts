import type { JsonValue } from '../../arm/json/json-value.ts';
import type { Expr } from '../syntax/nodes.ts';
import { literalValue } from './arm-text.ts';
import type { LowerContext } from './lower-context.ts';

/** The text of a description. The lines of a raw string lose the indentation that they have in common. */
export function descriptionValue(expr: Expr, context: LowerContext): JsonValue {
  if (expr.kind !== 'string' || expr.holes.length > 0) return context.value(expr);
  return literalValue(withoutIndentation(expr.segments[0] ?? ''));
}

function withoutIndentation(text: string): string {
  const lines = text.split(/\r\n|\r|\n/);
  const depths = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const common = depths.length === 0 ? 0 : depths.reduce((a, b) => Math.min(a, b));
  return lines.map((line) => line.slice(Math.min(common, line.length))).join('\n');
}
