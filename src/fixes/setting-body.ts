import { LOG_CATEGORIES } from '../model/azure/acr-logs.ts';
import { destinationProperties, type FixDestination, type FixLogs, isGiven } from './fix-options.ts';

export interface LogEntryBody {
  readonly category?: string;
  readonly categoryGroup?: string;
  readonly enabled: boolean;
}

/** The log entries that make the audit rule pass; groups and categories are never mixed, which Azure rejects with 400. */
export function logEntries(logs: FixLogs): LogEntryBody[] {
  if (logs !== 'categories') return [{ categoryGroup: logs, enabled: true }];
  return LOG_CATEGORIES.map((category) => ({ category, enabled: true }));
}

/** The `properties` of a new diagnostic setting, destinations first, without retention, which Azure rejects for new settings. */
export function settingProperties(destination: FixDestination, logs: FixLogs): Record<string, unknown> {
  const properties: Record<string, unknown> = {};
  for (const name of destinationProperties) {
    const id = destination[name];
    if (isGiven(id)) properties[name] = id;
  }
  properties.logs = logEntries(logs);
  return properties;
}
