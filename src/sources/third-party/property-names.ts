import { isObject, type ParsedObject } from '../azure/decode/json-object.ts';

/**
 * A property by name, ignoring letter case, since PowerShell writes `ResourceId` where Azure writes `id`. Of several
 * names the first with a value counts.
 */
export function getIgnoringCase(object: ParsedObject, ...names: readonly string[]): unknown {
  const keys = Object.keys(object);
  for (const name of names) {
    const key = keys.find((candidate) => candidate.length === name.length && candidate.toLowerCase() === name);
    const value = key === undefined ? undefined : object[key];
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

/** The properties whose lower-case name satisfies `keep`. */
export function filterProperties(object: ParsedObject, keep: (name: string) => boolean): ParsedObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => keep(name.toLowerCase())));
}

/** An object with the initials of its keys in lower case, as in Azure: `Name` becomes `name`. */
export function lowerCaseInitials(value: unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name.slice(0, 1).toLowerCase() + name.slice(1), member]),
  );
}
