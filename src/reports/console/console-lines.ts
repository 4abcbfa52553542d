import type { Cell, Finding, Note, Outcome, RunError, Table } from '../../engine/finding.ts';
import { cutMiddle } from '../../util/cut-text.ts';
import { escapeInvisible } from '../../util/escape.ts';
import type { Location } from '../../util/location.ts';
import { type Line, type Part, type Style, styled } from '../../util/safe-text.ts';
import { type Cause, type CauseKind, causePhrase } from '../../value/cause.ts';
import { furtherCauses, furtherReasons, notGating, place, placesOfMessage, valuesUsed } from '../words.ts';
import { line, wrap } from './terminal.ts';

export interface Context {
  /** Columns to keep to; infinite where nothing is wrapped. */
  readonly width: number;
  readonly verbose: boolean;
  /** By rule and reason id. */
  readonly remedies: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

// Symbols differ in shape, so that a verdict is also read without colour.
const VERDICTS: Record<Outcome, { readonly symbol: string; readonly word: string; readonly style: Style }> = {
  pass: { symbol: '✓', word: 'pass', style: 'green' },
  fail: { symbol: '✗', word: 'fail', style: 'red' },
  unknown: { symbol: '?', word: 'unknown', style: 'yellow' },
  error: { symbol: '!', word: 'error', style: 'magenta' },
  suppressed: { symbol: '~', word: 'suppressed', style: 'cyan' },
  notApplicable: { symbol: '-', word: 'n/a', style: 'dim' },
};

// Characters of one value from an input; JSON and SARIF have them whole.
const NAME_LIMIT = 80;
const CELL_LIMIT = 44;
const TEXT_LIMIT = 1000;
const PATH_LIMIT = 120;
/** Entries of one list in a block. */
const LIST_LIMIT = 20;

const LABEL_WIDTH = 10;
const INDENT = ' '.repeat(2 + LABEL_WIDTH + 2);
const RULE_NAME = /^[\w.-]{1,100}$/;

/** A finding that somebody has to act on: verdict, why, where, with which values, what decides, what to do. */
export function findingBlock(finding: Finding, context: Context): Line[] {
  const reasons = furtherReasons(finding);
  const causes = furtherCauses(finding);
  return [
    [...verdict(finding), ...title(finding)],
    ...paragraph(finding.message, context),
    ...limited(reasons).flatMap((reason) => bullet(reason, context)),
    ...more(reasons),
    ...labelled('where', whereFinding(finding, context)),
    ...labelled(
      'see',
      limited(placesOfMessage(finding)).flatMap((location) => where(location, context)),
    ),
    ...labelled('values', [[line(valuesUsed(finding), TEXT_LIMIT)]]),
    ...labelled('depends on', limited(causes).map(causeText)),
    ...more(causes),
    ...finding.notes.slice(0, LIST_LIMIT).flatMap((note) => noteBlock(note, context)),
    ...labelled(
      'how to fix',
      howToFix(finding, context).map((text) => [text]),
    ),
    ...(context.verbose ? evidenceTable(finding.evidence) : []),
  ];
}

/** A finding that is fine, in one line; what its settings cover stands below it. */
export function findingLine(finding: Finding, context: Context): Line[] {
  const parts = title(finding);
  if (isInFile(finding.location)) parts.push('  ', placeText(finding.location));
  const values = valuesUsed(finding);
  if (values !== '') parts.push('  ', styled('dim', line(values, NAME_LIMIT)));
  if (finding.message !== '') parts.push('  ', line(finding.message, NAME_LIMIT));
  return [
    [...verdict(finding), ...parts],
    ...(context.verbose ? evidenceTable(finding.evidence) : []),
    ...finding.notes.filter(({ important }) => important).flatMap((note) => noteBlock(note, context)),
  ];
}

/**
 * `file:line:column: ✗ fail name rule: message`, the shape that compilers have and editors understand; what Azure answered
 * has its id in place of the file.
 */
export function quietLine(finding: Finding): Line {
  const { symbol, word, style } = VERDICTS[finding.outcome];
  const values = line(valuesUsed(finding), NAME_LIMIT);
  const name = line(finding.target.name, NAME_LIMIT);
  return [
    placeOf(finding),
    ': ',
    styled(finding.counted ? style : 'dim', `${symbol} ${word}`),
    ` ${name} ${line(finding.rule, NAME_LIMIT)}: ${line(finding.message, TEXT_LIMIT)}`,
    ...(values === '' ? [] : [' ', styled('dim', `(${values})`)]),
  ];
}

export function quietError(error: RunError): Line {
  const aside = notCounted(error);
  return [
    ...prefix(error.location),
    styled(aside === '' ? 'magenta' : 'dim', '! error'),
    ` ${line(error.message, TEXT_LIMIT)} `,
    styled('dim', `(${line(error.code, NAME_LIMIT)}${aside === '' ? '' : `; ${aside}`})`),
  ];
}

/** Why an error has no part in the exit code; '' when it has. */
function notCounted({ notCountedBecause }: RunError): string {
  return notCountedBecause === undefined ? '' : line(notGating(notCountedBecause), TEXT_LIMIT);
}

export function quietNote({ message, location }: Note): Line {
  const at = namesItsFile(message, location) ? [] : prefix(location);
  return [...at, styled('dim', 'note'), ` ${line(message, TEXT_LIMIT)}`];
}

/** Whether a message says where it is about, so that the place would only repeat it. */
function namesItsFile(message: string, location: Location | undefined): boolean {
  return location !== undefined && location.line === undefined && message.startsWith(`${location.file} `);
}

export function errorBlock(error: RunError, context: Context): Line[] {
  const [first = '', ...rest] = wrapped(error.message, context);
  return [
    [
      '  ',
      styled(error.notCountedBecause === undefined ? 'magenta' : 'dim', '! error'.padEnd(LABEL_WIDTH)),
      `  ${first}`,
    ],
    ...rest.map((text) => [INDENT + text]),
    ...(error.location === undefined ? [] : labelled('where', where(error.location, context))),
    ...labelled('code', [[line(error.code, NAME_LIMIT)]]),
    ...labelled('', notCounted(error) === '' ? [] : [[notCounted(error)]]),
  ];
}

export function noteBlock(note: Note, context: Context): Line[] {
  const location = namesItsFile(note.message, note.location) ? undefined : note.location;
  return labelled('note', withPlace(wrapped(note.message, context), location));
}

/** Lines of which the last one ends with a place, where there is one. */
function withPlace(texts: readonly string[], location: Location | undefined): Line[] {
  return texts.map((text, i) =>
    i === texts.length - 1 && isInFile(location) ? [text, '  ', placeText(location)] : [text],
  );
}

function verdict(finding: Finding): Part[] {
  const { symbol, word, style } = VERDICTS[finding.outcome];
  // Only what counts for the exit code draws the eye.
  return ['  ', styled(finding.counted ? style : 'dim', `${symbol} ${word}`.padEnd(LABEL_WIDTH)), '  '];
}

function title(finding: Finding): Part[] {
  return [
    styled('bold', line(finding.target.name, NAME_LIMIT)),
    `  ${line(finding.rule, NAME_LIMIT)} `,
    styled('dim', line(finding.ref, NAME_LIMIT)),
    ...(finding.level === 'error' ? [] : [styled('dim', ` level ${finding.level}`)]),
  ];
}

function paragraph(text: string, context: Context): Line[] {
  return text === '' ? [] : wrapped(text, context).map((part) => [INDENT + part]);
}

function bullet(reason: { message: string; location?: Location }, context: Context): Line[] {
  const texts = wrap(line(reason.message, TEXT_LIMIT), context.width - INDENT.length - 2);
  return withPlace(texts, reason.location).map((parts, i) => [`${INDENT}${i === 0 ? '-' : ' '} `, ...parts]);
}

function wrapped(text: string, context: Context): string[] {
  return wrap(line(text, TEXT_LIMIT), context.width - INDENT.length);
}

/** Lines under one label; nothing when there is nothing to say. */
function labelled(label: string, lines: readonly Line[]): Line[] {
  const full = lines.filter((parts) => parts.some((part) => part !== ''));
  return full.map((parts, i) => ['  ', styled('dim', (i === 0 ? label : '').padEnd(LABEL_WIDTH)), '  ', ...parts]);
}

/** The place and the JSON path, on two lines where one is too narrow. */
function where(location: Location, { width }: Context): Line[] {
  if (!isInFile(location)) return [];
  const at = placeText(location);
  if (location.path === undefined || location.path === '') return [[at]];
  const path = styled('dim', escapeInvisible(cutMiddle(location.path, PATH_LIMIT)));
  const fits = INDENT.length + place(location).length + 2 + path.text.length <= width;
  return fits ? [[at, '  ', path]] : [[at], [path]];
}

function prefix(location: Location | undefined): Part[] {
  return !isInFile(location) ? [] : [placeText(location), ': '];
}

/** What Azure answered has no place in a file; the whole id says where it is. */
function whereFinding(finding: Finding, context: Context): Line[] {
  return isInFile(finding.location) ? where(finding.location, context) : [[placeOf(finding)]];
}

function placeOf({ location, target }: Finding): Part {
  return isInFile(location) ? placeText(location) : placeText({ file: target.id });
}

function isInFile(location: Location | undefined): location is Location {
  return location !== undefined && location.file !== '';
}

function placeText(location: Location): Part {
  return styled('cyan', escapeInvisible(cutMiddle(place(location), TEXT_LIMIT)));
}

function causeText({ kind, name, location }: Cause): Line {
  const text = causePhrase({ kind, name: line(name, NAME_LIMIT) });
  if (!isInFile(location)) return [text];
  return [`${text}, ${kind === 'parameter' ? 'declared at' : 'at'} `, placeText(location)];
}

/**
 * What to do about the reasons, and where more stands. A name that is not plain does not go into a command that somebody
 * may paste into a shell.
 */
function howToFix({ rule, reasons, dependsOn }: Finding, { remedies, width }: Context): string[] {
  const own = remedies.get(rule) ?? {};
  const known = reasons.flatMap(({ id }) => (Object.hasOwn(own, id) ? [own[id] ?? ''] : []));
  const sentences = [...new Set([...known, ...dependsOn.flatMap(adviceFor)])]
    .slice(0, LIST_LIMIT)
    .flatMap((text) => wrap(line(text, TEXT_LIMIT), width - INDENT.length));
  return [...sentences, RULE_NAME.test(rule) ? `acraudit rules ${rule}` : 'acraudit rules'];
}

/** What to do about a read that gave nothing; what else is unknown is told by its place. */
const ADVICE: Partial<Readonly<Record<CauseKind, string>>> = {
  permission: 'grant Reader, or a role with what was refused, on the subscription to who scans: docs/permissions.md',
  throttled: 'scan again later, or with a lower --concurrency',
};

function adviceFor({ kind }: Cause): readonly string[] {
  const advice = ADVICE[kind];
  return advice === undefined ? [] : [advice];
}

function evidenceTable({ columns, rows }: Table): Line[] {
  if (rows.length === 0) return [];
  const table = [columns, ...limited(rows).map((row) => row.map((cell) => line(cellText(cell), CELL_LIMIT)))];
  const widths = columns.slice(0, -1).map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const texts = table.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return [...texts.map((text, i) => [INDENT, i === 0 ? styled('dim', text) : text]), ...more(rows)];
}

function cellText(cell: Cell): string {
  if (cell === null) return 'unknown';
  return typeof cell === 'boolean' ? (cell ? 'yes' : 'no') : String(cell);
}

function limited<T>(list: readonly T[]): readonly T[] {
  return list.slice(0, LIST_LIMIT);
}

function more(list: readonly unknown[]): Line[] {
  const rest = list.length - LIST_LIMIT;
  return rest > 0 ? [[INDENT, styled('dim', `… and ${rest} more`)]] : [];
}
