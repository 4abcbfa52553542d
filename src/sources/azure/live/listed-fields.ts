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

/**
 * Members that Azure gives a resource, in lower case. What else a path begins with is not read, the whole resource (`''`)
 * included: Resource Graph refuses a query for a column that it does not have.
 */
const MEMBERS: ReadonlySet<string> = new Set([
  'properties',
  'tags',
  'identity',
  'kind',
  'managedby',
  'plan',
  'zones',
  'extendedlocation',
]);

/**
 * Paths in Azure's own spelling. Resource Graph compares the letter case of members below a column, and a rule file may
 * have another, so of any other path the whole column is asked for.
 */
const SPELLED: ReadonlySet<string> = new Set(['properties.policies.retentionPolicy']);

/** The paths that the listing has to hold, without those that it always holds. */
export function extraFields(fields: readonly string[]): readonly string[] {
  return fields.filter((path) => {
    const member = headOf(path).toLowerCase();
    return !LISTED_PROPERTIES.includes(member) && MEMBERS.has(member);
  });
}

function headOf(path: string): string {
  return path.split('.')[0] ?? '';
}

/** What a record says was read as a whole; undefined: what every scan lists. */
export function wholeOf(fields: readonly string[]): readonly string[] | undefined {
  const extra = extraFields(fields);
  return extra.length === 0 ? undefined : [...LISTED_PROPERTIES, ...extra];
}

/** Columns of a Resource Graph query: `, field0 = properties`. */
export function fieldColumns(fields: readonly string[]): string {
  return columnsFor(fields)
    .map((path, i) => `, ${columnOf(i)} = ${path}`)
    .join('');
}

function columnsFor(fields: readonly string[]): readonly string[] {
  return [...new Set(extraFields(fields).map(columnWith))];
}

function columnWith(path: string): string {
  if (SPELLED.has(path)) return path;
  const head = headOf(path).toLowerCase();
  return COLUMNS[head] ?? head;
}

/** Columns that are not spelled in lower case. */
const COLUMNS: Readonly<Record<string, string>> = { managedby: 'managedBy', extendedlocation: 'extendedLocation' };

/** The fields of a row of Resource Graph, as members of the registry that they are part of. */
export function fieldsOfColumns(row: unknown, fields: readonly string[]): ParsedObject {
  const columns = isObject(row) ? row : {};
  const names = columnsFor(fields);
  return assembled(fields, (path) => {
    const column = columnWith(path);
    const value = columns[columnOf(names.indexOf(column))];
    return column === path ? value : memberAt(value, path.split('.').slice(1));
  });
}

/** The fields of a registry as Azure Resource Manager sends it. */
export function fieldsOfRegistry(registry: unknown, fields: readonly string[]): ParsedObject {
  return assembled(fields, (path) => memberAt(registry, path.split('.')));
}

/** Azure compares the letter case of members nowhere. */
function memberAt(of: unknown, names: readonly string[]): unknown {
  return names.reduce<unknown>((value, name) => {
    const key = isObject(value) ? findKey(value, name) : undefined;
    return isObject(value) && key !== undefined ? value[key] : undefined;
  }, of);
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
function assembled(fields: readonly string[], fieldOf: (path: string) => unknown): ParsedObject {
  const registry: Record<string, unknown> = Object.create(null);
  for (const path of extraFields(fields)) {
    const value = fieldOf(path);
    if (value === undefined || value === null) continue;
    if (JSON.stringify(value).length > MAX_FIELD_CHARACTERS)
      throw readFailure('limit', 'UnexpectedAnswer', `${path} of a registry in the answer is too large`);
    put(registry, path.split('.'), value);
  }
  return registry;
}

/** Paths of two rules may spell a member in two ways, and it is one. */
function put(object: Record<string, unknown>, [name = '', ...below]: readonly string[], value: unknown): void {
  const key = findKey(object, name) ?? name;
  if (below.length === 0) {
    object[key] = value;
    return;
  }
  const inner = isObject(object[key]) ? { ...object[key] } : {};
  object[key] = inner;
  put(inner, below, value);
}
