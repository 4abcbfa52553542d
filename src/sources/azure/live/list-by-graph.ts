import {
  DATA_COLLECTION_ASSOCIATION_TYPE,
  isType,
  REGISTRY_TYPE,
  SUBSCRIPTION_TYPE,
} from '../../../model/azure/resource-types.ts';
import { isObject } from '../decode/json-object.ts';
import type { ReadResource } from '../decode/scan-record.ts';
import { graphRows } from './graph-query.ts';
import { reduced } from './read-resources.ts';
import type { RequestContext } from './request-context.ts';

/** Resources of one type by subscription id; each of the subscriptions has an entry. */
export type ListedBySubscription = ReadonlyMap<string, readonly ReadResource[]>;

/**
 * The resources of a type in subscriptions that Resource Graph can read, in one query.
 *
 * @throws ReadFailure for an incomplete result
 */
export async function resourcesByGraph(
  context: RequestContext,
  type: string,
  subscriptions: readonly string[],
  fields: readonly string[],
): Promise<ListedBySubscription> {
  const rows = await graphRows(context, subscriptions, queryFor(type), (row) => reduced(row, undefined, fields));
  const found = new Map<string, ReadResource[]>(subscriptions.map((id) => [id, []]));
  for (const row of rows) found.get(row.id.toLowerCase().split('/')[2] ?? '')?.push(row);
  return found;
}

/** Associations are in a table of their own, and those of virtual machines are of no use here. */
function queryFor(type: string): string {
  const isAssociation = isType(type, DATA_COLLECTION_ASSOCIATION_TYPE);
  return [
    isAssociation ? 'insightsresources' : 'resources',
    `where type =~ '${type.toLowerCase()}'`,
    ...(isAssociation ? [`where id contains '/providers/${REGISTRY_TYPE.toLowerCase()}/'`] : []),
    isAssociation ? 'project id, name, type, properties' : 'project id, name, type, kind, location, properties',
    'order by id asc',
  ].join(' | ');
}

/**
 * The names of the management groups above each subscription.
 *
 * @throws ReadFailure for an incomplete result
 */
export async function ancestorsByGraph(
  context: RequestContext,
  subscriptions: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const query = [
    'resourcecontainers',
    `where type =~ '${SUBSCRIPTION_TYPE.toLowerCase()}'`,
    'project id, properties',
    'order by id asc',
  ].join(' | ');
  const rows = await graphRows(context, subscriptions, query, (row) => {
    const { id, properties } = isObject(row) ? row : {};
    return { id: String(id), groups: groupsIn(properties) };
  });
  return new Map(
    rows.flatMap(({ id, groups }) => (groups === undefined ? [] : [[id.toLowerCase().split('/')[2] ?? '', groups]])),
  );
}

/** Characters of the name of a management group; it becomes part of an address. */
const GROUP_NAME = /^[\w().-]{1,90}$/;

function groupsIn(properties: unknown): readonly string[] | undefined {
  const chain = isObject(properties) ? properties.managementGroupAncestorsChain : undefined;
  if (!Array.isArray(chain)) return undefined;
  const names = chain.map((group: unknown) => (isObject(group) ? group.name : undefined));
  const isNames = names.every((name): name is string => typeof name === 'string' && GROUP_NAME.test(name));
  return isNames ? names : undefined;
}
