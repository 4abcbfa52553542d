import { describe, expect, test } from 'vitest';
import { conditional } from '../../src/value/logic.ts';
import { matchesPattern } from '../../src/value/matching.ts';
import { secure } from '../../src/value/secure.ts';
import { concatText } from '../../src/value/symbolic-string.ts';
import { expressionText, symbol, type Value } from '../../src/value/value.ts';

const named = (name: string, type: 'string' | 'bool' = 'string'): Value =>
  symbol({ key: name, text: name, type, cause: { kind: 'parameter', name } });
const P = named('p');
const IF = named('b', 'bool');
const text = (...parts: readonly Value[]): Value => concatText(parts);

describe('whether a text matches a pattern', () => {
  test.each<[string, Value, string, boolean]>([
    ['letter case aside', 'A/Central', '*/CENTRAL', true],
    ['as a whole', 'central1', 'central', false],
    ['with a star for nothing', 'central', 'c*entral', true],
    ['null does not', null, '*', false],
    ['a number does not', 5, '5', false],
    ['by its end, whatever its start is', text('/x/', P, '/workspaces/Central'), '*/workspaces/central', true],
    ['by its start, whatever its end is', text('Standard_', P), 'standard*', true],
    ['by its middle', text(P, 'b', P), '*b*', true],
    ['by two stars', text('a', P, 'c', P), 'a*c*', true],
    ['not by another end', text(P, '/workspaces/other'), '*/workspaces/central', false],
    ['not by another start', text('Standard_', P), 'Premium*', false],
    ['not by a start that goes on otherwise', text('ab', P), 'a', false],
    ['not by a middle that the pattern lacks', text(P, '/', P), 'name', false],
    ['alike in each branch', conditional(IF, text(P, '/a1'), text(P, '/a2')), '*/a*', true],
  ])('%s', (_, value, pattern, expected) => {
    expect(matchesPattern(value, pattern)).toBe(expected);
  });

  test.each<[string, Value, string]>([
    ['what is not known at all', P, '*'],
    ['an end that may be the wanted one', text('/', P), '*/central'],
    ['a start that may go on as wanted', text('a', P), 'ab'],
    ['what may be nothing', text('central', P), '*/central'],
    ['a part that may be what stands between stars', text('a', P, 'c'), 'a*b*c'],
    ['a secure part', text(secure('k', 's', '/central'), '!'), '*/central!'],
  ])('is not decided by %s', (_, value, pattern) => {
    const answer = matchesPattern(value, pattern);
    expect(typeof answer === 'boolean' ? answer : expressionText(answer)).toBe(
      `${expressionText(value)} matches ${pattern}`,
    );
  });

  test('is the condition of branches that differ', () => {
    const value = conditional(IF, text(P, '/central'), text(P, '/other'));
    expect(expressionText(matchesPattern(value, '*/central'))).toBe('b');
  });

  test('is not decided by parts of a text that is very long', () => {
    const answer = matchesPattern(text('x'.repeat(200_000), P), '*central');
    expect(typeof answer).toBe('object');
  });
});
