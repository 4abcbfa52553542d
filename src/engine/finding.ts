import type { ErrorCode } from '../util/error-codes.ts';
import type { Location, Range } from '../util/location.ts';
import type { Cause } from '../value/cause.ts';
import type { ExitPolicy } from './exit-policy.ts';

/** What a rule says of one target (DESIGN: outcomes). */
export type Outcome = 'pass' | 'fail' | 'unknown' | 'error' | 'suppressed' | 'notApplicable';

/** How much a failure matters, and what `--fail-on` compares with. */
export type Level = 'error' | 'warning' | 'info';

/** What the verdict rests on: the template's defaults, a parameter file or `--set`, or what Azure answered. */
export type Basis = 'defaults' | 'parameters' | 'live';

/** One cause of a failure. `id` is stable and part of the fingerprint; `message` comes from the rule's table. */
export interface ReportedReason {
  readonly id: string;
  readonly message: string;
  readonly category?: string;
  readonly location?: Location;
}

/** A table for people; every row has a cell for each column. Null: it cannot be known, or there is none. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

export type Cell = string | number | boolean | null;

/** Something worth reading beside the verdict that does not change it. */
export interface Note {
  readonly message: string;
  readonly location?: Location;
  /** Shown also where notes of its kind are not: something that was seen and not used, something that was asked for. */
  readonly important?: true;
}

export interface FindingTarget {
  readonly type: string;
  readonly name: string;
  /** What its template calls it, where the name is made by an expression: `resources > acr`, `[variables('acrName')]`. */
  readonly writtenName?: string;
  /** The resource id; unknown parts are written as their expressions. */
  readonly id: string;
  /** The template that was evaluated, where the target stands in a file that it links to. */
  readonly template?: string;
  /** The parameter file the verdict was reached with. */
  readonly parameters?: string;
}

/** One result: a rule, a target, an outcome. Plain data; reports print it and add nothing. */
export interface Finding {
  readonly rule: string;
  readonly ref: string;
  readonly level: Level;
  readonly outcome: Outcome;
  readonly target: FindingTarget;
  readonly basis: Basis;
  /** False when the target is not deployed with these values. */
  readonly isDeployed: boolean;
  /** False when the result is shown but has no part in the exit code (`--defaults auto`). */
  readonly affectsExitCode: boolean;
  /** Why it has none. */
  readonly excludedBecause?: string;
  /** What it is for the exit code, by the configuration of its input. Reports do not show it. */
  readonly exitPolicy?: ExitPolicy;
  readonly message: string;
  readonly reasons: readonly ReportedReason[];
  /** What decides an `unknown`: nothing else can change the verdict. */
  readonly dependsOn: readonly Cause[];
  readonly evidence: Table;
  readonly notes: readonly Note[];
  readonly location: Location;
  /** Survives reformatting: made of names, never of line numbers. */
  readonly fingerprint: string;
  /** What accepts it; set if and only if the outcome is `suppressed`. */
  readonly suppression: AppliedSuppression | null;
  /** Whether the baseline in force has it; without one undefined. Set where it fails or is unknown. */
  readonly baseline?: 'new' | 'known';
  /** Whether the results that the run is compared with have it; undefined where nothing is compared. */
  readonly comparison?: 'new' | 'unchanged';
  /** The change after which it passes, where `fix` was asked for one. */
  readonly fix?: FindingFix;
}

/** Where a suppression can be written. */
export type SuppressionSource = 'configuration' | 'comment' | 'metadata' | 'tag';

/** A suppression that covers a result. */
export interface AppliedSuppression {
  readonly source: SuppressionSource;
  readonly reason: string;
  readonly owner?: string;
  /** The last day on which it holds, `YYYY-MM-DD` in UTC. */
  readonly expires?: string;
  /** Where it is written; a tag of a live resource has no file. */
  readonly location?: Location;
  /** What the result would be without it. */
  readonly outcome: 'fail' | 'unknown';
}

/** A change of files, said by what it does and by the texts it puts in. */
export interface FindingFix {
  readonly description: string;
  readonly changes: readonly FileChange[];
}

export interface FileChange {
  readonly file: string;
  readonly replacements: readonly Replacement[];
}

/** The text of a range becomes another one; an empty range inserts it. */
export interface Replacement {
  readonly range: Range;
  readonly text: string;
}

/** An input that could not be read or evaluated, or a rule that crashed. */
export interface RunError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly location?: Location;
  /** Set when it exists only with values that are not deployed: it is shown and has no part in the exit code. */
  readonly excludedBecause?: string;
  /** Where the bug occurred, for `--debug`; no report holds it. */
  readonly stack?: string;
}

/** Counts of the targets of one type. `listed` = evaluated + unknown + deleted + notDeployed. */
export interface TargetCounts {
  readonly listed: number;
  readonly evaluated: number;
  readonly unknown: number;
  readonly deleted: number;
  readonly notDeployed: number;
}

/**
 * What a run counts as its inputs. A saved scan has the subscriptions or regions that it is a scan of; `export` is for files of other
 * tools, which do not say what was read.
 */
export type InputKind = 'template' | 'subscription' | 'region' | 'export';

/** A subscription or region that is inaccessible is `unreadable`. */
export interface InputCounts {
  readonly read: number;
  readonly unreadable: number;
  readonly skipped: number;
}

/** A result of an earlier run that is not found again. */
export interface FixedFinding {
  readonly rule: string;
  readonly outcome: 'fail' | 'unknown';
  readonly target: FindingTarget;
  readonly message: string;
  /** As the earlier results name it; empty for what Azure answered. */
  readonly file: string;
  readonly fingerprint: string;
}

/** What differs from earlier results: of what fails or is unknown. */
export interface Comparison {
  /** The file or the revision, as it was given. */
  readonly with: string;
  readonly new: number;
  readonly unchanged: number;
  readonly fixed: readonly FixedFinding[];
}

/** What every report gets: sorted findings, errors, notes about the run as a whole, and counts. */
export interface RunResult {
  readonly tool: { readonly name: string; readonly version: string };
  readonly findings: readonly Finding[];
  readonly errors: readonly RunError[];
  readonly notes: readonly Note[];
  /** By resource type, as the rules spell it; every type that a rule of the run is for. */
  readonly targets: Readonly<Record<string, TargetCounts>>;
  readonly inputKind: InputKind;
  readonly inputs: InputCounts;
  /** Names of subscriptions by their ids in lower case, where they were read. */
  readonly subscriptions?: Readonly<Record<string, string>>;
  readonly comparison?: Comparison;
}

/** What reports say of the rules that ran; help is Markdown. */
export interface RuleInfo {
  readonly name: string;
  readonly ref: string;
  readonly synopsis: string;
  readonly level: Level;
  readonly pillar: string;
  readonly category: string;
  readonly controls: readonly string[];
  readonly since: string;
  readonly helpUri: string;
  readonly help: string;
  /** What `fix` can change so that it passes. */
  readonly fixes: readonly ('template' | 'live' | 'policy')[];
  /** By reason id: what to do about it. */
  readonly remedies: Readonly<Record<string, string>>;
}
