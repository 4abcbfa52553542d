import type { Finding, RunError, RunResult } from '../../engine/finding.ts';
import { message } from '../../messages/message.ts';
import type { Location } from '../../util/location.ts';
import type { SafeText } from '../../util/safe-text.ts';
import { leftOutText } from '../issues.ts';
import { additionalReasons, notGating } from '../phrases.ts';
import type { ReportOptions } from '../report.ts';
import { toJson } from '../report-text.ts';
import { absentResult, baselineStates } from './sarif-baseline.ts';
import { MAX_RESULTS, mostImportant, sarifResults, takenShare } from './sarif-limits.ts';
import { physicalLocation } from './sarif-location.ts';
import { plainMessage, sentence } from './sarif-message.ts';
import { lineHashes, locationsWith, sarifResult } from './sarif-result.ts';
import { informationUri, reportingDescriptors } from './sarif-rules.ts';

/**
 * SARIF 2.1.0 with what GitHub and Azure DevOps can show: what fails or is unknown and has a part in the exit code as
 * results, crashes and unreadable inputs as notifications of the tool. `sarifAll` adds all others: code scanning looks at
 * neither `baselineState` nor `suppressions`, opens an alert for each result, and lets each stop a pull request. Section
 * numbers below are those of the specification (OASIS, Errata 01).
 */
export function sarifReport(result: RunResult, options: ReportOptions): SafeText {
  return sarifWithin(result, options).text;
}

/** What a SARIF report does not hold, or holds although GitHub refuses it; undefined where it takes all. */
export function sarifNotice(result: RunResult, options: ReportOptions): string | undefined {
  // A small report is within every limit.
  return sarifResults(result, options.sarifAll).length < MIN_LARGE ? undefined : sarifWithin(result, options).notice;
}

/** Results of a run that may be more than GitHub takes. */
const MIN_LARGE = 500;

interface SarifWithin {
  readonly text: SafeText;
  readonly notice: string | undefined;
}

/** As many results as GitHub takes, the most severe ones. */
function sarifWithin(result: RunResult, options: ReportOptions): SarifWithin {
  const all = sarifResults(result, options.sarifAll);
  const count = all.length;
  // Other viewers have other limits, and who asks for all is to have all.
  if (options.sarifAll) {
    const notice = count > MAX_RESULTS ? message('sarif.too-many', { count, max: MAX_RESULTS }) : undefined;
    return { text: sarifText(result, options, all, notice), notice };
  }
  let shown = mostImportant(all, MAX_RESULTS);
  let notice =
    shown.length < count ? message('sarif.cut', { count: count - shown.length, max: MAX_RESULTS }) : undefined;
  for (;;) {
    const text = sarifText(result, options, shown, notice);
    const share = takenShare(text);
    if (share === 1 || shown.length === 0) return { text, notice };
    // Somewhat less, because results differ in size.
    shown = mostImportant(shown, Math.floor(shown.length * share * 0.97));
    notice = message('sarif.cut-size', { count: count - shown.length });
  }
}

function sarifText(
  result: RunResult,
  options: ReportOptions,
  shown: readonly Finding[],
  notice: string | undefined,
): SafeText {
  const { rules, sarifAll, sarifAnchor, sarifCategory } = options;
  const fixed = sarifAll ? (result.comparison?.fixed ?? []) : [];
  const descriptors = reportingDescriptors(rules, shown);
  const locationOf = locationsWith(sarifAnchor);
  const context = {
    ruleIndex: descriptors.indexOf,
    stateOf: baselineStates(result),
    locationOf,
    lineHashOf: lineHashes(shown, locationOf),
  };
  const { name, version } = result.tool;
  const run = {
    tool: {
      driver: {
        name,
        fullName: `${name} ${version}`,
        version,
        semanticVersion: version,
        informationUri: informationUri(rules),
        rules: descriptors.list,
      },
    },
    // §3.17.3: what stands before the last slash is the category, by which GitHub tells the uploads of a commit apart.
    automationDetails: sarifCategory === undefined ? undefined : { id: `${sarifCategory}/` },
    invocations: [invocationOf(result, descriptors.indexOf, leftOut(result, options, notice))],
    columnKind: 'utf16CodeUnits',
    results: [
      ...shown.map((finding) => sarifResult(finding, context)),
      ...fixed.map((finding) => absentResult(finding, descriptors.indexOf)),
    ],
  };
  return toJson({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] });
}

/** What is not in the file. */
function leftOut(result: RunResult, { sarifAll }: ReportOptions, notice = ''): readonly string[] {
  return [notice, sarifAll ? '' : leftOutText(result)].filter((text) => text !== '');
}

/** §3.20. */
function invocationOf(result: RunResult, ruleIndex: ReadonlyMap<string, number>, leftOut: readonly string[]): object {
  const crashes = result.findings.filter((finding) => finding.outcome === 'error');
  return {
    executionSuccessful: result.errors.every(isExcluded) && crashes.every(({ affectsExitCode }) => !affectsExitCode),
    toolExecutionNotifications: [
      ...crashes.map((finding) => crashNotification(finding, ruleIndex)),
      ...result.errors.map(errorNotification),
      ...leftOut.map((text) => ({ level: 'note', message: { text: plainMessage(text) } })),
      ...result.notes.map((note) => ({
        level: 'note',
        message: { text: plainMessage(note.message) },
        locations: notificationLocations(note.location),
      })),
    ],
  };
}

function crashNotification(finding: Finding, ruleIndex: ReadonlyMap<string, number>): object {
  const { location, rule } = finding;
  const reasons = additionalReasons(finding).map((reason) => sentence(plainMessage(reason.message)));
  return {
    descriptor: { id: 'rule-error' },
    associatedRule: { id: rule, index: ruleIndex.get(rule) },
    level: finding.affectsExitCode ? 'error' : 'note',
    message: { text: [sentence(plainMessage(finding.message)), ...reasons].filter((text) => text !== '').join(' ') },
    locations: notificationLocations(location),
    properties: { target: finding.target.name },
  };
}

function errorNotification(error: RunError): object {
  const { code, message, location, excludedBecause } = error;
  const exclusion = isExcluded(error) ? ` (${notGating(excludedBecause ?? '')})` : '';
  return {
    descriptor: { id: code },
    level: isExcluded(error) ? 'note' : 'error',
    message: { text: plainMessage(message + exclusion) },
    locations: notificationLocations(location),
  };
}

/** An error that does not affect the exit code. */
function isExcluded({ excludedBecause }: RunError): boolean {
  return excludedBecause !== undefined;
}

function notificationLocations(location: Location | undefined): object[] | undefined {
  if (location === undefined || location.file === '') return undefined;
  return [{ physicalLocation: physicalLocation(location, 'as given') }];
}
