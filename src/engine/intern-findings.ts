import type { Finding } from './finding.ts';

/** Different parts that are remembered; beyond that, sharing starts over. */
const MAX_PARTS = 20_000;
const MAX_KEY_CHARACTERS = 20_000;

/**
 * Lets findings share the parts that are equal: most resources of a tenant are set up in one of a few ways, so 100,000
 * findings have few different reasons. Findings are plain data that never change.
 */
export function createFindingInterner(): (finding: Finding) => Finding {
  const parts = new Map<string, unknown>();
  const shared = <T>(part: T): T => {
    const key = JSON.stringify(part);
    if (key.length > MAX_KEY_CHARACTERS) return part;
    const known = parts.get(key) as T | undefined;
    if (known !== undefined) return known;
    if (parts.size === MAX_PARTS) parts.clear();
    parts.set(key, part);
    return part;
  };
  return (finding) => ({
    ...finding,
    message: shared(finding.message),
    reasons: shared(finding.reasons),
    dependsOn: shared(finding.dependsOn),
    evidence: shared(finding.evidence),
    notes: shared(finding.notes),
    location: shared(finding.location),
    suppression: finding.suppression && shared(finding.suppression),
  });
}
