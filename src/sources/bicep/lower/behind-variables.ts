import type { BicepBinding } from '../bind/symbols.ts';
import { bare } from '../bind/visit.ts';
import type { Expr } from '../syntax/nodes.ts';

/** What an expression is, behind the variables that are inlined. */
export function behindVariables(value: Expr, { meaning, atRuntime }: BicepBinding): Expr {
  let expr = bare(value);
  for (;;) {
    const symbol = meaning.get(expr);
    if (symbol?.kind !== 'variable' || symbol.isCyclic || !atRuntime.has(symbol)) return expr;
    expr = bare(symbol.declaration.value);
  }
}
