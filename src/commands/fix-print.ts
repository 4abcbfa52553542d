import type { Finding, RunError } from '../engine/finding.ts';
import { escapeInvisible } from '../invisible.ts';
import { generatedText } from './fix-bicep.ts';
import { unifiedDiff } from './fix-diff.ts';
import type { Document } from './fix-documents.ts';
import type { FixFlags } from './fix-flags.ts';
import type { Session, SessionInput } from './fix-session.ts';
import { explanations, summaryLine } from './fix-words.ts';
import type { Streams } from './output.ts';
import { secureNamesOf, withholdSecure } from './withheld-text.ts';

export interface Printed {
  readonly session: Session;
  readonly input: SessionInput;
  readonly result: readonly Finding[];
  readonly errors: readonly RunError[];
  readonly flags: FixFlags;
  readonly streams: Streams;
  readonly cwd: string;
  readonly root: string;
}

const WITHHELD =
  'secure values are withheld from the preview, so it is not for `git apply`; --write makes the change as it is';

/** The report for people: changes to stdout, what there is to say of them to stderr. */
export function printSession({ session, input, result, errors, flags, streams, cwd, root }: Printed): void {
  const { outcomes, texts } = session;
  if (!flags.write) {
    const names = secureNamesOf(input);
    for (const [file, text] of [...texts].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const document = input.read(file);
      if (document === undefined) continue;
      const { before, after, isCut } = withholdSecure(document.text, text, names);
      const shown = unifiedDiff(file, withMark(document, before), withMark(document, after));
      streams.out(shown);
      if (isCut && shown !== unifiedDiff(file, withMark(document, document.text), withMark(document, text)))
        streams.err(`${escapeInvisible(file)}: ${WITHHELD}\n`);
    }
  }
  for (const { place, plan } of outcomes) {
    if (plan.kind === 'generated') streams.out(generatedText(place, input, cwd, root));
  }
  for (const line of explanations(outcomes, result, flags.write)) streams.err(`${line}\n`);
  for (const { code, message, location } of errors)
    if (code !== 'not-written')
      streams.err(`${escapeInvisible(`${location?.file ?? 'acraudit'}: error: ${message}`)}\n`);
  if (!flags.quiet) streams.err(`${summaryLine(outcomes, texts.size, flags.write)}\n`);
}

/** A byte order mark is part of a file's first line, where `patch` looks for it. */
function withMark({ encode }: Document, shown: string): string {
  return encode('').length > 0 ? `\ufeff${shown}` : shown;
}
