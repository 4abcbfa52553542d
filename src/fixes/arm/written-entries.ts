import type { AttachedSetting } from '../../model/azure/attached-setting.ts';
import { logEntry } from '../../model/azure/diagnostic-setting.ts';
import { isExpression } from '../../sources/arm/expression/parse.ts';
import { tryGet } from '../../value/property-access.ts';
import { isArray, isFault, isUnknown, keyOf, type Value } from '../../value/value.ts';
import { at, isJsonObject, type JsonObject } from './context.ts';
import type { Json } from './print-json.ts';

/** A log entry as it is written, with what its expressions come to. */
export interface WrittenEntry {
  readonly json: JsonObject;
  readonly category?: string;
  readonly categoryGroup?: string;
  /** It is on whatever the values are. */
  readonly isOn: boolean;
}

/**
 * The entries of a `logs` array, read as every set of values reads them. A text says what cannot be read: an entry that is
 * no object, or whose name is not the same known text for all.
 */
export function writtenEntries(
  list: readonly Json[],
  versions: readonly AttachedSetting[],
): readonly WrittenEntry[] | string {
  const entries: WrittenEntry[] = [];
  for (const [i, json] of list.entries()) {
    if (!isJsonObject(json)) return 'its log entries are made by an expression';
    const values = versions.map(({ logs }): Value => (isArray(logs) ? (logs[i] ?? null) : logs));
    const category = nameOf(json, 'category', values);
    const categoryGroup = nameOf(json, 'categoryGroup', values);
    if (category === null || categoryGroup === null) return 'the name of a log entry is made by an expression';
    entries.push({
      json,
      ...(category !== '' && { category }),
      ...(categoryGroup !== '' && { categoryGroup }),
      isOn: values.length > 0 && values.every((value) => logEntry(value).enabled === true),
    });
  }
  return entries;
}

/** The one name that all sets of values see, empty for none; null when there is no such name. */
function nameOf(json: JsonObject, member: 'category' | 'categoryGroup', values: readonly Value[]): string | null {
  const written = at(json, member);
  if (typeof written !== 'string') return '';
  if (!isExpression(written)) return written;
  const names = new Set(values.map((value) => keyOf(tryGet(value, member) ?? '')));
  const [value] = values;
  const name = value === undefined || isUnknown(value) || isFault(value) ? undefined : tryGet(value, member);
  if (names.size !== 1) return null;
  return name === null ? '' : typeof name === 'string' ? name : null;
}
