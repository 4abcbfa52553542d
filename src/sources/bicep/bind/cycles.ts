import type { BicepDiagnostic, BicepSpan } from '../syntax/nodes.ts';
import { cycle } from './bind-errors.ts';
import type { BicepSymbol, SymbolUse } from './symbols.ts';

type Declared = Extract<BicepSymbol, { readonly uses: SymbolUse[] }>;

/** Marks the declarations that lead back to themselves, and reports each of them where it uses the next one. */
export function markCycles(declared: Iterable<Declared>): BicepDiagnostic[] {
  const errors: BicepDiagnostic[] = [];
  const state = new Map<Declared, 'open' | 'done'>();
  for (const root of declared) {
    if (state.has(root)) continue;
    // An explicit stack: a chain of variables may be as long as the file.
    const path: { symbol: Declared; next: number; use: BicepSpan }[] = [
      { symbol: root, next: 0, use: root.declaration },
    ];
    state.set(root, 'open');
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const use = top.symbol.uses[top.next++];
      if (use === undefined) {
        state.set(top.symbol, 'done');
        path.pop();
        continue;
      }
      const { symbol } = use;
      if (!('uses' in symbol)) continue;
      const seen = state.get(symbol);
      if (seen === 'open') {
        const from = path.findIndex((each) => each.symbol === symbol);
        reportCycle(path.slice(from), use, errors);
      } else if (seen === undefined) {
        state.set(symbol, 'open');
        path.push({ symbol, next: 0, use });
      }
    }
  }
  return errors;
}

/** Names of a cycle that its message shows. */
const MAX_SHOWN = 20;

function reportCycle(
  members: readonly { readonly symbol: Declared; readonly use: BicepSpan }[],
  last: BicepSpan,
  errors: BicepDiagnostic[],
): void {
  const names = members.map(({ symbol }) => symbol.name);
  members.forEach(({ symbol }, i) => {
    if (symbol.isCyclic) return;
    symbol.isCyclic = true;
    const shown = [...names.slice(i, i + MAX_SHOWN), ...names.slice(0, Math.min(i, MAX_SHOWN))].slice(0, MAX_SHOWN);
    errors.push(cycle(names.length > MAX_SHOWN ? [...shown, '…'] : shown, members[i + 1]?.use ?? last));
  });
}
