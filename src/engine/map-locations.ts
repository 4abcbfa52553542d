import type { Location } from '../util/location.ts';
import { memoize } from '../value/memoize.ts';
import type { Finding, Note, RunError } from './finding.ts';

/** What has places in files. */
export interface Located {
  readonly findings: readonly Finding[];
  readonly errors: readonly RunError[];
  readonly notes: readonly Note[];
}

/** Every location, as often as it is named. */
export function* locationsIn({ findings, errors, notes }: Located): Iterable<Location> {
  for (const { location, suppression, reasons, dependsOn, notes: own } of findings) {
    yield location;
    if (suppression?.location !== undefined) yield suppression.location;
    for (const list of [reasons, dependsOn, own]) yield* locationsOf(list);
  }
  yield* locationsOf(errors);
  yield* locationsOf(notes);
}

function* locationsOf(items: readonly { readonly location?: Location }[]): Iterable<Location> {
  for (const { location } of items) if (location !== undefined) yield location;
}

/** The same with each location changed. What results share they share still, and what has no location stays itself. */
export function mapLocations({ findings, errors, notes }: Located, change: (location: Location) => Location): Located {
  const changed = memoize(change);
  const optional = <T extends { readonly location?: Location }>(item: T): T =>
    item.location === undefined ? item : { ...item, location: changed(item.location) };
  const list = <T extends { readonly location?: Location }>(items: readonly T[]): readonly T[] =>
    items.some(({ location }) => location !== undefined) ? items.map(optional) : items;
  return {
    findings: findings.map((finding) => ({
      ...finding,
      location: changed(finding.location),
      suppression: finding.suppression && optional(finding.suppression),
      reasons: list(finding.reasons),
      dependsOn: list(finding.dependsOn),
      notes: list(finding.notes),
    })),
    errors: errors.map(optional),
    notes: notes.map(optional),
  };
}
