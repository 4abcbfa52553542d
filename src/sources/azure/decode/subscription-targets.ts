import type { DiagnosticSetting } from '../../../model/azure/diagnostic-setting.ts';
import { isType, SUBSCRIPTION_TYPE } from '../../../model/azure/resource-types.ts';
import { knownId } from '../../../model/azure/setting-index.ts';
import type { UnattachedTarget } from '../../../model/inventory.ts';
import { lowerCaseLiteral, pathSegments } from '../../../value/symbolic-string.ts';
import { canonicalKey, isFault, type Value } from '../../../value/value.ts';

/** Whether an id is that of a subscription: `/subscriptions/…`. */
export function isSubscription(id: Value): boolean {
  if (isFault(id)) return false;
  const [start, subscriptions, name, ...rest] = pathSegments(id);
  return start === '' && lowerCaseLiteral(subscriptions) === 'subscriptions' && name !== undefined && rest.length === 0;
}

/**
 * The subscriptions that a template has settings of the activity log for, each once. A template never declares the
 * subscription it is deployed to, and one that deploys no such setting says nothing of its activity log.
 */
export function subscriptionTargets(
  settings: readonly DiagnosticSetting[],
  types: readonly string[],
): readonly UnattachedTarget[] {
  if (!types.some((type) => isType(type, SUBSCRIPTION_TYPE))) return [];
  const own = settings.filter(({ target, deployed }) => deployed !== false && isSubscription(target));
  const first = new Map<string, DiagnosticSetting>();
  for (const setting of own) {
    const key = knownId(setting.target) ?? canonicalKey(setting.target);
    if (!first.has(key)) first.set(key, setting);
  }
  return [...first.values()].map(({ target, origin }) => ({
    type: SUBSCRIPTION_TYPE,
    name: pathSegments(target)[2] ?? '',
    id: target,
    scope: '',
    deployed: true,
    origin,
    field: () => null,
  }));
}
