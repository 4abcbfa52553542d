import type { AttachedSetting } from '../../model/azure/attached-setting.ts';
import { DESTINATIONS, type DestinationKind } from '../../model/azure/destinations.ts';
import { logEntry } from '../../model/azure/diagnostic-setting.ts';
import type { Target } from '../../model/target.ts';
import { sameId } from '../../value/resource-id.ts';
import { isArray, isFault, isUnknown, keyOf, type Value } from '../../value/value.ts';
import type { FixDestination } from '../fix-settings.ts';
import { hasDestination } from '../fix-settings.ts';

/** A setting of a registry as it is written once, with what every set of values makes of it. */
export interface WrittenSetting {
  readonly versions: readonly AttachedSetting[];
  readonly first: AttachedSetting;
  /** It is deployed with the registry in every version. */
  readonly isActive: boolean;
  /** Every registry has it; where a loop makes several registries, some may be without. */
  readonly isForAll: boolean;
  /** A loop makes several of it for one registry. */
  readonly isManifold: boolean;
  /** It is not deployed in any. */
  readonly isIdle: boolean;
}

/** The settings of registries that stand in one place, each place once. */
export function writtenSettings(registries: readonly Target[]): readonly WrittenSetting[] {
  let readable = 0;
  const groups = new Map<string, { versions: AttachedSetting[]; registries: Target[] }>();
  for (const registry of registries) {
    if (isUnknown(registry.collectors) || isFault(registry.collectors)) continue;
    readable++;
    for (const setting of registry.collectors) {
      const { file, path } = setting.origin;
      const key = `${setting.isUnread === true}\n${file}\n${JSON.stringify(path)}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { versions: [setting], registries: [registry] });
      else {
        group.versions.push(setting);
        group.registries.push(registry);
      }
    }
  }
  return [...groups.values()].map(({ versions, registries: own }) => ({
    versions,
    isForAll: new Set(own).size === readable,
    isManifold: new Set(own).size < own.length,
    first: versions[0] as AttachedSetting,
    isActive: versions.every(
      ({ applies }, i) => applies === true || keyOf(applies) === keyOf(own[i]?.deployed ?? null),
    ),
    isIdle: versions.every(({ applies }) => applies === false),
  }));
}

const KINDS = Object.keys(DESTINATIONS) as DestinationKind[];

export type Relation = 'same' | 'different' | 'nowhere' | 'unknown';

/** How what a setting sends to compares with where logs are wanted. Without a wish anything it sends to is right. */
export function relationTo(wanted: FixDestination, { destinations }: AttachedSetting): Relation {
  const sends = KINDS.filter((kind) => isPresent(destinations[kind]));
  if (sends.length === 0) return 'nowhere';
  if (!hasDestination(wanted)) return 'same';
  const answers = KINDS.flatMap((kind) => {
    const id = idOf(wanted, kind);
    if (id === undefined) return [];
    return isPresent(destinations[kind]) ? [sameId(destinations[kind], id)] : [false];
  });
  if (answers.some((answer) => answer === false)) return 'different';
  return answers.every((answer) => answer === true) ? 'same' : 'unknown';
}

function isPresent(id: Value): boolean {
  return id !== null && id !== '';
}

function idOf(destination: FixDestination, kind: DestinationKind): string | undefined {
  if (kind === 'partner') return undefined;
  const id = destination[DESTINATIONS[kind] as keyof FixDestination];
  return id === '' ? undefined : id;
}

/** Whether Azure may refuse a setting because another one sends the same logs to the same place (409). */
export function mayCollide(destination: FixDestination, other: AttachedSetting): boolean {
  if (!mayLogAudit(other)) return false;
  return KINDS.some((kind) => {
    const id = idOf(destination, kind);
    if (id === undefined || !isPresent(other.destinations[kind])) return false;
    // An expression of the template is not evaluated here; it may be any id.
    return id.startsWith('[') || sameId(other.destinations[kind], id) !== false;
  });
}

/** The same question for two settings that are there already. */
export function maySharePlace(one: AttachedSetting, other: AttachedSetting): boolean {
  return KINDS.some(
    (kind) =>
      isPresent(one.destinations[kind]) &&
      isPresent(other.destinations[kind]) &&
      sameId(one.destinations[kind], other.destinations[kind]) !== false,
  );
}

/** Whether a setting logs, or may log, anything at all that an audit setting logs too. */
export function mayLogAudit({ logs }: AttachedSetting): boolean {
  if (!isArray(logs)) return logs !== null;
  return logs.some((entry) => logEntry(entry).enabled !== false);
}
