import type { Comparison, Finding, Note, RunError } from '../../engine/finding.ts';
import { applyBaseline, updateBaseline } from '../../engine/known/baseline.ts';
import { compareWithEarlier } from '../../engine/known/compare-with-earlier.ts';
import type { FindingPlace } from '../../engine/known/finding-place.ts';
import type { RunScope } from '../../engine/known/run-scope.ts';
import { counted } from '../../messages/counted.ts';
import { message } from '../../messages/message.ts';
import { type BaselineFile, writeBaseline } from './baseline-file.ts';
import type { KnownResults } from './known-results.ts';

/** Findings as they are known or new, and what is to be said of that. */
export interface Triaged {
  readonly findings: readonly Finding[];
  readonly errors: readonly RunError[];
  readonly notes: readonly Note[];
  readonly comparison?: Comparison;
}

interface TriagedRun {
  readonly baselineOf: (finding: Finding) => BaselineFile | undefined;
  readonly place: (finding: Finding) => FindingPlace;
  readonly covers: RunScope;
}

/** Marks sorted findings by the baselines in force, which are written first where that is asked for, and by earlier results. */
export function triage(findings: readonly Finding[], known: KnownResults, run: TriagedRun): Triaged {
  const judged = new Map<Finding, Finding>();
  const errors: RunError[] = [];
  const notes: Note[] = [];
  for (const baseline of known.baselines) {
    const own = findings.filter((finding) => run.baselineOf(finding) === baseline);
    const written = known.update ? rewritten(baseline, own, run) : undefined;
    const applied = applyBaseline(own, written?.entries ?? baseline.entries, baseline.file);
    own.forEach((finding, i) => {
      judged.set(finding, applied.findings[i] ?? finding);
    });
    errors.push(...(written?.errors ?? []));
    notes.push(...(written?.notes ?? staleNotes(baseline, applied.left.filter(run.covers).length)));
  }
  const marked = findings.map((finding) => judged.get(finding) ?? finding);
  if (known.earlier === undefined) return { findings: marked, errors, notes };
  const { name, findings: earlier } = known.earlier;
  return { ...compareWithEarlier(marked, earlier, name, run.covers), errors, notes };
}

interface RewrittenBaseline extends Pick<Triaged, 'errors' | 'notes'> {
  readonly entries: BaselineFile['entries'];
}

/** Writes a baseline anew; one that cannot be written stays in force. */
function rewritten(baseline: BaselineFile, own: readonly Finding[], { place, covers }: TriagedRun): RewrittenBaseline {
  const { entries, added, removed } = updateBaseline(baseline.entries, own, place, covers);
  const error = writeBaseline(baseline, entries);
  if (error !== undefined) return { entries: baseline.entries, errors: [error], notes: [] };
  const counts = { file: baseline.file, added, removed, count: entries.length };
  return { entries, errors: [], notes: [{ message: message('note.baseline-written', counts), important: true }] };
}

function staleNotes({ file }: BaselineFile, count: number): readonly Note[] {
  if (count === 0) return [];
  return [{ message: message('note.baseline-stale', { file, findings: counted(count, 'knownFinding') }) }];
}
