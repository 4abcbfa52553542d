import { isJsonObject, property } from '../../../arm/expand/json-access.ts';
import type { JsonObject } from '../../../arm/expression/evaluate-json.ts';
import type { JsonValue } from '../../../arm/json/json-value.ts';
import { literalString } from '../../syntax/literal-text.ts';
import type { Decorator, TypeExpr } from '../../syntax/nodes.ts';
import { decoratorArguments } from '../decorator-arguments.ts';
import { literalsOf } from './literal-types.ts';
import { namedType } from './named-types.ts';
import { propertyName } from './type-places.ts';
import { plainType, type TypeDefinition, type TypeScope, wrongType } from './type-scope.ts';

/** The property that tells the variants of a union apart, by `@discriminator('name')`. */
export function discriminatorOf(decorators: readonly Decorator[]): string | undefined {
  return literalString(decoratorArguments(decorators, 'discriminator')?.[0]);
}

export type LowerMember = (type: TypeExpr, scope: TypeScope) => JsonObject;

const MAX_DEPTH = 64;

const OPEN = Symbol('open');

interface Union {
  readonly propertyName: string;
  readonly scope: TypeScope;
  readonly lower: LowerMember;
  readonly mapping: Record<string, JsonValue>;
  /** The values in `mapping`, in order. */
  readonly values: string[];
  /** Unions that are members of it, with their first variant; `open` while they are added. */
  readonly inner: Map<TypeExpr, string | undefined | typeof OPEN>;
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
  const union: Union = {
    propertyName: discriminator,
    scope,
    lower,
    mapping: Object.create(null),
    values: [],
    inner: new Map(),
    unread: [],
  };
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
  // The variants of another union become those of this one.
  if (own !== undefined)
    return own === union.propertyName && addInner(type, at, { ...union, scope: source.scope }, depth + 1);
  if (type.kind === 'objectType') {
    const value = discriminatorValue(type, { ...union, scope: source.scope });
    return addVariant(value, () => union.lower(at, union.scope), at, union);
  }
  const alias = namedType(type, source.scope);
  return alias !== undefined && 'name' in alias && addMember(type, { ...union, scope: source.scope }, depth + 1);
}

/** A union that is a member again adds nothing: it is said once, and not once for each of its variants. */
function addInner(type: TypeExpr, at: TypeExpr, union: Union, depth: number): boolean {
  const { inner, values } = union;
  if (inner.has(type)) {
    const first = inner.get(type);
    if (typeof first === 'string') reportTwice(first, at, union);
    return first !== OPEN;
  }
  const before = values.length;
  inner.set(type, OPEN);
  const isUnion = addMember(type, union, depth);
  inner.set(type, values[before]);
  return isUnion;
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
  const { mapping, propertyName: name, scope } = union;
  if (value === undefined) {
    wrongType(
      scope,
      at,
      'BCP364',
      `The property "${name}" must be a required string literal on all members of the union.`,
    );
  } else if (Object.hasOwn(mapping, value)) reportTwice(value, at, union);
  else {
    mapping[value] = lower();
    union.values.push(value);
  }
  return true;
}

function reportTwice(value: string, at: TypeExpr, { propertyName: name, scope }: Union): void {
  const message = `The value "${value}" of the property "${name}" belongs to more than one member of the union.`;
  wrongType(scope, at, 'BCP365', message);
}
