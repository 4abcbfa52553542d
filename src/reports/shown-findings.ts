import { failsRun } from '../engine/exit-code.ts';
import type { AppliedSuppression, Finding } from '../engine/finding.ts';
import { message } from '../messages/message.ts';
import { suppressionText } from './phrases.ts';

/** How loud a result is in the log of a CI system. */
export type Severity = 'error' | 'warning' | 'notice';

/** Results that fail, are unknown or broken, by what is expected of the reader. Their order is that of the run. */
export interface Triage {
  /** To be acted on. */
  readonly open: readonly Finding[];
  readonly known: readonly Finding[];
  readonly suppressed: readonly Finding[];
  /** Those that have no part in the exit code for another reason. */
  readonly excluded: readonly Finding[];
}

export function triage(findings: readonly Finding[]): Triage {
  const sorted = { open: [], known: [], suppressed: [], excluded: [] } satisfies Record<string, Finding[]>;
  const lists: Record<keyof Triage, Finding[]> = sorted;
  for (const finding of findings) {
    const group = groupOf(finding);
    if (group !== undefined) lists[group].push(finding);
  }
  return lists;
}

/** Undefined for what passes or does not apply. */
export function groupOf({ outcome, baseline, affectsExitCode }: Finding): keyof Triage | undefined {
  if (outcome === 'pass' || outcome === 'notApplicable') return undefined;
  if (outcome === 'suppressed') return 'suppressed';
  if (baseline === 'known') return 'known';
  return affectsExitCode ? 'open' : 'excluded';
}

/** An unknown is at most a warning, unless it is to fail the run; what cannot be evaluated is an error at any level. */
export function severityOf(finding: Finding): Severity {
  const { outcome, level } = finding;
  if (outcome === 'error') return 'error';
  if (level === 'info') return 'notice';
  return outcome === 'unknown' && !failsRun(finding) ? 'warning' : level;
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'notice'];
const OUTCOMES = ['fail', 'error', 'unknown'];

/** Where a run's own errors stand among the results. */
export const ERROR_RANK = 13;

/** The worse the lower: what fails the run, then by severity, then by outcome; of equals what is new. */
export function rankOf(finding: Finding): number {
  const exit = failsRun(finding) ? 0 : 12;
  const severity = SEVERITIES.indexOf(severityOf(finding)) * 4;
  const outcome = OUTCOMES.indexOf(finding.outcome);
  return exit + severity + outcome + (finding.comparison === 'unchanged' ? 0.5 : 0);
}

/** Why, by whom and until when a result is accepted. */
export function suppressedText(suppression: AppliedSuppression): string {
  return message('report.suppressed', { reason: suppressionText(suppression) });
}
