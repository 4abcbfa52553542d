import { DESTINATION_PROPERTIES, EVENT_HUB_NAME } from '../../../model/azure/destinations.ts';
import { type DiagnosticSetting, toDiagnosticSetting } from '../../../model/azure/diagnostic-setting.ts';
import { isType, REGISTRY_TYPE, SETTING_TYPE, settingId } from '../../../model/azure/resource-types.ts';
import type { Inventory, Wanted } from '../../../model/inventory.ts';
import type { Resource } from '../../../model/resource.ts';
import { COLLECTORS_PROPERTY } from '../../../value/cause.ts';
import { partialValue } from '../../../value/partial-resource.ts';
import { findKey, symbol, type Unknown, type Value, type ValueObject } from '../../../value/value.ts';
import { inventoryOf, REGISTRIES } from './inventory-of-resources.ts';
import { isObject, type ParsedObject } from './json-object.ts';
import { LISTED_PROPERTIES, type RegistryRecord, type ScanProblem } from './scan-record.ts';
import { settingsIn } from './validate-settings-response.ts';

const NO_MODULES: Inventory['modules'] = [];

/**
 * Converts scan records to the model. Deleted registries are left out; settings that could not be read are an unknown
 * with its cause, never an empty list.
 */
export function scanInventory(records: readonly RegistryRecord[], wanted: Wanted = REGISTRIES): Inventory {
  const present = records.filter(({ settings }) => settings.status !== 'deleted');
  const resources = present.flatMap((record) => [registryResource(record), ...settingResources(record)]);
  const { targets, settings } = inventoryOf(resources, NO_MODULES, wanted);
  const recordOf = new Map(present.map((record) => [record.id, record]));
  return {
    deploymentKey: 'azure',
    targets: targets.map((registry) => {
      const record = recordOf.get(registry.origin.id ?? '');
      return record?.settings.status === 'failed'
        ? { ...registry, unread: unreadSettings(record, record.settings) }
        : registry;
    }),
    settings: [...settings, ...present.flatMap(unlistedSettings)],
    modules: NO_MODULES,
    notListed,
  };
}

/** A scan reads registries and their settings, and nothing of the resources beside them. */
function notListed(type: string): Unknown | undefined {
  if (isType(type, REGISTRY_TYPE)) return undefined;
  return symbol({
    key: `notListed:${type.toLowerCase()}`,
    text: type,
    type: 'array',
    cause: { kind: 'notRead', name: `resources of type ${type}`, property: type },
  });
}

function unreadSettings(
  { id }: RegistryRecord,
  { problem: { kind, message } }: { readonly problem: ScanProblem },
): Unknown {
  const property = kind === 'notRead' ? { property: COLLECTORS_PROPERTY } : {};
  return symbol({
    key: `unread:${id.toLowerCase()}`,
    text: `diagnosticSettings('${id}')`,
    type: 'any',
    cause: { kind, name: message, ...property },
  });
}

/** Placeholder for settings that an incomplete list may lack. It may collect anything, so only a pass is certain. */
function unlistedSettings(record: RegistryRecord): readonly DiagnosticSetting[] {
  const { id, settings } = record;
  if (settings.status !== 'partial') return [];
  const name = 'others that are not in the list';
  const place = { name, label: name, id: `${id}/others`, target: id, deployed: true, origin: { id } };
  return [{ ...toDiagnosticSetting(unreadSettings(record, settings), place), isOpaque: true }];
}

/** A scan reads what its rules need, so a saved one may lack what another rule asks for. */
const READER = 'a new scan or `az acr list -o json`';

function registryResource({ id, resource, whole = LISTED_PROPERTIES }: RegistryRecord): Resource {
  const of = { id, whole, command: READER };
  const name = resource.name;
  return {
    type: REGISTRY_TYPE,
    name: stringOrNull(name) ?? id.slice(id.lastIndexOf('/') + 1),
    id,
    scope: id.slice(0, id.toLowerCase().indexOf('/providers/')),
    deployed: true,
    existing: false,
    body: (member) => {
      const found = findKey(resource, member);
      return partialValue(
        of,
        [found ?? member],
        found === undefined ? undefined : (resource[found] as Value | undefined),
      );
    },
    members: Object.keys(resource),
    origin: { id },
  };
}

function settingResources({ id, settings }: RegistryRecord): Resource[] {
  return settingsIn(settings).map((setting) => {
    const name = stringOrNull(setting.name) ?? '';
    return resourceOf({
      type: SETTING_TYPE,
      name,
      // Azure changes the letter case of setting ids, so the id is built from that of the registry.
      id: settingId(id, name),
      scope: id,
      members: { properties: propertiesOf(isObject(setting.properties) ? setting.properties : {}) },
    });
  });
}

const SENT_TO = [...DESTINATION_PROPERTIES, EVENT_HUB_NAME] as const;

/** The properties that the model knows. Responses are untrusted, so nothing nested is copied. */
function propertiesOf(properties: ParsedObject): ValueObject {
  return {
    logs: entries(properties.logs),
    metrics: entries(properties.metrics),
    ...Object.fromEntries(SENT_TO.map((property) => [property, stringOrNull(properties[property])])),
  };
}

function entries(value: unknown): readonly ValueObject[] {
  const list = Array.isArray(value) ? value.filter(isObject) : [];
  return list.map(({ category, categoryGroup, enabled }) => ({
    category: stringOrNull(category),
    categoryGroup: stringOrNull(categoryGroup),
    enabled: typeof enabled === 'boolean' ? enabled : stringOrNull(enabled),
  }));
}

interface SettingResource {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly scope: string;
  readonly members: ValueObject;
}

function resourceOf({ type, name, id, scope, members }: SettingResource): Resource {
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

function stringOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
