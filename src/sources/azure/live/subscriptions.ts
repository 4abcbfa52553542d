import { API_VERSIONS } from '../../../model/azure/api-versions.ts';
import { isSubscriptionId } from '../../../model/azure/azure-names.ts';
import { MANAGEMENT_GROUP_TYPE } from '../../../model/azure/resource-types.ts';
import { isObject } from '../decode/json-object.ts';
import type { ScanScope, SubscriptionRecord } from '../decode/scan-record.ts';
import type { Clients } from './clients.ts';
import { type OwnProblem, readFailure } from './read-failure.ts';
import { itemsOf, type RequestContext, sendRequest, TENANT_BUCKET } from './request-context.ts';

export interface Subscription {
  readonly id: string;
  readonly name: string;
}

const MAX_PAGES = 1000;

/** Every subscription that the identity can see (`GET /subscriptions`, Microsoft.Resources 2022-12-01). */
export async function visibleSubscriptions(context: RequestContext): Promise<readonly Subscription[]> {
  const items = await listAll(context, `/subscriptions?api-version=${API_VERSIONS.subscriptions}`);
  return distinct(
    items.map(({ subscriptionId, displayName }) => {
      if (typeof subscriptionId !== 'string' || !isSubscriptionId(subscriptionId))
        throw readFailure('limit', 'UnexpectedAnswer', 'a subscription in the response has no valid id');
      return { id: subscriptionId.toLowerCase(), name: typeof displayName === 'string' ? displayName : subscriptionId };
    }),
  );
}

/** Ids of the subscriptions anywhere below a management group (`…/descendants`, Microsoft.Management 2023-04-01). */
export async function subscriptionsBelow(context: RequestContext, group: string): Promise<readonly Subscription[]> {
  const path = `/providers/${MANAGEMENT_GROUP_TYPE}/${encodeURIComponent(group)}/descendants`;
  const items = await listAll(context, `${path}?api-version=${API_VERSIONS.managementGroups}`);
  const below = items
    .filter(({ type }) => typeof type === 'string' && /\/subscriptions$/i.test(type))
    .map(({ name, properties }) => {
      if (typeof name !== 'string' || !isSubscriptionId(name))
        throw readFailure('limit', 'UnexpectedAnswer', 'a subscription in the response has no valid id');
      const shown = isObject(properties) ? properties.displayName : undefined;
      return { id: name.toLowerCase(), name: typeof shown === 'string' ? shown : name };
    });
  return distinct(below);
}

/** A list that changes while it is paged through can contain duplicates. */
function distinct(subscriptions: readonly Subscription[]): readonly Subscription[] {
  return [...new Map(subscriptions.map((one) => [one.id, one])).values()];
}

async function listAll(context: RequestContext, path: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return itemsOf(
    await sendRequest(context, { bucket: TENANT_BUCKET, maxPages: MAX_PAGES }, (clients) => readPages(clients, path)),
  );
}

async function readPages({ rest }: Clients, path: string): Promise<void> {
  for (let link: string | undefined = path; link !== undefined; ) {
    const { status, body } = await rest.pathUnchecked(link).get();
    if (status !== '200') throw responseError(Number(status), body);
    const next: unknown = isObject(body) ? body.nextLink : undefined;
    link = typeof next === 'string' && next !== '' ? next : undefined;
  }
}

/** An error in the form that the SDK's clients throw. */
export function responseError(statusCode: number, body: unknown): Error {
  const error = isObject(body) && isObject(body.error) ? body.error : {};
  return Object.assign(new Error(`HTTP ${statusCode}`), { statusCode, code: error.code });
}

export interface SubscriptionSelection {
  readonly subscriptions: readonly Subscription[];
  /** Requested but not accessible. */
  readonly inaccessible: readonly SubscriptionRecord[];
}

/** Resolves the scope to subscriptions. A requested one that is not found is reported as inaccessible, never left out. */
export function resolveSubscriptions(
  visible: readonly Subscription[],
  { subscriptions, excludeSubscriptions, managementGroup }: ScanScope,
  below: readonly Subscription[] | undefined,
): SubscriptionSelection {
  const names = (one: Subscription, nameOrId: string): boolean =>
    one.id === nameOrId.toLowerCase() || one.name.toLowerCase() === nameOrId.toLowerCase();
  const problem: OwnProblem = {
    kind: 'permission',
    code: 'SubscriptionNotVisible',
    message: `it is not among the ${visible.length} subscription${visible.length === 1 ? '' : 's'} that the identity can see`,
  };
  const idsBelow = new Set(below?.map(({ id }) => id));
  const idsSeen = new Set(visible.map(({ id }) => id));
  const inGroup = below === undefined ? visible : visible.filter(({ id }) => idsBelow.has(id));
  const notVisible = (below ?? []).filter(({ id }) => !idsSeen.has(id));
  const isExcluded = (one: Subscription): boolean => excludeSubscriptions.some((nameOrId) => names(one, nameOrId));
  const isRequested = (one: Subscription): boolean =>
    subscriptions.length === 0 || subscriptions.some((nameOrId) => names(one, nameOrId));
  const unknown = subscriptions
    .filter((nameOrId) => ![...inGroup, ...notVisible].some((one) => names(one, nameOrId)))
    .map((nameOrId) => ({
      id: nameOrId,
      name: nameOrId,
      problem:
        managementGroup === undefined || !visible.some((one) => names(one, nameOrId))
          ? problem
          : {
              ...problem,
              code: 'SubscriptionNotInGroup',
              message: `it is not below management group ${managementGroup}`,
            },
    }));
  const requestedNotVisible = notVisible.filter(isRequested).filter((one) => !isExcluded(one));
  return {
    subscriptions: inGroup.filter(isRequested).filter((one) => !isExcluded(one)),
    inaccessible: [...requestedNotVisible.map((one) => ({ ...one, problem })), ...unknown].map((one) => ({
      kind: 'subscription',
      state: 'inaccessible',
      listedBy: 'arm',
      ...one,
    })),
  };
}
