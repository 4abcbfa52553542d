/*
 * What diagnostic settings write to a storage account: learn.microsoft.com, "Resource logs in Azure Monitor" (names, and
 * that each hour is appended to one blob), as of 2025-07; "Azure Blob Storage lifecycle management policy structure"
 * (filters and conditions), as of 2025-06.
 */

/** The container of a log category. */
export function logContainer(category: string): string {
  return `insights-logs-${category.toLowerCase()}`;
}

/** What the names of the blobs of one resource begin with in such a container, before the id of the resource. */
export const BLOBS_OF_RESOURCE = 'resourceId=';

/** The types of blobs that lifecycle rules are about. Logs are appended. */
export const BLOB_TYPES = ['appendBlob', 'blockBlob'] as const;
export const [LOG_BLOB_TYPE] = BLOB_TYPES;

/** The conditions of an action on current blobs; each is an age in days that has to be exceeded. */
export const BLOB_AGES = [
  'daysAfterModificationGreaterThan',
  'daysAfterCreationGreaterThan',
  'daysAfterLastAccessTimeGreaterThan',
] as const;
