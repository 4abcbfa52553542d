import { keyOfStep } from '../../../util/json-pointer.ts';
import { canonicalKey, isSecure, isSymbol, symbol, type Value, type ValueType } from '../../../value/value.ts';
import type { JsonValue } from '../json/json-value.ts';
import { isJsonObject, property } from './json-access.ts';

/** The declaration of a parameter, with `$ref` resolved. */
export interface ParameterDefinition {
  readonly name: string;
  readonly type: ValueType;
  readonly secure: boolean;
  readonly nullable: boolean;
  /** Undefined when there is none; may be JSON `null`. */
  readonly defaultValue: JsonValue | undefined;
  readonly allowed: readonly JsonValue[] | undefined;
  readonly minLength: number | undefined;
  readonly range: readonly [number, number] | undefined;
  /** The declaration of a member or item, where there is one. */
  readonly child: (key: string | number) => ParameterDefinition | undefined;
}

const VALUE_TYPES: Readonly<Record<string, ValueType>> = {
  string: 'string',
  securestring: 'string',
  int: 'int',
  bool: 'bool',
  object: 'object',
  secureobject: 'object',
  array: 'array',
};

const MAX_REFERENCES = 32;

/** Parses the declaration of a parameter. Members beside a `$ref` override those of its target. */
export function parameterDefinition(name: string, json: JsonValue, template: JsonValue): ParameterDefinition {
  const chain = [json];
  for (let i = 0; i < MAX_REFERENCES; i++) {
    const reference = property(chain.at(-1), '$ref');
    const target = typeof reference === 'string' ? resolvePointer(template, reference) : undefined;
    if (target === undefined) break;
    chain.push(target);
  }
  const first = (member: string): JsonValue | undefined =>
    chain.map((part) => property(part, member)).find((value) => value !== undefined);
  const typeName = first('type');
  const written = typeof typeName === 'string' ? typeName.toLowerCase() : '';
  const allowed = first('allowedValues');
  const minLength = first('minLength');
  const [min, max] = [first('minValue'), first('maxValue')];
  return {
    name,
    type: VALUE_TYPES[written] ?? 'any',
    secure: written.startsWith('secure'),
    nullable: first('nullable') === true,
    defaultValue: property(json, 'defaultValue'),
    allowed: Array.isArray(allowed) ? allowed : undefined,
    minLength: typeof minLength === 'number' ? minLength : undefined,
    range: typeof min === 'number' && typeof max === 'number' ? [min, max] : undefined,
    child: (key) => {
      const declared = typeof key === 'number' ? first('items') : property(first('properties'), key);
      return isJsonObject(declared) ? parameterDefinition(String(key), declared, template) : undefined;
    },
  };
}

/** Resolves a `#/definitions/…` pointer (RFC 6901); undefined when the target does not exist. */
export function resolvePointer(template: JsonValue, pointer: string): JsonValue | undefined {
  if (!pointer.startsWith('#/')) return undefined;
  let at: JsonValue | undefined = template;
  for (const step of pointer.slice(2).split('/')) {
    const key = decodePointerStep(step);
    if (Array.isArray(at)) at = at[Number(key)];
    else at = isJsonObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  }
  return at;
}

function decodePointerStep(step: string): string {
  const plain = keyOfStep(step);
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}

const MAX_RANGE_VALUES = 16;

/** The allowed values of a declaration, if they can be listed. For an array `allowedValues` apply to its items. */
export function domainOf(definition: ParameterDefinition): readonly Value[] | undefined {
  const { allowed, range, type } = definition;
  if (allowed !== undefined && allowed.length > 0 && type !== 'array') return allowed as readonly Value[];
  if (range === undefined || type !== 'int' || range[1] - range[0] >= MAX_RANGE_VALUES) return undefined;
  return Array.from({ length: range[1] - range[0] + 1 }, (_, i) => range[0] + i);
}

/** Narrows an unknown value to the declared type and limits of the parameter that it is passed to. */
export function refine(value: Value, definition: ParameterDefinition): Value {
  // A secure value has a concrete value behind it, so the declaration adds nothing.
  if (!isSymbol(value) || isSecure(value)) return value;
  const domain = commonDomain(value.domain, domainOf(definition));
  return symbol({
    key: value.key,
    text: value.text,
    cause: value.cause,
    ...(value.member !== undefined && { member: value.member }),
    type: value.type === 'any' ? definition.type : value.type,
    ...(domain === undefined ? {} : { domain }),
    ...(value.notEmpty === true || (definition.minLength ?? 0) > 0 ? { notEmpty: true } : {}),
  });
}

/** The intersection: Azure rejects values that only one declaration allows. */
function commonDomain(
  own: readonly Value[] | undefined,
  declared: readonly Value[] | undefined,
): readonly Value[] | undefined {
  if (own === undefined || declared === undefined) return own ?? declared;
  const keys = new Set(declared.map(canonicalKey));
  const common = own.filter((value) => keys.has(canonicalKey(value)));
  return common.length > 0 ? common : own;
}
