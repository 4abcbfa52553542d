import type { Finding, Note, RunError, RunResult } from '../engine/finding.ts';
import { message } from '../messages/message.ts';
import type { Location } from '../util/location.ts';
import { truncate } from '../util/truncate.ts';
import { nameInAzure } from './azure-place.ts';
import { additionalReasons, describeValues, locationText } from './phrases.ts';
import { type Remedies, remediesByRule, remediesOf } from './remedies.ts';
import type { ReportOptions } from './report.ts';
import { ERROR_RANK, rankOf, type Severity, severityOf, triage } from './shown-findings.ts';

/** Something to be acted on, as the logs and merge requests of CI systems show it: of a result, or an error of the run. */
export interface Issue {
  readonly severity: Severity;
  /** The rule, or the code of an error. */
  readonly check: string;
  /** What is wrong with what; then further reasons and remedies. */
  readonly lines: readonly [string, ...string[]];
  /** Undefined for what is in no file. */
  readonly location?: Location;
  readonly fingerprint: string;
}

// Characters of one line, and lines of one issue; JSON has all of them.
const MAX_LINE = 1000;
const MAX_LINES = 8;

/** The worst first. */
export function* issuesOf(result: RunResult, options: ReportOptions): Iterable<Issue> {
  const remedies = remediesByRule(options.rules);
  const errors = result.errors.filter(({ excludedBecause }) => excludedBecause === undefined);
  const ranked = [
    ...triage(result.findings).open.map((item) => ({ rank: rankOf(item), item })),
    ...errors.map((item) => ({ rank: ERROR_RANK, item })),
  ].sort((a, b) => a.rank - b.rank);
  for (const { item } of ranked) {
    yield 'outcome' in item ? issueOfFinding(item, remedies, options.sarifAnchor) : issueOfError(item);
  }
}

function issueOfFinding(finding: Finding, remedies: Remedies, anchor: string | undefined): Issue {
  const { rule, location, fingerprint } = finding;
  const place = location.file !== '' ? location : anchor === undefined ? undefined : { file: anchor };
  const rest = [
    ...additionalReasons(finding).map((reason) => reason.message),
    ...remediesOf(finding, remedies).map((remedy) => message('report.remedy', { remedy })),
  ];
  return {
    severity: severityOf(finding),
    check: rule,
    lines: [
      truncate(issueText(finding), MAX_LINE),
      ...rest.slice(0, MAX_LINES).map((text) => truncate(text, MAX_LINE)),
    ],
    ...(place !== undefined && { location: place }),
    fingerprint,
  };
}

/** What is wrong with what, and with which values. */
export function issueText(finding: Finding): string {
  const values = describeValues(finding);
  const text = message('report.about', { name: nameInAzure(finding), message: outcomeText(finding) });
  return values === '' ? text : message('report.with-values', { message: text, values });
}

/** What a result says, with its outcome where that is no failure. */
export function outcomeText(finding: Finding): string {
  const said = reasonText(finding);
  if (finding.outcome === 'unknown') return message('report.unknown', { message: said });
  return finding.outcome === 'error' ? message('report.error', { message: said }) : said;
}

/** The message, or the first reason of a result without one. */
export function reasonText({ message: text, reasons }: Finding): string {
  return text === '' ? (reasons[0]?.message ?? '') : text;
}

function issueOfError({ code, message: text, location }: RunError): Issue {
  const isInFile = location !== undefined && location.file !== '';
  return {
    severity: 'error',
    check: code,
    lines: [truncate(text, MAX_LINE)],
    ...(isInFile && { location }),
    // Without the text, which is another in each language; repeats are numbered.
    fingerprint: [code, location?.file ?? ''].join('|'),
  };
}

/** An issue or a note as a line of a log. */
export function logLine({ severity, check, lines, location }: Issue): string {
  const place = location === undefined ? '' : `${locationText(location)}: `;
  return `${place}${severity}: ${check}: ${lines[0]}`;
}

export function noteLine({ message: text, location }: Note): string {
  const place = location === undefined || location.file === '' ? '' : `${locationText(location)}: `;
  return `${place}note: ${truncate(text, MAX_LINE)}`;
}

/** How many results are no issues although they do not pass, as a sentence; '' when there are none. */
export function leftOutText(result: RunResult): string {
  const { known, suppressed, excluded } = triage(result.findings);
  const counts = [
    known.length === 0 ? '' : message('report.left-out-known', { count: known.length }),
    suppressed.length === 0 ? '' : message('report.left-out-suppressed', { count: suppressed.length }),
    excluded.length === 0 ? '' : message('report.left-out-excluded', { count: excluded.length }),
  ].filter((text) => text !== '');
  return counts.length === 0 ? '' : message('report.left-out', { counts: counts.join(message('list.comma')) });
}
