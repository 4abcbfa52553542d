import { destinationProperties, type FixDestination, type FixLogs } from './fix-settings.ts';

/** The two log categories of a registry (learn.microsoft.com, supported logs of Microsoft.ContainerRegistry/registries). */
export const auditCategories = ['ContainerRegistryLoginEvents', 'ContainerRegistryRepositoryEvents'] as const;

/** The API version that knows category groups; 2017-05-01-preview and older do not. */
export const settingApiVersion = '2021-05-01-preview';

export const settingType = 'Microsoft.Insights/diagnosticSettings';

export interface LogEntry {
  readonly category?: string;
  readonly categoryGroup?: string;
  readonly enabled: boolean;
}

/** The log entries that make the audit rule pass; groups and categories are never mixed, which Azure answers with 400. */
export function logEntries(logs: FixLogs): LogEntry[] {
  if (logs !== 'categories') return [{ categoryGroup: logs, enabled: true }];
  return auditCategories.map((category) => ({ category, enabled: true }));
}

/** The `properties` of a new diagnostic setting, destinations first, without retention, which Azure refuses for new ones. */
export function settingProperties(destination: FixDestination, logs: FixLogs): Record<string, unknown> {
  const properties: Record<string, unknown> = {};
  for (const name of destinationProperties) {
    const id = destination[name];
    if (id !== undefined && id !== '') properties[name] = id;
  }
  properties.logs = logEntries(logs);
  return properties;
}
