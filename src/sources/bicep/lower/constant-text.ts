import type { BicepBinding } from '../bind/symbols.ts';
import type { Expr } from '../syntax/nodes.ts';

/** Variables of variables, and texts within texts. */
const MAX_DEPTH = 64;
const MAX_LENGTH = 100_000;

/** The text of an expression that is known without deploying: a literal, a variable that is one, or texts of such. */
export function constantText(expr: Expr, binding: BicepBinding, depth = 0): string | undefined {
  if (depth > MAX_DEPTH) return undefined;
  switch (expr.kind) {
    case 'parentheses':
      return constantText(expr.value, binding, depth + 1);
    case 'name': {
      const symbol = binding.meaning.get(expr);
      if (symbol?.kind !== 'variable' || symbol.isCyclic) return undefined;
      return constantText(symbol.declaration.value, binding, depth + 1);
    }
    case 'string': {
      let text = expr.segments[0] ?? '';
      for (const [i, hole] of expr.holes.entries()) {
        const inner = hole.kind === 'integer' ? String(hole.value) : constantText(hole, binding, depth + 1);
        if (inner === undefined) return undefined;
        text += inner + (expr.segments[i + 1] ?? '');
        if (text.length > MAX_LENGTH) return undefined;
      }
      return text;
    }
    default:
      return undefined;
  }
}
