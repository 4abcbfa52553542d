import type { Location } from '../util/location.ts';
import type { Finding, Note, RunError } from './finding.ts';

/** What has places in files. */
export interface Located {
  readonly findings: readonly Finding[];
  readonly errors: readonly RunError[];
  readonly notes: readonly Note[];
}

/** The same with each location changed. */
export function mapLocations({ findings, errors, notes }: Located, change: (location: Location) => Location): Located {
  const optional = <T extends { readonly location?: Location }>(item: T): T =>
    item.location === undefined ? item : { ...item, location: change(item.location) };
  return {
    findings: findings.map((finding) => ({
      ...finding,
      location: change(finding.location),
      suppression: finding.suppression && optional(finding.suppression),
      reasons: finding.reasons.map(optional),
      dependsOn: finding.dependsOn.map(optional),
      notes: finding.notes.map(optional),
    })),
    errors: errors.map(optional),
    notes: notes.map(optional),
  };
}
