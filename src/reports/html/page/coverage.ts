import type { Outcome } from '../../../engine/finding.ts';
import type { PageData, PageDetail, PageFinding } from '../page-data.ts';

/** Whether a category of logs is collected, and where it is sent. */
export interface CoverageCell {
  readonly state: 'yes' | 'no' | 'unknown';
  readonly destinations: readonly string[];
}

export interface CoverageView {
  /** Categories in the order of the evidence. */
  readonly categories: readonly string[];
  /** Every destination that something is sent to. */
  readonly destinations: readonly string[];
  /** Whether a finding says anything of coverage. */
  readonly covers: (finding: PageFinding) => boolean;
  readonly cellsOf: (finding: PageFinding) => readonly CoverageCell[];
}

/** Categories that fit beside each other. */
const MAX_CATEGORIES = 8;
/** What evidence has in place of a destination where there is none. */
const NO_DESTINATION = 'none';

/** What the evidence of findings says: rules whose evidence has categories and destinations are those about coverage. */
export function coverageOf({ findings, details }: PageData): CoverageView {
  const about = details.map(hasCoverage);
  const rules = new Set(findings.filter(({ detail }) => about[detail]).map(({ rule }) => rule));
  const categories = distinct(details.flatMap(categoriesOf)).slice(0, MAX_CATEGORIES);
  const destinations = [...distinct(details.flatMap((detail) => rowsOf(detail).flatMap(destinationsOf)))].sort();
  return {
    categories,
    destinations,
    covers: ({ rule, outcome }) => rules.has(rule) && outcome !== 'notApplicable',
    cellsOf: ({ detail, outcome }) => {
      const own = details[detail];
      return own === undefined ? [] : categories.map((category) => cellOf(own, outcome, category));
    },
  };
}

/** How many findings have each destination, nothing and what is unknown, by category. */
export function coverageTotals(
  { categories, destinations, cellsOf }: CoverageView,
  findings: readonly PageFinding[],
): readonly (readonly number[])[] {
  const totals = categories.map(() => [...destinations.map(() => 0), 0, 0]);
  for (const finding of findings) {
    cellsOf(finding).forEach((cell, category) => {
      const counts = totals[category] ?? [];
      const columns =
        cell.state === 'yes'
          ? cell.destinations.map((destination) => destinations.indexOf(destination))
          : [destinations.length + (cell.state === 'no' ? 0 : 1)];
      for (const column of columns) counts[column] = (counts[column] ?? 0) + 1;
    });
  }
  return totals;
}

/**
 * Certain failures have nothing that their evidence does not show. What an undecided verdict rests on is open in all of its
 * parts, so that no part of it looks like a pass.
 */
function cellOf(detail: PageDetail, outcome: Outcome, category: string): CoverageCell {
  const verdict = detail.suppression?.outcome ?? outcome;
  const rows = rowsOf(detail).filter((row) => row.category === category);
  const on = rows.filter(({ enabled }) => enabled === true).flatMap(destinationsOf);
  if (verdict === 'unknown' || verdict === 'error') return { state: 'unknown', destinations: distinct(on) };
  if (on.length > 0) return { state: 'yes', destinations: distinct(on) };
  const isOpen = rows.some(({ enabled }) => enabled === null) || (rows.length === 0 && verdict !== 'fail');
  return { state: isOpen ? 'unknown' : 'no', destinations: [] };
}

interface CoverageRow {
  readonly category: string;
  readonly destination: string;
  readonly enabled: unknown;
}

function hasCoverage({ evidence: { columns } }: PageDetail): boolean {
  return ['category', 'destination', 'enabled'].every((name) => columns.includes(name));
}

function rowsOf(detail: PageDetail): readonly CoverageRow[] {
  if (!hasCoverage(detail)) return [];
  const { columns, rows } = detail.evidence;
  const [category, destination, enabled] = ['category', 'destination', 'enabled'].map((name) => columns.indexOf(name));
  return rows.map((row) => ({
    category: String(row[category ?? -1]),
    destination: String(row[destination ?? -1]),
    enabled: row[enabled ?? -1],
  }));
}

function categoriesOf(detail: PageDetail): readonly string[] {
  return rowsOf(detail).map(({ category }) => category);
}

function destinationsOf({ destination }: CoverageRow): readonly string[] {
  return destination.split(', ').filter((name) => name !== NO_DESTINATION);
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

/** Names without what all of them begin with, as far as whole words go: `ContosoLoginEvents` → `LoginEvents`. */
export function shortNames(names: readonly string[]): readonly string[] {
  if (names.length < 2) return names;
  const words = names.map((name) => name.split(/(?=[A-Z])/));
  const [first = []] = words;
  let same = 0;
  while (words.every((own) => same < own.length - 1 && own[same] === first[same])) same++;
  return words.map((own) => own.slice(same).join(''));
}
