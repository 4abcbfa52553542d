/*
 * What a subscription logs: learn.microsoft.com, "Activity log in Azure Monitor" and "Azure activity log event schema".
 */

/** The category of whatever somebody creates, changes or deletes. */
export const ADMINISTRATIVE_CATEGORY = 'Administrative';
