import type { Finding } from './finding.ts';

/** Different parts that are remembered; beyond that, sharing begins anew. */
const MOST_PARTS = 20_000;
const LONGEST_KEY = 20_000;

/**
 * Lets findings share the parts that are equal: most registries of a tenant have one of a few sets of settings, so 100,000
 * findings have few different reasons. Findings are plain data that nobody changes.
 */
export function createSharing(): (finding: Finding) => Finding {
  const parts = new Map<string, unknown>();
  const shared = <T>(part: T): T => {
    const key = JSON.stringify(part);
    if (key.length > LONGEST_KEY) return part;
    const known = parts.get(key) as T | undefined;
    if (known !== undefined) return known;
    if (parts.size === MOST_PARTS) parts.clear();
    parts.set(key, part);
    return part;
  };
  return (finding) => ({
    ...finding,
    message: shared(finding.message),
    reasons: shared(finding.reasons),
    dependsOn: shared(finding.dependsOn),
    coverage: shared(finding.coverage),
    notes: shared(finding.notes),
    location: shared(finding.location),
  });
}
