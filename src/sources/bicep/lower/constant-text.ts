import type { BicepBinding, VariableSymbol } from '../bind/symbols.ts';
import { memoised } from '../memoised.ts';
import type { Expr, StringExpr } from '../syntax/nodes.ts';

/** Variables of variables, and texts within texts. */
const MAX_DEPTH = 64;
const MAX_LENGTH = 100_000;

/** The text of an expression that is known without deploying: a literal, a variable that is one, or texts of such. */
export function constantText(expr: Expr, binding: BicepBinding): string | undefined {
  // A variable may stand in the next one many times.
  const known = new Map<VariableSymbol, string | undefined>();
  const textOf = (at: Expr, depth: number): string | undefined => {
    if (depth > MAX_DEPTH) return undefined;
    if (at.kind === 'parentheses') return textOf(at.value, depth + 1);
    if (at.kind === 'string') return joined(at, (hole) => textOf(hole, depth + 1));
    const symbol = at.kind === 'name' ? binding.meaning.get(at) : undefined;
    if (symbol?.kind !== 'variable' || symbol.isCyclic) return undefined;
    return memoised(known, symbol, () => textOf(symbol.declaration.value, depth + 1));
  };
  return textOf(expr, 0);
}

function joined({ segments, holes }: StringExpr, textOf: (hole: Expr) => string | undefined): string | undefined {
  let text = segments[0] ?? '';
  for (const [i, hole] of holes.entries()) {
    const inner = hole.kind === 'integer' ? String(hole.value) : textOf(hole);
    if (inner === undefined) return undefined;
    text += inner + (segments[i + 1] ?? '');
    if (text.length > MAX_LENGTH) return undefined;
  }
  return text;
}
