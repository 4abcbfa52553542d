import type { Cell, Finding, Note, RunError, Table } from '../../engine/finding.ts';
import { causePhrase } from '../../messages/cause-phrase.ts';
import { message } from '../../messages/message.ts';
import { escapeInvisible } from '../../util/escape.ts';
import type { Location } from '../../util/location.ts';
import { type Line, type LinePart, styled } from '../../util/safe-text.ts';
import { truncateMiddle } from '../../util/truncate.ts';
import type { Cause } from '../../value/cause.ts';
import { nameInAzure } from '../azure-place.ts';
import { isResourceName } from '../live-place.ts';
import { additionalCauses, additionalReasons, describeValues, messageLocations, notGating } from '../phrases.ts';
import { type Remedies, remediesOf } from '../remedies.ts';
import {
  firstEntries,
  isInFile,
  labelled,
  locationPart,
  MAX_NAME,
  MAX_TEXT,
  omittedEntries,
  ruleText,
} from './line-parts.ts';
import { verdictLabel } from './outcome-style.ts';
import { INDENT, LABEL_WIDTH, padColumns, singleLine, textWidth } from './terminal.ts';

export interface ConsoleContext {
  readonly verbose: boolean;
  readonly remedies: Remedies;
  /** Notes that are said once for all. */
  readonly sharedNotes: ReadonlySet<string>;
}

// Characters of one value from an input; JSON and SARIF have them whole.
const MAX_CELL = 44;
const MAX_PATH = 120;

/** A finding that needs action: outcome, reasons, location, values, causes and remedies. */
export function findingBlock(finding: Finding, { verbose, remedies, sharedNotes }: ConsoleContext): Line[] {
  const reasons = additionalReasons(finding);
  const causes = additionalCauses(finding);
  return [
    [...verdictLabel(finding), ...title(finding)],
    ...(finding.message === '' ? [] : [[INDENT, singleLine(finding.message, MAX_TEXT)]]),
    ...firstEntries(reasons).map(bullet),
    ...omittedEntries(reasons),
    ...labelled(message('label.where'), placeOf(finding, verbose)),
    ...labelled(message('label.see'), firstEntries(messageLocations(finding)).map(locationLine)),
    ...labelled(message('label.values'), [[singleLine(describeValues(finding), MAX_TEXT)]]),
    ...labelled(message('label.depends-on'), firstEntries(causes).map(causeLine)),
    ...omittedEntries(causes),
    ...firstEntries(finding.notes.filter((note) => !sharedNotes.has(note.message))).flatMap(noteLines),
    ...labelled(message('label.how-to-fix'), howToFix(finding, remedies)),
    ...(verbose ? evidenceTable(finding.evidence) : []),
  ];
}

/** What stands first in a block, and where one line has to do: the target, the rule and its level, and whether it is new. */
export function title(finding: Finding): LinePart[] {
  return [
    styled('bold', singleLine(nameInAzure(finding), MAX_NAME)),
    `  ${ruleText(finding)}`,
    // Rules of rule files may have no number of their own.
    ...(finding.ref === finding.rule ? [] : [' ', styled('dim', singleLine(finding.ref, MAX_NAME))]),
    ...(finding.comparison === 'new' ? ['  ', styled('bold', message('label.new'))] : []),
  ];
}

/** What is in Azure has no file, and an id that is long: its name and the heading say where they are. */
function placeOf({ location, target }: Finding, verbose: boolean): Line[] {
  if (isInFile(location)) return [locationLine(location)];
  return verbose ? [[locationPart({ file: target.id })]] : [];
}

function bullet(reason: { message: string; location?: Location }): Line {
  return [`${INDENT}- `, singleLine(reason.message, MAX_TEXT), ...behind(reason.location)];
}

/** A place at the end of a line. */
function behind(location: Location | undefined): LinePart[] {
  return isInFile(location) ? ['  ', locationPart(location)] : [];
}

/** Location and JSON path. */
function locationLine(location: Location): Line {
  if (!isInFile(location)) return [];
  const { path = '' } = location;
  const shown = escapeInvisible(truncateMiddle(path, MAX_PATH));
  return [locationPart(location), ...(path === '' ? [] : ['  ', styled('dim', shown)])];
}

function causeLine({ kind, name, text = name, location }: Cause): Line {
  const cause = causePhrase({ kind, name: singleLine(text, MAX_NAME) });
  if (!isInFile(location)) return [cause];
  return [message(kind === 'parameter' ? 'label.declared-at' : 'label.cause-at', { cause }), locationPart(location)];
}

/** The remedies of its reasons, and what helps against its causes. */
function howToFix(finding: Finding, remedies: Remedies): Line[] {
  const texts = [
    ...remediesOf(finding, remedies),
    ...finding.dependsOn.flatMap((cause) => adviceFor(cause, finding.target)),
  ];
  return firstEntries([...new Set(texts)]).map((text) => [singleLine(text, MAX_TEXT)]);
}

/** Advice for what can be helped without a change of the template; other causes are explained by their location. */
export function adviceFor({ kind }: Pick<Cause, 'kind'>, { id }: Pick<Finding['target'], 'id'>): readonly string[] {
  if (kind === 'permission') return [message(isResourceName(id) ? 'advice.permission-region' : 'advice.permission')];
  if (kind === 'throttled') return [message('advice.throttled')];
  return kind === 'parameter' ? [message('advice.parameter')] : [];
}

export function noteLines({ message: text, location }: Note): Line[] {
  return labelled(message('label.note'), [[singleLine(text, MAX_TEXT), ...behind(location)]]);
}

export function errorBlock({ code, message: text, location, excludedBecause }: RunError): Line[] {
  const exclusion = exclusionText(excludedBecause);
  return [
    [
      '  ',
      styled(
        excludedBecause === undefined ? 'magenta' : 'dim',
        padColumns(`! ${message('outcome.error')}`, LABEL_WIDTH),
      ),
      `  ${singleLine(text, MAX_TEXT)}`,
    ],
    ...(location === undefined ? [] : labelled(message('label.where'), [locationLine(location)])),
    ...labelled(message('label.code'), [[singleLine(code, MAX_NAME)]]),
    ...labelled('', exclusion === '' ? [] : [[exclusion]]),
  ];
}

/** Why an error does not affect the exit code; '' when it does. */
export function exclusionText(excludedBecause: string | undefined): string {
  return excludedBecause === undefined ? '' : singleLine(notGating(excludedBecause), MAX_TEXT);
}

export function evidenceTable({ columns, rows }: Table): Line[] {
  if (rows.length === 0) return [];
  const table = [columns, ...firstEntries(rows).map((row) => row.map((cell) => singleLine(cellText(cell), MAX_CELL)))];
  const widths = columns.slice(0, -1).map((_, column) => Math.max(...table.map((row) => textWidth(row[column] ?? ''))));
  const texts = table.map((row) => row.map((cell, column) => padColumns(cell, widths[column] ?? 0)).join('  '));
  return [...texts.map((text, i) => [INDENT, i === 0 ? styled('dim', text) : text]), ...omittedEntries(rows)];
}

function cellText(cell: Cell): string {
  if (cell === null) return message('outcome.unknown');
  return typeof cell === 'boolean' ? message(cell ? 'label.yes' : 'label.no') : String(cell);
}
