import type { CollectionAssociation, CollectionRule } from '../../../model/azure/data-collection-rule.ts';
import { DESTINATION_PROPERTIES } from '../../../model/azure/destinations.ts';
import {
  type DiagnosticSetting,
  type EditLocations,
  toDiagnosticSetting,
} from '../../../model/azure/diagnostic-setting.ts';
import {
  DATA_COLLECTION_ASSOCIATION_TYPE,
  DATA_COLLECTION_RULE_TYPE,
  isType,
  REGISTRY_TYPE,
  SETTING_TYPE,
  SUBSCRIPTION_TYPE,
} from '../../../model/azure/resource-types.ts';
import type {
  Inventory,
  UnattachedTarget,
  UncountedResources,
  UnreadModule,
  Wanted,
} from '../../../model/inventory.ts';
import type { Origin, Resource } from '../../../model/resource.ts';
import { tryGet } from '../../../value/property-access.ts';
import { mayHaveType } from '../../../value/resource-id.ts';
import { reveal } from '../../../value/secure.ts';
import {
  expressionText,
  fault,
  findKey,
  isArray,
  isFault,
  isObject,
  isUnknown,
  symbol,
  type Value,
} from '../../../value/value.ts';
import { childObjects, indexParts, type PartIndex } from './child-objects.ts';
import { isSubscription, subscriptionTargets } from './subscription-targets.ts';

/** Registries alone, with nothing of their bodies: what diagnostic settings are read for. */
export const REGISTRIES: Wanted = { types: [REGISTRY_TYPE], related: [], referenced: [], fields: new Map() };

/** What an inventory holds of resources, whatever the source. */
export type ResourceInventory = Pick<
  Inventory,
  'targets' | 'settings' | 'collectionRules' | 'associations' | 'modules' | 'uncounted'
>;

/** Picks targets and what collects their logs out of resources, whatever the source. */
export function inventoryOf(
  resources: readonly Resource[],
  modules: readonly UnreadModule[],
  wanted: Wanted = REGISTRIES,
): ResourceInventory {
  const all = [...wanted.types, ...wanted.related, ...wanted.referenced];
  const types = new Map(all.map((type) => [type.toLowerCase(), type]));
  const parts = wanted.children === true ? indexParts(resources, modules) : undefined;
  const targets: UnattachedTarget[] = [];
  const settings: DiagnosticSetting[] = [];
  const uncounted: UncountedResources[] = [];
  const associations: CollectionAssociation[] = [];
  for (const resource of resources) {
    if (resource.existing) continue;
    const type = types.get(resource.type.toLowerCase()) ?? (types.has(ANY_TYPE) ? resource.type : undefined);
    if (type !== undefined) {
      if (resource.isRepresentative === true) uncounted.push({ type, id: resource.id, deployed: resource.deployed });
      else
        targets.push({
          ...targetOf(resource, type, fieldsFor(type, wanted)),
          ...(parts && childrenOf(resource, parts)),
        });
    }
    if (isType(resource.type, SETTING_TYPE) && mayBeOf(wanted.types, resource.scope))
      settings.push(diagnosticSettingOf(resource));
    if (isType(resource.type, DATA_COLLECTION_ASSOCIATION_TYPE) && mayBeOf(wanted.types, resource.scope))
      associations.push(associationOf(resource));
  }
  const areNamed = associations.length > 0 || wanted.unassociatedRules === true;
  const rules = areNamed ? resources.filter(isCollectionRule) : [];
  targets.push(...subscriptionTargets(settings, wanted.types));
  return { targets, settings, associations, collectionRules: rules.map(collectionRuleOf), modules, uncounted };
}

/** Stands for every type among those that are wanted. */
const ANY_TYPE = '*';

/** What is wanted of a type, and of all types. */
export function fieldsFor(type: string, { fields }: Pick<Wanted, 'fields'>): readonly string[] {
  const ofAll = fields.get(ANY_TYPE);
  const own = fields.get(type.toLowerCase());
  return ofAll === undefined || own === undefined ? (own ?? ofAll ?? []) : [...own, ...ofAll];
}

/** Made here: a target that held on to the resources would hold on to the whole template. */
function childrenOf(resource: Resource, parts: PartIndex): Pick<UnattachedTarget, 'children'> {
  const children = childObjects(resource, parts);
  return { children: () => children };
}

function isCollectionRule({ type, existing }: Resource): boolean {
  return !existing && isType(type, DATA_COLLECTION_RULE_TYPE);
}

function associationOf(resource: Resource): CollectionAssociation {
  const { name, id, scope, deployed, origin } = resource;
  const because = deployed === false ? resource.notDeployedBecause?.() : undefined;
  return {
    label: labelOf(name),
    id,
    target: scope,
    rule: isFault(scope) ? scope : tryGet(resource.body('properties') ?? null, 'dataCollectionRuleId'),
    deployed,
    origin,
    ...(because !== undefined && { notDeployedBecause: because }),
  };
}

function collectionRuleOf(resource: Resource): CollectionRule {
  const { name, id, deployed, origin } = resource;
  const because = deployed === false ? resource.notDeployedBecause?.() : undefined;
  return {
    name,
    label: labelOf(name),
    id,
    deployed,
    ...(because !== undefined && { notDeployedBecause: because }),
    kind: resource.body('kind') ?? null,
    properties: resource.body('properties') ?? null,
    origin,
  };
}

/** Whether an id may be that of a wanted type: settings of other resources are not even read. */
function mayBeOf(types: readonly string[], id: Value): boolean {
  if (isFault(id)) return true;
  return (
    reveal(id) !== '' &&
    types.some((type) => {
      if (isType(type, SUBSCRIPTION_TYPE)) return isSubscription(id);
      const slash = type.indexOf('/');
      return mayHaveType(id, type.slice(0, slash), type.slice(slash + 1));
    })
  );
}

/** A resource as a target, with the fields that are wanted of it. */
export function targetOf(resource: Resource, wantedType: string, wantedFields: readonly string[]): UnattachedTarget {
  const { type, displayType = type, name, writtenName, id, scope, deployed, origin, templates } = resource;
  const because = deployed === false ? resource.notDeployedBecause?.() : undefined;
  return {
    type: isUnknown(displayType) ? wantedType : type,
    name,
    ...(typeof name !== 'string' && writtenName !== undefined && { writtenName }),
    id,
    scope,
    deployed,
    origin,
    ...(templates !== undefined && { templates }),
    ...fieldsOf(resource, wantedFields),
    ...(because !== undefined && { notDeployedBecause: because }),
  };
}

/**
 * The wanted fields are evaluated here: a target that held on to its resource would hold on to the whole template.
 */
function fieldsOf(resource: Resource, wanted: readonly string[]): Pick<UnattachedTarget, 'field' | 'isWritten'> {
  // Of two paths that hold what is asked for the longer one answers: it says more of what was read, and evaluates less.
  const longestFirst = [...wanted].sort((a, b) => b.length - a.length);
  const values = new Map(longestFirst.map((path) => [path.toLowerCase(), valueAt(resource, path)]));
  const read = (path: string): Value | undefined => {
    const asked = path.toLowerCase();
    for (const [start, value] of values) {
      if (asked === start) return value;
      if (start === '' || asked.startsWith(`${start}.`)) {
        const below = path.slice(start === '' ? 0 : start.length + 1).split('.');
        return below.reduce<Value | undefined>(memberOf, value);
      }
    }
    throw new Error(`field ${path} was not read: no active rule needs it`);
  };
  // Azure answers null for what is not there, or leaves it out; only a template says null.
  const isAbsent = (value: Value | undefined): boolean =>
    value === undefined || (value === null && resource.templates === undefined);
  return { field: (path) => read(path) ?? null, isWritten: (path) => !isAbsent(read(path)) };
}

function valueAt(resource: Resource, path: string): Value | undefined {
  if (path === '') return resource.whole === undefined ? bodyOf(resource) : resource.whole();
  const steps = path.split('.');
  if (resource.at !== undefined) return resource.at(steps);
  const [member = '', ...rest] = steps;
  return rest.reduce<Value | undefined>(memberOf, resource.body(member.toLowerCase()));
}

function bodyOf({ members, body }: Resource): Value {
  return Object.fromEntries(members.map((name) => [name, body(name.toLowerCase()) ?? null]));
}

/** Undefined where a known object has no such member. */
function memberOf(value: Value | undefined, key: string): Value | undefined {
  if (value === undefined) return undefined;
  if (isObject(value) && findKey(value, key) === undefined) return undefined;
  return isUnknown(value) || isObject(value) || isFault(value) ? tryGet(value, key) : undefined;
}

function diagnosticSettingOf(resource: Resource): DiagnosticSetting {
  const { name, id, scope: target, deployed, origin } = resource;
  const properties = resource.body('properties') ?? null;
  const apiVersion = resource.body('apiversion');
  const notDeployedBecause = deployed === false ? resource.notDeployedBecause?.() : undefined;
  const editLocations = editLocationsOf(resource, properties);
  const base = {
    name,
    label: labelOf(name),
    id,
    target,
    deployed,
    origin,
    ...(apiVersion !== undefined && { apiVersion }),
    ...(notDeployedBecause && { notDeployedBecause }),
    ...(resource.isRepresentative === true && { isRepeated: true }),
    ...(editLocations && { editLocations }),
  };
  if (isFault(id)) return toDiagnosticSetting(id, base);
  const body = reveal(properties);
  if (body !== null && (typeof body !== 'object' || isArray(body))) {
    return toDiagnosticSetting(fault('wrong-type', 'the properties of the diagnostic setting are not an object'), base);
  }
  return toDiagnosticSetting(isCreatedOnlyIfMissing(resource) ? unknownProperties(resource) : properties, base);
}

function labelOf(name: Value): string {
  if (isFault(name)) return '(cannot be evaluated)';
  return typeof name === 'string' ? `'${name}'` : expressionText(name);
}

function editLocationsOf({ originOf }: Resource, properties: Value): EditLocations | undefined {
  if (originOf === undefined) return undefined;
  const entriesOf = (list: 'logs' | 'metrics'): readonly Value[] => {
    const entries = tryGet(properties, list);
    return isArray(entries) ? entries : [];
  };
  const namesOf = (list: 'logs' | 'metrics'): readonly Origin[] =>
    entriesOf(list).map((entry, i) => originOf(['properties', list, i, nameMember(entry)]));
  const declared = DESTINATION_PROPERTIES.filter(
    (name) => isObject(properties) && findKey(properties, name) !== undefined,
  );
  return {
    destination: originOf(declared.length === 1 ? ['properties', ...declared] : ['properties']),
    logs: originOf(['properties', 'logs']),
    metrics: originOf(['properties', 'metrics']),
    apiVersion: originOf(['apiVersion']),
    entries: entriesOf('logs').map((_, i) => originOf(['properties', 'logs', i, 'enabled'])),
    logNames: namesOf('logs'),
    metricNames: namesOf('metrics'),
  };
}

/** The member that names an entry: a group where it has no category. */
function nameMember(entry: Value): string {
  const category = tryGet(entry, 'category');
  return category === null || category === '' ? 'categoryGroup' : 'category';
}

/** `@options.onlyIfNotExists`: Azure leaves a setting that already exists unchanged, so its content is unknown. */
function isCreatedOnlyIfMissing(resource: Resource): boolean {
  const options = reveal(resource.body('@options') ?? null);
  if (!isObject(options)) return false;
  const flag = tryGet(options, 'onlyIfNotExists');
  return isArray(flag) || flag === true;
}

function unknownProperties(resource: Resource): Value {
  const text = '@options.onlyIfNotExists';
  const key = `${text}:${resource.origin.file}:${resource.origin.path?.join('.')}`;
  return symbol({ key, text, type: 'object', cause: { kind: 'runtime', name: text } });
}
