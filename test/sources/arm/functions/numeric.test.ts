import { expect, test } from 'vitest';
import { type Case, call, plain, title } from './call.ts';

const beyondDouble = 2 ** 63;

const cases: readonly Case[] = [
  ['add', [1, 3], 4],
  ['add', [1.5, 3], '!type'],
  ['add', ['a', 3], '!type'],
  ['add', [null, 3], '!type'],
  ['add', ['1', 3], '!unsupported'],
  ['add', [1], '!arguments'],
  ['add', [1, 2, 3], '!arguments'],
  ['add', [9_007_199_254_740_991, 1], '!unsupported'],
  ['add', [beyondDouble, 1], '!unsupported'],
  ['sub', [456, 123], 333],
  ['sub', [0, 7], -7],
  ['sub', [5, 5], 0],
  ['mul', [2_199_023_255_552, 2], 4_398_046_511_104],
  ['mul', [2_199_023_255_552, 2_199_023_255_552], '!overflow'],
  ['mul', [beyondDouble, beyondDouble], '!overflow'],
  ['mul', [3_037_000_499, 3_037_000_499], '!unsupported'],
  ['mul', [-1, 0], 0],
  ['div', [6, 11], 0],
  ['div', [-7, 2], -3],
  ['div', [7, 0], '!value'],
  ['mod', [7, 3], 1],
  ['mod', [-7, 3], -1],
  ['mod', [7, -3], 1],
  ['mod', [-6, 3], 0],
  ['mod', [7, 0], '!value'],
  ['int', [123], 123],
  ['int', ['100'], 100],
  ['int', [' +7 '], 7],
  ['int', ['-12'], -12],
  ['int', ['asdf'], '!value'],
  ['int', ['1.5'], '!value'],
  ['int', [''], '!value'],
  ['int', ['9223372036854775808'], '!overflow'],
  ['int', ['9223372036854775807'], '!unsupported'],
  ['int', [1.5], '!unsupported'],
  ['int', [true], '!type'],
  ['int', [null], '!type'],
  ['float', ['3.0'], 3],
  ['float', ['1.5'], 1.5],
  ['float', [2.25], 2.25],
  ['float', ['-1e3'], -1000],
  ['float', ['one'], '!value'],
  ['float', ['e'], '!value'],
  ['float', ['1,000'], '!unsupported'],
  ['float', ['NaN'], '!unsupported'],
  ['float', ['1e999'], '!unsupported'],
  ['float', [true], '!type'],
  ['min', [10, 4, 1, 6], 1],
  ['min', [1], 1],
  ['min', [1.5, 2], 1.5],
  ['min', [1, '0'], '!type'],
  ['min', [[]], '!value'],
  ['min', [], '!arguments'],
  ['max', [[10, 4, 1, 6]], 10],
  ['max', [[6, 4], 8], '!unsupported'],
  ['range', [5, 3], [5, 6, 7]],
  ['range', [-1, 2], [-1, 0]],
  ['range', [1, 0], []],
  ['range', [1, -1], '!value'],
  ['range', [0, 10_001], '!value'],
  ['range', [2_147_483_647, 1], [2_147_483_647]],
  ['range', [2_147_483_647, 2], '!value'],
  ['range', [1, '0'], '!type'],
];

test.each(cases.map((row) => [title(row), row] as const))('%s', (_, [name, args, result]) => {
  expect(plain(call(name, ...args))).toStrictEqual(plain(result));
});

test('zero has no sign', () => {
  expect(Object.is(call('mul', -1, 0), 0)).toBe(true);
  expect(Object.is(call('float', '-0'), 0)).toBe(true);
});

test('a range holds at most 10000 numbers', () => {
  expect(call('range', 0, 10_000)).toHaveLength(10_000);
});
