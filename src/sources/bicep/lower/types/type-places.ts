import { pointerStep } from '../../../../util/json-pointer.ts';
import { isJsonObject, property } from '../../../arm/expand/json-access.ts';
import { resolvePointer } from '../../../arm/expand/parameter-definition.ts';
import type { JsonObject } from '../../../arm/expression/evaluate-json.ts';
import type { JsonValue } from '../../../arm/json/json-value.ts';
import { keyText } from '../../syntax/literal-text.ts';
import type { Identifier, StringExpr, TypeExpr } from '../../syntax/nodes.ts';
import { namedType } from './named-types.ts';
import { type ResourceDerived, resourceDerived } from './resource-derived.ts';
import { type JsonTypeSource, plainType, type TypeDefinition, type TypeScope, wrongType } from './type-scope.ts';

/** `T.name`, `T[*]`, `T.*` and `T[0]`. */
export type AccessType = Extract<TypeExpr, { kind: 'memberType' | 'elementType' | 'additionalType' | 'indexedType' }>;

/** A type within a definition of the template. */
export type TypePlace =
  | { readonly kind: 'bicep'; readonly pointer: Pointer; readonly type: TypeExpr; readonly scope: TypeScope }
  | { readonly kind: 'json'; readonly pointer: Pointer; readonly source: JsonTypeSource }
  | { readonly kind: 'unread' }
  | { readonly kind: 'derived'; readonly derived: ResourceDerived; readonly steps: Pointer };

type Pointer = readonly string[];

/** Why an access leads nowhere. */
interface NoPlace {
  readonly kind: 'none';
  readonly code: string;
  readonly message: string;
}

/** Aliases of aliases, and steps of one access. */
const MAX_STEPS = 64;

/** Where the type is declared that an access leads to; undefined where it leads nowhere, and reported. */
export function placeOf(access: AccessType, scope: TypeScope): TypePlace | undefined {
  const found = findPlace(access, scope);
  if (found.kind !== 'none') return found;
  wrongType(scope, access, found.code, found.message);
  return undefined;
}

const known = new WeakMap<TypeScope, WeakMap<AccessType, TypePlace | NoPlace>>();
const CYCLE = none('BCP298', 'This type definition includes itself as a required part, so no value can have it.');

/** The same without a report. Each access is followed once: types may use one another many times. */
export function findPlace(access: AccessType, scope: TypeScope, depth = 0): TypePlace | NoPlace {
  const places = known.get(scope) ?? new WeakMap<AccessType, TypePlace | NoPlace>();
  known.set(scope, places);
  const found = places.get(access);
  if (found !== undefined) return found;
  // While it is open, one that leads back to itself has no place.
  places.set(access, CYCLE);
  const place = depth > MAX_STEPS ? none('BCP391', 'The access has too many steps.') : follow(access, scope, depth);
  places.set(access, place);
  return place;
}

function none(code: string, message: string): NoPlace {
  return { kind: 'none', code, message };
}

function follow(access: AccessType, scope: TypeScope, depth: number): TypePlace | NoPlace {
  const accesses: AccessType[] = [];
  let root: TypeExpr = access;
  while (isAccess(root) && namedType(root, scope) === undefined) {
    accesses.unshift(root);
    root = plainType(root.base);
  }
  let place = rootPlace(root, scope);
  for (const step of accesses) {
    const from: TypePlace | NoPlace = place.kind === 'none' ? place : behind(place, depth);
    if (from.kind === 'none') return from;
    place = stepInto(from, step);
  }
  return place;
}

export function isAccess(type: TypeExpr): type is AccessType {
  return ['memberType', 'elementType', 'additionalType', 'indexedType'].includes(type.kind);
}

export function pointerText(pointer: Pointer): string {
  return `#/${pointer.map(pointerStep).join('/')}`;
}

export function definitionPlace({ name, source }: TypeDefinition): TypePlace {
  const pointer = ['definitions', name];
  if (source.kind === 'json') return { kind: 'json', pointer, source };
  if (source.kind === 'unread') return source;
  return { kind: 'bicep', pointer, type: source.type, scope: source.scope };
}

function rootPlace(root: TypeExpr, scope: TypeScope): TypePlace | NoPlace {
  const named = namedType(root, scope);
  if (named !== undefined && 'name' in named) return definitionPlace(named);
  if (root.kind === 'genericType') {
    const derived = resourceDerived(root, scope);
    // It has been reported.
    return derived === undefined ? { kind: 'unread' } : { kind: 'derived', derived, steps: [] };
  }
  if (root.kind === 'typeName' && named === undefined)
    return none('BCP302', `The name "${root.name}" is not a valid type.`);
  return none('BCP391', 'Members of a type can be read only of a named type.');
}

/** The place behind names of other types; parentheses, `?` and `!` are no places of their own. */
function behind(start: TypePlace, depth: number): TypePlace | NoPlace {
  let place = start;
  for (let i = 0; i < MAX_STEPS; i++) {
    let next: TypePlace | NoPlace | undefined;
    if (place.kind === 'bicep') next = behindBicep(place, depth);
    else if (place.kind === 'json') next = behindJson(place);
    if (next === undefined) return place;
    if (next.kind === 'none') return next;
    place = next;
  }
  return CYCLE;
}

function behindBicep(place: TypePlace & { kind: 'bicep' }, depth: number): TypePlace | NoPlace | undefined {
  const { type, scope } = place;
  if (type.kind === 'parenthesizedType') return { ...place, type: type.type };
  if (type.kind === 'nullableType' || type.kind === 'nonNullableType') return { ...place, type: type.base };
  if (type.kind === 'genericType') return rootPlace(type, scope);
  const named = namedType(type, scope);
  if (named !== undefined) return 'name' in named ? definitionPlace(named) : undefined;
  return isAccess(type) ? findPlace(type, scope, depth + 1) : undefined;
}

function behindJson({ source }: TypePlace & { kind: 'json' }): TypePlace | undefined {
  const reference = property(source.json, '$ref');
  if (typeof reference !== 'string') return undefined;
  const json = resolvePointer(source.template, reference);
  if (json === undefined) return undefined;
  const [, , name = '', ...rest] = reference.split('/');
  return { kind: 'json', pointer: ['definitions', source.rename(name), ...rest], source: { ...source, json } };
}

function stepInto(place: TypePlace, access: AccessType): TypePlace | NoPlace {
  const steps = stepsOf(access);
  if (steps === undefined) return none('BCP387', 'The index of a type is an integer that is not negative.');
  if (place.kind === 'unread') return place;
  if (place.kind === 'derived') return { ...place, steps: [...place.steps, ...steps.map(pointerStep)] };
  const found = place.kind === 'json' ? jsonMember(place, steps) : bicepMember(place, access);
  return found ?? none(...missing(access));
}

function stepsOf(access: AccessType): readonly string[] | undefined {
  if (access.kind === 'memberType') return ['properties', access.name.name];
  if (access.kind === 'elementType') return ['items'];
  if (access.kind === 'additionalType') return ['additionalProperties'];
  return access.index.kind === 'integer' ? ['prefixItems', String(access.index.value)] : undefined;
}

function missing(access: AccessType): readonly [string, string] {
  if (access.kind === 'memberType') return ['BCP053', `The type does not contain property "${access.name.name}".`];
  if (access.kind === 'elementType') return ['BCP390', '"[*]" can only be used with arrays whose items have a type.'];
  if (access.kind === 'additionalType') return ['BCP389', 'The type does not declare an additional properties type.'];
  return ['BCP388', 'The type has no item of this index.'];
}

function jsonMember(place: TypePlace & { kind: 'json' }, steps: readonly string[]): TypePlace | undefined {
  let json: JsonValue | undefined = place.source.json;
  for (const step of steps) json = Array.isArray(json) ? json[Number(step)] : ownMember(json, step);
  if (!isJsonObject(json)) return undefined;
  return { kind: 'json', pointer: [...place.pointer, ...steps], source: { ...place.source, json } };
}

function ownMember(json: JsonValue | undefined, key: string): JsonValue | undefined {
  return isJsonObject(json) && Object.hasOwn(json, key) ? (json as JsonObject)[key] : undefined;
}

function bicepMember(place: TypePlace & { kind: 'bicep' }, access: AccessType): TypePlace | undefined {
  const { type } = place;
  const found = memberType(type, access);
  return found && { ...place, type: found, pointer: [...place.pointer, ...(stepsOf(access) ?? [])] };
}

function memberType(type: TypeExpr, access: AccessType): TypeExpr | undefined {
  if (access.kind === 'elementType') return type.kind === 'arrayType' ? type.item : undefined;
  if (access.kind === 'indexedType')
    return type.kind === 'tupleType' && access.index.kind === 'integer'
      ? type.items[Number(access.index.value)]?.type
      : undefined;
  if (type.kind !== 'objectType') return undefined;
  if (access.kind === 'additionalType')
    return type.properties.find((each) => each.kind === 'additionalProperties')?.type;
  return type.properties.find((each) => each.kind === 'typeProperty' && propertyName(each.key) === access.name.name)
    ?.type;
}

/** The name of a property of an object type; empty where it is not constant. */
export function propertyName(key: Identifier | StringExpr): string {
  return keyText(key) ?? '';
}
