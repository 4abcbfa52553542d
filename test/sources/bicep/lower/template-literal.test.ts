import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parameterExpression } from '../../../../src/sources/arm/expression/parameter-expression.ts';
import type { JsonValue } from '../../../../src/sources/arm/json/json-value.ts';
import { templateLiteral } from '../../../../src/sources/bicep/lower/template-literal.ts';

test.each<[JsonValue, JsonValue]>([
  ['[a]', '[[a]'],
  ['[a', '[a'],
  [0.5, "[json('0.5')]"],
  [
    { Copy: [1], '[x]': '[[y]' },
    { "[string('Copy')]": [1], '[[x]': '[[[y]' },
  ],
])('%j stands in a template as %j', (data, expected) => {
  expect(templateLiteral(data)).toEqual(expected);
});

/** Keys that have a meaning in templates. */
const KEY = fc.oneof(fc.string(), fc.constantFrom('copy', 'COPY', '[x]', '[[x]', '[', '__proto__'));
const TEXT = fc.oneof(
  fc.string(),
  fc.string().map((text) => `[${text}]`),
);
const { data: DATA } = fc.letrec<{ data: JsonValue }>((tie) => ({
  data: fc.oneof(
    { maxDepth: 4 },
    TEXT,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('data'), { maxLength: 4 }),
    fc
      .uniqueArray(fc.tuple(KEY, tie('data')), { maxLength: 4, selector: ([key]) => key.toLowerCase() })
      .map((pairs) => Object.assign(Object.create(null), Object.fromEntries(pairs)) as JsonValue),
  ),
}));

test('data in a template evaluates to itself', () => {
  fc.assert(
    fc.property(DATA, (data) => {
      const value = parameterExpression(templateLiteral(data), 'p.json', () => undefined);
      expect(JSON.parse(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(data)));
    }),
  );
});
