import type { JsonValue } from '../../arm/json/json-value.ts';
import type { ModuleSymbol, ResourceSymbol, SymbolUse } from '../bind/symbols.ts';
import type { Expr } from '../syntax/nodes.ts';
import { quote, textValue } from './arm-text.ts';
import type { LowerContext } from './lower-context.ts';
import { indexesOf } from './resource-names.ts';
import { isInlined, type SymbolReference, symbolicName, targetText } from './symbol-references.ts';

/** Existing resources behind each other; the recursion must end. */
const MAX_VISITED = 1_000;

/** A use of a resource or module, also through variables. */
interface Dependency {
  readonly symbol: ResourceSymbol | ModuleSymbol;
  readonly index: Expr | undefined;
  /** It reads nothing of the deployed resource. */
  readonly isWeak: boolean;
}

/** What must be deployed before a resource or module: all that it uses. Existing resources stand for what they use themselves. */
export function dependsOn(symbol: ResourceSymbol | ModuleSymbol, context: LowerContext): readonly JsonValue[] {
  const found: { readonly key: string; readonly reference: SymbolReference; readonly index: Expr | undefined }[] = [];
  const visited = new Set<string>();
  collect({ symbol, at: undefined }, true, visited, context, (reference, index) => {
    const key = reference.symbol.kind === 'resource' ? reference.symbol.key : reference.symbol.name;
    found.push({ key, reference, index });
  });
  const whole = new Set(found.filter(({ reference }) => reference.at === undefined).map(({ key }) => key));
  const seen = new Set<unknown>();
  return found
    .filter(({ key, reference, index }) => {
      if (reference.at !== undefined && whole.has(key)) return false;
      const identity = reference.at === undefined ? key : index;
      if (seen.has(identity)) return false;
      seen.add(identity);
      return true;
    })
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({ reference }) => textValue(entryText(reference, context)));
}

function compareKeys(a: string, b: string): number {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  if (left !== right) return left < right ? -1 : 1;
  return a < b ? 1 : a > b ? -1 : 0;
}

function entryText(reference: SymbolReference, context: LowerContext): string {
  const { symbol, at } = reference;
  if (context.isSymbolic) return symbolicName(reference);
  // A whole collection is named by its loop.
  if (symbol.loop !== undefined && at === undefined)
    return quote(symbol.kind === 'resource' ? symbol.key : symbol.name);
  return targetText(reference, context);
}

function collect(
  { symbol: from, at }: SymbolReference,
  allIndexed: boolean,
  visited: Set<string>,
  context: LowerContext,
  add: (reference: SymbolReference, index: Expr | undefined) => void,
): void {
  // Each existing resource leads on once; many paths may lead to it.
  const key = `${from.declaration.start} ${allIndexed} ${at ?? ''}`;
  if (visited.has(key) || visited.size > MAX_VISITED) return;
  visited.add(key);
  for (const { symbol, index, isWeak } of dependenciesOf(from)) {
    if (symbol.isCyclic) continue;
    let text = index === undefined ? undefined : context.text(index, indexesOf(from, at));
    const isLooped = text?.includes('copyIndex(') === true;
    // An index of the loop means nothing behind a resource that does not follow the loop.
    if (isLooped && !allIndexed) text = undefined;
    const reference = { symbol, at: text };
    if (isTerminus(reference, isWeak, context)) add(reference, index);
    else collect(reference, allIndexed && isLooped, visited, context, add);
  }
}

function isTerminus(reference: SymbolReference, isWeak: boolean, context: LowerContext): boolean {
  const { symbol } = reference;
  if (symbol.kind === 'module' || !symbol.declaration.existing) return true;
  return context.isSymbolic && !isWeak && !isInlined(reference, context);
}

function dependenciesOf(symbol: ResourceSymbol | ModuleSymbol): readonly Dependency[] {
  const found: Dependency[] = [];
  const variables = new Set<unknown>();
  const pending: { readonly uses: readonly SymbolUse[]; readonly within: SymbolUse['within'] }[] = [
    { uses: symbol.uses, within: undefined },
  ];
  for (const { uses, within: outer } of pending) {
    for (const use of uses) {
      const { symbol: used, index } = use;
      const within = outer ?? use.within;
      if (used.kind === 'resource' || used.kind === 'module') {
        const isWeak = use.access !== 'body' || within === 'parent' || within === 'scope';
        found.push({ symbol: used, index, isWeak });
      } else if (used.kind === 'variable' && !variables.has(used)) {
        variables.add(used);
        pending.push({ uses: used.uses, within });
      }
    }
  }
  return found;
}
