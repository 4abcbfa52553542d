import { formatPath } from '../../util/location.ts';
import { sameResource } from '../../value/resource-id.ts';
import { reveal } from '../../value/secure.ts';
import { isFault, isUnknown, keyOf, type Value } from '../../value/value.ts';
import type { Inventory } from '../inventory.ts';
import type { Target } from '../target.ts';
import type { DiagnosticSetting } from './diagnostic-setting.ts';
import { groupBy } from './group-by.ts';

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

export function placeOf({ setting, from }: ForeignSetting): string {
  return `${from.file}:${formatPath(setting.origin.path ?? [])}`;
}

/** An id that is known, in lower case, to tell resources apart by; also one that must not be shown. */
export function knownId(id: Value): string | undefined {
  const known = reveal(id);
  return typeof known === 'string' ? known.toLowerCase() : undefined;
}

/** Whether a setting's registry is not certainly one of its own inventory. Nearly all are at home under the very same id. */
function isHomeless(): (found: ForeignSetting) => boolean {
  const ids = new Map<Inventory, ReadonlySet<string>>();
  return ({ setting, from }) => {
    const own = ids.get(from) ?? new Set(from.targets.map(({ id }) => keyOf(id)));
    ids.set(from, own);
    return !own.has(keyOf(setting.target)) && !from.targets.some(({ id }) => sameResource(setting.target, id) === true);
  };
}

const MAX_COMPARED = 500;

/** Settings of other files that may be meant for a registry, though that cannot be proved. */
export function mayCover(
  inventory: Inventory,
  { id }: Pick<Target, 'id'>,
  { homeless }: SettingIndex,
): readonly DiagnosticSetting[] {
  return homeless
    .slice(0, MAX_COMPARED)
    .filter(({ from }) => from.file !== inventory.file && from.deploymentKey !== inventory.deploymentKey)
    .map(({ setting }) => setting)
    .filter(({ target }) => isUnknown(sameResource(target, id)));
}

/** Settings for registries that are certainly not in the run. */
export function settingsElsewhere(
  inventories: readonly Inventory[],
  { homeless }: SettingIndex,
): readonly ForeignSetting[] {
  const registries = inventories.flatMap(({ targets }) => targets);
  const known = new Set(registries.flatMap(({ id }) => knownId(id) ?? []));
  const isKnown = (id: string | undefined): boolean => id !== undefined && known.has(id);
  const compared = registries.slice(0, MAX_COMPARED);
  return homeless.slice(0, MAX_COMPARED).filter(({ setting: { target, deployed } }) => {
    if (deployed === false || isFault(target) || isKnown(knownId(target))) return false;
    return compared.every(({ id }) => sameResource(target, id) === false);
  });
}
