import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { denied, type Get, gone, refusal, SETTINGS, startMixed, usual } from './mixed-tenant.ts';
import { settingsOf } from './setting-presets.ts';
import type { RunningArm } from './start.ts';

let arm: RunningArm;
let get: Get;

beforeAll(async () => {
  ({ arm, get } = await startMixed());
});
afterAll(() => arm.stop());

describe('batches', () => {
  const url = '/batch?api-version=2020-06-01';
  const item = (name: string | undefined, relativeUrl: string) => ({ httpMethod: 'GET', name, relativeUrl });
  interface Response {
    readonly name?: string;
    readonly httpStatusCode: number;
    readonly content: unknown;
  }
  const responses = (json: unknown): Response[] => (json as { responses: Response[] }).responses;

  test('answer each item as it would be answered alone', async () => {
    const requests = [
      item('a', `${usual.id}/${SETTINGS}`),
      item('b', `${arm.endpoint}${denied.id}/${SETTINGS}`),
      item(undefined, `${gone.id}/${SETTINGS}`),
      { httpMethod: 'GET', name: 'd', url: `${arm.endpoint}/subscriptions` },
    ];
    const { json, status } = await get(url, { method: 'POST', body: { requests } });
    expect(status).toBe(200);
    expect(responses(json).map(({ name, httpStatusCode }) => [name, httpStatusCode])).toEqual([
      ['a', 200],
      ['b', 403],
      [undefined, 404],
      ['d', 400],
    ]);
    expect(responses(json)[0]?.content).toEqual({ value: settingsOf(usual) });
  });

  test('of more than twenty are answered later', async () => {
    const requests = Array.from({ length: 21 }, (_, i) => item(`n${i}`, `${usual.id}/${SETTINGS}`));
    const { status, headers, text } = await get(url, { method: 'POST', body: { requests } });
    expect([status, text, headers['retry-after']]).toEqual([202, '', '1']);
    const { json } = await get(headers.location ?? '');
    expect(responses(json).map(({ name }) => name)).toEqual(requests.map(({ name }) => name));
    expect(await refusal(get, '/batch/operationresults/99?api-version=2020-06-01')).toBe('404 OperationNotFound');
  });

  test.each([
    ['nothing', []],
    ['more than 500', Array(501).fill(item('a', '/subscriptions'))],
    ['more than twenty without names', Array(21).fill(item(undefined, '/subscriptions'))],
    ['no address', [{ httpMethod: 'GET' }]],
  ])('of %s are refused', async (_, requests) => {
    expect(await refusal(get, url, { method: 'POST', body: { requests } })).toBe('400 InvalidBatchRequest');
  });
});
