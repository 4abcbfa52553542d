import { message } from '../../messages/message.ts';
import { formatPath } from '../../util/location.ts';
import { isFault, isUnknown, symbolsOf } from '../../value/value.ts';
import type { Inventory } from '../inventory.ts';
import type { Origin } from '../resource.ts';
import type { Collector, Target, TargetNote, TargetPart } from '../target.ts';
import type { AttachedSetting } from './attached-setting.ts';
import { PLATFORM_TELEMETRY_FEATURE } from './data-collection-rule.ts';
import { possibleSettings, type SettingIndex } from './setting-index.ts';

/** Notes of one kind that are shown. */
const MAX_NOTES = 5;

interface Attached {
  readonly collectors: Target['collectors'];
  /** Those of the collectors that stand in another file, each place once. */
  readonly crossFile: readonly Collector[];
  readonly inventory: Inventory;
  /** Set where settings of other files that may be meant are worth a note. */
  readonly index: SettingIndex | undefined;
}

/** What is worth reading about the collectors of a target beside a verdict. */
export function collectorNotes(
  target: Pick<Target, 'id'>,
  { collectors, crossFile, inventory, index }: Attached,
): readonly TargetNote[] {
  const candidates = index === undefined ? [] : possibleSettings(inventory, target, index).slice(0, MAX_NOTES);
  const note = (text: string, origin: Origin): TargetNote => ({ message: text, origin });
  const attached = isUnknown(collectors) || isFault(collectors) ? [] : collectors;
  const isUnread =
    index !== undefined && !isUnknown(collectors) && inventory.areAssociationsUnread?.(target.id) === true;
  return [
    ...(isUnread ? [note(message('note.associations-unread'), {})] : []),
    ...crossFile.map((one) =>
      note(message('note.attached-across-files', { collector: collectorName(one) }), one.origin),
    ),
    ...candidates.map((one) => note(message('note.may-cover', { collector: collectorName(one) }), one.origin)),
    ...inventory.modules
      .filter(({ cause }) => cause === undefined)
      .slice(0, MAX_NOTES)
      .map(({ link, origin }) => note(message('note.module-unread', { link }), origin)),
    ...attached
      .filter(({ deployed }) => symbolsOf(deployed).some(({ cause }) => cause.kind === 'runtime'))
      .map(({ origin }) => note(message('note.runtime-condition'), origin)),
    ...previewNotes(attached),
  ];
}

/** Data collection rules that may carry logs do so by a preview. */
export function previewNotes(attached: readonly Collector[]): readonly TargetNote[] {
  return attached
    .filter(carriesSomething)
    .slice(0, MAX_NOTES)
    .map(({ label, origin }) => ({
      message: message('note.collection-preview', { rule: label, feature: PLATFORM_TELEMETRY_FEATURE }),
      origin,
    }));
}

/** Whether a collector is a data collection rule that may carry a part of what its resource logs. */
function carriesSomething({ kind, applies, isOpaque, logs }: Collector): boolean {
  const isEmpty = Array.isArray(logs) && logs.length === 0;
  return kind === 'dataCollectionRule' && applies !== false && isOpaque !== true && !isEmpty;
}

/** The settings of a target under the names that messages give them. */
export function settingParts(collectors: Target['collectors']): readonly TargetPart[] {
  if (isUnknown(collectors) || isFault(collectors)) return [];
  return collectors.map((setting) => ({
    label: collectorName({ ...setting, label: labelOf(setting) }),
    values: [setting.id, setting.applies, setting.logs, ...Object.values(setting.destinations)],
  }));
}

/** A collector as messages name it: `diagnostic setting 'audit'`. */
export function collectorName({ kind, label }: Pick<Collector, 'kind' | 'label'>): string {
  return kind === 'setting'
    ? message('part.setting', { setting: label })
    : message('part.collection-rule', { rule: label });
}

function labelOf({ name, label, origin }: AttachedSetting): string {
  return isFault(name) ? message('part.at', { path: formatPath(origin.path ?? []) }) : label;
}
