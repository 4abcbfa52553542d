import type { AttachedSetting } from './registry.ts';
import { sameResource } from './resource-id.ts';
import { reveal } from './secure.ts';
import { keyOf, type Value } from './value.ts';

/** Another declaration that may be of the same setting, and the question whether it is. */
export interface Rival {
  readonly setting: AttachedSetting;
  readonly same: Value;
}

const cache = new WeakMap<readonly AttachedSetting[], ReadonlyMap<AttachedSetting, readonly Rival[]>>();

/** The declarations that may have the id of a setting. Every case of a registry asks for the same list. */
export function rivalsOf(setting: AttachedSetting, settings: readonly AttachedSetting[]): readonly Rival[] {
  const known = cache.get(settings) ?? findRivals(settings);
  cache.set(settings, known);
  return known.get(setting) ?? [];
}

/** With more settings than anybody writes, only ids that are written alike are compared. */
const MOST_COMPARED = 50;

function findRivals(settings: readonly AttachedSetting[]): ReadonlyMap<AttachedSetting, readonly Rival[]> {
  const rivals = new Map<AttachedSetting, Rival[]>();
  const add = (setting: AttachedSetting, other: AttachedSetting, same: Value): void => {
    rivals.set(setting, [...(rivals.get(setting) ?? []), { setting: other, same }]);
  };
  const compare = settings.length <= MOST_COMPARED ? sameResource : sameKey;
  const written = settings.filter(({ isUnread }) => isUnread !== true);
  for (const [i, setting] of written.entries()) {
    for (const other of written.slice(i + 1)) {
      const same = compare(setting.id, other.id);
      if (same === false) continue;
      add(setting, other, same);
      add(other, setting, same);
    }
  }
  return rivals;
}

function sameKey(left: Value, right: Value): Value<boolean> {
  return keyOf(reveal(left)) === keyOf(reveal(right));
}
