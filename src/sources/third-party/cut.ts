import { isObject } from '../azure/decode/json-object.ts';

/** PowerShell's `ConvertTo-Json` goes two levels deep unless told, and writes what is deeper as the text of its type. */
const TEXT_OF_AN_OBJECT =
  /^(?:@\{.*\}$|System\.(?:Object\[\]|Collections\.|Management\.Automation\.)|Microsoft\.Azure\.)/s;

export const CUT = 'cut off by ConvertTo-Json, which goes two levels deep unless told: add -Depth 10';

/** Whether a text stands where an object or a list was. */
export function isCut(value: unknown): boolean {
  return typeof value === 'string' && TEXT_OF_AN_OBJECT.test(value);
}

/** The same value without what was cut off in it, so that nothing takes a text for what it stood for. */
export function withoutCut(value: unknown): unknown {
  if (Array.isArray(value)) return value.some(isCut) ? undefined : value.map(withoutCut);
  if (!isObject(value)) return isCut(value) ? undefined : value;
  const members = Object.entries(value).map(([name, member]) => [name, withoutCut(member)] as const);
  return Object.fromEntries(members.filter(([, member]) => member !== undefined));
}

/** Whether anything in a value was cut off. */
export function holdsCut(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return isCut(value);
  return Object.values(value).some(holdsCut);
}
