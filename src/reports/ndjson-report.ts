import type { RunResult } from '../engine/finding.ts';
import { type SafeText, safeJson } from '../util/safe-text.ts';
import { errorOf, fixedOf, messageOf, resultOf, summaryOf, toolOf } from './json-report.ts';
import { chunked } from './report-text.ts';

/**
 * The JSON results with a line for each: a header, results, errors, notes, what is fixed, and the summary as the last line, so
 * that a reader knows that it has all. `kind` says what a line is; its other keys are those of the JSON results.
 */
export function ndjsonPieces(result: RunResult): Iterable<SafeText> {
  return chunked(ndjsonLines(result));
}

function* ndjsonLines(result: RunResult): Iterable<SafeText> {
  yield line('header', { version: 1, tool: toolOf(result) });
  for (const finding of result.findings) yield line('result', resultOf(finding));
  for (const error of result.errors) yield line('error', errorOf(error));
  for (const note of result.notes) yield line('note', messageOf(note));
  for (const fixed of result.comparison?.fixed ?? []) yield line('fixed', fixedOf(fixed));
  yield line('summary', { ...summaryOf(result), ...comparisonOf(result) });
}

function comparisonOf({ comparison }: RunResult): object {
  if (comparison === undefined) return {};
  const { with: earlier, new: added, unchanged, fixed } = comparison;
  return { comparison: { with: earlier, new: added, unchanged, fixed: fixed.length } };
}

function line(kind: string, members: object): SafeText {
  return safeJson(`${JSON.stringify({ kind, ...members })}\n`);
}
