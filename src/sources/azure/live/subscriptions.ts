import { API_VERSIONS } from '../../../model/azure/api-versions.ts';
import { isSubscriptionId } from '../../../model/azure/azure-names.ts';
import { MANAGEMENT_GROUP_TYPE } from '../../../model/azure/resource-types.ts';
import { isObject } from '../decode/json-object.ts';
import type { ReadProblem, ScanScope, SubscriptionRecord } from '../decode/scan-record.ts';
import { type Asking, ask, itemsOf, TENANT_LANE } from './asking.ts';
import type { Clients } from './clients.ts';
import { failure } from './read-failure.ts';

export interface Subscription {
  readonly id: string;
  readonly name: string;
}

const MOST_PAGES = 1000;

/** Every subscription that the identity can see (`GET /subscriptions`, Microsoft.Resources 2022-12-01). */
export async function visibleSubscriptions(asking: Asking): Promise<readonly Subscription[]> {
  const items = await list(asking, `/subscriptions?api-version=${API_VERSIONS.subscriptions}`);
  return distinct(
    items.map(({ subscriptionId, displayName }) => {
      if (typeof subscriptionId !== 'string' || !isSubscriptionId(subscriptionId))
        throw failure('limit', 'UnexpectedAnswer', 'a subscription in the answer has no id');
      return { id: subscriptionId.toLowerCase(), name: typeof displayName === 'string' ? displayName : subscriptionId };
    }),
  );
}

/** Ids of the subscriptions anywhere below a management group (`…/descendants`, Microsoft.Management 2023-04-01). */
export async function subscriptionsBelow(asking: Asking, group: string): Promise<readonly Subscription[]> {
  const path = `/providers/${MANAGEMENT_GROUP_TYPE}/${encodeURIComponent(group)}/descendants`;
  const items = await list(asking, `${path}?api-version=${API_VERSIONS.managementGroups}`);
  const below = items
    .filter(({ type }) => typeof type === 'string' && /\/subscriptions$/i.test(type))
    .map(({ name, properties }) => {
      if (typeof name !== 'string' || !isSubscriptionId(name))
        throw failure('limit', 'UnexpectedAnswer', 'a subscription in the answer has no id');
      const shown = isObject(properties) ? properties.displayName : undefined;
      return { id: name.toLowerCase(), name: typeof shown === 'string' ? shown : name };
    });
  return distinct(below);
}

/** A list that changes while its pages are read can name something twice. */
function distinct(subscriptions: readonly Subscription[]): readonly Subscription[] {
  return [...new Map(subscriptions.map((one) => [one.id, one])).values()];
}

async function list(asking: Asking, path: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return itemsOf(await ask(asking, { lane: TENANT_LANE, mostPages: MOST_PAGES }, (clients) => pages(clients, path)));
}

async function pages({ rest }: Clients, path: string): Promise<void> {
  for (let link: string | undefined = path; link !== undefined; ) {
    const { status, body } = await rest.pathUnchecked(link).get();
    if (status !== '200') throw refused(Number(status), body);
    const next: unknown = isObject(body) ? body.nextLink : undefined;
    link = typeof next === 'string' && next !== '' ? next : undefined;
  }
}

/** As the SDK's own clients report it. */
export function refused(statusCode: number, body: unknown): Error {
  const error = isObject(body) && isObject(body.error) ? body.error : {};
  return Object.assign(new Error(`HTTP ${statusCode}`), { statusCode, code: error.code });
}

export interface Chosen {
  readonly subscriptions: readonly Subscription[];
  /** Those that were asked for and cannot be seen. */
  readonly outOfReach: readonly SubscriptionRecord[];
}

/** Settles which subscriptions a scan is about. What was asked for and is not there is out of reach, never left out. */
export function chooseSubscriptions(
  visible: readonly Subscription[],
  { subscriptions, excludeSubscriptions, managementGroup }: ScanScope,
  below: readonly Subscription[] | undefined,
): Chosen {
  const names = (one: Subscription, word: string): boolean =>
    one.id === word.toLowerCase() || one.name.toLowerCase() === word.toLowerCase();
  const problem: ReadProblem = {
    kind: 'permission',
    code: 'SubscriptionNotVisible',
    message: `it is not among the ${visible.length} subscription${visible.length === 1 ? '' : 's'} that the identity can see`,
  };
  const idsBelow = new Set(below?.map(({ id }) => id));
  const idsSeen = new Set(visible.map(({ id }) => id));
  const inGroup = below === undefined ? visible : visible.filter(({ id }) => idsBelow.has(id));
  const hidden = (below ?? []).filter(({ id }) => !idsSeen.has(id));
  const isExcluded = (one: Subscription): boolean => excludeSubscriptions.some((word) => names(one, word));
  const asked = (one: Subscription): boolean =>
    subscriptions.length === 0 || subscriptions.some((word) => names(one, word));
  const unknown = subscriptions
    .filter((word) => ![...inGroup, ...hidden].some((one) => names(one, word)))
    .map((word) => ({
      id: word,
      name: word,
      problem:
        managementGroup === undefined || !visible.some((one) => names(one, word))
          ? problem
          : {
              ...problem,
              code: 'SubscriptionNotInGroup',
              message: `it is not below management group ${managementGroup}`,
            },
    }));
  const unseen = hidden.filter(asked).filter((one) => !isExcluded(one));
  return {
    subscriptions: inGroup.filter(asked).filter((one) => !isExcluded(one)),
    outOfReach: [...unseen.map((one) => ({ ...one, problem })), ...unknown].map((one) => ({
      kind: 'subscription',
      state: 'outOfReach',
      listedBy: 'arm',
      ...one,
    })),
  };
}
