import { distribute } from '../../value/logic.ts';
import { sameResource } from '../../value/resource-id.ts';
import { reveal } from '../../value/secure.ts';
import { isFault, keyOf, type Value } from '../../value/value.ts';
import type { AttachedSetting } from './attached-setting.ts';

/** Another declaration that may be of the same setting, and the question whether it is. */
export interface Duplicate {
  readonly setting: AttachedSetting;
  readonly same: Value;
}

const cache = new WeakMap<readonly AttachedSetting[], ReadonlyMap<AttachedSetting, readonly Duplicate[]>>();

/** The declarations that may have the id of a setting. Every case of a registry asks for the same list. */
export function duplicatesOf(setting: AttachedSetting, settings: readonly AttachedSetting[]): readonly Duplicate[] {
  const known = cache.get(settings) ?? findDuplicates(settings);
  cache.set(settings, known);
  return known.get(setting) ?? [];
}

/** With more settings than anybody writes, only ids that are written alike are compared. */
const MAX_COMPARED = 50;

function findDuplicates(settings: readonly AttachedSetting[]): ReadonlyMap<AttachedSetting, readonly Duplicate[]> {
  const duplicates = new Map<AttachedSetting, Duplicate[]>();
  const add = (setting: AttachedSetting, duplicate: Duplicate): void => {
    const own = duplicates.get(setting);
    if (own === undefined) duplicates.set(setting, [duplicate]);
    else own.push(duplicate);
  };
  const written = settings.filter(({ isUnread }) => isUnread !== true);
  const groups = settings.length <= MAX_COMPARED ? [written] : writtenAlike(written);
  for (const group of groups) {
    for (const [i, setting] of group.entries()) {
      for (const other of group.slice(i + 1)) {
        const same = settings.length <= MAX_COMPARED ? provably(sameResource(setting.id, other.id)) : true;
        if (same === false) continue;
        add(setting, { setting: other, same });
        add(other, { setting, same });
      }
    }
  }
  return duplicates;
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
