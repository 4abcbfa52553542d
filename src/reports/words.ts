import type { Finding, Outcome } from '../engine/finding.ts';
import type { Location } from '../model/location.ts';

/** `file:line:column`, which terminals and editors turn into a link; without a range only the file. */
export function place(location: Location): string {
  if (location.line === undefined) return location.file;
  return `${location.file}:${location.line}:${location.column ?? 1}`;
}

/**
 * The values that the verdict rests on: a parameter file, `--set`, or the template's defaults; '' for what Azure
 * answered. Says so when the result is not counted.
 */
export function valuesUsed(finding: Finding, filesWithParameters: ReadonlySet<string>): string {
  const values = finding.target.parameters ?? { defaults: 'defaults', parameters: '--set', live: '' }[finding.basis];
  if (finding.counted) return values;
  const why = finding.basis === 'defaults' && filesWithParameters.has(finding.location.file);
  return `${values}${values === '' ? '' : ', '}not counted${why ? ': parameter files exist' : ''}`;
}

/** Files of which some result was reached with a parameter file. */
export function filesWithParameters(findings: readonly Finding[]): ReadonlySet<string> {
  const files = new Set<string>();
  for (const finding of findings) if (finding.target.parameters !== undefined) files.add(finding.location.file);
  return files;
}

/** How many findings have each outcome, in the order of the JSON summary. */
export function countOutcomes(findings: readonly Finding[]): Record<Outcome, number> {
  const counts = { pass: 0, fail: 0, unknown: 0, error: 0, suppressed: 0, notApplicable: 0 };
  for (const finding of findings) counts[finding.outcome]++;
  return counts;
}
