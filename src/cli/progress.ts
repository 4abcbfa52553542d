import type { ScanProgress } from '../api/requests.ts';
import { message } from '../messages/message.ts';
import { textWidth } from '../reports/console/terminal.ts';
import { safeLine, safeStatus } from '../util/safe-text.ts';
import { truncate } from '../util/truncate.ts';
import { runsInCi } from './ci.ts';
import type { Streams } from './streams.ts';

/** Shows how far a scan is, on one line of a terminal. */
export interface Progress {
  readonly update: (state: ScanProgress) => void;
  /** Says something on a line of its own, terminal or not. */
  readonly say: (text: string) => void;
  /** Takes the line away; later updates show nothing. To be called before anything else is written to the terminal. */
  readonly end: () => void;
}

/** Often enough for a moving number, seldom enough for a slow terminal. */
const MIN_INTERVAL = 100;
/** The rate is that of so many last milliseconds: throttling changes it many times in a long scan. */
const RATE_WINDOW = 10_000;
/** Before this a rate says more about chance than about Azure. */
const MIN_SPAN = 1000;
/** Samples that stand for the window. */
const SAMPLE_INTERVAL = 500;

/**
 * The progress of a scan in at most `width` characters: `12 of 50 subscriptions, 340 of 1200 registries, 25.0/s, 35 s left`.
 * Only counts go into it, no name that Azure answered. What matters least is left out first where it is too narrow.
 *
 * @param rate Registries read per second recently; without it the average since the start.
 */
export function progressLine(state: ScanProgress, width: number, rate = averageRate(state)): string {
  const { subscriptions, registries, runs, waitingUntil = 0, now } = state;
  const waiting = waitingUntil > now ? message('progress.throttled', { time: duration(waitingUntil - now) }) : '';
  // Registries have few runs or many: their rate tells nothing.
  const [pace, left] = runs === undefined ? [rate, timeLeft(state, rate)] : [];
  const parts = [
    message('count.subscription', { count: ofTotal(subscriptions.listed, subscriptions.total) }),
    message('count.registry', { count: ofTotal(registries.read, registries.listed) }),
    pace === undefined ? '' : `${pace < 100 ? pace.toFixed(1) : Math.round(pace)}/s`,
    left === undefined ? '' : message('progress.left', { time: duration(left) }),
    waiting,
    runs === undefined ? '' : `${runs} runs`,
  ];
  for (const least of LEAST_FIRST) {
    if (textWidth(joined(parts)) <= width) break;
    parts[least] = '';
  }
  const line = joined(parts);
  // A Chinese character takes two columns.
  return textWidth(line) <= width
    ? line
    : truncate(line, Math.max(1, Math.floor((width * line.length) / textWidth(line))));
}

/** Which part of the line is left out first: rate, subscriptions, time left, the wait. Registries stay. */
const LEAST_FIRST = [2, 0, 3, 4];

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(message('list.comma'));
}

function ofTotal(n: number, total: number | undefined): string {
  return total === undefined ? `${n}` : message('progress.of', { count: n, total });
}

function averageRate({ registries, now, startedAt }: ScanProgress): number | undefined {
  return rateBetween({ at: startedAt, read: 0 }, { at: now, read: registries.read });
}

/** Milliseconds; undefined while more registries may be listed, or nothing moves. */
function timeLeft({ subscriptions, registries }: ScanProgress, rate: number | undefined): number | undefined {
  const allListed = subscriptions.total !== undefined && subscriptions.listed >= subscriptions.total;
  if (!allListed || rate === undefined || rate <= 0) return undefined;
  return (Math.max(0, registries.listed - registries.read) / rate) * 1000;
}

/** `35 s`, `12 min`, `2 h 5 min`: rounded up, so that it never says that nothing is left while something is. */
function duration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

interface Sample {
  readonly at: number;
  readonly read: number;
}

/** Per second; undefined when too little time lies between. */
function rateBetween(from: Sample, to: Sample): number | undefined {
  const span = to.at - from.at;
  return span < MIN_SPAN ? undefined : ((to.read - from.read) / span) * 1000;
}

/**
 * Shows progress on a terminal at most ten times a second, by the times of the states; shows nothing where standard
 * error is no terminal or a dumb one, and in CI.
 */
export function progressOn(streams: Streams): Progress {
  const sayPlain = (text: string): void => streams.err(safeLine(text));
  if (!isWatched(streams)) return { update: () => undefined, say: sayPlain, end: () => undefined };
  let samples: readonly Sample[] = [];
  let writtenAt: number | undefined;
  let ended = false;
  return {
    update: (state) => {
      if (ended) return;
      samples = withSample(samples, { at: state.now, read: state.registries.read });
      if (writtenAt !== undefined && state.now - writtenAt < MIN_INTERVAL) return;
      writtenAt = state.now;
      // In the last column some terminals go on to the next line.
      const width = (streams.errWidth ?? 80) - 1;
      streams.err(safeStatus(progressLine(state, width, recentRate(samples, state))));
    },
    say: (text) => {
      if (!ended && writtenAt !== undefined) streams.err(safeStatus(''));
      sayPlain(text);
    },
    end: () => {
      if (!ended && writtenAt !== undefined) streams.err(safeStatus(''));
      ended = true;
    },
  };
}

const TICK = 1000;

/** The same for a scan that is under way. */
export function watchScan(streams: Streams): Progress {
  const { update, say, end } = progressOn(streams);
  let last: ScanProgress | undefined;
  // While all requests wait nothing happens, and the time that is left has to be seen running down.
  const tick = (): void => {
    if (last !== undefined) update({ ...last, now: Date.now() });
  };
  const ticking = streams.errIsTerminal === true ? setInterval(tick, TICK) : undefined;
  return {
    update: (state) => {
      last = state;
      update(state);
    },
    say,
    end: () => {
      clearInterval(ticking);
      end();
    },
  };
}

function isWatched({ errIsTerminal, env }: Streams): boolean {
  return errIsTerminal === true && !runsInCi(env) && env.TERM !== 'dumb';
}

/** Few samples however often a scan reports: one for each half second of the window, and one from before it. */
function withSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = samples.at(-1);
  if (last !== undefined && sample.at - last.at < SAMPLE_INTERVAL) return samples;
  const first = samples.findLastIndex(({ at }) => at <= sample.at - RATE_WINDOW);
  return [...samples.slice(Math.max(0, first)), sample];
}

function recentRate(samples: readonly Sample[], { now, registries }: ScanProgress): number | undefined {
  const [oldest] = samples;
  return oldest === undefined ? undefined : rateBetween(oldest, { at: now, read: registries.read });
}
