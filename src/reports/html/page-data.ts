import type { Cell, Level, Outcome, SuppressionSource } from '../../engine/finding.ts';

/*
 * What the page of the HTML report is given, as JSON. Every text is as it is shown: invisible characters are escaped, and
 * what is too long is cut. Findings of a large tenant have much in common, so they point into tables by index.
 */

export interface PageData {
  readonly findings: readonly PageFinding[];
  readonly targets: readonly PageTarget[];
  readonly details: readonly PageDetail[];
  readonly rules: readonly PageRule[];
  /** Files, or subscriptions where a result has no file. */
  readonly groups: readonly string[];
  /** What verdicts rest on: parameter files, and whether a result counts. */
  readonly values: readonly string[];
  readonly groupLabel: 'File' | 'Subscription' | 'Region';
  readonly errors: readonly PageProblem[];
  readonly notes: readonly PageNote[];
  readonly comparison?: PageComparison;
  /** Texts of the page itself in another language, by the English ones. */
  readonly words?: Readonly<Record<string, string>>;
}

/** Numbers are indexes of the tables. */
export interface PageFinding {
  readonly outcome: Outcome;
  readonly rule: number;
  readonly target: number;
  readonly group: number;
  readonly values: number;
  readonly detail: number;
  /** `file:line:column`; absent for what Azure answered. */
  readonly place?: string;
  readonly path?: string;
  readonly baseline?: 'new' | 'known';
  readonly comparison?: 'new' | 'unchanged';
  /** Shown, without a part in the exit code. */
  readonly isExcluded?: true;
}

export interface PageTarget {
  readonly name: string;
  readonly id: string;
  readonly type: string;
}

export interface PageRule {
  readonly name: string;
  readonly ref: string;
  readonly synopsis: string;
}

/** What findings may share. */
export interface PageDetail {
  readonly level: Level;
  readonly message: string;
  readonly reasons: readonly PageNote[];
  readonly dependsOn: readonly PageNote[];
  readonly evidence: PageTable;
  readonly notes: readonly PageNote[];
  readonly remedies: readonly string[];
  readonly suppression?: PageSuppression;
  readonly fix?: PageFix;
}

/** A sentence, and the place that it is about. */
export interface PageNote {
  readonly message: string;
  readonly place?: string;
}

export interface PageProblem extends PageNote {
  readonly code: string;
  readonly excludedBecause?: string;
}

export interface PageTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

export interface PageSuppression {
  readonly source: SuppressionSource;
  readonly reason: string;
  readonly owner?: string;
  readonly expires?: string;
  readonly place?: string;
  readonly outcome: 'fail' | 'unknown';
}

export interface PageFix {
  readonly description: string;
  readonly changes: readonly PageChange[];
}

/** The text that takes the place of a range; it may have several lines. */
export interface PageChange {
  readonly place: string;
  readonly text: string;
}

export interface PageComparison {
  readonly with: string;
  readonly new: number;
  readonly unchanged: number;
  readonly fixed: readonly PageFixed[];
}

export interface PageFixed {
  readonly rule: string;
  readonly outcome: 'fail' | 'unknown';
  readonly name: string;
  readonly message: string;
  readonly group: string;
}
