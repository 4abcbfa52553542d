import { describe, expect, test } from 'vitest';
import type { Clock } from '../../../../src/sources/azure/live/clock.ts';
import {
  createRateLimiter,
  GRAPH_BUCKET,
  type RateLimitBucket,
  type RateLimiter,
} from '../../../../src/sources/azure/live/rate-limiter.ts';
import { problemOfStatus } from '../../../../src/sources/azure/live/read-failure.ts';
import { retryAfter } from '../../../../src/sources/azure/live/throttling-policy.ts';
import { createVirtualClock } from '../../../arm/virtual-clock.ts';

const SECOND = 1000;
const PROBLEM = problemOfStatus(500, 'InternalServerError');

interface Setting {
  readonly pacer: RateLimiter;
  readonly clock: Clock;
  readonly stop: AbortController;
}

function pacerOf(concurrency: number): Setting {
  const clock = createVirtualClock(0);
  const stop = new AbortController();
  return { pacer: createRateLimiter(concurrency, clock, stop.signal), clock, stop };
}

/** Sends so many requests that take so long; gives back when each was let in, and the most that were on their way at once. */
async function send(
  { pacer, clock }: Setting,
  lane: RateLimitBucket,
  count: number,
  latency = 0,
  cost = 1,
): Promise<{ times: number[]; most: number }> {
  const times: number[] = [];
  let most = 0;
  let now = 0;
  await Promise.all(
    Array.from({ length: count }, async () => {
      await pacer.acquire(lane, cost);
      times.push(clock.now());
      now += 1;
      most = Math.max(most, now);
      if (latency > 0) await clock.sleep(latency);
      now -= 1;
      pacer.release(lane);
    }),
  );
  return { times, most };
}

/** The most requests in any window of so many milliseconds. */
function mostWithin(times: readonly number[], window: number): number {
  return Math.max(...times.map((start) => times.filter((at) => at >= start && at < start + window).length));
}

describe('the pacer keeps to the documented allowance of a', () => {
  test.each<readonly [string, number, number]>([
    ['subscription 1', 250, 25],
    ['tenant', 250, 25],
    [GRAPH_BUCKET, 15, 3],
  ])('%s: %i at once, %i more each second', async (key, size, perSecond) => {
    const setting = pacerOf(64);
    const { times } = await send(setting, setting.pacer.bucket(key), size * 3, 5);
    for (const seconds of [1, 2, 5, 10])
      expect(mostWithin(times, seconds * SECOND)).toBeLessThanOrEqual(size + perSecond * seconds);
    // And no slower than that.
    expect(Math.max(...times)).toBeLessThanOrEqual(((size * 2) / perSecond) * SECOND * 1.1 + SECOND);
  });

  test('after a pause no more than the allowance is there', async () => {
    const setting = pacerOf(64);
    const lane = setting.pacer.bucket('subscription 1');
    await send(setting, lane, 300);
    await setting.clock.sleep(3600 * SECOND);
    const from = setting.clock.now();
    const { times } = await send(setting, lane, 300);
    expect(times.filter((at) => at === from).length).toBeLessThanOrEqual(250);
  });

  test('what costs twenty takes twenty', async () => {
    const setting = pacerOf(64);
    const { times } = await send(setting, setting.pacer.bucket('subscription 1'), 20, 0, 20);
    expect(times.filter((at) => at === 0)).toHaveLength(12);
    expect(times.at(-1)).toBeGreaterThanOrEqual(((400 - 250) / 25) * SECOND);
  });

  test('no more at once than allowed, over all lanes', async () => {
    const setting = pacerOf(3);
    const lanes = ['a', 'b', 'c', 'd'].map((name) => setting.pacer.bucket(`subscription ${name}`));
    const sent = await Promise.all(lanes.map((lane) => send(setting, lane, 10, 50)));
    expect(Math.max(...sent.flatMap(({ times }) => times))).toBeGreaterThanOrEqual((40 / 3 - 1) * 50);
    const alone = await send(setting, lanes[0] as RateLimitBucket, 30, 50);
    expect(alone.most).toBe(3);
  });
});

describe('the pacer follows what Azure says is left:', () => {
  test('less than we thought: we slow down', async () => {
    const setting = pacerOf(64);
    const lane = setting.pacer.bucket('subscription 1');
    await setting.pacer.acquire(lane, 1);
    setting.pacer.release(lane);
    setting.pacer.applyRemaining(lane, 0, 0);
    const { times } = await send(setting, lane, 51);
    // One may be left over from rounding.
    expect(times.filter((at) => at === 0).length).toBeLessThanOrEqual(1);
    expect(times.at(-1)).toBeGreaterThanOrEqual(2 * SECOND - 40);
  });

  test('more than we thought: we need not wait', async () => {
    const setting = pacerOf(64);
    const lane = setting.pacer.bucket('subscription 1');
    await send(setting, lane, 250);
    setting.pacer.applyRemaining(lane, 11_000, 0);
    const { times } = await send(setting, lane, 1000);
    expect(new Set(times)).toEqual(new Set([0]));
  });

  test('what is on its way is not counted as left', async () => {
    const setting = pacerOf(64);
    const lane = setting.pacer.bucket('subscription 1');
    for (let i = 0; i < 10; i++) await setting.pacer.acquire(lane, 1);
    setting.pacer.applyRemaining(lane, 10, 0);
    for (let i = 0; i < 10; i++) setting.pacer.release(lane);
    const { times } = await send(setting, lane, 12);
    expect(times.filter((at) => at === 0).length).toBeLessThanOrEqual(11);
  });
});

describe('the pacer keeps waits that Azure asks for:', () => {
  test('nothing of the lane goes out until then, and no burst after it', async () => {
    const setting = pacerOf(64);
    const lane = setting.pacer.bucket('subscription 1');
    setting.pacer.block(lane, 17 * SECOND);
    expect(setting.pacer.waitingUntil()).toBe(17 * SECOND);
    const { times } = await send(setting, lane, 50);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(17 * SECOND);
    expect(mostWithin(times, SECOND)).toBeLessThanOrEqual(26);
    expect(setting.pacer.waitingUntil()).toBeUndefined();
  });

  test('a shorter one does not end a longer one', async () => {
    const setting = pacerOf(1);
    const lane = setting.pacer.bucket('subscription 1');
    setting.pacer.block(lane, 20 * SECOND);
    setting.pacer.block(lane, SECOND);
    const { times } = await send(setting, lane, 1);
    expect(times[0]).toBeGreaterThanOrEqual(20 * SECOND);
  });

  test('other lanes go on, even with one request at a time', async () => {
    const setting = pacerOf(1);
    const blocked = setting.pacer.bucket('subscription 1');
    const free = setting.pacer.bucket('subscription 2');
    setting.pacer.block(blocked, 60 * SECOND);
    const [late, early] = await Promise.all([send(setting, blocked, 5, 10), send(setting, free, 100, 10)]);
    expect(Math.max(...early.times)).toBeLessThanOrEqual(1100);
    expect(Math.min(...late.times)).toBeGreaterThanOrEqual(60 * SECOND);
  });

  test('a lane with thousands of requests does not keep others out', async () => {
    const setting = pacerOf(2);
    const [many, few] = await Promise.all([
      send(setting, setting.pacer.bucket('subscription 1'), 240, 10),
      send(setting, setting.pacer.bucket('subscription 2'), 10, 10),
    ]);
    expect(Math.max(...few.times)).toBeLessThanOrEqual(200);
    expect(Math.max(...many.times)).toBeGreaterThan(1000);
  });

  test('too long a wait: the lane is given up at once, those that wait too', async () => {
    const setting = pacerOf(1);
    const lane = setting.pacer.bucket('subscription 1');
    setting.pacer.block(lane, 60 * SECOND);
    const waiting = setting.pacer.acquire(lane, 1);
    await setting.clock.sleep(10);
    setting.pacer.block(lane, 3600 * SECOND);
    const message = 'Azure asks to wait 3600 s, more than the limit of 300 s';
    await expect(waiting).rejects.toThrow(message);
    await expect(setting.pacer.acquire(lane, 1)).rejects.toThrow(message);
    expect(setting.clock.now()).toBe(10);
  });
});

describe('the pacer answers failures with', () => {
  /** Sends one request after the other; all fail. Gives back when each was let in. */
  async function failing(
    { pacer, clock }: Setting,
    lane: RateLimitBucket,
    most: number,
  ): Promise<{ times: number[]; end: unknown }> {
    const times: number[] = [];
    for (let i = 0; i < most; i++) {
      try {
        await pacer.acquire(lane, 1);
      } catch (error) {
        return { times, end: error };
      }
      const sentAt = clock.now();
      times.push(sentAt);
      await clock.sleep(5);
      pacer.release(lane);
      pacer.recordFailure(lane, sentAt, PROBLEM);
      // What is sent before a failure is known belongs to its round.
      await clock.sleep(1);
    }
    return { times, end: undefined };
  }

  test('pauses that grow, then the lane is given up', async () => {
    const setting = pacerOf(1);
    const { times, end } = await failing(setting, setting.pacer.bucket('subscription 1'), 100);
    const gaps = times.slice(1).map((at, i) => Math.round((at - (times[i] ?? 0)) / SECOND));
    expect(gaps).toEqual([0, 0, 1, 2, 4, 8, 16, ...Array(12).fill(30)]);
    expect(end).toMatchObject({
      problem: {
        kind: 'limit',
        code: 'InternalServerError',
        message: 'given up after 20 failures in a row: HTTP 500 InternalServerError',
      },
    });
    expect(setting.pacer.waitingUntil()).toBeUndefined();
  });

  test('a success between starts anew', async () => {
    const setting = pacerOf(1);
    const lane = setting.pacer.bucket('subscription 1');
    for (let i = 0; i < 10; i++) {
      const { times, end } = await failing(setting, lane, 4);
      expect([times.length, end]).toEqual([4, undefined]);
      setting.pacer.recordSuccess(lane);
    }
  });

  test('what fails together counts once', async () => {
    const setting = pacerOf(64);
    const lane = setting.pacer.bucket('subscription 1');
    for (let i = 0; i < 60; i++) await setting.pacer.acquire(lane, 1);
    const sentAt = setting.clock.now();
    for (let i = 0; i < 60; i++) {
      setting.pacer.release(lane);
      setting.pacer.recordFailure(lane, sentAt, PROBLEM);
    }
    await setting.pacer.acquire(lane, 1);
    expect(setting.clock.now()).toBe(sentAt);
  });

  test('one lane that is given up leaves the others alone; giving up everything does not', async () => {
    const setting = pacerOf(1);
    await failing(setting, setting.pacer.bucket('subscription 1'), 100);
    const other = setting.pacer.bucket('subscription 2');
    await send(setting, other, 3);
    setting.pacer.block(other, 100 * SECOND);
    const waiting = setting.pacer.acquire(other, 1);
    setting.pacer.closeAll(PROBLEM);
    await expect(waiting).rejects.toThrow('HTTP 500');
    await expect(setting.pacer.acquire(setting.pacer.bucket('subscription 3'), 1)).rejects.toThrow('HTTP 500');
  });
});

describe('a clock that is set back', () => {
  const HOUR = 3600 * SECOND;

  /** `times` are those of the clock that goes on; the pacer sees the other one. */
  interface Adjusted extends Setting {
    readonly seen: Clock;
    readonly setBack: (milliseconds: number) => void;
  }

  function adjustedPacer(concurrency: number): Adjusted {
    const clock = createVirtualClock(0);
    let ahead = 2 * HOUR;
    const seen = { now: () => clock.now() + ahead, sleep: clock.sleep };
    const stop = new AbortController();
    const setBack = (milliseconds: number): void => {
      ahead -= milliseconds;
    };
    return { pacer: createRateLimiter(concurrency, seen, stop.signal), clock, seen, stop, setBack };
  }

  function failTimes({ pacer, seen, clock }: Adjusted, lane: RateLimitBucket, times: number): Promise<void> {
    return Array.from({ length: times }).reduce<Promise<void>>(async (before) => {
      await before;
      await clock.sleep(1);
      pacer.recordFailure(lane, seen.now(), PROBLEM);
    }, Promise.resolve());
  }

  type Before = (setting: Adjusted, lane: RateLimitBucket) => unknown;
  test.each<readonly [string, Before, number, number | undefined, number]>([
    ['with an allowance that is used up', (setting, lane) => send(setting, lane, 250), HOUR, undefined, 40],
    [
      'in a wait: no longer than the longest',
      ({ pacer }, lane) => pacer.block(lane, 17 * SECOND),
      HOUR,
      300_000,
      300_040,
    ],
    ['in a wait, a little', ({ pacer }, lane) => pacer.block(lane, 17 * SECOND), SECOND, 18_000, 18_040],
    [
      'after a wait: it does not begin once more',
      async (setting, lane) => {
        setting.pacer.block(lane, 17 * SECOND);
        await send(setting, lane, 1);
      },
      HOUR,
      undefined,
      40,
    ],
    ['in a pause: no longer than the longest', (setting, lane) => failTimes(setting, lane, 3), HOUR, 30_000, 30_000],
    ['a full lane', () => undefined, HOUR, undefined, 0],
  ])('%s', async (_, before, back, shown, wait) => {
    const setting = adjustedPacer(1);
    const lane = setting.pacer.bucket('subscription 1');
    await before(setting, lane);
    setting.setBack(back);
    const from = setting.clock.now();
    const until = setting.pacer.waitingUntil();
    expect(until && until - setting.seen.now()).toBe(shown);
    const { times } = await send(setting, lane, 1);
    expect(times).toEqual([from + wait]);
  });

  test('the allowance comes back at its own rate', async () => {
    const setting = adjustedPacer(64);
    const lane = setting.pacer.bucket('subscription 1');
    await send(setting, lane, 250);
    setting.setBack(HOUR);
    const { times } = await send(setting, lane, 50);
    expect(times).toEqual(Array.from({ length: 50 }, (_, i) => (i + 1) * 40));
  });

  test('failures still count, but not those that were on their way', async () => {
    const setting = adjustedPacer(1);
    const { pacer, seen } = setting;
    const lane = pacer.bucket('subscription 1');
    await failTimes(setting, lane, 10);
    const sentAt = seen.now();
    setting.setBack(HOUR);
    for (let i = 0; i < 50; i++) pacer.recordFailure(lane, sentAt, PROBLEM);
    await failTimes(setting, lane, 9);
    expect(lane.closedBecause).toBeUndefined();
    await failTimes(setting, lane, 1);
    await expect(pacer.acquire(lane, 1)).rejects.toThrow('given up after 20 failures in a row');
  });

  test('what Azure says is left is not taken for less', async () => {
    const setting = adjustedPacer(1);
    const { pacer, seen } = setting;
    const lane = pacer.bucket('subscription 1');
    const sentAt = seen.now();
    setting.setBack(HOUR);
    pacer.applyRemaining(lane, 10, sentAt);
    expect(lane.tokens).toBe(11);
  });
});

describe('an end from outside', () => {
  test('everybody who waits is sent away at once', async () => {
    const setting = pacerOf(2);
    const lanes = ['a', 'b'].map((name) => setting.pacer.bucket(`subscription ${name}`));
    for (const lane of lanes) setting.pacer.block(lane, 200 * SECOND);
    const waiting = lanes.flatMap((lane) => Array.from({ length: 50 }, () => setting.pacer.acquire(lane, 1)));
    const ended = Promise.allSettled(waiting);
    setting.stop.abort();
    expect(new Set((await ended).map(({ status }) => status))).toEqual(new Set(['rejected']));
    await expect(setting.pacer.acquire(lanes[0] as RateLimitBucket, 1)).rejects.toThrow(
      'the scan was interrupted before it was read',
    );
    expect(setting.clock.now()).toBe(0);
  });

  test('those who wait for a turn go when the turn comes', async () => {
    const setting = pacerOf(1);
    const lane = setting.pacer.bucket('subscription a');
    await setting.pacer.acquire(lane, 1);
    const waiting = setting.pacer.acquire(lane, 1);
    const other = setting.pacer.acquire(setting.pacer.bucket('subscription b'), 1);
    const ended = Promise.allSettled([waiting, other]);
    setting.stop.abort();
    setting.pacer.release(lane);
    expect((await ended).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});

describe('ten thousand waiting requests', () => {
  /** Counts what is asked of the clock: whoever wakes all who wait for each turn asks for their number squared. */
  function counting(clock: Clock): { readonly clock: Clock; readonly sleeps: () => number } {
    let sleeps = 0;
    return {
      clock: {
        now: clock.now,
        sleep: (milliseconds, signal) => {
          sleeps += 1;
          return clock.sleep(milliseconds, signal);
        },
      },
      sleeps: () => sleeps,
    };
  }

  test.each<readonly [string, number]>([
    ['in one lane', 1],
    ['in a hundred lanes', 100],
  ])('%s: none of them is woken for nothing', async (_, count) => {
    const { clock, sleeps } = counting(createVirtualClock(0));
    const pacer = createRateLimiter(16, clock, new AbortController().signal);
    const lanes = Array.from({ length: count }, (_, i) => pacer.bucket(`subscription ${i}`));
    await Promise.all(
      Array.from({ length: 10_000 }, async (_, i) => {
        const lane = lanes[i % count] as RateLimitBucket;
        await pacer.acquire(lane, 1);
        pacer.release(lane);
      }),
    );
    expect(sleeps()).toBeLessThanOrEqual(20_000);
    if (count === 1) expect(clock.now()).toBeGreaterThanOrEqual((9750 / 25) * SECOND);
  });

  test('first come, first served', async () => {
    const setting = pacerOf(4);
    const lane = setting.pacer.bucket('subscription 1');
    const order: number[] = [];
    await Promise.all(
      Array.from({ length: 600 }, async (_, i) => {
        await setting.pacer.acquire(lane, 1);
        order.push(i);
        setting.pacer.release(lane);
      }),
    );
    expect(order).toEqual(Array.from({ length: 600 }, (_, i) => i));
  });
});

describe('retryAfter reads', () => {
  const now = Date.UTC(2026, 0, 1);
  test.each<readonly [string | undefined, string | undefined, number | undefined]>([
    [undefined, undefined, undefined],
    ['0', undefined, 0],
    ['7', undefined, 7000],
    ['7', '250', 250],
    [undefined, '250', 250],
    ['7', 'soon', 7000],
    ['Thu, 01 Jan 2026 00:00:30 GMT', undefined, 30_000],
    ['Thursday, 01-Jan-26 00:00:30 GMT', undefined, 30_000],
    ['Wed, 31 Dec 2025 23:59:30 GMT', undefined, 0],
    ['Thu, 99 Foo 2026 00:00:30 GMT', undefined, undefined],
    ['1.5', undefined, undefined],
    ['-1', undefined, undefined],
    ['1e3', undefined, undefined],
    ['2026-01-01', undefined, undefined],
    ['', undefined, undefined],
    ['soon', undefined, undefined],
  ])('%j and %j in milliseconds: %j', (value, milliseconds, expected) => {
    expect(retryAfter(value, milliseconds, now)).toBe(expected);
  });
});
