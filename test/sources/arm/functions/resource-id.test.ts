import { expect, test } from 'vitest';
import {
  ArmError,
  interleaveNames,
  type Known,
  knownText,
  readMember,
  splitResourceIdArguments,
} from '../../../../src/sources/arm/functions/known.ts';
import { type Case, call, title } from './call.ts';

const registries = 'Microsoft.ContainerRegistry/registries';

const cases: readonly Case[] = [
  ['tenantResourceId', ['My.Rp/parent/child', 'p', 'c'], '/providers/My.Rp/parent/p/child/c'],
  ['tenantResourceId', ['My.Rp/parent/', 'p'], '/providers/My.Rp/parent/p'],
  ['tenantResourceId', ['My.Rp/parent', 'a', 'b'], '!value'],
  ['tenantResourceId', ['My.Rp/parent/child', 'a'], '!value'],
  ['tenantResourceId', ['My.Rp/parent', 'a/b'], '!value'],
  ['tenantResourceId', ['My.Rp/parent', 1], '!type'],
  ['tenantResourceId', ['00000000-0000-0000-0000-000000000000', 'My.Rp/parent', 'a'], '!value'],
  ['tenantResourceId', ['parent/child', 'a'], '!value'],
  [
    'extensionResourceId',
    ['/subscriptions/S/resourceGroups/R', registries, 'n'],
    `/subscriptions/S/resourceGroups/R/providers/${registries}/n`,
  ],
  [
    'extensionResourceId',
    ['/providers/My.Rp/parent/p', 'Ext.Rp/a/b', 'x', 'y'],
    '/providers/My.Rp/parent/p/providers/Ext.Rp/a/x/b/y',
  ],
  ['extensionResourceId', ['/providers/My.Rp/parent/p', 'Ext.Rp/a', 'x', 'y'], '!value'],
  ['extensionResourceId', ['/providers/My.Rp/parent/p', 'x', 'Ext.Rp/a', 'y'], '!value'],
  ['extensionResourceId', ['Ext.Rp/a', 'x'], '!arguments'],
  ['extensionResourceId', [1, 'Ext.Rp/a', 'x'], '!type'],
];

test.each(cases.map((row) => [title(row), row] as const))('%s', (_, [name, args, result]) => {
  expect(call(name, ...args)).toBe(result);
});

test('the arguments before the type are its scope', () => {
  expect(
    splitResourceIdArguments('resourceId', ['sub', 'my.rg', registries, 'n'], knownText('resourceId')),
  ).toStrictEqual({
    scope: ['sub', 'my.rg'],
    type: registries,
    names: ['n'],
  });
});

test('names and scopes may be unknown, the type may not', () => {
  const textOf = (arg: { text?: string }) => arg.text;
  const [unknown, type] = [{}, { text: `${registries}/replications` }];
  const split = splitResourceIdArguments('resourceId', [unknown, type, unknown, { text: 'weu' }], textOf);
  expect(split).toStrictEqual({ scope: [unknown], type: type.text, names: [unknown, { text: 'weu' }] });
  expect(codeOf(() => splitResourceIdArguments('resourceId', [unknown, { text: 'n' }], textOf))).toBe('unsupported');
});

test('a type and its names interleave', () => {
  expect(interleaveNames('My.Rp/a/b', ['x', 'y'])).toBe('My.Rp/a/x/b/y');
});

function codeOf(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    if (error instanceof ArmError) return error.code;
    throw error;
  }
}

const both = { a: 1, A: 2, Name: 'x' };

test.each<[Known, Known, Known]>([
  [both, 'A', 2],
  [both, 'a', 1],
  [both, 'NAME', 'x'],
  [both, 'b', 'missing'],
  [both, '__proto__', 'missing'],
  [both, 0, 'type'],
  [['x', null], 1, null],
  [['x'], 1, 'missing'],
  [['x'], -1, 'missing'],
  [['x'], '0', 'type'],
  [['x'], 0.5, 'type'],
  [['x', 'y'], { value: 1, fromEnd: true }, 'y'],
  [['x', 'y'], { value: 0, fromEnd: false }, 'x'],
  [['x', 'y'], { value: 3, fromEnd: true }, 'missing'],
  [['x', 'y'], { value: 0, fromEnd: true }, 'missing'],
  [both, { value: 1, fromEnd: true }, 'type'],
  [['x'], {}, 'type'],
  [null, 'a', 'type'],
  ['text', 'length', 'type'],
])('%j[%j] is %j', (base, accessor, result) => {
  expect(codeOf(() => readMember(base, accessor))).toStrictEqual(result);
});
