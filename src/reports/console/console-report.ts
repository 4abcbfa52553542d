import type { Finding, Outcome, RunError, RunResult } from '../../engine/finding.ts';
import { countOfType } from '../../messages/resource-nouns.ts';
import { type Line, type SafeText, safeLine, styled } from '../../util/safe-text.ts';
import type { ReportOptions } from '../report.ts';
import { chunked } from '../report-text.ts';
import {
  type ConsoleContext,
  errorBlock,
  findingBlock,
  findingLine,
  fixedLine,
  knownLine,
  noteBlock,
  quietError,
  quietFinding,
  quietNote,
} from './console-lines.ts';
import { summary } from './console-summary.ts';
import { singleLine } from './terminal.ts';

/** Below this width the terminal's own wrapping is easier to read. */
const MIN_WIDTH = 60;
const MAX_FILE = 1000;
/** Lines of what is fixed; JSON has all. */
const MAX_FIXED = 100;

/** Outcomes that need action; of the others what is suppressed has a line, and the rest is only counted unless `verbose`. */
const SHOWN_OUTCOMES: readonly Outcome[] = ['fail', 'unknown', 'error'];

/**
 * The report for people: a block for each finding, grouped by file or resource group, then errors, notes and one line of counts. With
 * `quiet` one line for each finding, each error and what was seen and not used, and nothing else.
 */
export function consolePieces(result: RunResult, options: ReportOptions): Iterable<SafeText> {
  const context: ConsoleContext = {
    width: options.width === undefined ? Number.POSITIVE_INFINITY : Math.max(options.width, MIN_WIDTH),
    verbose: options.verbose,
    remedies: new Map(options.rules.map(({ name, remedies }) => [name, remedies])),
  };
  return chunked(renderLines(options.quiet ? quietLines(result) : reportLines(result, context), options.color));
}

/** The last step: all parts of a line are escaped here. */
function* renderLines(lines: Iterable<Line>, color: boolean): Iterable<SafeText> {
  for (const parts of lines) yield safeLine(parts, color);
}

const EMPTY_LINE: Line = [];

function* quietLines({ findings, errors, notes }: RunResult): Iterable<Line> {
  for (const finding of findings) {
    if (SHOWN_OUTCOMES.includes(finding.outcome) && finding.baseline !== 'known') yield quietFinding(finding);
  }
  for (const error of errors) yield quietError(error);
  for (const note of notes) if (note.important) yield quietNote(note);
}

function* reportLines(result: RunResult, context: ConsoleContext): Iterable<Line> {
  let current: FindingGroup | undefined;
  let compact = false;
  for (const finding of result.findings) {
    const shown = SHOWN_OUTCOMES.includes(finding.outcome);
    const isAccepted = finding.outcome === 'suppressed';
    if (!shown && !isAccepted && !context.verbose && !finding.notes.some(({ important }) => important)) continue;
    const text = findingLines(finding, context);
    const group = groupOf(finding);
    const first = current === undefined || !sameGroup(group, current);
    // Consecutive one-line findings are grouped; longer ones are separated by an empty line.
    if (current !== undefined && (first || !compact || text.length > 1)) yield EMPTY_LINE;
    current = group;
    if (first) yield* [[styled('bold', singleLine(group.text, MAX_FILE))], EMPTY_LINE];
    yield* text;
    compact = text.length === 1;
  }
  if (current !== undefined) yield EMPTY_LINE;
  yield* errorLines(result.errors, context);
  for (const note of result.notes) yield* noteBlock(note, context);
  if (result.notes.length > 0) yield EMPTY_LINE;
  yield* notDeployedLines(result);
  yield* comparisonLines(result);
  yield summary(result);
}

/** A block for what needs action, else one line. */
function findingLines(finding: Finding, context: ConsoleContext): readonly Line[] {
  if (finding.baseline === 'known' && !context.verbose) return knownLine(finding, context);
  return SHOWN_OUTCOMES.includes(finding.outcome) ? findingBlock(finding, context) : findingLine(finding, context);
}

/** What is fixed has no place among the findings. */
function comparisonLines({ comparison }: RunResult): Line[] {
  if (comparison === undefined) return [];
  const { with: earlier, new: added, unchanged, fixed } = comparison;
  const shown = fixed.slice(0, MAX_FIXED).map(fixedLine);
  const more = fixed.length - shown.length;
  const counts = `compared with ${singleLine(earlier, MAX_FILE)}: ${added} new, ${fixed.length} fixed, ${unchanged} unchanged`;
  return [
    ...shown,
    ...(more > 0 ? [[styled('dim', `  … and ${more} more fixed`)]] : []),
    ...(shown.length > 0 ? [EMPTY_LINE] : []),
    [counts],
  ];
}

/** Targets that are not deployed are said aloud, with what keeps them from it. */
function notDeployedLines({ findings }: RunResult): Line[] {
  const groups = new Map<string, { readonly type: string; readonly message: string; readonly places: Set<string> }>();
  for (const { isDeployed, message, location, target } of findings) {
    if (isDeployed) continue;
    const key = `${target.type.toLowerCase()}\n${message}`;
    const group = groups.get(key) ?? { type: target.type, message, places: new Set() };
    groups.set(key, group);
    group.places.add(`${location.file} ${location.path} ${target.id}`);
  }
  return [...groups.values()].map(({ type, message, places }) => [
    singleLine(`${countOfType(places.size, type)} ${message}`, MAX_FILE),
  ]);
}

interface FindingGroup {
  readonly text: string;
  readonly isFile: boolean;
}

const RESOURCE_GROUP = /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+(?=\/)/i;

/** Live results have no file; group them by resource group. */
function groupOf({ location, target }: Finding): FindingGroup {
  if (location.file !== '') return { text: location.file, isFile: true };
  return { text: RESOURCE_GROUP.exec(target.id)?.[0] ?? target.id, isFile: false };
}

/** Azure returns the same resource group in varying letter case. */
function sameGroup(a: FindingGroup, b: FindingGroup): boolean {
  if (a.isFile || b.isFile) return a.isFile === b.isFile && a.text === b.text;
  return a.text.toLowerCase() === b.text.toLowerCase();
}

function errorLines(errors: readonly RunError[], context: ConsoleContext): Line[] {
  if (errors.length === 0) return [];
  return [
    [styled('bold', 'not read or not evaluated')],
    EMPTY_LINE,
    ...errors.flatMap((error) => [...errorBlock(error, context), EMPTY_LINE]),
  ];
}
