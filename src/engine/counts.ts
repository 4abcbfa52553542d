import type { Finding, Outcome, RegistryCounts } from './finding.ts';

/** What the results of one registry are, as bits: those that count, and all of them. */
interface Seen {
  counted: number;
  all: number;
}

const UNKNOWN = 1;
const NOT_DEPLOYED = 2;
const JUDGED = 4;

/**
 * Counts registries, not results: one that was judged with several parameter files counts once, as unknown if any of the
 * results that count is, as not deployed if none deploys it. The parts always add up to `listed`.
 */
export function countRegistries(findings: readonly Finding[]): RegistryCounts {
  const counts = { listed: 0, judged: 0, unknown: 0, gone: 0, notDeployed: 0 };
  for (const byId of resultsByPlace(findings).values()) {
    for (const { counted, all } of byId.values()) {
      const outcomes = counted === 0 ? all : counted;
      counts.listed++;
      if ((outcomes & UNKNOWN) !== 0) counts.unknown++;
      else if (outcomes === NOT_DEPLOYED) counts.notDeployed++;
      else counts.judged++;
    }
  }
  return counts;
}

/** By file and path, and by id: what Azure answered has one place for 100,000 ids. */
function resultsByPlace(findings: readonly Finding[]): ReadonlyMap<string, ReadonlyMap<string, Seen>> {
  const places = new Map<string, Map<string, Seen>>();
  for (const { location, target, counted, outcome } of findings) {
    const place = `${location.file}\n${location.path}`;
    const byId = places.get(place) ?? new Map<string, Seen>();
    places.set(place, byId);
    const seen = byId.get(target.id) ?? { counted: 0, all: 0 };
    byId.set(target.id, seen);
    seen.all |= bitOf(outcome);
    if (counted) seen.counted |= bitOf(outcome);
  }
  return places;
}

function bitOf(outcome: Outcome): number {
  if (outcome === 'unknown') return UNKNOWN;
  return outcome === 'notApplicable' ? NOT_DEPLOYED : JUDGED;
}
