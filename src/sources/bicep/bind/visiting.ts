import type { BicepDiagnostic, BicepSpan, CallExpr, Expr, ForExpr, MethodCallExpr } from '../syntax/nodes.ts';
import { unknownName } from './bind-errors.ts';
import type { BicepSymbol, LocalSymbol, NamespaceSymbol, ResourceSymbol, SymbolUse } from './symbols.ts';

/** What looking up the names of a file fills. */
export interface Visiting {
  readonly declared: ReadonlyMap<string, BicepSymbol>;
  readonly meaning: Map<Expr, BicepSymbol>;
  readonly copyNames: Map<ForExpr, string | undefined>;
  readonly errors: BicepDiagnostic[];
  readonly loads: (CallExpr | MethodCallExpr)[];
  usesWholeCollection: boolean;
  usesThis: boolean;
  depth: number;
}

export function openNames(declared: ReadonlyMap<string, BicepSymbol>): Visiting {
  return {
    declared,
    meaning: new Map(),
    copyNames: new Map(),
    errors: [],
    loads: [],
    usesWholeCollection: false,
    usesThis: false,
    depth: 0,
  };
}

/** Where an expression stands. */
export interface NameScope {
  /** The declaration that the expression is of; undefined for those that nothing can use, such as outputs. */
  readonly owner: BicepSymbol | undefined;
  readonly locals: Locals | undefined;
  /** The resource in whose body it stands: its nested resources and those of the ones around it have names here. */
  readonly nested: ResourceSymbol | undefined;
  readonly within?: SymbolUse['within'];
  /** Within `nameof()`: what stands there is not read. */
  readonly isNameOnly?: boolean;
}

interface Locals {
  readonly names: readonly LocalSymbol[];
  readonly outer: Locals | undefined;
}

export function localsOf(scope: NameScope, names: readonly LocalSymbol[]): NameScope {
  return { ...scope, locals: { names, outer: scope.locals } };
}

const NAMESPACES: ReadonlyMap<string, NamespaceSymbol> = new Map(
  (['sys', 'az'] as const).map((name) => [name, { kind: 'namespace', name }]),
);
export const THIS: NamespaceSymbol = { kind: 'namespace', name: 'this' };
/** Stands for functions that need deployed resources. */
export const DEPLOYED: NamespaceSymbol = { kind: 'namespace', name: 'az' };

/** Locals, nested resources of the bodies around, declarations of the file, namespaces: in this order. */
export function lookUp(name: string, scope: NameScope, { declared }: Visiting): BicepSymbol | undefined {
  for (let locals = scope.locals; locals !== undefined; locals = locals.outer) {
    const found = locals.names.find((each) => each.name === name);
    if (found !== undefined) return found;
  }
  for (let resource = scope.nested; resource !== undefined; resource = resource.nestedIn) {
    const found = resource.nested.get(name);
    if (found !== undefined) return found;
  }
  const found = declared.get(name) ?? NAMESPACES.get(name);
  return found ?? (name === 'this' && scope.owner?.kind === 'resource' ? THIS : undefined);
}

/** Of unknown names; finding what was meant takes longer than all else. */
export const MAX_SUGGESTIONS = 20;

export function reportUnknown(name: string, at: BicepSpan, scope: NameScope, names: Visiting): void {
  if (names.errors.length >= MAX_SUGGESTIONS) {
    names.errors.push(unknownName(name, at, []));
    return;
  }
  const known = new Set(names.declared.keys());
  for (let locals = scope.locals; locals !== undefined; locals = locals.outer)
    for (const local of locals.names) known.add(local.name);
  for (let resource = scope.nested; resource !== undefined; resource = resource.nestedIn)
    for (const name of resource.nested.keys()) known.add(name);
  names.errors.push(unknownName(name, at, known));
}

/** Adds a use to the declaration that the expression is of. */
export function addUse(
  scope: NameScope,
  symbol: BicepSymbol,
  at: BicepSpan,
  access: SymbolUse['access'] = 'body',
  index?: Expr,
): void {
  const { owner, within, isNameOnly } = scope;
  if (owner === undefined || !('uses' in owner)) return;
  owner.uses.push({
    symbol,
    start: at.start,
    end: at.end,
    access: isNameOnly ? 'constant' : access,
    index,
    within,
  });
}
