import { describe, expect, test } from 'vitest';
import { conditional } from '../../src/value/logic.ts';
import { beginsWith, isStartOf, matchesPattern } from '../../src/value/matching.ts';
import { secure } from '../../src/value/secure.ts';
import { concatText } from '../../src/value/symbolic-string.ts';
import { expressionText, fault, symbol, type Value } from '../../src/value/value.ts';

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

const BROKEN = fault('missing-property', 'gone');
const shown = (value: Value): string => (typeof value === 'boolean' ? String(value) : expressionText(value));

describe('whether a text begins with another', () => {
  test.each<[string, Value, string]>([
    ['is so in other letters', 'ID=/SUBSCRIPTIONS/', 'true'],
    ['is so of the text itself', 'id=/', 'true'],
    ['is not so of a shorter one', 'id=', 'false'],
    ['is not so of another one', 'name', 'false'],
    ['is not so of null', null, 'false'],
    ['is not so of a number', 1, 'false'],
    ['is so where what is known of it shows it', text('id=/x/', P), 'true'],
    ['is not so where what is known of it shows that', text('name', P), 'false'],
    ['is asked where what is known ends too soon', text('id', P), "concat('id', p) begins with id=/"],
    ['is asked of what is not known', P, 'p begins with id=/'],
    ['is the condition of branches that differ', conditional(IF, 'id=/x', 'name'), 'b'],
  ])('%s', (_, value, answer) => {
    expect(shown(beginsWith(value, 'id=/'))).toBe(answer);
  });

  test('is the fault of a text that cannot be evaluated', () => {
    expect(beginsWith(BROKEN, 'id=/')).toBe(BROKEN);
  });
});

describe('whether a text is what another begins with', () => {
  test.each<[string, Value, string]>([
    ['is so of a start', 'insights', 'true'],
    ['is so of all of it', 'insights-logs', 'true'],
    ['is so of nothing', '', 'true'],
    ['is not so of more', 'insights-logs-', 'false'],
    ['is not so in other letters', 'Insights', 'false'],
    ['is not so of null', null, 'false'],
    ['is asked of what is not known', P, 'p starts insights-logs'],
  ])('%s', (_, value, answer) => {
    expect(shown(isStartOf(value, 'insights-logs'))).toBe(answer);
  });

  test('is the fault of a text that cannot be evaluated', () => {
    expect(isStartOf(BROKEN, 'x')).toBe(BROKEN);
  });
});
