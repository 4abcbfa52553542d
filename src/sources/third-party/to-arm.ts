import { DESTINATION_PROPERTIES } from '../../model/azure/destinations.ts';
import { SETTING_TYPE } from '../../model/azure/resource-types.ts';
import { isObject, type JsonObject } from '../azure/decode/json-object.ts';
import { isCut } from './cut.ts';
import { anyCase, lowerInitials, membersWhere } from './members.ts';

/** A diagnostic setting as Azure Resource Manager answers it. */
export interface ArmSetting {
  readonly id: string;
  readonly name: string;
  readonly type: typeof SETTING_TYPE;
  readonly properties: unknown;
}

/** Members of a setting that are no properties: what the Azure CLI leaves at the top, or adds. */
const SETTING_ENVELOPE = new Set(
  'id name type properties systemdata resourcegroup location kind identity tags etag'.split(' '),
);

/** What PowerShell and its exporters add to every resource. */
const POWERSHELL = new Set(
  'resourceid resourcename resourcetype resourcegroupname subscriptionid tenantid resources extensionresourcename extensionresourcetype parentresource managedby plan createdtime changedtime tagstable'.split(
    ' ',
  ),
);

/** Names of the lists of entries: Azure's and Azure CLI's, and those of newer Azure PowerShell. */
const LOGS = ['logs', 'log'] as const;
const METRICS = ['metrics', 'metric'] as const;

/** Whether the properties of a setting stand at its top, as Azure CLI and PowerShell write them. */
export function isFlattened(setting: JsonObject): boolean {
  return anyCase(setting, 'properties') === undefined && Array.isArray(anyCase(setting, ...LOGS));
}

/** Whether PowerShell has cut the entries of a setting off. */
export function isCutSetting(setting: JsonObject): boolean {
  const properties = anyCase(setting, 'properties');
  const entries = anyCase(isObject(properties) ? properties : setting, ...LOGS);
  // Windows PowerShell writes the texts of a list one after the other.
  return isCut(properties) || isCut(entries) || (Array.isArray(entries) && entries.some(isCut));
}

/** A setting in Azure's shape; undefined when a part was left out, so that nobody can tell what it sends, or where. */
export function toArmSetting(setting: JsonObject, id: string, name: string): ArmSetting | undefined {
  const given = isFlattened(setting)
    ? membersWhere(setting, (key) => !SETTING_ENVELOPE.has(key) && !POWERSHELL.has(key))
    : anyCase(setting, 'properties');
  if (!isObject(given) || isCutSetting(setting)) return undefined;
  const logs = anyCase(given, ...LOGS);
  if (!Array.isArray(logs) || logs.some(isPartOfEntry) || lacksDestinations(given)) return undefined;
  const metrics = anyCase(given, ...METRICS);
  const rest = membersWhere(given, (key) => !ENTRIES.has(key) && !key.startsWith('systemdata'));
  const entries = {
    logs: logs.map(toArmEntry),
    ...(metrics !== undefined && { metrics: Array.isArray(metrics) ? metrics.map(toArmEntry) : metrics }),
  };
  return { id, name, type: SETTING_TYPE, properties: { ...(lowerInitials(rest) as JsonObject), ...entries } };
}

/** Azure says of every entry whether it is enabled; where that is missing, somebody has picked members out (`--query`). */
function isPartOfEntry(entry: unknown): boolean {
  return isObject(entry) && anyCase(entry, 'enabled') === undefined;
}

/** Azure takes no setting without a destination: where none stands and some kind is missing, that is where one may be. */
function lacksDestinations(properties: JsonObject): boolean {
  const names = DESTINATION_PROPERTIES.map((name) => name.toLowerCase());
  const found = Object.entries(properties).filter(([key]) => names.includes(key.toLowerCase()));
  return found.length < names.length && found.every(([, id]) => id === null || id === '');
}

const ENTRIES: ReadonlySet<string> = new Set([...LOGS, ...METRICS]);

/** An entry of `logs` or `metrics`. Its retention is spelt alike too, lest two exports of one setting seem to differ. */
function toArmEntry(value: unknown): unknown {
  const entry = lowerInitials(value);
  if (!isObject(entry)) return entry;
  const { retentionPolicyDay: days, retentionPolicyEnabled: enabled, ...rest } = entry;
  if (isObject(entry.retentionPolicy)) return { ...rest, retentionPolicy: lowerInitials(entry.retentionPolicy) };
  return days === undefined && enabled === undefined ? entry : { ...rest, retentionPolicy: { days, enabled } };
}
