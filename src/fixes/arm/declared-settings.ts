import type { AttachedSetting } from '../../model/azure/attached-setting.ts';
import { DESTINATIONS, type DestinationKind } from '../../model/azure/destinations.ts';
import { logEntry } from '../../model/azure/diagnostic-setting.ts';
import type { Target } from '../../model/target.ts';
import { sameId } from '../../value/resource-id.ts';
import { canonicalKey, isArray, isFault, isUnknown, type Value } from '../../value/value.ts';
import type { FixDestination } from '../fix-options.ts';
import { hasDestination, isProtected } from '../fix-options.ts';
import type { FixRequest } from './fix-plan.ts';
import { type ResourceContext, resourceContext } from './resource-context.ts';

/** A declared setting of a registry, as evaluated with each set of values. */
export interface DeclaredSetting {
  readonly versions: readonly AttachedSetting[];
  readonly first: AttachedSetting;
  /** In every version it is deployed whenever the registry is. */
  readonly isAlwaysDeployed: boolean;
  /** Every registry of the declaration has it; with a copy loop, some may not. */
  readonly isOnEveryRegistry: boolean;
  /** A copy loop creates several copies of it on one registry. */
  readonly isRepeatedByLoop: boolean;
  /** It is not deployed in any version. */
  readonly isNeverDeployed: boolean;
}

/** The settings of the registries of one declaration, each declaration once. */
export function declaredSettings(registries: readonly Target[]): readonly DeclaredSetting[] {
  let readable = 0;
  const groups = new Map<string, { versions: AttachedSetting[]; registries: Target[] }>();
  for (const registry of registries) {
    if (isUnknown(registry.collectors) || isFault(registry.collectors)) continue;
    readable++;
    for (const setting of registry.collectors.filter(({ kind }) => kind === 'setting')) {
      const { file, path } = setting.origin;
      const key = `${setting.isOpaque === true}\n${file}\n${JSON.stringify(path)}`;
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
    isOnEveryRegistry: new Set(own).size === readable,
    isRepeatedByLoop: new Set(own).size < own.length,
    first: versions[0] as AttachedSetting,
    isAlwaysDeployed: versions.every(
      ({ applies }, i) => applies === true || canonicalKey(applies) === canonicalKey(own[i]?.deployed ?? null),
    ),
    isNeverDeployed: versions.every(({ applies }) => applies === false),
  }));
}

/** A setting as what is fixed declares it; undefined where another file does that is no part of it. */
export function contextOfSetting(
  { context, root, placeOf, writer }: Pick<FixRequest, 'context' | 'root' | 'placeOf' | 'writer'>,
  { origin: { file, path = [] } }: AttachedSetting,
): ResourceContext | undefined {
  const place = file === undefined ? undefined : placeOf(file, path);
  return place && resourceContext(context.file, root, place, writer.moduleAt);
}

const DESTINATION_KINDS = Object.keys(DESTINATIONS) as DestinationKind[];

export type DestinationRelation = 'same' | 'different' | 'nowhere' | 'unknown';

/** How the destinations of a setting compare with the wanted one. Without a wanted one any destination matches. */
export function relationTo(wanted: FixDestination, { destinations }: AttachedSetting): DestinationRelation {
  const sends = DESTINATION_KINDS.filter((kind) => isPresent(destinations[kind]));
  if (sends.length === 0) return 'nowhere';
  if (!hasDestination(wanted)) return 'same';
  const answers = DESTINATION_KINDS.flatMap((kind) => {
    const id = destinationId(wanted, kind);
    if (id === undefined) return [];
    return isPresent(destinations[kind]) ? [sameId(destinations[kind], id)] : [false];
  });
  if (answers.some((answer) => answer === false)) return 'different';
  return answers.every((answer) => answer === true) ? 'same' : 'unknown';
}

function isPresent(id: Value): boolean {
  return id !== null && id !== '';
}

function destinationId(destination: FixDestination, kind: DestinationKind): string | undefined {
  if (kind === 'partner') return undefined;
  const id = destination[DESTINATIONS[kind] as keyof FixDestination];
  return id === '' ? undefined : id;
}

/** Whether a setting is there with every registry of the declaration, sends somewhere and may be edited. */
export function isUsable(declared: DeclaredSetting, protect: readonly string[]): boolean {
  const { first, versions, isAlwaysDeployed, isOnEveryRegistry, isRepeatedByLoop } = declared;
  const isFixed = typeof first.name === 'string' && isProtected(first.name, protect);
  return (
    first.isOpaque !== true &&
    !isFixed &&
    isAlwaysDeployed &&
    isOnEveryRegistry &&
    !isRepeatedByLoop &&
    versions.every((version) => relationTo({}, version) === 'same')
  );
}

/** Whether Azure may reject a setting because another one sends the same logs to the same destination (409). */
export function mayConflict(destination: FixDestination, other: AttachedSetting): boolean {
  if (!mayLogAudit(other)) return false;
  return DESTINATION_KINDS.some((kind) => {
    const id = destinationId(destination, kind);
    if (id === undefined || !isPresent(other.destinations[kind])) return false;
    // An expression of the template is not evaluated here; it may be any id.
    return id.startsWith('[') || sameId(other.destinations[kind], id) !== false;
  });
}

/** Whether two existing settings may share a destination. */
export function mayShareDestination(one: AttachedSetting, other: AttachedSetting): boolean {
  return DESTINATION_KINDS.some(
    (kind) =>
      isPresent(one.destinations[kind]) &&
      isPresent(other.destinations[kind]) &&
      sameId(one.destinations[kind], other.destinations[kind]) !== false,
  );
}

/** Whether a setting collects, or may collect, logs that an audit setting collects too. */
export function mayLogAudit({ logs }: AttachedSetting): boolean {
  if (!isArray(logs)) return logs !== null;
  return logs.some((entry) => logEntry(entry).enabled !== false);
}
