import { ALL_LOGS_GROUP } from './acr-logs.ts';
import { DATA_COLLECTION_ASSOCIATION_TYPE, REGISTRY_TYPE, SETTING_TYPE } from './resource-types.ts';

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

/** What ends the collection of logs ("Azure permissions for Monitor"). */
export const REMOVING_LOGGING = [`${SETTING_TYPE}/delete`, `${DATA_COLLECTION_ASSOCIATION_TYPE}/delete`] as const;

/** What hands out or renews the passwords of the admin user ("Azure permissions for Containers"). */
export const USING_ADMIN_CREDENTIALS = [
  `${REGISTRY_TYPE}/listCredentials/action`,
  `${REGISTRY_TYPE}/regenerateCredential/action`,
] as const;
