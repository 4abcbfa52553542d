import { property } from '../../../arm/expand/json-access.ts';
import type { JsonValue } from '../../../arm/json/json-value.ts';
import { literalString } from '../../syntax/literal-text.ts';
import type { TypeExpr } from '../../syntax/nodes.ts';
import { literalValue } from '../arm-text.ts';
import { namedType } from './named-types.ts';
import { definitionPlace, findPlace, isAccess, propertyName, type TypePlace } from './type-places.ts';
import type { TypeScope } from './type-scope.ts';

/** One value that a type has. */
export interface LiteralType {
  readonly value: JsonValue;
  /** As the compiler prints it; unions are sorted by it. */
  readonly name: string;
}

/** Types can double with each alias; longer names than these are no literals. */
const MAX_NAME = 10_000;
const MAX_DEPTH = 128;

const known = new WeakMap<TypeScope, Map<TypeExpr, readonly LiteralType[] | undefined>>();

/**
 * The values of a type that is a literal or a union of literals, each once; undefined for any other type. Made once for each
 * type, as aliases and accesses may lead to one many times.
 */
export function literalsOf(type: TypeExpr, scope: TypeScope, depth = 0): readonly LiteralType[] | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const memo = known.get(scope) ?? new Map<TypeExpr, readonly LiteralType[] | undefined>();
  known.set(scope, memo);
  if (memo.has(type)) return memo.get(type);
  // While it is open, a type that leads back to itself is no literal.
  memo.set(type, undefined);
  const literals = makeLiterals(type, scope, depth);
  memo.set(type, literals);
  return literals;
}

function makeLiterals(type: TypeExpr, scope: TypeScope, depth: number): readonly LiteralType[] | undefined {
  const inner = (each: TypeExpr): readonly LiteralType[] | undefined => literalsOf(each, scope, depth + 1);
  switch (type.kind) {
    case 'string': {
      const text = literalString(type);
      return text === undefined ? undefined : [stringLiteral(text)];
    }
    case 'integer':
      return [{ value: Number(type.value), name: String(type.value) }];
    case 'negativeType':
      return type.operand.kind === 'integer'
        ? [{ value: -Number(type.operand.value), name: `-${type.operand.value}` }]
        : undefined;
    case 'boolean':
      return [{ value: type.value, name: String(type.value) }];
    case 'null':
      return [NULL];
    case 'parenthesizedType':
      return inner(type.type);
    case 'nullableType':
      return unite([inner(type.base), [NULL]]);
    case 'nonNullableType':
      return inner(type.base)?.filter(({ value }) => value !== null);
    case 'unionType':
      return unite(type.members.map(inner));
    case 'tupleType':
      return tupleLiteral(type.items.map((item) => inner(item.type)));
    case 'objectType':
      return objectLiteral(type, inner);
    default:
      return behindName(type, scope, depth);
  }
}

const NULL: LiteralType = { value: null, name: 'null' };

function stringLiteral(text: string): LiteralType {
  const escaped = text
    .replace(/[\\']|\$\{/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return { value: literalValue(text), name: `'${escaped}'` };
}

function unite(parts: readonly (readonly LiteralType[] | undefined)[]): readonly LiteralType[] | undefined {
  const found = new Map<string, LiteralType>();
  for (const part of parts) {
    if (part === undefined) return undefined;
    for (const literal of part) if (!found.has(literal.name)) found.set(literal.name, literal);
  }
  return [...found.values()];
}

function tupleLiteral(items: readonly (readonly LiteralType[] | undefined)[]): readonly LiteralType[] | undefined {
  const single = items.map((item) => (item?.length === 1 ? item[0] : undefined));
  if (!single.every((item) => item !== undefined)) return undefined;
  return bounded({ value: single.map(({ value }) => value), name: `[${single.map(({ name }) => name).join(', ')}]` });
}

function objectLiteral(
  { properties }: TypeExpr & { kind: 'objectType' },
  inner: (type: TypeExpr) => readonly LiteralType[] | undefined,
): readonly LiteralType[] | undefined {
  const value: Record<string, JsonValue> = Object.create(null);
  const names: string[] = [];
  for (const each of properties) {
    const [literal, ...others] = inner(each.type) ?? [];
    if (each.kind !== 'typeProperty' || literal === undefined || others.length > 0) return undefined;
    value[propertyName(each.key)] = literal.value;
    names.push(`${propertyName(each.key)}: ${literal.name}`);
  }
  return bounded({ value, name: names.length === 0 ? '{}' : `{ ${names.join(', ')} }` });
}

function bounded(literal: LiteralType): readonly LiteralType[] | undefined {
  return literal.name.length > MAX_NAME ? undefined : [literal];
}

/** Of an alias or what an access leads to. */
function behindName(type: TypeExpr, scope: TypeScope, depth: number): readonly LiteralType[] | undefined {
  const named = namedType(type, scope);
  if (named === undefined) {
    const place = isAccess(type) ? findPlace(type, scope) : undefined;
    return place === undefined || place.kind === 'none' ? undefined : placeLiterals(place, depth);
  }
  return 'name' in named ? placeLiterals(definitionPlace(named), depth) : undefined;
}

function placeLiterals(place: TypePlace, depth: number): readonly LiteralType[] | undefined {
  if (place.kind === 'bicep') return literalsOf(place.type, place.scope, depth + 1);
  const allowed = place.kind === 'json' ? property(place.source.json, 'allowedValues') : undefined;
  if (!Array.isArray(allowed) || (place.kind === 'json' && property(place.source.json, 'type') === 'array'))
    return undefined;
  return unite(allowed.map((value: JsonValue) => bounded(valueLiteral(value))));
}

function valueLiteral(value: JsonValue): LiteralType {
  return typeof value === 'string' ? { ...stringLiteral(value), value } : { value, name: JSON.stringify(value) };
}
