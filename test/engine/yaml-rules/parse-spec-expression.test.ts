import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CONDITIONS } from '../../../src/engine/yaml-rules/conditions/index.ts';
import { parseSpecExpression } from '../../../src/engine/yaml-rules/parse-spec-expression.ts';
import { expressionIn, problemsIn } from '../../support/spec-expressions.ts';

const EXISTS = { field: 'a', exists: 'true' };

function nested(depth: number): unknown {
  return depth === 0 ? EXISTS : { not: nested(depth - 1) };
}

describe('an expression is refused', () => {
  test.each<[string, unknown, readonly string[]]>([
    ['that is no map', ['a'], [': must be an expression: a map']],
    ['with an unknown condition', { field: 'a', equal: 'b' }, ['/equal: unknown key "equal"; did you mean "equals"?']],
    ['in another letter case', { field: 'a', Equals: 'b' }, ['/Equals: unknown key "Equals"; did you mean "equals"?']],
    ['with an unknown operator', { allof: [] }, ['/allof: unknown key "allof"; did you mean "allOf"?']],
    ['without a condition', { field: 'a' }, [': needs a condition, such as equals or exists']],
    [
      'without a subject',
      { equals: 'a' },
      [': equals needs what it is about: field, type, name, source, value, scope'],
    ],
    [
      'with two subjects',
      { field: 'a', type: '.', equals: 'b' },
      ['/type: type has no effect beside field and equals'],
    ],
    [
      'with two conditions',
      { field: 'a', exists: 'true', equals: 'b' },
      ['/equals: equals has no effect beside field and exists'],
    ],
    ['with a filter of items', { ...EXISTS, where: EXISTS }, ['/where: where has no effect beside field and exists']],
    [
      'with a quantifier',
      { ...EXISTS, greaterOrEqual: '1' },
      ['/greaterOrEqual: greaterOrEqual has no effect beside field and exists'],
    ],
    ['with a condition beside an operator', { allOf: [], equals: 'a' }, ['/equals: equals has no effect beside allOf']],
    ['with something beside not', { not: EXISTS, field: 'a' }, ['/field: field has no effect beside not']],
    ['with two operators', { allOf: [EXISTS], anyOf: [EXISTS] }, ['/anyOf: anyOf has no effect beside allOf']],
    ['with an operator of no list', { anyOf: EXISTS }, ['/anyOf: anyOf needs a list of expressions']],
    [
      'with a wrong one inside',
      { allOf: [EXISTS, { not: { field: 'a/b', exists: 'true' } }] },
      ["/allOf/1/not/field: PSRule reads no path from '/b' on"],
    ],
    [
      'with two quantifiers',
      { field: 'a', count: '1', less: '2', allOf: [] },
      ['/count: less is there already, and PSRule reads one of them'],
    ],
    ['with a quantifier of no number', { field: 'a', count: 'x', allOf: [] }, ['/count: count needs a whole number']],
    [
      'with a quantifier of conditions',
      { field: 'a', lessOrEquals: '2', allOf: [] },
      ['/lessOrEquals: lessOrEquals has no effect beside allOf of a field'],
    ],
    [
      'with an option of another condition',
      { field: 'a', exists: 'true', convert: 'true' },
      ['/convert: convert has no effect on exists'],
    ],
    [
      'with an option of no boolean',
      { field: 'a', equals: 'b', convert: 'on' },
      ['/convert: convert must be true or false'],
    ],
    [
      'of a subject that has no such condition',
      { type: '.', exists: 'true' },
      ['/exists: exists cannot be asked of type; of field'],
    ],
    ['of another type than its own', { type: 'a', equals: 'b' }, ['/type: type can only be "."']],
    ['of a path of no text', { field: 5, exists: true }, ['/field: must be a path']],
    ['of a map as value', { value: { path: 'a' }, equals: 'b' }, ['/value: must be a value, or a function behind $']],
    ['of a source of no text', { source: ['a'], equals: 'b' }, ['/source: must be a type of file, such as Template']],
    ['with a function where none can be', { field: 'a', in: { $: { path: 'a' } } }, ['/in: in takes no function']],
    ['with no boolean', { field: 'a', exists: 'yes' }, ['/exists: exists needs true or false']],
    ['with a list for a text', { field: 'a', match: ['a'] }, ['/match: match needs a text']],
    ['with null for texts', { field: 'a', in: null }, ['/in: in needs a text or a list of texts']],
    ['with a map in a list', { field: 'a', in: ['b', { c: 1 }] }, ['/in/1: must be a single value']],
    ['with a wrong function', { value: { $: { path: '' } }, equals: 'b' }, ['/value/$/path: the path ends too early']],
    ['that is nested too deeply', nested(51), [`${'/not'.repeat(51)}: nested more than 50 levels deep`]],
  ])('%s', (_, expression, expected) => {
    expect(problemsIn(expression)).toEqual(expected);
  });
});

describe('an expression is read', () => {
  test('in any order of its keys', () => {
    const one = { field: 'a', where: EXISTS, allOf: [EXISTS], count: '1' };
    const other = { count: '1', allOf: [EXISTS], where: EXISTS, field: 'a' };
    expect(expressionIn(other)).toEqual(expressionIn(one));
  });

  test('as deep as 50 levels', () => {
    expect(problemsIn(nested(50))).toEqual([]);
  });

  test('with what is in a list as text, null aside', () => {
    expect(expressionIn({ field: 'a', in: [1, true, null, 'b'] })).toMatchObject({
      expected: { literal: ['1', 'True', 'b'] },
    });
  });

  test.each(Object.keys(CONDITIONS))('as the condition %s, of each subject that it has', (name) => {
    const condition = CONDITIONS[name];
    const example = { boolean: 'true', texts: ['a'], text: '1', integer: '1', any: 'a' }[condition?.expects ?? 'any'];
    const value = name === 'apiVersion' ? '2023-07-01' : example;
    for (const subject of condition?.subjects ?? []) expect(problemsIn({ [subject]: '.', [name]: value })).toEqual([]);
  });
});

test('any data is an expression or has problems', () => {
  const key = fc.constantFrom(
    'allOf',
    'anyOf',
    'not',
    'field',
    'type',
    'value',
    '$',
    'where',
    'count',
    'equals',
    'in',
    'match',
  );
  const { data } = fc.letrec((tie) => ({
    data: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<unknown>('.', 'a.b', 'a[*]', '(', '1', 'true', '', null, 5, 1.5, true),
      fc.array(tie('data'), { maxLength: 3 }),
      fc.dictionary(fc.oneof(key, fc.string()), tie('data'), { maxKeys: 4 }),
    ),
  }));
  fc.assert(
    fc.property(data, (one) => {
      expect(() => parseSpecExpression(one, '', () => {})).not.toThrow();
    }),
  );
});
