import { readFile } from 'node:fs/promises';
import { describe, expect, test, vi } from 'vitest';
import { generateTenant } from './generate-tenant.ts';
import { signedIn } from './raw-client.ts';
import { startArm } from './start.ts';
import { createVirtualClock } from './virtual-clock.ts';

const HOUR = 3_600_000;

describe('a virtual clock', () => {
  test('starts where it is told to and stands still', async () => {
    const clock = createVirtualClock(5);
    await new Promise((resolve) => setTimeout(resolve, 3));
    expect(clock.now()).toBe(5);
  });

  test('lets hours pass in no time, in order', async () => {
    const clock = createVirtualClock(0);
    const timers = vi.spyOn(globalThis, 'setTimeout');
    const woken: string[] = [];
    const sleeper = async (name: string, ...waits: number[]): Promise<void> => {
      for (const wait of waits) {
        await clock.sleep(wait);
        woken.push(`${name} ${clock.now() / HOUR}`);
      }
    };
    await Promise.all([sleeper('a', 2 * HOUR, 2 * HOUR), sleeper('b', HOUR, HOUR, HOUR), sleeper('c', 0)]);
    expect(woken).toEqual(['c 0', 'b 1', 'a 2', 'b 2', 'b 3', 'a 4']);
    expect(timers.mock.calls).toEqual([]);
    timers.mockRestore();
  });

  test('wakes an aborted sleeper at once, without letting time pass', async () => {
    const clock = createVirtualClock(0);
    const controller = new AbortController();
    const sleeping = clock.sleep(HOUR, controller.signal);
    controller.abort();
    await sleeping;
    await clock.sleep(HOUR, controller.signal);
    await clock.sleep(10);
    expect(clock.now()).toBe(10);
  });

  test('waits for files that are being read', async () => {
    const clock = createVirtualClock(0);
    let read = false;
    await Promise.all([
      clock.sleep(1).then(() => expect(read).toBe(true)),
      readFile(new URL(import.meta.url)).then(() => {
        read = true;
      }),
    ]);
  });

  test('does not jump while somebody says that something is on its way', async () => {
    const clock = createVirtualClock(0);
    let quiet = false;
    clock.observe(() => quiet);
    const sleeping = clock.sleep(HOUR);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(clock.now()).toBe(0);
    quiet = true;
    await sleeping;
    expect(clock.now()).toBe(HOUR);
  });

  test('jumps at last when what is on its way never arrives', async () => {
    const clock = createVirtualClock(0, { patience: 20 });
    clock.observe(() => false);
    await clock.sleep(HOUR);
    expect(clock.now()).toBe(HOUR);
  });

  test('wakes everybody when it stops', async () => {
    const clock = createVirtualClock(0);
    clock.observe(() => false);
    const sleeping = clock.sleep(HOUR);
    clock.stop();
    await sleeping;
    await clock.sleep(HOUR);
    expect(clock.now()).toBe(0);
  });

  test('keeps thousands of sleepers in order', async () => {
    const clock = createVirtualClock(0);
    const woken: number[] = [];
    const waits = Array.from({ length: 5000 }, (_, i) => (i * 7919) % 5003);
    await Promise.all(waits.map((wait) => clock.sleep(wait).then(() => woken.push(wait))));
    expect(woken).toEqual(waits.toSorted((a, b) => a - b));
  });
});

describe('with the server', () => {
  test('latency takes virtual time only, and exactly as much as waiting in turn takes', async () => {
    const tenant = generateTenant({ subscriptions: 4, registries: 400, settings: { audit: 1 } });
    const clock = createVirtualClock();
    const arm = await startArm(tenant, { clock, latency: 50 });
    const get = await signedIn(arm);
    const began = clock.now();
    const queue = tenant.registries.values();
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        for (const { id } of queue) {
          const { status } = await get(
            `${id}/providers/microsoft.insights/diagnosticSettings?api-version=2021-05-01-preview`,
          );
          expect(status).toBe(200);
        }
      }),
    );
    const ideal = (400 / 8) * 50;
    expect(clock.now() - began).toBeGreaterThanOrEqual(ideal);
    expect(clock.now() - began).toBeLessThanOrEqual(ideal * 1.1);
    await arm.stop();
  });

  test('time-outs of a client do not strike while an answer is on its way', async () => {
    const tenant = generateTenant({ subscriptions: 1, registries: 60, settings: { audit: 1 } });
    const clock = createVirtualClock();
    const arm = await startArm(tenant, { clock, latency: 10 });
    const get = await signedIn(arm);
    const outcomes = await Promise.all(
      tenant.registries.map(async ({ id }) => {
        const timeOut = new AbortController();
        const done = new AbortController();
        void clock.sleep(11, done.signal).then(() => timeOut.abort());
        const url = `${id}/providers/microsoft.insights/diagnosticSettings?api-version=2021-05-01-preview`;
        const { status } = await get(url, { signal: timeOut.signal }).finally(() => done.abort());
        return status;
      }),
    );
    expect(outcomes).toEqual(Array(60).fill(200));
    await arm.stop();
  });
});
