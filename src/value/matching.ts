import { matchesWildcards } from '../util/wildcards.ts';
import { lifted } from './lifted.ts';
import { countSteps } from './step-counter.ts';
import { foldedSegments } from './symbolic-string.ts';
import { isUnknown, typeOf, type Unknown, type Value } from './value.ts';

/**
 * Whether a text matches a pattern in which `*` stands for any characters, letter case aside. Other types match nothing.
 * What is known of a text may decide, whatever the rest is: the end of an id is often written out.
 */
export function matchesPattern(value: Value, pattern: string): Value<boolean> {
  return lifted(
    value,
    `matches ${pattern.toLowerCase()}`,
    (known) => (typeof known === 'string' ? matchesWildcards(known, pattern) : false),
    (unknown) => matchInPart(unknown, pattern.toLowerCase()),
  );
}

/** Whether a text is what another begins with, or all of it. Other types are not. */
export function isStartOf(value: Value, text: string): Value<boolean> {
  return lifted(value, `starts ${text}`, (known) => typeof known === 'string' && text.startsWith(known));
}

/** Whether a text begins with another, letter case aside; what is known of its beginning may show it. Other types do not. */
export function beginsWith(value: Value, start: string): Value<boolean> {
  const folded = start.toLowerCase();
  return lifted(
    value,
    `begins with ${folded}`,
    (known) => typeof known === 'string' && known.toLowerCase().startsWith(folded),
    (unknown) => {
      const [head] = foldedSegments(unknown) ?? [];
      if (typeof head !== 'string') return undefined;
      return head.startsWith(folded) || (folded.startsWith(head) ? undefined : false);
    },
  );
}

/** Whether a number, or the text of one, is at least another. */
export function isAtLeast(value: Value, minimum: number): Value<boolean> {
  return lifted(value, `at least ${minimum}`, (known) => {
    const isNumber = typeof known === 'number' || (typeof known === 'string' && /^-?\d{1,15}$/.test(known));
    return isNumber && Number(known) >= minimum;
  });
}

/** Whether all texts that a value may be match, or none does; undefined where some may and some may not, or it is too long. */
function matchInPart(value: Unknown, pattern: string): boolean | undefined {
  const segments = foldedSegments(value) ?? [];
  if (!segments.some((part) => typeof part === 'string')) return undefined;
  const length = segments.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 1), 0);
  if (length * pattern.length > MAX_COMPARED) return undefined;
  countSteps(length);
  const parts = segments.flatMap((part): readonly TextPart[] => (typeof part === 'string' ? part.split('') : [ANY]));
  if (fits(parts, pattern, 'all')) return true;
  return fits(parts, pattern, 'some') ? undefined : false;
}

const MAX_COMPARED = 1_000_000;

/** Stands for what is not known of a text. */
const ANY = Symbol('any text');

/** A character, or what is not known. */
type TextPart = string | typeof ANY;

/**
 * Whether a text fits a pattern: in `some` case, where what is not known may be what the pattern wants, or in `all`, where
 * nothing but a star stands for it. A row tells of each end of the pattern whether what is left of the text fits it.
 */
function fits(text: readonly TextPart[], pattern: string, which: 'some' | 'all'): boolean {
  let after: boolean[] = [];
  for (let at = text.length; at >= 0; at--) {
    const part = text[at];
    const row: boolean[] = [];
    for (let next = pattern.length; next >= 0; next--) {
      const wanted = pattern[next];
      // A star, or what is not known, stands for nothing or goes on.
      if (wanted === '*') row[next] = row[next + 1] === true || after[next] === true;
      else if (part === ANY) row[next] = which === 'some' && (after[next] === true || row[next + 1] === true);
      else row[next] = part === undefined ? wanted === undefined : part === wanted && after[next + 1] === true;
    }
    after = row;
  }
  return after[0] === true;
}

/**
 * Whether a text has a word in it, letter case aside. What is known of a text may show it, whatever the rest is, and a
 * number or a boolean that is not known holds no word.
 */
export function hasWord(value: Value, word: string): Value<boolean> {
  const pattern = wordPattern(word);
  const segments = isUnknown(value) ? foldedSegments(value) : undefined;
  if (segments !== undefined) {
    // What is not known may go on with a word that is cut off where it stands.
    if (pattern.test(segments.map((part) => (isUnknown(part) ? 'x' : part)).join(''))) return true;
    if (segments.every((part) => !isUnknown(part) || WORDLESS.has(typeOf(part)))) return false;
  }
  return lifted(value, `has the word ${word.toLowerCase()}`, (known) =>
    typeof known === 'string' ? pattern.test(known) : false,
  );
}

const wordPatterns = new Map<string, RegExp>();

function wordPattern(word: string): RegExp {
  const found = wordPatterns.get(word) ?? new RegExp(`(?<!\\w)${word}(?!\\w)`, 'i');
  wordPatterns.set(word, found);
  return found;
}

const WORDLESS: ReadonlySet<string> = new Set(['int', 'bool']);
