import type { BicepSymbol, ResourceSymbol, SymbolUse, VariableSymbol } from './symbols.ts';

/**
 * Variables and existing resources that a template cannot evaluate before resources are deployed: it may use `reference` and the
 * like in resources and outputs, but not in its variables and not in names.
 */
export function runtimeSymbols(
  variables: readonly VariableSymbol[],
  resources: readonly ResourceSymbol[],
): ReadonlySet<BicepSymbol> {
  const users = new Map<BicepSymbol, BicepSymbol[]>();
  const found = new Set<BicepSymbol>();
  const consider = (symbol: VariableSymbol | ResourceSymbol, uses: readonly SymbolUse[]): void => {
    for (const use of uses) {
      const known = users.get(use.symbol);
      if (known === undefined) users.set(use.symbol, [symbol]);
      else known.push(symbol);
    }
    if (uses.some(needsDeployed)) found.add(symbol);
  };
  for (const variable of variables) consider(variable, variable.uses);
  for (const resource of resources) {
    if (!resource.declaration.existing) continue;
    consider(
      resource,
      resource.uses.filter(({ within }) => within === 'name' || within === 'parent' || within === 'scope'),
    );
  }
  // A set is walked in the order of insertion, so this reaches what is added on the way.
  for (const symbol of found) for (const user of users.get(symbol) ?? []) found.add(user);
  return found;
}

function needsDeployed({ symbol, access, within }: SymbolUse): boolean {
  if (symbol.kind === 'namespace') return true;
  if (symbol.kind !== 'resource' && symbol.kind !== 'module') return false;
  return access !== 'constant' && within !== 'parent' && within !== 'scope';
}
