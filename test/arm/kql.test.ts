import { describe, expect, test } from 'vitest';
import { parseQuery, QueryError } from './kql.ts';

describe('queries of Resource Graph', () => {
  test('of every step that is understood', () => {
    const query = `resources
      | where type =~ 'Microsoft.ContainerRegistry/registries' and subscriptionId in ('a', "b|c")
      | where resourceGroup in~ ('rg and one', 'it\\'s') | where tolower(name) == 'x'
      | project id, name, sku.name, tier = sku.tier
      | order by id asc`;
    const { table, steps } = parseQuery(query);
    expect(table).toBe('resources');
    expect(steps).toEqual([
      {
        kind: 'where',
        all: [
          { column: 'type', values: ['Microsoft.ContainerRegistry/registries'], ignoreCase: true },
          { column: 'subscriptionId', values: ['a', 'b|c'], ignoreCase: false },
        ],
      },
      { kind: 'where', all: [{ column: 'resourceGroup', values: ['rg and one', "it's"], ignoreCase: true }] },
      { kind: 'where', all: [{ column: 'name', values: ['x'], ignoreCase: true }] },
      {
        kind: 'project',
        columns: [
          { name: 'id', path: ['id'] },
          { name: 'name', path: ['name'] },
          { name: 'sku_name', path: ['sku', 'name'] },
          { name: 'tier', path: ['sku', 'tier'] },
        ],
      },
      { kind: 'order', by: 'id', descending: false },
    ]);
  });

  test('order is descending unless told otherwise', () => {
    expect(parseQuery('Resources | sort by id').steps).toEqual([{ kind: 'order', by: 'id', descending: true }]);
  });

  test.each(['resources', 'InsightsResources', 'ResourceContainers'])('of the table %s', (name) => {
    expect(parseQuery(`${name} | project id`).table).toBe(name.toLowerCase());
  });

  test('that look for a part of a text do so in any letter case', () => {
    expect(parseQuery(`insightsresources | where id contains '/Registries/'`).steps).toEqual([
      { kind: 'where', all: [{ column: 'id', values: ['/Registries/'], ignoreCase: true, contains: true }] },
    ]);
  });

  test.each([
    ['another table', 'PolicyResources'],
    ['no table', ''],
    ['an unknown operator', 'Resources | summarize count()'],
    ['an open text', "Resources | where type =~ 'x"],
    ['a text that ends early', "Resources | where resourceGroup =~ 'a'b'"],
    ['a disjunction', "Resources | where type =~ 'x' or type =~ 'y'"],
    ['an expression as a column', 'Resources | project strcat(id, name)'],
    ['an order by two', 'Resources | order by id, name'],
  ])('%s is refused', (_, query) => {
    expect(() => parseQuery(query)).toThrow(QueryError);
  });
});
