/** A part of a configuration as plain data, without the places of its values: maps are lists of entries. */
export function withoutPlaces(value: unknown): unknown {
  if (value instanceof Map) return [...value].map(([key, item]) => [key, withoutPlaces(item)]);
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== 'place' && key !== 'places');
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutPlaces(item)]));
}
