import { type Cause, type CauseKind, COLLECTORS_PROPERTY } from '../value/cause.ts';
import type { Level, RunResult } from './finding.ts';

export type FailOn = Level | 'never';

export interface ExitPolicy {
  readonly failOn: FailOn;
  readonly unknown: 'report' | 'fail';
}

const WEIGHT: Readonly<Record<FailOn, number>> = { info: 1, warning: 2, error: 3, never: 4 };
const FAILED_READS: ReadonlySet<CauseKind> = new Set(['permission', 'throttled', 'limit']);

/** 1: something fails. 3: nothing fails, but something could not be read or evaluated. 0: everything asked for was read. */
export function exitCode({ findings, errors }: RunResult, { failOn, unknown }: ExitPolicy): 0 | 1 | 3 {
  const counted = findings.filter((finding) => finding.affectsExitCode);
  const matters = (level: Level): boolean => WEIGHT[level] >= WEIGHT[failOn];
  const fails = counted.some(({ outcome, level }) => outcome === 'fail' && matters(level));
  const undecided = counted.filter(({ outcome }) => outcome === 'unknown');
  // Where no failure is to count, unknowns that are asked for still do.
  const asked = unknown === 'fail' && undecided.some(({ level }) => failOn === 'never' || matters(level));
  if (fails || asked) return 1;
  const unread = undecided.some(({ level, dependsOn }) => level === 'error' && dependsOn.some(isFailedRead));
  const broken = counted.some(({ outcome }) => outcome === 'error');
  return errors.some(({ excludedBecause }) => excludedBecause === undefined) || unread || broken ? 3 : 0;
}

/** A property that a source does not hold is only reported; collectors that it does not hold are what was asked for. */
export function isFailedRead({ kind, property }: Cause): boolean {
  return FAILED_READS.has(kind) || (kind === 'notRead' && property === COLLECTORS_PROPERTY);
}
