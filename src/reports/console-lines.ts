import type { CoverageRow, Finding, Note, Outcome, RunError } from '../engine/finding.ts';
import { escapeInvisible } from '../invisible.ts';
import { type Cause, type CauseKind, causePhrase } from '../model/cause.ts';
import type { Location } from '../model/location.ts';
import { line, type Paint, type Style, wrap } from './terminal.ts';
import { cutMiddle } from './text.ts';
import { furtherCauses, furtherReasons, ownNotes, place, placesOfMessage, valuesUsed } from './words.ts';

export interface Context {
  readonly paint: Paint;
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
export function findingBlock(finding: Finding, context: Context): string[] {
  const { paint } = context;
  const why = [paragraph(finding.message, context)];
  const reasons = furtherReasons(finding);
  const causes = furtherCauses(finding);
  for (const reason of limited(reasons)) why.push(bullet(reason, context));
  return [
    verdict(finding, context) + title(finding, context),
    ...why.flat(),
    ...more(reasons, paint),
    ...labelled('where', whereFinding(finding, context), context),
    ...labelled(
      'see',
      limited(placesOfMessage(finding)).flatMap((location) => where(location, context)),
      context,
    ),
    ...labelled('values', [line(valuesUsed(finding), TEXT_LIMIT)], context),
    ...labelled(
      'depends on',
      limited(causes).map((cause) => causeText(cause, paint)),
      context,
    ),
    ...more(causes, paint),
    ...ownNotes(finding)
      .slice(0, LIST_LIMIT)
      .flatMap((note) => noteBlock(note, context)),
    ...labelled('how to fix', howToFix(finding, context), context),
    ...(context.verbose ? coverageTable(finding.coverage, context) : []),
  ];
}

/** A finding that is fine, in one line; what its settings cover stands below it. */
export function findingLine(finding: Finding, context: Context): string[] {
  const { paint } = context;
  const parts = [title(finding, context)];
  if (isInFile(finding.location)) parts.push(placeText(finding.location, paint));
  const values = valuesUsed(finding);
  if (values !== '') parts.push(paint('dim', line(values, NAME_LIMIT)));
  if (finding.message !== '') parts.push(line(finding.message, NAME_LIMIT));
  return [verdict(finding, context) + parts.join('  '), ...coverageTable(finding.coverage, context)];
}

/**
 * `file:line:column: ✗ fail name rule: message`, the shape that compilers have and editors understand; what Azure answered
 * has its id in place of the file.
 */
export function quietLine(finding: Finding, { paint }: Context): string {
  const { symbol, word, style } = VERDICTS[finding.outcome];
  const values = line(valuesUsed(finding), NAME_LIMIT);
  const head = `${placeOf(finding, paint)}: ${paint(finding.counted ? style : 'dim', `${symbol} ${word}`)}`;
  const name = line(finding.target.name, NAME_LIMIT);
  const tail = values === '' ? '' : ` ${paint('dim', `(${values})`)}`;
  return `${head} ${name} ${line(finding.rule, NAME_LIMIT)}: ${line(finding.message, TEXT_LIMIT)}${tail}`;
}

export function quietError(error: RunError, { paint }: Context): string {
  const code = paint('dim', `(${line(error.code, NAME_LIMIT)})`);
  return `${prefix(error.location, paint)}${paint('magenta', '! error')} ${line(error.message, TEXT_LIMIT)} ${code}`;
}

export function errorBlock(error: RunError, context: Context): string[] {
  const [first = '', ...rest] = wrapped(error.message, context);
  return [
    `  ${context.paint('magenta', '! error'.padEnd(LABEL_WIDTH))}  ${first}`,
    ...rest.map((text) => INDENT + text),
    ...(error.location === undefined ? [] : labelled('where', where(error.location, context), context)),
    ...labelled('code', [line(error.code, NAME_LIMIT)], context),
  ];
}

export function noteBlock(note: Note, context: Context): string[] {
  const lines = wrapped(note.message, context);
  if (isInFile(note.location)) lines[lines.length - 1] += `  ${placeText(note.location, context.paint)}`;
  return labelled('note', lines, context);
}

function verdict(finding: Finding, { paint }: Context): string {
  const { symbol, word, style } = VERDICTS[finding.outcome];
  // Only what counts for the exit code draws the eye.
  return `  ${paint(finding.counted ? style : 'dim', `${symbol} ${word}`.padEnd(LABEL_WIDTH))}  `;
}

function title(finding: Finding, { paint }: Context): string {
  const name = paint('bold', line(finding.target.name, NAME_LIMIT));
  const level = finding.level === 'error' ? '' : paint('dim', ` level ${finding.level}`);
  return `${name}  ${line(finding.rule, NAME_LIMIT)} ${paint('dim', line(finding.ref, NAME_LIMIT))}${level}`;
}

function paragraph(text: string, context: Context): string[] {
  return text === '' ? [] : wrapped(text, context).map((part) => INDENT + part);
}

function bullet(reason: { message: string; location?: Location }, context: Context): string[] {
  const lines = wrap(line(reason.message, TEXT_LIMIT), context.width - INDENT.length - 2);
  if (isInFile(reason.location)) lines[lines.length - 1] += `  ${placeText(reason.location, context.paint)}`;
  return lines.map((text, i) => `${INDENT}${i === 0 ? '-' : ' '} ${text}`);
}

function wrapped(text: string, context: Context): string[] {
  return wrap(line(text, TEXT_LIMIT), context.width - INDENT.length);
}

/** Lines under one label; nothing when there is nothing to say. */
function labelled(label: string, lines: readonly string[], { paint }: Context): string[] {
  const texts = lines.filter((text) => text !== '');
  return texts.map((text, i) => `  ${paint('dim', (i === 0 ? label : '').padEnd(LABEL_WIDTH))}  ${text}`);
}

/** The place and the JSON path, on two lines where one is too narrow. */
function where(location: Location, { paint, width }: Context): string[] {
  if (!isInFile(location)) return [];
  const at = placeText(location, paint);
  if (location.path === undefined || location.path === '') return [at];
  const path = escapeInvisible(cutMiddle(location.path, PATH_LIMIT));
  const fits = INDENT.length + place(location).length + 2 + path.length <= width;
  return fits ? [`${at}  ${paint('dim', path)}`] : [at, paint('dim', path)];
}

function prefix(location: Location | undefined, paint: Paint): string {
  return !isInFile(location) ? '' : `${placeText(location, paint)}: `;
}

/** What Azure answered has no place in a file; the whole id says where it is. */
function whereFinding(finding: Finding, context: Context): string[] {
  return isInFile(finding.location) ? where(finding.location, context) : [placeOf(finding, context.paint)];
}

function placeOf({ location, target }: Finding, paint: Paint): string {
  return isInFile(location) ? placeText(location, paint) : placeText({ file: target.id }, paint);
}

function isInFile(location: Location | undefined): location is Location {
  return location !== undefined && location.file !== '';
}

function placeText(location: Location, paint: Paint): string {
  return paint('cyan', escapeInvisible(cutMiddle(place(location), TEXT_LIMIT)));
}

function causeText(cause: Cause, paint: Paint): string {
  const { kind, name, location } = cause;
  const text = causePhrase({ kind, name: line(name, NAME_LIMIT) });
  if (!isInFile(location)) return text;
  return `${text}, ${kind === 'parameter' ? 'declared at' : 'at'} ${placeText(location, paint)}`;
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

function coverageTable(rows: readonly CoverageRow[], { paint }: Context): string[] {
  if (rows.length === 0) return [];
  const cells = limited(rows).map((row) => [
    line(row.category, CELL_LIMIT),
    line(row.setting, CELL_LIMIT),
    row.destination === null ? 'none' : line(row.destination, CELL_LIMIT),
    row.enabled === null ? 'unknown' : row.enabled ? 'yes' : 'no',
  ]);
  const table = [['category', 'setting', 'destination', 'enabled'], ...cells];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return [...lines.map((text, i) => INDENT + (i === 0 ? paint('dim', text) : text)), ...more(rows, paint)];
}

function limited<T>(list: readonly T[]): readonly T[] {
  return list.slice(0, LIST_LIMIT);
}

function more(list: readonly unknown[], paint: Paint): string[] {
  const rest = list.length - LIST_LIMIT;
  return rest > 0 ? [INDENT + paint('dim', `… and ${rest} more`)] : [];
}
