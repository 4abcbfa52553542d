import { countTargets } from '../engine/counts.ts';
import type { Finding, InputCounts, InputKind, Note, RunError, RunResult } from '../engine/finding.ts';
import { compareFindings, compareNotes } from '../engine/finding-order.ts';
import { version } from '../util/version.ts';
import type { Triaged } from './known/triage.ts';

/** What a job has found, in any order but that of the notes. */
export interface Found {
  readonly findings: readonly Finding[];
  readonly errors: readonly RunError[];
  readonly notes: readonly Note[];
  readonly inputKind: InputKind;
  readonly inputs: InputCounts;
  /** See `RunResult`. */
  readonly subscriptions?: Readonly<Record<string, string>>;
  /** The resource types that the rules of the job are for. */
  readonly types: readonly string[];
  /** Targets that were listed and deleted before they were read, by type. */
  readonly deleted?: Readonly<Record<string, number>>;
  /** Tells known findings from new ones; the counts are those without it. */
  readonly triage?: (findings: readonly Finding[]) => Triaged;
}

/** The one place that makes results, whatever was evaluated: sorted and counted. */
export function buildResult(found: Found): RunResult {
  const { errors, notes, inputKind, inputs, subscriptions, types, deleted = {}, triage = untriaged } = found;
  const counts = Object.entries(countTargets(found.findings, types)).map(([type, own]) => {
    const gone = deleted[type] ?? 0;
    return [type, { ...own, listed: own.listed + gone, deleted: gone }] as const;
  });
  const triaged = triage(found.findings.toSorted(compareFindings));
  return {
    tool: { name: 'acraudit', version },
    findings: triaged.findings,
    errors: [...errors, ...triaged.errors].sort(compareNotes),
    notes: [...notes, ...triaged.notes],
    targets: Object.fromEntries(counts),
    inputKind,
    inputs,
    ...(subscriptions && { subscriptions }),
    ...(triaged.comparison && { comparison: triaged.comparison }),
  };
}

function untriaged(findings: readonly Finding[]): Triaged {
  return { findings, errors: [], notes: [] };
}
