import { isObject } from '../azure/decode/json-object.ts';

/** PowerShell's `ConvertTo-Json` has a default depth of 2 and writes deeper values as strings such as their type name. */
const STRINGIFIED_OBJECT =
  /^(?:@\{.*\}$|System\.(?:Object\[\]|Collections\.|Management\.Automation\.)|Microsoft\.Azure\.)/s;

export const TRUNCATED_BY_POWERSHELL =
  'cut off by ConvertTo-Json, which goes two levels deep unless told: add -Depth 10';

/** Whether a string replaces an object or a list. */
export function isTruncated(value: unknown): boolean {
  return typeof value === 'string' && STRINGIFIED_OBJECT.test(value);
}

/** The value without its truncated parts, so that no string is mistaken for the original. */
export function withoutTruncated(value: unknown): unknown {
  if (Array.isArray(value)) return value.some(isTruncated) ? undefined : value.map(withoutTruncated);
  if (!isObject(value)) return isTruncated(value) ? undefined : value;
  const members = Object.entries(value).map(([name, member]) => [name, withoutTruncated(member)] as const);
  return Object.fromEntries(members.filter(([, member]) => member !== undefined));
}

/** Whether any part of a value was truncated. */
export function containsTruncated(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return isTruncated(value);
  return Object.values(value).some(containsTruncated);
}
