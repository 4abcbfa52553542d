import type { AttachedSetting } from '../../model/azure/attached-setting.ts';
import type { Path } from '../../util/location.ts';
import { tryGet } from '../../value/property-access.ts';
import { isArray } from '../../value/value.ts';
import type { JsonChange } from './json-edits.ts';
import type { TemplateJson } from './print-json.ts';
import { isJsonObject, memberAt } from './resource-context.ts';

/**
 * Sets retention days in the entries of `logs` or `metrics` to zero: Azure has rejected others since 2023
 * (learn.microsoft.com, migrate to Azure Storage lifecycle policy).
 */
export function disableRetention(
  list: TemplateJson | undefined,
  path: Path,
  versions: readonly AttachedSetting[],
  member: 'logs' | 'metrics',
): readonly JsonChange[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: TemplateJson, i): readonly JsonChange[] => {
    const written = memberAt(entry, 'retentionPolicy');
    const keeps = versions.some((version) => {
      const values = version[member];
      const days = isArray(values) ? tryGet(tryGet(values[i] ?? null, 'retentionPolicy'), 'days') : null;
      return (typeof days === 'number' || typeof days === 'string') && Number(days) > 0;
    });
    if (written === undefined || !keeps) return [];
    const own = [...path, i, 'retentionPolicy'];
    if (!isJsonObject(written)) return [{ kind: 'set', path: own, value: { enabled: false, days: 0 } }];
    const off: JsonChange[] =
      memberAt(written, 'enabled') === false ? [] : [{ kind: 'set', path: [...own, 'enabled'], value: false }];
    return [...off, { kind: 'set', path: [...own, 'days'], value: 0 }];
  });
}
