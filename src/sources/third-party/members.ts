import { isObject, type JsonObject } from '../azure/decode/json-object.ts';

/**
 * A member by its name, letter case aside, since PowerShell writes `ResourceId` where Azure writes `id`. Of several
 * names the first one that has a value is taken.
 */
export function anyCase(object: JsonObject, ...names: readonly string[]): unknown {
  const keys = Object.keys(object);
  for (const name of names) {
    const key = keys.find((candidate) => candidate.length === name.length && candidate.toLowerCase() === name);
    const value = key === undefined ? undefined : object[key];
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

/** The members of which `keep` is true, by their names in lower case. */
export function membersWhere(object: JsonObject, keep: (name: string) => boolean): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => keep(name.toLowerCase())));
}

/** An object with its first letters as Azure writes them: `Name` becomes `name`. */
export function lowerInitials(value: unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name.slice(0, 1).toLowerCase() + name.slice(1), member]),
  );
}
