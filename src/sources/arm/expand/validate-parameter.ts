import { canonicalKey, typeOf, type Value } from '../../../value/value.ts';
import type { JsonValue } from '../json/json-value.ts';
import { isJsonObject, property, propertyEntry } from './json-access.ts';
import { resolvePointer } from './parameter-definition.ts';

/** What is wrong and where in a value; never the value itself, which may be a secret. */
export interface Violation {
  readonly at: string;
  readonly message: string;
}

const JSON_TYPES: Readonly<Record<string, string>> = {
  string: 'string',
  securestring: 'string',
  int: 'int',
  bool: 'bool',
  object: 'object',
  secureobject: 'object',
  array: 'array',
};

const MAX_SCHEMA_DEPTH = 32;
const MAX_VIOLATIONS = 16;
const MAX_CHECKS = 100_000;

/**
 * Checks a concrete value against the declaration of a parameter: JSON type, allowed values, limits, and the members of
 * user-defined types (Microsoft's page on template syntax: data types, user-defined types).
 */
export function violations(value: Value, schema: JsonValue, template: JsonValue): readonly Violation[] {
  const found: Violation[] = [];
  check(value as JsonValue, { schema, template, at: '', depth: 0, remaining: { checks: MAX_CHECKS } }, found);
  return found.slice(0, MAX_VIOLATIONS);
}

interface SchemaContext {
  readonly schema: JsonValue;
  readonly template: JsonValue;
  readonly at: string;
  readonly depth: number;
  readonly remaining: { checks: number };
}

function check(value: JsonValue, context: SchemaContext, found: Violation[]): void {
  if (context.depth > MAX_SCHEMA_DEPTH || found.length > MAX_VIOLATIONS || --context.remaining.checks < 0) return;
  if (!isJsonObject(context.schema)) return;
  const add = (message: string): number => found.push({ at: context.at, message });
  const reference = property(context.schema, '$ref');
  const target = typeof reference === 'string' ? resolvePointer(context.template, reference) : undefined;
  const nullable = property(context.schema, 'nullable') ?? property(target, 'nullable');
  if (value === null && nullable === true) return;
  if (target !== undefined) check(value, { ...context, schema: target, depth: context.depth + 1 }, found);
  const declaredType = property(context.schema, 'type');
  const expected = typeof declaredType === 'string' ? JSON_TYPES[declaredType.toLowerCase()] : undefined;
  const actual = typeOf(value as Value);
  if (expected !== undefined && expected !== actual) {
    add(`must be of type ${expected} and is of type ${actual}`);
    return;
  }
  checkAllowed(value, context.schema, add);
  checkBounds(value, context.schema, add);
  if (Array.isArray(value)) checkItems(value, context, found);
  else if (isJsonObject(value)) checkMembers(value, context, found);
}

/** For an array, `allowedValues` apply to its items, unless they are arrays themselves. */
function checkAllowed(value: JsonValue, schema: JsonValue, add: (message: string) => void): void {
  const allowed = property(schema, 'allowedValues');
  if (!Array.isArray(allowed)) return;
  const texts = new Set(allowed.map((item) => canonicalKey(item as Value)));
  const isListOfItems = Array.isArray(value) && !allowed.some(Array.isArray);
  const values = isListOfItems ? value : [value];
  if (!values.every((item) => texts.has(canonicalKey(item as Value)))) add('is not one of the allowed values');
}

function checkBounds(value: JsonValue, schema: JsonValue, add: (message: string) => void): void {
  const bound = (name: string): number | undefined => {
    const number = property(schema, name);
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

function checkItems(value: readonly JsonValue[], context: SchemaContext, found: Violation[]): void {
  const prefix = property(context.schema, 'prefixItems');
  const items = property(context.schema, 'items');
  const first = Array.isArray(prefix) ? prefix : [];
  if (items === false && value.length > first.length) {
    found.push({ at: context.at, message: `has more than ${first.length} items` });
  }
  value.forEach((item, i) => {
    const schema = first[i] ?? items;
    if (schema !== undefined)
      check(item, { ...context, schema, at: `${context.at}[${i}]`, depth: context.depth + 1 }, found);
  });
}

function checkMembers(value: { readonly [key: string]: JsonValue }, context: SchemaContext, found: Violation[]): void {
  const inner = (name: string, schema: JsonValue): SchemaContext => {
    return { ...context, schema, at: `${context.at}.${name}`, depth: context.depth + 1 };
  };
  const properties = property(context.schema, 'properties');
  for (const [name, schema] of Object.entries(isJsonObject(properties) ? properties : {})) {
    const entry = propertyEntry(value, name);
    if (entry !== undefined) check(entry[1], inner(name, schema), found);
    else if (!isNullableMember(schema, context.template))
      found.push({ at: `${context.at}.${name}`, message: 'is required' });
  }
  const others = property(context.schema, 'additionalProperties');
  for (const [name, member] of Object.entries(value)) {
    if (others === undefined || others === true || propertyEntry(properties, name) !== undefined) continue;
    if (others === false) found.push({ at: `${context.at}.${name}`, message: 'is not a member of the type' });
    else check(member, inner(name, others), found);
  }
  checkDiscriminator(value, context, found);
}

function checkDiscriminator(
  value: { readonly [key: string]: JsonValue },
  context: SchemaContext,
  found: Violation[],
): void {
  const discriminator = property(context.schema, 'discriminator');
  const name = property(discriminator, 'propertyName');
  if (typeof name !== 'string') return;
  const kind = property(value, name);
  const variant = typeof kind === 'string' ? property(property(discriminator, 'mapping'), kind) : undefined;
  if (variant === undefined) found.push({ at: `${context.at}.${name}`, message: 'names no variant of the type' });
  else check(value, { ...context, schema: variant, depth: context.depth + 1 }, found);
}

function isNullableMember(schema: JsonValue, template: JsonValue): boolean {
  const own = property(schema, 'nullable');
  if (own !== undefined) return own === true;
  const reference = property(schema, '$ref');
  return typeof reference === 'string' && property(resolvePointer(template, reference), 'nullable') === true;
}
