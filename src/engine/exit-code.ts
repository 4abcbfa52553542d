import { type Cause, type CauseKind, COLLECTORS_PROPERTY } from '../value/cause.ts';
import { DEFAULT_EXIT_POLICY, type ExitPolicy, type FailOn } from './exit-policy.ts';
import type { Finding, RunResult } from './finding.ts';

const WEIGHT: Readonly<Record<FailOn, number>> = { info: 1, warning: 2, error: 3, never: 4 };
const FAILED_READS: ReadonlySet<CauseKind> = new Set(['permission', 'throttled', 'limit']);

/**
 * 1: something fails. 3: nothing fails, but something could not be read or evaluated. 0: everything asked for was read.
 *
 * @param policy For results without one of their own.
 */
export function exitCode({ findings, errors }: RunResult, policy: ExitPolicy = DEFAULT_EXIT_POLICY): 0 | 1 | 3 {
  const counted = findings.filter((finding) => finding.affectsExitCode);
  if (counted.some((finding) => failsRun(finding, policy))) return 1;
  const undecided = counted.filter(({ outcome }) => outcome === 'unknown');
  const unread = undecided.some(({ level, dependsOn }) => level === 'error' && dependsOn.some(isFailedRead));
  const broken = counted.some(({ outcome }) => outcome === 'error');
  return errors.some(({ excludedBecause }) => excludedBecause === undefined) || unread || broken ? 3 : 0;
}

/**
 * Whether a result alone ends the run with 1.
 *
 * @param policy For a result without one of its own.
 */
export function failsRun(finding: Finding, policy: ExitPolicy = DEFAULT_EXIT_POLICY): boolean {
  return finding.affectsExitCode && endsWith1(finding, finding.exitPolicy ?? policy);
}

function endsWith1({ outcome, level }: Finding, { failOn, unknown }: ExitPolicy): boolean {
  const matters = WEIGHT[level] >= WEIGHT[failOn];
  if (outcome === 'fail') return matters;
  // Where no failure is to count, unknowns that are asked for still do.
  return outcome === 'unknown' && unknown === 'fail' && (failOn === 'never' || matters);
}

/** A property that a source does not hold is only reported; collectors that it does not hold are what was asked for. */
export function isFailedRead({ kind, property }: Cause): boolean {
  return FAILED_READS.has(kind) || (kind === 'notRead' && property === COLLECTORS_PROPERTY);
}
