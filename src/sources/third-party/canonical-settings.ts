import { isObject } from '../azure/decode/json-object.ts';
import type { ArmSetting } from './to-arm-setting.ts';

/** A key that is equal for equal settings: the order of properties does not matter, and null counts as absent. */
export function canonicalSetting({ id, properties }: ArmSetting): string {
  return `${id.toLowerCase()} ${JSON.stringify(sorted(properties))}`;
}

/** A key that is equal for lists of equal settings, in any order. */
export function canonicalList(settings: Iterable<ArmSetting>): string {
  return JSON.stringify([...settings].map(canonicalSetting).sort());
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  // A list of pairs, so that a key such as `__proto__` has no meaning.
  return ['{', ...members.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [name, sorted(member)])];
}
