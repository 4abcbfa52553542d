import { describe, expect, test } from 'vitest';
import { createBuckets, DOCUMENTED_BUCKETS } from './buckets.ts';
import { generateTenant } from './generate-tenant.ts';
import { signedIn } from './raw-client.ts';
import { startArm } from './start.ts';
import { createVirtualClock } from './virtual-clock.ts';

function manual(): { now: () => number; sleep: () => Promise<void>; pass: (milliseconds: number) => void } {
  let now = 0;
  return {
    now: () => now,
    sleep: () => Promise.resolve(),
    pass: (milliseconds) => {
      now += milliseconds;
    },
  };
}

describe('a bucket', () => {
  test('is full at first, empties, fills up evenly, and never beyond', () => {
    const clock = manual();
    const { take } = createBuckets({ ...DOCUMENTED_BUCKETS, capacity: 3, perSecond: 2 }, clock);
    const taken = (): unknown[] =>
      [take('a')].map(({ allowed, remaining, wait }) => [allowed, remaining, Math.round(wait)])[0] ?? [];
    expect([taken(), taken(), taken()]).toEqual([
      [true, 2, 0],
      [true, 1, 0],
      [true, 0, 500],
    ]);
    expect(taken()).toEqual([false, 0, 500]);
    clock.pass(400);
    expect(taken()).toEqual([false, 0, 100]);
    clock.pass(100);
    expect(taken()).toEqual([true, 0, 500]);
    expect(take('b').remaining).toBe(2);
    clock.pass(3_600_000);
    expect(taken()).toEqual([true, 2, 0]);
  });

  test('of Resource Graph comes back all at once', () => {
    const clock = manual();
    const { takeQuery } = createBuckets({ ...DOCUMENTED_BUCKETS, graphQueries: 2, graphWindow: 5000 }, clock);
    expect(takeQuery()).toEqual({ allowed: true, remaining: 1, wait: 5000 });
    clock.pass(2000);
    expect(takeQuery()).toEqual({ allowed: true, remaining: 0, wait: 3000 });
    expect(takeQuery()).toEqual({ allowed: false, remaining: 0, wait: 3000 });
    clock.pass(3000);
    expect(takeQuery()).toEqual({ allowed: true, remaining: 1, wait: 5000 });
  });
});

describe('the server', () => {
  const tenant = generateTenant({ subscriptions: 2, registries: 2, settings: { audit: 1 } });
  const [one, other] = tenant.subscriptions.map(({ id }) => `/subscriptions/${id}?api-version=2022-12-01`);

  test('throttles each subscription by itself, tells when there will be more, and keeps its word', async () => {
    const clock = createVirtualClock();
    const arm = await startArm(tenant, { clock, buckets: { capacity: 2, perSecond: 0.25 } });
    const get = await signedIn(arm);
    const remaining = async (url = ''): Promise<unknown> => {
      const { status, headers } = await get(url);
      return [status, headers['x-ms-ratelimit-remaining-subscription-reads'], headers['retry-after']];
    };
    expect(await remaining(one)).toEqual([200, '1', undefined]);
    expect(await remaining(one)).toEqual([200, '0', undefined]);
    expect(await remaining(one)).toEqual([429, '0', '4']);
    expect(await remaining(other)).toEqual([200, '1', undefined]);
    await clock.sleep(4000);
    expect(await remaining(one)).toEqual([200, '0', undefined]);
    expect((await get(one ?? '')).json).toMatchObject({ error: { code: 'SubscriptionRequestsThrottled' } });
    const { headers } = await get('/subscriptions?api-version=2022-12-01');
    expect(headers['x-ms-ratelimit-remaining-tenant-reads']).toBe('1');
    expect(arm.log.countStatus(429)).toBe(2);
    await arm.stop();
  });

  test('tells the quota of Resource Graph', async () => {
    const clock = createVirtualClock();
    const arm = await startArm(tenant, { clock, buckets: { graphQueries: 1, graphWindow: 3_723_000 } });
    const post = await signedIn(arm);
    const query = async (): Promise<unknown> => {
      const body = { query: 'Resources' };
      const url = '/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01';
      const { status, headers } = await post(url, { method: 'POST', body });
      return [status, headers['x-ms-user-quota-remaining'], headers['x-ms-user-quota-resets-after']];
    };
    expect(await query()).toEqual([200, '0', '01:02:03']);
    expect(await query()).toEqual([429, '0', '01:02:03']);
    await clock.sleep(3_723_000);
    expect(await query()).toEqual([200, '0', '01:02:03']);
    await arm.stop();
  });

  test.each([
    ['items', [200, 200, 429], undefined],
    ['once', [200, 200, 200], '1'],
  ] as const)('counts a batch by %s', async (batchCounts, statuses, remainingOfTenant) => {
    const clock = createVirtualClock();
    const arm = await startArm(tenant, { clock, batchCounts, buckets: { capacity: 2, perSecond: 1 } });
    const post = await signedIn(arm);
    const requests = [1, 2, 3].map((name) => ({ httpMethod: 'GET', name: `${name}`, relativeUrl: one }));
    const { json, headers } = await post('/batch?api-version=2020-06-01', { method: 'POST', body: { requests } });
    const { responses } = json as { responses: { httpStatusCode: number; headers: Record<string, string> }[] };
    expect(responses.map(({ httpStatusCode }) => httpStatusCode)).toEqual(statuses);
    expect(responses.at(-1)?.headers['Retry-After']).toBe(batchCounts === 'items' ? '1' : undefined);
    expect(headers['x-ms-ratelimit-remaining-tenant-reads']).toBe(remainingOfTenant);
    await arm.stop();
  });
});
