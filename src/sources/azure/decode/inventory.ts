import { DESTINATION_PROPERTIES } from '../../../model/azure/destinations.ts';
import { type DiagnosticSetting, type SettingPlaces, settingOf } from '../../../model/azure/diagnostic-setting.ts';
import type { Inventory, Registry, UnreadModule } from '../../../model/azure/registry.ts';
import { isType, REGISTRY_TYPE, SETTING_TYPE } from '../../../model/azure/resource-types.ts';
import type { Resource } from '../../../model/resource.ts';
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

const [NAMESPACE = '', REGISTRIES = ''] = REGISTRY_TYPE.split('/');

/** Picks registries and diagnostic settings out of resources, whatever the source. */
export function inventoryOf(
  resources: readonly Resource[],
  modules: readonly UnreadModule[],
  keepsBodies = true,
): Pick<Inventory, 'registries' | 'settings' | 'modules'> {
  const registries: Omit<Registry, 'settings' | 'joined'>[] = [];
  const settings: DiagnosticSetting[] = [];
  for (const resource of resources) {
    if (resource.existing) continue;
    if (isType(resource.type, REGISTRY_TYPE) && resource.isRepeated !== true)
      registries.push(registryOf(resource, keepsBodies));
    else if (isType(resource.type, SETTING_TYPE) && mayBeRegistry(resource.scope))
      settings.push(diagnosticSettingOf(resource));
  }
  return { registries, settings, modules };
}

/** Whether an id may be a registry's: settings of other resources are not even read. */
function mayBeRegistry(id: Value): boolean {
  return isFault(id) || (reveal(id) !== '' && mayHaveType(id, NAMESPACE, REGISTRIES));
}

function registryOf(resource: Resource, keepsBodies: boolean): Omit<Registry, 'settings' | 'joined'> {
  const { type, shownType = type, name, id, deployed, origin } = resource;
  const sku = resource.body('sku') ?? null;
  const because = deployed === false ? resource.notDeployedBecause?.() : undefined;
  return {
    type: isUnknown(shownType) ? REGISTRY_TYPE : type,
    name,
    id,
    deployed,
    origin,
    location: resource.body('location') ?? null,
    sku: tryGet(sku, 'name'),
    // Whoever holds on to a resource holds on to the whole template.
    property: keepsBodies ? (path) => propertyOf(resource, path.split('.')) : refuseProperty,
    ...(because !== undefined && { notDeployedBecause: because }),
  };
}

/** A rule that does not say that it reads properties crashes, and nothing passes. */
function refuseProperty(path: string): never {
  throw new Error(`property ${path} was not kept: no rule says that it reads properties`);
}

function propertyOf(resource: Resource, [member = '', ...rest]: readonly string[]): Value {
  return rest.reduce<Value>((value, key) => tryGet(value, key), resource.body(member.toLowerCase()) ?? null);
}

function diagnosticSettingOf(resource: Resource): DiagnosticSetting {
  const { name, id, scope: target, deployed, origin } = resource;
  const properties = resource.body('properties') ?? null;
  const because = deployed === false ? resource.notDeployedBecause?.() : undefined;
  const places = placesOf(resource, properties);
  const place = {
    name,
    label: labelOf(name),
    id,
    target,
    deployed,
    origin,
    ...(because && { notDeployedBecause: because }),
    ...(places && { places }),
  };
  if (isFault(id)) return settingOf(id, place);
  const body = reveal(properties);
  if (body !== null && (typeof body !== 'object' || isArray(body))) {
    return settingOf(fault('wrong-type', 'the properties of the diagnostic setting are no object'), place);
  }
  return settingOf(appliesOnlyOnce(resource) ? existingContent(resource) : properties, place);
}

function labelOf(name: Value): string {
  if (isFault(name)) return '(cannot be evaluated)';
  return typeof name === 'string' ? `'${name}'` : expressionText(name);
}

function placesOf({ placeOf }: Resource, properties: Value): SettingPlaces | undefined {
  if (placeOf === undefined) return undefined;
  const logs = tryGet(properties, 'logs');
  const written = DESTINATION_PROPERTIES.filter(
    (name) => isObject(properties) && findKey(properties, name) !== undefined,
  );
  return {
    destination: placeOf(written.length === 1 ? ['properties', ...written] : ['properties']),
    logs: placeOf(['properties', 'logs']),
    entries: isArray(logs) ? logs.map((_, i) => placeOf(['properties', 'logs', i, 'enabled'])) : [],
  };
}

/** `@options.onlyIfNotExists`: where the setting is there already, Azure leaves it as it is, whatever that may be. */
function appliesOnlyOnce(resource: Resource): boolean {
  const options = reveal(resource.body('@options') ?? null);
  if (!isObject(options)) return false;
  const flag = tryGet(options, 'onlyIfNotExists');
  return isArray(flag) || flag === true;
}

function existingContent(resource: Resource): Value {
  const text = '@options.onlyIfNotExists';
  const key = `${text}:${resource.origin.file}:${resource.origin.path?.join('.')}`;
  return symbol({ key, text, type: 'object', cause: { kind: 'runtime', name: text } });
}
