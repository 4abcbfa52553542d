import type { DiagnosticSetting } from './diagnostic-setting.ts';
import { formatPath } from './location.ts';
import { and, or, tryGet } from './logic.ts';
import type { AttachedSetting, Inventory, Registry, UnreadModule } from './registry.ts';
import { sameId } from './resource-id.ts';
import { sameName } from './text.ts';
import { type Fault, isArray, isFault, isObject, isUnknown, keyOf, symbol, type Value } from './value.ts';

/** Settings of a whole run, ready to be asked which of them belong to a registry of another file. */
export interface SettingIndex {
  readonly all: readonly ForeignSetting[];
  readonly byTarget: ReadonlyMap<string, readonly ForeignSetting[]>;
  readonly byDeployment: ReadonlyMap<string, readonly ForeignSetting[]>;
}

/** A setting with the inventory it stands in. */
export interface ForeignSetting {
  readonly setting: DiagnosticSetting;
  readonly from: Inventory;
  /** Its registry certainly is one of its own inventory. */
  readonly isAtHome: () => boolean;
}

export function indexSettings(inventories: readonly Inventory[]): SettingIndex {
  const all = new Map<string, ForeignSetting>();
  for (const from of inventories) {
    // A file with several parameter files brings each of its settings several times; known targets tell them apart.
    for (const setting of from.settings)
      all.set(`${from.file}:${setting.origin.path?.join('.')}:${keyOf(setting.id)}`, {
        setting,
        from,
        isAtHome: () => from.registries.some(({ id }) => sameId(setting.target, id) === true),
      });
  }
  const list = [...all.values()];
  const known = list.filter(({ setting }) => typeof setting.target === 'string');
  return {
    all: list,
    byTarget: groupBy(known, ({ setting }) => String(setting.target).toLowerCase()),
    byDeployment: groupBy(list, ({ from }) => from.deploymentKey),
  };
}

function groupBy<T>(list: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}

type BareRegistry = Omit<Registry, 'settings' | 'joined'>;

/**
 * Attaches settings to registries by resource id, for every source and every way of writing them. A setting whose target
 * cannot be told apart from a registry is attached with the question that is left; the rules see it in every case of it.
 * Settings of other files are attached only when both ids are known, or when the files are one deployment.
 */
export function join(inventory: Inventory, index: SettingIndex = indexSettings([])): readonly Registry[] {
  return inventory.registries.map((registry) => {
    const foreign = foreignSettings(inventory, registry, index);
    const joined = foreign.flatMap(({ setting }) => attach(setting, registry.id));
    const own = inventory.settings.flatMap((setting) => attach(setting, registry.id));
    const unread = inventory.modules.flatMap((module) => fromModule(module, registry));
    return { ...registry, joined, settings: [...own, ...joined, ...unread] };
  });
}

function foreignSettings(inventory: Inventory, { id }: BareRegistry, index: SettingIndex): readonly ForeignSetting[] {
  const sameTarget = typeof id === 'string' ? (index.byTarget.get(id.toLowerCase()) ?? []) : [];
  const together = index.byDeployment.get(inventory.deploymentKey) ?? [];
  return [...new Set([...sameTarget, ...together])].filter(({ from }) => from.file !== inventory.file);
}

const MOST_COMPARED = 5000;

/** Settings of other files that may be meant for a registry, though that cannot be proved. */
export function mayCover(inventory: Inventory, registry: Registry, index: SettingIndex): readonly DiagnosticSetting[] {
  const others = index.all
    .slice(0, MOST_COMPARED)
    .filter(({ from }) => from.file !== inventory.file && from.deploymentKey !== inventory.deploymentKey);
  return others
    .filter(({ setting, isAtHome }) => isUnknown(sameId(setting.target, registry.id)) && !isAtHome())
    .map(({ setting }) => setting);
}

/** Settings for registries that stand nowhere in the run. */
export function settingsElsewhere(inventories: readonly Inventory[], index: SettingIndex): readonly ForeignSetting[] {
  const registries = inventories.flatMap(({ registries: own }) => own).slice(0, MOST_COMPARED);
  return index.all
    .slice(0, MOST_COMPARED)
    .filter(({ setting }) => setting.deployed !== false && !isFault(setting.target))
    .filter(({ setting }) => registries.every(({ id }) => sameId(setting.target, id) === false));
}

function attach(setting: DiagnosticSetting, registryId: Value): AttachedSetting[] {
  const same = sameId(setting.target, registryId);
  return same === false ? [] : [{ ...setting, applies: and(same, setting.deployed) }];
}

/** What an unreadable module may set on a registry that is passed into it: anything at all. */
function fromModule(module: UnreadModule, registry: BareRegistry): AttachedSetting[] {
  const touched = module.allKnown ? or(...module.parameters.map((value) => mentions(value, registry))) : true;
  if (touched === false) return [];
  const content = symbol({
    key: `module:${module.link}:${keyOf(module.name)}`,
    text: module.link,
    type: 'object',
    cause: {
      kind: 'module',
      name: module.link,
      ...(module.origin.file !== undefined && {
        location: { file: module.origin.file, path: formatPath(module.origin.path ?? []) },
      }),
    },
  });
  const setting = settingOf(content, {
    name: module.name,
    id: module.name,
    target: registry.id,
    deployed: module.deployed,
    origin: module.origin,
  });
  return [{ ...setting, applies: and(touched, module.deployed), isUnread: true }];
}

/** Whether the registry's name or id is somewhere in a value. Only what is provable counts. */
function mentions(value: Value, registry: BareRegistry): boolean {
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
  const fault = findFault(properties);
  return {
    ...place,
    ...(fault !== undefined && { fault }),
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

/** A fault that stands in a value for certain; one in a branch of an undecided choice may never come to be. */
function findFault(value: Value): Fault | undefined {
  if (isFault(value)) return value;
  const members: readonly Value[] = isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  for (const member of members) {
    const found = findFault(member);
    if (found !== undefined) return found;
  }
  return undefined;
}
