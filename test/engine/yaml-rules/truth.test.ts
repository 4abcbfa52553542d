import { describe, expect, test } from 'vitest';
import type { Value } from '../../../src/value/value.ts';
import { decided, parameter, truthFor } from '../../support/spec-expressions.ts';

const TEXT = parameter('text', 'string');
const YES = { field: 'a', exists: true };
const NO = { field: 'b', exists: true };
const OPEN = { field: 'c', equals: 'x' };

describe('operators', () => {
  test.each<[string, unknown, boolean | undefined]>([
    ['nothing holds', {}, true],
    ['all of nothing holds', { allOf: [] }, true],
    ['any of nothing does not', { anyOf: [] }, false],
    ['all', { allOf: [YES, YES] }, true],
    ['not all', { allOf: [YES, NO] }, false],
    ['all, one of which is not known', { allOf: [YES, OPEN] }, undefined],
    ['not all, whatever one is', { allOf: [OPEN, NO] }, false],
    ['any', { anyOf: [NO, YES] }, true],
    ['none', { anyOf: [NO, NO] }, false],
    ['any, whatever one is', { anyOf: [OPEN, YES] }, true],
    ['any, one of which is not known', { anyOf: [NO, OPEN] }, undefined],
    ['not', { not: NO }, true],
    ['not what is not known', { not: OPEN }, undefined],
    ['in one another', { not: { anyOf: [NO, { allOf: [YES, { not: YES }] }] } }, true],
    ['what is empty inside', { allOf: [{}] }, true],
  ])('%s', (_, expression, expected) => {
    expect(decided(truthFor(expression, { a: 1, c: TEXT }))).toBe(expected);
  });
});

describe('what a condition is about', () => {
  const target = { type: 'Test/vaults', name: 'one', scope: ['/groups/one'] };

  test.each<[string, unknown, boolean]>([
    ['type', { type: '.', equals: 'test/VAULTS' }, true],
    ['another type', { type: '.', like: 'Other/*' }, false],
    ['name', { name: '.', startsWith: 'o' }, true],
    ['length of the name', { name: '.', lessOrEquals: '3' }, true],
    ['scope', { scope: '.', startsWith: '/groups/' }, true],
    ['a value', { value: 'a', in: ['a', 'b'] }, true],
    ['a list of values', { value: ['a', 'b'], count: '2' }, true],
    ['a value of a function', { value: { $: { path: 'sku' } }, equals: 'Premium' }, true],
    ['the object', { field: '.', hasValue: true }, true],
  ])('%s', (_, expression, expected) => {
    expect(decided(truthFor(expression, { sku: 'Premium' }, target))).toBe(expected);
  });

  test.each<[string, unknown, boolean]>([
    ['no type', { type: '.', notEquals: 'x' }, true],
    ['no name', { name: '.', equals: 'x' }, false],
    ['no scope', { scope: '.', hasValue: false }, true],
    ['no scope at all', { scope: '.', equals: ['x'] }, false],
    ['no file', { source: 'Template', hasValue: true }, false],
  ])('%s', (_, expression, expected) => {
    expect(decided(truthFor(expression, {}))).toBe(expected);
  });
});

describe('of the items of a list', () => {
  const ports = (...list: readonly Value[]): Value => ({ ports: list });
  const OPEN_PORT = { field: 'open', equals: 'true' };
  const open = (value: Value, name = 'a'): Value => ({ open: value, name });
  const unknown = parameter('open', 'bool');

  test.each<[string, Record<string, unknown>, Value, boolean | undefined]>([
    ['each fits', { allOf: [OPEN_PORT] }, ports(open(true), open(true)), true],
    ['one does not', { allOf: [OPEN_PORT] }, ports(open(true), open(false)), false],
    [
      'each fits one of several',
      { anyOf: [OPEN_PORT, { field: 'name', equals: 'b' }] },
      ports(open(true), open(false, 'b')),
      true,
    ],
    ['one fits none of several', { anyOf: [OPEN_PORT] }, ports(open(true), open(false)), false],
    ['there are none', { allOf: [OPEN_PORT] }, ports(), true],
    ['there is no list', { anyOf: [OPEN_PORT] }, {}, true],
    ['the list is null', { allOf: [OPEN_PORT] }, { ports: null }, true],
    ['an object is one item', { allOf: [OPEN_PORT] }, { ports: open(false) }, false],
    ['one is not known', { allOf: [OPEN_PORT] }, ports(open(true), open(unknown)), undefined],
    ['one is not known and another does not fit', { allOf: [OPEN_PORT] }, ports(open(unknown), open(false)), false],
    ['the list is not known', { allOf: [OPEN_PORT] }, { ports: parameter('ports', 'array') }, undefined],
    [
      'all that count fit',
      { where: { field: 'name', equals: 'a' }, allOf: [OPEN_PORT] },
      ports(open(true), open(false, 'b')),
      true,
    ],
    ['none counts', { where: { field: 'name', equals: 'c' }, allOf: [OPEN_PORT] }, ports(open(false)), true],
    [
      'it is not known which count',
      { where: OPEN_PORT, allOf: [{ field: 'name', equals: 'b' }] },
      ports(open(unknown)),
      undefined,
    ],
    [
      'it is not known which count, but all fit',
      { where: OPEN_PORT, allOf: [{ field: 'name', equals: 'a' }] },
      ports(open(unknown)),
      true,
    ],
    ['texts are items too', { allOf: [{ field: '.', like: 'x*' }] }, ports('x1', 'x2'), true],
    ['an item has a name', { allOf: [{ name: '.', equals: 'a' }] }, ports(open(true)), true],
    ['an item has no type', { allOf: [{ type: '.', equals: 'x' }] }, ports(open(true)), false],
  ])('%s', (_, expression, object, expected) => {
    expect(decided(truthFor({ field: 'ports', ...expression }, object))).toBe(expected);
  });

  const three = ports(open(true), open(true), open(false));
  const oneIsOpen = ports(open(true), open(unknown));

  test.each<[string, Value, boolean | undefined]>([
    ['count: 2', three, true],
    ['count: 3', three, false],
    ['less: 3', three, true],
    ['less: 2', three, false],
    ['lessOrEqual: 2', three, true],
    ['greater: 1', three, true],
    ['greater: 2', three, false],
    ['greaterOrEqual: 2', three, true],
    ['greaterOrEqual: 1', {}, false],
    ['count: 0', {}, true],
    ['count: 0', oneIsOpen, false],
    ['count: 1', oneIsOpen, undefined],
    ['count: 3', oneIsOpen, false],
    ['greaterOrEqual: 1', oneIsOpen, true],
    ['greater: 1', oneIsOpen, undefined],
    ['lessOrEqual: 2', oneIsOpen, true],
  ])('as many as %s in %j', (quantifier, object, expected) => {
    const [name = '', count = ''] = quantifier.split(': ');
    expect(decided(truthFor({ field: 'ports', [name]: count, allOf: [OPEN_PORT] }, object))).toBe(expected);
  });

  test('behind [*] items of several lists are counted together', () => {
    const object = { groups: [ports(open(true)), ports(open(false), open(true)), {}] };
    expect(truthFor({ field: 'groups[*].ports[*]', count: '2', allOf: [OPEN_PORT] }, object)).toBe(true);
  });

  test('items of items are looked at from each item', () => {
    const inner = { field: 'ports', greaterOrEqual: '1', allOf: [OPEN_PORT] };
    const each = { field: 'groups', allOf: [inner] };
    expect(truthFor(each, { groups: [ports(open(true)), ports(open(true))] })).toBe(true);
    expect(truthFor(each, { groups: [ports(open(true)), ports(open(false))] })).toBe(false);
  });

  test('a function looks at the target from inside of a list', () => {
    const same = { value: { $: { path: 'name' } }, equals: 'target' };
    expect(truthFor({ field: 'ports', allOf: [same] }, { name: 'target', ports: [open(true, 'item')] })).toBe(true);
  });
});
