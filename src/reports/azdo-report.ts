import type { RunResult } from '../engine/finding.ts';
import { type SafeText, safeCommand, safeLine } from '../util/safe-text.ts';
import { summary } from './console/console-summary.ts';
import { type Issue, issuesOf, leftOutText, logLine, noteLine } from './issues.ts';
import type { ReportOptions } from './report.ts';
import { chunked } from './report-text.ts';

/**
 * Logging commands of Azure Pipelines: an issue for each result to be acted on, the worst first, because the page of a run
 * shows ten errors and ten warnings of a step; the log has all. There is no `task.complete`: the exit code decides, and a
 * report that said it too could say something else.
 */
export function azdoPieces(result: RunResult, options: ReportOptions): Iterable<SafeText> {
  return chunked(azdoLines(result, options));
}

function* azdoLines(result: RunResult, options: ReportOptions): Iterable<SafeText> {
  for (const issue of issuesOf(result, options)) yield logIssue(issue);
  for (const note of result.notes) if (note.important) yield safeLine(noteLine(note));
  yield safeLine(summary(result));
  const rest = leftOutText(result);
  if (rest !== '') yield safeLine(rest);
}

/** Azure Pipelines has no issues below warnings: a notice is a line of the log. */
function logIssue(issue: Issue): SafeText {
  const { severity, check, lines, location } = issue;
  if (severity === 'notice') return safeLine(logLine(issue));
  return safeCommand('azdo', {
    name: 'task.logissue',
    properties: {
      type: severity,
      sourcepath: location?.file,
      linenumber: location?.line,
      columnnumber: location?.column,
      code: check,
    },
    lines,
  });
}
