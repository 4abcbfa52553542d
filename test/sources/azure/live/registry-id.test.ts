import { describe, expect, test } from 'vitest';
import { registryIdOf } from '../../../../src/sources/azure/live/registry-id.ts';

const SUBSCRIPTION = '00000000-0000-4000-8000-00000000000A';
const idOf = (group: string, name = 'images'): string =>
  `/subscriptions/${SUBSCRIPTION}/resourceGroups/${group}/providers/Microsoft.ContainerRegistry/registries/${name}`;

describe('the id of a registry is read', () => {
  test.each(['rg', 'Größe.(1)', 'a_b-c', 'x..y'])('in the group %s', (group) => {
    const expected = { subscription: SUBSCRIPTION.toLowerCase(), resourceGroup: group, name: 'images' };
    expect(registryIdOf(idOf(group))).toEqual(expected);
    expect(registryIdOf(idOf(group).replace('/resourceGroups/', '/RESOURCEGROUPS/'))).toEqual(expected);
  });

  test.each<readonly [string, string]>([
    ['steps up', idOf('..')],
    ['steps to itself', idOf('.')],
    ['another path', idOf('a/b')],
    ['a backslash', idOf('a\\b')],
    ['a query', idOf('a?b')],
    ['a fragment', idOf('a#b')],
    ['an escape', idOf('%2e%2e')],
    ['a control character', idOf('a\u0000b')],
    ['a line break', idOf('a\nb')],
    ['half a character', idOf('a\ud800')],
    ['no group', idOf('')],
    ['a group that is too long', idOf('x'.repeat(91))],
    ['a name with a slash', idOf('rg', 'a/b')],
    ['a name with a dot', idOf('rg', 'a.b')],
    ['no name', idOf('rg', '')],
    ['no subscription', idOf('rg').replace(SUBSCRIPTION, 'x')],
    ['another type', idOf('rg').replace('registries', 'registry')],
    ['a child', `${idOf('rg')}/webhooks/w`],
    ['a host', `https://example.com${idOf('rg')}`],
    ['nothing', ''],
  ])('%s is none', (_, id) => {
    expect(registryIdOf(id)).toBeUndefined();
  });
});
