import { ALL_LOGS_GROUP } from './acr-logs.ts';

/*
 * What a subscription logs: learn.microsoft.com, "Activity log in Azure Monitor" and "Azure activity log event schema".
 */

/** The category of what is created, changed or deleted. */
export const ADMINISTRATIVE_CATEGORY = 'Administrative';

/**
 * Whether an entry names what people do: by its category, or by the group of all logs, which the example of "Subscription
 * Diagnostic Settings - Create Or Update" (2021-05-01-preview) has.
 */
export function namesAdministrative(name: string): boolean {
  return [ADMINISTRATIVE_CATEGORY, ALL_LOGS_GROUP].some((one) => one.toLowerCase() === name.toLowerCase());
}
