import { type Answer, failure } from './answer.ts';
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
