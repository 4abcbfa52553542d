import { readsRegistries } from './access.ts';
import { expectedOutcome } from './setting-presets.ts';
import type { Subscription, Tenant, TenantRegistry } from './tenant.ts';

/**
 * What an undisturbed scan of the whole tenant has to say of a registry. `unlisted`: its subscription's registries are
 * refused, so that nobody can know of it.
 */
export type Expected = 'pass' | 'fail' | 'unknown' | 'deleted' | 'unlisted';

export function expectedOfRegistry(tenant: Tenant, registry: TenantRegistry): Expected {
  const subscription = tenant.subscriptions.find(({ id }) => id === registry.subscription);
  if (subscription === undefined || !readsRegistries(subscription)) return 'unlisted';
  if (registry.access === 'denied' || subscription.access === 'noSettings') return 'unknown';
  return registry.access === 'deleted' ? 'deleted' : expectedOutcome(registry);
}

/** What a scan finds of a subscription that is visible, or that it was asked for by name or by management group. */
export function expectedOfSubscription(tenant: Tenant, subscription: Subscription): 'read' | 'empty' | 'inaccessible' {
  if (!readsRegistries(subscription)) return 'inaccessible';
  return tenant.registries.some((registry) => registry.subscription === subscription.id) ? 'read' : 'empty';
}
