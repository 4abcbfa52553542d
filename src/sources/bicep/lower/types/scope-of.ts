import type { BicepSymbol, ImportTarget } from '../../bind/symbols.ts';
import { descriptionValue } from '../description.ts';
import { compiledDeclaration } from '../imports/compiled-declaration.ts';
import { compiledName } from '../imports/template-name.ts';
import type { LowerContext } from '../lower-context.ts';
import type { TypeDefinition, TypeScope } from './type-scope.ts';

const scopes = new WeakMap<LowerContext, TypeScope>();

/** The types that a file can name, with the names that they have in the template. */
export function typeScopeOf(context: LowerContext): TypeScope {
  const known = scopes.get(context);
  if (known !== undefined) return known;
  const { binding } = context;
  const scope: TypeScope = {
    alias: (name) => definitionOf(binding.declared.get(name), context, scope),
    imported: (namespace, name) => memberOf(binding.declared.get(namespace), name, context),
    isValue: (name) => binding.declared.has(name),
    value: context.value,
    description: (expr) => descriptionValue(expr, context),
    report: context.report,
  };
  scopes.set(context, scope);
  return scope;
}

function definitionOf(
  symbol: BicepSymbol | undefined,
  context: LowerContext,
  scope: TypeScope,
): TypeDefinition | undefined {
  if (symbol?.kind === 'imported') return importedDefinition(symbol.target, context);
  if (symbol?.kind !== 'type') return undefined;
  const { value, decorators } = symbol.declaration;
  return { name: context.templateName(symbol), source: { kind: 'bicep', type: value, decorators, scope } };
}

function memberOf(symbol: BicepSymbol | undefined, name: string, context: LowerContext): TypeDefinition | undefined {
  if (symbol?.kind !== 'wildcard') return undefined;
  if (symbol.unread !== undefined) return UNREAD;
  const target = symbol.members.get(name);
  return target && importedDefinition(target, context);
}

/** A type of a module that was not restored: any value may be one. */
const UNREAD: TypeDefinition = { name: '', source: { kind: 'unread' } };

function importedDefinition(target: ImportTarget, context: LowerContext): TypeDefinition | undefined {
  const { what, file, exported } = target;
  if (what === 'unread') return UNREAD;
  const part = what === 'type' ? context.imports.find(what, file, exported) : undefined;
  if (part === undefined) return undefined;
  const { name, source, original } = part;
  if (source.kind === 'bicep') {
    const scope = typeScopeOf(context.contextOf(source.bound));
    const symbol = source.bound.binding.declared.get(original);
    if (symbol?.kind !== 'type') return undefined;
    const { value, decorators } = symbol.declaration;
    return { name, source: { kind: 'bicep', type: value, decorators, scope } };
  }
  const json = compiledDeclaration(source.template, { what: 'type', name: original }) ?? {};
  const rename = (each: string): string => compiledName({ what: 'type', name: each }, source.file, context.imports);
  return { name, source: { kind: 'json', json, template: source.template, rename } };
}
