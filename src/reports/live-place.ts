import type { RunResult } from '../engine/finding.ts';
import { message } from '../messages/message.ts';
import { azurePlace, subscriptionText } from './azure-place.ts';

/** What results of live targets stand under. */
export interface LivePlace {
  /** The same for the same place. */
  readonly key: string;
  /** The place where it needs no word before it: `payments (5f1d…)`. */
  readonly name: string;
  /** The place as a heading: `subscription payments (5f1d…)`. */
  readonly heading: string;
}

/** A resource name of Alibaba Cloud: service, region, account. */
const RESOURCE_NAME = /^acs:[^:]+:([^:]+):([^:]+):/;

/** Whether an id is a resource name of Alibaba Cloud. */
export function isResourceName(id: string): boolean {
  return RESOURCE_NAME.test(id);
}

/** A subscription, or an account and a region; undefined for an id that is in none. */
export function livePlace(id: string, result: Pick<RunResult, 'subscriptions'>): LivePlace | undefined {
  const inAzure = azurePlace(id);
  if (inAzure !== undefined) {
    const name = subscriptionText(inAzure.subscription, result);
    const heading = message('report.subscription', { subscription: name });
    return { key: `subscription ${inAzure.subscription}`, name, heading };
  }
  const [, region, account] = RESOURCE_NAME.exec(id) ?? [];
  if (region === undefined || account === undefined) return undefined;
  const name = message('report.region', { region, account });
  return { key: name, name, heading: name };
}
