import type { RuleInfo, RunResult } from '../engine/finding.ts';
import type { SafeText } from '../util/safe-text.ts';

export interface ReportOptions {
  /** Colour by SGR sequences; only the console report looks at it. */
  readonly color: boolean;
  readonly verbose: boolean;
  readonly quiet: boolean;
  /** Columns of the terminal; without it no line is wrapped. */
  readonly width?: number;
  /** The console report is written in ASCII: the terminal does not show UTF-8. */
  readonly ascii?: boolean;
  /** What `fix` has to be given to see the same: the paths of the run, or its saved scan. */
  readonly fixInputs?: readonly string[];
  /** Every rule that ran, also those that found nothing. */
  readonly rules: readonly RuleInfo[];
  /** `--sarif-all`: SARIF also holds what passes, does not apply or is suppressed. */
  readonly sarifAll: boolean;
  /**
   * `--sarif-anchor`: a file, named as those of the findings are, that results without a file of their own point at, because
   * GitHub refuses those that point at none.
   */
  readonly sarifAnchor?: string;
  /** What tells the SARIF of this run from others of the same commit: `acraudit/lint/services/geo`. */
  readonly sarifCategory?: string;
}

/** A format: data in, text out. Pure, and the same bytes for the same data. The text ends with a newline unless it is empty. */
export type Report = (result: RunResult, options: ReportOptions) => string;

/** The same text in pieces that are generated one by one, so that a long report is never in memory as a whole. */
export type ReportPieces = (result: RunResult, options: ReportOptions) => Iterable<SafeText>;

/** The same of a format that is loaded when it is asked for. */
export type LaterReport = (...parameters: Parameters<Report>) => Promise<ReturnType<Report>>;
export type LaterReportPieces = (...parameters: Parameters<ReportPieces>) => Promise<ReturnType<ReportPieces>>;
