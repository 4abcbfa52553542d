import { lifted } from '../../value/lifted.ts';
import { allOf, and, anyOf, not } from '../../value/logic.ts';
import { sameName } from '../../value/symbolic-string.ts';
import { isArray, typeOf, type Value } from '../../value/value.ts';
import { comparedWith } from './measure.ts';
import type { ObjectPath, PathLiteral, PathTest } from './object-path.ts';
import { matchesExpression } from './text-pattern.ts';

type Read = (root: Value, path: ObjectPath) => { readonly exists: Value<boolean>; readonly value: Value };
type Compare = Extract<PathTest, { kind: 'compare' }>;

/** Whether an element passes a filter of a path. */
export function passes(item: Value, test: PathTest, read: Read): Value<boolean> {
  switch (test.kind) {
    case 'and':
      return allOf(test.tests.map((one) => passes(item, one, read)));
    case 'or':
      return anyOf(test.tests.map((one) => passes(item, one, read)));
    case 'not':
      return not(passes(item, test.test, read));
    case 'exists':
      return read(item, test.path).exists;
    case 'compare': {
      // What is missing compares with nothing, not even by `!=`.
      const { exists, value } = read(item, test.path);
      return exists === false ? false : and(exists, compared(value, test));
    }
  }
}

/** Of a list its first element is compared. */
function compared(value: Value, test: Compare): Value<boolean> {
  const { operator, literal } = test;
  return lifted(
    value,
    `${operator} ${JSON.stringify(literal)}`,
    (known) => (isArray(known) ? comparedOne(known[0] ?? null, test) : comparedOne(known, test)),
    // A declared type excludes a list.
    (unknown) => (typeOf(unknown) === 'string' ? comparedOne(unknown, test) : undefined),
  );
}

const SIGNS = { '<': 'less', '<=': 'lessOrEquals', '>': 'greater', '>=': 'greaterOrEquals' } as const;

function comparedOne(value: Value, { operator, literal }: Compare): Value<boolean> {
  if (operator === '==') return isSame(value, literal);
  if (operator === '!=') return not(isSame(value, literal));
  if (operator === '~=') return typeof literal === 'string' && matchesExpression(value, literal, {});
  return typeof literal === 'number' && comparedWith(value, SIGNS[operator], literal, {});
}

/** Equality without conversion, letter case aside. */
function isSame(value: Value, literal: PathLiteral): Value<boolean> {
  return lifted(
    value,
    `is ${JSON.stringify(literal)}`,
    (known) =>
      typeof known === 'string' && typeof literal === 'string'
        ? known.toLowerCase() === literal.toLowerCase()
        : known === literal,
    (unknown) => (typeof literal === 'string' && typeOf(unknown) === 'string' ? sameName(unknown, literal) : undefined),
  );
}
