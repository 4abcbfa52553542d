import { countRegistries } from '../engine/counts.ts';
import type { Finding, InputCounts, InputKind, Note, RuleInfo, RunError, RunResult } from '../engine/finding.ts';
import { compareFindings, compareNotes } from '../engine/finding-order.ts';
import { version } from '../util/version.ts';

/** What every job that evaluates rules gives back. */
export interface JobResult {
  readonly result: RunResult;
  /** The rules that ran, also those that found nothing. */
  readonly rules: readonly RuleInfo[];
}

/** What a job has found, in any order but that of the notes. */
export interface Found {
  readonly findings: readonly Finding[];
  readonly errors: readonly RunError[];
  readonly notes: readonly Note[];
  readonly inputKind: InputKind;
  readonly inputs: InputCounts;
  /** Registries that were listed and deleted before they were read. */
  readonly gone?: number;
}

/** The one place that makes results, whatever was evaluated: sorted and counted. */
export function buildResult({ findings, errors, notes, inputKind, inputs, gone = 0 }: Found): RunResult {
  const counts = countRegistries(findings);
  return {
    tool: { name: 'acraudit', version },
    findings: findings.toSorted(compareFindings),
    errors: errors.toSorted(compareNotes),
    notes,
    registries: { ...counts, listed: counts.listed + gone, gone },
    inputKind,
    inputs,
  };
}
