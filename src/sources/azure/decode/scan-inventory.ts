import { DESTINATION_PROPERTIES, EVENT_HUB_NAME } from '../../../model/azure/destinations.ts';
import { type DiagnosticSetting, settingOf } from '../../../model/azure/diagnostic-setting.ts';
import { isType, REGISTRY_TYPE, SETTING_TYPE, settingId } from '../../../model/azure/resource-types.ts';
import type { Inventory, Wanted } from '../../../model/inventory.ts';
import type { Resource } from '../../../model/resource.ts';
import { COLLECTORS_PROPERTY } from '../../../value/cause.ts';
import { valueAt } from '../../../value/not-read.ts';
import { findKey, symbol, type Unknown, type Value, type ValueObject } from '../../../value/value.ts';
import { inventoryOf, REGISTRIES } from './inventory.ts';
import { isObject, type JsonObject } from './json-object.ts';
import { LISTED, type ReadProblem, type RegistryRecord } from './scan-record.ts';
import { settingsIn } from './settings-page.ts';

const NO_MODULES: Inventory['modules'] = [];

/**
 * What a scan read of some registries, in the model. Registries that are gone are left out; the settings of those that
 * could not be read are an unknown with the cause of that, never an empty list.
 */
export function scanInventory(records: readonly RegistryRecord[], wanted: Wanted = REGISTRIES): Inventory {
  const present = records.filter(({ settings }) => settings.status !== 'gone');
  const resources = present.flatMap((record) => [registryResource(record), ...settingResources(record)]);
  const { targets, settings } = inventoryOf(resources, NO_MODULES, wanted);
  const recordOf = new Map(present.map((record) => [record.id, record]));
  return {
    deploymentKey: 'azure',
    targets: targets.map((registry) => {
      const record = recordOf.get(registry.origin.id ?? '');
      return record?.settings.status === 'failed'
        ? { ...registry, unread: unreadOf(record, record.settings) }
        : registry;
    }),
    settings: [...settings, ...present.flatMap(otherSettings)],
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

function unreadOf({ id }: RegistryRecord, { problem: { kind, message } }: { readonly problem: ReadProblem }): Unknown {
  const property = kind === 'notRead' ? { property: COLLECTORS_PROPERTY } : {};
  return symbol({
    key: `unread:${id.toLowerCase()}`,
    text: `diagnosticSettings('${id}')`,
    type: 'any',
    cause: { kind, name: message, ...property },
  });
}

/** Stands for the settings that a list may lack: it may collect anything, so the others decide only where they pass. */
function otherSettings(record: RegistryRecord): readonly DiagnosticSetting[] {
  const { id, settings } = record;
  if (settings.status !== 'partial') return [];
  const name = 'others that are not in the list';
  const place = { name, label: name, id: `${id}/others`, target: id, deployed: true, origin: { id } };
  return [{ ...settingOf(unreadOf(record, settings), place), isUnread: true }];
}

const READER = '`az acr list -o json`';

function registryResource({ id, resource, whole = LISTED }: RegistryRecord): Resource {
  const of = { id, whole, reader: READER };
  const name = resource.name;
  return {
    type: REGISTRY_TYPE,
    name: text(name) ?? id.slice(id.lastIndexOf('/') + 1),
    id,
    scope: id.slice(0, id.toLowerCase().indexOf('/providers/')),
    deployed: true,
    existing: false,
    body: (member) => {
      const found = findKey(resource, member);
      return valueAt(of, [found ?? member], found === undefined ? undefined : (resource[found] as Value | undefined));
    },
    members: Object.keys(resource),
    origin: { id },
  };
}

function settingResources({ id, settings }: RegistryRecord): Resource[] {
  return settingsIn(settings).map((setting) => {
    const name = text(setting.name) ?? '';
    return existing({
      type: SETTING_TYPE,
      name,
      // Azure writes the ids of settings in letter cases of its own; that of the registry it was asked for is the one to trust.
      id: settingId(id, name),
      scope: id,
      members: { properties: propertiesOf(isObject(setting.properties) ? setting.properties : {}) },
    });
  });
}

const SENT_TO = [...DESTINATION_PROPERTIES, EVENT_HUB_NAME] as const;

/** The part of a setting that the model knows. An answer is untrusted, so nothing deep is taken along. */
function propertiesOf(properties: JsonObject): ValueObject {
  return {
    logs: entries(properties.logs),
    metrics: entries(properties.metrics),
    ...Object.fromEntries(SENT_TO.map((property) => [property, text(properties[property])])),
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
