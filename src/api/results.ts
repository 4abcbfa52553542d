import type { FileChange, Finding, Note, RuleInfo, RunResult } from '../engine/finding.ts';
import type { PlannedRegistry } from '../fixes/live/live-plan.ts';
import type { ExpandedJson } from '../sources/arm/expanded-json.ts';
import type { JsonValue } from '../sources/arm/json/json-value.ts';
import type { LocatedProblem } from '../sources/arm/read-json-file.ts';
import type { InventoryProblem } from '../sources/arm/template-inventory.ts';

/** What every job that evaluates rules gives back. */
export interface JobResult {
  readonly result: RunResult;
  /** The rules that ran, also those that found nothing. */
  readonly rules: readonly RuleInfo[];
}

/** Results before the fix, or after it where files are written, and what the fix is. */
export interface TemplateFixes extends JobResult {
  /** What becomes of each registry that fails, for each rule that there are fixes for. */
  readonly fixes: readonly RegistryFix[];
  /** What was suppressed before anything changed: a loop may declare it together with what is fixed. */
  readonly suppressed: readonly Finding[];
  /** The files that change, or have changed. */
  readonly files: readonly string[];
  /** What changes, all fixes together, where findings carry theirs. Secure values stand in it as they are. */
  readonly changes: readonly FileChange[];
  /** A note on each template that was compiled from Bicep which the changes are in: it is not edited, and to be built again. */
  readonly outdated: readonly Note[];
  /** Fingerprints of failures that are left because there is no fix for their rule. */
  readonly unfixed: readonly string[];
  /** The text of the template that was given and is not on disk, as it becomes; only where changes are made. */
  readonly given?: string;
  readonly previews: readonly FilePreview[];
  readonly suggestions: readonly BicepSuggestion[];
}

/** What becomes of a registry that fails a rule, as a template declares it. */
export interface RegistryFix {
  readonly rule: string;
  readonly file: string;
  /** Where the file declares it. */
  readonly path: string;
  /** Its name; those of all that a loop or several sets of values make there, as far as a line has room for them. */
  readonly registry: string;
  /** How many registries these are. */
  readonly registries: number;
  /** Of the findings that it has with all sets of values. */
  readonly fingerprints: readonly string[];
  /** The parameter files of its templates. */
  readonly parameterFiles: readonly string[];
  readonly plan: FixPlan | FixRefusal | { readonly kind: 'generated' };
}

export interface FixPlan {
  readonly kind: 'edit';
  /** What it does, in words that can follow a registry's name. */
  readonly description: string;
  readonly files: readonly string[];
  /** A required parameter that the template gets. */
  readonly newParameter?: string;
}

/** No change is planned. */
export interface FixRefusal {
  readonly kind: 'refusal';
  readonly reason: string;
  /** The smallest thing a person can do instead. */
  readonly action: string;
}

/** The change of one file, as it can be shown. */
export interface FilePreview {
  readonly file: string;
  /** A unified diff, without the secure values of the file. */
  readonly diff: string;
  /** Secure values are left out of it, so it cannot be applied. */
  readonly isWithheld: boolean;
  /** The file has another encoding than the diff, so it cannot be applied. */
  readonly isOtherEncoding: boolean;
}

/** What to add to the Bicep that a file was made from, or why that cannot be said. */
export type BicepSuggestion =
  | { readonly file: string; readonly text: string }
  | { readonly file: string; readonly problem: string };

/** The results of a saved scan, and what makes its registries pass. */
export interface SavedScanFixes extends JobResult {
  /** Of the registries that do not pass. */
  readonly registries: readonly PlannedRegistry[];
  /** Relative paths and texts of the files to deploy, made one by one: to be gone through once. */
  readonly files: Iterable<readonly [string, string]>;
}

/** Relative paths and texts of the files of an Azure Policy, or why it cannot say what the configuration says. */
export type Policy = { readonly kind: 'files'; readonly files: ReadonlyMap<string, string> } | FixRefusal;

/** The resources of a template, or why it cannot be expanded. */
export type Expanded =
  | { readonly kind: 'resources'; readonly expansion: ExpandedJson }
  | { readonly kind: 'problem'; readonly problem: LocatedProblem };

/** What `verify` found, and with `explain` what the logs of one registry show. */
export interface VerifyResult extends JobResult {
  /** Absent where nothing was asked, or there is no such registry among those that were read. */
  readonly explanation?: RegistryExplanation;
}

/** What the logs of a registry show. */
export interface RegistryExplanation {
  readonly id: string;
  readonly answers: readonly QueryAnswer[];
}

/** The rows of a query, or why there are none. */
export interface QueryAnswer {
  /** What it helps to find: `authentication`, `missing images`, `performance`. */
  readonly about: string;
  /** Its name in `acraudit queries`. */
  readonly query: string;
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
  /** Why it could not be run. */
  readonly problem?: string;
}

/** The template that a Bicep file makes; undefined where it cannot be read. What is wrong in it is in `problems`. */
export interface Built {
  readonly template?: JsonValue;
  readonly problems: readonly InventoryProblem[];
}
