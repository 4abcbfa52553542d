import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conditional } from '../../../src/value/logic.ts';
import { isUnknown, symbol, type Value, type ValueType } from '../../../src/value/value.ts';
import { decided, parameter, truthFor } from '../../support/spec-expressions.ts';

const RUNS = {
  numRuns: Number(process.env.PROPERTY_RUNS ?? 200),
  seed: Number(process.env.PROPERTY_SEED ?? 20_240_726),
};

/* What must hold for every expression and object, of which small ones are made here. */

const SCALARS: readonly Value[] = ['a', 'A', 'ab', '', '1', 'true', '2030-01-02', '1.2.3', 0, 1, 2, 1.5, true, false];
// A member that is null is taken as missing where the object is not known, so there is none here.
const member = fc.constantFrom(...SCALARS);
const scalar = fc.constantFrom(...SCALARS, null);
const value: fc.Arbitrary<Value> = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('a', 'b'), member, { maxKeys: 2, noNullPrototype: true }),
);

const text = fc.constantFrom('a', 'b', '1', 'true', 'TRUE', '', '1.5', 'ab');
const texts = fc.array(text, { maxLength: 3 });
const flag = fc.constantFrom('true', 'false');
const number = fc.constantFrom('0', '1', '2', '3');
const sensitive = { caseSensitive: flag, convert: flag };
const optional = { requiredKeys: ['field'] as ['field'] };

const conditionOf = (path: string): fc.Arbitrary<Record<string, unknown>> => {
  const one = (name: string, expected: fc.Arbitrary<unknown>, options: Record<string, fc.Arbitrary<string>> = {}) =>
    fc
      .record({ field: fc.constant(path), ...options }, optional)
      .chain((rest) => expected.map((given) => ({ ...rest, [name]: given })));
  return fc.oneof(
    ...['exists', 'hasValue', 'isString', 'isArray', 'isLower', 'isUpper'].map((name) => one(name, flag)),
    ...['isBoolean', 'isInteger', 'isNumeric', 'isDateTime'].map((name) => one(name, flag, { convert: flag })),
    ...['equals', 'notEquals'].map((name) =>
      one(name, fc.oneof(text, texts, fc.constantFrom<unknown>(1, true, null)), sensitive),
    ),
    one('hasDefault', text, { caseSensitive: flag }),
    ...['in', 'notIn'].map((name) => one(name, texts)),
    ...['match', 'notMatch'].map((name) => one(name, fc.constantFrom('^a', 'b$', '\\d'), { caseSensitive: flag })),
    ...['like', 'notLike', 'startsWith', 'notStartsWith', 'endsWith', 'notEndsWith', 'contains', 'notContains'].map(
      (name) => one(name, fc.oneof(text, texts), sensitive),
    ),
    one('setOf', texts, { caseSensitive: flag }),
    one('subset', texts, { caseSensitive: flag, unique: flag }),
    ...['count', 'notCount'].map((name) => one(name, number)),
    ...['less', 'lessOrEquals', 'greater', 'greaterOrEquals'].map((name) => one(name, number, { convert: flag })),
    one('version', fc.constantFrom('^1.0.0', ''), { includePrerelease: flag }),
  );
};

const condition = fc
  .constantFrom('p', 'q', 'p.a', 'p[0]', 'p[*]', 'p[*].a', 'p[1:]', '$..a', "p[?@ == 'a']")
  .chain(conditionOf);

const { expression } = fc.letrec<{ expression: Record<string, unknown> }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    condition,
    fc.record({ not: tie('expression') }),
    fc
      .constantFrom('allOf', 'anyOf')
      .chain((name) => fc.array(tie('expression'), { maxLength: 3 }).map((list) => ({ [name]: list }))),
    fc
      .tuple(
        fc.constantFrom('allOf', 'anyOf'),
        fc.array(conditionOf('.'), { maxLength: 2 }),
        fc.option(fc.tuple(fc.constantFrom('count', 'less', 'greaterOrEqual'), number), { nil: undefined }),
      )
      .map(([name, list, quantifier]) => ({
        field: 'p',
        [name]: list,
        ...(quantifier && { [quantifier[0]]: quantifier[1] }),
      })),
  ),
}));

/** A question as it is answered when a scenario knows what its symbols are. */
function answered(question: Value, known: (key: string) => Value | undefined): Value {
  if (!isUnknown(question)) return question;
  if ('operation' in question) return question.operation.apply(question.args.map((arg) => answered(arg, known)));
  return known(question.key) ?? question;
}

const TYPES: readonly (readonly [ValueType, (value: Value) => boolean])[] = [
  ['string', (one) => typeof one === 'string'],
  ['int', (one) => typeof one === 'number' && Number.isInteger(one)],
  ['bool', (one) => typeof one === 'boolean'],
  ['array', Array.isArray],
];

test('what an expression says of a parameter is what it says of the value that the parameter has', () => {
  fc.assert(
    fc.property(expression, value, scalar, (one, given, other) => {
      fc.pre(given !== null);
      const declared = TYPES.find(([, isIt]) => isIt(given))?.[0] ?? 'any';
      const expected = truthFor(one, { p: given, q: other });
      for (const type of new Set([declared, 'any' as const])) {
        const open = symbol({ key: 'P', text: 'P', type, cause: { kind: 'parameter', name: 'P' } });
        const question = truthFor(one, { p: open, q: other });
        if (typeof question === 'boolean') expect(question).toBe(expected);
        expect(answered(question, () => given)).toEqual(expected);
      }
    }),
    RUNS,
  );
});

test('what an expression says of both branches it says of the choice between them', () => {
  const choice = parameter('choice', 'bool');
  fc.assert(
    fc.property(expression, value, value, (one, then, otherwise) => {
      fc.pre(then !== null && otherwise !== null);
      const question = truthFor(one, { p: conditional(choice, then, otherwise) });
      expect(answered(question, () => true)).toEqual(truthFor(one, { p: then }));
      expect(answered(question, () => false)).toEqual(truthFor(one, { p: otherwise }));
    }),
    RUNS,
  );
});

test('what an expression says does not depend on the order of conditions', () => {
  const open = parameter('P', 'any');
  fc.assert(
    fc.property(
      fc.constantFrom('allOf', 'anyOf'),
      fc.array(expression, { maxLength: 4 }),
      value,
      (name, list, given) => {
        for (const p of [given, open]) {
          const answer = (children: readonly unknown[]): boolean | undefined =>
            decided(truthFor({ [name]: children }, { p, q: given }));
          expect(answer([...list].reverse())).toBe(answer(list));
        }
      },
    ),
  );
});

test('of what is known everything is decided', () => {
  fc.assert(
    fc.property(expression, value, value, (one, p, q) => {
      const answer = truthFor(one, { p, q });
      expect(typeof answer).toBe('boolean');
      expect(truthFor({ not: one }, { p, q })).toBe(answer !== true);
    }),
    RUNS,
  );
});
