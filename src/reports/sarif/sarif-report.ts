import type { Finding, RunError, RunResult } from '../../engine/finding.ts';
import type { Location } from '../../util/location.ts';
import type { SafeText } from '../../util/safe-text.ts';
import { additionalReasons, describeValues, notGating } from '../phrases.ts';
import type { ReportOptions } from '../report.ts';
import { toJson } from '../report-text.ts';
import { absentResult, type BaselineState, baselineStates } from './sarif-baseline.ts';
import { sarifFix } from './sarif-fix.ts';
import { physicalLocation } from './sarif-location.ts';
import { messageAndRelated, plainMessage, sentence } from './sarif-message.ts';
import { informationUri, reportingDescriptor, sarifLevel } from './sarif-rules.ts';
import { sarifSuppression } from './sarif-suppression.ts';

type SarifLevel = 'error' | 'warning' | 'note' | 'none';

/**
 * SARIF 2.1.0 with what GitHub and Azure DevOps can show: `fail` and `unknown` as results, crashes and unreadable inputs
 * as notifications of the tool. `sarifAll` adds the other outcomes, what a baseline has and what is fixed: code scanning looks
 * at no `baselineState` and would open alerts for them. Section numbers below are those of the specification
 * (OASIS, Errata 01).
 */
export function sarifReport(result: RunResult, options: ReportOptions): SafeText {
  const crashes = result.findings.filter((finding) => finding.outcome === 'error');
  const shown = result.findings.filter((finding) => isResult(finding, options.sarifAll));
  const stateOf = baselineStates(result);
  const fixed = options.sarifAll ? (result.comparison?.fixed ?? []) : [];
  const ruleIndex = new Map(options.rules.map((rule, index) => [rule.name, index]));
  const { name, version } = result.tool;
  const run = {
    tool: {
      driver: {
        name,
        fullName: `${name} ${version}`,
        version,
        semanticVersion: version,
        informationUri: informationUri(options.rules),
        rules: options.rules.map(reportingDescriptor),
      },
    },
    invocations: [
      {
        executionSuccessful:
          result.errors.every(isExcluded) && crashes.every(({ affectsExitCode }) => !affectsExitCode),
        toolExecutionNotifications: [
          ...crashes.map((finding) => crashNotification(finding, ruleIndex)),
          ...result.errors.map(errorNotification),
          ...result.notes.map((note) => ({
            level: 'note',
            message: { text: plainMessage(note.message) },
            locations: notificationLocations(note.location),
          })),
        ],
      },
    ],
    columnKind: 'utf16CodeUnits',
    results: [
      ...shown.map((finding) => resultOf(finding, ruleIndex, options.sarifAnchor, stateOf(finding))),
      ...fixed.map((finding) => absentResult(finding, ruleIndex)),
    ],
  };
  return toJson({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] });
}

function isResult({ outcome, baseline }: Finding, all: boolean): boolean {
  if (baseline === 'known') return all;
  if (outcome === 'fail' || outcome === 'unknown') return true;
  return all && outcome !== 'error';
}

function resultOf(
  finding: Finding,
  ruleIndex: ReadonlyMap<string, number>,
  anchor: string | undefined,
  baselineState: BaselineState | undefined,
): object {
  const { target, location, outcome } = finding;
  const isAnchored = location.file === '' && anchor !== undefined;
  const resultLocation = isAnchored ? { file: anchor } : location;
  const { text, related } = messageAndRelated(finding, describeValues(finding));
  return {
    ruleId: finding.rule,
    ruleIndex: ruleIndex.get(finding.rule),
    kind: outcome === 'pass' || outcome === 'notApplicable' ? outcome : undefined,
    level: resultLevel(finding),
    baselineState,
    message: { text },
    locations: [
      {
        physicalLocation: resultLocation.file === '' ? undefined : physicalLocation(resultLocation, 'with a region'),
        logicalLocations: [{ name: target.name, fullyQualifiedName: location.path || target.id, kind: 'resource' }],
      },
    ],
    relatedLocations: related.length === 0 ? undefined : related,
    partialFingerprints: {
      'acrauditFingerprint/v1': finding.fingerprint,
      // GitHub identifies results by this one, and derives it from the line when it is missing: all results anchored to one
      // line would become one alert.
      primaryLocationLineHash: isAnchored ? `${finding.fingerprint}:1` : undefined,
    },
    fixes: finding.fix === undefined ? undefined : [sarifFix(finding.fix)],
    suppressions: finding.suppression === null ? undefined : [sarifSuppression(finding.suppression)],
    properties: {
      ref: finding.ref,
      outcome,
      basis: finding.basis,
      affectsExitCode: finding.affectsExitCode,
      target: { type: target.type, name: target.name, id: target.id, parameters: target.parameters },
    },
  };
}

/** Unknown is never an error, and results that do not affect the exit code are notes. What is suppressed has the level that it would have. */
function resultLevel({ outcome: shown, suppression, affectsExitCode, level }: Finding): SarifLevel {
  const outcome = suppression?.outcome ?? shown;
  if (outcome === 'pass' || outcome === 'notApplicable') return 'none';
  if (!affectsExitCode) return 'note';
  if (outcome === 'unknown' && level === 'error') return 'warning';
  return sarifLevel(level);
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
