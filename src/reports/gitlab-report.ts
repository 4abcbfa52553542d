import type { RunResult } from '../engine/finding.ts';
import { type SafeText, safeJson } from '../util/safe-text.ts';
import { type Issue, issuesOf } from './issues.ts';
import type { ReportOptions } from './report.ts';
import { chunked } from './report-text.ts';
import type { Severity } from './shown-findings.ts';

const GITLAB_SEVERITIES: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'major', notice: 'minor' };

/**
 * A code quality report of GitLab: the results to be acted on that are in a file. Each must point at one, so what Azure
 * answered is in it only where there is a file that stands for it (`sarifAnchor`).
 */
export function gitlabPieces(result: RunResult, options: ReportOptions): Iterable<SafeText> {
  return chunked(arrayPieces(entriesOf(result, options)));
}

function* entriesOf(result: RunResult, options: ReportOptions): Iterable<object> {
  const seen = new Map<string, number>();
  for (const issue of issuesOf(result, options)) {
    if (issue.location === undefined) continue;
    const times = (seen.get(issue.fingerprint) ?? 0) + 1;
    seen.set(issue.fingerprint, times);
    yield entryOf(issue, issue.location.file, times);
  }
}

/** GitLab merges entries with the same fingerprint, so a repeated one is numbered. */
function entryOf({ severity, check, lines, location, fingerprint }: Issue, path: string, times: number): object {
  return {
    description: lines[0],
    check_name: check,
    fingerprint: times === 1 ? fingerprint : `${fingerprint}:${times}`,
    severity: GITLAB_SEVERITIES[severity],
    location: { path, lines: { begin: location?.line ?? 1 } },
  };
}

function* arrayPieces(items: Iterable<object>): Iterable<SafeText> {
  let start = '[';
  for (const item of items) {
    yield safeJson(`${start}\n  ${JSON.stringify(item, null, 2).replaceAll('\n', '\n  ')}`);
    start = ',';
  }
  yield safeJson(start === '[' ? '[]\n' : '\n]\n');
}
