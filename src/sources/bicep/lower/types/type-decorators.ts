import { isJsonObject } from '../../../arm/expand/json-access.ts';
import type { JsonObject } from '../../../arm/expression/evaluate-json.ts';
import type { JsonValue } from '../../../arm/json/json-value.ts';
import type { Decorator, TypeExpr } from '../../syntax/nodes.ts';
import { decoratorArguments } from '../decorator-arguments.ts';
import { primitiveOf } from './primitive-type.ts';
import type { TypeScope } from './type-scope.ts';

const BOUNDS = ['minLength', 'maxLength', 'minValue', 'maxValue'] as const;

/** A lowered type with what its decorators say, also of a type that is only named. */
export function withDecorators(
  lowered: JsonObject,
  type: TypeExpr,
  decorators: readonly Decorator[],
  scope: TypeScope,
): JsonObject {
  if (decorators.length === 0) return lowered;
  const result: Record<string, JsonValue> = { ...lowered };
  const argument = (name: string): JsonValue | undefined => {
    const arg = decoratorArguments(decorators, name)?.[0];
    return arg && (name === 'description' ? scope.description(arg) : scope.value(arg));
  };
  const allowed = argument('allowed');
  if (allowed !== undefined) result.allowedValues = allowed;
  for (const name of BOUNDS) {
    const bound = argument(name);
    if (bound !== undefined) result[name] = bound;
  }
  if (decoratorArguments(decorators, 'sealed') !== undefined) result.additionalProperties = false;
  if (decoratorArguments(decorators, 'secure') !== undefined)
    result.type = secureType(lowered.type ?? primitiveOf(type, scope));
  const metadata = withDescription(lowered.metadata, argument('metadata'), argument('description'));
  if (decoratorArguments(decorators, 'export') !== undefined) metadata['__bicep_export!'] = true;
  return Object.keys(metadata).length === 0 ? result : { ...result, metadata };
}

/** What is secure without a known type is so all the same: `secure` says nothing of its values. */
function secureType(type: JsonValue | undefined): string {
  if (type === 'object') return 'secureObject';
  return type === 'string' ? 'securestring' : 'secure';
}

/** Metadata of a declaration: `@metadata` and `@description` together. */
export function withDescription(
  own: JsonValue | undefined,
  given: JsonValue | undefined,
  description: JsonValue | undefined,
): Record<string, JsonValue> {
  const result: Record<string, JsonValue> = Object.create(null);
  for (const part of [own, given]) if (isJsonObject(part)) Object.assign(result, part);
  if (description !== undefined) result.description = description;
  return result;
}
