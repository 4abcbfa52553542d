import type { AttachedSetting } from '../../model/azure/attached-setting.ts';
import type { Path } from '../../util/location.ts';
import { tryGet } from '../../value/property-access.ts';
import { isArray } from '../../value/value.ts';
import { at, isJsonObject } from './context.ts';
import type { JsonChange } from './edits.ts';
import type { Json } from './print-json.ts';

/**
 * Ends days of retention in the entries of `logs` or `metrics`: Azure refuses more than none since 2023
 * (learn.microsoft.com, migrate to Azure Storage lifecycle policy).
 */
export function endRetention(
  list: Json | undefined,
  path: Path,
  versions: readonly AttachedSetting[],
  member: 'logs' | 'metrics',
): readonly JsonChange[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: Json, i): readonly JsonChange[] => {
    const written = at(entry, 'retentionPolicy');
    const keeps = versions.some((version) => {
      const values = version[member];
      const days = isArray(values) ? tryGet(tryGet(values[i] ?? null, 'retentionPolicy'), 'days') : null;
      return (typeof days === 'number' || typeof days === 'string') && Number(days) > 0;
    });
    if (written === undefined || !keeps) return [];
    const own = [...path, i, 'retentionPolicy'];
    if (!isJsonObject(written)) return [{ kind: 'set', path: own, value: { enabled: false, days: 0 } }];
    const off: JsonChange[] =
      at(written, 'enabled') === false ? [] : [{ kind: 'set', path: [...own, 'enabled'], value: false }];
    return [...off, { kind: 'set', path: [...own, 'days'], value: 0 }];
  });
}
