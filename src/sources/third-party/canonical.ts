import { isObject } from '../azure/decode/json-object.ts';
import type { ArmSetting } from './to-arm.ts';

/** The same text for settings that say the same: members in any order, and null or nothing for what is not set. */
export function canonicalSetting({ id, properties }: ArmSetting): string {
  return `${id.toLowerCase()} ${JSON.stringify(sorted(properties))}`;
}

/** The same text for lists of the same settings, in any order. */
export function canonicalList(settings: Iterable<ArmSetting>): string {
  return JSON.stringify([...settings].map(canonicalSetting).sort());
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  // A list of members, lest a key such as `__proto__` mean anything.
  return ['{', ...members.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [name, sorted(member)])];
}
