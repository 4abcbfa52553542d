import type { Finding, RegistryCounts } from './finding.ts';

/**
 * Counts registries, not results: one that was judged with several parameter files counts once, as unknown if any of the
 * results that count is, as not deployed if none deploys it. The parts always add up to `listed`.
 */
export function countRegistries(findings: readonly Finding[]): RegistryCounts {
  const byRegistry = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.location.file}\n${finding.location.path}\n${finding.target.id}`;
    byRegistry.set(key, [...(byRegistry.get(key) ?? []), finding]);
  }
  const counts = { listed: 0, judged: 0, unknown: 0, gone: 0, notDeployed: 0 };
  for (const results of byRegistry.values()) {
    const counted = results.filter((finding) => finding.counted);
    const outcomes = new Set((counted.length > 0 ? counted : results).map(({ outcome }) => outcome));
    counts.listed++;
    if (outcomes.has('unknown')) counts.unknown++;
    else if (outcomes.size === 1 && outcomes.has('notApplicable')) counts.notDeployed++;
    else counts.judged++;
  }
  return counts;
}
