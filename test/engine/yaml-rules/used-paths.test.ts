import { describe, expect, test } from 'vitest';
import { pathsOf } from '../../../src/engine/yaml-rules/used-paths.ts';
import { expressionIn } from '../../support/spec-expressions.ts';

const A = { field: 'a', exists: true };
const fromPath = (path: string) => ({ value: { $: { concat: [{ path }, 'x'] } }, equals: 'x' });

describe('the paths that an expression reads are', () => {
  test.each<[string, unknown, readonly string[]]>([
    ['none of an empty one', {}, []],
    ['those of its conditions', { anyOf: [A, { not: { field: 'b.c', exists: true } }] }, ['a', 'b.c']],
    [
      'none for a type or a name',
      {
        allOf: [
          { type: '.', equals: 'x' },
          { name: '.', equals: 'x' },
        ],
      },
      [],
    ],
    [
      'what is asked of the target as its own item',
      {
        field: '.',
        where: { field: 'b', exists: true },
        allOf: [A, { field: 'list', anyOf: [{ field: 'c', exists: true }] }],
      },
      ['a', 'list', 'b'],
    ],
    ['all of it where it is asked as a whole', { field: '.', exists: true }, ['.']],
    ['all of it where a function is given it', fromPath('.'), ['.']],
    ['none of an item itself', { field: 'list', allOf: [{ field: '.', anyOf: [A] }] }, ['list']],
    ['those of functions', fromPath('b'), ['b']],
    ['those of what is expected', { ...A, exists: undefined, equals: { $: { path: 'b' } } }, ['a', 'b']],
    ['the list of items, and not what is read of each', { field: 'list', where: A, allOf: [A] }, ['list']],
    [
      'what functions read inside of a list',
      { field: 'list', where: fromPath('b'), allOf: [{ not: fromPath('c') }] },
      ['list', 'c', 'b'],
    ],
    [
      'what they read inside of a list of a list',
      { field: 'list', allOf: [{ field: 'more', anyOf: [fromPath('c')] }] },
      ['list', 'c'],
    ],
  ])('%s', (_, expression, paths) => {
    const plain: unknown = JSON.parse(JSON.stringify(expression));
    expect(pathsOf(expressionIn(plain)).map(({ text }) => text)).toEqual(paths);
  });
});
