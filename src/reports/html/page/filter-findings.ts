import type { Outcome } from '../../../engine/finding.ts';
import type { PageData, PageFinding } from '../page-data.ts';

/** What is looked for; an absent field lets everything through. */
export interface PageFilters {
  /** Empty: all. */
  readonly outcomes: ReadonlySet<Outcome>;
  readonly group?: number;
  readonly rule?: number;
  readonly change?: PageChangeFilter;
  /** Words, all of which a result has. */
  readonly search: string;
}

export type PageChangeFilter = 'new' | 'unchanged' | 'not in the baseline' | 'in the baseline';

export interface FilteredFindings {
  /** Indexes of findings. */
  readonly shown: readonly number[];
  /** How many there would be of each outcome, whichever outcomes are chosen. */
  readonly counts: Readonly<Record<Outcome, number>>;
}

/** What is searched, in lower case: a text for each entry of each table. */
export interface SearchTexts {
  readonly targets: readonly string[];
  readonly details: readonly string[];
  readonly rules: readonly string[];
  readonly groups: readonly string[];
  readonly values: readonly string[];
}

type TableName = keyof SearchTexts;

const TABLES: readonly (readonly [TableName, (finding: PageFinding) => number])[] = [
  ['targets', ({ target }) => target],
  ['details', ({ detail }) => detail],
  ['rules', ({ rule }) => rule],
  ['groups', ({ group }) => group],
  ['values', ({ values }) => values],
];

export function searchTexts({ targets, details, rules, groups, values }: PageData): SearchTexts {
  const lower = (...texts: readonly string[]): string => texts.join('\n').toLowerCase();
  return {
    targets: targets.map(({ name, id }) => lower(name, id)),
    details: details.map(({ message, reasons, dependsOn, notes, suppression }) =>
      lower(
        message,
        ...[...reasons, ...dependsOn, ...notes].map((note) => note.message),
        suppression?.reason ?? '',
        suppression?.owner ?? '',
      ),
    ),
    rules: rules.map(({ name, ref }) => lower(name, ref)),
    groups: groups.map((group) => lower(group)),
    values: values.map((value) => lower(value)),
  };
}

/** Each entry of each table is searched once, so that many findings cost little more than looking up what was found. */
export function filterFindings(
  findings: readonly PageFinding[],
  texts: SearchTexts,
  by: PageFilters,
): FilteredFindings {
  const words = by.search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = words.map((word) =>
    TABLES.map(([name, indexOf]) => ({ indexOf, has: texts[name].map((text) => text.includes(word)) })),
  );
  const counts = { pass: 0, fail: 0, unknown: 0, error: 0, suppressed: 0, notApplicable: 0 };
  const shown: number[] = [];
  findings.forEach((finding, index) => {
    if (by.group !== undefined && finding.group !== by.group) return;
    if (by.rule !== undefined && finding.rule !== by.rule) return;
    if (by.change !== undefined && !isChange(finding, by.change)) return;
    if (!found.every((tables) => tables.some(({ indexOf, has }) => has[indexOf(finding)]))) return;
    counts[finding.outcome]++;
    if (by.outcomes.size === 0 || by.outcomes.has(finding.outcome)) shown.push(index);
  });
  return { shown, counts };
}

export function isChange({ comparison, baseline }: PageFinding, change: PageChangeFilter): boolean {
  if (change === 'new' || change === 'unchanged') return comparison === change;
  return baseline === (change === 'in the baseline' ? 'known' : 'new');
}
