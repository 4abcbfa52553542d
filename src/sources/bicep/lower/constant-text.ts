import type { BicepBinding } from '../bind/symbols.ts';
import type { Expr } from '../syntax/nodes.ts';

/** Variables of variables, and texts within texts. */
const MAX_DEPTH = 64;
const MAX_LENGTH = 100_000;

/** Of variables that were read, by file: one may stand in the next many times. What has no text ends the whole search. */
const known = new WeakMap<BicepBinding, Map<Expr, string>>();

/** The text of an expression that is known without deploying: a literal, a variable that is one, or texts of such. */
export function constantText(expr: Expr, binding: BicepBinding, depth = 0): string | undefined {
  if (depth > MAX_DEPTH) return undefined;
  switch (expr.kind) {
    case 'parentheses':
      return constantText(expr.value, binding, depth + 1);
    case 'name': {
      const symbol = binding.meaning.get(expr);
      if (symbol?.kind !== 'variable' || symbol.isCyclic) return undefined;
      return variableText(symbol.declaration.value, binding, depth);
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

function variableText(value: Expr, binding: BicepBinding, depth: number): string | undefined {
  const texts = known.get(binding) ?? new Map<Expr, string>();
  known.set(binding, texts);
  const text = texts.get(value) ?? constantText(value, binding, depth + 1);
  if (text !== undefined) texts.set(value, text);
  return text;
}
