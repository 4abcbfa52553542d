import { lifted } from '../../../value/lifted.ts';
import { and, not, or } from '../../../value/logic.ts';
import { empty, isNull } from '../../../value/nullability.ts';
import { isArray, isObject, typeOf, type Value } from '../../../value/value.ts';
import { asExpected, type Conditions, type Shape } from './condition-contract.ts';

const BOOLEAN: Shape = { subjects: ['field'], options: [], expects: 'boolean', takesResult: false };

const CONTAINERS: ReadonlySet<string> = new Set(['string', 'array', 'object']);

/** Null, `''`, `[]` and `{}`; 0 and false are values. */
function isEmpty(value: Value): Value<boolean> {
  return lifted(
    value,
    'is empty',
    (known) => {
      if (known === null || known === '') return true;
      if (isArray(known)) return known.length === 0;
      return isObject(known) && Object.keys(known).length === 0;
    },
    (unknown) => {
      const type = typeOf(unknown);
      if (CONTAINERS.has(type)) return or(isNull(unknown), empty(unknown));
      // A number or boolean is no operand of empty().
      return type === 'any' ? undefined : isNull(unknown);
    },
  );
}

/** Whether something is there. */
export const PRESENCE: Conditions = {
  exists: { ...BOOLEAN, holds: ({ exists }, expected) => asExpected(exists, expected) },
  hasValue: {
    ...BOOLEAN,
    subjects: ['field', 'name', 'scope', 'value', 'type', 'source'],
    holds: ({ exists, value }, expected) => asExpected(and(exists, not(isEmpty(value))), expected),
  },
};
