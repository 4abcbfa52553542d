import { describe, expect, test } from 'vitest';
import { parsePathText } from '../../../src/engine/yaml-rules/object-path.ts';
import { needsOf, objectOf } from '../../../src/engine/yaml-rules/target-object.ts';
import type { Target } from '../../../src/model/target.ts';
import type { Value } from '../../../src/value/value.ts';

const BODY: Readonly<Record<string, Value>> = {
  '': { location: 'westeurope', type: 'other', sku: null },
  location: 'westeurope',
  sku: null,
  'properties.a': 1,
  'properties.b.c': [2],
};

/** What a test reads of a target; anything else is not there. */
function target(written?: readonly string[]): Target {
  return {
    type: 'Test/vaults',
    name: 'one',
    id: '/vaults/one',
    field: (path: string) => BODY[path] ?? null,
    ...(written && { isWritten: (path: string) => written.includes(path) }),
    children: () => [{ type: 'Test/locks' }],
  } as unknown as Target;
}

describe('a rule reads', () => {
  test.each<[string, readonly string[], unknown]>([
    [
      'members as far as they are plain',
      ['properties.a.b', "tags.'a/b'"],
      [{ field: 'properties.a.b' }, { field: 'tags' }],
    ],
    ['what all paths are in, once', ['properties.a.b', 'properties.a', 'properties.a.c'], [{ field: 'properties.a' }]],
    [
      'members in one spelling',
      ['Properties.a', 'properties.B', 'PROPERTIES.A.c'],
      [{ field: 'Properties.B' }, { field: 'Properties.a' }],
    ],
    ['the whole where spelling counts', ['properties+A'], [{ field: 'properties' }]],
    ['all of it where the first spelling counts', ['+Properties', 'sku'], [{ field: '' }, { children: true }]],
    ['all of it for a name that a path cannot hold', ["'a/b'.c"], [{ field: '' }, { children: true }]],
    ['nothing for what every target has', ['.', 'TYPE', 'name', 'id'], []],
    ['the scope as it is written', ['scope'], [{ field: 'scope' }]],
    ['what stands in it', ['Resources[0]', 'sku'], [{ field: 'sku' }, { children: true }]],
  ])('%s', (_, paths, needs) => {
    expect(needsOf(paths.map(parsePathText))).toEqual(needs);
  });
});

describe('the object of a target holds', () => {
  const own = { type: 'Test/vaults', name: 'one', id: '/vaults/one' };

  test.each<[string, Target, Parameters<typeof objectOf>[1], Value]>([
    ['what every target has', target(), [], own],
    [
      'what a rule reads',
      target(),
      [{ field: 'properties.a' }, { field: 'properties.b.c' }],
      { ...own, properties: { a: 1, b: { c: [2] } } },
    ],
    ['no null of which it is not known that it is written', target(), [{ field: 'sku' }], own],
    ['null that is written', target(['sku']), [{ field: 'sku' }], { ...own, sku: null }],
    ['nothing that is not written', target(['sku']), [{ field: 'location' }], own],
    ['all of it, without another type', target(), [{ field: '' }], { ...own, location: 'westeurope', sku: null }],
    ['what stands in it', target(), [{ children: true }], { ...own, resources: [{ type: 'Test/locks' }] }],
  ])('%s', (_, of, needs, expected) => {
    expect(objectOf(of, needs)).toEqual(Object.assign(Object.create(null), expected));
  });
});
