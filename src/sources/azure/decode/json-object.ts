/** An object returned by `JSON.parse`: any key may be present, including `__proto__` and `constructor`. */
export type ParsedObject = Readonly<Record<string, unknown>>;

/** Whether a value is an object and not an array. */
export function isObject(value: unknown): value is ParsedObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
