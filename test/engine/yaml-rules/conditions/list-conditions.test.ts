import { describe, expect, test } from 'vitest';
import { concatText } from '../../../../src/value/symbolic-string.ts';
import type { Value } from '../../../../src/value/value.ts';
import { answers, decided, NOTHING, parameter, problemsIn, truthFor } from '../../../support/spec-expressions.ts';

type Rows = [string, Record<string, unknown>, readonly (Value | typeof NOTHING)[], string][];

const TEXT = parameter('text', 'string');
const LIST = parameter('list', 'array');
const COUNT = parameter('count', 'int');

const SETS: Rows = [
  [
    'the same set',
    { setOf: ['a', 'b'] },
    [['B', 'a'], ['a'], ['a', 'b', 'c'], [], null, 'ab', NOTHING],
    'yes no no no no no no',
  ],
  ['with letter case', { setOf: ['a'], caseSensitive: 'true' }, [['A'], ['a']], 'no yes'],
  ['no numbers', { setOf: ['1'] }, [[1], ['1']], 'no yes'],
  [
    'a part of a list',
    { subset: ['a', 'b'] },
    [['c', 'B', 'a'], ['a'], ['a', 'a', 'b'], null, NOTHING],
    'yes no yes no no',
  ],
  [
    'each once',
    { subset: ['a'], unique: 'true' },
    [
      ['a', 'b'],
      ['a', 'b', 'A'],
      ['b', 'b', 'a'],
    ],
    'yes no yes',
  ],
  ['no text at all', { subset: [] }, [[], ['a'], null], 'yes yes no'],
  ['elements that are not known', { subset: ['a'] }, [[TEXT], ['a', TEXT], LIST], 'open yes open'],
  ['no more than so many', { setOf: ['a'] }, [[TEXT], ['a', TEXT]], 'open no'],
  [
    'each once, of which one is not known',
    { subset: ['a'], unique: 'true' },
    [
      ['a', TEXT],
      ['a', 'a', TEXT],
    ],
    'open no',
  ],
];

const COUNTS: Rows = [
  ['elements', { count: '2' }, [[1, 2], [1], { a: 1, b: 2 }, 'ab', 2, null, NOTHING], 'yes no yes yes no no no'],
  ['another number of elements', { notCount: '2' }, [[1, 2], [1], [], 5, null, NOTHING], 'no yes yes no no no'],
  ['elements that are not known', { count: '1' }, [[TEXT], LIST], 'yes open'],
  ['another number of elements that are not known', { notCount: '1' }, [LIST, [TEXT]], 'open no'],
];

const MEASURES: Rows = [
  ['a number by its value', { less: '3' }, [2, 3, -1, 2.5], 'yes no yes no'],
  ['a text by its length', { lessOrEquals: '3' }, ['abc', 'abcd', ''], 'yes no yes'],
  ['a list by its length', { greater: '1' }, [[1], [1, 2], { a: 1, b: 2 }], 'no yes yes'],
  ['null as 0', { less: '1' }, [null, NOTHING, true], 'yes no no'],
  ['null as 0 from above', { greaterOrEquals: '1' }, [null, NOTHING], 'no no'],
  ['a text as its number', { greater: '5', convert: 'true' }, ['6', '5', ' 7 ', '5.5'], 'yes no yes yes'],
  ['a text that is no number by its length', { greater: '5', convert: 'true' }, ['abcdef', 'abc'], 'yes no'],
  ['a date by its distance in days', { less: '10', convert: 'true' }, ['2030-01-05', '2030-02-01T00:00:00Z'], 'yes no'],
  ['a date in the past', { less: '0', convert: 'true' }, ['2029-12-31T23:59:59Z', '2030-01-01T00:00:00Z'], 'yes no'],
  ['a date without conversion by its length', { equals: '0', convert: 'true' }, ['2030-01-01'], 'no'],
  ['what is not known', { greater: '5' }, [TEXT, COUNT, LIST], 'open open open'],
  ['a length that is at least 0', { greaterOrEquals: '0' }, [TEXT, COUNT], 'yes open'],
  [
    'a length of which a part is known',
    { greater: '3' },
    [concatText(['log-', TEXT]), concatText(['l', TEXT])],
    'yes open',
  ],
];

describe.each([
  ['sets', SETS],
  ['counts', COUNTS],
  ['measures', MEASURES],
] as const)('of %s', (_, rows) => {
  test.each(rows)('%s', (_name, condition, values, expected) => {
    expect(answers(condition, values)).toBe(expected);
  });
});

describe('a limit that a function gives', () => {
  const limit = { $: { path: 'limit' } };

  test.each<[string, Record<string, unknown>, Value, boolean | undefined]>([
    ['a number', { less: limit }, 3, true],
    ['a text of a number', { less: limit }, '3', true],
    ['no number', { less: limit }, 'x', false],
    ['null', { count: limit }, null, false],
    ['one that is not known', { less: limit }, COUNT, undefined],
    ['a count that is not known', { count: limit }, COUNT, undefined],
  ])('%s', (_, condition, value, expected) => {
    expect(decided(truthFor({ field: 'is', ...condition }, { is: [1, 2], limit: value }))).toBe(expected);
  });
});

test.each<[string, Record<string, unknown>, string]>([
  ['a text', { less: 'many' }, '/less: less needs a whole number'],
  ['a fraction', { count: '1.5' }, '/count: count needs a whole number'],
  ['a map', { greater: { path: 'a' } }, '/greater: must be a value, or a function behind $'],
  ['a function for texts', { subset: { $: { path: 'a' } } }, '/subset: subset takes no function'],
])('no limit is %s', (_, condition, message) => {
  expect(problemsIn({ field: 'is', ...condition })).toEqual([message]);
});
