import { hasExactName } from '../../value/resource-id.ts';
import type { Value } from '../../value/value.ts';
import type { DiagnosticSetting } from './diagnostic-setting.ts';
import { areDifferentNames, type NameParts, namePartsOf } from './name-parts.ts';
import { nameTree, possiblyNamed } from './name-tree.ts';

/** Pairs of names that are looked at for one inventory; all of what is left is compared. */
const MAX_PAIRS = 4_000_000;

/** Finds the settings whose registry may have the name of an id, so that many registries do not each meet every setting. */
export function candidatesByName(settings: readonly DiagnosticSetting[]): (id: Value) => readonly DiagnosticSetting[] {
  const all = settings.map((setting, position) => ({ setting, position, ...nameOf(setting.target) }));
  const named = all.flatMap(({ parts, ...one }) => (parts === undefined ? [] : [{ ...one, parts }]));
  const unnamed = all.filter(({ parts }) => parts === undefined);
  const tree = nameTree(named.filter(({ isExact }) => isExact));
  const others = named.filter(({ isExact }) => !isExact);
  let pairs = 0;
  return (id) => {
    const { parts, isExact } = nameOf(id);
    if (parts === undefined) return settings;
    const possible = isExact ? [...possiblyNamed(tree, parts), ...others] : named;
    pairs += possible.length;
    const likely = pairs > MAX_PAIRS ? possible : possible.filter((one) => !areDifferentNames(one.parts, parts));
    return [...unnamed, ...likely].sort((a, b) => a.position - b.position).map(({ setting }) => setting);
  };
}

/** The name at the end of an id, and whether no other symbol of the id can be a part of it or follow it. */
function nameOf(id: Value): { readonly parts: NameParts | undefined; readonly isExact: boolean } {
  return { parts: namePartsOf(id), isExact: hasExactName(id) };
}
