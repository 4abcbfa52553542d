import { and } from '../../value/logic.ts';
import { sameResource } from '../../value/resource-id.ts';
import { isFault, keyOf, symbol, type Unknown, type Value } from '../../value/value.ts';
import { candidatesByName } from './candidates-by-name.ts';
import type { DiagnosticSetting } from './diagnostic-setting.ts';
import { fromModule } from './module-settings.ts';
import type { AttachedSetting, Inventory, Registry } from './registry.ts';
import { indexSettings, placeOf, type SettingIndex } from './setting-index.ts';
import { foreignSettings } from './settings-across-files.ts';

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

function attach(setting: DiagnosticSetting, registryId: Value): AttachedSetting[] {
  const same = sameResource(setting.target, registryId);
  // A setting that is off and has no place that could be told is none of the registry's.
  const isOff = setting.deployed === false && isFault(same);
  return same === false || isOff ? [] : [{ ...setting, applies: and(setting.deployed, same) }];
}
