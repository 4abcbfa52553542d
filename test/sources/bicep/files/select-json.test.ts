import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonValue } from '../../../../src/sources/arm/json/json-value.ts';
import { parseJsonPath } from '../../../../src/sources/bicep/files/json-path.ts';
import { selectJson } from '../../../../src/sources/bicep/files/select-json.ts';

const SHOP: JsonValue = {
  products: [
    { name: 'pizza', price: 5, tags: ['hot', 'new'] },
    { name: 'bread', price: 2.5, tags: [] },
    { name: 'salad', price: 4, sold: true, size: { name: 'big' } },
  ],
  names: { first: 'a', 'sec.ond': 'b' },
  limit: 4,
};

test.each<[string, readonly JsonValue[]]>([
  ['$', [SHOP]],
  ['limit', [4]],
  ['$.limit', [4]],
  ['.limit', [4]],
  ["$['limit']", [4]],
  ['$["names"]["sec.ond"]', ['b']],
  ['Limit', []],
  ['products[0].name', ['pizza']],
  ['products[ 0 , 2 ].name', ['pizza', 'salad']],
  ['products[3]', []],
  ['products[-1]', []],
  ['products[-1:].name', ['salad']],
  ['products[:2].name', ['pizza', 'bread']],
  ['products[1:].name', ['bread', 'salad']],
  ['products[::2].name', ['pizza', 'salad']],
  ['products[::-1].name', ['salad', 'bread', 'pizza']],
  ['products[*].price', [5, 2.5, 4]],
  ['names.*', ['a', 'b']],
  ['names[*]', []],
  ['products.*', []],
  ["names['first','sec.ond']", ['a', 'b']],
  ['$..name', ['pizza', 'bread', 'salad', 'big']],
  ['..tags[0]', ['hot']],
  ["$..['first','limit']", ['a', 4]],
  ['products[?(@.price > 3)].name', ['pizza', 'salad']],
  ['products[?(@.price>=$.limit)].name', ['pizza', 'salad']],
  ["products[?(@.name == 'bread')].price", [2.5]],
  ['products[?(@.name == "bread")].price', [2.5]],
  ["products[?(@.name != 'bread')].price", [5, 4]],
  ['products[?(@.price === 4)].name', ['salad']],
  ["products[?(@.price == '4')].name", []],
  ['products[?(@.sold)].name', ['salad']],
  ['products[?(@.sold == true)].name', ['salad']],
  ['products[?(@.sold && @.price < 3)].name', []],
  ['products[?(@.sold || @.price < 3)].name', ['bread', 'salad']],
  ["products[?(@.tags[?(@ == 'hot')])].name", ['pizza']],
  ["products[?(@.price < 3 && @.sold || @.name == 'bread')].name", ['bread']],
  ['$..[?(@.price < 3)].name', ['bread']],
])('the path %s', (path, expected) => {
  const parts = parseJsonPath(path);
  expect(parts && selectJson(SHOP, parts)).toEqual(expected);
});

test.each([
  '',
  'a.',
  'a..',
  'a[',
  'a[]',
  'a[x]',
  "a['x",
  'a[0',
  'a]',
  'a b',
  'a[::0]',
  'a[?(@.x =~ /y/)]',
  'a[?(@.x ==)]',
  'a[?@.x]',
  `a${'[?(@'.repeat(20)}`,
  'a'.repeat(5000),
])('the path %s is not valid', (path) => {
  expect(parseJsonPath(path)).toBeUndefined();
});

test('a path that names the same values again and again ends at a bound', () => {
  const deep = Array.from({ length: 100 }).reduce<JsonValue>((inner) => [inner, inner], 0);
  const shallow = Array.from({ length: 300 }).reduce<JsonValue>((inner) => ({ a: inner }), 0);
  for (const value of [deep, shallow]) {
    const parts = parseJsonPath('$..*..*..*..*..a') ?? [];
    expect(selectJson(value, parts)).toBeUndefined();
  }
});

test('a key called __proto__ is a name like any other', () => {
  const value = JSON.parse('{"__proto__": {"a": 1}}') as JsonValue;
  expect(selectJson(value, parseJsonPath('__proto__.a') ?? [])).toEqual([1]);
  expect(selectJson({}, parseJsonPath('__proto__') ?? [])).toEqual([]);
});

test('no path throws', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...`$.*[]()?@:,'"-10ab =<&|!\\`) }),
      fc.jsonValue(),
      (path, value) => {
        const parts = parseJsonPath(path);
        if (parts !== undefined) selectJson(value as JsonValue, parts);
      },
    ),
  );
});

test('the names of a quoted path are found as they are', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      const quoted = name.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
      const value = Object.assign(Object.create(null), { [name]: 1 });
      expect(selectJson(value, parseJsonPath(`$['${quoted}']`) ?? [])).toEqual([1]);
    }),
  );
});

test('a value with more members than a call takes arguments is searched', () => {
  const items: JsonValue = Array.from({ length: 300_000 }, (_, i) => i);
  expect(selectJson(items, parseJsonPath('$..[?(@ == 299999)]') ?? [])).toEqual([299_999]);
});
