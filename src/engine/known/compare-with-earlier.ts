import { compareStrings } from '../../util/paths.ts';
import type { Comparison, Finding, FixedFinding } from '../finding.ts';
import type { FindingPlace } from './finding-place.ts';
import { isOpen } from './knowable.ts';
import { multiset } from './multiset.ts';
import type { RunScope } from './run-scope.ts';

/** A result of an earlier run that failed or was unknown. */
export interface EarlierFinding extends FixedFinding {
  /** Undefined where it cannot be told what its files are called here. */
  readonly place?: FindingPlace;
}

interface ComparedFindings {
  readonly findings: readonly Finding[];
  readonly comparison: Comparison;
}

/**
 * Marks what fails or is unknown as new or unchanged. Fixed is what no finding is any more, a suppressed one included, and
 * what this run would have found again.
 *
 * @param name What the earlier results are, as it was given.
 */
export function compareWithEarlier(
  findings: readonly Finding[],
  earlier: readonly EarlierFinding[],
  name: string,
  covers: RunScope,
): ComparedFindings {
  const before = multiset(earlier, ({ fingerprint }) => fingerprint);
  const judged = findings.map((finding): Finding => {
    if (!isOpen(finding)) return finding;
    return { ...finding, comparison: before.take(finding.fingerprint) === undefined ? 'new' : 'unchanged' };
  });
  for (const { outcome, fingerprint } of findings) if (outcome === 'suppressed') before.take(fingerprint);
  const count = (which: Finding['comparison']): number =>
    judged.filter(({ comparison }) => comparison === which).length;
  const fixed = before
    .rest()
    .filter(({ place }) => place !== undefined && covers(place))
    .map(({ place: _, ...own }) => own)
    .sort(compareFixed);
  return { findings: judged, comparison: { with: name, new: count('new'), unchanged: count('unchanged'), fixed } };
}

function compareFixed(a: FixedFinding, b: FixedFinding): number {
  return (
    compareStrings(a.file, b.file) ||
    compareStrings(a.target.id.toLowerCase(), b.target.id.toLowerCase()) ||
    compareStrings(a.rule, b.rule) ||
    compareStrings(a.target.parameters ?? '', b.target.parameters ?? '') ||
    compareStrings(a.fingerprint, b.fingerprint)
  );
}
