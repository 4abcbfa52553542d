import { lifted } from '../../../value/lifted.ts';
import { anyOf } from '../../../value/logic.ts';
import { sameName } from '../../../value/symbolic-string.ts';
import { isArray, typeOf, type Unknown, type Value } from '../../../value/value.ts';
import { equalsLiteral, equalsResult, isPlainText } from '../literal-equality.ts';
import {
  ALL_SUBJECTS,
  type Conditions,
  FIELD_OR_VALUE,
  negated,
  type Shape,
  TEXTS,
  type Test,
  textsIn,
  whereThere,
} from './condition-contract.ts';

const ANY: Shape = { subjects: ALL_SUBJECTS, options: ['caseSensitive', 'convert'], expects: 'any', takesResult: true };

const isEqual: Test = (value, expected, options) =>
  'literal' in expected
    ? equalsLiteral(value, expected.literal, options)
    : equalsResult(value, expected.result, options);

/** Any of the texts is the value, or one of its elements; numbers are no texts. */
const isIn: Test = (value, expected) => {
  const texts = textsIn(expected);
  const one = (item: Value): Value<boolean> => anyOf(texts.map((text) => isText(item, text)));
  return lifted(
    value,
    `is in ${JSON.stringify(texts)}`,
    (known) => (isArray(known) ? anyOf(known.map(one)) : one(known)),
    // What is no list is one of the texts or none.
    (unknown) => (mayBeList(unknown) ? undefined : one(unknown)),
  );
};

function mayBeList(unknown: Unknown): boolean {
  return ['any', 'array'].includes(typeOf(unknown));
}

/** Whether a value is a text, letter case aside. */
export function isText(value: Value, text: string): Value<boolean> {
  return lifted(
    value,
    `is text ${JSON.stringify(text)}`,
    (known) => typeof known === 'string' && known.toLowerCase() === text.toLowerCase(),
    (unknown) => (isPlainText(text, unknown) ? sameName(unknown, text) : undefined),
  );
}

/** Whether a value is what is expected, or among it. */
export const EQUALITY: Conditions = {
  equals: { ...ANY, holds: whereThere(isEqual, false) },
  notEquals: { ...ANY, holds: whereThere(negated(isEqual), true) },
  hasDefault: { ...ANY, options: ['caseSensitive'], subjects: FIELD_OR_VALUE, holds: whereThere(isEqual, true) },
  in: { ...TEXTS, options: [], holds: whereThere(isIn, false) },
  notIn: { ...TEXTS, options: [], holds: whereThere(negated(isIn), true) },
};
