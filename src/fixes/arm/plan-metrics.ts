import { message } from '../../messages/message.ts';
import { ALL_METRICS } from '../../model/azure/acr-logs.ts';
import type { Completion } from './complete-declared-setting.ts';
import { correctEntries } from './correct-entries.ts';
import { declaredEntries } from './declared-entries.ts';
import { contextOfSetting, type DeclaredSetting, declaredSettings, isUsable, relationTo } from './declared-settings.ts';
import { configuredDestination } from './destination-in-template.ts';
import { type FixRequest, type Plan, type Refusal, refusal } from './fix-plan.ts';
import { nothingSends } from './nothing-sends.ts';
import { isJsonObject, memberAt, type ResourceContext } from './resource-context.ts';

/** All metrics in a setting that sends somewhere already: the one with the configured destination, else the first. */
export function planMetrics(request: FixRequest): Plan {
  const { context, registries, options } = request;
  const wanted = configuredDestination(options, registries);
  const sending = declaredSettings(registries).filter((declared) => isUsable(declared, options.protect));
  const preferred = sending.filter(({ first }) => relationTo(wanted, first) === 'same');
  let refused: Refusal | undefined;
  for (const { first, versions } of [...preferred, ...sending]) {
    const own = contextOfSetting(request, first);
    const setting = first.label;
    const made =
      own === undefined
        ? refusal(message('fix.setting-elsewhere', { setting }), message('fix-step.complete-there'))
        : withAllMetrics(own, versions, setting);
    if ('kind' in made) refused ??= made;
    else {
      const { changes, descriptions } = made;
      const description = message('fix-change.completes', {
        setting,
        changes: descriptions.join(message('list.comma')),
      });
      return { kind: 'edit', description, files: [{ file: context.file, changes }] };
    }
  }
  return refused ?? nothingSends(registries);
}

function withAllMetrics(
  { json, path }: ResourceContext,
  versions: DeclaredSetting['versions'],
  setting: string,
): Completion | Refusal {
  const computed = refusal(message('fix.metrics-computed', { setting }), message('fix-step.add-metrics'));
  const written = memberAt(json, 'properties');
  if (!isJsonObject(written)) return computed;
  const list = memberAt(written, 'metrics') ?? null;
  if (list === null && memberAt(written, 'copy') !== undefined) return computed;
  const own = [...path, 'properties', 'metrics'];
  const collects = [message('fix-change.collects', { logs: ALL_METRICS })];
  const all = { category: ALL_METRICS, enabled: true };
  if (list === null || (Array.isArray(list) && list.length === 0))
    return { changes: [{ kind: 'set', path: own, value: [all] }], descriptions: collects };
  const entries = Array.isArray(list) ? declaredEntries(list, versions, 'metrics') : '';
  if (typeof entries === 'string') return computed;
  const corrected = correctEntries(entries, own, 'metrics');
  const found = corrected.entries.find(({ category }) => category?.toLowerCase() === ALL_METRICS.toLowerCase());
  const done: Completion =
    found === undefined
      ? { changes: [{ kind: 'append', path: own, value: all }], descriptions: collects }
      : found.isEnabled
        ? { changes: [], descriptions: [] }
        : {
            changes: [{ kind: 'set', path: [...own, found.index, 'enabled'], value: true }],
            descriptions: [message('fix-change.enables', { entry: ALL_METRICS })],
          };
  return {
    changes: [...corrected.changes, ...done.changes, ...corrected.removals],
    descriptions: [...corrected.descriptions, ...done.descriptions],
  };
}
