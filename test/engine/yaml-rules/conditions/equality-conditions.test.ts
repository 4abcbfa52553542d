import { describe, expect, test } from 'vitest';
import { conditional } from '../../../../src/value/logic.ts';
import { concatText } from '../../../../src/value/symbolic-string.ts';
import type { Value } from '../../../../src/value/value.ts';
import { answers, NOTHING, parameter } from '../../../support/spec-expressions.ts';

type Rows = [string, Record<string, unknown>, readonly (Value | typeof NOTHING)[], string][];

const TIER = parameter('tier', 'string', ['Basic', 'Premium']);
const TEXT = parameter('text', 'string');
const FLAG = parameter('flag', 'bool');
const COUNT = parameter('count', 'int');
const ANY = parameter('any', 'any');
const CHOICE = conditional(FLAG, 'Premium', 'Standard');

const EQUALS: Rows = [
  ['texts, letter case aside', { equals: 'Premium' }, ['premium', 'Basic', '', null, NOTHING], 'yes no no no no'],
  ['texts, with letter case', { equals: 'Premium', caseSensitive: 'true' }, ['premium', 'Premium'], 'no yes'],
  ['the text of a number', { equals: '12' }, [12, '12', 12.5, [12], { a: 12 }], 'yes yes no no no'],
  ['the text of a boolean', { equals: 'TRUE' }, [true, 'true', false, 1], 'yes yes no no'],
  ['a number of JSON', { equals: 12 }, [12, '12', true], 'yes no yes'],
  ['a number with a fraction', { equals: 1.5 }, [1.5, 1], 'yes no'],
  ['a boolean of JSON', { equals: true }, [true, 'true', 1], 'yes no no'],
  ['what is converted', { equals: 12, convert: true }, ['12', 'a'], 'yes no'],
  ['a boolean as text', { equals: 'True', convert: 'true', caseSensitive: 'true' }, [true, false], 'yes no'],
  ['a boolean that is converted', { equals: true, convert: true }, ['true', 'no'], 'yes no'],
  ['null of JSON', { equals: null }, [null, '', 0, NOTHING], 'yes no no no'],
  [
    'a list in its order and letter case',
    { equals: ['a', 'B'] },
    [['a', 'B'], ['B', 'a'], ['A', 'B'], ['a']],
    'yes no no no',
  ],
  ['a list of numbers is one of texts', { equals: [1] }, [[1], ['1'], '1'], 'no yes no'],
  ['an object with nothing', { equals: 'a' }, [{}, { a: 'a' }], 'no no'],
  ['allowed values', { equals: 'Premium' }, [TIER, TEXT, ANY, CHOICE], 'open open open open'],
  ['none of the allowed values', { equals: 'Standard' }, [TIER, parameter('v', 'string', ['a'])], 'no no'],
  ['parts that cannot be it', { equals: 'Premium' }, [concatText(['x-', TEXT]), concatText(['Pre', TEXT])], 'no open'],
  ['a boolean that is not known', { equals: 'true' }, [FLAG, COUNT], 'open open'],
  ['a boolean is never another text', { equals: 'yes' }, [FLAG, false], 'no no'],
];

const NOT_EQUALS: Rows = [
  ['what is missing differs', { notEquals: 'a' }, ['a', 'A', 'b', null, 1, [], NOTHING], 'no no yes yes yes yes yes'],
  ['what may be equal', { notEquals: 'Premium' }, [TIER, parameter('w', 'string', ['a'])], 'open yes'],
];

const DEFAULT: Rows = [
  [
    'what is missing has the default',
    { hasDefault: 'false' },
    [NOTHING, false, true, null, 'false'],
    'yes yes no no yes',
  ],
  ['with letter case', { hasDefault: 'On', caseSensitive: 'true' }, ['On', 'on', NOTHING], 'yes no yes'],
  ['what may be it', { hasDefault: 'false' }, [FLAG], 'open'],
];

const IN: Rows = [
  ['one of the texts', { in: ['a', 'b'] }, ['A', 'c', null, NOTHING, ''], 'yes no no no no'],
  ['an element of a list', { in: ['a', 'b'] }, [['x', 'B'], ['x'], [], [['a']]], 'yes no no no'],
  ['numbers and booleans are no texts', { in: ['1', 'true'] }, [1, true, '1', [1]], 'no no yes no'],
  ['a single text', { in: 'a' }, ['a', 'b'], 'yes no'],
  ['all allowed values', { in: ['basic', 'premium', 'x'] }, [TIER, TEXT, COUNT], 'open open open'],
  ['none of the allowed values', { in: ['Standard'] }, [TIER, [TIER], ['standard', TEXT]], 'no no yes'],
  ['the opposite', { notIn: ['a', 'b'] }, ['A', 'c', null, NOTHING, [], ['c', 'a']], 'no yes yes yes yes no'],
  ['the opposite of what is not known', { notIn: ['Standard'] }, [TIER, TEXT], 'yes open'],
];

describe.each([
  ['equals', EQUALS],
  ['notEquals', NOT_EQUALS],
  ['hasDefault', DEFAULT],
  ['in and notIn', IN],
] as const)('%s compares', (_, rows) => {
  test.each(rows)('%s', (_name, condition, values, expected) => {
    expect(answers(condition, values)).toBe(expected);
  });
});

test('what all branches have in common is known', () => {
  const either = conditional(FLAG, 'Premium', 'PREMIUM');
  expect(answers({ equals: 'premium' }, [either, conditional(FLAG, 'a', null)])).toBe('yes no');
  expect(answers({ in: ['standard', 'premium'] }, [CHOICE])).toBe('yes');
});
