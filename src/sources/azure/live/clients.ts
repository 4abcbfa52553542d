import { ContainerRegistryManagementClient } from '@azure/arm-containerregistry';
import { MonitorClient } from '@azure/arm-monitor';
import { ResourceGraphClient } from '@azure/arm-resourcegraph';
import {
  bearerTokenAuthenticationPolicy,
  bearerTokenAuthenticationPolicyName,
  type Pipeline,
} from '@azure/core-rest-pipeline';
import type { TokenCredential } from '@azure/identity';
import { type Client, type ClientOptions, getClient } from '@azure-rest/core-client';
import type { ReadProblem } from '../decode/scan-record.ts';
import { boundedClient } from './bounded-client.ts';
import { currentCall } from './call.ts';
import type { Cloud } from './cloud.ts';
import { type Pace, pacePolicy } from './pace-policy.ts';
import { problemOf, SIGN_IN_OVER, statusOf } from './read-failure.ts';

/** The Azure SDK's clients, all with the same sign-in, endpoint and pace. */
export interface Clients {
  readonly graph: ResourceGraphClient;
  readonly monitor: MonitorClient;
  readonly registries: (subscription: string) => ContainerRegistryManagementClient;
  /** For what has no client of its own: subscriptions, management groups, batches. */
  readonly rest: Client;
}

const BEARER = bearerTokenAuthenticationPolicyName;

export function createClients(credential: TokenCredential, cloud: Cloud, pace: Pace): Clients {
  const policy = pacePolicy(pace);
  const options: ClientOptions = {
    endpoint: cloud.armEndpoint,
    credentials: { scopes: [cloud.tokenScope] },
    // The pace policy tries again, and a redirect could carry the token to another host.
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
    userAgentOptions: { userAgentPrefix: 'acraudit' },
    httpClient: boundedClient({ mostBytes: () => currentCall()?.mostBytes }),
  };
  // Each client would keep a token of its own, and there is one for each subscription; some ways of signing in start a
  // process for every token.
  const bearer = bearerTokenAuthenticationPolicy({ credential, scopes: [cloud.tokenScope] });
  const paced = <T extends { readonly pipeline: Pipeline }>(client: T): T => {
    client.pipeline.removePolicy({ name: BEARER });
    client.pipeline.addPolicy(bearer);
    client.pipeline.addPolicy(policy, { beforePolicies: [BEARER] });
    return client;
  };
  const bySubscription = new Map<string, ContainerRegistryManagementClient>();
  return {
    graph: paced(new ResourceGraphClient(credential, options)),
    monitor: paced(new MonitorClient(credential, options)),
    registries: (subscription) => {
      const found =
        bySubscription.get(subscription) ??
        paced(new ContainerRegistryManagementClient(credential, subscription, options));
      bySubscription.set(subscription, found);
      return found;
    },
    rest: paced(getClient(cloud.armEndpoint, credential, options)),
  };
}

/** Clients that can be made anew when Azure no longer takes their token. */
export interface Session {
  readonly with: <T>(ask: (clients: Clients) => Promise<T>) => Promise<T>;
}

/** After so many refusals in a row, on whatever question, the sign-in is taken to be over. */
const MOST_REFUSALS = 20;
/**
 * A refusal that a new sign-in does not help has another reason. After so many of these there are no more sign-ins for
 * one refusal alone, only when so many questions in a row are refused.
 */
const MOST_FRUITLESS = 3;
/** Answers other than 200 that Azure gives only to those whom it knows. */
const SAYS_WHO: ReadonlySet<number | undefined> = new Set([403, 404]);

/**
 * A token that was good can be refused before its time: the clock of a machine that slept, a revoked session. Then new
 * clients sign in once more, as long as that helps. `onEnd` is called once when nothing is answered any more.
 */
export function createSession(make: () => Clients, onEnd: (problem: ReadProblem) => void): Session {
  let current = make();
  let refusals = 0;
  let fruitless = 0;
  const ask = async <T>(clients: Clients, question: (clients: Clients) => Promise<T>): Promise<T> => {
    try {
      const answer = await question(clients);
      refusals = 0;
      return answer;
    } catch (error) {
      if (SAYS_WHO.has(statusOf(error))) refusals = 0;
      else if (isRefusal(error) && ++refusals === MOST_REFUSALS) onEnd(SIGN_IN_OVER);
      throw error;
    }
  };
  return {
    with: async (question) => {
      const used = current;
      try {
        return await ask(used, question);
      } catch (error) {
        const isOver = refusals >= MOST_REFUSALS || (fruitless >= MOST_FRUITLESS && refusals < MOST_FRUITLESS);
        if (!isRefusal(error) || isOver) throw error;
        if (used === current) current = make();
      }
      try {
        const answer = await ask(current, question);
        fruitless = 0;
        return answer;
      } catch (error) {
        if (isRefusal(error)) fruitless++;
        throw error;
      }
    },
  };
}

function isRefusal(error: unknown): boolean {
  return statusOf(error) === 401 || problemOf(error).code === SIGN_IN_OVER.code;
}
