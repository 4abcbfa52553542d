import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../../../src/sources/arm/json/json-value.ts';
import { errorsOf, lowerMain, templateOf } from '../../../../support/memory-bicep.ts';

function definitions(text: string): Readonly<Record<string, JsonValue>> {
  return templateOf(text).definitions as Readonly<Record<string, JsonValue>>;
}

test.each<[string, JsonValue]>([
  ['string', { type: 'string' }],
  ['sys.int', { type: 'int' }],
  ['any', {}],
  ['object', { type: 'object' }],
  ["'a'", { type: 'string', allowedValues: ['a'] }],
  ["'[a]'", { type: 'string', allowedValues: ['[[a]'] }],
  ['-1', { type: 'int', allowedValues: [-1] }],
  ['!true', { type: 'bool', allowedValues: [false] }],
  ["'b' | 'a' | 'b'", { type: 'string', allowedValues: ['a', 'b'] }],
  ['30 | 120', { type: 'int', allowedValues: [120, 30] }],
  ["'a' | null", { type: 'string', allowedValues: ['a'], nullable: true }],
  ["('a' | 'b')?", { type: 'string', allowedValues: ['a', 'b'], nullable: true }],
  ["{ a: 'x' } | { a: 'y' }", { type: 'object', allowedValues: [{ a: 'x' }, { a: 'y' }] }],
  ["['x', 1] | ['a']", { type: 'array', allowedValues: [['a'], ['x', 1]] }],
  ['string?', { type: 'string', nullable: true }],
  ['string?!', { type: 'string', nullable: false }],
  ['int[]', { type: 'array', items: { type: 'int' } }],
  ['int[][]?', { type: 'array', items: { type: 'array', items: { type: 'int' } }, nullable: true }],
  ["('a' | null | 1)[]", { type: 'array', allowedValues: ['a', 1, null] }],
  [
    '[string, int?]',
    { type: 'array', prefixItems: [{ type: 'string' }, { type: 'int', nullable: true }], items: false },
  ],
  [
    "{\n  a: string\n  @minLength(1)\n  'b-c': string?\n}",
    { type: 'object', properties: { a: { type: 'string' }, 'b-c': { type: 'string', nullable: true, minLength: 1 } } },
  ],
  ['{ *: int }', { type: 'object', properties: {}, additionalProperties: { type: 'int' } }],
])('the type %s', (type, expected) => {
  expect(definitions(`type t = ${type}\n`).t).toEqual(expected);
});

describe('names of types', () => {
  const OTHERS = `type o = {
  a: string
  @description('b')
  'x/y': p?
  *: int
}
type p = { q: string[], r: ('s' | 't')[] }
type tuple = [int, o]
type again = o
type lots = o[]
type one = 'a' | 'b'
type string = int
`;

  test.each<[string, JsonValue]>([
    ['o', { $ref: '#/definitions/o' }],
    ['o[]', { type: 'array', items: { $ref: '#/definitions/o' } }],
    ['o?', { $ref: '#/definitions/o', nullable: true }],
    ['o.a', { $ref: '#/definitions/o/properties/a' }],
    ['o.*', { $ref: '#/definitions/o/additionalProperties' }],
    ['again.a', { $ref: '#/definitions/o/properties/a' }],
    ['lots[*]', { $ref: '#/definitions/lots/items' }],
    ['lots[*].a', { $ref: '#/definitions/o/properties/a' }],
    ['tuple[1]', { $ref: '#/definitions/tuple/prefixItems/1' }],
    ['tuple[1].a', { $ref: '#/definitions/o/properties/a' }],
    ['p.q[*]', { $ref: '#/definitions/p/properties/q/items' }],
    ['p.r[*]', { type: 'string', allowedValues: ['s', 't'] }],
    ["one | 'c'", { type: 'string', allowedValues: ['a', 'b', 'c'] }],
    ['one[]', { type: 'array', items: { $ref: '#/definitions/one' } }],
    ['string', { $ref: '#/definitions/string' }],
    ['sys.string', { type: 'string' }],
  ])('%s', (type, expected) => {
    expect(definitions(`${OTHERS}type t = ${type}\n`).t).toEqual(expected);
  });
});

test.each<[string, JsonValue]>([
  [
    "resourceInput<'A.B/c@2024-01-01'>.properties.x",
    {
      metadata: { '__bicep_resource_derived_type!': { source: 'A.B/c@2024-01-01#properties/properties/properties/x' } },
    },
  ],
  [
    "sys.resourceOutput<'A.B/c@2024-01-01'>.tags.*",
    {
      metadata: {
        '__bicep_resource_derived_type!': {
          source: 'A.B/c@2024-01-01#properties/tags/additionalProperties',
          output: true,
        },
      },
    },
  ],
  [
    "resource<'A.B/c@2024-01-01'>.zones[*]",
    { metadata: { '__bicep_resource_derived_type!': 'A.B/c@2024-01-01#properties/zones/items' } },
  ],
])('a type that a resource declares, %s, says where it comes from and no more', (type, expected) => {
  expect(definitions(`type t = ${type}\n`).t).toEqual(expected);
});

test('members of an alias of such a type come from the resource too', () => {
  const text = "type r = resourceInput<'A.B/c@2024-01-01'>.properties\ntype t = r.x[0]\n";
  const source = 'A.B/c@2024-01-01#properties/properties/properties/x/prefixItems/0';
  expect(definitions(text).t).toEqual({ metadata: { '__bicep_resource_derived_type!': { source } } });
});

test.each<[string, JsonValue]>([
  ["@allowed(['a'])\nparam p string", { type: 'string', allowedValues: ['a'] }],
  ['@minValue(-1)\n@sys.maxValue(3)\nparam p int = 2', { type: 'int', minValue: -1, maxValue: 3, defaultValue: 2 }],
  ['@minLength(1)\n@maxLength(2)\nparam p array', { type: 'array', minLength: 1, maxLength: 2 }],
  ['@secure()\nparam p string?', { type: 'securestring', nullable: true }],
  ['@secure()\nparam p object', { type: 'secureObject' }],
  ['@secure()\nparam p named', { $ref: '#/definitions/named', type: 'secureObject' }],
  ["@secure()\nparam p 'a' | 'b'", { type: 'securestring', allowedValues: ['a', 'b'] }],
  [
    '@sealed()\nparam p { a: int }',
    { type: 'object', properties: { a: { type: 'int' } }, additionalProperties: false },
  ],
  [
    "@metadata({ a: 1, description: 'x' })\n@description('''\n  a\n    b''')\nparam p string",
    { type: 'string', metadata: { a: 1, description: 'a\n  b' } },
  ],
])('decorators: %s', (text, expected) => {
  const template = templateOf(`type named = { a: string }\n${text}\n`);
  expect((template.parameters as Record<string, JsonValue>).p).toEqual(expected);
});

test('a secure parameter is secure although nothing says what its type is', () => {
  const text = "@secure()\nparam p resourceInput<'A.B/c@2024-01-01'>.properties.x\n";
  expect((templateOf(text).parameters as Record<string, JsonValue>).p).toMatchObject({ type: 'secure' });
});

describe('discriminated unions', () => {
  const VARIANTS = "type a = { kind: 'a', x: int }\ntype b = { kind: 'b' }\n@discriminator('kind')\ntype ab = a | b\n";
  const A = { $ref: '#/definitions/a' };
  const B = { $ref: '#/definitions/b' };
  const C = { type: 'object', properties: { kind: { type: 'string', allowedValues: ['c'] } } };
  const union = (mapping: JsonValue) => ({ type: 'object', discriminator: { propertyName: 'kind', mapping } });

  test.each<[string, JsonValue]>([
    ['a | b', union({ a: A, b: B })],
    ["a | { kind: 'c' }", union({ a: A, c: C })],
    ["ab | { kind: 'c' }", union({ a: A, b: B, c: C })],
    ['(a | b)?', { ...union({ a: A, b: B }), nullable: true }],
    ["a | { kind: 'b', t: t? }", union({ a: A, b: expect.anything() as unknown as JsonValue })],
  ])('%s', (type, expected) => {
    expect(definitions(`${VARIANTS}@discriminator('kind')\ntype t = ${type}\n`).t).toEqual(expected);
  });

  test.each<[string, string]>([
    ['a | a', 'BCP365 a'],
    ["a | { x: 'c' }", "BCP364 { x: 'c' }"],
    ["a | 'c'", "BCP363 a | 'c'"],
  ])('%s is an error', (type, expected) => {
    expect(errorsOf(`${VARIANTS}@discriminator('kind')\ntype t = ${type}\n`)).toEqual([expected]);
  });
});

test.each<[string, readonly string[]]>([
  ['type t = nothing', ['BCP302 nothing']],
  ['var v = 1\ntype t = v', ['BCP287 v']],
  ['type t = string | int', ['BCP293 string | int']],
  ["type t = 'a' | 1", ["BCP294 'a' | 1"]],
  ['type t = { a: int }.a', ['BCP391 { a: int }.a']],
  ['type o = { a: int }\ntype t = o.b', ['BCP053 o.b']],
  ['type o = { a: int }\ntype t = o.*', ['BCP389 o.*']],
  ['type o = int\ntype t = o[*]', ['BCP390 o[*]']],
  ['type o = [int]\ntype t = o[1]', ['BCP388 o[1]']],
  ['type t = { *: int, *: string }', ['BCP315 *: string']],
  ["type t = resourceInput<'A.B/c@1'>", ["BCP394 resourceInput<'A.B/c@1'>"]],
  ['type t = resourceInput.x', ['BCP302 resourceInput.x']],
  ["type t = list<'a'>.x", ['BCP383 list']],
  ['type t = resourceInput<int>.x', ['BCP384 resourceInput<int>']],
  ['type t = t', ['BCP298 t']],
  ['type t = { a: t }', ['BCP298 t']],
  ['type t = [string, t]', ['BCP298 t']],
  ['type t = u\ntype u = { a: t }', ['BCP299 t', 'BCP299 u']],
  ['type t = t.a', ['BCP298 t.a']],
])('the error of %s', (text, expected) => {
  expect(errorsOf(`${text}\n`)).toEqual(expected);
});

test.each(['type t = t[]', 'type t = { a: t? }', 'type t = { *: t }', 'type t = { a: u? }\ntype u = { a: t }'])(
  '%s ends',
  (text) => {
    expect(errorsOf(`${text}\n`)).toEqual([]);
  },
);

test('what is wrong is any type, and the rest of the file is lowered', () => {
  const { template } = lowerMain('type t = { a: nothing, b: int }\ntype u = u\n');
  expect(template.definitions).toEqual({ t: { type: 'object', properties: { a: {}, b: { type: 'int' } } }, u: {} });
});

test('unions that double with each alias stay small', () => {
  const aliases = Array.from({ length: 60 }, (_, i) => `type u${i + 1} = u${i} | u${i}\n`).join('');
  expect(definitions(`type u0 = 'a' | 'b'\n${aliases}`).u60).toEqual({ type: 'string', allowedValues: ['a', 'b'] });
});

test('accesses that double with each alias are followed once', () => {
  const aliases = Array.from({ length: 50 }, (_, i) => `type a${i + 1} = { x: a${i}.x, y: a${i}.x }\n`).join('');
  const $ref = '#/definitions/a50/properties/x';
  expect(definitions(`type a0 = { x: string }\n${aliases}type t = a50.x\n`).t).toEqual({ $ref });
});

test('literals that double with each alias are no literals beyond a bound', () => {
  const aliases = Array.from({ length: 40 }, (_, i) => `type o${i + 1} = { a: o${i}, b: o${i} }\n`).join('');
  expect(errorsOf(`type o0 = { a: 'x' }\n${aliases}type t = o40 | 'a'\n`)).toEqual(["BCP293 o40 | 'a'"]);
});
