import { keyOf, typeOf, type Value } from '../../../value/value.ts';
import type { JsonValue } from '../json/json-value.ts';
import { resolvePointer } from './parameter-definition.ts';
import { at, entryAt, isJsonObject } from './sections.ts';

/** Where in a value something is wrong, and what; never the value itself, which may be a secret. */
export interface Mismatch {
  readonly at: string;
  readonly message: string;
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'string',
  securestring: 'string',
  int: 'int',
  bool: 'bool',
  object: 'object',
  secureobject: 'object',
  array: 'array',
};

const DEEPEST = 32;
const MOST = 16;
const MOST_CHECKS = 100_000;

/**
 * Compares a value that is fully known with the type that a parameter declares: JSON type, allowed values, bounds, and
 * the members of user-defined types (Microsoft's page on template syntax: data types, user-defined types).
 */
export function mismatches(value: Value, schema: JsonValue, template: JsonValue): readonly Mismatch[] {
  const found: Mismatch[] = [];
  check(value as JsonValue, { schema, template, at: '', depth: 0, left: { checks: MOST_CHECKS } }, found);
  return found.slice(0, MOST);
}

interface Place {
  readonly schema: JsonValue;
  readonly template: JsonValue;
  readonly at: string;
  readonly depth: number;
  readonly left: { checks: number };
}

function check(value: JsonValue, place: Place, found: Mismatch[]): void {
  if (place.depth > DEEPEST || found.length > MOST || --place.left.checks < 0) return;
  if (!isJsonObject(place.schema)) return;
  const add = (message: string): number => found.push({ at: place.at, message });
  const reference = at(place.schema, '$ref');
  const target = typeof reference === 'string' ? resolvePointer(place.template, reference) : undefined;
  const nullable = at(place.schema, 'nullable') ?? at(target, 'nullable');
  if (value === null && nullable === true) return;
  if (target !== undefined) check(value, { ...place, schema: target, depth: place.depth + 1 }, found);
  const written = at(place.schema, 'type');
  const wanted = typeof written === 'string' ? TYPES[written.toLowerCase()] : undefined;
  const actual = typeOf(value as Value);
  if (wanted !== undefined && wanted !== actual) {
    add(`must be of type ${wanted} and is of type ${actual}`);
    return;
  }
  checkAllowed(value, place.schema, add);
  checkBounds(value, place.schema, add);
  if (Array.isArray(value)) checkItems(value, place, found);
  else if (isJsonObject(value)) checkMembers(value, place, found);
}

/** For an array, the list of allowed values is of its items; a list of arrays is of the whole. */
function checkAllowed(value: JsonValue, schema: JsonValue, add: (message: string) => void): void {
  const allowed = at(schema, 'allowedValues');
  if (!Array.isArray(allowed)) return;
  const texts = new Set(allowed.map((item) => keyOf(item as Value)));
  const isListOfItems = Array.isArray(value) && !allowed.some(Array.isArray);
  const values = isListOfItems ? value : [value];
  if (!values.every((item) => texts.has(keyOf(item as Value)))) add('is not one of the allowed values');
}

function checkBounds(value: JsonValue, schema: JsonValue, add: (message: string) => void): void {
  const bound = (name: string): number | undefined => {
    const number = at(schema, name);
    return typeof number === 'number' ? number : undefined;
  };
  if (typeof value === 'number') {
    const [min, max] = [bound('minValue'), bound('maxValue')];
    if (min !== undefined && value < min) add(`is less than ${min}`);
    if (max !== undefined && value > max) add(`is more than ${max}`);
  } else if (typeof value === 'string' || Array.isArray(value)) {
    const [min, max] = [bound('minLength'), bound('maxLength')];
    if (min !== undefined && value.length < min) add(`is shorter than ${min}`);
    if (max !== undefined && value.length > max) add(`is longer than ${max}`);
  }
}

function checkItems(value: readonly JsonValue[], place: Place, found: Mismatch[]): void {
  const prefix = at(place.schema, 'prefixItems');
  const items = at(place.schema, 'items');
  const first = Array.isArray(prefix) ? prefix : [];
  if (items === false && value.length > first.length) {
    found.push({ at: place.at, message: `has more than ${first.length} items` });
  }
  value.forEach((item, i) => {
    const schema = first[i] ?? items;
    if (schema !== undefined) check(item, { ...place, schema, at: `${place.at}[${i}]`, depth: place.depth + 1 }, found);
  });
}

function checkMembers(value: { readonly [key: string]: JsonValue }, place: Place, found: Mismatch[]): void {
  const inner = (name: string, schema: JsonValue): Place => {
    return { ...place, schema, at: `${place.at}.${name}`, depth: place.depth + 1 };
  };
  const properties = at(place.schema, 'properties');
  for (const [name, schema] of Object.entries(isJsonObject(properties) ? properties : {})) {
    const entry = entryAt(value, name);
    if (entry !== undefined) check(entry[1], inner(name, schema), found);
    else if (!isNullable(schema, place.template)) found.push({ at: `${place.at}.${name}`, message: 'is required' });
  }
  const others = at(place.schema, 'additionalProperties');
  for (const [name, member] of Object.entries(value)) {
    if (others === undefined || others === true || entryAt(properties, name) !== undefined) continue;
    if (others === false) found.push({ at: `${place.at}.${name}`, message: 'is not a member of the type' });
    else check(member, inner(name, others), found);
  }
  checkDiscriminator(value, place, found);
}

function checkDiscriminator(value: { readonly [key: string]: JsonValue }, place: Place, found: Mismatch[]): void {
  const discriminator = at(place.schema, 'discriminator');
  const name = at(discriminator, 'propertyName');
  if (typeof name !== 'string') return;
  const kind = at(value, name);
  const variant = typeof kind === 'string' ? at(at(discriminator, 'mapping'), kind) : undefined;
  if (variant === undefined) found.push({ at: `${place.at}.${name}`, message: 'names no variant of the type' });
  else check(value, { ...place, schema: variant, depth: place.depth + 1 }, found);
}

function isNullable(schema: JsonValue, template: JsonValue): boolean {
  const own = at(schema, 'nullable');
  if (own !== undefined) return own === true;
  const reference = at(schema, '$ref');
  return typeof reference === 'string' && at(resolvePointer(template, reference), 'nullable') === true;
}
