import type { JsonObject } from '../../../arm/expression/evaluate-json.ts';
import type { ParameterSymbol } from '../../bind/symbols.ts';
import type { Decorator, OutputDeclaration, TypeDeclaration, TypeExpr } from '../../syntax/nodes.ts';
import type { LowerContext } from '../lower-context.ts';
import { lowerDeclaredType } from './lower-type.ts';
import { typeScopeOf } from './scope-of.ts';

/** The members that a type makes of a parameter, output or definition. */
export function lowerTypeIn(type: TypeExpr, decorators: readonly Decorator[], context: LowerContext): JsonObject {
  return lowerDeclaredType(type, decorators, typeScopeOf(context));
}

/** A parameter as the template has it, its decorators included. */
export function lowerParameter({ declaration }: ParameterSymbol, context: LowerContext): JsonObject {
  const { type, decorators, defaultValue } = declaration;
  const lowered = lowerTypeIn(type, decorators, context);
  return defaultValue === undefined ? lowered : { ...lowered, defaultValue: context.value(defaultValue) };
}

/** What stands before the value of an output. */
export function lowerOutputType({ type, decorators }: OutputDeclaration, context: LowerContext): JsonObject {
  return lowerTypeIn(type, decorators, context);
}

/** A type as an entry of `definitions`. */
export function lowerDefinition({ value, decorators }: TypeDeclaration, context: LowerContext): JsonObject {
  return lowerTypeIn(value, decorators, context);
}
