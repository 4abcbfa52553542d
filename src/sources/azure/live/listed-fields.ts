import { findKey } from '../../../value/value.ts';
import { isObject, type ParsedObject } from '../decode/json-object.ts';
import { LISTED_PROPERTIES, SUPPRESS_TAG } from '../decode/scan-record.ts';
import { readFailure } from './read-failure.ts';

/*
 * Fields of registries that the active rules need beyond what every scan lists. Azure Resource Manager sends whole
 * registries anyway; Resource Graph is asked for these paths. Neither costs a request.
 */

/** Characters of JSON that one field may have: a scan holds it for each of 100,000 registries. */
const MAX_FIELD_CHARACTERS = 10_000;

/** The paths that the listing has to hold, without those that it always holds. */
export function extraFields(fields: readonly string[]): readonly string[] {
  return fields.filter((path) => !LISTED_PROPERTIES.includes(path.split('.')[0]?.toLowerCase() ?? ''));
}

/** What a record says was read as a whole; undefined: what every scan lists. */
export function wholeOf(fields: readonly string[]): readonly string[] | undefined {
  const extra = extraFields(fields);
  return extra.length === 0 ? undefined : [...LISTED_PROPERTIES, ...extra];
}

/** Columns of a Resource Graph query: `, field0 = properties.policies`. */
export function fieldColumns(fields: readonly string[]): string {
  return extraFields(fields)
    .map((path, i) => `, ${columnOf(i)} = ${path}`)
    .join('');
}

/** The fields of a row of Resource Graph, as members of the registry that they are part of. */
export function fieldsOfColumns(row: unknown, fields: readonly string[]): ParsedObject {
  const columns = isObject(row) ? row : {};
  return assembled(fields, (_, i) => columns[columnOf(i)]);
}

/** The fields of a registry as Azure Resource Manager sends it. */
export function fieldsOfRegistry(registry: unknown, fields: readonly string[]): ParsedObject {
  return assembled(fields, (path) =>
    path.split('.').reduce<unknown>((value, name) => {
      const key = isObject(value) ? findKey(value, name) : undefined;
      return isObject(value) && key !== undefined ? value[key] : undefined;
    }, registry),
  );
}

/** Longer than Azure lets the value of a tag be. */
const MAX_TAG_CHARACTERS = 1000;

/** The tag that suppresses beside the fields that were asked for; the other tags are not kept. */
export function withSuppressTag(row: unknown, fields: ParsedObject): ParsedObject {
  const tags = isObject(row) ? row.tags : undefined;
  const key = isObject(tags) ? findKey(tags, SUPPRESS_TAG) : undefined;
  const value = isObject(tags) && key !== undefined ? tags[key] : undefined;
  if (typeof value !== 'string' || value.length > MAX_TAG_CHARACTERS) return fields;
  return { ...fields, tags: { [SUPPRESS_TAG]: value, ...(isObject(fields.tags) && fields.tags) } };
}

function columnOf(i: number): string {
  return `field${i}`;
}

/** Resource Graph writes null for what is not there. */
function assembled(fields: readonly string[], fieldOf: (path: string, i: number) => unknown): ParsedObject {
  const registry: Record<string, unknown> = Object.create(null);
  for (const [i, path] of extraFields(fields).entries()) {
    const value = fieldOf(path, i);
    if (value === undefined || value === null) continue;
    if (JSON.stringify(value).length > MAX_FIELD_CHARACTERS)
      throw readFailure('limit', 'UnexpectedAnswer', `${path} of a registry in the answer is too large`);
    put(registry, path.split('.'), value);
  }
  return registry;
}

function put(object: Record<string, unknown>, [name = '', ...below]: readonly string[], value: unknown): void {
  if (below.length === 0) {
    object[name] = value;
    return;
  }
  const inner = isObject(object[name]) ? { ...object[name] } : {};
  object[name] = inner;
  put(inner, below, value);
}
