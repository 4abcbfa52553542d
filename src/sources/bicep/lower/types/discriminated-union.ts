import { isJsonObject, property } from '../../../arm/expand/json-access.ts';
import type { JsonObject } from '../../../arm/expression/evaluate-json.ts';
import type { JsonValue } from '../../../arm/json/json-value.ts';
import type { Decorator, TypeExpr } from '../../syntax/nodes.ts';
import { decoratorArguments } from '../decorator-arguments.ts';
import { literalsOf } from './literal-types.ts';
import { namedType } from './named-types.ts';
import { propertyName } from './type-places.ts';
import { literalString, plainType, type TypeDefinition, type TypeScope, wrongType } from './type-scope.ts';

/** The property that tells the variants of a union apart, by `@discriminator('name')`. */
export function discriminatorOf(decorators: readonly Decorator[]): string | undefined {
  return literalString(decoratorArguments(decorators, 'discriminator')?.[0]);
}

export type LowerMember = (type: TypeExpr, scope: TypeScope) => JsonObject;

const MAX_DEPTH = 64;

interface Union {
  readonly propertyName: string;
  readonly scope: TypeScope;
  readonly lower: LowerMember;
  readonly mapping: Record<string, JsonValue>;
  /** The keys of the mapping in the order in which they were added. */
  readonly values: string[];
  /** How many of them there were before each type that has been added. */
  readonly added: Map<TypeExpr, number>;
  /** A member of it could not be read. */
  readonly unread: TypeExpr[];
}

/** A union of object types: each variant by the value of its discriminator. */
export function discriminatedUnion(
  type: TypeExpr,
  discriminator: string,
  scope: TypeScope,
  lower: LowerMember,
): JsonObject {
  const mapping = Object.create(null);
  const union = { propertyName: discriminator, scope, lower, mapping, values: [], added: new Map(), unread: [] };
  const isUnion = addMember(type, union, 0);
  if (union.unread.length > 0) return { type: 'object' };
  if (isUnion) return { type: 'object', discriminator: { propertyName: discriminator, mapping: union.mapping } };
  return wrongType(
    scope,
    type,
    'BCP363',
    'The "discriminator" decorator can only be applied to unions of object types.',
  );
}

/** Adds the variants that a member of the union stands for; false where it is none. */
function addMember(type: TypeExpr, union: Union, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  const { scope, lower } = union;
  const plain = plainType(type);
  if (plain.kind === 'unionType') return plain.members.every((member) => addMember(member, union, depth + 1));
  if (plain.kind === 'objectType')
    return addVariant(discriminatorValue(plain, union), () => lower(plain, scope), type, union);
  const named = namedType(plain, scope);
  if (named === undefined || !('name' in named)) return false;
  return addNamed(named, plain, union, depth);
}

function addNamed(named: TypeDefinition, at: TypeExpr, union: Union, depth: number): boolean {
  const { source } = named;
  if (source.kind === 'unread') return union.unread.push(at) > 0;
  if (source.kind === 'json') return addCompiled(named, source.json, at, union);
  const own = discriminatorOf(source.decorators);
  const type = plainType(source.type);
  const before = union.added.get(type);
  if (before !== undefined) return addVariant(union.values[before], () => ({}), at, union);
  union.added.set(type, union.values.length);
  // The variants of another union become those of this one.
  if (own !== undefined)
    return own === union.propertyName && addMember(type, { ...union, scope: source.scope }, depth + 1);
  if (type.kind === 'objectType') {
    const value = discriminatorValue(type, { ...union, scope: source.scope });
    return addVariant(value, () => union.lower(at, union.scope), at, union);
  }
  const alias = namedType(type, source.scope);
  return alias !== undefined && 'name' in alias && addMember(type, { ...union, scope: source.scope }, depth + 1);
}

function addCompiled(named: TypeDefinition, json: JsonValue, at: TypeExpr, union: Union): boolean {
  const mapping = property(property(json, 'discriminator'), 'mapping');
  if (isJsonObject(mapping)) {
    for (const key of Object.keys(mapping))
      addVariant(key, () => ({ $ref: `#/definitions/${named.name}/discriminator/mapping/${key}` }), at, union);
    return true;
  }
  const values = property(property(property(json, 'properties'), union.propertyName), 'allowedValues');
  const [value] = Array.isArray(values) ? values : [];
  return addVariant(typeof value === 'string' ? value : undefined, () => union.lower(at, union.scope), at, union);
}

/** The one text that the discriminator has in an object type. */
function discriminatorValue(
  type: TypeExpr & { kind: 'objectType' },
  { propertyName: name, scope }: Union,
): string | undefined {
  const found = type.properties.find((each) => each.kind === 'typeProperty' && propertyName(each.key) === name);
  const [literal, ...others] = (found && literalsOf(found.type, scope)) ?? [];
  return literal !== undefined && others.length === 0 && typeof literal.value === 'string' ? literal.value : undefined;
}

function addVariant(value: string | undefined, lower: () => JsonObject, at: TypeExpr, union: Union): boolean {
  const { mapping, values, propertyName: name, scope } = union;
  if (value === undefined) {
    wrongType(
      scope,
      at,
      'BCP364',
      `The property "${name}" must be a required string literal on all members of the union.`,
    );
  } else if (Object.hasOwn(mapping, value)) {
    wrongType(
      scope,
      at,
      'BCP365',
      `The value "${value}" of the property "${name}" belongs to more than one member of the union.`,
    );
  } else {
    values.push(value);
    mapping[value] = lower();
  }
  return true;
}
