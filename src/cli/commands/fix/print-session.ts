import type { BicepSuggestion, FilePreview, TemplateFixes } from '../../../api/results.ts';
import { message } from '../../../messages/message.ts';
import { exactPatch, type SafeText, safeLine, safeLines, safePage, safePatch } from '../../../util/safe-text.ts';
import { runsInCi } from '../../ci.ts';
import type { FixFlags } from '../../flags/fix-flags.ts';
import type { Streams } from '../../streams.ts';
import { explanations, summaryLine } from './explanations.ts';

/** The report for people: changes to stdout, what there is to say of them to stderr. */
export function printSession(
  fixed: TemplateFixes,
  { write, quiet }: Pick<FixFlags, 'write' | 'quiet'>,
  streams: Streams,
): void {
  const { previews, suggestions, result } = fixed;
  for (const preview of previews) printPreview(preview, streams);
  for (const suggestion of suggestions) streams.out(suggested(suggestion));
  streams.err(safeLines(explanations(fixed, write)));
  for (const error of result.errors)
    if (error.code !== 'not-written')
      streams.err(safeLine(`${error.location?.file ?? 'acraudit'}: error: ${error.message}`));
  if (!quiet) streams.err(safeLine(summaryLine(fixed, write)));
}

/** The change of one file to stdout; on stderr, why it is not one to apply. */
function printPreview({ file, diff, isWithheld, isOtherEncoding }: FilePreview, streams: Streams): void {
  const isWatched = streams.isTerminal || (runsInCi(streams.env) && streams.outIsFile !== true);
  const { shown, isExact } = printedDiff(diff, isWatched);
  streams.out(shown);
  if (isWithheld) streams.err(safeLine(`${file}: ${message('print.withheld')}`));
  if (!isExact) streams.err(safeLine(`${file}: ${message('print.escaped')}`));
  if (isOtherEncoding) streams.err(safeLine(`${file}: ${message('print.not-utf8')}`));
}

function suggested(suggestion: BicepSuggestion): SafeText {
  return 'text' in suggestion ? safePage(suggestion.text) : safeLine(`// ${suggestion.file}: ${suggestion.problem}`);
}

/**
 * A diff as it is printed. A program or a file gets every byte of it. Where it is watched, a terminal or the log of a CI
 * system, foreign lines must not act: then it is shown with escapes, and its hunks are marked, so that nothing applies it
 * by mistake. Most diffs hold nothing to escape, and are exact everywhere.
 */
function printedDiff(diff: string, isWatched: boolean): { readonly shown: SafeText; readonly isExact: boolean } {
  const isExact = !isWatched || safePatch(diff) === diff.replaceAll('\r\n', '\n');
  if (isExact) return { shown: exactPatch(diff), isExact };
  return { shown: safePatch(diff.replaceAll(/(?<=^|\n)@@ /g, '@@ escaped ')), isExact };
}
