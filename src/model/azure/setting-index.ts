import { formatPath } from '../../util/location.ts';
import { and } from '../../value/logic.ts';
import { sameResource } from '../../value/resource-id.ts';
import { reveal } from '../../value/secure.ts';
import { canonicalKey, isFault, isUnknown, type Value } from '../../value/value.ts';
import type { Inventory } from '../inventory.ts';
import type { Target } from '../target.ts';
import { associatedCollectors } from './associated-collectors.ts';
import type { DiagnosticSetting } from './diagnostic-setting.ts';
import { groupBy } from './group-by.ts';

/** Settings of a whole run, and what data collection rules do as settings would, ready to be asked which of them belong to a registry of another file. */
export interface SettingIndex {
  readonly byTarget: ReadonlyMap<string, readonly CrossFileSetting[]>;
  readonly byDeployment: ReadonlyMap<string, readonly CrossFileSetting[]>;
  /** What each file gives with each of its sets of values. */
  readonly byFile: ReadonlyMap<string, readonly Inventory[]>;
  /** Settings that certainly belong to no registry of their own inventory. */
  readonly unattached: readonly CrossFileSetting[];
}

/** A setting with the inventory that declares it. */
export interface CrossFileSetting {
  readonly setting: DiagnosticSetting;
  readonly from: Inventory;
}

export function indexSettings(inventories: readonly Inventory[]): SettingIndex {
  const list = inventories.flatMap((from) =>
    collectorsIn(from).map((setting): CrossFileSetting => ({ setting, from })),
  );
  const known = list.filter(({ setting }) => knownId(setting.target) !== undefined);
  // Each declaration once, however many parameter files its template has.
  const declarations = new Map(
    list.map((found) => [`${declarationKey(found)}:${canonicalKey(reveal(found.setting.id))}`, found]),
  );
  return {
    byTarget: groupBy(known, ({ setting }) => knownId(setting.target) ?? ''),
    byDeployment: groupBy(list, ({ from }) => from.deploymentKey),
    byFile: groupBy(inventories, ({ file = '' }) => file),
    unattached: [...declarations.values()].filter(unattachedFilter()),
  };
}

/** The settings of an inventory, and what its associations make of data collection rules. */
export function collectorsIn(inventory: Inventory): readonly DiagnosticSetting[] {
  const associated = associatedCollectors(inventory)
    .filter(({ isMeant }) => isMeant !== false)
    .map(({ collector, isMeant }) => ({ ...collector, deployed: and(collector.deployed, isMeant) }));
  return [...inventory.settings, ...associated];
}

export function declarationKey({ setting, from }: CrossFileSetting): string {
  return `${from.file}:${formatPath(setting.origin.path ?? [])}`;
}

/** A known id in lower case, to identify resources by; not for printing, since it may be secure. */
export function knownId(id: Value): string | undefined {
  const known = reveal(id);
  return typeof known === 'string' ? known.toLowerCase() : undefined;
}

/** Selects settings whose registry is not certainly in their own inventory. The fast path is an identical id. */
function unattachedFilter(): (found: CrossFileSetting) => boolean {
  const ids = new Map<Inventory, ReadonlySet<string>>();
  return ({ setting, from }) => {
    const own = ids.get(from) ?? new Set(from.targets.map(({ id }) => canonicalKey(id)));
    ids.set(from, own);
    return (
      !own.has(canonicalKey(setting.target)) &&
      !from.targets.some(({ id }) => sameResource(setting.target, id) === true)
    );
  };
}

const MAX_UNATTACHED = 500;

/** Settings of other files that may be for a registry, which cannot be proved. */
export function possibleSettings(
  inventory: Inventory,
  { id }: Pick<Target, 'id'>,
  { unattached }: SettingIndex,
): readonly DiagnosticSetting[] {
  return unattached
    .slice(0, MAX_UNATTACHED)
    .filter(({ from }) => from.file !== inventory.file && from.deploymentKey !== inventory.deploymentKey)
    .map(({ setting }) => setting)
    .filter(({ target }) => isUnknown(sameResource(target, id)));
}

/** Settings for registries that are certainly not in the run. */
export function settingsWithoutRegistry(
  inventories: readonly Inventory[],
  { unattached }: SettingIndex,
): readonly CrossFileSetting[] {
  const registries = inventories.flatMap(({ targets }) => targets);
  const known = new Set(registries.flatMap(({ id }) => knownId(id) ?? []));
  const isKnown = (id: string | undefined): boolean => id !== undefined && known.has(id);
  const compared = registries.slice(0, MAX_UNATTACHED);
  return unattached.slice(0, MAX_UNATTACHED).filter(({ setting: { target, deployed } }) => {
    if (deployed === false || isFault(target) || isKnown(knownId(target))) return false;
    return compared.every(({ id }) => sameResource(target, id) === false);
  });
}
