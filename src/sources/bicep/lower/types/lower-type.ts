import { compareStrings } from '../../../../util/paths.ts';
import type { JsonObject } from '../../../arm/expression/evaluate-json.ts';
import type { JsonValue } from '../../../arm/json/json-value.ts';
import { literalString } from '../../syntax/literal-text.ts';
import type { Decorator, TypeExpr } from '../../syntax/nodes.ts';
import { discriminatedUnion, discriminatorOf } from './discriminated-union.ts';
import { type LiteralType, literalsOf } from './literal-types.ts';
import { isSystem, namedType } from './named-types.ts';
import { derivedJson, resourceDerived } from './resource-derived.ts';
import { withDecorators } from './type-decorators.ts';
import { type AccessType, isAccess, placeOf, pointerText, propertyName } from './type-places.ts';
import { ANY_TYPE, plainType, type TypeDefinition, type TypeScope, wrongType } from './type-scope.ts';

/** A type with its decorators, as it stands in parameters, outputs, definitions and members of types. */
export function lowerDeclaredType(type: TypeExpr, decorators: readonly Decorator[], scope: TypeScope): JsonObject {
  const lowered = lowerTypeExpr(type, scope, discriminatorOf(decorators));
  return withDecorators(lowered, type, decorators, scope);
}

/** The members that a type makes (Bicep.Core/Emit/TemplateWriter.cs); what is wrong is any type. */
function lowerTypeExpr(type: TypeExpr, scope: TypeScope, discriminator: string | undefined): JsonObject {
  const inner = (each: TypeExpr): JsonObject => lowerTypeExpr(each, scope, discriminator);
  switch (type.kind) {
    case 'parenthesizedType':
      return inner(type.type);
    case 'nullableType':
      return { ...inner(type.base), nullable: true };
    case 'nonNullableType':
      return { ...inner(type.base), nullable: false };
    case 'arrayType':
      return arrayType(type.item, scope);
    case 'tupleType':
      return tupleType(type, scope);
    case 'objectType':
      return objectType(type, scope);
    case 'unionType':
      return unionType(type, scope, discriminator);
    case 'genericType': {
      const derived = resourceDerived(type, scope);
      if (derived === undefined) return ANY_TYPE;
      const message = 'A resource-derived type has to name a property of the resource.';
      return wrongType(scope, type, 'BCP394', message);
    }
    case 'resourceType':
      return { type: 'string', metadata: { resourceType: literalString(type.type) ?? '' } };
    // The parser has reported it.
    case 'invalidType':
      return ANY_TYPE;
    case 'typeName':
      return nameType(type, scope, discriminator);
    default:
      return isAccess(type) ? accessType(type, scope, discriminator) : literalType(type, scope);
  }
}

function nameType(
  type: TypeExpr & { kind: 'typeName' },
  scope: TypeScope,
  discriminator: string | undefined,
): JsonObject {
  const named = namedType(type, scope);
  if (named === undefined) {
    if (scope.isValue(type.name))
      return wrongType(scope, type, 'BCP287', `"${type.name}" refers to a value but is being used as a type here.`);
    return wrongType(scope, type, 'BCP302', `The name "${type.name}" is not a valid type.`);
  }
  if ('builtIn' in named) return named.builtIn === 'any' ? ANY_TYPE : { type: named.builtIn };
  return referenceTo(type, named, scope, discriminator);
}

/** With a discriminator of its own, the variants of the type are written out. */
function referenceTo(
  type: TypeExpr,
  { name, source }: TypeDefinition,
  scope: TypeScope,
  discriminator: string | undefined,
): JsonObject {
  if (source.kind === 'unread') return ANY_TYPE;
  if (discriminator !== undefined) return unionOf(type, discriminator, scope);
  return { $ref: pointerText(['definitions', name]) };
}

function accessType(type: AccessType, scope: TypeScope, discriminator: string | undefined): JsonObject {
  const named = namedType(type, scope);
  if (named !== undefined) {
    if ('builtIn' in named) return named.builtIn === 'any' ? ANY_TYPE : { type: named.builtIn };
    return referenceTo(type, named, scope, discriminator);
  }
  if (type.kind === 'memberType' && type.base.kind === 'typeName' && isSystem(type.base.name, scope))
    return wrongType(scope, type.name, 'BCP302', `The name "${type.name.name}" is not a valid type.`);
  const place = placeOf(type, scope);
  if (place === undefined || place.kind === 'unread') return ANY_TYPE;
  if (place.kind === 'derived') return derivedJson(place.derived, place.steps);
  // The items of an array of literals have no place of their own.
  if (type.kind === 'elementType' && place.kind === 'bicep' && isWritten(place.type))
    return lowerTypeExpr(place.type, place.scope, undefined);
  return { $ref: pointerText(place.pointer) };
}

const SCALARS = new Set<TypeExpr['kind']>(['string', 'integer', 'negativeType', 'boolean', 'null', 'unionType']);

/** Whether a type is written as a literal or a union, and not as a name of one. */
function isWritten(type: TypeExpr): boolean {
  const plain = plainType(type);
  return SCALARS.has(plain.kind);
}

/** The allowed values of an array are those of its items. */
function arrayType(item: TypeExpr, scope: TypeScope): JsonObject {
  const literals = isWritten(item) ? literalsOf(item, scope) : undefined;
  if (literals !== undefined) return { type: 'array', allowedValues: sorted(literals) };
  return { type: 'array', items: lowerTypeExpr(item, scope, undefined) };
}

function tupleType({ items }: TypeExpr & { kind: 'tupleType' }, scope: TypeScope): JsonObject {
  const prefixItems = items.map(({ type, decorators }) => lowerDeclaredType(type, decorators, scope));
  return { type: 'array', prefixItems, items: false };
}

function objectType(type: TypeExpr & { kind: 'objectType' }, scope: TypeScope): JsonObject {
  const properties: Record<string, JsonValue> = Object.create(null);
  let additional: JsonObject | undefined;
  for (const each of type.properties) {
    const lowered = lowerDeclaredType(each.type, each.decorators, scope);
    if (each.kind === 'typeProperty') addProperty(each.key, lowered, properties, scope);
    else if (additional === undefined) additional = lowered;
    else wrongType(scope, each, 'BCP315', 'An object type may have at most one additional properties declaration.');
  }
  return { type: 'object', properties, ...(additional && { additionalProperties: additional }) };
}

function addProperty(
  key: Parameters<typeof propertyName>[0],
  lowered: JsonObject,
  properties: Record<string, JsonValue>,
  scope: TypeScope,
): void {
  const name = propertyName(key);
  if (key.kind === 'string' && key.holes.length > 0)
    wrongType(scope, key, 'BCP296', 'Names of properties of types must be constant.');
  else properties[name] = lowered;
}

function unionType(
  type: TypeExpr & { kind: 'unionType' },
  scope: TypeScope,
  discriminator: string | undefined,
): JsonObject {
  return discriminator === undefined ? literalType(type, scope) : unionOf(type, discriminator, scope);
}

function unionOf(type: TypeExpr, discriminator: string, scope: TypeScope): JsonObject {
  return discriminatedUnion(type, discriminator, scope, (member, from) => lowerTypeExpr(member, from, undefined));
}

function literalType(type: TypeExpr, scope: TypeScope): JsonObject {
  const literals = literalsOf(type, scope);
  if (literals === undefined)
    return wrongType(scope, type, 'BCP293', 'All members of a union type must be literal values.');
  const values = literals.filter(({ value }) => value !== null);
  const isNullable = values.length < literals.length && { nullable: true };
  const [name, ...others] = new Set(values.map(({ value }) => typeName(value)));
  if (others.length > 0)
    return wrongType(scope, type, 'BCP294', 'All members of a union must be of the same type, such as string or int.');
  return { ...(name !== undefined && { type: name, allowedValues: sorted(values) }), ...isNullable };
}

function typeName(value: JsonValue): string {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'int';
  if (typeof value === 'boolean') return 'bool';
  return Array.isArray(value) ? 'array' : 'object';
}

/** By the text of the value, as the compiler does: `120` before `30`. */
function sorted(literals: readonly LiteralType[]): readonly JsonValue[] {
  return literals.toSorted((a, b) => compareStrings(a.name, b.name)).map(({ value }) => value);
}
