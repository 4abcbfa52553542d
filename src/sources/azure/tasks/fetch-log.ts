import { MAX_WAIT_MS, waitTooLong } from '../live/rate-limiter.ts';
import { problemOfStatus, type ReadFailure, readFailure } from '../live/read-failure.ts';
import type { RequestContext } from '../live/request-context.ts';
import {
  attemptsExhausted,
  backoffMs,
  DEFAULT_RETRY_AFTER_MS,
  MAX_ATTEMPTS,
  retryAfter,
} from '../live/throttling-policy.ts';
import { type LogAnswer, type LogTransfer, requestLog, type SaveLog } from './download-log.ts';
import { blobAddress, logLink } from './log-link.ts';

/** The log of a run, and how it is saved. */
export interface LogFetch<Saved> {
  readonly registry: string;
  readonly runId: string;
  readonly blobHost: string | undefined;
  /** The most bytes of the log. */
  readonly maxBytes: number;
  readonly save: SaveLog<Saved>;
  /** Whether the run ended lately, so that its log may not be whole yet. */
  readonly isRecent: boolean;
  /** Called when Azure has given a link, or said that there is no log. */
  readonly onLink: () => void;
}

/** The log is still being written. */
export const GROWING = Symbol('growing');

/** Requests of logs, whatever account they are in. */
const LOG_BUCKET = 'task logs';
/** A link may expire while others wait: so many are asked for. */
const MAX_LINKS = 2;

/** Fetches the log of a run. Undefined: Azure has none of it. @throws ReadFailure, and what saving throws. */
export async function fetchLog<Saved>(
  context: RequestContext,
  fetch: LogFetch<Saved>,
): Promise<Saved | undefined | typeof GROWING> {
  for (let links = 1; ; links++) {
    const link = await logLink(context, fetch.registry, fetch.runId);
    fetch.onLink();
    if (link === undefined) return undefined;
    const answer = await transferred(context, { ...fetch, url: blobAddress(link, fetch.blobHost) });
    if (answer.kind === 'saved') return answer.saved;
    if (answer.kind === 'none') return undefined;
    if (answer.kind === 'growing') return GROWING;
    if (links === MAX_LINKS) throw readFailure('limit', 'LinkRefused', 'the storage refuses the link that Azure gave');
  }
}

type Transferred<Saved> = Exclude<LogAnswer<Saved>, { kind: 'again' }>;

/** The same waits and tries as those of all reads. */
async function transferred<Saved>(context: RequestContext, transfer: LogTransfer<Saved>): Promise<Transferred<Saved>> {
  const { limiter, clock, signal } = context;
  const bucket = limiter.bucket(LOG_BUCKET);
  for (let attempts = 1; ; attempts++) {
    await limiter.acquire(bucket, 1);
    const sentAt = clock.now();
    let answer: LogAnswer<Saved>;
    try {
      answer = await requestLog(context, transfer);
    } finally {
      limiter.release(bucket);
    }
    if (answer.kind !== 'again') {
      limiter.recordSuccess(bucket);
      return answer;
    }
    const { failure } = answer;
    limiter.recordFailure(bucket, sentAt, failure.problem);
    const asked = retryAfter(answer.retryAfter, undefined, clock.now());
    if (failure.status === 429) limiter.block(bucket, throttledMs(asked, attempts));
    if (attempts === MAX_ATTEMPTS) throw attemptsExhausted(failure);
    if (failure.status !== 429) await clock.sleep(pauseMs(attempts, failure, asked), signal);
  }
}

function throttledMs(asked: number | undefined, attempts: number): number {
  return Math.max(backoffMs(attempts), asked ?? DEFAULT_RETRY_AFTER_MS * attempts);
}

function pauseMs(attempts: number, { status = 0 }: ReadFailure, asked = 0): number {
  if (asked > MAX_WAIT_MS) throw waitTooLong(asked, problemOfStatus(status).code);
  return Math.max(backoffMs(attempts), asked);
}
