import type { Json, JsonObject } from '../../support/arm-templates.ts';

const SETTING = 'microsoft.insights/diagnosticsettings/';

/**
 * The policy language as far as the existence conditions use it, as learn.microsoft.com describes it (Azure Policy
 * definition structure policy rule; Author policies for array properties). An operator or field that is not known here
 * throws: a condition cannot hold by being misunderstood.
 */
export function conditionHolds(condition: Json, properties: JsonObject): boolean {
  const node = asObject(condition);
  const { allOf, anyOf, field, count, ...test } = node;
  if (allOf !== undefined) return only(node, 'allOf') && asArray(allOf).every((one) => conditionHolds(one, properties));
  if (anyOf !== undefined) return only(node, 'anyOf') && asArray(anyOf).some((one) => conditionHolds(one, properties));
  if (count !== undefined) return compare(counted(asObject(count), properties), test);
  if (typeof field !== 'string') throw new Error(`no condition: ${JSON.stringify(condition)}`);
  // A field that stands for several values holds when all of them do.
  return valuesOf(field, properties).every((value) => compare(value, test));
}

/** Whether a registry with these settings complies: each setting is looked at by itself, and one is enough. */
export function complies(condition: Json, settings: readonly JsonObject[]): boolean {
  return settings.some((properties) => conditionHolds(condition, properties));
}

/** Each item is looked at as if it were the only one of the array. */
function counted({ field, where, ...rest }: JsonObject, properties: JsonObject): number {
  if (typeof field !== 'string' || Object.keys(rest).length > 0) throw new Error('not a count of a field');
  const name = nameOf(field);
  if (!name.endsWith('[*]')) throw new Error(`${field} is no array alias`);
  const array = name.slice(0, -'[*]'.length);
  return itemsOf(properties[array]).filter((item) => conditionHolds(asJson(where), { ...properties, [array]: [item] }))
    .length;
}

function valuesOf(field: string, properties: JsonObject): readonly Json[] {
  const [array = '', member] = nameOf(field).split('[*].');
  if (member === undefined) return [properties[array] ?? null];
  return itemsOf(properties[array]).map((item) => asObject(item)[member] ?? null);
}

function nameOf(field: string): string {
  if (!field.toLowerCase().startsWith(SETTING)) throw new Error(`unknown alias ${field}`);
  return field.slice(SETTING.length);
}

function itemsOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** Strings compare without regard to letter case, and a boolean as its text. A null is equal to nothing. */
function compare(value: Json, test: JsonObject): boolean {
  const [[operator, expected] = [], ...more] = Object.entries(test);
  if (expected === undefined || more.length > 0) throw new Error(`not one comparison: ${JSON.stringify(test)}`);
  if (operator === 'greaterOrEquals') return Number(value) >= Number(expected);
  if (value === null) return false;
  if (operator === 'equals') return fold(value) === fold(expected);
  if (operator === 'in') return asArray(expected).some((one) => fold(one) === fold(value));
  if (operator === 'contains') return fold(value).includes(fold(expected));
  throw new Error(`unknown operator ${operator}`);
}

function fold(value: Json): string {
  return String(value).toLowerCase();
}

function only(node: JsonObject, key: string): true {
  if (Object.keys(node).length !== 1) throw new Error(`${key} is not alone`);
  return true;
}

function asJson(value: Json | undefined): Json {
  if (value === undefined) throw new Error('a part is missing');
  return value;
}

function asArray(value: Json): readonly Json[] {
  if (!Array.isArray(value)) throw new Error('not an array');
  return value;
}

function asObject(value: Json): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('not an object');
  return value as JsonObject;
}
