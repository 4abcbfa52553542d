import { describe, expect, test } from 'vitest';
import { conditional } from '../../src/value/logic.ts';
import { secure } from '../../src/value/secure.ts';
import { concatText } from '../../src/value/symbolic-string.ts';
import { literalQuestion, textQuestion } from '../../src/value/text-question.ts';
import { expressionText, fault, symbol, type Value } from '../../src/value/value.ts';

const named = (name: string, domain?: readonly Value[]): Value =>
  symbol({
    key: name,
    text: name,
    type: 'string',
    cause: { kind: 'parameter', name },
    ...(domain !== undefined && { domain }),
  });
const bool = symbol({ key: 'b', text: 'b', type: 'bool', cause: { kind: 'parameter', name: 'b' } });
const shown = (value: Value): string => (typeof value === 'boolean' ? String(value) : expressionText(value));

describe('a question about a text', () => {
  const isLong = textQuestion('isLong', (text) => text.length > 3);

  test.each<[string, Value, string]>([
    ['is answered where the text is known', 'long', 'true'],
    ['is answered no for a text that does not pass', 'no', 'false'],
    ['is answered no for null', null, 'false'],
    ['is answered no for a number', 12345, 'false'],
    ['is answered in branches that are answered alike', conditional(bool, 'long', 'longer'), 'true'],
    ['is the condition of branches that are not', conditional(bool, 'long', 'no'), 'b'],
    ['is asked of what is not known', named('p'), 'isLong(p)'],
    ['is asked of what is secure, which stays hidden', secure('k', 's', 'long'), 'isLong(s)'],
  ])('%s', (_, value, answer) => {
    expect(shown(isLong(value))).toBe(answer);
  });

  test('is the fault of a text that cannot be evaluated', () => {
    const broken = fault('missing-property', 'gone');
    expect(isLong(broken)).toBe(broken);
  });
});

describe('a question about literal parts', () => {
  const hasColon = literalQuestion((part) => part.includes(':'));

  test.each<[string, Value, string]>([
    ['is answered where the text is known', 'a:b', 'true'],
    ['is answered yes by one literal part', concatText([named('p'), ':']), 'true'],
    ['is answered no where literal parts are fine and the rest is not known', concatText(['a', named('p')]), 'false'],
    ['is answered no for what is not known', named('p'), 'false'],
    ['is answered no for null', null, 'false'],
    ['is answered no for a fault', fault('value', 'y'), 'false'],
    ['is answered behind what is secure', concatText(['a', secure('k', 's', 'b:c')]), 'true'],
    ['is answered no by allowed values that are fine', named('p', ['a', 'b']), 'false'],
    ['is asked by an allowed value that is not', named('p', ['a', 'b:c']), `equals(p, 'b:c')`],
    ['is the condition of a branch', conditional(bool, 'a:b', 'c'), 'b'],
  ])('%s', (_, value, answer) => {
    expect(shown(hasColon(value))).toBe(answer);
  });
});
