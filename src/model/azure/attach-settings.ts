import { and } from '../../value/logic.ts';
import { sameResource } from '../../value/resource-id.ts';
import { canonicalKey, type Fault, isFault, isUnknown, symbol, type Unknown, type Value } from '../../value/value.ts';
import type { Inventory, UncountedResources } from '../inventory.ts';
import type { NamedResource, Target } from '../target.ts';
import { type AssociatedCollector, associatedCollectors } from './associated-collectors.ts';
import type { AttachedSetting } from './attached-setting.ts';
import { candidatesByName } from './candidates-by-name.ts';
import { collectorNotes, settingParts } from './collector-notes.ts';
import type { DiagnosticSetting } from './diagnostic-setting.ts';
import { mayDeployPart, moduleContent, moduleSettings } from './module-settings.ts';
import { isType } from './resource-types.ts';
import { declarationKey, indexSettings, type SettingIndex } from './setting-index.ts';
import { crossFileSettings } from './settings-across-files.ts';

/**
 * Attaches settings to targets by resource id, for every source and every way of writing them. A setting whose target
 * cannot be told apart from a resource is attached with the question that is left; the rules see it in every scenario of
 * it. Settings of other files are attached only when both ids are known, or when the files are one deployment.
 */
export function attachSettings(inventory: Inventory, index: SettingIndex = indexSettings([])): readonly Target[] {
  const candidates = candidatesByName(inventory.settings);
  const together = (index.byDeployment.get(inventory.deploymentKey) ?? []).filter(
    ({ from }) => from.file !== inventory.file,
  );
  const associated = associatedCollectors(inventory);
  let compared = 0;
  const ofType = resourcesByType(() => targets, inventory);
  const targets: readonly Target[] = inventory.targets.map(({ unread, ...target }) => {
    const foreign = crossFileSettings(inventory, target, index, together);
    const likely = candidates(target.id);
    compared += likely.length;
    const joined = foreign.flatMap(({ setting, from, isChosen }) =>
      attachSetting(setting, target.id).map((one) => ({
        from,
        setting: { ...one, applies: and(isChosen, one.applies) },
      })),
    );
    const own = compared > MAX_COMPARISONS ? [] : likely.flatMap((setting) => attachSetting(setting, target.id));
    const modules = inventory.modules.flatMap((module) => moduleSettings(module, target));
    const others = joined.map(({ setting }) => setting);
    const collectors =
      unread ??
      (compared > MAX_COMPARISONS
        ? comparisonLimit(target.id)
        : [...own, ...others, ...modules, ...associated.flatMap((one) => attachCollector(one, target.id))]);
    const crossFile = [...new Map(joined.map((found) => [declarationKey(found), found.setting])).values()];
    return {
      ...target,
      collectors,
      related: (type, near) => unlistedOf(type, near, inventory) ?? ofType(type),
      relatedRead: ofType,
      named: (type, id) => namedResource(type, id, ofType(type), inventory),
      parts: () => settingParts(collectors),
      notes: (isOpen) =>
        collectorNotes(target, { collectors, crossFile, inventory, index: isOpen ? index : undefined }),
    };
  });
  return targets;
}

function attachCollector({ collector, isMeant }: AssociatedCollector, id: Value): AttachedSetting[] {
  const same = sameResource(collector.target, id);
  return same === false ? [] : [{ ...collector, applies: and(collector.deployed, same, isMeant) }];
}

/** The resources of the same inventory that may have an id, and what is known of it when none of them has. */
function namedResource(type: string, id: Value, known: readonly Target[], inventory: Inventory): NamedResource {
  const isCandidate = (one: Pick<Target, 'type' | 'id' | 'deployed'>): boolean =>
    isType(one.type, type) && one.deployed !== false && sameResource(one.id, id) !== false;
  const other = inventory.elsewhere(type, id);
  const loop = inventory.uncounted?.find(isCandidate);
  const module = inventory.modules.find((one) => mayDeployPart(one, type, id));
  const unlisted = loop !== undefined ? uncountedResources(loop) : module && moduleContent(module);
  return {
    ...other,
    candidates: [...known.filter(isCandidate), ...other.candidates],
    ...(unlisted !== undefined && { unlisted }),
  };
}

/** What stands for resources of a type where some may not have been read, or cannot be counted. */
function unlistedOf(
  type: string,
  near: Value = null,
  { modules, notListed, uncounted = [] }: Inventory,
): Unknown | Fault | undefined {
  const unlisted = notListed?.(type, near);
  if (unlisted !== undefined) return unlisted;
  const module = modules.find(({ deployed }) => deployed !== false);
  if (module !== undefined) return moduleContent(module);
  const loop = uncounted.find((one) => isType(one.type, type) && one.deployed !== false);
  return loop && (isFault(loop.deployed) ? loop.deployed : uncountedResources(loop));
}

/** The resources of each type, worked out once: every target may ask for the same, and a list may be long. */
function resourcesByType(targets: () => readonly Target[], { listed }: Inventory): (type: string) => readonly Target[] {
  const known = new Map<string, readonly Target[]>();
  return (type) => {
    const found = known.get(type);
    if (found !== undefined) return found;
    const own = targets().filter((one) => isType(one.type, type));
    const others = listed?.(type) ?? [];
    const all = own.length === 0 ? others : [...own, ...others];
    known.set(type, all);
    return all;
  };
}

/** The question how many a loop makes; it may surely make two, and perhaps more. */
function uncountedResources({ type, deployed }: UncountedResources): Unknown {
  if (isUnknown(deployed)) return deployed;
  const name = `number of resources of type ${type}`;
  return symbol({ key: `uncounted:${type.toLowerCase()}`, text: name, type: 'array', cause: { kind: 'limit', name } });
}

/** Limit for one inventory whose names do not show which registries and settings belong together. */
const MAX_COMPARISONS = 20_000;

function comparisonLimit(registryId: Value): Unknown {
  const name = `more than ${MAX_COMPARISONS} comparisons of registries and diagnostic settings`;
  return symbol({
    key: `comparisons:${canonicalKey(registryId)}`,
    text: name,
    type: 'array',
    cause: { kind: 'limit', name },
  });
}

function attachSetting(setting: DiagnosticSetting, registryId: Value): AttachedSetting[] {
  const same = sameResource(setting.target, registryId);
  // A setting that is not deployed and whose target is a fault is not attached.
  const isOff = setting.deployed === false && isFault(same);
  return same === false || isOff ? [] : [{ ...setting, applies: and(setting.deployed, same) }];
}
