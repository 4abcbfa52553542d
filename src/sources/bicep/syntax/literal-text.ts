import type { Expr, Identifier, StringExpr, TypeExpr } from './nodes.ts';

/** The text of a string without holes; undefined for anything else. */
export function literalString(expr: Expr | TypeExpr | undefined): string | undefined {
  return expr?.kind === 'string' && expr.holes.length === 0 ? (expr.segments[0] ?? '') : undefined;
}

/** The text of a key; undefined where it has holes, as it is known only when the template is deployed. */
export function keyText(key: Identifier | StringExpr): string | undefined {
  return key.kind === 'identifier' ? key.name : literalString(key);
}
