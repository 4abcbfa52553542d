import { expect, test } from 'vitest';
import { type Case, call, plain, title } from './call.ts';

const cases: readonly Case[] = [
  [
    'union',
    [
      ['a', 'b', 'a'],
      ['c', 'b'],
    ],
    ['a', 'b', 'c'],
  ],
  ['union', [[{ x: 1 }], [{ x: 1 }, { x: 2 }]], [{ x: 1 }, { x: 2 }]],
  ['union', [['A'], ['a']], ['A', 'a']],
  [
    'union',
    [
      { one: 'a', three: 'c1' },
      { three: 'c2', four: 'd' },
    ],
    { one: 'a', three: 'c2', four: 'd' },
  ],
  [
    'union',
    [
      { p: { one: 'a', x: 1 }, l: [1, 2] },
      { p: { one: 'b' }, l: [3] },
    ],
    { p: { one: 'b', x: 1 }, l: [3] },
  ],
  ['union', [{ Enabled: true }, { enabled: false }], { Enabled: false }],
  ['union', [{ a: 1 }, { b: 2 }, { a: 3 }], { a: 3, b: 2 }],
  ['union', [{ a: 1 }, { a: 'text' }], { a: 'text' }],
  ['union', [{ a: null }, { a: { b: 1 } }], { a: { b: 1 } }],
  ['union', [{ a: null }, { a: null }], { a: null }],
  ['union', [{ a: 1 }, { a: null }], '!unsupported'],
  ['union', [{ a: 1 }, { a: [1] }], '!unsupported'],
  ['union', [{ a: {} }, { a: 'x' }], '!unsupported'],
  ['union', [{ a: 1 }, { b: 1, B: 2 }], '!unsupported'],
  ['union', [null, ['a'], null], ['a']],
  ['union', [null, { a: 1 }], { a: 1 }],
  ['union', [null, null], '!unsupported'],
  ['union', [['a']], '!unsupported'],
  ['union', [{}, []], '!type'],
  ['union', ['a', 'b'], '!type'],
  ['union', [1], '!type'],
  ['shallowMerge', [[{ ABC: 0 }, { aBC: 1 }]], { ABC: 1 }],
  ['shallowMerge', [[{ one: 'a', n: { a: 1 } }, null, { two: 'b', n: { b: 2 } }]], { one: 'a', n: { b: 2 }, two: 'b' }],
  ['shallowMerge', [[]], {}],
  ['shallowMerge', [[{ a: 1 }, { a: null }]], { a: null }],
  ['shallowMerge', [[{ a: 1 }, 1]], '!type'],
  ['shallowMerge', [{ a: 1 }], '!type'],
  [
    'intersection',
    [
      [3, 2, 1, 3],
      [4, 1, 3, 2],
      [1, 2, 3, 4],
    ],
    [3, 2, 1],
  ],
  ['intersection', [['a'], ['A']], []],
  ['intersection', [[{ a: [1] }], [{ a: [1] }]], [{ a: [1] }]],
  [
    'intersection',
    [
      { one: 'a', two: 'b', three: { x: 1 } },
      { one: 'a', two: 'z', three: { x: 1, y: 2 } },
    ],
    { one: 'a' },
  ],
  ['intersection', [{ a: null }, { a: null }], { a: null }],
  ['intersection', [{ a: 1 }, { b: 1 }], {}],
  ['intersection', [{ a: 1 }, { A: 2 }], {}],
  ['intersection', [{ a: 1 }, { A: 1 }], '!unsupported'],
  ['intersection', [['a'], null], '!unsupported'],
  ['intersection', [['a'], {}], '!type'],
  ['intersection', ['a', 'b'], '!type'],
  ['intersection', [['a']], '!arguments'],
];

test.each(cases.map((row) => [title(row), row] as const))('%s', (_, [name, args, result]) => {
  expect(plain(call(name, ...args))).toStrictEqual(plain(result));
});

test('the spelling and the place of a key are those of its first appearance', () => {
  const merged = call('union', { b: 1, Enabled: 1 }, { a: 1, ENABLED: 2 });
  expect(JSON.stringify(merged)).toBe('{"b":1,"Enabled":2,"a":1}');
});

test('arguments stay as they were', () => {
  const left = { a: { b: 1 } };
  call('union', left, { a: { c: 2 } });
  expect(left).toStrictEqual({ a: { b: 1 } });
});

test('large arrays of scalars take linear time', () => {
  const low = Array.from({ length: 50_000 }, (_, index) => `item${index}`);
  const high = Array.from({ length: 50_000 }, (_, index) => `item${index + 25_000}`);
  expect(call('union', low, high)).toHaveLength(75_000);
  expect(call('intersection', low, high)).toHaveLength(25_000);
});

test('objects that share their parts do not multiply the work without bound', () => {
  let left: object = {};
  let right: object = {};
  for (let level = 0; level < 60; level++) {
    left = { a: left, b: left };
    right = { a: right, b: right };
  }
  expect(call('union', left as never, right as never)).toBe('!limit');
  expect(call('equals', left as never, right as never)).toBe('!limit');
});
