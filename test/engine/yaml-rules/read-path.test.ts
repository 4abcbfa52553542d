import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePathText } from '../../../src/engine/yaml-rules/object-path.ts';
import { readPath, shownValue } from '../../../src/engine/yaml-rules/read-path.ts';
import { conditional } from '../../../src/value/logic.ts';
import { passing } from '../../../src/value/passing.ts';
import { isUnknown, type Value } from '../../../src/value/value.ts';
import { BROKEN, decided, parameter } from '../../support/spec-expressions.ts';

const at = (object: Value, path: string) => readPath(object, parsePathText(path));

/** What is found, or `undefined` where the path does not exist. */
function valueAt(object: Value, path: string): Value | undefined {
  const { exists, value } = at(object, path);
  return exists === false ? undefined : value;
}

const VAULT: Value = {
  Name: 'one',
  $schema: 'x',
  none: null,
  tags: { 'cost/center': '7', env: 'prod' },
  rules: [
    { id: 1, ports: [80, 443], on: true, note: 'Web' },
    { id: 2, ports: [], on: false },
    { id: 3, ports: [22], note: null },
  ],
  grid: [['a'], ['b', 'c']],
  deep: { id: 'top', inner: { id: 'below', more: [{ id: 'far' }] } },
};

describe('a path finds', () => {
  test.each<[string, Value | undefined]>([
    ['name', 'one'],
    ['NAME', 'one'],
    ['+Name', 'one'],
    ['+name', undefined],
    ['$schema', 'x'],
    ['none', null],
    ['none.more', undefined],
    ['absent', undefined],
    ["tags['cost/center']", '7'],
    ['rules.id', undefined],
    ['name.length', undefined],
    ['rules[0].id', 1],
    ['rules[-1].id', 3],
    ['rules[3]', undefined],
    ['rules[-4]', undefined],
    ['tags[0]', undefined],
    ['rules[*].id', [1, 2, 3]],
    ['rules[*].note', ['Web', null]],
    ['rules[*].absent', undefined],
    ['rules[*].ports', [80, 443, 22]],
    ['rules[1].ports', []],
    ['rules[1].ports[*]', undefined],
    ['tags[*]', ['7', 'prod']],
    ['name[*]', undefined],
    ['grid[*]', ['a', 'b', 'c']],
    ['grid[*][0]', ['a', 'b']],
    ['grid[*][*]', ['a', 'b', 'c']],
    ['rules[:2].id', [1, 2]],
    ['rules[1:].id', [2, 3]],
    ['rules[-2:].id', [2, 3]],
    ['rules[-3:-1].id', [1, 2]],
    ['rules[::2].id', [1, 3]],
    ['rules[::-1].id', [3, 2, 1]],
    ['rules[2:0:-1].id', [3, 2]],
    ['rules[:1:-1].id', []],
    ['rules[5:]', []],
    ['absent[1:]', undefined],
    ['name[1:]', []],
    ['deep..id', ['below']],
    ['$..id', [1, 2, 3, 'top']],
    ['deep.inner..id', ['far']],
    ['$..absent', undefined],
    ['rules[?@.on].id', [1, 2]],
    ['rules[?!@.on].id', [3]],
    ['rules[?@.on == true].id', [1]],
    ['rules[?@.on != true].id', [2]],
    ["rules[?@.note == 'WEB'].id", [1]],
    ["rules[?@.note != 'x'].id", [1, 3]],
    ["rules[?@.id == '1'].id", undefined],
    ['rules[?@.id > 1 && @.id <= 3].id', [2, 3]],
    ['rules[?@.id < 2 || @.id >= 3].id', [1, 3]],
    ["rules[?@.note ~= '^w'].id", [1]],
    ['rules[?@.note ~= 1].id', undefined],
    ["rules[?@.id < 'x'].id", undefined],
    ['rules[?@.ports == 80].id', [1]],
    ['rules[?@.ports[*] == 22].id', [3]],
    ['rules[?@.ports[*] > 400].id', undefined],
    ["tags[?@ == 'PROD']", ['prod']],
    ['.', VAULT],
  ])('%s', (path, expected) => {
    expect(valueAt(VAULT, path)).toEqual(expected);
  });
});

describe('in what is not known a path', () => {
  const flag = parameter('flag', 'bool');
  const text = parameter('text', 'string');
  const list = parameter('list', 'array');
  const any = parameter('any', 'any');

  test.each<[string, Value, string, boolean | undefined, Value | undefined]>([
    ['finds an element that is not known', { a: [text] }, 'a[0]', true, text],
    ['finds a list with it', { a: [{ b: text }, { b: 1 }] }, 'a[*].b', true, [text, 1]],
    ['is not there in any branch', conditional(flag, { a: 1 }, { b: 1 }), 'c', false, null],
    ['finds the same in each branch', { a: conditional(flag, [1, 2], [1]) }, 'a[0]', true, 1],
    ['finds no element in an empty list', { a: [] }, 'a[*].b', false, null],
    ['finds by a filter that all elements pass', { a: [{ b: text }] }, 'a[?@.b]', true, [{ b: text }]],
    ['finds nothing by one that none passes', { a: [{ b: text }] }, 'a[?@.c]', false, null],
    ['is open in a list that is not known', { a: list }, 'a[0]', undefined, undefined],
    ['is open by the elements of such a list', { a: list }, 'a[*].b', undefined, undefined],
    ['is there as a part of such a list', { a: list }, 'a[1:]', undefined, undefined],
    ['is open by a filter that is', { a: [{ b: text }] }, "a[?@.b=='x']", undefined, undefined],
    ['finds nothing in a text', { a: text }, 'a.b', false, null],
    ['finds nothing below a text', { a: { b: text } }, '$..c', false, null],
    ['finds no part of a text', { a: text }, 'a[:1]', true, []],
    ['is open below it', { a: { b: any } }, 'a..c', undefined, undefined],
    [
      'is there by an element that passes for certain',
      { a: [{ b: text }, { b: 'x' }] },
      "a[?@.b=='x']",
      true,
      undefined,
    ],
    ['may find a list where a value is of any type', { a: [{ b: any }] }, 'a[*].b', undefined, undefined],
    ['is there where one of several may be a list', { a: [{ b: any }, { b: 1 }] }, 'a[*].b', true, undefined],
  ])('%s', (_, object, path, exists, value) => {
    const found = at(object, path);
    expect(decided(found.exists)).toBe(exists);
    if (value === undefined) expect(isUnknown(found.value)).toBe(true);
    else expect(found.value).toEqual(value);
  });

  test('finds nothing in a fault but the fault', () => {
    expect(at({ a: BROKEN }, 'a.b').value).toBe(BROKEN);
    expect(at(passing([{ isIn: BROKEN, value: 1 }]), '[*]').value).not.toBe(1);
  });
});

test('a path that is longer by [*] finds of each element what the rest finds of it', () => {
  const leaf = fc.constantFrom<Value>(1, 'a', true, null);
  const item = fc.dictionary(fc.constantFrom('a', 'b'), leaf, { noNullPrototype: true });
  fc.assert(
    fc.property(fc.array(item, { maxLength: 5 }), fc.constantFrom('a', 'b'), (items, name) => {
      const each = items.map((one) => at(one, name)).filter(({ exists }) => exists === true);
      expect(at(items, `[*].${name}`)).toEqual(
        each.length === 0 ? { exists: false, value: null } : { exists: true, value: each.map(({ value }) => value) },
      );
    }),
  );
});

test.each<[string, Value, string]>([
  ['text', 'a', "'a'"],
  ['null', null, 'null'],
  ['a number', 5, '5'],
  ['a parameter', parameter("parameters('x')", 'string'), "parameters('x')"],
])('reasons show %s', (_, value, shown) => {
  expect(shownValue(value)).toBe(shown);
});
