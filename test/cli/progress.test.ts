import { describe, expect, test } from 'vitest';
import type { ScanProgress } from '../../src/api/requests.ts';
import { progressLine, progressOn } from '../../src/cli/progress.ts';
import type { Streams } from '../../src/cli/streams.ts';

const START = 1_700_000_000_000;

/** A scan after ten seconds with everything listed; a test states what matters to it. */
function state(fields: Partial<ScanProgress> = {}): ScanProgress {
  return {
    subscriptions: { listed: 50, total: 50 },
    registries: { read: 250, listed: 1250 },
    now: START + 10_000,
    startedAt: START,
    ...fields,
  };
}

const seconds = (n: number): number => START + n * 1000;

describe('the progress line shows', () => {
  test.each<[string, ScanProgress, number | undefined, string]>([
    [
      'the average where no rate is given',
      state(),
      undefined,
      '50 of 50 subscriptions, 250 of 1250 registries, 25.0/s, 40 s left',
    ],
    ['the rate that is given', state(), 10, '50 of 50 subscriptions, 250 of 1250 registries, 10.0/s, 2 min left'],
    ['a high rate without decimals', state(), 123.4, '50 of 50 subscriptions, 250 of 1250 registries, 123/s, 9 s left'],
    [
      'the last registries take a moment, not nothing',
      state({ registries: { read: 1249, listed: 1250 } }),
      25,
      '50 of 50 subscriptions, 1249 of 1250 registries, 25.0/s, 1 s left',
    ],
    [
      'all read',
      state({ registries: { read: 1250, listed: 1250 } }),
      25,
      '50 of 50 subscriptions, 1250 of 1250 registries, 25.0/s, 0 s left',
    ],
    [
      'minutes',
      state({ registries: { read: 0, listed: 6000 } }),
      1,
      '50 of 50 subscriptions, 0 of 6000 registries, 1.0/s, 1 h 40 min left',
    ],
    [
      'just under 100 minutes',
      state({ registries: { read: 0, listed: 5940 } }),
      1,
      '50 of 50 subscriptions, 0 of 5940 registries, 1.0/s, 99 min left',
    ],
    ['too early for a rate', state({ now: START + 999 }), undefined, '50 of 50 subscriptions, 250 of 1250 registries'],
    ['nothing moves', state(), 0, '50 of 50 subscriptions, 250 of 1250 registries, 0.0/s'],
    [
      'more may be listed',
      state({ subscriptions: { listed: 49, total: 50 } }),
      25,
      '49 of 50 subscriptions, 250 of 1250 registries, 25.0/s',
    ],
    [
      'nobody knows how many subscriptions',
      state({ subscriptions: { listed: 3, total: undefined } }),
      25,
      '3 subscriptions, 250 of 1250 registries, 25.0/s',
    ],
    [
      'Azure asked to wait',
      state({ waitingUntil: seconds(24.1) }),
      25,
      '50 of 50 subscriptions, 250 of 1250 registries, 25.0/s, 40 s left, Azure throttles, waiting 15 s',
    ],
    [
      'the wait is over',
      state({ waitingUntil: seconds(10) }),
      25,
      '50 of 50 subscriptions, 250 of 1250 registries, 25.0/s, 40 s left',
    ],
  ])('%s', (_, progress, rate, text) => {
    expect(progressLine(progress, 200, rate)).toBe(text);
  });

  test.each([
    [96, '50 of 50 subscriptions, 250 of 1250 registries, 25.0/s, 40 s left, Azure throttles, waiting 15 s'],
    [95, '50 of 50 subscriptions, 250 of 1250 registries, 40 s left, Azure throttles, waiting 15 s'],
    [70, '250 of 1250 registries, 40 s left, Azure throttles, waiting 15 s'],
    [60, '250 of 1250 registries, Azure throttles, waiting 15 s'],
    [50, '250 of 1250 registries'],
    [10, '250 of 12…'],
    [0, '…'],
  ])('in %i characters', (width, text) => {
    expect(progressLine(state({ waitingUntil: seconds(25) }), width, 25)).toBe(text);
  });
});

/** Streams that remember what was written to standard error. */
function recorder(fields: Partial<Streams> = {}): { streams: Streams; written: string[] } {
  const written: string[] = [];
  const streams: Streams = {
    out: () => {
      throw new Error('progress is nothing for standard output');
    },
    err: (text) => written.push(text),
    isTerminal: false,
    errIsTerminal: true,
    errWidth: 120,
    env: {},
    ...fields,
  };
  return { streams, written };
}

const ERASE = '\r\u001b[K';

describe('on a terminal', () => {
  test('one line, at most ten times a second, and gone at the end', () => {
    const { streams, written } = recorder();
    const progress = progressOn(streams);
    for (let ms = 0; ms <= 250; ms += 10) {
      progress.update(state({ registries: { read: ms, listed: 1250 }, now: START + ms }));
    }
    progress.end();
    progress.update(state({ now: seconds(5) }));
    progress.end();
    expect(written).toEqual([
      `${ERASE}50 of 50 subscriptions, 0 of 1250 registries`,
      `${ERASE}50 of 50 subscriptions, 100 of 1250 registries`,
      `${ERASE}50 of 50 subscriptions, 200 of 1250 registries`,
      ERASE,
    ]);
  });

  test('the rate is that of the last ten seconds', () => {
    const { streams, written } = recorder();
    const progress = progressOn(streams);
    // 100 a second for 20 seconds, then 10 a second.
    for (let second = 0; second <= 60; second++) {
      const read = second <= 20 ? second * 100 : 2000 + (second - 20) * 10;
      progress.update(state({ registries: { read, listed: 2500 }, now: seconds(second) }));
    }
    const rates = [1, 20, 25, 30, 31, 60].map((second) => /[\d.]+\/s.*$/.exec(written[second] ?? '')?.[0]);
    expect(rates).toEqual([
      '100/s, 24 s left',
      '100/s, 5 s left',
      '55.0/s, 9 s left',
      '10.0/s, 40 s left',
      '10.0/s, 39 s left',
      '10.0/s, 10 s left',
    ]);
  });

  test('the last column stays free, also after the window became narrower', () => {
    let errWidth = 66;
    const { streams, written } = recorder();
    const progress = progressOn({
      ...streams,
      get errWidth() {
        return errWidth;
      },
    });
    progress.update(state());
    errWidth = 65;
    progress.update(state({ now: seconds(11), registries: { read: 275, listed: 1250 } }));
    expect(written).toEqual([
      `${ERASE}50 of 50 subscriptions, 250 of 1250 registries, 25.0/s, 40 s left`,
      `${ERASE}50 of 50 subscriptions, 275 of 1250 registries, 39 s left`,
    ]);
  });

  test('an end without a beginning writes nothing', () => {
    const { streams, written } = recorder();
    progressOn(streams).end();
    expect(written).toEqual([]);
  });
});

describe('progress is written by where it goes:', () => {
  test.each<[string, Partial<Streams>, boolean]>([
    ['a terminal', {}, true],
    ['a terminal of which nobody knows the width', { errWidth: undefined }, true],
    ['standard output goes elsewhere', { isTerminal: false }, true],
    ['standard error goes elsewhere', { isTerminal: true, errIsTerminal: false }, false],
    ['nobody said', { isTerminal: true, errIsTerminal: undefined }, false],
    ['CI', { env: { CI: 'true' } }, false],
    ['CI by number', { env: { CI: '1' } }, false],
    ['CI is empty', { env: { CI: '' } }, true],
    ['no CI', { env: { CI: 'false' } }, true],
    ['a terminal that cannot erase', { env: { TERM: 'dumb' } }, false],
  ])('%s', (_, fields, isShown) => {
    const { streams, written } = recorder(fields);
    const progress = progressOn(streams);
    progress.update(state());
    progress.end();
    expect(written.length).toBe(isShown ? 2 : 0);
  });
});
