import { categoriesOf } from '../../model/azure/acr-logs.ts';
import { DESTINATIONS, type DestinationKind } from '../../model/azure/destinations.ts';
import { logEntry } from '../../model/azure/diagnostic-setting.ts';
import { MAX_SETTINGS_PER_RESOURCE } from '../../model/azure/limits.ts';
import type { AttachedSetting, Registry } from '../../model/azure/registry.ts';
import { sameId } from '../../value/resource-id.ts';
import { isArray, isFault, isUnknown } from '../../value/value.ts';

/**
 * What Azure refuses of a registry's settings, as far as it is certain: more than five of them, groups mixed with
 * categories (400), a category sent to one place by two of them (409). Limits: learn.microsoft.com, diagnostic settings.
 */
export function azureRefusals(registry: Registry): readonly string[] {
  const settings = isUnknown(registry.settings) || isFault(registry.settings) ? [] : registry.settings;
  const sent = settings.filter(({ applies }) => applies === true).map((setting) => ({ setting, ...logged(setting) }));
  const mixed = sent.filter(({ categories, groups }) => categories.length > 0 && groups.length > 0);
  const twice = sent.filter((one, i) =>
    sent
      .slice(i + 1)
      .some((other) => overlap(one.setting, other.setting) && one.covers.some((name) => other.covers.includes(name))),
  );
  return [
    ...(sent.length > MAX_SETTINGS_PER_RESOURCE ? [`more than ${MAX_SETTINGS_PER_RESOURCE} diagnostic settings`] : []),
    ...mixed.map(({ setting }) => `diagnostic setting ${setting.label} mixes category groups and categories`),
    ...twice.map(({ setting }) => `diagnostic setting ${setting.label} sends a category where another one does`),
  ];
}

function logged({ logs: list }: AttachedSetting): {
  readonly categories: readonly string[];
  readonly groups: readonly string[];
  readonly covers: readonly string[];
} {
  const entries = isArray(list) ? list.map(logEntry) : [];
  const text = (value: unknown): string[] => (typeof value === 'string' && value !== '' ? [value.toLowerCase()] : []);
  const on = entries.filter(({ enabled }) => enabled === true);
  return {
    categories: entries.flatMap(({ category }) => text(category)),
    groups: entries.flatMap(({ categoryGroup }) => text(categoryGroup)),
    covers: on.flatMap(({ category, categoryGroup }) => {
      const held = text(categoryGroup).flatMap(categoriesOf);
      return held.length > 0 ? held.map((name) => name.toLowerCase()) : text(category);
    }),
  };
}

/** Whether two settings certainly share a destination; two versions of one setting are another matter. */
function overlap(one: AttachedSetting, other: AttachedSetting): boolean {
  const kinds = Object.keys(DESTINATIONS) as DestinationKind[];
  const isThere = (value: unknown): boolean => value !== null && value !== '';
  return (
    sameId(one.id, other.id) !== true &&
    kinds.some(
      (kind) =>
        isThere(one.destinations[kind]) &&
        isThere(other.destinations[kind]) &&
        sameId(one.destinations[kind], other.destinations[kind]) === true,
    )
  );
}
