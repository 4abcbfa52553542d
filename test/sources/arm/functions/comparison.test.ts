import { expect, test } from 'vitest';
import { type Case, call, title } from './call.ts';

const cases: readonly Case[] = [
  ['equals', [1, 1], true],
  ['equals', ['1', 1], false],
  ['equals', ['A', 'a'], false],
  ['equals', [null, null], true],
  ['equals', [null, false], false],
  ['equals', [null, {}], false],
  ['equals', [true, 1], false],
  ['equals', [[], {}], false],
  [
    'equals',
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    true,
  ],
  [
    'equals',
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
    false,
  ],
  ['equals', [['a'], ['a', 'b']], false],
  [
    'equals',
    [
      { a: 1, b: [2] },
      { b: [2], a: 1 },
    ],
    true,
  ],
  ['equals', [{ a: 1 }, { A: 1 }], false],
  ['equals', [{ a: null }, { b: null }], false],
  ['equals', [2 ** 63, 2 ** 63], '!unsupported'],
  ['equals', [2 ** 63, 1], false],
  ['less', ['a', 'B'], true],
  ['less', ['A', 'a'], false],
  ['less', ['demo', 'Demo'], true],
  ['less', ['aB', 'Ab'], true],
  ['less', ['a', 'a'], false],
  ['less', ['a', 'ab'], true],
  ['less', ['1', 'a'], true],
  ['less', ['10', '9'], true],
  ['less', ['a_b', 'aab'], true],
  ['less', ['acr-a', 'acr-b'], true],
  ['less', ['2024-01-02', '2024-01-10'], true],
  ['less', ['1.30.2', '1.4.0'], true],
  ['less', ['co-op', 'coop'], '!unsupported'],
  ['less', ['a-c', 'abd'], '!unsupported'],
  ['less', ['a_b', 'a.b'], '!unsupported'],
  ['less', ['é', 'f'], '!unsupported'],
  ['less', [5, 10], true],
  ['less', [1.5, 2], true],
  ['less', [1, 'a'], '!type'],
  ['less', [null, 1], '!type'],
  ['less', [true, false], '!type'],
  ['not', [false], true],
  ['not', ['false'], '!type'],
  ['bool', [true], true],
  ['bool', ['trUe'], true],
  ['bool', ['falSe'], false],
  ['bool', [0], false],
  ['bool', [-1], true],
  ['bool', ['1'], '!value'],
  ['bool', ['sdf'], '!value'],
  ['bool', [' true'], '!unsupported'],
  ['bool', [0.5], '!unsupported'],
  ['bool', [null], '!type'],
];

test.each(cases.map((row) => [title(row), row] as const))('%s', (_, [name, args, result]) => {
  expect(call(name, ...args)).toBe(result);
});
