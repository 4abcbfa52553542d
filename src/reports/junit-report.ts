import { failsRun } from '../engine/exit-code.ts';
import type { Finding, RunError, RunResult } from '../engine/finding.ts';
import { message } from '../messages/message.ts';
import { targetName } from '../messages/target-name.ts';
import { xmlText } from '../util/escape.ts';
import { type SafeText, safePage } from '../util/safe-text.ts';
import { truncate } from '../util/truncate.ts';
import { outcomeText, reasonText } from './issues.ts';
import { livePlace } from './live-place.ts';
import { additionalReasons, describeValues, locationText, notGating } from './phrases.ts';
import { type Remedies, remediesByRule, remediesOf } from './remedies.ts';
import type { ReportOptions } from './report.ts';
import { chunked } from './report-text.ts';
import { groupOf, suppressedText } from './shown-findings.ts';

/** What a test case is; `passed` has no element of its own. */
type CaseKind = 'failure' | 'error' | 'skipped' | 'passed';

interface TestCase {
  readonly name: string;
  readonly kind: CaseKind;
  readonly type: string;
  /** One line. */
  readonly message: string;
  readonly details: readonly string[];
}

interface TestSuite {
  /** A file, a subscription, or the tool for what is in neither. */
  readonly name: string;
  readonly file: string;
  readonly findings: readonly Finding[];
  readonly errors: readonly RunError[];
}

type Counts = Readonly<Record<CaseKind | 'tests', number>>;

const MAX_LINE = 1000;

/**
 * JUnit XML, of which there is no standard: what Jenkins, GitLab and Azure DevOps all read. A suite for each file or
 * subscription, a case for each rule and target. An unknown is skipped unless it fails the run, because readers count errors as failures.
 */
export function junitPieces(result: RunResult, options: ReportOptions): Iterable<SafeText> {
  return chunked(suitesPieces(result, options));
}

function* suitesPieces(result: RunResult, { rules }: ReportOptions): Iterable<SafeText> {
  const remedies = remediesByRule(rules);
  const counts = attributes(countsOf(result.findings, result.errors));
  yield safePage(`<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${xmlText(result.tool.name)}"${counts}>\n`);
  for (const suite of suitesOf(result)) {
    const { name, findings, errors, file } = suite;
    yield safePage(`  <testsuite name="${xmlText(name)}"${attributes(countsOf(findings, errors))}>\n`);
    for (const one of casesOf(suite, remedies)) yield safePage(caseText(one, name, file));
    yield safePage('  </testsuite>\n');
  }
  yield safePage('</testsuites>\n');
}

/** Findings of a suite follow each other: they are sorted by file, and what Azure answered by id. */
function* suitesOf(result: RunResult): Iterable<TestSuite> {
  const { findings, errors, tool } = result;
  const errorsOf = new Map<string, RunError[]>();
  for (const error of errors) {
    const file = error.location?.file ?? '';
    const own = errorsOf.get(file);
    if (own === undefined) errorsOf.set(file, [error]);
    else own.push(error);
  }
  let start = 0;
  while (start < findings.length) {
    const first = findings[start];
    if (first === undefined) return;
    const name = suiteName(first, result);
    const isOf = (finding: Finding | undefined): boolean =>
      finding !== undefined && suiteName(finding, result) === name;
    let end = start + 1;
    while (isOf(findings[end])) end++;
    const { file } = first.location;
    yield { name, file, findings: findings.slice(start, end), errors: file === '' ? [] : (errorsOf.get(file) ?? []) };
    if (file !== '') errorsOf.delete(file);
    start = end;
  }
  for (const [file, own] of errorsOf) yield { name: file === '' ? tool.name : file, file, findings: [], errors: own };
}

function suiteName({ location, target }: Finding, result: RunResult): string {
  if (location.file !== '') return location.file;
  return livePlace(target.id, result)?.name ?? target.id;
}

function* casesOf({ findings, errors }: TestSuite, remedies: Remedies): Iterable<TestCase> {
  const seen = new Map<string, number>();
  /** Readers know a case by its name, so a repeated one is numbered. */
  const unique = (name: string): string => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  };
  for (const finding of findings) yield caseOfFinding(finding, unique(caseName(finding)), remedies);
  for (const error of errors) yield caseOfError(error, unique(error.code));
}

function caseName({ rule, target }: Finding): string {
  const name = `${rule} ${targetName(target)}`;
  return target.parameters === undefined ? name : `${name} (${target.parameters})`;
}

function caseOfFinding(finding: Finding, name: string, remedies: Remedies): TestCase {
  const kind = kindOfFinding(finding);
  const { location, reasons, outcome } = finding;
  const values = describeValues(finding);
  const details = [
    ...additionalReasons(finding).map((reason) => reason.message),
    location.file === '' ? finding.target.id : locationText(location),
    values === '' ? '' : message('report.values', { values }),
    ...remediesOf(finding, remedies).map((remedy) => message('report.remedy', { remedy })),
  ].filter((text) => text !== '');
  return {
    name,
    kind,
    type: outcome === 'fail' ? (reasons[0]?.id ?? outcome) : outcome,
    message: caseMessage(finding),
    details,
  };
}

/** What a case says; of what is skipped also why it is no failure. */
function caseMessage(finding: Finding): string {
  const said = finding.outcome === 'error' ? reasonText(finding) : outcomeText(finding);
  const group = groupOf(finding);
  if (group === 'known') return `${message('report.known')}: ${said}`;
  if (group === 'excluded') return `${notGating(finding.excludedBecause ?? '')}: ${said}`;
  return finding.suppression === null ? said : `${suppressedText(finding.suppression)}: ${said}`;
}

function caseOfError({ code, message: said, location, excludedBecause }: RunError, name: string): TestCase {
  return {
    name,
    kind: excludedBecause === undefined ? 'error' : 'skipped',
    type: code,
    message: excludedBecause === undefined ? said : `${notGating(excludedBecause)}: ${said}`,
    details: location === undefined || location.file === '' ? [] : [locationText(location)],
  };
}

function kindOfFinding(finding: Finding): CaseKind {
  if (finding.outcome === 'pass') return 'passed';
  if (groupOf(finding) !== 'open') return 'skipped';
  if (finding.outcome === 'error') return 'error';
  return finding.outcome === 'fail' || failsRun(finding) ? 'failure' : 'skipped';
}

function countsOf(findings: readonly Finding[], errors: readonly RunError[]): Counts {
  const counts = { tests: findings.length + errors.length, failure: 0, error: 0, skipped: 0, passed: 0 };
  for (const finding of findings) counts[kindOfFinding(finding)]++;
  for (const { excludedBecause } of errors) counts[excludedBecause === undefined ? 'error' : 'skipped']++;
  return counts;
}

function attributes({ tests, failure, error, skipped }: Counts): string {
  return ` tests="${tests}" failures="${failure}" errors="${error}" skipped="${skipped}" time="0"`;
}

function caseText({ name, kind, type, message: said, details }: TestCase, suite: string, file: string): string {
  const inFile = file === '' ? '' : ` file="${xmlText(file)}"`;
  const start = `    <testcase name="${line(name)}" classname="${xmlText(suite)}"${inFile} time="0"`;
  if (kind === 'passed') return `${start}/>\n`;
  const element =
    kind === 'skipped'
      ? `<skipped message="${line(said)}"/>`
      : `<${kind} message="${line(said)}" type="${line(type)}">${[said, ...details].map(line).join('\n')}</${kind}>`;
  return `${start}>\n      ${element}\n    </testcase>\n`;
}

function line(text: string): string {
  return xmlText(truncate(text, MAX_LINE));
}
