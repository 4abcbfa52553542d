import { DESTINATION_PROPERTIES } from '../../model/azure/destinations.ts';
import { SETTING_TYPE } from '../../model/azure/resource-types.ts';
import { isObject, type ParsedObject } from '../azure/decode/json-object.ts';
import { filterProperties, getIgnoringCase, lowerCaseInitials } from './property-names.ts';
import { isTruncated } from './truncated-values.ts';

/** A diagnostic setting in ARM form. */
export interface ArmSetting {
  readonly id: string;
  readonly name: string;
  readonly type: typeof SETTING_TYPE;
  readonly properties: unknown;
}

/** Members of a flattened setting that are not properties: what Azure CLI leaves at the top, or adds. */
const SETTING_ENVELOPE = new Set(
  'id name type properties systemdata resourcegroup location kind identity tags etag'.split(' '),
);

/** What PowerShell and its exporters add to every resource. */
const ADDED_BY_POWERSHELL = new Set(
  'resourceid resourcename resourcetype resourcegroupname subscriptionid tenantid resources extensionresourcename extensionresourcetype parentresource managedby plan createdtime changedtime tagstable'.split(
    ' ',
  ),
);

/** Names of the lists of entries: Azure's and Azure CLI's, and those of newer Azure PowerShell. */
const LOGS = ['logs', 'log'] as const;
const METRICS = ['metrics', 'metric'] as const;

/** Whether the properties of a setting are at its top level, as Azure CLI and PowerShell write them. */
export function isFlattened(setting: ParsedObject): boolean {
  return getIgnoringCase(setting, 'properties') === undefined && Array.isArray(getIgnoringCase(setting, ...LOGS));
}

/** Whether PowerShell truncated the entries of a setting. */
export function isTruncatedSetting(setting: ParsedObject): boolean {
  const properties = getIgnoringCase(setting, 'properties');
  const entries = getIgnoringCase(isObject(properties) ? properties : setting, ...LOGS);
  // Windows PowerShell joins the strings of a list.
  return isTruncated(properties) || isTruncated(entries) || (Array.isArray(entries) && entries.some(isTruncated));
}

/** Converts a setting to ARM form; undefined when logs or destinations are incomplete. */
export function toArmSetting(setting: ParsedObject, id: string, name: string): ArmSetting | undefined {
  const given = isFlattened(setting)
    ? filterProperties(setting, (key) => !SETTING_ENVELOPE.has(key) && !ADDED_BY_POWERSHELL.has(key))
    : getIgnoringCase(setting, 'properties');
  if (!isObject(given) || isTruncatedSetting(setting)) return undefined;
  const logs = getIgnoringCase(given, ...LOGS);
  if (!Array.isArray(logs) || logs.some(isIncompleteEntry) || lacksDestinations(given)) return undefined;
  const metrics = getIgnoringCase(given, ...METRICS);
  const rest = filterProperties(given, (key) => !ENTRY_LISTS.has(key) && !key.startsWith('systemdata'));
  const entries = {
    logs: logs.map(toArmEntry),
    ...(metrics !== undefined && { metrics: Array.isArray(metrics) ? metrics.map(toArmEntry) : metrics }),
  };
  return { id, name, type: SETTING_TYPE, properties: { ...(lowerCaseInitials(rest) as ParsedObject), ...entries } };
}

/** Azure returns `enabled` for every entry; a missing one means that properties were selected (`--query`). */
function isIncompleteEntry(entry: unknown): boolean {
  return isObject(entry) && getIgnoringCase(entry, 'enabled') === undefined;
}

/** Azure requires a destination: if none is given, it must be of a kind that the export left out. */
function lacksDestinations(properties: ParsedObject): boolean {
  const names = DESTINATION_PROPERTIES.map((name) => name.toLowerCase());
  const found = Object.entries(properties).filter(([key]) => names.includes(key.toLowerCase()));
  return found.length < names.length && found.every(([, id]) => id === null || id === '');
}

const ENTRY_LISTS: ReadonlySet<string> = new Set([...LOGS, ...METRICS]);

/** Converts an entry of `logs` or `metrics`; retention is normalised, so that two exports of one setting are equal. */
function toArmEntry(value: unknown): unknown {
  const entry = lowerCaseInitials(value);
  if (!isObject(entry)) return entry;
  const { retentionPolicyDay: days, retentionPolicyEnabled: enabled, ...rest } = entry;
  if (isObject(entry.retentionPolicy)) return { ...rest, retentionPolicy: lowerCaseInitials(entry.retentionPolicy) };
  return days === undefined && enabled === undefined ? entry : { ...rest, retentionPolicy: { days, enabled } };
}
