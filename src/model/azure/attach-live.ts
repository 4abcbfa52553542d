import { listed } from '../../messages/listed.ts';
import { message } from '../../messages/message.ts';
import { sameResource } from '../../value/resource-id.ts';
import { reveal } from '../../value/secure.ts';
import { lowerCaseLiteral, pathSegments } from '../../value/symbolic-string.ts';
import { isFault, isUnknown, type Value } from '../../value/value.ts';
import type { Inventory } from '../inventory.ts';
import type { Collector, Target, TargetNote } from '../target.ts';
import { previewNotes, settingParts } from './collector-notes.ts';
import { declaredRules, liveCollectors, type RegistryCollectors } from './live-collectors.ts';
import { isType, REGISTRY_TYPE } from './resource-types.ts';
import { knownId, type SettingIndex } from './setting-index.ts';

/** What a scan knows of the registries that templates declare. Ids and names are in lower case. */
export interface LiveState {
  /** The day of the scan, `YYYY-MM-DD`. */
  readonly scannedAt: string;
  readonly registries: ReadonlyMap<string, ScannedRegistry>;
  /** The ids of all registries that the scan saw, as Azure writes them, by name. */
  readonly idsByName: ReadonlyMap<string, readonly string[]>;
  /** Ids of subscriptions that the scan could not read. */
  readonly inaccessible: ReadonlySet<string>;
}

/** What a scan saw of a registry, and what it could not read of it. */
export interface ScannedRegistry extends RegistryCollectors {
  readonly areSettingsRead: boolean;
  readonly areRulesRead: boolean;
}

/**
 * Joins what is live to the registries of a template, as far as their ids are known: of another one nothing counts, since
 * it may be any registry of the scan. What the scan could not read counts as nothing, never as a pass.
 */
export function attachLive(
  targets: readonly Target[],
  inventory: Inventory,
  index: SettingIndex,
  state: LiveState,
): readonly Target[] {
  return targets.map((target) => {
    if (!isType(target.type, REGISTRY_TYPE)) return target;
    const notes = liveNotes(target, state);
    const collectors = withLive(target, inventory, index, state);
    return {
      ...target,
      collectors,
      parts: () => settingParts(collectors),
      notes: (isOpen) => [...target.notes(isOpen), ...previewNotes(liveOf({ collectors })), ...(isOpen ? notes() : [])],
    };
  });
}

function withLive(
  { id, collectors }: Target,
  inventory: Inventory,
  index: SettingIndex,
  { registries, scannedAt }: LiveState,
): Target['collectors'] {
  const found = registries.get(knownId(id) ?? '');
  if (found === undefined || isUnknown(collectors) || isFault(collectors)) return collectors;
  // They stand first: where two collectors are at odds, it is a declared one that is pointed at.
  return [...liveCollectors(found, scannedAt, collectors, declaredRules(inventory, id, index)), ...collectors];
}

/** The live collectors of a target that count, or may count. */
export function liveOf({ collectors }: Pick<Target, 'collectors'>): readonly Collector[] {
  if (isUnknown(collectors) || isFault(collectors)) return [];
  return collectors.filter(({ live, applies }) => live !== undefined && applies !== false);
}

function liveNotes({ id }: Target, state: LiveState): () => readonly TargetNote[] {
  const { scannedAt: date, registries, inaccessible } = state;
  const note = (text: string): TargetNote => ({ message: text, origin: {} });
  const own = knownId(id);
  if (own === undefined) {
    return () => {
      const candidates = possibleRegistries(id, state);
      return candidates.length === 0
        ? []
        : [note(message('note.live-may-be', { date, registries: listed(candidates) }))];
    };
  }
  const found = registries.get(own);
  const subscription = own.split('/')[2] ?? '';
  return () => [
    ...(found?.areSettingsRead === false ? [note(message('note.live-settings-unread', { date }))] : []),
    ...(found?.areRulesRead === false ? [note(message('note.live-rules-unread', { date }))] : []),
    ...(inaccessible.has(subscription) ? [note(message('note.live-subscription-unread', { date, subscription }))] : []),
  ];
}

/** Registries of a scan that are compared with one whose name is not known. */
const MAX_COMPARED = 500;

function possibleRegistries(id: Value, { idsByName }: LiveState): readonly string[] {
  if (isFault(id)) return [];
  const name = lowerCaseLiteral(pathSegments(reveal(id)).at(-1));
  const candidates = name === undefined ? [...idsByName.values()].flat() : (idsByName.get(name) ?? []);
  return candidates.slice(0, MAX_COMPARED).filter((one) => isUnknown(sameResource(id, one)));
}
