import type { Finding, RunResult } from '../engine/finding.ts';
import { message } from '../messages/message.ts';
import { targetName } from '../messages/target-name.ts';

/** Where Azure keeps what an id names; ids come in varying letter case. */
export interface AzurePlace {
  readonly subscription: string;
  readonly resourceGroup?: string;
}

const ID = /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+))?/i;

/** Undefined for an id that is not below a subscription. */
export function azurePlace(id: string): AzurePlace | undefined {
  const [, subscription, resourceGroup] = ID.exec(id) ?? [];
  if (subscription === undefined) return undefined;
  return { subscription: subscription.toLowerCase(), ...(resourceGroup !== undefined && { resourceGroup }) };
}

/** A subscription by its name, where it was read: `payments (5f1d…)`; else its id. */
export function subscriptionText(id: string, { subscriptions = {} }: Pick<RunResult, 'subscriptions'>): string {
  const name = Object.hasOwn(subscriptions, id) ? subscriptions[id] : undefined;
  return name === undefined || name.toLowerCase() === id ? id : `${name} (${id})`;
}

/** What Azure answered has no file, so that its results are told apart by where the target is: `acrprod in rg-prod`. */
export function nameInAzure({ target, location }: Pick<Finding, 'target' | 'location'>): string {
  const name = targetName(target);
  const group = location.file === '' ? azurePlace(target.id)?.resourceGroup : undefined;
  return group === undefined ? name : message('print.in-group', { name, group });
}
