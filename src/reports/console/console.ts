import type { Finding, Outcome, RunError, RunResult } from '../../engine/finding.ts';
import { countOfType } from '../../messages/resource-nouns.ts';
import { type Line, type SafeText, safeLine, styled } from '../../util/safe-text.ts';
import type { ReportOptions } from '../report.ts';
import { larger } from '../text.ts';
import {
  type Context,
  errorBlock,
  findingBlock,
  findingLine,
  noteBlock,
  quietError,
  quietLine,
  quietNote,
} from './console-lines.ts';
import { summary } from './console-summary.ts';
import { line } from './terminal.ts';

/** Narrower than this, wrapped text is harder to read than what the terminal makes of long lines. */
const NARROWEST = 60;
const FILE_LIMIT = 1000;

/** Outcomes that a person has to do something about; the others are only counted unless `verbose`. */
const SHOWN: readonly Outcome[] = ['fail', 'unknown', 'error'];

/**
 * The report for people: a block for each finding, grouped by file or resource group, then errors, notes and one line of counts. With
 * `quiet` one line for each finding, each error and what was seen and not used, and nothing else.
 */
export function consolePieces(result: RunResult, options: ReportOptions): Iterable<SafeText> {
  const context: Context = {
    width: options.width === undefined ? Number.POSITIVE_INFINITY : Math.max(options.width, NARROWEST),
    verbose: options.verbose,
    remedies: new Map(options.rules.map(({ name, remedies }) => [name, remedies])),
  };
  return larger(written(options.quiet ? quietLines(result) : blocks(result, context), options.color));
}

/** The last step: whatever a line is made of is made safe here. */
function* written(lines: Iterable<Line>, color: boolean): Iterable<SafeText> {
  for (const parts of lines) yield safeLine(parts, color);
}

const EMPTY: Line = [];

function* quietLines({ findings, errors, notes }: RunResult): Iterable<Line> {
  for (const finding of findings) if (SHOWN.includes(finding.outcome)) yield quietLine(finding);
  for (const error of errors) yield quietError(error);
  for (const note of notes) if (note.important) yield quietNote(note);
}

function* blocks(result: RunResult, context: Context): Iterable<Line> {
  let current: Group | undefined;
  let compact = false;
  for (const finding of result.findings) {
    const shown = SHOWN.includes(finding.outcome);
    if (!shown && !context.verbose && !finding.notes.some(({ important }) => important)) continue;
    const text = shown ? findingBlock(finding, context) : findingLine(finding, context);
    const group = heading(finding);
    const first = current === undefined || !sameGroup(group, current);
    // Findings of one line each stand together; everything longer has air around it.
    if (current !== undefined && (first || !compact || text.length > 1)) yield EMPTY;
    current = group;
    if (first) yield* [[styled('bold', line(group.text, FILE_LIMIT))], EMPTY];
    yield* text;
    compact = text.length === 1;
  }
  if (current !== undefined) yield EMPTY;
  yield* errorSection(result.errors, context);
  for (const note of result.notes) yield* noteBlock(note, context);
  if (result.notes.length > 0) yield EMPTY;
  yield* notDeployed(result);
  yield summary(result);
}

/** Targets that are not deployed are said aloud, with what keeps them from it. */
function notDeployed({ findings }: RunResult): Line[] {
  const groups = new Map<string, { readonly type: string; readonly message: string; readonly places: Set<string> }>();
  for (const { isDeployed, message, location, target } of findings) {
    if (isDeployed) continue;
    const key = `${target.type.toLowerCase()}\n${message}`;
    const group = groups.get(key) ?? { type: target.type, message, places: new Set() };
    groups.set(key, group);
    group.places.add(`${location.file} ${location.path} ${target.id}`);
  }
  return [...groups.values()].map(({ type, message, places }) => [
    line(`${countOfType(places.size, type)} ${message}`, FILE_LIMIT),
  ]);
}

interface Group {
  readonly text: string;
  readonly isFile: boolean;
}

const RESOURCE_GROUP = /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+(?=\/)/i;

/** What Azure answered has no file; the resource group, as far as the id tells it, stands for it. */
function heading({ location, target }: Finding): Group {
  if (location.file !== '') return { text: location.file, isFile: true };
  return { text: RESOURCE_GROUP.exec(target.id)?.[0] ?? target.id, isFile: false };
}

/** Azure writes the same group now in these letters, now in those. */
function sameGroup(a: Group, b: Group): boolean {
  if (a.isFile || b.isFile) return a.isFile === b.isFile && a.text === b.text;
  return a.text.toLowerCase() === b.text.toLowerCase();
}

function errorSection(errors: readonly RunError[], context: Context): Line[] {
  if (errors.length === 0) return [];
  return [
    [styled('bold', 'not read or not evaluated')],
    EMPTY,
    ...errors.flatMap((error) => [...errorBlock(error, context), EMPTY]),
  ];
}
