import { resolve } from 'node:path';
import { commentDirective } from '../../engine/suppress/comment-directive.ts';
import type { FindRules, WrittenSuppression } from '../../engine/suppress/written-suppression.ts';
import { listed } from '../../messages/listed.ts';
import { message } from '../../messages/message.ts';
import type { Target } from '../../model/target.ts';
import type { SuppressionMarks } from '../../sources/arm/suppression-marks.ts';
import type { DeclarationRange } from '../../sources/arm/written-source.ts';
import { formatPath, type Range } from '../../util/location.ts';
import { type FoundInline, inlineSuppression } from './inline-suppression.ts';

/** A comment that accepts, and from where to where declarations begin that it is for. */
interface CommentScope {
  readonly written: WrittenSuppression;
  readonly range: Range;
  readonly isWithin: (declaration: DeclarationRange) => boolean;
}

/** A region that has not ended yet. */
interface OpenRegion {
  readonly written: WrittenSuppression;
  readonly rules: readonly string[];
  readonly range: Range;
}

/** What the comments of a file suppress. */
export function commentSuppressions(
  file: string,
  { comments, declarations }: Pick<SuppressionMarks, 'comments' | 'declarations'>,
  cwd: string,
  findRules: FindRules,
): readonly FoundInline[] {
  const absolute = resolve(cwd, file);
  const { scopes, problems } = scopesOf(comments, findRules);
  const found = scopes.map(({ written, range, isWithin }) => {
    const places = new Set([...declarations].filter(([, at]) => isWithin(at)).map(([path]) => path));
    const covers = ({ origin }: Target): boolean =>
      places.has(formatPath(origin.path ?? [])) && resolve(cwd, origin.file ?? '') === absolute;
    return inlineSuppression('comment', written, { location: { file, ...range }, covers }, findRules);
  });
  return [...found, ...problems.map(({ problem, range }) => ({ problem, location: { file, ...range } }))];
}

interface Scopes {
  readonly scopes: readonly CommentScope[];
  readonly problems: readonly { readonly problem: string; readonly range: Range }[];
}

function scopesOf(comments: SuppressionMarks['comments'], findRules: FindRules): Scopes {
  const scopes: CommentScope[] = [];
  const problems: { readonly problem: string; readonly range: Range }[] = [];
  let open: readonly OpenRegion[] = [];
  for (const { text, range, nextLine } of comments) {
    const directive = commentDirective(text);
    if (directive === undefined) continue;
    if (directive.kind === 'ill-formed') problems.push({ problem: directive.problem, range });
    else if (directive.kind === 'next-line') {
      // Among the decorators of a declaration, too.
      const isWithin = ({ line, keywordLine = line }: DeclarationRange): boolean =>
        line <= nextLine && nextLine <= keywordLine;
      scopes.push(...directive.entries.map((written) => ({ written, range, isWithin })));
    } else if (directive.kind === 'begin') {
      const begun = directive.entries.map((written) => ({ written, rules: namesOf(written.rule, findRules), range }));
      open = [...open, ...begun];
    } else {
      const ended = endedBy(directive.rules, open, findRules);
      if (ended.length === 0) problems.push({ problem: endsNothing(directive.rules), range });
      scopes.push(...ended.map((region) => regionScope(region, range)));
      open = open.filter((region) => !ended.includes(region));
    }
  }
  return { scopes: [...scopes, ...open.map((region) => regionScope(region, undefined))], problems };
}

function endsNothing(rules: readonly string[]): string {
  return rules.length === 0
    ? message('suppression.ends-nothing')
    : message('suppression.ends-nothing-of', { rules: listed(rules) });
}

/** Without an end it goes on to that of the file. */
function regionScope({ written, range }: OpenRegion, end: Range | undefined): CommentScope {
  return { written, range, isWithin: (at) => isAfter(at, range) && (end === undefined || isAfter(end, at)) };
}

function endedBy(words: readonly string[], open: readonly OpenRegion[], findRules: FindRules): readonly OpenRegion[] {
  if (words.length === 0) return open;
  const names = new Set(words.flatMap((word) => namesOf(word, findRules)));
  return open.filter(({ rules }) => rules.some((rule) => names.has(rule)));
}

/** A word that means no rule stands for itself, so that its region can be ended. */
function namesOf(word: string, findRules: FindRules): readonly string[] {
  const rules = findRules(word);
  return 'problem' in rules ? [word] : rules.found.map(({ name }) => name);
}

function isAfter(a: Range, b: Range): boolean {
  return a.line > b.line || (a.line === b.line && a.column > b.column);
}
