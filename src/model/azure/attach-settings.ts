import { formatPath } from '../../util/location.ts';
import { equals } from '../../value/equality.ts';
import { and, anyOf } from '../../value/logic.ts';
import { tryGet } from '../../value/property-access.ts';
import { remember } from '../../value/remember.ts';
import { sameId, sameResource } from '../../value/resource-id.ts';
import { decided, reveal } from '../../value/secure.ts';
import { countSteps } from '../../value/steps.ts';
import { foldedSegments, pathSegments, sameName } from '../../value/symbolic-string.ts';
import {
  type Fault,
  faultIn,
  isArray,
  isFault,
  isObject,
  isSecure,
  isUnknown,
  keyOf,
  symbol,
  type Unknown,
  type Value,
} from '../../value/value.ts';
import type { DiagnosticSetting } from './diagnostic-setting.ts';
import type { AttachedSetting, Inventory, Registry, UnreadModule } from './registry.ts';

/** Settings of a whole run, ready to be asked which of them belong to a registry of another file. */
export interface SettingIndex {
  readonly byTarget: ReadonlyMap<string, readonly ForeignSetting[]>;
  readonly byDeployment: ReadonlyMap<string, readonly ForeignSetting[]>;
  /** What each file gives with each of its sets of values. */
  readonly byFile: ReadonlyMap<string, readonly Inventory[]>;
  /** Those that certainly belong to no registry of their own inventory. */
  readonly homeless: readonly ForeignSetting[];
}

/** A setting with the inventory it stands in. */
export interface ForeignSetting {
  readonly setting: DiagnosticSetting;
  readonly from: Inventory;
}

export function indexSettings(inventories: readonly Inventory[]): SettingIndex {
  const list = inventories.flatMap((from) => from.settings.map((setting): ForeignSetting => ({ setting, from })));
  const known = list.filter(({ setting }) => knownId(setting.target) !== undefined);
  // To be spoken of once, however many parameter files the file has.
  const written = new Map(list.map((found) => [`${placeOf(found)}:${keyOf(reveal(found.setting.id))}`, found]));
  return {
    byTarget: groupBy(known, ({ setting }) => knownId(setting.target) ?? ''),
    byDeployment: groupBy(list, ({ from }) => from.deploymentKey),
    byFile: groupBy(inventories, ({ file = '' }) => file),
    homeless: [...written.values()].filter(isHomeless()),
  };
}

function placeOf({ setting, from }: ForeignSetting): string {
  return `${from.file}:${formatPath(setting.origin.path ?? [])}`;
}

/** An id that is known, in lower case, to tell resources apart by; also one that must not be shown. */
function knownId(id: Value): string | undefined {
  const known = reveal(id);
  return typeof known === 'string' ? known.toLowerCase() : undefined;
}

/** Whether a setting's registry is not certainly one of its own inventory. Nearly all are at home under the very same id. */
function isHomeless(): (found: ForeignSetting) => boolean {
  const ids = new Map<Inventory, ReadonlySet<string>>();
  return ({ setting, from }) => {
    const own = ids.get(from) ?? new Set(from.registries.map(({ id }) => keyOf(id)));
    ids.set(from, own);
    return (
      !own.has(keyOf(setting.target)) && !from.registries.some(({ id }) => sameResource(setting.target, id) === true)
    );
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
  const candidates = candidatesByName(inventory.settings);
  const together = (index.byDeployment.get(inventory.deploymentKey) ?? []).filter(
    ({ from }) => from.file !== inventory.file,
  );
  let compared = 0;
  return inventory.registries.map((registry) => {
    const foreign = foreignSettings(inventory, registry, index, together);
    const likely = candidates(registry.id);
    compared += likely.length;
    const joined = foreign.flatMap(({ setting, from, isChosen }) =>
      attach(setting, registry.id).map((one) => ({ from, setting: { ...one, applies: and(isChosen, one.applies) } })),
    );
    const own = compared > MAX_COMPARISONS ? [] : likely.flatMap((setting) => attach(setting, registry.id));
    const unread = inventory.modules.flatMap((module) => fromModule(module, registry));
    const others = joined.map(({ setting }) => setting);
    return {
      ...registry,
      joined: [...new Map(joined.map((found) => [placeOf(found), found.setting])).values()],
      settings: registry.unread ?? (compared > MAX_COMPARISONS ? tooMany(registry.id) : [...own, ...others, ...unread]),
    };
  });
}

/** Of registries and settings of one inventory whose names do not tell which belong together. */
const MAX_COMPARISONS = 20_000;

function tooMany(registryId: Value): Unknown {
  const name = `more than ${MAX_COMPARISONS} comparisons of registries and diagnostic settings`;
  return symbol({ key: `comparisons:${keyOf(registryId)}`, text: name, type: 'array', cause: { kind: 'limit', name } });
}

/** Finds the settings whose registry may have the name of an id, so that many registries do not each meet every setting. */
function candidatesByName(settings: readonly DiagnosticSetting[]): (id: Value) => readonly DiagnosticSetting[] {
  const keyed = settings.map((setting, position) => ({ setting, position, key: nameKey(setting.target) }));
  const exact = groupBy(keyed, ({ key }) => JSON.stringify(key ?? null));
  const others = new Map<string, typeof keyed>();
  return (id) => {
    const key = nameKey(id);
    if (key === undefined) return settings;
    const rest = others.get(key.family) ?? keyed.filter((one) => one.key?.family !== key.family);
    others.set(key.family, rest);
    const found = [...(exact.get(JSON.stringify(key)) ?? []), ...rest];
    return found.sort((a, b) => a.position - b.position).map(({ setting }) => setting);
  };
}

/** Names of one family are the same only if their rest is: literal names, and those that begin alike up to one symbol. */
interface NameKey {
  readonly family: string;
  readonly rest: string;
}

function nameKey(written: Value): NameKey | undefined {
  const id = reveal(written);
  const name = isFault(id) ? undefined : pathSegments(id).at(-1);
  if (name === undefined) return undefined;
  const segments = foldedSegments(name);
  if (segments === undefined) return undefined;
  const at = segments.findIndex((segment) => typeof segment !== 'string');
  const [start = '', middle] = at === 0 ? ['', segments[0]] : segments;
  if (at < 0) return { family: '', rest: String(start) };
  const rest = segments.slice(at + 1);
  if (middle === undefined || rest.some((segment) => typeof segment !== 'string')) return undefined;
  return { family: `${String(start)}${keyOf(middle)}`, rest: rest.join('') };
}

/** A setting of another file, and the question whether that file is deployed with the values which give it. */
interface Candidate extends ForeignSetting {
  readonly isChosen: Value;
}

function foreignSettings(
  inventory: Inventory,
  { id }: BareRegistry,
  { byTarget, byFile }: SettingIndex,
  together: readonly ForeignSetting[],
): readonly Candidate[] {
  const own = knownId(id);
  const sameTarget = own === undefined ? [] : (byTarget.get(own) ?? []);
  const found = [...new Set([...sameTarget.filter(({ from }) => from.file !== inventory.file), ...together])];
  return [...groupBy(found, ({ from }) => from.file ?? '')].flatMap(([file, settings]) => {
    const sets = setsFor(inventory, id, byFile.get(file) ?? []);
    return settings
      .filter(({ from }) => sets.includes(from))
      .map((one) => ({ ...one, isChosen: sets.length > 1 ? isDeployedWith(one.from, file, sets) : true }));
  });
}

/**
 * The sets of values with which another file may be deployed for a registry (DESIGN: rulings on the border): the one that
 * the configuration pairs with the registry's own; else all but those with which its settings are for other registries.
 */
function setsFor(inventory: Inventory, id: Value, sets: readonly Inventory[]): readonly Inventory[] {
  if (sets.length < 2) return sets;
  const paired = inventory.setKey === undefined ? [] : sets.filter(({ setKey }) => setKey === inventory.setKey);
  if (paired.length > 0) return paired;
  const meant = sets.map((from) => meantFor(id, from));
  const places = new Set(meant.flatMap((of) => [...of].flatMap(([place, isMeant]) => (isMeant ? [place] : []))));
  return sets.filter((_, i) => places.size === 0 || ![...places].every((place) => meant[i]?.get(place) === false));
}

/** By the place of each setting whether it may be for a registry. */
function meantFor(id: Value, from: Inventory): ReadonlyMap<string, boolean> {
  const places = new Map<string, boolean>();
  for (const setting of from.settings) {
    const place = placeOf({ setting, from });
    places.set(place, places.get(place) === true || sameId(setting.target, id) !== false);
  }
  return places;
}

function isDeployedWith(from: Inventory, file: string, sets: readonly Inventory[]): Value {
  const nameOf = ({ parameters = 'defaults' }: Inventory): string => parameters;
  const text = `parameter file of ${file}`;
  const choice = symbol({
    key: `set:${file}`,
    text,
    type: 'string',
    cause: { kind: 'environment', name: text },
    domain: sets.map(nameOf),
  });
  return equals(choice, nameOf(from));
}

const MOST_COMPARED = 500;

/** Settings of other files that may be meant for a registry, though that cannot be proved. */
export function mayCover(
  inventory: Inventory,
  registry: Registry,
  { homeless }: SettingIndex,
): readonly DiagnosticSetting[] {
  return homeless
    .slice(0, MOST_COMPARED)
    .filter(({ from }) => from.file !== inventory.file && from.deploymentKey !== inventory.deploymentKey)
    .map(({ setting }) => setting)
    .filter(({ target }) => isUnknown(sameResource(target, registry.id)));
}

/** Settings for registries that are certainly not in the run. */
export function settingsElsewhere(
  inventories: readonly Inventory[],
  { homeless }: SettingIndex,
): readonly ForeignSetting[] {
  const registries = inventories.flatMap(({ registries: own }) => own);
  const known = new Set(registries.flatMap(({ id }) => knownId(id) ?? []));
  const isKnown = (id: string | undefined): boolean => id !== undefined && known.has(id);
  const compared = registries.slice(0, MOST_COMPARED);
  return homeless.slice(0, MOST_COMPARED).filter(({ setting: { target, deployed } }) => {
    if (deployed === false || isFault(target) || isKnown(knownId(target))) return false;
    return compared.every(({ id }) => sameResource(target, id) === false);
  });
}

function attach(setting: DiagnosticSetting, registryId: Value): AttachedSetting[] {
  const same = sameResource(setting.target, registryId);
  // A setting that is off and has no place that could be told is none of the registry's.
  const isOff = setting.deployed === false && isFault(same);
  return same === false || isOff ? [] : [{ ...setting, applies: and(setting.deployed, same) }];
}

/** What an unreadable module may set on a registry that is passed into it: anything at all. */
function fromModule(module: UnreadModule, registry: BareRegistry): AttachedSetting[] {
  const touched = module.allKnown ? anyOf(module.parameters.map((value) => mentions(value, registry))) : true;
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
    label: module.link,
    id: module.name,
    target: registry.id,
    deployed: module.deployed,
    origin: module.origin,
  });
  return [{ ...setting, applies: and(touched, module.deployed), isUnread: true }];
}

/** Whether the registry's name or id is somewhere in a value. Only what is provable counts. */
function mentions(written: Value, registry: BareRegistry, seen = new Set<object>()): boolean {
  const value = reveal(written);
  if (typeof value === 'object' && value !== null) {
    if (seen.has(value)) return false;
    seen.add(value);
  }
  if (isArray(value)) return value.some((item) => mentions(item, registry, seen));
  if (isObject(value)) return Object.values(value).some((item) => mentions(item, registry, seen));
  if (isFault(value) || (typeof value !== 'string' && !isUnknown(value))) return false;
  return sameName(value, reveal(registry.name)) === true || sameId(value, reveal(registry.id)) === true;
}

/** Reads a setting's properties, known or not, into the model. */
export function settingOf(
  properties: Value,
  place: Pick<
    DiagnosticSetting,
    'name' | 'label' | 'id' | 'target' | 'deployed' | 'origin' | 'places' | 'notDeployedBecause'
  >,
): DiagnosticSetting {
  const fault = faultIn(properties) ?? faultBehind(properties);
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

/** A fault of what is secure. One in a branch of an undecided choice may never come to be. */
function faultBehind(value: Value): Fault | undefined {
  return typeof value === 'object' && value !== null && isSecure(value) ? faultOfSecure(value) : undefined;
}

const faultOfSecure = remember((value: Value & object): Fault | undefined => {
  countSteps();
  const asked = isUnknown(value) ? decided(value) : value;
  if (isFault(asked)) return asked;
  const members: readonly Value[] = isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  for (const member of members) {
    const found = faultBehind(member);
    if (found !== undefined) return found;
  }
  return undefined;
});
