import type { RunResult } from '../engine/finding.ts';
import { message } from '../messages/message.ts';
import { type SafeText, safeCommand, safeLine } from '../util/safe-text.ts';
import { summary } from './console/console-summary.ts';
import { type Issue, issuesOf, leftOutText, logLine, noteLine } from './issues.ts';
import type { ReportOptions } from './report.ts';
import { chunked } from './report-text.ts';

/** Annotations of each kind that GitHub keeps of a step; it drops others without a word. */
const MAX_ANNOTATIONS = 10;

/**
 * Workflow commands of GitHub Actions: an annotation for each result to be acted on, the worst first. What is more than GitHub
 * shows is a plain line of the log, and the last notice says how many there are.
 */
export function githubPieces(result: RunResult, options: ReportOptions): Iterable<SafeText> {
  return chunked(githubLines(result, options));
}

function* githubLines(result: RunResult, options: ReportOptions): Iterable<SafeText> {
  // One of the notices is the last one.
  const left = { error: MAX_ANNOTATIONS, warning: MAX_ANNOTATIONS, notice: MAX_ANNOTATIONS - 1 };
  let more = 0;
  for (const issue of issuesOf(result, options)) {
    if (left[issue.severity]-- > 0) yield annotation(issue);
    else {
      more++;
      yield safeLine(logLine(issue));
    }
  }
  for (const note of result.notes) if (note.important) yield safeLine(noteLine(note));
  yield safeLine(summary(result));
  const lines = [
    more === 0 ? '' : more === 1 ? message('report.more-one') : message('report.more', { count: more }),
    leftOutText(result),
  ].filter((text) => text !== '');
  if (lines.length > 0) yield safeCommand('github', { name: 'notice', properties: { title: result.tool.name }, lines });
}

function annotation({ severity, check, lines, location }: Issue): SafeText {
  const { file, line, column, endLine, endColumn } = location ?? {};
  // GitHub takes columns only of one line.
  const isOneLine = line !== undefined && (endLine ?? line) === line;
  return safeCommand('github', {
    name: severity,
    properties: {
      file,
      line,
      endLine,
      col: isOneLine ? column : undefined,
      endColumn: isOneLine ? endColumn : undefined,
      title: check,
    },
    lines,
  });
}
