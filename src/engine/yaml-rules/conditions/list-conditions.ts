import { equals } from '../../../value/equality.ts';
import { lifted } from '../../../value/lifted.ts';
import { allOf, anyOf } from '../../../value/logic.ts';
import { isArray } from '../../../value/value.ts';
import { countFits } from '../count-answers.ts';
import { integerOf } from '../literal-equality.ts';
import { comparedWith, countOf, type MeasureComparison } from '../measure.ts';
import {
  ALL_SUBJECTS,
  type Conditions,
  FIELD_OR_VALUE,
  literalIn,
  type Shape,
  TEXTS,
  type Test,
  textsIn,
  whenKnown,
  whereThere,
} from './condition-contract.ts';
import { isText } from './equality-conditions.ts';

const LIMIT: Shape = { subjects: ALL_SUBJECTS, options: ['convert'], expects: 'integer', takesResult: true };
const COUNT: Shape = { ...LIMIT, options: [], subjects: FIELD_OR_VALUE };
const SET: Shape = { ...TEXTS, subjects: ['field', 'value', 'type', 'name', 'source'], options: ['caseSensitive'] };

/** Every text is among the elements. */
function hasAll(isSameSize: boolean): Test {
  return (value, expected, { caseSensitive = false, unique = false }) => {
    const texts = textsIn(expected);
    const name = `${isSameSize ? 'is the set' : 'contains'} ${JSON.stringify(texts)} ${caseSensitive} ${unique}`;
    return lifted(value, name, (known) => {
      if (!isArray(known) || (isSameSize && known.length !== texts.length)) return false;
      return allOf(
        texts.map((text) => {
          const same = known.map((item) => (caseSensitive ? equals(item, text) : isText(item, text)));
          return unique ? countFits({ name: 'count', count: 1 }, same) : anyOf(same);
        }),
      );
    });
  };
}

const hasCount = whenKnown('has count', (value, expected) => {
  const wanted = integerOf(literalIn(expected));
  return lifted(value, `has ${wanted} elements`, (known) => wanted !== undefined && countOf(known) === wanted);
});

const hasOtherCount = whenKnown('has another count than', (value, expected) => {
  const wanted = integerOf(literalIn(expected));
  return lifted(value, `has not ${wanted} elements`, (known) => {
    const count = countOf(known);
    return wanted !== undefined && count !== undefined && count !== wanted;
  });
});

function compares(comparison: MeasureComparison): Test {
  return whenKnown(comparison, (value, expected, options) => {
    const limit = integerOf(literalIn(expected));
    return limit === undefined ? false : comparedWith(value, comparison, limit, options);
  });
}

/** What is in a list, and how much. */
export const LIST: Conditions = {
  setOf: { ...SET, holds: whereThere(hasAll(true), false) },
  subset: { ...SET, options: ['caseSensitive', 'unique'], holds: whereThere(hasAll(false), false) },
  count: { ...COUNT, holds: whereThere(hasCount, false) },
  notCount: { ...COUNT, holds: whereThere(hasOtherCount, false) },
  less: { ...LIMIT, holds: whereThere(compares('less'), false) },
  lessOrEquals: { ...LIMIT, holds: whereThere(compares('lessOrEquals'), false) },
  greater: { ...LIMIT, holds: whereThere(compares('greater'), false) },
  greaterOrEquals: { ...LIMIT, holds: whereThere(compares('greaterOrEquals'), false) },
};
