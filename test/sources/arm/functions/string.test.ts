import { expect, test } from 'vitest';
import { type Case, call, plain, title } from './call.ts';

const cases: readonly Case[] = [
  ['concat', ['left', '-', 'right'], 'left-right'],
  ['concat', ['a', 1, true, false, null], 'a1TrueFalse'],
  ['concat', [['a'], ['a', 'b']], ['a', 'a', 'b']],
  ['concat', [[['a']], ['b']], [['a'], 'b']],
  ['concat', [['a'], 'b'], '!type'],
  ['concat', [{}, 'b'], '!type'],
  ['concat', [['a'], null], '!unsupported'],
  ['concat', [], '!arguments'],
  ['join', [['abc', 123, true], '/'], 'abc/123/True'],
  ['join', [['abc', 'def'], ''], 'abcdef'],
  ['join', [[], ','], ''],
  ['join', [['a', null], ','], '!unsupported'],
  ['join', [[['a']], ','], '!type'],
  ['join', ['abc', ','], '!type'],
  ['string', ['text'], 'text'],
  ['string', [12], '12'],
  ['string', [1.5], '1.5'],
  ['string', [true], 'True'],
  ['string', [null], ''],
  ['string', [{ valueA: 10, b: [true, null, 'x"y'] }], '{"valueA":10,"b":[true,null,"x\\"y"]}'],
  ['string', [['é\n\u2028\u0001\u0085']], '["é\\n\\u2028\\u0001\\u0085"]'],
  ['string', [{ 1: 'a' }], '{"1":"a"}'],
  ['string', [{ 1: 'a', b: 2 }], '!unsupported'],
  ['string', [2 ** 63], '!unsupported'],
  ['string', [1e-7], '!unsupported'],
  ['toLower', ['AiKInIniIN'], 'aikininiin'],
  ['toLower', ['ΟΔΟΣ'], 'οδοσ'],
  ['toLower', ['İ'], 'İ'],
  ['toLower', [null], ''],
  ['toLower', [2], '!type'],
  ['toUpper', [' Fizz '], ' FIZZ '],
  ['toUpper', ['straße'], 'STRAßE'],
  ['toUpper', ['ı'], 'ı'],
  ['toUpper', [null], ''],
  ['trim', [' \t adf asdf \u0085\n'], 'adf asdf'],
  ['trim', ['\ufeffa'], '\ufeffa'],
  ['trim', [2], '!type'],
  ['substring', ['asdfasf', 3], 'fasf'],
  ['substring', ['foot', 0, 3], 'foo'],
  ['substring', ['abc', 3], ''],
  ['substring', ['abc', 3, 0], ''],
  ['substring', ['abc', 4], '!value'],
  ['substring', ['abc', -1], '!value'],
  ['substring', ['abc', 1, 3], '!value'],
  ['substring', ['abc', 1, -1], '!value'],
  ['substring', ['abc', '1'], '!type'],
  ['replace', ['123-123-1234', '-', ''], '1231231234'],
  ['replace', ['aaa', 'aa', 'b'], 'ba'],
  ['replace', ['a.b', '.', '$&'], 'a$&b'],
  ['replace', ['abc', '', 'x'], '!value'],
  ['replace', ['Abc', 'a', 'x'], '!unsupported'],
  ['replace', ['abc', 'z', 'x'], 'abc'],
  ['replace', ['abc', 0, 'x'], '!type'],
  ['split', ['fizz,buzz,,pop', ','], ['fizz', 'buzz', '', 'pop']],
  ['split', ['', ','], ['']],
  ['split', ['one;two,three', [';', ',']], ['one', 'two', 'three']],
  ['split', ['a--b-c', ['--', '-']], ['a', 'b', 'c']],
  ['split', ['abc', null], ['abc']],
  ['split', ['abc', ''], '!unsupported'],
  ['split', ['abc', []], '!unsupported'],
  ['split', ['abc', [1]], '!type'],
  ['split', [null, ','], []],
  ['split', [1, ','], '!type'],
  ['startsWith', ['Food', 'fOO'], true],
  ['startsWith', ['food', 'od'], false],
  ['startsWith', ['food', ''], true],
  ['endsWith', ['abcdef', 'EF'], true],
  ['endsWith', ['abcdef', 'e'], false],
  ['endsWith', ['abc', null], '!type'],
  ['padLeft', [13, 5], '   13'],
  ['padLeft', [0, 5, '+'], '++++0'],
  ['padLeft', ['123', 20, '0'], '00000000000000000123'],
  ['padLeft', ['abc', 2], 'abc'],
  ['padLeft', ['abc', -1], '!value'],
  ['padLeft', ['abc', 5, 'xy'], '!value'],
  ['padLeft', ['abc', 5, ''], '!value'],
  ['padLeft', ['abc', '5'], '!type'],
  ['padLeft', [true, 5], '!type'],
  ['padLeft', ['', 4_000_001], '!limit'],
  ['like', ['contosoREG', 'Contoso*'], true],
  ['like', ['contoso', '*'], true],
  ['like', ['contoso', 'con'], false],
  ['like', ['contoso', '*con'], false],
  ['like', ['a-b-c', 'a*b*c'], true],
  ['like', ['aba', 'ab*ba'], false],
  ['like', ['abxba', 'ab**ba'], true],
  ['like', ['a.c', 'a?c'], false],
  ['like', ['abc', 'a.c'], false],
  ['like', ['', ''], true],
  ['like', ['', '*'], true],
];

test.each(cases.map((row) => [title(row), row] as const))('%s', (_, [name, args, result]) => {
  expect(plain(call(name, ...args))).toStrictEqual(plain(result));
});

const long = 'a'.repeat(1_000_000);

test.each<[string, () => unknown, unknown]>([
  ['like', () => call('like', long, `${'*a'.repeat(200)}*b`), false],
  ['indexOf with a long periodic needle', () => call('indexOf', long, `b${'a'.repeat(500_000)}`), -1],
  ['lastIndexOf with a long periodic needle', () => call('lastIndexOf', `b${long}`, 'a'.repeat(500_000)), 500_001],
  ['replace that would grow too large', () => call('replace', long, 'a', 'bcdef'), '!limit'],
  ['split into too many pieces', () => call('split', long, 'a'), '!limit'],
  ['split with too much work', () => call('split', long, [long, 'b']), '!limit'],
  ['float of many digits', () => call('float', `${'1'.repeat(1_000_000)}x`), '!unsupported'],
  ['parseUri of a long host', () => call('parseUri', `http://${long}#`), '!unsupported'],
  ['join beyond the bound', () => call('join', Array(5).fill(long), ''), '!limit'],
  ['concat beyond the bound', () => call('concat', long, long, long, long, 'a'), '!limit'],
])('stays bounded: %s', (_, run, result) => {
  expect(run()).toBe(result);
});

test('shared parts do not multiply the work without bound', () => {
  let value: readonly unknown[] = ['x'];
  for (let level = 0; level < 60; level++) value = [value, value];
  expect(call('string', value as never)).toBe('!limit');
});

test('deep values are refused, not a stack overflow', () => {
  let value: readonly unknown[] = [];
  for (let level = 0; level < 100_000; level++) value = [value];
  expect(call('string', value as never)).toBe('!limit');
  expect(call('equals', value as never, [...value] as never)).toBe('!limit');
  expect(call('distinct', [value] as never)).toBe('!limit');
});
