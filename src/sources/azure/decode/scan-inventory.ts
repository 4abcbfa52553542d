import { DESTINATION_PROPERTIES, EVENT_HUB_NAME } from '../../../model/azure/destinations.ts';
import { type DiagnosticSetting, toDiagnosticSetting } from '../../../model/azure/diagnostic-setting.ts';
import {
  DATA_COLLECTION_ASSOCIATION_TYPE,
  DATA_COLLECTION_RULE_TYPE,
  isType,
  mayHaveParts,
  REGISTRY_TYPE,
  SETTING_TYPE,
  settingId,
} from '../../../model/azure/resource-types.ts';
import type { Inventory, Wanted } from '../../../model/inventory.ts';
import type { Resource } from '../../../model/resource.ts';
import type { NamedResource } from '../../../model/target.ts';
import { baseName } from '../../../util/paths.ts';
import { type Cause, COLLECTORS_PROPERTY } from '../../../value/cause.ts';
import { partialValue } from '../../../value/partial-resource.ts';
import { tryGet } from '../../../value/property-access.ts';
import { findKey, symbol, type Unknown, type Value, type ValueObject } from '../../../value/value.ts';
import { fieldsFor, inventoryOf, REGISTRIES, targetOf } from './inventory-of-resources.ts';
import { isObject, type ParsedObject } from './json-object.ts';
import { listedTargets } from './listed-targets.ts';
import { createScanReads, listOfRegistry, type ScanReads, subscriptionOf } from './scan-reads.ts';
import { LISTED_PROPERTIES, type ReadResource, type RegistryRecord, type ScanProblem } from './scan-record.ts';
import { settingsIn } from './validate-settings-response.ts';

const NO_MODULES: Inventory['modules'] = [];

/**
 * Converts scan records to the model. Deleted registries are left out; settings that could not be read are an unknown
 * with its cause, never an empty list.
 */
export function scanInventory(
  records: readonly RegistryRecord[],
  wanted: Wanted = REGISTRIES,
  reads: ScanReads = createScanReads(),
): Inventory {
  const present = records.filter(({ settings }) => settings.status !== 'deleted');
  const resources = [
    ...present.flatMap((record) => [
      { ...registryResource(record), listedParts: listedParts(record, wanted, reads) },
      ...settingResources(record),
    ]),
    ...relatedResources(present, wanted, reads),
  ];
  const found = inventoryOf(resources, NO_MODULES, wanted);
  const recordOf = new Map(present.map((record) => [record.id, record]));
  return {
    ...found,
    deploymentKey: 'azure',
    targets: found.targets.map((registry) => {
      const record = recordOf.get(registry.origin.id ?? '');
      return record?.settings.status === 'failed'
        ? { ...registry, unread: unreadSettings(record, record.settings) }
        : registry;
    }),
    settings: [...found.settings, ...present.flatMap((record) => unlistedSettings(record, wanted, reads))],
    areAssociationsUnread: (id) => {
      const record = wantsAssociations(wanted) && typeof id === 'string' ? recordOf.get(id) : undefined;
      return record !== undefined && listOfRegistry(record, DATA_COLLECTION_ASSOCIATION_TYPE, reads) === undefined;
    },
    listed: (type) =>
      listedTargets(reads.lists(type), type, {
        toTarget: (of, one) => targetOf(asResource(of, one), of, fieldsFor(of, wanted)),
        named: (of, id) => elsewhereInAzure(of, id, wanted, reads),
      }),
    notListed: (type, near) => notListed(type, near, reads),
    elsewhere: (type, id) => elsewhereInAzure(type, id, wanted, reads),
  };
}

/**
 * A list that was not read, of what a type stands for; undefined where every list of it was read. A scan lists the
 * subscriptions that have registries, and `near` may be in another.
 */
function notListed(type: string, near: Value | undefined, reads: ScanReads): Unknown | undefined {
  if (isType(type, REGISTRY_TYPE)) return undefined;
  const lists = reads.lists(type);
  const failed = lists.find((list) => list.status === 'failed');
  const subscription = typeof near === 'string' ? subscriptionOf(near) : '';
  const isElsewhere = subscription !== '' && reads.list(subscription, type) === undefined;
  if (lists.length > 0 && failed === undefined && !isElsewhere) return undefined;
  const name = `resources of type ${type}${isElsewhere ? ` in ${subscription}` : ''}`;
  const cause: Cause =
    failed?.status === 'failed'
      ? { kind: failed.problem.kind, name: failed.problem.message }
      : { kind: 'notRead', name, property: type };
  return symbol({ key: `notListed:${name.toLowerCase()}`, text: type, type: 'array', cause });
}

/** What a scan knows of a resource by its id, when it holds no body of it. */
export function elsewhereInAzure(
  type: string,
  id: Value,
  wanted: Pick<Wanted, 'fields'>,
  reads: ScanReads,
): NamedResource {
  const known = typeof id === 'string' ? reads.resource(id) : undefined;
  const text = typeof id === 'string' ? id : type;
  const cause: Cause =
    known?.status === 'failed'
      ? { kind: known.problem.kind, name: `${text}: ${known.problem.message}` }
      : { kind: 'notRead', name: text, property: type };
  const unread = (what: string, valueType: 'any' | 'bool'): Unknown =>
    symbol({ key: `${what}:${text.toLowerCase()}`, text, type: valueType, cause });
  const exists = known?.status === 'missing' ? false : known?.status === 'read' || unread('exists', 'bool');
  const candidates =
    typeof id === 'string' && known?.status === 'read'
      ? [targetOf(asResource(type, { id, ...known }), type, fieldsFor(type, wanted))]
      : [];
  return { candidates, exists: exists as Value<boolean>, unread: unread('elsewhere', 'any') };
}

/** The other resources that rules ask for: parts of registries, what is attached to them, and what settings send to. */
function relatedResources(records: readonly RegistryRecord[], wanted: Wanted, reads: ScanReads): readonly Resource[] {
  const ofRegistries = records.flatMap((record) =>
    partTypes(wanted).flatMap((type) => childResources(record, type, reads)),
  );
  const associations = wantsAssociations(wanted)
    ? records.flatMap((record) => associationResources(record, reads))
    : [];
  const rules = associations.flatMap((association) => collectionRuleResource(association, reads));
  return [...ofRegistries, ...associations, ...rules];
}

function partTypes({ types }: Wanted): readonly string[] {
  return types.filter((type) => type.toLowerCase().startsWith(`${REGISTRY_TYPE.toLowerCase()}/`));
}

/** The types of what stands in a registry or is attached to it of which nothing is missing. */
function listedParts(record: RegistryRecord, wanted: Wanted, reads: ScanReads): readonly string[] {
  const isListed = (type: string): boolean => listOfRegistry(record, type, reads)?.status === 'read';
  return [
    ...(record.settings.status === 'read' ? [SETTING_TYPE] : []),
    ...partTypes(wanted).filter((type) => isListed(type) || !mayHaveParts(type, tierOf(record.resource))),
    ...(wantsAssociations(wanted) && isListed(DATA_COLLECTION_ASSOCIATION_TYPE)
      ? [DATA_COLLECTION_ASSOCIATION_TYPE]
      : []),
  ];
}

function collectionRuleResource({ body }: Resource, reads: ScanReads): readonly Resource[] {
  const id = tryGet(body('properties') ?? null, 'dataCollectionRuleId');
  const read = typeof id === 'string' ? reads.resource(id) : undefined;
  return typeof id === 'string' && read?.status === 'read'
    ? [asResource(DATA_COLLECTION_RULE_TYPE, { id, ...read })]
    : [];
}

/** Rules that refer to data collection rules ask for what associates registries with them. */
export function wantsAssociations({ referenced }: Pick<Wanted, 'referenced'>): boolean {
  return referenced.some((type) => isType(type, DATA_COLLECTION_RULE_TYPE));
}

function childResources(record: RegistryRecord, type: string, reads: ScanReads): readonly Resource[] {
  const list = listOfRegistry(record, type, reads);
  if (list === undefined)
    return mayHaveParts(type, tierOf(record.resource)) ? [unreadChild(record, type, notHeld(type))] : [];
  // A name alone may be that of a part of another registry; templates write it in full too.
  const nameOf = (id: string): string => `${baseName(record.id)}/${baseName(id)}`;
  if (list.status === 'read') return list.resources.map((one) => ({ ...asResource(type, one), name: nameOf(one.id) }));
  const { kind, message } = list.problem;
  return [unreadChild(record, type, { kind, name: message })];
}

/** The name of a registry's tier, where it is known. */
export function tierOf({ sku }: RegistryRecord['resource']): unknown {
  return isObject(sku) ? sku.name : undefined;
}

/** The cause where this scan did not ask for the parts of a registry. */
function notHeld(type: string): Cause {
  return { kind: 'notRead', name: `resources of type ${type} (a new scan reads them)`, property: type };
}

/** Stands for the parts of a registry that were not listed: nothing is known of it but what it would be. */
function unreadChild({ id }: RegistryRecord, type: string, cause: Cause): Resource {
  const name = `${baseName(id)}/*`;
  const unread = symbol({ key: `unlisted:${type}:${id}`, text: type, type: 'any', cause });
  const place = `${id}/${type.slice(REGISTRY_TYPE.length + 1)}`;
  return {
    type,
    name,
    id: place,
    scope: id,
    deployed: true,
    existing: false,
    body: () => unread,
    members: [],
    isUnlisted: true,
    origin: { id: place },
  };
}

function associationResources(record: RegistryRecord, reads: ScanReads): readonly Resource[] {
  const list = listOfRegistry(record, DATA_COLLECTION_ASSOCIATION_TYPE, reads);
  if (list?.status !== 'read') return [];
  const start = `${record.id.toLowerCase()}/`;
  return list.resources
    .filter(({ id }) => id.toLowerCase().startsWith(start))
    .map((one) => ({ ...asResource(DATA_COLLECTION_ASSOCIATION_TYPE, one), scope: record.id }));
}

function unreadSettings(
  { id }: RegistryRecord,
  { problem: { kind, message } }: { readonly problem: ScanProblem },
): Unknown {
  const property = kind === 'notRead' ? { property: COLLECTORS_PROPERTY } : {};
  return symbol({
    key: `unread:${message}:${id.toLowerCase()}`,
    text: `diagnosticSettings('${id}')`,
    type: 'any',
    cause: { kind, name: message, ...property },
  });
}

/** Placeholders for collectors that an incomplete list may lack. They may collect anything, so only a pass is certain. */
function unlistedSettings(record: RegistryRecord, wanted: Wanted, reads: ScanReads): readonly DiagnosticSetting[] {
  const { id, settings } = record;
  const name = 'others that are not in the list';
  const place = { name, label: name, id: `${id}/others`, target: id, deployed: true, origin: { id } };
  const placeholder = (problem: ScanProblem): DiagnosticSetting => ({
    ...toDiagnosticSetting(unreadSettings(record, { problem }), place),
    isOpaque: true,
  });
  const associations = wantsAssociations(wanted)
    ? listOfRegistry(record, DATA_COLLECTION_ASSOCIATION_TYPE, reads)
    : undefined;
  return [
    ...(settings.status === 'partial' ? [placeholder(settings.problem)] : []),
    ...(associations?.status === 'failed'
      ? [{ ...placeholder(associations.problem), kind: 'dataCollectionRule' as const }]
      : []),
  ];
}

/** A scan reads what its rules need, so a saved one may lack what another rule asks for. */
const READER = 'a new scan';
const REGISTRY_READER = `${READER} or \`az acr list -o json\``;

function registryResource({ id, resource, whole = LISTED_PROPERTIES }: RegistryRecord): Resource {
  return asResource(REGISTRY_TYPE, { id, resource, whole });
}

/** A resource as far as it was read. */
export function asResource(type: string, { id, resource, whole }: ReadResource): Resource {
  const of = { id, whole, command: isType(type, REGISTRY_TYPE) ? REGISTRY_READER : READER };
  const name = resource.name;
  return {
    type,
    name: stringOrNull(name) ?? baseName(id),
    id,
    scope: id.slice(0, Math.max(0, id.toLowerCase().indexOf('/providers/'))),
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
    whole: () => partialValue(of, [], resource as ValueObject),
    members: Object.keys(resource),
    listedParts: [],
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
      members: { properties: settingProperties(setting.properties) },
    });
  });
}

const SENT_TO = [...DESTINATION_PROPERTIES, EVENT_HUB_NAME] as const;

/** The properties that the model knows. Responses are untrusted, so nothing nested is copied. */
export function settingProperties(value: unknown): ValueObject {
  const properties: ParsedObject = isObject(value) ? value : {};
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
