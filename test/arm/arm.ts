import type { Clock } from '../../src/sources/azure/live/clock.ts';
import type { Answer } from './answer.ts';
import type { Buckets } from './buckets.ts';
import type { TenantState } from './tenant-state.ts';
import type { Tokens } from './tokens.ts';

/** A request for a route, in a connection of its own or inside a batch. */
export interface ArmRequest {
  readonly method: string;
  /** Without the query, as the client spelled it. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Parsed JSON; undefined when there was none. */
  readonly body: unknown;
  /** The named groups of the route's pattern. */
  readonly params: Readonly<Record<string, string>>;
}

/** Rows a page; the defaults are Azure's or near to them. */
export interface PageSizes {
  readonly subscriptions: number;
  readonly descendants: number;
  readonly registries: number;
  readonly graph: number;
}

/** What every route can see of the server. */
export interface Arm {
  /** `https://127.0.0.1:PORT`, without a slash at its end. */
  readonly endpoint: string;
  readonly clock: Clock;
  readonly state: TenantState;
  readonly tokens: Tokens;
  readonly buckets: Buckets;
  readonly pageSizes: PageSizes;
  /** `items`: each item of a batch takes a token of its subscription; `once`: the batch takes one of the tenant. */
  readonly batchCounts: 'items' | 'once';
  /** How long an asynchronous batch takes, in milliseconds. */
  readonly batchDelay: number;
  /** Answers one item of a batch as a request of its own would be answered. */
  readonly dispatchItem: (method: string, url: string, body: unknown) => Answer;
}

export type RouteKind =
  | 'discovery'
  | 'token'
  | 'subscriptions'
  | 'subscription'
  | 'descendants'
  | 'graph'
  | 'registries'
  | 'groupRegistries'
  | 'registry'
  | 'settings'
  | 'categories'
  | 'associations'
  | 'dataCollectionRule'
  | 'alertRules'
  | 'workspace'
  | 'table'
  | 'storageAccount'
  | 'lifecyclePolicy'
  | 'eventHubNamespace'
  | 'eventHubRule'
  | 'partner'
  | 'connectedRegistries'
  | 'tasks'
  | 'runs'
  | 'logLink'
  | 'logBlob'
  | 'activityLog'
  | 'groupActivityLog'
  | 'activityEvents'
  | 'metrics'
  | 'logQuery'
  | 'resourceQuery'
  | 'batch'
  | 'batchResult'
  | 'deployment'
  | 'deploymentOperations'
  | 'templateSpec';

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly kind: RouteKind;
  /** Matched against the whole path, in any letter case. */
  readonly pattern: RegExp;
  /** Whether an access token and an api-version are asked for. */
  readonly open?: true;
  /** Whether its address has no api-version. */
  readonly unversioned?: true;
  /** Which bucket a request takes a token from; none when there is no function, or no answer. */
  readonly bucket?: (request: ArmRequest, arm: Arm) => string | undefined;
  readonly handle: (request: ArmRequest, arm: Arm) => Answer;
}

export const TENANT_BUCKET = 'tenant';

/** The bucket of the subscription that the path names. */
export function subscriptionBucket(request: ArmRequest): string {
  return `subscription/${(request.params.subscription ?? '').toLowerCase()}`;
}
