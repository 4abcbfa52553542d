import { equals } from '../../value/equality.ts';
import { sameId } from '../../value/resource-id.ts';
import { symbol, type Value } from '../../value/value.ts';
import type { Inventory } from '../inventory.ts';
import type { Target } from '../target.ts';
import { groupBy } from './group-by.ts';
import { type ForeignSetting, knownId, placeOf, type SettingIndex } from './setting-index.ts';

/** A setting of another file, and the question whether that file is deployed with the values which give it. */
export interface Candidate extends ForeignSetting {
  readonly isChosen: Value;
}

/** The settings of other files that may be attached to a registry; `together` are those of its own deployment. */
export function foreignSettings(
  inventory: Inventory,
  { id }: Pick<Target, 'id'>,
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
