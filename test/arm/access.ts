import { type Answer, failure } from './answer.ts';
import type { ResourceAccess } from './resource-access.ts';
import { groupOf } from './resource-id.ts';
import type { Subscription } from './tenant.ts';
import type { TenantState } from './tenant-state.ts';

/** Whoever may not do something is told so in these words. */
export function forbidden({ tenant }: TenantState, action: string, scope: string): Answer {
  const { clientId, objectId } = tenant.principal;
  return failure(
    403,
    'AuthorizationFailed',
    `The client '${clientId}' with object id '${objectId}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );
}

export function subscriptionNotFound(id: string): Answer {
  return failure(404, 'SubscriptionNotFound', `The subscription '${id}' could not be found.`);
}

/** Whether its registries may be listed and read. */
export function readsRegistries({ access }: Subscription): boolean {
  return access !== 'invisible' && access !== 'noRegistries';
}

/** The subscription, or the answer that there is none to be read. */
export function readableSubscription(
  state: TenantState,
  id: string,
  action: string,
  path: string,
): Answer | Subscription {
  const subscription = state.subscription(id);
  if (subscription === undefined) return subscriptionNotFound(id);
  return readsRegistries(subscription) ? subscription : forbidden(state, action, path);
}

/** Why nothing in a subscription can be read, whatever it is; undefined when something may be. */
export function subscriptionRefusal(state: TenantState, id: string, action: string, path: string): Answer | undefined {
  const subscription = state.subscription(id);
  if (subscription !== undefined)
    return subscription.access === 'invisible' ? forbidden(state, action, path) : undefined;
  const { tenant } = state;
  const outside = Object.entries(tenant.outside ?? {}).find(([key]) => key.toLowerCase() === id.toLowerCase())?.[1];
  if (outside === 'denied') return forbidden(state, action, path);
  if (outside === 'invalid') return failure(404, 'InvalidSubscription', `The subscription '${id}' is not valid.`);
  if (outside === undefined) return subscriptionNotFound(id);
  return failure(
    401,
    'InvalidAuthenticationTokenTenant',
    `The access token is from the wrong issuer 'https://sts.windows.net/${tenant.id}/'. It must match the tenant associated with this subscription.`,
  );
}

/** A resource that is found by its id, or the answer that it is not to be read. */
export function readableResource<T extends { readonly access?: ResourceAccess }>(
  state: TenantState,
  found: T | undefined,
  action: string,
  path: string,
): Answer | T {
  const group = groupOf(path);
  if (found?.access === 'denied') return forbidden(state, action, path);
  if (found !== undefined && found.access !== 'missing') return found;
  if (found === undefined && !state.hasGroup(group))
    return failure(404, 'ResourceGroupNotFound', `Resource group '${group}' could not be found.`);
  const [, type = ''] = /\/providers\/(.+)$/i.exec(path) ?? [];
  return failure(
    404,
    'ResourceNotFound',
    `The Resource '${type}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );
}

/** What is asked of something whose parent is not there. */
export function parentNotFound(type: string, parent: string): Answer {
  return failure(
    404,
    'ParentResourceNotFound',
    `Failed to perform 'read' on resource(s) of type '${type}', because the parent resource '${parent}' could not be found.`,
  );
}

/** The answer to a version that an API does not have; undefined when it has it. */
export function versionRefusal(version: string | null, type: string, known: readonly string[]): Answer | undefined {
  if (version !== null && known.includes(version)) return undefined;
  return failure(
    400,
    'UnsupportedApiVersion',
    `The HTTP resource that matches '${type}' does not support the API version '${version}'. Supported: ${known.join(', ')}.`,
  );
}
