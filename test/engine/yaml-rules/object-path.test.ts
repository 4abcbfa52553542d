import { describe, expect, test } from 'vitest';
import { leadingMembers, type PathStep, parsePathText } from '../../../src/engine/yaml-rules/object-path.ts';

const member = (name: string, isExact = false): PathStep => ({ kind: 'member', name, isExact });

describe('a path is read', () => {
  test.each<[string, readonly PathStep[]]>([
    ['.', []],
    ['$', []],
    ['@', []],
    ['$.', []],
    ['sku.name', [member('sku'), member('name')]],
    ['.sku', [member('sku')]],
    ['$.sku', [member('sku')]],
    ['@sku', [member('sku')]],
    ['$schema', [member('$schema')]],
    ['a.x', [member('a'), member('x')]],
    ['+Sku', [member('Sku', true)]],
    ['sku+Name', [member('sku'), member('Name', true)]],
    ['sku.+Name', [member('sku'), member('Name', true)]],
    ['tags.cost-center', [member('tags'), member('cost-center')]],
    ['-tag-', [member('tag')]],
    ['größe_1', [member('größe_1')]],
    ["tags.'cost/center'", [member('tags'), member('cost/center')]],
    ['tags["a.b"]', [member('tags'), member('a.b')]],
    ["['a.b']", [member('a.b')]],
    ['list[0]', [member('list'), { kind: 'index', index: 0 }]],
    ['[-1]', [{ kind: 'index', index: -1 }]],
    ['[ 2 ]', [{ kind: 'index', index: 2 }]],
    ['list[*].name', [member('list'), { kind: 'all' }, member('name')]],
    ['list.[*]', [member('list'), { kind: 'all' }]],
    ['[1:]', [{ kind: 'slice', start: 1, step: 1 }]],
    ['[:-1:2]', [{ kind: 'slice', end: -1, step: 2 }]],
    ['[::-1]', [{ kind: 'slice', step: -1 }]],
    ['$..id', [{ kind: 'descendants', name: 'id' }]],
    ["a..'x.y'", [member('a'), { kind: 'descendants', name: 'x.y' }]],
  ])('%s', (text, steps) => {
    expect(parsePathText(text)).toEqual({ text, steps });
  });
});

describe('a filter is read', () => {
  const path = (text: string, ...names: string[]) => ({ text, steps: names.map((name) => member(name)) });
  const exists = (text: string, ...names: string[]) => ({ kind: 'exists', path: path(text, ...names) });
  const compare = (text: string, operator: string, literal: unknown) => ({
    kind: 'compare',
    path: path(text, ...text.slice(1).split('.').filter(Boolean)),
    operator,
    literal,
  });

  test.each<[string, unknown]>([
    ['[?@.on]', exists('@.on', 'on')],
    ['[?on]', exists('on', 'on')],
    ['[?(@on)]', exists('@on', 'on')],
    ['[?!@.on]', { kind: 'not', test: exists('@.on', 'on') }],
    ['[?(@.on == true)]', compare('@.on', '==', true)],
    ["[?@ != 'x']", compare('@', '!=', 'x')],
    ['[?@.a.b>=-10]', compare('@.a.b', '>=', -10)],
    ["[?@.a~='^x']", compare('@.a', '~=', '^x')],
    [
      '[?@.a || @.b && @.c]',
      {
        kind: 'or',
        tests: [exists('@.a', 'a'), { kind: 'and', tests: [exists('@.b', 'b'), exists('@.c', 'c')] }],
      },
    ],
    [
      '[?(@.a || @.b) && @.c]',
      {
        kind: 'and',
        tests: [{ kind: 'or', tests: [exists('@.a', 'a'), exists('@.b', 'b')] }, exists('@.c', 'c')],
      },
    ],
  ])('%s', (text, wanted) => {
    expect(parsePathText(text).steps).toEqual([{ kind: 'filter', test: wanted }]);
  });
});

describe('what PSRule would skip in silence is refused', () => {
  const rest = (text: string): string => `PSRule reads no path from '${text}' on`;

  test.each<[string, string]>([
    ['', 'the path ends too early'],
    ['a.', 'the path ends too early'],
    ['a..', 'the path ends too early'],
    ['a[', 'the path ends too early'],
    ['a[0', 'the path ends too early'],
    ['a[?@.b', 'the path ends too early'],
    ['a[?@.b==]', rest(']')],
    ['a b', rest(' b')],
    ['a/b', rest('/b')],
    ['a[b]', rest('b]')],
    ['a.$', rest('$')],
    ["a.''", rest('')],
    ['$..*', rest('*')],
    ['[(@.length-1)]', rest('(@.length-1)]')],
    ['[?$.a]', rest('$.a]')],
    ['a.*', "'.*' is not implemented by PSRule; write [*]"],
    ["a['b','c']", 'several names or indexes in one [ ] are not implemented by PSRule'],
    ['a[0, 1]', 'several names or indexes in one [ ] are not implemented by PSRule'],
    ['a[::0]', 'a slice with step 0'],
    ['a'.repeat(1001), 'a path of more than 1000 characters'],
    [`[?${'!'.repeat(21)}@.a]`, 'a filter of more than 20 parts'],
    ["[?@.a ~= '(']", 'missing closing ): `(`'],
  ])('%s', (text, message) => {
    expect(() => parsePathText(text)).toThrow(message === rest('') ? 'the path ends too early' : message);
  });
});

test.each<[string, readonly string[]]>([
  ['a.b.c', ['a', 'b', 'c']],
  ['a.b[*].c', ['a', 'b']],
  ['$..c', []],
  ['.', []],
])('%s begins with plain members', (text, members) => {
  expect(leadingMembers(parsePathText(text))).toEqual(members);
});
