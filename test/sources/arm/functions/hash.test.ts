import { expect, test } from 'vitest';
import { type Case, call, title } from './call.ts';

const cases: readonly Case[] = [
  ['guid', ['asdf'], '228d27cc-6fdb-5934-b7ac-1efccebade04'],
  ['guid', ['foo', 'bar', 'baz'], '2ed86837-7c7c-5eaa-9864-dd077fd19b0d'],
  ['guid', ['foo-bar-baz'], '2ed86837-7c7c-5eaa-9864-dd077fd19b0d'],
  ['guid', [], '!arguments'],
  ['guid', [1], '!unsupported'],
  ['guid', [['a']], '!type'],
  ['uniqueString', ['snap', 'crackle', 'pop'], 'byghxckddilkc'],
  ['uniqueString', ['asd', 'asdf', 'asdf'], 'iizpqit7ih3cc'],
  ['uniqueString', ['/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/myRg'], 'js26ofeqkqeve'],
  ['uniqueString', ['/subscriptions/11068ed9-6c31-4a47-8183-4eca6d84bb32/resourceGroups/myRg'], 'pwt7yebfrftwu'],
  ['uniqueString', ['test'], 'rbgf3xv4ufgzg'],
  ['uniqueString', ['hello', 'world'], 'a7wkljktk6wne'],
  ['uniqueString', ['fu'], '6rkxbspxjmsho'],
  ['uniqueString', ['fu', 'bar'], 'q5wxoscxs5j6k'],
  ['uniqueString', [''], 'aaaaaaaaaaaaa'],
  ['uniqueString', [], '!arguments'],
  ['uniqueString', [null], '!unsupported'],
];

test.each(cases.map((row) => [title(row), row] as const))('%s', (_, [name, args, result]) => {
  expect(call(name, ...args)).toBe(result);
});

test('uniqueString tells case apart', () => {
  expect(call('uniqueString', 'rg')).not.toBe(call('uniqueString', 'RG'));
});
