import { MAX_GRAPH_ROWS } from '../../../model/azure/limits.ts';
import { REGISTRY_TYPE } from '../../../model/azure/resource-types.ts';
import { isObject } from '../decode/json-object.ts';
import { type Asking, ask, drain, itemsOf, laneOf } from './asking.ts';
import { GRAPH_LANE } from './lane.ts';
import { fieldColumns, fieldsOfColumns, fieldsOfRegistry } from './listed-fields.ts';
import { failure, problemOf } from './read-failure.ts';
import { registryIdOf } from './registry-id.ts';

/** A registry as it was listed: Azure's own words, of which only these and the asked fields are taken. */
export type Listed = {
  readonly id: string;
  readonly name?: string;
  readonly type?: string;
  readonly location?: string;
  readonly sku?: { readonly name?: string; readonly tier?: string };
  /** Other members, with the fields that were asked for. */
  readonly [member: string]: unknown;
};

const MOST_PAGES = 10_000;

/**
 * The registries of up to 1,000 subscriptions by Resource Graph. A result that is not whole is as good as none, so
 * anything odd is a `ReadFailure`. Subscriptions it may not read have no rows, which says nothing of them.
 */
export async function registriesByGraph(
  asking: Asking,
  subscriptions: readonly string[],
  resourceGroups: readonly string[],
  fields: readonly string[] = [],
): Promise<readonly Listed[]> {
  const rows: Listed[] = [];
  const share = sharing();
  const question = { lane: GRAPH_LANE, mostPages: MOST_PAGES, keepsAnswers: false };
  await ask(asking, question, async ({ graph }) => {
    rows.length = 0;
    const seen = new Set<string>();
    let total: number | undefined;
    for (let skipToken: string | undefined, isFirst = true; isFirst || skipToken !== undefined; isFirst = false) {
      const options = {
        top: MAX_GRAPH_ROWS,
        resultFormat: 'objectArray' as const,
        allowPartialScopes: false,
        ...(skipToken !== undefined && { skipToken }),
      };
      const request = { subscriptions: [...subscriptions], query: queryFor(resourceGroups, fields), options };
      const { data, resultTruncated, skipToken: next, totalRecords } = await graph.resources(request);
      if (resultTruncated !== 'false') throw failure('limit', 'ResultTruncated', 'Resource Graph cut its result off');
      if (!Array.isArray(data)) throw failure('limit', 'UnexpectedAnswer', 'the answer of Resource Graph is no list');
      // Pages are cut at places of a list that went on changing: then one may have slipped through between two of them.
      if (total !== undefined && total !== totalRecords)
        throw failure('limit', 'RowsChanged', 'registries were added or deleted while Resource Graph listed them');
      total = totalRecords;
      const page = data.map((row) => ({ ...fieldsOfColumns(row, fields), ...listed(row, share) }));
      const before = seen.size;
      for (const { id } of page) seen.add(id.toLowerCase());
      rows.push(...page);
      skipToken = typeof next === 'string' && next !== '' ? next : undefined;
      if (skipToken !== undefined && seen.size === before)
        throw failure('limit', 'EndlessPages', 'the pages of Resource Graph bring nothing new and do not end');
      if (skipToken === undefined && !(seen.size >= totalRecords))
        throw failure('limit', 'RowsMissing', `Resource Graph gave ${seen.size} of ${totalRecords} rows`);
    }
  });
  return distinct(rows);
}

function queryFor(resourceGroups: readonly string[], fields: readonly string[]): string {
  const within = resourceGroups.map((name) => `'${name}'`).join(', ');
  return [
    'Resources',
    `where type =~ '${REGISTRY_TYPE.toLowerCase()}'`,
    ...(resourceGroups.length === 0 ? [] : [`where resourceGroup in~ (${within})`]),
    `project id, name, type, location, sku${fieldColumns(fields)}`,
    'order by id asc',
  ].join(' | ');
}

/** The registries of one subscription by Azure Resource Manager. `onGroup` is told which of the groups are there. */
export async function registriesByArm(
  asking: Asking,
  subscription: string,
  resourceGroups: readonly string[],
  onGroup: (name: string) => void,
  fields: readonly string[] = [],
): Promise<readonly Listed[]> {
  const question = { lane: laneOf(subscription), mostPages: MOST_PAGES };
  const found: Listed[] = [];
  const share = sharing();
  if (resourceGroups.length === 0) {
    const answers = await ask(asking, question, (clients) => drain(clients.registries(subscription).registries.list()));
    found.push(...itemsOf(answers).map((row) => ({ ...fieldsOfRegistry(row, fields), ...listed(row, share) })));
  }
  for (const group of resourceGroups) {
    try {
      const answers = await ask(asking, question, (clients) =>
        drain(clients.registries(subscription).registries.listByResourceGroup(group)),
      );
      found.push(...itemsOf(answers).map((row) => ({ ...fieldsOfRegistry(row, fields), ...listed(row, share) })));
      onGroup(group);
    } catch (error) {
      // Most subscriptions have no group of that name.
      if (problemOf(error).code !== 'ResourceGroupNotFound') throw error;
    }
  }
  const isElsewhere = found.some(({ id }) => registryIdOf(id)?.subscription !== subscription.toLowerCase());
  if (isElsewhere) throw failure('limit', 'UnexpectedAnswer', 'a registry in the answer is of another subscription');
  return distinct(found);
}

function listed(row: unknown, share: Share): Listed {
  const { id, name, type, location, sku } = isObject(row) ? row : {};
  if (typeof id !== 'string' || registryIdOf(id) === undefined)
    throw failure('limit', 'UnexpectedAnswer', 'a registry in the answer has no id of a registry');
  return {
    id,
    name: textOf('name', name),
    type: sharedText(share, 'type', type),
    location: sharedText(share, 'location', location),
    sku: skuOf(share, sku),
  };
}

/** Far past any real one; a saved scan can hold texts of this length, and not of any. */
const LONGEST_TEXT = 1000;

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST_TEXT;
}

/** The members that are there; Resource Graph writes null for one that is not. */
function textOf(what: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isText(value)) throw failure('limit', 'UnexpectedAnswer', `the ${what} of a registry in the answer is no text`);
  return value;
}

/** 100,000 registries have few types, regions and tiers; each is held once for a listing. */
type Share = <T>(value: T, key: string) => T;

const MOST_SHARED = 10_000;

function sharing(): Share {
  const held = new Map<string, unknown>();
  return <T>(value: T, key: string): T => {
    const found = held.get(key);
    if (found !== undefined) return found as T;
    if (held.size < MOST_SHARED) held.set(key, value);
    return value;
  };
}

function sharedText(share: Share, what: string, value: unknown): string | undefined {
  const text = textOf(what, value);
  return text === undefined ? undefined : share(text, `text ${text}`);
}

function skuOf(share: Share, sku: unknown): Listed['sku'] {
  if (!isObject(sku)) return undefined;
  const { name, tier } = sku;
  const found = { ...(isText(name) && { name }), ...(isText(tier) && { tier }) };
  return share(found, `sku ${JSON.stringify(found)}`);
}

function distinct(rows: readonly Listed[]): readonly Listed[] {
  return [...new Map(rows.map((row) => [row.id.toLowerCase(), row])).values()];
}

/** What Azure Resource Manager says of what is not there; a proxy's "404 page not found" is not its word. */
const NOT_THERE = /^(?:ResourceNotFound|ResourceGroupNotFound|NotFound)$/;

/** Whether a registry that a read did not find is really not there any more. */
export async function isGone(asking: Asking, id: string): Promise<boolean> {
  const parts = registryIdOf(id);
  if (parts === undefined) return false;
  const { subscription, resourceGroup, name } = parts;
  try {
    await ask(asking, { lane: laneOf(subscription), mostPages: 1 }, ({ registries }) =>
      registries(subscription).registries.get(resourceGroup, name),
    );
    return false;
  } catch (error) {
    if (isNotFound(error) && NOT_THERE.test((error as { code?: string }).code ?? '')) return true;
    throw error;
  }
}

export function isNotFound(error: unknown): boolean {
  const { statusCode, name } = error as { statusCode?: unknown; name?: unknown };
  return name === 'RestError' && statusCode === 404;
}
