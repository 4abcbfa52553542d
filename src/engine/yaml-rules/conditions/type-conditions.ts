import { lifted } from '../../../value/lifted.ts';
import { mayBeNull } from '../../../value/logic.ts';
import { isArray, typeOf, type Value, type ValueType } from '../../../value/value.ts';
import { integerOf, truthOf } from '../literal-equality.ts';
import { dateOf, numberOf } from '../measure.ts';
import {
  asExpected,
  type Condition,
  type Conditions,
  FIELD_OR_VALUE,
  type SubjectKind,
  type Test,
  whereThere,
} from './condition-contract.ts';

interface TypeTest {
  readonly isIt: (known: Value) => boolean;
  /** What templates call the type. */
  readonly declared?: ValueType;
  /** Whether a text counts where `convert` is set. */
  readonly isConverted?: (text: string) => boolean;
  readonly subjects?: readonly SubjectKind[];
}

/** A test of a type; where nothing is it is false, whatever is asked. */
function isOfType(name: string, { isIt, declared, isConverted, subjects = FIELD_OR_VALUE }: TypeTest): Condition {
  const test: Test = (value, expected, { convert = false }) => {
    const isText = (known: Value): boolean => convert && typeof known === 'string' && isConverted?.(known) === true;
    return asExpected(
      lifted(
        value,
        `${name} ${convert}`,
        (known) => isIt(known) || isText(known),
        (unknown) => {
          const type = typeOf(unknown);
          const mayBeOther = type === 'any' || mayBeNull(unknown) || (type === 'string' && convert);
          return mayBeOther ? undefined : type === declared;
        },
      ),
      expected,
    );
  };
  return {
    subjects,
    options: isConverted === undefined ? [] : ['convert'],
    expects: 'boolean',
    takesResult: false,
    holds: whereThere(test, false),
  };
}

const isNumber = (known: Value): known is number => typeof known === 'number';

/** What type a value is of, or its text where `convert` is set. JSON has no dates, so one is always a text. */
export const TYPE: Conditions = {
  isString: isOfType('isString', {
    isIt: (known) => typeof known === 'string',
    declared: 'string',
    subjects: ['field', 'name', 'value'],
  }),
  isArray: isOfType('isArray', { isIt: isArray, declared: 'array' }),
  isBoolean: isOfType('isBoolean', {
    isIt: (known) => typeof known === 'boolean',
    declared: 'bool',
    isConverted: (text) => truthOf(text) !== undefined,
  }),
  isInteger: isOfType('isInteger', {
    isIt: (known) => isNumber(known) && Number.isInteger(known),
    declared: 'int',
    isConverted: (text) => integerOf(text) !== undefined,
  }),
  isNumeric: isOfType('isNumeric', {
    isIt: isNumber,
    declared: 'int',
    isConverted: (text) => numberOf(text) !== undefined,
  }),
  isDateTime: isOfType('isDateTime', { isIt: () => false, isConverted: (text) => dateOf(text) !== undefined }),
};
