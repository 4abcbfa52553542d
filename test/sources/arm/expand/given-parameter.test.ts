import { expect, test } from 'vitest';
import { givenValue } from '../../../../src/sources/arm/expand/given-parameter.ts';
import { parameterDefinition } from '../../../../src/sources/arm/expand/parameter-definition.ts';
import { fault, isFault, symbol, symbolsOf, type Value } from '../../../../src/value/value.ts';

const UNKNOWN = symbol({ key: 'u', text: 'u', type: 'string', cause: { kind: 'environment', name: 'U' } });

function given(evaluated: Value, type = 'object'): Value | undefined {
  const definition = parameterDefinition('p', { type }, {});
  return givenValue(
    'p',
    { entry: { value: 'not this' }, evaluated, fromFlag: false, file: 'p.bicepparam' },
    definition,
  );
}

test('a value that was evaluated before counts, and not its entry', () => {
  expect(given('x', 'string')).toBe('x');
  expect(given(null)).toBeNull();
  expect(given([1, { a: true }], 'array')).toEqual([1, { a: true }]);
});

test('what is unknown in such a value stays so, and the rest is known', () => {
  const value = given({ a: 'x', b: [UNKNOWN, 2] }) as Readonly<Record<string, Value>>;
  expect(value.a).toBe('x');
  expect((value.b as readonly Value[])[0]).toBe(UNKNOWN);
  expect((value.b as readonly Value[])[1]).toBe(2);
  expect(given(UNKNOWN)).toBe(UNKNOWN);
});

test('tokens of pipelines are replaced in what is known of it', () => {
  const value = given({ a: '#{NAME}#', b: UNKNOWN }) ?? null;
  expect(symbolsOf(value).map(({ cause }) => cause.name)).toEqual(['#{NAME}#', 'U']);
});

test('a fault in such a value stays one', () => {
  const value = given({ a: fault('wrong-type', 'wrong') }) as Readonly<Record<string, Value>>;
  expect(isFault(value.a)).toBe(true);
});
