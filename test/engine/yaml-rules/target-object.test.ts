import { describe, expect, test } from 'vitest';
import { parsePathText } from '../../../src/engine/yaml-rules/object-path.ts';
import { type FoundValue, readPath } from '../../../src/engine/yaml-rules/read-path.ts';
import { needsOf, objectOf } from '../../../src/engine/yaml-rules/target-object.ts';
import type { Target } from '../../../src/model/target.ts';
import { partialValue } from '../../../src/value/partial-resource.ts';
import { isUnknown, type Value } from '../../../src/value/value.ts';

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
    ['all of it where the first spelling counts', ['+Properties'], [{ field: '' }, { children: true }]],
    [
      'beside all of it what is plain',
      ['$..zzz', 'sku', 'tags.a'],
      [{ field: '' }, { field: 'sku' }, { field: 'tags.a' }, { children: true }],
    ],
    ['all of it for a name that a path cannot hold', ["'a/b'.c"], [{ field: '' }, { children: true }]],
    ['nothing for what every target has', ['TYPE', 'name', 'id'], []],
    ['all of it for the target itself', ['.'], [{ field: '' }, { children: true }]],
    ['all of it for its root', ['$'], [{ field: '' }, { children: true }]],
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
    [
      'all of it once, whatever else is read',
      target(),
      [{ field: '' }, { field: 'location' }],
      { ...own, location: 'westeurope', sku: null },
    ],
    ['what stands in it', target(), [{ children: true }], { ...own, resources: [{ type: 'Test/locks' }] }],
  ])('%s', (_, of, needs, expected) => {
    expect(objectOf(of, needs)).toEqual(Object.assign(Object.create(null), expected));
  });
});

test('of a resource that was read in part what was read is known, and the rest is not', () => {
  const whole = partialValue({ id: '/vaults/one', whole: ['location'], command: 'a scan' }, [], {
    location: 'westeurope',
    type: 'other',
    properties: { a: 1 },
  });
  const object = objectOf({ ...target(), field: () => whole } as Target, [{ field: '' }, { children: true }]);
  const at = (path: string): FoundValue => readPath(object, parsePathText(path));
  expect(['Type', 'location', 'properties.a', 'resources[0].type'].map((path) => at(path).value)).toEqual([
    'Test/vaults',
    'westeurope',
    1,
    'Test/locks',
  ]);
  const open = ['sku', 'properties.b', '$..zzz'].map((path) => at(path).exists);
  expect(open.map(isUnknown)).toEqual([true, true, true]);
});
