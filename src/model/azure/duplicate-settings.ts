import { distribute } from '../../value/logic.ts';
import { sameResource } from '../../value/resource-id.ts';
import { reveal } from '../../value/secure.ts';
import { isFault, keyOf, type Value } from '../../value/value.ts';
import type { AttachedSetting } from './registry.ts';

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
  const add = (setting: AttachedSetting, rival: Rival): void => {
    const own = rivals.get(setting);
    if (own === undefined) rivals.set(setting, [rival]);
    else own.push(rival);
  };
  const written = settings.filter(({ isUnread }) => isUnread !== true);
  const groups = settings.length <= MOST_COMPARED ? [written] : writtenAlike(written);
  for (const group of groups) {
    for (const [i, setting] of group.entries()) {
      for (const other of group.slice(i + 1)) {
        const same = settings.length <= MOST_COMPARED ? provably(sameResource(setting.id, other.id)) : true;
        if (same === false) continue;
        add(setting, { setting: other, same });
        add(other, { setting, same });
      }
    }
  }
  return rivals;
}

/** What has no id is refused by Azure and is no version of another setting. */
function provably(same: Value): Value {
  return isFault(same) ? false : (distribute(same, provably) ?? same);
}

function writtenAlike(settings: readonly AttachedSetting[]): readonly (readonly AttachedSetting[])[] {
  const groups = new Map<string, AttachedSetting[]>();
  for (const setting of settings) {
    const key = keyOf(reveal(setting.id));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [setting]);
    else group.push(setting);
  }
  return [...groups.values()];
}
