import type { Finding, RunError, RunResult } from '../engine/finding.ts';
import { causePhrase } from '../messages/cause-phrase.ts';
import { csvCell } from '../util/escape.ts';
import type { Location } from '../util/location.ts';
import { type SafeText, safeCsvRow } from '../util/safe-text.ts';
import { azurePlace } from './azure-place.ts';
import { chunked } from './report-text.ts';

type Row = Readonly<Record<Column, string | number | boolean | undefined>>;
type Column = (typeof COLUMNS)[number];

/** Their names and order are part of the format: new ones are added at the end. */
const COLUMNS = [
  'rule',
  'ref',
  'level',
  'outcome',
  'type',
  'name',
  'id',
  'parameters',
  'basis',
  'affectsExitCode',
  'excludedBecause',
  'message',
  'reasons',
  'dependsOn',
  'file',
  'line',
  'column',
  'path',
  'fingerprint',
  'suppressionReason',
  'suppressionOwner',
  'suppressionExpires',
  'baseline',
  'comparison',
  'writtenName',
  'subscription',
  'subscriptionName',
  'resourceGroup',
] as const;

/**
 * RFC 4180 with a header. A row for each result, then one for each error of the run, which has no rule and its code as reason:
 * a table without them would look as if everything had been read. Every cell is quoted, for spreadsheets that split at semicolons.
 */
export function csvPieces(result: RunResult): Iterable<SafeText> {
  return chunked(csvRows(result));
}

function* csvRows(result: RunResult): Iterable<SafeText> {
  yield rowText(COLUMNS);
  for (const finding of result.findings) yield rowText(cellsOf(rowOfFinding(finding, result)));
  for (const error of result.errors) yield rowText(cellsOf(rowOfError(error)));
}

function rowText(cells: readonly string[]): SafeText {
  return safeCsvRow(cells.map(csvCell).join(','));
}

function cellsOf(row: Row): readonly string[] {
  return COLUMNS.map((column) => String(row[column] ?? ''));
}

function rowOfFinding(finding: Finding, { subscriptions = {} }: RunResult): Row {
  const { target, suppression, location } = finding;
  const place = location.file === '' ? azurePlace(target.id) : undefined;
  return {
    rule: finding.rule,
    ref: finding.ref,
    level: finding.level,
    outcome: finding.outcome,
    type: target.type,
    name: target.name,
    id: target.id,
    parameters: target.parameters,
    basis: finding.basis,
    affectsExitCode: finding.affectsExitCode,
    excludedBecause: finding.excludedBecause,
    message: finding.message,
    reasons: [...new Set(finding.reasons.map(({ id }) => id))].join(' '),
    dependsOn: finding.dependsOn.map(causePhrase).join('; '),
    ...placeOf(location),
    fingerprint: finding.fingerprint,
    suppressionReason: suppression?.reason,
    suppressionOwner: suppression?.owner,
    suppressionExpires: suppression?.expires,
    baseline: finding.baseline,
    comparison: finding.comparison,
    writtenName: target.writtenName,
    subscription: place?.subscription,
    subscriptionName: subscriptions[place?.subscription ?? ''],
    resourceGroup: place?.resourceGroup,
  };
}

const EMPTY = Object.fromEntries(COLUMNS.map((column) => [column, undefined])) as Row;

function rowOfError({ code, message, location, excludedBecause }: RunError): Row {
  return {
    ...EMPTY,
    outcome: 'error',
    affectsExitCode: excludedBecause === undefined,
    excludedBecause,
    message,
    reasons: code,
    ...placeOf(location),
  };
}

function placeOf(location: Location | undefined): Pick<Row, 'file' | 'line' | 'column' | 'path'> {
  return { file: location?.file, line: location?.line, column: location?.column, path: location?.path };
}
