import { lifted } from '../../../value/lifted.ts';
import { anyOf } from '../../../value/logic.ts';
import { isArray, typeOf, type Value } from '../../../value/value.ts';
import { expressionOf, hasText, isLike, likeExpression, matchesExpression, type TextPlace } from '../text-pattern.ts';
import {
  asExpected,
  type Condition,
  type Conditions,
  negated,
  type Shape,
  TEXTS,
  type Test,
  textsIn,
  whereThere,
} from './condition-contract.ts';

const PATTERN: Shape = {
  ...TEXTS,
  options: ['caseSensitive'],
  expects: 'text',
  check: (literal, options) => void expressionOf(String(literal), options),
};
const LIKE: Shape = {
  ...TEXTS,
  check: (literal, options) => {
    for (const pattern of textsIn({ literal })) likeExpression(pattern, options);
  },
};

/** Any of the texts is in the value, or in one of its elements. */
function anyText(place: TextPlace): Test {
  return (value, expected, options) => {
    const texts = textsIn(expected);
    const one = (item: Value): Value<boolean> => anyOf(texts.map((text) => hasText(item, place, text, options)));
    return lifted(
      value,
      `${place} any of ${JSON.stringify(texts)} ${options.caseSensitive === true} ${options.convert === true}`,
      (known) => (isArray(known) ? anyOf(known.map(one)) : one(known)),
      // Part of a text may decide; a list has no such part.
      (unknown) => (typeOf(unknown) === 'string' ? one(unknown) : undefined),
    );
  };
}

const isLikeAny: Test = (value, expected, options) =>
  anyOf(textsIn(expected).map((pattern) => isLike(value, pattern, options)));

const matches: Test = (value, expected, options) => matchesExpression(value, textsIn(expected)[0] ?? '', options);

/** All letters are of a kind; what is no letter does not count. */
function hasLetters(name: string, other: RegExp): Condition {
  const test: Test = (value, expected) =>
    asExpected(
      lifted(value, name, (known) => typeof known === 'string' && !other.test(known)),
      expected,
    );
  return {
    subjects: ['field', 'name', 'value'],
    options: [],
    expects: 'boolean',
    takesResult: false,
    holds: whereThere(test, false),
  };
}

/** What a text looks like. */
export const TEXT: Conditions = {
  match: { ...PATTERN, holds: whereThere(matches, false) },
  notMatch: { ...PATTERN, holds: whereThere(negated(matches), true) },
  like: { ...LIKE, holds: whereThere(isLikeAny, false) },
  notLike: { ...LIKE, holds: whereThere(negated(isLikeAny), false) },
  startsWith: { ...TEXTS, holds: whereThere(anyText('startsWith'), false) },
  notStartsWith: { ...TEXTS, holds: whereThere(negated(anyText('startsWith')), false) },
  endsWith: { ...TEXTS, holds: whereThere(anyText('endsWith'), false) },
  notEndsWith: { ...TEXTS, holds: whereThere(negated(anyText('endsWith')), false) },
  contains: { ...TEXTS, holds: whereThere(anyText('contains'), false) },
  notContains: { ...TEXTS, holds: whereThere(negated(anyText('contains')), false) },
  isLower: hasLetters('isLower', /[\p{Lu}\p{Lt}\p{Lm}\p{Lo}]/u),
  isUpper: hasLetters('isUpper', /[\p{Ll}\p{Lt}\p{Lm}\p{Lo}]/u),
};
