import { resolve } from 'node:path';
import { generatedText } from '../../../api/fix/bicep-suggestion.ts';
import type { Document } from '../../../api/fix/documents.ts';
import type { Finding, RunError } from '../../../engine/finding.ts';
import { printedDiff, unifiedDiff } from '../../../fixes/arm/diff.ts';
import type { Session, SessionInput } from '../../../fixes/arm/session.ts';
import { secureNamesOf, withholdSecure } from '../../../fixes/arm/withheld-text.ts';
import { contain } from '../../../util/crash.ts';
import { safeLine, safeLines, safePage } from '../../../util/safe-text.ts';
import { runsInCi } from '../../ci.ts';
import type { FixFlags } from '../../flags/fix-flags.ts';
import type { Streams } from '../../write-reports.ts';
import { explanations, summaryLine } from './explanations.ts';

export interface Printed {
  readonly session: Session;
  readonly input: SessionInput;
  readonly result: readonly Finding[];
  readonly errors: readonly RunError[];
  readonly flags: FixFlags;
  readonly streams: Streams;
  readonly cwd: string;
  readonly rootOf: (absolute: string) => string;
}

const WITHHELD =
  'secure values are withheld from the preview, so it is not for `git apply`; --write makes the change as it is';

/** The report for people: changes to stdout, what there is to say of them to stderr. */
export function printSession({ session, input, result, errors, flags, streams, cwd, rootOf }: Printed): void {
  const { outcomes, texts } = session;
  if (!flags.write) {
    const names = secureNamesOf(input);
    for (const [file, text] of [...texts].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const document = input.read(file);
      if (document !== undefined) printDiff(document, text, names, streams);
    }
  }
  for (const { place, plan } of outcomes) {
    if (plan.kind === 'generated')
      streams.out(
        contain(
          () => safePage(generatedText(place, input, cwd, rootOf(resolve(cwd, place.file)))),
          ({ message }) => safeLine(`// ${place.file}: ${message}`),
        ),
      );
  }
  streams.err(safeLines(explanations(outcomes, result, flags.write)));
  for (const { code, message, location } of errors)
    if (code !== 'not-written') streams.err(safeLine(`${location?.file ?? 'acraudit'}: error: ${message}`));
  if (!flags.quiet) streams.err(safeLine(summaryLine(outcomes, texts.size, flags.write)));
}

/** The change of one file to stdout; on stderr, why it is not one to apply. */
function printDiff(document: Document, text: string, names: ReadonlySet<string>, streams: Streams): void {
  const { file } = document;
  const { before, after, isCut } = withholdSecure(document.text, text, names);
  const isWatched = streams.isTerminal || (runsInCi(streams.env) && streams.outIsFile !== true);
  const diff = unifiedDiff(file, withMark(document, before), withMark(document, after));
  const { shown, isExact } = printedDiff(diff, isWatched);
  streams.out(shown);
  if (isCut && diff !== unifiedDiff(file, withMark(document, document.text), withMark(document, text)))
    streams.err(safeLine(`${file}: ${WITHHELD}`));
  if (!isExact)
    streams.err(
      safeLine(
        `${file}: holds characters that could act on a terminal or log, so its diff is shown with escapes and cannot be applied; write it to a file (> fix.patch), or use --write`,
      ),
    );
  if (!Buffer.from(withMark(document, document.text)).equals(document.bytes))
    streams.err(safeLine(`${file}: is not UTF-8, so git cannot apply its diff; --write keeps its encoding`));
}

/** A byte order mark is part of a file's first line, where `patch` looks for it. */
function withMark({ encode }: Document, shown: string): string {
  return encode('').length > 0 ? `\ufeff${shown}` : shown;
}
