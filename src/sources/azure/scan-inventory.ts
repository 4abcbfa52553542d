import type { Inventory } from '../../model/registry.ts';
import type { Resource } from '../../model/resource.ts';
import { symbol, type Unknown, type Value, type ValueObject } from '../../model/value.ts';
import { inventoryOf } from './inventory.ts';
import { isObject, type JsonObject } from './json-object.ts';
import type { RegistryRecord } from './scan-record.ts';
import { settingsIn } from './settings-page.ts';

const NO_MODULES: Inventory['modules'] = [];

/**
 * What a scan read of some registries, in the model. Registries that are gone are left out; the settings of those that
 * could not be read are an unknown with the cause of that, never an empty list.
 */
export function scanInventory(records: readonly RegistryRecord[]): Inventory {
  const present = records.filter(({ settings }) => settings.status !== 'gone');
  const resources = present.flatMap((record) => [registryResource(record), ...settingResources(record)]);
  const { registries, settings } = inventoryOf(resources, NO_MODULES);
  return {
    deploymentKey: 'azure',
    registries: registries.map((registry, i) => {
      const unread = unreadOf(present[i]);
      return unread === undefined ? registry : { ...registry, unread };
    }),
    settings,
    modules: NO_MODULES,
  };
}

function unreadOf(record: RegistryRecord | undefined): Unknown | undefined {
  if (record?.settings.status !== 'failed') return undefined;
  const { kind, message } = record.settings.problem;
  const text = `diagnosticSettings('${record.id}')`;
  return symbol({ key: `unread:${record.id.toLowerCase()}`, text, type: 'array', cause: { kind, name: message } });
}

function registryResource({ id, resource }: RegistryRecord): Resource {
  const { name, location, sku } = resource;
  const tier = isObject(sku) ? sku.name : undefined;
  return existing({
    type: 'Microsoft.ContainerRegistry/registries',
    name: text(name) ?? id.slice(id.lastIndexOf('/') + 1),
    id,
    scope: id.slice(0, id.toLowerCase().indexOf('/providers/')),
    members: { location: text(location), sku: { name: text(tier) } },
  });
}

function settingResources({ id, settings }: RegistryRecord): Resource[] {
  return settingsIn(settings).map((setting) => {
    const name = text(setting.name) ?? '';
    return existing({
      type: 'Microsoft.Insights/diagnosticSettings',
      name,
      // Azure writes the ids of settings in letter cases of its own; that of the registry it was asked for is the one to trust.
      id: `${id}/providers/Microsoft.Insights/diagnosticSettings/${name}`,
      scope: id,
      members: { properties: propertiesOf(isObject(setting.properties) ? setting.properties : {}) },
    });
  });
}

/** The part of a setting that the model knows. An answer is untrusted, so nothing deep is taken along. */
function propertiesOf(properties: JsonObject): ValueObject {
  return {
    logs: entries(properties.logs),
    metrics: entries(properties.metrics),
    workspaceId: text(properties.workspaceId),
    storageAccountId: text(properties.storageAccountId),
    eventHubAuthorizationRuleId: text(properties.eventHubAuthorizationRuleId),
    eventHubName: text(properties.eventHubName),
    marketplacePartnerId: text(properties.marketplacePartnerId),
  };
}

function entries(value: unknown): readonly ValueObject[] {
  const list = Array.isArray(value) ? value.filter(isObject) : [];
  return list.map(({ category, categoryGroup, enabled }) => ({
    category: text(category),
    categoryGroup: text(categoryGroup),
    enabled: typeof enabled === 'boolean' ? enabled : text(enabled),
  }));
}

interface Existing {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly scope: string;
  readonly members: ValueObject;
}

function existing({ type, name, id, scope, members }: Existing): Resource {
  return {
    type,
    name,
    id,
    scope,
    deployed: true,
    existing: false,
    body: (member): Value | undefined => (Object.hasOwn(members, member) ? members[member] : undefined),
    members: Object.keys(members),
    origin: { id },
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
