import { message } from '../../messages/message.ts';
import { compareStrings } from '../../util/paths.ts';
import type { Finding } from '../finding.ts';
import type { FindingPlace } from './finding-place.ts';
import { isKnowable, isOpen, type OpenFinding } from './knowable.ts';
import { multiset } from './multiset.ts';
import type { RunScope } from './run-scope.ts';

/** A finding that is known: its fingerprint, and enough to tell in a review what it is. */
export interface BaselineEntry extends FindingPlace {
  readonly fingerprint: string;
  readonly outcome: 'fail' | 'unknown';
  /** The name of the resource. */
  readonly target: string;
}

interface AppliedBaseline {
  readonly findings: readonly Finding[];
  /** Entries that no finding has. */
  readonly left: readonly BaselineEntry[];
}

/**
 * Marks what fails or is unknown as known or new; what is known has no part in the exit code.
 *
 * @param file The baseline as messages name it.
 */
export function applyBaseline(
  findings: readonly Finding[],
  entries: readonly BaselineEntry[],
  file: string,
): AppliedBaseline {
  const known = multiset(entries, ({ fingerprint }) => fingerprint);
  const excluded = message('note.in-baseline', { file });
  const judged = findings.map((finding): Finding => {
    if (!isOpen(finding)) return finding;
    if (!isKnowable(finding) || known.take(finding.fingerprint) === undefined) return { ...finding, baseline: 'new' };
    const { excludedBecause = excluded } = finding;
    return { ...finding, baseline: 'known', affectsExitCode: false, excludedBecause };
  });
  return { findings: judged, left: known.rest() };
}

interface UpdatedBaseline {
  readonly entries: readonly BaselineEntry[];
  readonly added: number;
  readonly removed: number;
}

/** The baseline that has everything that may be known, without what is gone. What the run did not look at stays. */
export function updateBaseline(
  entries: readonly BaselineEntry[],
  findings: readonly Finding[],
  place: (finding: Finding) => FindingPlace,
  covers: RunScope,
): UpdatedBaseline {
  const before = multiset(entries, ({ fingerprint }) => fingerprint);
  const found = findings.filter(isKnowable);
  const added = found.filter(({ fingerprint }) => before.take(fingerprint) === undefined).length;
  const kept = before.rest().filter((entry) => !covers(entry));
  return {
    entries: [...found.map((finding) => entryOf(finding, place(finding))), ...kept].sort(compareEntries),
    added,
    removed: before.rest().length - kept.length,
  };
}

function entryOf({ fingerprint, outcome, target }: OpenFinding, place: FindingPlace): BaselineEntry {
  return { fingerprint, outcome, target: target.name, ...place };
}

const ORDER = ['file', 'template', 'parameters', 'id', 'rule', 'outcome', 'fingerprint'] as const;

function compareEntries(a: BaselineEntry, b: BaselineEntry): number {
  for (const key of ORDER) {
    const order = compareStrings(a[key] ?? '', b[key] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}
