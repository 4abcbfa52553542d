import { describe, expect, test } from 'vitest';
import { concatText } from '../../../../src/value/symbolic-string.ts';
import type { Value } from '../../../../src/value/value.ts';
import { answers, NOTHING, parameter, problemsIn } from '../../../support/spec-expressions.ts';

const TEXT = parameter('text', 'string');
const COUNT = parameter('count', 'int');
const PREFIXED = concatText(['log-', TEXT]);

describe('what a text looks like', () => {
  test.each<[string, Record<string, unknown>, readonly (Value | typeof NOTHING)[], string]>([
    [
      'an expression anywhere in it',
      { match: 'b+' },
      ['aBBa', 'aa', '', null, 5, ['b'], NOTHING],
      'yes no no no no no no',
    ],
    ['with letter case', { match: '^b', caseSensitive: 'true' }, ['B', 'b'], 'no yes'],
    ['options in the expression', { match: '(?i)^b', caseSensitive: 'true' }, ['B', 'a'], 'yes no'],
    ['the anchors of .NET', { match: '\\Aab\\Z' }, ['ab', 'ab\n', 'abc'], 'yes yes no'],
    ['a named group', { match: '^(?<year>\\d{4})-' }, ['2030-01', 'x'], 'yes no'],
    ['the opposite', { notMatch: '^a' }, ['a', 'b', null, 5, [], NOTHING], 'no yes yes yes yes yes'],
    ['what is not known', { match: '^log' }, [TEXT, PREFIXED], 'open open'],
    ['any of the wildcards', { like: ['a*z', '?b', '[0-9]x'] }, ['aZ', 'xB', '7x', 'ax', 'xbb'], 'yes yes yes no no'],
    ['no part of a text', { like: 'b' }, ['abc', 'B'], 'no yes'],
    ['an escaped star', { like: 'a`*' }, ['a*', 'ab'], 'yes no'],
    ['characters of expressions as they are', { like: 'a.b(*' }, ['a.b(c', 'axb(c'], 'yes no'],
    ['no other type', { like: '*' }, [5, null, ['a'], NOTHING, true], 'no no no no no'],
    ['what is converted', { like: '1*', convert: 'true' }, [12, 21, true], 'yes no no'],
    ['with letter case in wildcards', { like: 'A*', caseSensitive: 'true' }, ['ab', 'Ab'], 'no yes'],
    [
      'the opposite of wildcards',
      { notLike: ['a*', 'b*'] },
      ['ax', 'cx', null, 5, [], NOTHING],
      'no yes yes yes yes no',
    ],
    ['a beginning that is known', { like: 'log-*' }, [PREFIXED, TEXT], 'yes open'],
  ])('%s', (_, condition, values, expected) => {
    expect(answers(condition, values)).toBe(expected);
  });
});

describe('what is in a text', () => {
  test.each<[string, Record<string, unknown>, readonly (Value | typeof NOTHING)[], string]>([
    ['at its start', { startsWith: ['log', 'x'] }, ['LOGS', 'x', 'a', '', null, NOTHING], 'yes yes no no no no'],
    ['with letter case', { startsWith: 'log', caseSensitive: 'true' }, ['LOGS', 'logs'], 'no yes'],
    ['at the start of an element', { startsWith: 'a' }, [['x', 'ab'], ['x'], [], [5]], 'yes no no no'],
    ['at its end', { endsWith: '-eu' }, ['a-EU', 'eu-a', 5], 'yes no no'],
    ['anywhere', { contains: ['b'] }, ['aBc', 'ac', { b: 1 }], 'yes no no'],
    ['of a number that is converted', { contains: '2', convert: 'true' }, [123, 13, true], 'yes no no'],
    ['of a boolean that is converted', { startsWith: 'Tr', convert: 'true' }, [true, false], 'yes no'],
    [
      'not at its start',
      { notStartsWith: ['a'] },
      ['ab', 'b', null, 5, ['b', 'a'], ['b'], NOTHING],
      'no yes yes yes no yes no',
    ],
    ['not at its end', { notEndsWith: 'a' }, ['ba', 'ab', null, NOTHING], 'no yes yes no'],
    ['nowhere', { notContains: 'a' }, ['ba', 'b', null, NOTHING], 'no yes yes no'],
    ['of a start that is known', { startsWith: 'log' }, [PREFIXED, TEXT, COUNT], 'yes open open'],
    ['of another start that is known', { startsWith: 'x' }, [PREFIXED, [PREFIXED]], 'no no'],
    ['of a part that is known', { contains: 'OG' }, [PREFIXED, ['a', TEXT]], 'yes open'],
    ['of an end that is known', { notEndsWith: '-eu' }, [concatText([TEXT, '-eu']), concatText([TEXT, 'x'])], 'no yes'],
    ['a star is a character', { contains: 'o*g' }, [concatText([TEXT, 'oxg']), 'o*g'], 'open yes'],
  ])('%s', (_, condition, values, expected) => {
    expect(answers(condition, values)).toBe(expected);
  });

  test.each<[string, Record<string, unknown>, readonly (Value | typeof NOTHING)[], string]>([
    ['lower case', { isLower: 'true' }, ['a-b1', 'aB', '', 5, null, NOTHING], 'yes no yes no no no'],
    ['no lower case', { isLower: 'false' }, ['a-b1', 'aB', 5, null, NOTHING], 'no yes yes yes no'],
    ['upper case', { isUpper: 'true' }, ['A-B1', 'aB', 5], 'yes no no'],
    ['letters without case', { isLower: 'true' }, ['名', '1'], 'no yes'],
    ['a case that is not known', { isUpper: 'true' }, [TEXT, parameter('t', 'string', ['a'])], 'open open'],
  ])('letters of %s', (_, condition, values, expected) => {
    expect(answers(condition, values)).toBe(expected);
  });
});

describe('a pattern that cannot be matched in linear time, or is none,', () => {
  test.each<[string, Record<string, unknown>, RegExp]>([
    ['a group without an end', { match: '(a' }, /^\/match: missing closing/],
    ['a lookahead', { match: 'a(?=b)' }, /^\/match: /],
    ['a reference to a group', { notMatch: '(a)\\1' }, /^\/notMatch: /],
    ['a range that goes back', { like: 'x[z-a]' }, /^\/like: /],
    ['a very long one', { match: 'a'.repeat(1001) }, /^\/match: an expression of more than 1000 characters$/],
  ])('is refused: %s', (_, condition, message) => {
    expect(problemsIn({ field: 'a', ...condition })).toEqual([expect.stringMatching(message)]);
  });

  test('may nest repetitions, which end soon on a long text', () => {
    const text = `${'a'.repeat(100_000)}!`;
    expect(answers({ match: '^(a+)+$' }, [text])).toBe('no');
    expect(answers({ match: '^(a|a)*$' }, [text])).toBe('no');
    expect(answers({ like: `${'*a'.repeat(20)}*b` }, [text])).toBe('no');
  });
});
