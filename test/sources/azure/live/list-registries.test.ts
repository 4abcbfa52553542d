import { describe, expect, test } from 'vitest';
import type { Clients } from '../../../../src/sources/azure/live/clients.ts';
import { type ListedRegistry, registriesByGraph } from '../../../../src/sources/azure/live/list-registries.ts';
import { createRateLimiter } from '../../../../src/sources/azure/live/rate-limiter.ts';
import type { RequestContext } from '../../../../src/sources/azure/live/request-context.ts';
import { checkRecord } from '../../../../src/sources/saved-scan/check-record.ts';
import { createVirtualClock } from '../../../arm/virtual-clock.ts';

const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';
const id = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/one`;

/** What is made of one row of Resource Graph. */
async function listed(row: unknown): Promise<readonly ListedRegistry[]> {
  const graph = { resources: async () => ({ data: [row], resultTruncated: 'false', totalRecords: 1 }) };
  const clock = createVirtualClock(0);
  const { signal } = new AbortController();
  const session: RequestContext['session'] = { with: (ask) => ask({ graph } as unknown as Clients) };
  return registriesByGraph(
    { session, limiter: createRateLimiter(1, clock, signal), clock, signal },
    [SUBSCRIPTION],
    [],
  );
}

function nested(levels: number): unknown {
  return JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);
}

const whole = { id, name: 'one', type: 'Microsoft.ContainerRegistry/registries', location: 'westeurope' };
const LONG = 'x'.repeat(1000);

describe('a listed registry is read when it has', () => {
  test.each<readonly [string, object, ListedRegistry]>([
    [
      'everything',
      { ...whole, sku: { name: 'Basic', tier: 'Basic' } },
      { ...whole, sku: { name: 'Basic', tier: 'Basic' } },
    ],
    ['nothing but its id', { id }, { id }],
    ['null where nothing is', { id, name: null, type: null, location: null, sku: null }, { id }],
    ['nothing that was not asked for', { ...whole, tags: { a: nested(300) } }, whole],
    [
      'of a SKU what is text',
      { ...whole, sku: { name: 'Basic', tier: 7, more: nested(300) } },
      { ...whole, sku: { name: 'Basic' } },
    ],
    ['no SKU that is a list', { ...whole, sku: ['Basic'] }, whole],
    ['no SKU that is a text', { ...whole, sku: 'Basic' }, whole],
    [
      'deep names of a SKU',
      { ...whole, sku: { name: nested(300), tier: 'Basic' } },
      { ...whole, sku: { tier: 'Basic' } },
    ],
    ['long texts', { id, name: LONG, sku: { name: LONG, tier: `${LONG}x` } }, { id, name: LONG, sku: { name: LONG } }],
  ])('%s', async (_, row, expected) => {
    const found = await listed(row);
    expect(found).toEqual([expected]);
    const record = { kind: 'registry', id, resource: found[0], settings: { status: 'deleted' } };
    expect(checkRecord(JSON.parse(JSON.stringify(record)))).toEqual({ record });
  });

  test.each<readonly [string, unknown, string]>([
    ['no object', null, 'a registry in the response has an invalid id'],
    ['a list', [id], 'a registry in the response has an invalid id'],
    [
      'an id of something else',
      { id: `/subscriptions/${SUBSCRIPTION}` },
      'a registry in the response has an invalid id',
    ],
    ['a name that is a number', { ...whole, name: 1 }, 'the name of a registry in the response is not a string'],
    ['a deep name', { ...whole, name: nested(300) }, 'the name of a registry in the response is not a string'],
    ['a type that is an object', { ...whole, type: {} }, 'the type of a registry in the response is not a string'],
    [
      'a location that is false',
      { ...whole, location: false },
      'the location of a registry in the response is not a string',
    ],
    [
      'a location that is endless',
      { ...whole, location: `${LONG}x` },
      'the location of a registry in the response is not a string',
    ],
  ])('refused: %s', async (_, row, message) => {
    await expect(listed(row)).rejects.toMatchObject({ problem: { kind: 'limit', code: 'UnexpectedAnswer', message } });
  });
});
