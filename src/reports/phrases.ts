import type { AppliedSuppression, Finding, Outcome, ReportedReason } from '../engine/finding.ts';
import { MAX_LISTED } from '../messages/listed.ts';
import { message } from '../messages/message.ts';
import type { Location } from '../util/location.ts';
import type { Cause } from '../value/cause.ts';

/** `file:line:column`, which terminals and editors turn into a link; without a range only the file. */
export function locationText(location: Location): string {
  if (location.line === undefined) return location.file;
  return `${location.file}:${location.line}:${location.column ?? 1}`;
}

/**
 * The values that the verdict rests on: a parameter file, `--set`, or the template's defaults; '' for what Azure
 * answered. Says so, and why, when the result is not counted.
 */
export function describeValues(finding: Finding): string {
  const values =
    finding.target.parameters ?? { defaults: message('label.defaults'), parameters: '--set', live: '' }[finding.basis];
  if (finding.affectsExitCode) return values;
  const why = notGating(finding.excludedBecause ?? '');
  return values === '' ? why : `${values}${message('list.comma')}${why}`;
}

/** Why a result is accepted, by whom and until when: `wiped nightly (platform, until 2027-01-31)`. */
export function suppressionText({ reason, owner, expires }: AppliedSuppression): string {
  const details = [
    ...(owner === undefined ? [] : [owner]),
    ...(expires === undefined ? [] : [message('suppression.until', { date: expires })]),
  ].join(message('list.comma'));
  return details === '' ? reason : message('suppression.line', { reason, details });
}

/** Why a result or an error has no part in the exit code. */
export function notGating(reason: string): string {
  return message('report.not-gating', { reason });
}

/** The reasons that the message does not give: it names the first few. */
export function additionalReasons({ reasons }: Finding): readonly ReportedReason[] {
  const given = givenTexts(reasons);
  return reasons.filter(({ message: text }) => !given.includes(text));
}

/** The causes that the message does not give, or that have a place to show. */
export function additionalCauses({ dependsOn }: Finding): readonly Cause[] {
  return dependsOn.filter((cause, i) => cause.location !== undefined || i >= MAX_LISTED);
}

/** Where the reasons stand that the message gives, each place once. */
export function messageLocations({ reasons }: Finding): readonly Location[] {
  const given = givenTexts(reasons);
  const found = reasons.flatMap(({ message: text, location }) =>
    location !== undefined && given.includes(text) ? [location] : [],
  );
  return [...new Map(found.map((location) => [`${locationText(location)} ${location.path}`, location])).values()];
}

/** The messages of reasons that the message of their finding gives; reasons with the same words are one for the reader. */
function givenTexts(reasons: readonly ReportedReason[]): readonly string[] {
  const given: string[] = [];
  for (const { message: text } of reasons) {
    if (given.length === MAX_LISTED) break;
    if (!given.includes(text)) given.push(text);
  }
  return given;
}

/** How many findings have each outcome, in the order of the JSON summary. */
export function countOutcomes(findings: readonly Finding[]): Record<Outcome, number> {
  const counts = { pass: 0, fail: 0, unknown: 0, error: 0, suppressed: 0, notApplicable: 0 };
  for (const finding of findings) counts[finding.outcome]++;
  return counts;
}
