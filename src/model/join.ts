import type { DiagnosticSetting } from './diagnostic-setting.ts';
import { and, or, tryGet } from './logic.ts';
import type { AttachedSetting, Inventory, Registry, UnreadModule } from './registry.ts';
import { sameId } from './resource-id.ts';
import { sameName } from './text.ts';
import { isArray, isFault, isObject, isUnknown, keyOf, symbol, type Value } from './value.ts';

/**
 * Attaches settings to registries by resource id, for every source and every way of writing them. A setting whose target
 * cannot be told apart from a registry is attached with the question that is left; the rules see it in every case of it.
 */
export function join({ registries, settings, modules }: Inventory): readonly Registry[] {
  return registries.map((registry) => ({
    ...registry,
    settings: [
      ...settings.flatMap((setting) => attach(setting, registry.id)),
      ...modules.flatMap((module) => fromModule(module, registry)),
    ],
  }));
}

function attach(setting: DiagnosticSetting, registryId: Value): AttachedSetting[] {
  const same = sameId(setting.target, registryId);
  return same === false ? [] : [{ ...setting, applies: and(same, setting.deployed) }];
}

/** What an unreadable module may set on a registry that is passed into it: anything at all. */
function fromModule(module: UnreadModule, registry: Omit<Registry, 'settings'>): AttachedSetting[] {
  const touched = module.allKnown ? or(...module.parameters.map((value) => mentions(value, registry))) : true;
  if (touched === false) return [];
  const content = symbol({
    key: `module:${module.link}:${keyOf(module.name)}`,
    text: module.link,
    type: 'object',
    cause: {
      kind: 'module',
      name: module.link,
      ...(module.origin.file !== undefined && { location: { file: module.origin.file } }),
    },
  });
  const setting = settingOf(content, {
    name: module.name,
    id: module.name,
    target: registry.id,
    deployed: module.deployed,
    origin: module.origin,
  });
  return [{ ...setting, applies: and(touched, module.deployed) }];
}

/** Whether the registry's name or id is somewhere in a value. Only what is provable counts. */
function mentions(value: Value, registry: Omit<Registry, 'settings'>): boolean {
  if (isArray(value)) return value.some((item) => mentions(item, registry));
  if (isObject(value)) return Object.values(value).some((item) => mentions(item, registry));
  if (isFault(value) || (typeof value !== 'string' && !isUnknown(value))) return false;
  return sameName(value, registry.name) === true || sameId(value, registry.id) === true;
}

/** Reads a setting's properties, known or not, into the model. */
export function settingOf(
  properties: Value,
  place: Pick<DiagnosticSetting, 'name' | 'id' | 'target' | 'deployed' | 'origin'>,
): DiagnosticSetting {
  return {
    ...place,
    logs: tryGet(properties, 'logs'),
    metrics: tryGet(properties, 'metrics'),
    destinations: {
      workspace: tryGet(properties, 'workspaceId'),
      storage: tryGet(properties, 'storageAccountId'),
      eventHub: tryGet(properties, 'eventHubAuthorizationRuleId'),
      partner: tryGet(properties, 'marketplacePartnerId'),
    },
    eventHubName: tryGet(properties, 'eventHubName'),
  };
}
