import { matchesWildcards } from '../util/wildcards.ts';
import { booleanOperation, distribute } from './logic.ts';
import { foldedSegments } from './symbolic-string.ts';
import { call, isFault, isUnknown, type Operation, typeOf, type Value } from './value.ts';

/** Whether a text matches a pattern in which `*` stands for any characters, letter case aside. Other types match nothing. */
export function matchesPattern(value: Value, pattern: string): Value<boolean> {
  return compared(value, `matches ${pattern.toLowerCase()}`, (known) =>
    typeof known === 'string' ? matchesWildcards(known, pattern) : false,
  );
}

/** Whether a number, or the text of one, is at least another. */
export function isAtLeast(value: Value, minimum: number): Value<boolean> {
  return compared(value, `at least ${minimum}`, (known) => {
    const isNumber = typeof known === 'number' || (typeof known === 'string' && /^-?\d{1,15}$/.test(known));
    return isNumber && Number(known) >= minimum;
  });
}

function compared(value: Value, name: string, test: (known: Value) => boolean): Value<boolean> {
  if (isFault(value)) return value;
  if (!isUnknown(value)) return test(value);
  const split = distribute(value, (part) => compared(part, name, test));
  if (split !== undefined) return split as Value<boolean>;
  const operation: Operation = {
    ...booleanOperation(name, ([again = null]) => compared(again, name, test)),
    print: ([text = '']) => `${text} ${name}`,
  };
  return call(operation, [value]) as Value<boolean>;
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
  return compared(value, `has the word ${word.toLowerCase()}`, (known) =>
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
