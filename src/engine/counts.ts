import type { Finding, TargetCounts } from './finding.ts';

/** What the results of one target are: of those that affect the exit code, and of all. Bits, for 100,000 targets. */
interface TargetOutcomes {
  gating: number;
  all: number;
}

const UNKNOWN = 1;
const NOT_DEPLOYED = 2;
const EVALUATED = 4;

/**
 * Counts targets by type, not results: one that was evaluated with several parameter files or rules counts once, as unknown
 * if any of its results that affect the exit code is, as not deployed if none deploys it. The parts add up to `listed`.
 *
 * @param types The types that the rules of the run are for, in their spelling; each has an entry.
 */
export function countTargets(findings: readonly Finding[], types: readonly string[]): Record<string, TargetCounts> {
  const counts = new Map(types.filter((type) => type !== '*').map((type) => [type.toLowerCase(), { type, ...NONE }]));
  for (const byId of resultsByPlace(findings).values()) {
    for (const { type, seen } of byId.values()) {
      const outcomes = seen.gating === 0 ? seen.all : seen.gating;
      const own = counts.get(type.toLowerCase()) ?? { type, ...NONE };
      counts.set(type.toLowerCase(), own);
      own.listed++;
      if ((outcomes & UNKNOWN) !== 0) own.unknown++;
      else if (outcomes === NOT_DEPLOYED) own.notDeployed++;
      else own.evaluated++;
    }
  }
  return Object.fromEntries([...counts.values()].map(({ type, ...own }) => [type, own]));
}

const NONE = { listed: 0, evaluated: 0, unknown: 0, deleted: 0, notDeployed: 0 };

/** By file and path, and by id: what Azure answered has one place for 100,000 ids. */
function resultsByPlace(
  findings: readonly Finding[],
): ReadonlyMap<string, ReadonlyMap<string, { readonly type: string; readonly seen: TargetOutcomes }>> {
  const places = new Map<string, Map<string, { readonly type: string; readonly seen: TargetOutcomes }>>();
  for (const finding of findings) {
    const { location, target, affectsExitCode } = finding;
    const place = `${location.file}\n${location.path}`;
    const byId = places.get(place) ?? new Map<string, { readonly type: string; readonly seen: TargetOutcomes }>();
    places.set(place, byId);
    const { seen } = byId.get(target.id) ?? { seen: { gating: 0, all: 0 } };
    byId.set(target.id, { type: target.type, seen });
    seen.all |= bitOf(finding);
    if (affectsExitCode) seen.gating |= bitOf(finding);
  }
  return places;
}

/** To accept a result makes it no better known. */
function bitOf({ outcome, isDeployed, suppression }: Finding): number {
  if ((suppression?.outcome ?? outcome) === 'unknown') return UNKNOWN;
  return isDeployed ? EVALUATED : NOT_DEPLOYED;
}
