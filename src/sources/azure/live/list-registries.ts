import { REGISTRY_TYPE } from '../../../model/azure/resource-types.ts';
import { isObject } from '../decode/json-object.ts';
import { graphRows } from './graph-query.ts';
import { fieldColumns, fieldsOfColumns, fieldsOfRegistry, withSuppressTag } from './listed-fields.ts';
import { problemOf, readFailure } from './read-failure.ts';
import { registryIdOf } from './registry-id.ts';
import { itemsOf, type RequestContext, readAllPages, sendRequest, subscriptionBucket } from './request-context.ts';

/** A registry as it was listed: Azure's own words, of which only these and the asked fields are taken. */
export type ListedRegistry = {
  readonly id: string;
  readonly name?: string;
  readonly type?: string;
  readonly location?: string;
  readonly sku?: { readonly name?: string; readonly tier?: string };
  /** Other members, with the fields that were asked for. */
  readonly [member: string]: unknown;
};

const MAX_PAGES = 10_000;

/**
 * The registries of up to 1,000 subscriptions by Resource Graph. Subscriptions that may not be read have no rows, like those
 * without registries.
 *
 * @throws ReadFailure for an incomplete result
 */
export async function registriesByGraph(
  context: RequestContext,
  subscriptions: readonly string[],
  resourceGroups: readonly string[],
  fields: readonly string[] = [],
): Promise<readonly ListedRegistry[]> {
  const intern = createInterner();
  return graphRows(context, subscriptions, queryFor(resourceGroups, fields), (row) => ({
    ...withSuppressTag(row, fieldsOfColumns(row, fields)),
    ...toListedRegistry(row, intern),
  }));
}

function queryFor(resourceGroups: readonly string[], fields: readonly string[]): string {
  const within = resourceGroups.map((name) => `'${name}'`).join(', ');
  return [
    'Resources',
    `where type =~ '${REGISTRY_TYPE.toLowerCase()}'`,
    ...(resourceGroups.length === 0 ? [] : [`where resourceGroup in~ (${within})`]),
    `project id, name, type, location, sku, tags${fieldColumns(fields)}`,
    'order by id asc',
  ].join(' | ');
}

/** The registries of one subscription by Azure Resource Manager. `onGroup` is called for each group that exists. */
export async function registriesByArm(
  context: RequestContext,
  subscription: string,
  resourceGroups: readonly string[],
  onGroup: (name: string) => void,
  fields: readonly string[] = [],
): Promise<readonly ListedRegistry[]> {
  const requestOptions = { bucket: subscriptionBucket(subscription), maxPages: MAX_PAGES };
  const found: ListedRegistry[] = [];
  const intern = createInterner();
  if (resourceGroups.length === 0) {
    const responses = await sendRequest(context, requestOptions, (clients) =>
      readAllPages(clients.registries(subscription).registries.list()),
    );
    found.push(
      ...itemsOf(responses).map((row) => ({
        ...withSuppressTag(row, fieldsOfRegistry(row, fields)),
        ...toListedRegistry(row, intern),
      })),
    );
  }
  for (const group of resourceGroups) {
    try {
      const responses = await sendRequest(context, requestOptions, (clients) =>
        readAllPages(clients.registries(subscription).registries.listByResourceGroup(group)),
      );
      found.push(
        ...itemsOf(responses).map((row) => ({
          ...withSuppressTag(row, fieldsOfRegistry(row, fields)),
          ...toListedRegistry(row, intern),
        })),
      );
      onGroup(group);
    } catch (error) {
      // Most subscriptions have no group of that name.
      if (problemOf(error).code !== 'ResourceGroupNotFound') throw error;
    }
  }
  const isElsewhere = found.some(({ id }) => registryIdOf(id)?.subscription !== subscription.toLowerCase());
  if (isElsewhere)
    throw readFailure('limit', 'UnexpectedAnswer', 'a registry in the response belongs to another subscription');
  return distinct(found);
}

function toListedRegistry(row: unknown, intern: Interner): ListedRegistry {
  const { id, name, type, location, sku } = isObject(row) ? row : {};
  if (typeof id !== 'string' || registryIdOf(id) === undefined)
    throw readFailure('limit', 'UnexpectedAnswer', 'a registry in the response has an invalid id');
  return {
    id,
    name: optionalString('name', name),
    type: internedString(intern, 'type', type),
    location: internedString(intern, 'location', location),
    sku: skuOf(intern, sku),
  };
}

/** Much longer than real names, and within what a saved scan can hold. */
const MAX_STRING_LENGTH = 1000;

function isBoundedString(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_STRING_LENGTH;
}

/** Undefined for a missing property; Resource Graph returns null for it. */
function optionalString(what: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isBoundedString(value))
    throw readFailure('limit', 'UnexpectedAnswer', `the ${what} of a registry in the response is not a string`);
  return value;
}

/** 100,000 registries share few types, regions and tiers; each value is kept once per listing. */
type Interner = <T>(value: T, key: string) => T;

const MAX_INTERNED = 10_000;

function createInterner(): Interner {
  const interned = new Map<string, unknown>();
  return <T>(value: T, key: string): T => {
    const found = interned.get(key);
    if (found !== undefined) return found as T;
    if (interned.size < MAX_INTERNED) interned.set(key, value);
    return value;
  };
}

function internedString(intern: Interner, what: string, value: unknown): string | undefined {
  const text = optionalString(what, value);
  return text === undefined ? undefined : intern(text, `text ${text}`);
}

function skuOf(intern: Interner, sku: unknown): ListedRegistry['sku'] {
  if (!isObject(sku)) return undefined;
  const { name, tier } = sku;
  const found = { ...(isBoundedString(name) && { name }), ...(isBoundedString(tier) && { tier }) };
  return intern(found, `sku ${JSON.stringify(found)}`);
}

function distinct(rows: readonly ListedRegistry[]): readonly ListedRegistry[] {
  return [...new Map(rows.map((row) => [row.id.toLowerCase(), row])).values()];
}

/** Error codes of Azure Resource Manager; a proxy's 404 is not proof that the registry was deleted. */
const NOT_FOUND_CODE = /^(?:ResourceNotFound|ResourceGroupNotFound|NotFound)$/;

/** Whether Azure says, to a request about a part of a registry, that there is no such registry. */
export function isRegistryGone(error: unknown): boolean {
  const { statusCode, code = '' } = (error ?? {}) as { readonly statusCode?: unknown; readonly code?: string };
  return statusCode === 404 && (code === 'ParentResourceNotFound' || NOT_FOUND_CODE.test(code));
}

/** Confirms that a registry whose read returned 404 was deleted. */
export async function isDeleted(context: RequestContext, id: string): Promise<boolean> {
  const parts = registryIdOf(id);
  if (parts === undefined) return false;
  const { subscription, resourceGroup, name } = parts;
  try {
    await sendRequest(context, { bucket: subscriptionBucket(subscription), maxPages: 1 }, ({ registries }) =>
      registries(subscription).registries.get(resourceGroup, name),
    );
    return false;
  } catch (error) {
    if (isNotFound(error) && NOT_FOUND_CODE.test((error as { code?: string }).code ?? '')) return true;
    throw error;
  }
}

export function isNotFound(error: unknown): boolean {
  const { statusCode, name } = error as { statusCode?: unknown; name?: unknown };
  return name === 'RestError' && statusCode === 404;
}
