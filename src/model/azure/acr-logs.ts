/*
 * What a container registry can log: learn.microsoft.com, "Supported log categories for
 * Microsoft.ContainerRegistry/registries" (azure-monitor/reference/supported-logs), as of 2026-07, and "Diagnostic settings
 * in Azure Monitor" for category groups. Azure compares all of these names without regard to letter case.
 */

/** Sign-ins, and pushes, pulls and deletions. There are no others. */
export const LOG_CATEGORIES = ['ContainerRegistryLoginEvents', 'ContainerRegistryRepositoryEvents'] as const;

export const CATEGORY_GROUPS = ['audit', 'allLogs'] as const;

export type CategoryGroup = (typeof CATEGORY_GROUPS)[number];

export const [AUDIT_GROUP, ALL_LOGS_GROUP] = CATEGORY_GROUPS;

/**
 * The categories that a group holds. No page says it of registries; the built-in policy 56288eb2-4350-461d-9ece-2bb242269dce
 * and PSRule's `Azure.ACR.AuditLogs` take both groups for both categories.
 */
const CATEGORIES_BY_GROUP: Readonly<Record<CategoryGroup, readonly string[]>> = {
  [AUDIT_GROUP]: LOG_CATEGORIES,
  [ALL_LOGS_GROUP]: LOG_CATEGORIES,
};

/** Whether a name is that of a category group. */
export function isCategoryGroup(name: string): boolean {
  return CATEGORY_GROUPS.some((group) => group.toLowerCase() === name.toLowerCase());
}

/** The categories of the group of this name; none for a name that is no group's. */
export function categoriesOf(name: string): readonly string[] {
  const group = CATEGORY_GROUPS.find((one) => one.toLowerCase() === name.toLowerCase());
  return group === undefined ? [] : CATEGORIES_BY_GROUP[group];
}

/** The one name that Azure takes for metrics since 2021 ("Troubleshoot diagnostic settings"). */
export const ALL_METRICS = 'AllMetrics';
