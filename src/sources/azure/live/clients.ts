import { ContainerRegistryManagementClient } from '@azure/arm-containerregistry';
import { MonitorClient } from '@azure/arm-monitor';
import { ResourceGraphClient } from '@azure/arm-resourcegraph';
import {
  bearerTokenAuthenticationPolicy,
  bearerTokenAuthenticationPolicyName,
  type Pipeline,
} from '@azure/core-rest-pipeline';
import type { TokenCredential } from '@azure/identity';
import { LogsQueryClient } from '@azure/monitor-query-logs';
import { type Client, type ClientOptions, getClient } from '@azure-rest/core-client';
import { LOGS_API_VERSION } from '../../../model/azure/clouds.ts';
import type { ScanProblem } from '../decode/scan-record.ts';
import { boundedClient } from './bounded-client.ts';
import type { CloudEndpoints } from './cloud-endpoints.ts';
import { currentRequest } from './paged-request.ts';
import { problemOf, SIGN_IN_EXPIRED, statusOf } from './read-failure.ts';
import { type ThrottlingContext, throttlingPolicy } from './throttling-policy.ts';

/** The Azure SDK's clients, sharing sign-in, endpoint and rate limiter. */
export interface Clients {
  readonly graph: ResourceGraphClient;
  readonly monitor: MonitorClient;
  readonly registries: (subscription: string) => ContainerRegistryManagementClient;
  /** For APIs without a client of their own: subscriptions, management groups, batches. */
  readonly rest: Client;
  /** For queries of workspaces, which have an endpoint and a token of their own; undefined where that endpoint is not known. */
  readonly logs: LogsQueryClient | undefined;
}

const BEARER_POLICY = bearerTokenAuthenticationPolicyName;

export function createClients(credential: TokenCredential, cloud: CloudEndpoints, context: ThrottlingContext): Clients {
  const options: ClientOptions = {
    endpoint: cloud.armEndpoint,
    credentials: { scopes: [cloud.tokenScope] },
    // The throttling policy retries, and a redirect could carry the token to another host.
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
    userAgentOptions: { userAgentPrefix: 'acraudit' },
    httpClient: boundedClient({ maxBytes: () => currentRequest()?.maxBytes }),
  };
  // One token for all: there is a client for each subscription, and some credentials start a process for every token.
  const throttled = throttledWith(credential, cloud.tokenScope, context);
  const bySubscription = new Map<string, ContainerRegistryManagementClient>();
  return {
    graph: throttled(new ResourceGraphClient(credential, options)),
    monitor: throttled(new MonitorClient(credential, options)),
    registries: (subscription) => {
      const found =
        bySubscription.get(subscription) ??
        throttled(new ContainerRegistryManagementClient(credential, subscription, options));
      bySubscription.set(subscription, found);
      return found;
    },
    rest: throttled(getClient(cloud.armEndpoint, credential, options)),
    logs: cloud.logsEndpoint === undefined ? undefined : logsClient(credential, cloud.logsEndpoint, options, context),
  };
}

function logsClient(
  credential: TokenCredential,
  origin: string,
  options: ClientOptions,
  context: ThrottlingContext,
): LogsQueryClient {
  const scope = `${origin}/.default`;
  const own = { ...options, endpoint: `${origin}/${LOGS_API_VERSION}`, credentials: { scopes: [scope] } };
  return throttledWith(credential, scope, { ...context, origin })(new LogsQueryClient(credential, own));
}

/** Gives clients one token and the rate limiter in the place of their own. */
function throttledWith(
  credential: TokenCredential,
  scope: string,
  context: ThrottlingContext,
): <T extends { readonly pipeline: Pipeline }>(client: T) => T {
  const policy = throttlingPolicy(context);
  const bearer = bearerTokenAuthenticationPolicy({ credential, scopes: [scope] });
  return (client) => {
    client.pipeline.removePolicy({ name: BEARER_POLICY });
    client.pipeline.addPolicy(bearer);
    client.pipeline.addPolicy(policy, { beforePolicies: [BEARER_POLICY] });
    return client;
  };
}

/** Clients that are recreated when Azure no longer accepts their token. */
export interface ClientSession {
  readonly with: <T>(ask: (clients: Clients) => Promise<T>) => Promise<T>;
}

/** After this many consecutive 401 responses, whatever the request, the sign-in counts as expired. */
const MAX_REFUSALS = 20;
/**
 * A 401 that a new sign-in does not resolve has another reason. After this many, a single 401 no longer triggers a new
 * sign-in; only that many consecutive ones do.
 */
const MAX_FUTILE_SIGN_INS = 3;
/** Error statuses that Azure returns only to an authenticated caller. */
const AUTHENTICATED_STATUSES: ReadonlySet<number | undefined> = new Set([403, 404]);

/**
 * Azure can reject a token before it expires: a machine that slept, a revoked session. New clients then sign in again,
 * as long as that helps. `onEnd` is called once when the sign-in has expired.
 */
export function createSession(make: () => Clients, onEnd: (problem: ScanProblem) => void): ClientSession {
  let current = make();
  let refusals = 0;
  let futileSignIns = 0;
  const send = async <T>(clients: Clients, request: (clients: Clients) => Promise<T>): Promise<T> => {
    try {
      const result = await request(clients);
      refusals = 0;
      return result;
    } catch (error) {
      if (AUTHENTICATED_STATUSES.has(statusOf(error)) || problemOf(error).code === OTHER_TENANT) refusals = 0;
      else if (isRefusal(error) && ++refusals === MAX_REFUSALS) onEnd(SIGN_IN_EXPIRED);
      throw error;
    }
  };
  return {
    with: async (request) => {
      const used = current;
      try {
        return await send(used, request);
      } catch (error) {
        const isOver =
          refusals >= MAX_REFUSALS || (futileSignIns >= MAX_FUTILE_SIGN_INS && refusals < MAX_FUTILE_SIGN_INS);
        if (!isRefusal(error) || isOver) throw error;
        if (used === current) current = make();
      }
      try {
        const result = await send(current, request);
        futileSignIns = 0;
        return result;
      } catch (error) {
        if (isRefusal(error)) futileSignIns++;
        throw error;
      }
    },
  };
}

function isRefusal(error: unknown): boolean {
  const { code } = problemOf(error);
  return code !== OTHER_TENANT && (statusOf(error) === 401 || code === SIGN_IN_EXPIRED.code);
}

/** With this code Azure says 401 to a valid token: the subscription, such as that of a workspace, is of another tenant. */
const OTHER_TENANT = 'InvalidAuthenticationTokenTenant';
