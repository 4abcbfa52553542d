import { countTargets } from '../engine/counts.ts';
import type { Finding, InputCounts, InputKind, Note, RunError, RunResult } from '../engine/finding.ts';
import { compareFindings, compareNotes } from '../engine/finding-order.ts';
import { version } from '../util/version.ts';

/** What a job has found, in any order but that of the notes. */
export interface Found {
  readonly findings: readonly Finding[];
  readonly errors: readonly RunError[];
  readonly notes: readonly Note[];
  readonly inputKind: InputKind;
  readonly inputs: InputCounts;
  /** The resource types that the rules of the job are for. */
  readonly types: readonly string[];
  /** Targets that were listed and deleted before they were read, by type. */
  readonly deleted?: Readonly<Record<string, number>>;
}

/** The one place that makes results, whatever was evaluated: sorted and counted. */
export function buildResult({ findings, errors, notes, inputKind, inputs, types, deleted = {} }: Found): RunResult {
  const counts = Object.entries(countTargets(findings, types)).map(([type, own]) => {
    const gone = deleted[type] ?? 0;
    return [type, { ...own, listed: own.listed + gone, deleted: gone }] as const;
  });
  return {
    tool: { name: 'acraudit', version },
    findings: findings.toSorted(compareFindings),
    errors: errors.toSorted(compareNotes),
    notes,
    targets: Object.fromEntries(counts),
    inputKind,
    inputs,
  };
}
