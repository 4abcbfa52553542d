import type { Finding, Note, Outcome, Reason } from '../engine/finding.ts';
import type { Location } from '../util/location.ts';
import { type Cause, causePhrase } from '../value/cause.ts';

/** `file:line:column`, which terminals and editors turn into a link; without a range only the file. */
export function place(location: Location): string {
  if (location.line === undefined) return location.file;
  return `${location.file}:${location.line}:${location.column ?? 1}`;
}

/** Why a result is not counted stands in a note of this beginning. */
const NOT_COUNTED = 'not counted';

/**
 * The values that the verdict rests on: a parameter file, `--set`, or the template's defaults; '' for what Azure
 * answered. Says so, and why, when the result is not counted.
 */
export function valuesUsed(finding: Finding): string {
  const values = finding.target.parameters ?? { defaults: 'defaults', parameters: '--set', live: '' }[finding.basis];
  if (finding.counted) return values;
  const why = finding.notes.find(({ message }) => message.startsWith(NOT_COUNTED))?.message ?? NOT_COUNTED;
  return `${values}${values === '' ? '' : ', '}${why}`;
}

/** The notes that stand on their own; why a result is not counted is said with the values. */
export function ownNotes({ notes }: Finding): readonly Note[] {
  return notes.filter(({ message }) => !message.startsWith(NOT_COUNTED));
}

/** The reasons that the message does not give already. */
export function furtherReasons({ message, reasons }: Finding): readonly Reason[] {
  return reasons.filter((reason) => !message.includes(reason.message));
}

/** The causes that the message does not give already, or that have a place to show. */
export function furtherCauses({ message, dependsOn }: Finding): readonly Cause[] {
  return dependsOn.filter((cause) => cause.location !== undefined || !message.includes(causePhrase(cause)));
}

/** Where the reasons stand that the message gives, each place once. */
export function placesOfMessage({ message, reasons }: Finding): readonly Location[] {
  const found = reasons.flatMap(({ message: text, location }) =>
    location !== undefined && message.includes(text) ? [location] : [],
  );
  return [...new Map(found.map((location) => [`${place(location)} ${location.path}`, location])).values()];
}

/** How many findings have each outcome, in the order of the JSON summary. */
export function countOutcomes(findings: readonly Finding[]): Record<Outcome, number> {
  const counts = { pass: 0, fail: 0, unknown: 0, error: 0, suppressed: 0, notApplicable: 0 };
  for (const finding of findings) counts[finding.outcome]++;
  return counts;
}
