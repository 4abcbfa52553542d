import { distribute } from '../../value/logic.ts';
import { sameResource } from '../../value/resource-id.ts';
import { reveal } from '../../value/secure.ts';
import { canonicalKey, isFault, type Value } from '../../value/value.ts';
import type { AttachedSetting } from './attached-setting.ts';

/** Another declaration that may be of the same setting, with the condition that it is. */
export interface Duplicate {
  readonly setting: AttachedSetting;
  readonly same: Value;
}

const duplicatesCache = new WeakMap<readonly AttachedSetting[], ReadonlyMap<AttachedSetting, readonly Duplicate[]>>();

/** The declarations that may have the id of a setting. Every scenario of a registry needs the same list. */
export function duplicatesOf(setting: AttachedSetting, settings: readonly AttachedSetting[]): readonly Duplicate[] {
  const known = duplicatesCache.get(settings) ?? findDuplicates(settings);
  duplicatesCache.set(settings, known);
  return known.get(setting) ?? [];
}

/** Above this number of settings, only identical id expressions are compared. */
const MAX_COMPARED = 50;

function findDuplicates(settings: readonly AttachedSetting[]): ReadonlyMap<AttachedSetting, readonly Duplicate[]> {
  const duplicates = new Map<AttachedSetting, Duplicate[]>();
  const add = (setting: AttachedSetting, duplicate: Duplicate): void => {
    const own = duplicates.get(setting);
    if (own === undefined) duplicates.set(setting, [duplicate]);
    else own.push(duplicate);
  };
  // What is live applies only where no declaration takes its place, and Azure has each name once.
  const written = settings.filter(
    ({ isOpaque, kind, live }) => isOpaque !== true && kind === 'setting' && live === undefined,
  );
  const groups = settings.length <= MAX_COMPARED ? [written] : groupById(written);
  for (const group of groups) {
    for (const [i, setting] of group.entries()) {
      for (const other of group.slice(i + 1)) {
        const same = settings.length <= MAX_COMPARED ? withoutFaults(sameResource(setting.id, other.id)) : true;
        if (same === false) continue;
        add(setting, { setting: other, same });
        add(other, { setting, same });
      }
    }
  }
  return duplicates;
}

/** A setting without a valid id is rejected by Azure, so it cannot replace another one. */
export function withoutFaults(same: Value): Value {
  return isFault(same) ? false : (distribute(same, withoutFaults) ?? same);
}

function groupById(settings: readonly AttachedSetting[]): readonly (readonly AttachedSetting[])[] {
  const groups = new Map<string, AttachedSetting[]>();
  for (const setting of settings) {
    const key = canonicalKey(reveal(setting.id));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [setting]);
    else group.push(setting);
  }
  return [...groups.values()];
}
