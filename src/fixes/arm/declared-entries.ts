import { message } from '../../messages/message.ts';
import type { AttachedSetting } from '../../model/azure/attached-setting.ts';
import { logEntry } from '../../model/azure/diagnostic-setting.ts';
import { isExpression } from '../../sources/arm/expression/parse-expression.ts';
import { tryGet } from '../../value/property-access.ts';
import { canonicalKey, isArray, isFault, isUnknown, type Value } from '../../value/value.ts';
import type { TemplateJson } from './print-json.ts';
import { isJsonObject, memberAt, type TemplateObject } from './resource-context.ts';

/** A declared entry of `logs` or `metrics`, with its expressions evaluated. */
export interface DeclaredEntry {
  /** Where it stands in its list. */
  readonly index: number;
  readonly json: TemplateObject;
  readonly category?: string;
  readonly categoryGroup?: string;
  /** It is enabled with every set of values. */
  readonly isEnabled: boolean;
  /** It is enabled with none. */
  readonly isOff: boolean;
}

/**
 * The entries of an array, as evaluated with each set of values. A string is the problem: an entry that is not
 * an object, or whose name is not the same known string for all.
 */
export function declaredEntries(
  list: readonly TemplateJson[],
  versions: readonly AttachedSetting[],
  member: 'logs' | 'metrics' = 'logs',
): readonly DeclaredEntry[] | string {
  const entries: DeclaredEntry[] = [];
  for (const [index, json] of list.entries()) {
    if (!isJsonObject(json)) return message('fix.entries-computed');
    const values = versions.map(({ [member]: all }): Value => (isArray(all) ? (all[index] ?? null) : all));
    const category = entryName(json, 'category', values);
    const categoryGroup = entryName(json, 'categoryGroup', values);
    if (category === null || categoryGroup === null) return message('fix.entry-name-computed');
    entries.push({
      index,
      json,
      ...(category !== '' && { category }),
      ...(categoryGroup !== '' && { categoryGroup }),
      isEnabled: values.length > 0 && values.every((value) => logEntry(value).enabled === true),
      isOff: values.length > 0 && values.every((value) => logEntry(value).enabled === false),
    });
  }
  return entries;
}

/** The name common to all sets of values, empty for none; null when they differ. */
function entryName(
  json: TemplateObject,
  member: 'category' | 'categoryGroup',
  values: readonly Value[],
): string | null {
  const written = memberAt(json, member);
  if (typeof written !== 'string') return '';
  if (!isExpression(written)) return written;
  const names = new Set(values.map((value) => canonicalKey(tryGet(value, member) ?? '')));
  const [value] = values;
  const name = value === undefined || isUnknown(value) || isFault(value) ? undefined : tryGet(value, member);
  if (names.size !== 1) return null;
  return name === null ? '' : typeof name === 'string' ? name : null;
}
