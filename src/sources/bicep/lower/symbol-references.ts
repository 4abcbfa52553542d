import { MODULE_API_VERSION } from '../../../model/azure/api-versions.ts';
import type { ModuleSymbol, ResourceSymbol } from '../bind/symbols.ts';
import { bare } from '../bind/visit.ts';
import type { Expr } from '../syntax/nodes.ts';
import { callText, quote } from './arm-text.ts';
import { behindVariables } from './behind-variables.ts';
import { faultText, type LoopIndexes, type LowerContext } from './lower-context.ts';
import { moduleIdText, resourceIdText } from './resource-ids.ts';
import { bodyText } from './resource-names.ts';

/** A resource or module that an expression reads, or one of a collection. */
export interface SymbolReference {
  readonly symbol: ResourceSymbol | ModuleSymbol;
  /** Text of the index; undefined for one that is no collection and for a whole collection. */
  readonly at: string | undefined;
}

/** The resource or module that an expression stands for, also behind a variable that is inlined. */
export function referenceOf(
  value: Expr,
  context: LowerContext,
  indexes: LoopIndexes | undefined,
): SymbolReference | undefined {
  const { meaning } = context.binding;
  const expr = behindVariables(value, context.binding);
  const symbol = meaning.get(expr.kind === 'index' ? bare(expr.base) : expr);
  if (symbol?.kind !== 'resource' && symbol?.kind !== 'module') return undefined;
  if (expr.kind !== 'index') return { symbol, at: undefined };
  return symbol.loop === undefined ? undefined : { symbol, at: context.text(expr.index, indexes) };
}

/** The symbolic name of a resource or module, or of one of a collection. */
export function symbolicName({ symbol, at }: SymbolReference): string {
  const key = symbol.kind === 'resource' ? symbol.key : symbol.name;
  return at === undefined ? quote(key) : callText('format', [quote(`${key}[{0}]`), at]);
}

export function isInlined({ symbol }: SymbolReference, context: LowerContext): boolean {
  return context.binding.atRuntime.has(symbol);
}

/** What functions such as `reference` and `listKeys` are asked with: the symbolic name, else the id. */
export function targetText(reference: SymbolReference, context: LowerContext): string {
  if (context.isSymbolic && !isInlined(reference, context)) return symbolicName(reference);
  const { symbol, at } = reference;
  return symbol.kind === 'resource' ? resourceIdText({ symbol, at }, context) : moduleIdText(symbol, at, context);
}

/** A deployed resource (`full`), its properties, or a module. A collection as a whole gives an array. */
export function referenceText(reference: SymbolReference, full: boolean, context: LowerContext): string {
  const { symbol, at } = reference;
  if (symbol.isCyclic) return faultText('BCP080');
  if (symbol.loop !== undefined && at === undefined) {
    const args = [symbolicName(reference)];
    if (full && symbol.kind === 'resource' && symbol.extension === undefined) args.push("'full'");
    return callText('references', args);
  }
  const target = targetText(reference, context);
  if (symbol.kind === 'module')
    return callText('reference', context.isSymbolic ? [target] : [target, quote(MODULE_API_VERSION)]);
  if (symbol.extension !== undefined) return callText('reference', [target]);
  if (full) return callText('reference', [target, quote(symbol.version), "'full'"]);
  const isSymbolic = context.isSymbolic && !isInlined(reference, context);
  return callText('reference', isSymbolic ? [target] : [target, quote(symbol.version)]);
}

/** Conditions of a resource and of those that it is nested in, all of which must hold; undefined where there are none. */
export function conditionText({ symbol, at }: SymbolReference, context: LowerContext): string | undefined {
  const conditions: string[] = [];
  const own = symbol.condition;
  if (own !== undefined) conditions.push(bodyText(own, symbol, at, context));
  if (symbol.kind === 'resource')
    for (let outer = symbol.nestedIn; outer !== undefined; outer = outer.nestedIn)
      if (outer.condition !== undefined) conditions.unshift(bodyText(outer.condition, outer, undefined, context));
  return conditions.length === 0 ? undefined : conditions.reduce((all, each) => callText('and', [all, each]));
}
