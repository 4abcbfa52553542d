import { resolve } from 'node:path';
import { contain } from '../crash.ts';
import type { Finding, RunError } from '../engine/finding.ts';
import { escapeInvisible } from '../invisible.ts';
import { generatedText } from './fix-bicep.ts';
import { unifiedDiff } from './fix-diff.ts';
import type { Document } from './fix-documents.ts';
import type { FixFlags } from './fix-flags.ts';
import type { Session, SessionInput } from './fix-session.ts';
import { explanations, summaryLine } from './fix-words.ts';
import type { Streams } from './output.ts';

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

/** The report for people: changes to stdout, what there is to say of them to stderr. */
export function printSession({ session, input, result, errors, flags, streams, cwd, rootOf }: Printed): void {
  const { outcomes, texts } = session;
  if (!flags.write) {
    for (const [file, text] of [...texts].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const document = input.read(file);
      if (document !== undefined)
        streams.out(unifiedDiff(file, withMark(document, document.text), withMark(document, text)));
    }
  }
  for (const { place, plan } of outcomes) {
    if (plan.kind === 'generated')
      streams.out(
        contain(
          () => generatedText(place, input, cwd, rootOf(resolve(cwd, place.file))),
          ({ message }) => `// ${escapeInvisible(`${place.file}: ${message}`)}\n`,
        ),
      );
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
