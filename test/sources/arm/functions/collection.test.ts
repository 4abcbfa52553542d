import { expect, test } from 'vitest';
import { type Case, call, plain, title } from './call.ts';

const letters = { one: 'a', Two: 'b' };

const cases: readonly Case[] = [
  ['array', [1], [1]],
  ['array', [[1]], [1]],
  ['array', [null], [null]],
  ['contains', [{ PublicNetworkAccess: 1 }, 'publicnetworkaccess'], true],
  ['contains', [letters, 'a'], false],
  ['contains', [letters, 1], '!type'],
  ['contains', [{}, 'constructor'], false],
  ['contains', ['Premium', 'premium'], false],
  ['contains', ['FOOBAR', 'BAR'], true],
  ['contains', ['FOOBAR', ''], true],
  ['contains', ['FOO1', 1], '!type'],
  ['contains', [['Premium'], 'premium'], false],
  ['contains', [[1, { a: [2] }], { a: [2] }], true],
  ['contains', [[1], '1'], false],
  ['contains', [[null], null], true],
  ['contains', [null, 'a'], '!type'],
  ['contains', [1, 1], '!type'],
  ['createArray', [], []],
  ['createArray', [1, 'a', null], [1, 'a', null]],
  ['createObject', [], {}],
  ['createObject', ['b', null, 'a', 1], { b: null, a: 1 }],
  ['createObject', ['k'], '!arguments'],
  ['createObject', [1, 'v'], '!type'],
  ['createObject', ['k', 1, 'k', 2], '!value'],
  ['createObject', ['abc', 1, 'ABC', 2], { abc: 1, ABC: 2 }],
  [
    'distinct',
    [[1, '1', 1, { a: 1, b: 2 }, { b: 2, a: 1 }, 'A', 'a', null, null]],
    [1, '1', { a: 1, b: 2 }, 'A', 'a', null],
  ],
  ['distinct', [[['a,b'], ['a', 'b']]], [['a,b'], ['a', 'b']]],
  ['distinct', ['aa'], '!type'],
  ['empty', [''], true],
  ['empty', [[]], true],
  ['empty', [{}], true],
  ['empty', [null], true],
  ['empty', [' '], false],
  ['empty', [0], '!type'],
  ['empty', [false], '!type'],
  ['first', [[124, 25]], 124],
  ['first', [[]], null],
  ['first', ['Fizz'], 'F'],
  ['first', [''], ''],
  ['first', [null], null],
  ['first', [1], '!type'],
  ['last', [[1, 2]], 2],
  ['last', ['asdf'], 'f'],
  ['last', [[]], null],
  ['last', [''], ''],
  ['flatten', [[]], []],
  [
    'flatten',
    [
      [
        [0, 1],
        [2, [3]],
      ],
    ],
    [0, 1, 2, [3]],
  ],
  ['flatten', [[[0], 1]], '!type'],
  ['flatten', ['a'], '!type'],
  ['indexFromEnd', [['a', 'b', 'c'], 1], 'c'],
  ['indexFromEnd', [['a', 'b', 'c'], 3], 'a'],
  ['indexFromEnd', [['a', 'b', 'c'], 4], '!missing'],
  ['indexFromEnd', [['a', 'b', 'c'], 0], '!missing'],
  ['indexFromEnd', [['a', 'b', 'c'], -1], '!missing'],
  ['indexFromEnd', [['a', null], 1], null],
  ['indexFromEnd', [['a'], '1'], '!type'],
  ['indexFromEnd', [null, 1], '!type'],
  ['tryIndexFromEnd', [['a', 'b'], 2], 'a'],
  ['tryIndexFromEnd', [['a', 'b'], 3], null],
  ['tryIndexFromEnd', [['a', 'b'], -1], null],
  ['tryIndexFromEnd', [null, 1, 'x'], null],
  ['tryIndexFromEnd', [[{ X: [7] }], 1, 'x', 0], 7],
  ['tryIndexFromEnd', [[{ x: 1 }], 1, 'y'], '!missing'],
  ['tryIndexFromEnd', [[{ x: 1 }], 2, 'y'], null],
  ['tryIndexFromEnd', ['abc', 1], '!type'],
  ['indexOf', ['Premium', 'premium'], 0],
  ['indexOf', ['abcdef', 'z'], -1],
  ['indexOf', ['abc', ''], 0],
  ['indexOf', [['one', 'Two', 'two'], 'two'], 2],
  ['indexOf', [['one'], 'One'], -1],
  ['indexOf', [[1, [2]], [2]], 1],
  ['indexOf', [null, 'a'], -1],
  ['indexOf', [1, 'a'], '!type'],
  ['indexOf', ['a', 1], '!type'],
  ['lastIndexOf', ['abcdef', 'AB'], 0],
  ['lastIndexOf', ['test', 'T'], 3],
  ['lastIndexOf', ['test', ''], '!unsupported'],
  ['lastIndexOf', [[1, 2, 3, 1], 1], 3],
  ['lastIndexOf', [[4, 5], '5'], -1],
  [
    'items',
    [{ b: 1, A: 2 }],
    [
      { key: 'A', value: 2 },
      { key: 'b', value: 1 },
    ],
  ],
  ['items', [{}], []],
  ['items', [null], '!type'],
  ['items', [[]], '!type'],
  [
    'objectKeys',
    [{ defKey: 0, abcKey: 0, '123Key': 0, DEFKey: 0, ABCKey: 0 }],
    ['123Key', 'abcKey', 'ABCKey', 'defKey', 'DEFKey'],
  ],
  ['objectKeys', [{ a_b: 0, aZ: 0, A1: 0 }], ['A1', 'aZ', 'a_b']],
  ['length', ['One Two Three'], 13],
  ['length', [[1, null]], 2],
  ['length', [{ a: { b: 1, c: 2 } }], 1],
  ['length', [null], '!unsupported'],
  ['length', [100], '!type'],
  ['skip', [[1, 2, 3], 1], [2, 3]],
  ['skip', [[1, 2, 3], -100], [1, 2, 3]],
  ['skip', ['one two', 100], ''],
  ['skip', [null, 1], null],
  ['skip', [[1], '1'], '!type'],
  ['skip', [{}, 1], '!type'],
  ['take', [[1, 2, 3], 2], [1, 2]],
  ['take', [[1, 2, 3], 100], [1, 2, 3]],
  ['take', ['foot', 3], 'foo'],
  ['take', ['foot', -3], ''],
  ['take', [null, 1], null],
  ['json', ['null'], null],
  ['json', [null], {}],
  ['json', ['.25'], 0.25],
  ['json', ['-.5'], -0.5],
  ['json', ['{"cpu": .5, "list": [.25, 1]}'], { cpu: 0.5, list: [0.25, 1] }],
  ['json', ["{'a': 'b', 'c': [1, 2.5, true,], /* note */ }"], { a: 'b', c: [1, 2.5, true] }],
  ['json', ["''"], ''],
  ['json', ['"test"'], 'test'],
  ['json', ['9223372036854775807'], 2 ** 63],
  ['json', ['{"a":1,"a":2}'], { a: 2 }],
  ['json', [''], '!unsupported'],
  ['json', ['{a: 1}'], '!unsupported'],
  ['json', ['0x1F'], '!unsupported'],
  ['json', ['NaN'], '!unsupported'],
  ['json', ['1e400'], '!unsupported'],
  ['json', ['{"a":1'], '!value'],
  ['json', ['[1 }'], '!value'],
  ['json', ['['.repeat(100_000)], '!limit'],
  ['json', [`[${'0,'.repeat(100_000)}0]`], '!limit'],
  ['json', [1], '!type'],
  ['null', [], null],
  ['true', [], true],
  ['false', [], false],
  ['null', [1], '!arguments'],
];

test.each(cases.map((row) => [title(row), row] as const))('%s', (_, [name, args, result]) => {
  expect(plain(call(name, ...args))).toStrictEqual(plain(result));
});

test('names such as __proto__ and constructor are plain keys', () => {
  const made = call('createObject', '__proto__', 1, 'constructor', 2) as { readonly [key: string]: number };
  expect(Object.keys(made)).toStrictEqual(['__proto__', 'constructor']);
  expect(call('string', made)).toBe('{"__proto__":1,"constructor":2}');
  expect(Object.keys(call('json', '{"__proto__":{"a":1}}') as object)).toStrictEqual(['__proto__']);
  expect(call('string', call('union', made, call('json', '{"__proto__":3}')))).toBe('{"__proto__":3,"constructor":2}');
  expect(Object.getPrototypeOf(call('json', '[{}]')?.[0 as never])).toBe(null);
});

test('createObject keeps the order of its arguments', () => {
  expect(Object.keys(call('createObject', 'b', 1, 'a', 2) as object)).toStrictEqual(['b', 'a']);
});

test('arrays are bounded', () => {
  const half = Array.from({ length: 60_000 }, (_, index) => index);
  expect(call('concat', half, half)).toBe('!limit');
  expect(call('flatten', [half, half])).toBe('!limit');
});
