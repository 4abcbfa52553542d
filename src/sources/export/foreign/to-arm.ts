import { isObject, type JsonObject } from '../../azure/json-object.ts';
import { anyCase, lowerInitials, membersWhere } from './members.ts';

/** A diagnostic setting as Azure Resource Manager answers it. */
export interface ArmSetting {
  readonly id: string;
  readonly name: string;
  readonly type: 'Microsoft.Insights/diagnosticSettings';
  readonly properties: unknown;
}

/** Members of a setting that are no properties: what the Azure CLI leaves at the top, or adds. */
const SETTING_ENVELOPE = new Set(
  'id name type properties systemdata resourcegroup location kind identity tags etag'.split(' '),
);

/** Members of a registry that are no properties. */
const REGISTRY_ENVELOPE = new Set(
  'id name type location tags sku identity systemdata zones etag kind resourcegroup properties'.split(' '),
);

/** What PowerShell and its exporters add to every resource. */
const POWERSHELL = new Set(
  'resourceid resourcename resourcetype resourcegroupname subscriptionid tenantid resources extensionresourcename extensionresourcetype parentresource managedby plan createdtime changedtime tagstable'.split(
    ' ',
  ),
);

/** Whether the Azure CLI has lifted the properties of a setting to its top. */
export function isFlattened(setting: JsonObject): boolean {
  return anyCase(setting, 'properties') === undefined && Array.isArray(anyCase(setting, 'logs'));
}

/** A setting in Azure's shape; undefined when its log entries were left out, so that nobody can tell what it sends. */
export function toArmSetting(setting: JsonObject, id: string, name: string): ArmSetting | undefined {
  const type = 'Microsoft.Insights/diagnosticSettings';
  const given = isFlattened(setting)
    ? membersWhere(setting, (key) => !SETTING_ENVELOPE.has(key) && !POWERSHELL.has(key))
    : anyCase(setting, 'properties');
  const properties = lowerInitials(given);
  if (!isObject(properties) || !Array.isArray(properties.logs)) return undefined;
  const { logs, metrics } = properties;
  const entries = {
    logs: logs.map(toArmEntry),
    ...(Array.isArray(metrics) && { metrics: metrics.map(toArmEntry) }),
  };
  return { id, name, type, properties: { ...properties, ...entries } };
}

/** An entry of `logs` or `metrics`. Its retention is spelt alike too, lest two exports of one setting seem to differ. */
function toArmEntry(value: unknown): unknown {
  const entry = lowerInitials(value);
  if (!isObject(entry) || !isObject(entry.retentionPolicy)) return entry;
  return { ...entry, retentionPolicy: lowerInitials(entry.retentionPolicy) };
}

/** A registry in Azure's shape. */
export function toArmRegistry(registry: JsonObject, id: string, name: string): JsonObject {
  const given = anyCase(registry, 'properties');
  const lifted = membersWhere(registry, (key) => !REGISTRY_ENVELOPE.has(key) && !POWERSHELL.has(key));
  const location = anyCase(registry, 'location');
  const tags = anyCase(registry, 'tags');
  const sku = anyCase(registry, 'sku');
  const identity = anyCase(registry, 'identity');
  return {
    id,
    name,
    type: 'Microsoft.ContainerRegistry/registries',
    ...(location !== undefined && { location }),
    ...(tags !== undefined && { tags }),
    ...(sku !== undefined && { sku: lowerInitials(sku) }),
    ...(identity !== undefined && { identity: lowerInitials(identity) }),
    properties: isObject(given) ? given : lifted,
  };
}
