import { baseName } from '../../util/paths.ts';
import { equals } from '../../value/equality.ts';
import { sameId } from '../../value/resource-id.ts';
import { symbol, type Value } from '../../value/value.ts';
import type { Inventory } from '../inventory.ts';
import type { Target } from '../target.ts';
import { groupBy } from './group-by.ts';
import { type CrossFileSetting, collectorsIn, declarationKey, knownId, type SettingIndex } from './setting-index.ts';

/** A setting of another file, with the condition that this file is deployed with the values that yield it. */
export interface CrossFileCandidate extends CrossFileSetting {
  readonly isChosen: Value;
}

/** The settings of other files that may be attached to a registry; `together` are those of its own deployment. */
export function crossFileSettings(
  inventory: Inventory,
  { id }: Pick<Target, 'id'>,
  { byTarget, byFile }: SettingIndex,
  sameDeployment: readonly CrossFileSetting[],
): readonly CrossFileCandidate[] {
  const own = knownId(id);
  const sameTarget = own === undefined ? [] : (byTarget.get(own) ?? []);
  const found = [...new Set([...sameTarget.filter(({ from }) => from.file !== inventory.file), ...sameDeployment])];
  return [...groupBy(found, ({ from }) => from.file ?? '')].flatMap(([file, settings]) => {
    const chosen = chosenSets(inventory, id, file, byFile.get(file) ?? []);
    return settings.flatMap((one) => {
      const isChosen = chosen.get(one.from);
      return isChosen === undefined ? [] : [{ ...one, isChosen }];
    });
  });
}

/** What another file may be deployed with for a registry: each set of values, with the condition that it is the one. */
export function chosenSets(
  inventory: Inventory,
  id: Value,
  file: string,
  all: readonly Inventory[],
): ReadonlyMap<Inventory, Value> {
  const sets = parameterSetsFor(inventory, id, all);
  return new Map(sets.map((from) => [from, sets.length > 1 ? isDeployedWithSet(from, file, sets) : true]));
}

/**
 * The sets of values with which another file may be deployed for a registry (DESIGN: rulings on edge cases): the one that
 * the configuration pairs with the registry's own; else all but those with which its settings are for other registries.
 */
function parameterSetsFor(inventory: Inventory, id: Value, sets: readonly Inventory[]): readonly Inventory[] {
  if (sets.length < 2) return sets;
  const paired = inventory.setKey === undefined ? [] : sets.filter(({ setKey }) => setKey === inventory.setKey);
  if (paired.length > 0) return paired;
  const targets = sets.map((from) => possibleTargets(id, from));
  const places = new Set(targets.flatMap((of) => [...of].flatMap(([place, isMeant]) => (isMeant ? [place] : []))));
  return sets.filter((_, i) => places.size === 0 || ![...places].every((place) => targets[i]?.get(place) === false));
}

/** Whether each setting, by its declaration, may be for a registry. */
function possibleTargets(id: Value, from: Inventory): ReadonlyMap<string, boolean> {
  const places = new Map<string, boolean>();
  for (const setting of collectorsIn(from)) {
    const place = declarationKey({ setting, from });
    places.set(place, places.get(place) === true || sameId(setting.target, id) !== false);
  }
  return places;
}

function isDeployedWithSet(from: Inventory, file: string, sets: readonly Inventory[]): Value {
  const nameOf = ({ parameters = 'defaults' }: Inventory): string => parameters;
  // Names of causes are part of fingerprints, and a path would be one from the folder of the run.
  const text = `parameter file of ${baseName(file)}`;
  const choice = symbol({
    key: `set:${file}`,
    text,
    type: 'string',
    cause: { kind: 'environment', name: text, location: { file } },
    domain: sets.map(nameOf),
  });
  return equals(choice, nameOf(from));
}
