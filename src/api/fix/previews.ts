import { resolve } from 'node:path';
import { unifiedDiff } from '../../fixes/arm/diff.ts';
import { redactSecure, secureNamesOf } from '../../fixes/arm/redacted-text.ts';
import type { EditableFile, FixSession, FixSessionInput } from '../../fixes/arm/session.ts';
import { containCrash } from '../../util/crash.ts';
import type { BicepSuggestion, FilePreview } from '../results.ts';
import { generatedText } from './bicep-suggestion.ts';

/** The changes of a session, by the names of their files. */
export function previewsOf(
  { fixes, texts }: Pick<FixSession, 'fixes' | 'texts'>,
  input: FixSessionInput,
): readonly FilePreview[] {
  const names = secureNamesOf({ fixes }, input);
  return [...texts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([file, text]) => {
      const document = input.read(file);
      return document === undefined ? [] : [previewOf(document, text, names)];
    });
}

function previewOf(document: EditableFile, text: string, names: ReadonlySet<string>): FilePreview {
  const { file } = document;
  const { before, after, isRedacted } = redactSecure(document.text, text, names);
  const diff = unifiedDiff(file, withMark(document, before), withMark(document, after));
  return {
    file,
    diff,
    isWithheld: isRedacted && diff !== unifiedDiff(file, withMark(document, document.text), withMark(document, text)),
    isOtherEncoding: !Buffer.from(withMark(document, document.text)).equals(document.bytes),
  };
}

/** A byte order mark is part of a file's first line, where `patch` looks for it. */
export function withMark({ encode }: EditableFile, shown: string): string {
  return encode('').length > 0 ? `\ufeff${shown}` : shown;
}

/** What to add in Bicep for each registry whose template Bicep has made. */
export function suggestionsOf(
  { fixes: outcomes }: Pick<FixSession, 'fixes'>,
  input: FixSessionInput,
  cwd: string,
  rootOf: (absolute: string) => string,
): readonly BicepSuggestion[] {
  const generated = outcomes.filter(({ plan }) => plan.kind === 'generated');
  const gets = new Set(generated.flatMap(({ rule, target }) => (rule.addsSettings ? [target.key] : [])));
  return generated.flatMap(({ rule, target: place }): readonly BicepSuggestion[] => {
    const { file, key } = place;
    return containCrash<readonly BicepSuggestion[]>(
      () => {
        const suggested = generatedText(rule, place, input, cwd, rootOf(resolve(cwd, file)));
        // What waits for a setting has it from the Bicep that is printed before.
        return suggested.needsSetting === true && gets.has(key) ? [] : [{ file, text: suggested.text }];
      },
      ({ message }) => [{ file, problem: message }],
    );
  });
}
