import type { TypeExpr } from '../../syntax/nodes.ts';
import type { TypeDefinition, TypeScope } from './type-scope.ts';

const BUILT_IN = new Set(['string', 'int', 'bool', 'object', 'array', 'any']);

export type BuiltInType = 'string' | 'int' | 'bool' | 'object' | 'array' | 'any';

/** What a name, or a member of a namespace, stands for; undefined for any other type and for names of nothing. */
export function namedType(
  type: TypeExpr,
  scope: TypeScope,
): TypeDefinition | { readonly builtIn: BuiltInType } | undefined {
  if (type.kind === 'typeName') return scope.alias(type.name) ?? builtIn(type.name);
  if (type.kind !== 'memberType' || type.base.kind !== 'typeName') return undefined;
  const { name: namespace } = type.base;
  const found = scope.imported(namespace, type.name.name);
  return found ?? (isSystem(namespace, scope) ? builtIn(type.name.name) : undefined);
}

function builtIn(name: string): { readonly builtIn: BuiltInType } | undefined {
  return BUILT_IN.has(name) ? { builtIn: name as BuiltInType } : undefined;
}

/** Whether a name is the namespace `sys`, which a declaration of that name hides. */
export function isSystem(name: string, scope: TypeScope): boolean {
  return name === 'sys' && scope.alias(name) === undefined && !scope.isValue(name);
}
