import type {
  AppliedSuppression,
  Cell,
  Finding,
  FixedFinding,
  Note,
  Outcome,
  RunError,
  Table,
} from '../../engine/finding.ts';
import { message } from '../../messages/message.ts';
import { escapeInvisible } from '../../util/escape.ts';
import type { Location } from '../../util/location.ts';
import { type Line, type LinePart, styled, type TextStyle } from '../../util/safe-text.ts';
import { truncateMiddle } from '../../util/truncate.ts';
import { type Cause, type CauseKind, causePhrase } from '../../value/cause.ts';
import {
  additionalCauses,
  additionalReasons,
  describeValues,
  locationText,
  messageLocations,
  notGating,
  suppressionText,
} from '../phrases.ts';
import { singleLine, wrap } from './terminal.ts';

export interface ConsoleContext {
  /** Columns to keep to; infinite where nothing is wrapped. */
  readonly width: number;
  readonly verbose: boolean;
  /** By rule and reason id. */
  readonly remedies: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

// Symbols differ in shape, so that a verdict is also read without colour.
const OUTCOME_STYLES: Record<Outcome, { readonly symbol: string; readonly word: string; readonly style: TextStyle }> = {
  pass: { symbol: '✓', word: 'pass', style: 'green' },
  fail: { symbol: '✗', word: 'fail', style: 'red' },
  unknown: { symbol: '?', word: 'unknown', style: 'yellow' },
  error: { symbol: '!', word: 'error', style: 'magenta' },
  suppressed: { symbol: '~', word: 'suppressed', style: 'cyan' },
  notApplicable: { symbol: '-', word: 'n/a', style: 'dim' },
};

// Characters of one value from an input; JSON and SARIF have them whole.
const MAX_NAME = 80;
const MAX_CELL = 44;
const MAX_TEXT = 1000;
const MAX_PATH = 120;
/** Entries of one list in a block. */
const MAX_LIST_ENTRIES = 20;

const LABEL_WIDTH = 10;
const INDENT = ' '.repeat(2 + LABEL_WIDTH + 2);
const RULE_NAME = /^[\w.-]{1,100}$/;

/** A finding that needs action: outcome, reasons, location, values, causes and remedies. */
export function findingBlock(finding: Finding, context: ConsoleContext): Line[] {
  const reasons = additionalReasons(finding);
  const causes = additionalCauses(finding);
  return [
    [...verdict(finding), ...title(finding)],
    ...paragraph(finding.message, context),
    ...firstEntries(reasons).flatMap((reason) => bullet(reason, context)),
    ...omittedEntries(reasons),
    ...labelled('where', findingLocationLines(finding, context)),
    ...labelled(
      'see',
      firstEntries(messageLocations(finding)).flatMap((location) => locationLines(location, context)),
    ),
    ...labelled('values', [[singleLine(describeValues(finding), MAX_TEXT)]]),
    ...labelled('depends on', firstEntries(causes).map(causeText)),
    ...omittedEntries(causes),
    ...finding.notes.slice(0, MAX_LIST_ENTRIES).flatMap((note) => noteBlock(note, context)),
    ...labelled(
      'how to fix',
      howToFix(finding, context).map((text) => [text]),
    ),
    ...(context.verbose ? evidenceTable(finding.evidence) : []),
  ];
}

/** A finding that needs no action, in one line, followed by its coverage table. */
export function findingLine(finding: Finding, context: ConsoleContext): Line[] {
  if (finding.suppression !== null) return suppressedLine(finding, finding.suppression, context);
  const parts = title(finding);
  if (isInFile(finding.location)) parts.push('  ', locationPart(finding.location));
  const values = describeValues(finding);
  if (values !== '') parts.push('  ', styled('dim', singleLine(values, MAX_NAME)));
  if (finding.message !== '') parts.push('  ', singleLine(finding.message, MAX_NAME));
  return [
    [...verdict(finding), ...parts],
    ...(context.verbose ? evidenceTable(finding.evidence) : []),
    ...finding.notes.filter(({ important }) => important).flatMap((note) => noteBlock(note, context)),
  ];
}

/** A finding that a baseline has, in one line, with what was asked for. */
export function knownLine(finding: Finding, context: ConsoleContext): Line[] {
  const { symbol } = OUTCOME_STYLES[finding.outcome];
  const { target, rule, location, message } = finding;
  const place = isInFile(location) ? locationText(location) : target.id;
  const parts = [place, target.parameters ?? '', message].filter((part) => part !== '');
  const rest = parts.map((part) => `  ${singleLine(part, MAX_NAME)}`).join('');
  const name = `${singleLine(target.name, MAX_NAME)}  ${singleLine(rule, MAX_NAME)}`;
  return [
    [styled('dim', `  ${`${symbol} known`.padEnd(LABEL_WIDTH)}  ${name}${rest}`)],
    ...finding.notes.filter(({ important }) => important).flatMap((note) => noteBlock(note, context)),
  ];
}

/** `~ suppressed  name  rule: reason (owner, until 2027-01-31)`, and where that is written. */
function suppressedLine(finding: Finding, suppression: AppliedSuppression, context: ConsoleContext): Line[] {
  const { location } = suppression;
  return [
    [
      ...verdict(finding),
      styled('bold', singleLine(finding.target.name, MAX_NAME)),
      `  ${singleLine(finding.rule, MAX_NAME)}: ${singleLine(suppressionText(suppression), MAX_TEXT)}`,
      ...(isInFile(location) ? ['  ', locationPart(location)] : [`  ${message('suppression.from-tag')}`]),
    ],
    ...(context.verbose ? evidenceTable(finding.evidence) : []),
    ...finding.notes.filter(({ important }) => important).flatMap((note) => noteBlock(note, context)),
  ];
}

/** A finding of earlier results that is no longer there, in one line. */
export function fixedLine({ target, rule, file, message }: FixedFinding): Line {
  const place = file === '' ? target.id : file;
  const parts = [place, target.parameters ?? '', message].filter((part) => part !== '');
  return [
    '  ',
    styled('green', '✓ fixed'.padEnd(LABEL_WIDTH)),
    '  ',
    styled('bold', singleLine(target.name, MAX_NAME)),
    `  ${singleLine(rule, MAX_NAME)}`,
    ...parts.map((part) => `  ${singleLine(part, MAX_NAME)}`),
  ];
}

/**
 * `file:line:column: ✗ fail name rule: message`, the format of compilers that editors understand; live results have
 * the resource id in place of the file.
 */
export function quietFinding(finding: Finding): Line {
  const { symbol, word, style } = OUTCOME_STYLES[finding.outcome];
  const values = singleLine(describeValues(finding), MAX_NAME);
  const name = singleLine(finding.target.name, MAX_NAME);
  return [
    findingLocation(finding),
    ': ',
    styled(finding.affectsExitCode ? style : 'dim', `${symbol} ${word}`),
    ` ${name} ${singleLine(finding.rule, MAX_NAME)}: ${singleLine(finding.message, MAX_TEXT)}`,
    ...(values === '' ? [] : [' ', styled('dim', `(${values})`)]),
    ...(finding.comparison === 'new' ? [' ', styled('bold', '(new)')] : []),
  ];
}

export function quietError(error: RunError): Line {
  const exclusion = exclusionText(error);
  return [
    ...locationPrefix(error.location),
    styled(exclusion === '' ? 'magenta' : 'dim', '! error'),
    ` ${singleLine(error.message, MAX_TEXT)} `,
    styled('dim', `(${singleLine(error.code, MAX_NAME)}${exclusion === '' ? '' : `; ${exclusion}`})`),
  ];
}

/** Why an error does not affect the exit code; '' when it does. */
function exclusionText({ excludedBecause }: RunError): string {
  return excludedBecause === undefined ? '' : singleLine(notGating(excludedBecause), MAX_TEXT);
}

export function quietNote({ message, location }: Note): Line {
  return [...locationPrefix(location), styled('dim', 'note'), ` ${singleLine(message, MAX_TEXT)}`];
}

export function errorBlock(error: RunError, context: ConsoleContext): Line[] {
  const [first = '', ...rest] = wrapped(error.message, context);
  return [
    [
      '  ',
      styled(error.excludedBecause === undefined ? 'magenta' : 'dim', '! error'.padEnd(LABEL_WIDTH)),
      `  ${first}`,
    ],
    ...rest.map((text) => [INDENT + text]),
    ...(error.location === undefined ? [] : labelled('where', locationLines(error.location, context))),
    ...labelled('code', [[singleLine(error.code, MAX_NAME)]]),
    ...labelled('', exclusionText(error) === '' ? [] : [[exclusionText(error)]]),
  ];
}

export function noteBlock(note: Note, context: ConsoleContext): Line[] {
  return labelled('note', withLocation(wrapped(note.message, context), note.location));
}

/** Lines, the last of which ends with the location, if there is one. */
function withLocation(texts: readonly string[], location: Location | undefined): Line[] {
  return texts.map((text, i) =>
    i === texts.length - 1 && isInFile(location) ? [text, '  ', locationPart(location)] : [text],
  );
}

function verdict(finding: Finding): LinePart[] {
  const { symbol, word, style } = OUTCOME_STYLES[finding.outcome];
  // Only findings that affect the exit code are coloured.
  return ['  ', styled(finding.affectsExitCode ? style : 'dim', `${symbol} ${word}`.padEnd(LABEL_WIDTH)), '  '];
}

function title(finding: Finding): LinePart[] {
  return [
    styled('bold', singleLine(finding.target.name, MAX_NAME)),
    `  ${singleLine(finding.rule, MAX_NAME)} `,
    styled('dim', singleLine(finding.ref, MAX_NAME)),
    ...(finding.level === 'error' ? [] : [styled('dim', ` level ${finding.level}`)]),
    ...(finding.comparison === 'new' ? ['  ', styled('bold', 'new')] : []),
  ];
}

function paragraph(text: string, context: ConsoleContext): Line[] {
  return text === '' ? [] : wrapped(text, context).map((part) => [INDENT + part]);
}

function bullet(reason: { message: string; location?: Location }, context: ConsoleContext): Line[] {
  const texts = wrap(singleLine(reason.message, MAX_TEXT), context.width - INDENT.length - 2);
  return withLocation(texts, reason.location).map((parts, i) => [`${INDENT}${i === 0 ? '-' : ' '} `, ...parts]);
}

function wrapped(text: string, context: ConsoleContext): string[] {
  return wrap(singleLine(text, MAX_TEXT), context.width - INDENT.length);
}

/** Lines under one label; none when all are empty. */
function labelled(label: string, lines: readonly Line[]): Line[] {
  const full = lines.filter((parts) => parts.some((part) => part !== ''));
  return full.map((parts, i) => ['  ', styled('dim', (i === 0 ? label : '').padEnd(LABEL_WIDTH)), '  ', ...parts]);
}

/** Location and JSON path, on two lines when one is too narrow. */
function locationLines(location: Location, { width }: ConsoleContext): Line[] {
  if (!isInFile(location)) return [];
  const at = locationPart(location);
  if (location.path === undefined || location.path === '') return [[at]];
  const path = styled('dim', escapeInvisible(truncateMiddle(location.path, MAX_PATH)));
  const fits = INDENT.length + locationText(location).length + 2 + path.text.length <= width;
  return fits ? [[at, '  ', path]] : [[at], [path]];
}

function locationPrefix(location: Location | undefined): LinePart[] {
  return !isInFile(location) ? [] : [locationPart(location), ': '];
}

/** Live results have no file; they are located by their resource id. */
function findingLocationLines(finding: Finding, context: ConsoleContext): Line[] {
  return isInFile(finding.location) ? locationLines(finding.location, context) : [[findingLocation(finding)]];
}

function findingLocation({ location, target }: Finding): LinePart {
  return isInFile(location) ? locationPart(location) : locationPart({ file: target.id });
}

function isInFile(location: Location | undefined): location is Location {
  return location !== undefined && location.file !== '';
}

function locationPart(location: Location): LinePart {
  return styled('cyan', escapeInvisible(truncateMiddle(locationText(location), MAX_TEXT)));
}

function causeText({ kind, name, location }: Cause): Line {
  const text = causePhrase({ kind, name: singleLine(name, MAX_NAME) });
  if (!isInFile(location)) return [text];
  return [`${text}, ${kind === 'parameter' ? 'declared at' : 'at'} `, locationPart(location)];
}

/**
 * The remedies, and the command that shows more. An unusual rule name is left out of the command, which may be pasted into
 * a shell.
 */
function howToFix({ rule, reasons, dependsOn }: Finding, { remedies, width }: ConsoleContext): string[] {
  const own = remedies.get(rule) ?? {};
  const known = reasons.flatMap(({ id }) => (Object.hasOwn(own, id) ? [own[id] ?? ''] : []));
  const sentences = [...new Set([...known, ...dependsOn.flatMap(adviceFor)])]
    .slice(0, MAX_LIST_ENTRIES)
    .flatMap((text) => wrap(singleLine(text, MAX_TEXT), width - INDENT.length));
  return [...sentences, RULE_NAME.test(rule) ? `acraudit rules ${rule}` : 'acraudit rules'];
}

/** Advice for reads that failed; other causes are explained by their location. */
const ADVICE_BY_CAUSE: Partial<Readonly<Record<CauseKind, string>>> = {
  permission: 'grant Reader, or a role with what was refused, on the subscription to who scans: docs/permissions.md',
  throttled: 'scan again later, or with a lower --concurrency',
};

function adviceFor({ kind }: Cause): readonly string[] {
  const advice = ADVICE_BY_CAUSE[kind];
  return advice === undefined ? [] : [advice];
}

function evidenceTable({ columns, rows }: Table): Line[] {
  if (rows.length === 0) return [];
  const table = [columns, ...firstEntries(rows).map((row) => row.map((cell) => singleLine(cellText(cell), MAX_CELL)))];
  const widths = columns.slice(0, -1).map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const texts = table.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return [...texts.map((text, i) => [INDENT, i === 0 ? styled('dim', text) : text]), ...omittedEntries(rows)];
}

function cellText(cell: Cell): string {
  if (cell === null) return 'unknown';
  return typeof cell === 'boolean' ? (cell ? 'yes' : 'no') : String(cell);
}

function firstEntries<T>(list: readonly T[]): readonly T[] {
  return list.slice(0, MAX_LIST_ENTRIES);
}

function omittedEntries(list: readonly unknown[]): Line[] {
  const rest = list.length - MAX_LIST_ENTRIES;
  return rest > 0 ? [[INDENT, styled('dim', `… and ${rest} more`)]] : [];
}
