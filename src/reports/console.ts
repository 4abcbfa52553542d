import type { Finding, Outcome, RunError, RunResult } from '../engine/finding.ts';
import {
  type Context,
  errorBlock,
  findingBlock,
  findingLine,
  noteBlock,
  quietError,
  quietLine,
} from './console-lines.ts';
import { summary } from './console-summary.ts';
import type { ReportOptions } from './report.ts';
import { line, painter } from './terminal.ts';
import { count } from './text.ts';

/** Narrower than this, wrapped text is harder to read than what the terminal makes of long lines. */
const NARROWEST = 60;
const FILE_LIMIT = 1000;

/** Outcomes that a person has to do something about; the others are only counted unless `verbose`. */
const SHOWN: readonly Outcome[] = ['fail', 'unknown', 'error'];

/**
 * The report for people: a block for each finding, grouped by file, then errors, notes and one line of counts. With
 * `quiet` one line for each finding and error, and nothing else.
 */
export function consoleReport(result: RunResult, options: ReportOptions): string {
  const context: Context = {
    paint: painter(options.color),
    width: options.width === undefined ? Number.POSITIVE_INFINITY : Math.max(options.width, NARROWEST),
    verbose: options.verbose,
    remedies: new Map(options.rules.map(({ name, remedies }) => [name, remedies])),
  };
  const lines = options.quiet ? quietLines(result, context) : blocks(result, context);
  return lines.map((text) => `${text}\n`).join('');
}

function quietLines(result: RunResult, context: Context): string[] {
  const findings = result.findings.filter((finding) => SHOWN.includes(finding.outcome));
  return [
    ...findings.map((finding) => quietLine(finding, context)),
    ...result.errors.map((error) => quietError(error, context)),
  ];
}

function blocks(result: RunResult, context: Context): string[] {
  const lines: string[] = [];
  let current: string | undefined;
  let compact = false;
  for (const finding of result.findings) {
    const shown = SHOWN.includes(finding.outcome);
    if (!shown && !context.verbose) continue;
    const text = shown ? findingBlock(finding, context) : findingLine(finding, context);
    const group = heading(finding);
    const first = group !== current;
    current = group;
    // Findings of one line each stand together; everything longer has air around it.
    if (lines.length > 0 && (first || !compact || text.length > 1)) lines.push('');
    if (first) lines.push(context.paint('bold', group), '');
    lines.push(...text);
    compact = text.length === 1;
  }
  if (lines.length > 0) lines.push('');
  lines.push(...errorSection(result.errors, context));
  for (const note of result.notes) lines.push(...noteBlock(note, context));
  if (result.notes.length > 0) lines.push('');
  lines.push(...notDeployed(result), summary(result, context.paint));
  return lines;
}

/** Registries that are not deployed are said aloud, with what keeps them from it. */
function notDeployed({ findings }: RunResult): string[] {
  const messages = new Map<string, Set<string>>();
  for (const { outcome, message, location, target } of findings) {
    if (outcome !== 'notApplicable') continue;
    messages.set(message, (messages.get(message) ?? new Set()).add(`${location.file} ${location.path} ${target.id}`));
  }
  return [...messages].map(([message, places]) =>
    line(`${count(places.size, 'registry', 'registries')} ${message}`, FILE_LIMIT),
  );
}

/** What Azure answered has no file; the id of the registry stands for it. */
function heading(finding: Finding): string {
  return line(finding.location.file === '' ? finding.target.id : finding.location.file, FILE_LIMIT);
}

function errorSection(errors: readonly RunError[], context: Context): string[] {
  if (errors.length === 0) return [];
  return [
    context.paint('bold', 'not read or not evaluated'),
    '',
    ...errors.flatMap((e) => [...errorBlock(e, context), '']),
  ];
}
