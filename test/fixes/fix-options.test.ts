import { describe, expect, test } from 'vitest';
import { hasDestination, isProtected } from '../../src/fixes/fix-options.ts';

describe('isProtected decides', () => {
  test.each<[name: string, patterns: readonly string[], expected: boolean]>([
    ['setByPolicy-LogAnalytics', ['setByPolicy-*'], true],
    ['SETBYPOLICY-x', ['setByPolicy-*'], true],
    ['setByPolicy', ['setByPolicy-*'], false],
    ['my-setByPolicy-x', ['setByPolicy-*'], false],
    ['audit', ['audit'], true],
    ['audits', ['audit'], false],
    ['a-b-c', ['a*b*c'], true],
    ['acb', ['a*b*c'], false],
    ['aa', ['a*a*a'], false],
    ['anything', ['*'], true],
    ['', ['*'], true],
    ['a.c', ['a?c'], false],
    ['(x)', ['(x)'], true],
    ['one', [], false],
  ])('%s with %j: %s', (name, patterns, expected) => {
    expect(isProtected(name, patterns)).toBe(expected);
  });

  test('takes a bounded time for a pattern that is all stars', () => {
    expect(isProtected('a'.repeat(5000), [`${'*a'.repeat(2000)}*b`])).toBe(false);
  });
});

describe('hasDestination decides', () => {
  test.each<[Parameters<typeof hasDestination>[0], boolean]>([
    [{}, false],
    [{ workspaceId: '' }, false],
    [{ eventHubName: 'hub' }, false],
    [{ storageAccountId: '/subscriptions/s' }, true],
    [{ eventHubAuthorizationRuleId: '/subscriptions/s' }, true],
  ])('%j: %s', (destination, expected) => {
    expect(hasDestination(destination)).toBe(expected);
  });
});
