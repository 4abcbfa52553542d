import { isSecure, isSymbol, keyOf, symbol, type Value, type ValueType } from '../../../value/value.ts';
import type { JsonValue } from '../json/json-value.ts';
import { at, isJsonObject } from './sections.ts';

/** What a template declares of a parameter, with `$ref` followed. */
export interface ParameterDefinition {
  readonly name: string;
  readonly type: ValueType;
  readonly secure: boolean;
  readonly nullable: boolean;
  /** Undefined when there is none; the JSON may be `null`. */
  readonly defaultValue: JsonValue | undefined;
  readonly allowed: readonly JsonValue[] | undefined;
  readonly minLength: number | undefined;
  readonly range: readonly [number, number] | undefined;
  /** The declaration of a member or item, where there is one. */
  readonly child: (key: string | number) => ParameterDefinition | undefined;
}

const TYPES: Readonly<Record<string, ValueType>> = {
  string: 'string',
  securestring: 'string',
  int: 'int',
  bool: 'bool',
  object: 'object',
  secureobject: 'object',
  array: 'array',
};

const MOST_REFERENCES = 32;

/** Reads a parameter's declaration. Members beside a `$ref` go before those of what it points to. */
export function parameterDefinition(name: string, json: JsonValue, template: JsonValue): ParameterDefinition {
  const chain = [json];
  for (let i = 0; i < MOST_REFERENCES; i++) {
    const reference = at(chain.at(-1), '$ref');
    const target = typeof reference === 'string' ? resolvePointer(template, reference) : undefined;
    if (target === undefined) break;
    chain.push(target);
  }
  const first = (member: string): JsonValue | undefined =>
    chain.map((part) => at(part, member)).find((value) => value !== undefined);
  const typeName = first('type');
  const written = typeof typeName === 'string' ? typeName.toLowerCase() : '';
  const allowed = first('allowedValues');
  const minLength = first('minLength');
  const [min, max] = [first('minValue'), first('maxValue')];
  return {
    name,
    type: TYPES[written] ?? 'any',
    secure: written.startsWith('secure'),
    nullable: first('nullable') === true,
    defaultValue: at(json, 'defaultValue'),
    allowed: Array.isArray(allowed) ? allowed : undefined,
    minLength: typeof minLength === 'number' ? minLength : undefined,
    range: typeof min === 'number' && typeof max === 'number' ? [min, max] : undefined,
    child: (key) => {
      const declared = typeof key === 'number' ? first('items') : at(first('properties'), key);
      return isJsonObject(declared) ? parameterDefinition(String(key), declared, template) : undefined;
    },
  };
}

/** Follows a `#/definitions/…` pointer (RFC 6901); undefined when it leads nowhere. */
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
  const plain = step.replaceAll('~1', '/').replaceAll('~0', '~');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}

const WIDEST_RANGE = 16;

/** The values a declaration allows, if it lists them. For an array the list is of its items, so it says nothing of the whole. */
export function domainOf(definition: ParameterDefinition): readonly Value[] | undefined {
  const { allowed, range, type } = definition;
  if (allowed !== undefined && allowed.length > 0 && type !== 'array') return allowed as readonly Value[];
  if (range === undefined || type !== 'int' || range[1] - range[0] >= WIDEST_RANGE) return undefined;
  return Array.from({ length: range[1] - range[0] + 1 }, (_, i) => range[0] + i);
}

/** An unknown value as the parameter it is given to sees it: of the declared type and within the declared bounds. */
export function refine(value: Value, definition: ParameterDefinition): Value {
  // A secure value is known behind its name; what is declared of it says no more.
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

/** Both declarations hold: Azure refuses what only one of them allows. */
function commonDomain(
  own: readonly Value[] | undefined,
  declared: readonly Value[] | undefined,
): readonly Value[] | undefined {
  if (own === undefined || declared === undefined) return own ?? declared;
  const keys = new Set(declared.map(keyOf));
  const common = own.filter((value) => keys.has(keyOf(value)));
  return common.length > 0 ? common : own;
}
