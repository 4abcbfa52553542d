import type { BicepSuggestion, FilePreview, TemplateFixes } from '../../../api/results.ts';
import { message } from '../../../messages/message.ts';
import { exactPatch, type SafeText, safeLine, safeLines, safePage, safePatch } from '../../../util/safe-text.ts';
import { runsInCi } from '../../ci.ts';
import type { FixFlags } from '../../flags/fix-flags.ts';
import type { Streams } from '../../streams.ts';
import { useColorInDiff } from '../../use-color.ts';
import { explanations } from './explanations.ts';
import { summaryLine } from './summary-line.ts';

/** The report for people: changes to stdout, what there is to say of them to stderr. */
export function printSession(
  fixed: TemplateFixes,
  { write, quiet, color }: Pick<FixFlags, 'write' | 'quiet' | 'color'>,
  streams: Streams,
): void {
  const { previews, suggestions, result, given } = fixed;
  for (const preview of previews) printPreview(preview, color, streams);
  if (given !== undefined) printGiven(given, streams);
  for (const suggestion of suggestions) streams.out(suggested(suggestion));
  streams.err(safeLines(explanations(fixed, write)));
  for (const error of result.errors)
    if (error.code !== 'not-written')
      streams.err(safeLine(`${error.location?.file ?? 'acraudit'}: error: ${error.message}`));
  const summary = quiet ? undefined : summaryLine(fixed, write);
  if (summary !== undefined) streams.err(safeLine(summary));
}

/** Whether a terminal or the log of a CI system shows what is printed, so that foreign text must not act there. */
function isWatched({ isTerminal, env, outIsFile }: Streams): boolean {
  return isTerminal || (runsInCi(env) && outIsFile !== true);
}

/** The change of one file to stdout; on stderr, why it is not one to apply. */
function printPreview(
  { file, diff, isWithheld, isOtherEncoding }: FilePreview,
  color: boolean | undefined,
  streams: Streams,
): void {
  const inColor = useColorInDiff(color === undefined ? {} : { color }, streams);
  const { shown, isExact } = printedDiff(diff, isWatched(streams) || inColor, inColor);
  streams.out(shown);
  if (isWithheld) streams.err(safeLine(`${file}: ${message('print.withheld')}`));
  if (!isExact) streams.err(safeLine(`${file}: ${message('print.escaped')}`));
  if (isOtherEncoding) streams.err(safeLine(`${file}: ${message('print.not-utf8')}`));
}

/** The template of standard input as it becomes, to stdout. */
function printGiven(text: string, streams: Streams): void {
  const isExact = !isWatched(streams) || isHarmless(text);
  streams.out(isExact ? exactPatch(text) : safePatch(text));
  if (!isExact) streams.err(safeLine(message('print.escaped-template')));
}

function suggested(suggestion: BicepSuggestion): SafeText {
  return 'text' in suggestion ? safePage(suggestion.text) : safeLine(`// ${suggestion.file}: ${suggestion.problem}`);
}

/**
 * A diff as it is printed. A program or a file gets every byte of it. Where it is watched, a terminal or the log of a CI
 * system, foreign lines must not act: then it is shown with escapes, and its hunks are marked, so that nothing applies it
 * by mistake. Most diffs hold nothing to escape, and are exact everywhere but for colours.
 */
function printedDiff(
  diff: string,
  isShown: boolean,
  color: boolean,
): { readonly shown: SafeText; readonly isExact: boolean } {
  const isExact = !isShown || isHarmless(diff);
  if (isExact) return { shown: color ? safePatch(diff, true) : exactPatch(diff), isExact };
  return { shown: safePatch(diff.replaceAll(/(?<=^|\n)@@ /g, '@@ escaped '), color), isExact };
}

function isHarmless(text: string): boolean {
  return safePatch(text) === text.replaceAll('\r\n', '\n');
}
