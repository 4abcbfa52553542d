import type { Finding, Outcome, RunError, RunResult } from '../../engine/finding.ts';
import { message } from '../../messages/message.ts';
import { countOfType } from '../../messages/resource-nouns.ts';
import { asciiText, type Line, type SafeText, safeLine, styled } from '../../util/safe-text.ts';
import { livePlace } from '../live-place.ts';
import { remediesByRule } from '../remedies.ts';
import type { ReportOptions } from '../report.ts';
import { chunked } from '../report-text.ts';
import { summary } from './console-summary.ts';
import { type ConsoleContext, errorBlock, findingBlock, noteLines } from './finding-block.ts';
import { isInFile, locationPart } from './line-parts.ts';
import { nextSteps } from './next-steps.ts';
import {
  findingLine,
  fixedLine,
  importantNotes,
  knownLine,
  quietError,
  quietFinding,
  quietNote,
  shortLine,
} from './one-line.ts';
import { sameCauseBlock, sameCauses } from './same-cause.ts';
import { singleLine, wrapLine } from './terminal.ts';

/** Narrower terminals get lines of this width. */
const MIN_WIDTH = 40;
/** Findings that each have a block; of more, each has a line. */
const MAX_BLOCKS = 10;
/** So many findings with the same note have it once. */
const MIN_SHARED_NOTES = 3;
const MAX_FILE = 1000;
/** Blocks of errors with the same code unless `verbose`. */
const MAX_ERRORS = 10;
/** Lines of what is fixed; JSON has all. */
const MAX_FIXED = 100;

/** Outcomes that need action; of the others what is suppressed has a line, and the rest is only counted unless `verbose`. */
const SHOWN_OUTCOMES: readonly Outcome[] = ['fail', 'unknown', 'error'];

/**
 * The report for people: findings by file or subscription, each in a block or, where there are many, in one line; then what
 * many share, errors, notes, one line of counts and what can be done next. With `quiet` one line for each finding, each error
 * and what was seen and not used, and nothing else.
 */
export function consolePieces(result: RunResult, options: ReportOptions): Iterable<SafeText> {
  const width = options.width === undefined ? Number.POSITIVE_INFINITY : Math.max(options.width, MIN_WIDTH);
  const lines = options.quiet ? quietLines(result) : wrapped(reportLines(result, options, width), width);
  return chunked(renderLines(lines, options));
}

/** The last step: all parts of a line are escaped here. */
function* renderLines(lines: Iterable<Line>, { color, ascii = false }: ReportOptions): Iterable<SafeText> {
  for (const parts of lines) {
    const text = safeLine(parts, color);
    yield ascii ? asciiText(text) : text;
  }
}

/** Lines for programs stay whole. */
function* wrapped(lines: Iterable<Line>, width: number): Iterable<Line> {
  for (const line of lines) yield* wrapLine(line, width);
}

const EMPTY_LINE: Line = [];

function* quietLines({ findings, errors, notes }: RunResult): Iterable<Line> {
  for (const finding of findings) {
    if (needsAction(finding)) yield quietFinding(finding);
  }
  for (const error of errors) yield quietError(error);
  for (const note of notes) if (note.important) yield quietNote(note);
}

function needsAction({ outcome, baseline }: Finding): boolean {
  return SHOWN_OUTCOMES.includes(outcome) && baseline !== 'known';
}

function* reportLines(result: RunResult, options: ReportOptions, width: number): Iterable<Line> {
  const { verbose, rules } = options;
  const shared = verbose ? [] : sameCauses(result.findings);
  const isShared = new Set(shared.flat());
  const own = result.findings.filter((finding) => !isShared.has(finding));
  const sharedNotes = verbose ? new Set<string>() : notesOfSeveral(own.filter(needsAction));
  const context = { verbose, remedies: remediesByRule(rules), sharedNotes };
  const isShort = !verbose && own.filter(needsAction).length > MAX_BLOCKS;
  yield* groupedLines(result, own, (finding) =>
    isShort && needsAction(finding)
      ? [shortLine(finding, width), ...importantNotes(finding)]
      : findingLines(finding, context),
  );
  for (const findings of shared) yield* [...sameCauseBlock(findings), EMPTY_LINE];
  yield* errorLines(result.errors, verbose ? Infinity : MAX_ERRORS);
  const notes = [...[...(isShort ? [] : sharedNotes)].map((text) => ({ message: text })), ...result.notes];
  for (const note of notes) yield* noteLines(note);
  if (notes.length > 0) yield EMPTY_LINE;
  yield* notDeployedLines(result);
  yield* comparisonLines(result);
  yield summary(result);
  yield* nextSteps(result, options, isShort);
}

/** Notes that several findings have and that are about no place. */
function notesOfSeveral(findings: readonly Finding[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { notes } of findings)
    for (const { message: text, location, important } of notes)
      if (important !== true && !isInFile(location)) counts.set(text, (counts.get(text) ?? 0) + 1);
  return new Set([...counts].flatMap(([text, count]) => (count >= MIN_SHARED_NOTES ? [text] : [])));
}

/** Findings under the heading of their group; none of those of which there is nothing to say. */
function* groupedLines(
  result: RunResult,
  findings: readonly Finding[],
  linesOf: (finding: Finding) => readonly Line[],
): Iterable<Line> {
  let current: string | undefined;
  let compact = false;
  for (const finding of findings) {
    const text = linesOf(finding);
    if (text.length === 0) continue;
    const { key, heading } = groupOf(finding, result);
    const isFirst = key !== current;
    // Consecutive one-line findings are grouped; longer ones are separated by an empty line.
    if (current !== undefined && (isFirst || !compact || text.length > 1)) yield EMPTY_LINE;
    current = key;
    if (isFirst) yield* [[styled('bold', singleLine(heading, MAX_FILE))], EMPTY_LINE];
    yield* text;
    compact = text.length === 1;
  }
  if (current !== undefined) yield EMPTY_LINE;
}

/** A block for what needs action, else one line, or none. */
function findingLines(finding: Finding, context: ConsoleContext): readonly Line[] {
  const { outcome, baseline, notes } = finding;
  if (baseline === 'known' && !context.verbose) return knownLine(finding);
  if (SHOWN_OUTCOMES.includes(outcome)) return findingBlock(finding, context);
  const isSaid = outcome === 'suppressed' || context.verbose || notes.some(({ important }) => important);
  return isSaid ? findingLine(finding, context) : [];
}

/** What is fixed has no place among the findings. */
function comparisonLines({ comparison }: RunResult): Line[] {
  if (comparison === undefined) return [];
  const { with: earlier, new: added, unchanged, fixed } = comparison;
  const shown = fixed.slice(0, MAX_FIXED).map(fixedLine);
  const more = fixed.length - shown.length;
  const values = { with: singleLine(earlier, MAX_FILE), new: added, fixed: fixed.length, unchanged };
  const counts = message('report.compared-line', values);
  return [
    ...shown,
    ...(more > 0 ? [[styled('dim', `  ${message('report.more-fixed', { count: more })}`)]] : []),
    ...(shown.length > 0 ? [EMPTY_LINE] : []),
    [counts],
  ];
}

/** Targets that are not deployed are said aloud, with what keeps them from it, and their file where it is one. */
function notDeployedLines({ findings }: RunResult): Line[] {
  const groups = new Map<
    string,
    { readonly first: Finding; readonly places: Set<string>; readonly files: Set<string> }
  >();
  for (const finding of findings) {
    const { isDeployed, message: text, location, target } = finding;
    if (isDeployed) continue;
    const key = `${target.type.toLowerCase()}\n${text}`;
    const group = groups.get(key) ?? { first: finding, places: new Set(), files: new Set() };
    groups.set(key, group);
    group.places.add(`${location.file} ${location.path} ${target.id}`);
    group.files.add(location.file);
  }
  return [...groups.values()].map(({ first: { target, message: text, location }, places, files }) => [
    singleLine(`${countOfType(places.size, target.type)} ${text}`, MAX_FILE),
    ...(files.size === 1 && isInFile(location) ? ['  ', locationPart({ file: location.file })] : []),
  ]);
}

/** By file; what a scan found by subscription or region, under its name. */
function groupOf({ location, target }: Finding, result: RunResult): { readonly key: string; readonly heading: string } {
  if (location.file !== '') return { key: `file ${location.file}`, heading: location.file };
  return livePlace(target.id, result) ?? { key: `id ${target.id.toLowerCase()}`, heading: target.id };
}

function errorLines(errors: readonly RunError[], limit: number): Line[] {
  if (errors.length === 0) return [];
  return [
    [styled('bold', message('report.not-read'))],
    EMPTY_LINE,
    ...[...byCode(errors).values()].flatMap((list) => [
      ...list.slice(0, limit).flatMap((error) => [...errorBlock(error), EMPTY_LINE]),
      ...moreErrors(list, limit),
    ]),
  ];
}

function byCode(errors: readonly RunError[]): ReadonlyMap<string, readonly RunError[]> {
  const groups = new Map<string, RunError[]>();
  for (const error of errors) {
    const group = groups.get(error.code);
    if (group === undefined) groups.set(error.code, [error]);
    else group.push(error);
  }
  return groups;
}

function moreErrors(list: readonly RunError[], limit: number): Line[] {
  const count = list.length - limit;
  const [first] = list;
  if (count <= 0 || first === undefined) return [];
  const text = message('report.more-errors', { count, code: first.code });
  return [[styled('dim', `  ${singleLine(text, MAX_FILE)}`)], EMPTY_LINE];
}
