import { describe, expect, test } from 'vitest';
import { conditional } from '../../../../src/value/logic.ts';
import type { Value } from '../../../../src/value/value.ts';
import { answers, NOTHING, parameter } from '../../../support/spec-expressions.ts';

const VALUES: readonly (Value | typeof NOTHING)[] = [
  'a',
  '12',
  'true',
  '1.5',
  '2030-01-01',
  5,
  1.5,
  true,
  [],
  {},
  null,
  NOTHING,
];

describe('the type of a value', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['text', { isString: 'true' }, 'yes yes yes yes yes no no no no no no no'],
    ['no text', { isString: 'false' }, 'no no no no no yes yes yes yes yes yes no'],
    ['list', { isArray: 'true' }, 'no no no no no no no no yes no no no'],
    ['boolean', { isBoolean: 'true' }, 'no no no no no no no yes no no no no'],
    ['text of a boolean', { isBoolean: 'true', convert: 'true' }, 'no no yes no no no no yes no no no no'],
    ['integer', { isInteger: 'true' }, 'no no no no no yes no no no no no no'],
    ['text of an integer', { isInteger: 'true', convert: 'true' }, 'no yes no no no yes no no no no no no'],
    ['no integer', { isInteger: 'false', convert: 'true' }, 'yes no yes yes yes no yes yes yes yes yes no'],
    ['number', { isNumeric: 'true' }, 'no no no no no yes yes no no no no no'],
    ['text of a number', { isNumeric: 'true', convert: 'true' }, 'no yes no yes no yes yes no no no no no'],
    ['date', { isDateTime: 'true' }, 'no no no no no no no no no no no no'],
    ['text of a date', { isDateTime: 'true', convert: 'true' }, 'no no no no yes no no no no no no no'],
  ])('%s', (_, condition, expected) => {
    expect(answers(condition, VALUES)).toBe(expected);
  });

  test('of what is not known is not known, unless all of its branches agree', () => {
    const flag = parameter('flag', 'bool');
    expect(answers({ isString: 'true' }, [parameter('any', 'any'), conditional(flag, 'a', 'b')])).toBe('open yes');
    expect(answers({ isString: 'true' }, [conditional(flag, 'a', 1), conditional(flag, 2, 1)])).toBe('open no');
  });
});

test('a declared type is known', () => {
  const declared = (['string', 'array', 'bool', 'int'] as const).map((type) => parameter(type, type));
  expect(answers({ isString: 'true' }, declared)).toBe('yes no no no');
  expect(answers({ isArray: 'false' }, declared)).toBe('yes no yes yes');
  expect(answers({ isBoolean: 'true', convert: 'true' }, declared)).toBe('open no yes no');
  expect(answers({ isInteger: 'true' }, declared)).toBe('no no no yes');
});
