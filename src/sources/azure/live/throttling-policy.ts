import type { PipelinePolicy, PipelineRequest, PipelineResponse, SendRequest } from '@azure/core-rest-pipeline';
import type { ReadCode } from '../../../util/error-codes.ts';
import type { ScanProblem } from '../decode/scan-record.ts';
import type { Clock } from './clock.ts';
import { inTime } from './in-time.ts';
import { currentRequest, type PagedRequest, recordPage } from './paged-request.ts';
import { GRAPH_BUCKET, MAX_WAIT_MS, type RateLimiter, waitTooLong } from './rate-limiter.ts';
import { INTERRUPTED, INVALID_RESPONSE, problemOf, problemOfStatus, ReadFailure, readFailure } from './read-failure.ts';

/** What the policy needs from the scan. */
export interface ThrottlingContext {
  readonly limiter: RateLimiter;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Scheme, host and port that requests, and the token with them, may go to. */
  readonly origin: string;
}

/** Tries of one request. */
export const MAX_ATTEMPTS = 5;
const TIMEOUT_MS = 30_000;
const HOPELESS: ReadonlySet<string> = new Set<ReadCode>(['AnswerTooLarge', 'ProxyLogin', 'UntrustedCertificate']);

/** Whether a retry would end the same way. */
export function isHopeless({ code }: Pick<ScanProblem, 'code'>): boolean {
  return HOPELESS.has(code);
}

const FIRST_BACKOFF_MS = 1000;
/** For each try, where Azure throttles and does not say how long. */
export const DEFAULT_RETRY_AFTER_MS = 5000;

type RequestOutcome =
  | { readonly kind: 'answer'; readonly response: PipelineResponse; readonly body: unknown }
  | {
      readonly kind: 'again';
      readonly failure: ReadFailure;
      readonly retryAfterMs: number | undefined;
      readonly throttled: boolean;
    };

/**
 * A policy of the SDK's pipeline that runs before authentication: it waits for the rate limiter, retries what may still
 * succeed, and sends nothing to another host, whatever a nextLink says.
 */
export function throttlingPolicy(context: ThrottlingContext): PipelinePolicy {
  return {
    name: 'acrauditPacePolicy',
    sendRequest: async (request, next) => {
      const pagedRequest = currentRequest();
      if (pagedRequest === undefined) throw new Error('a request outside of a call');
      checkRequestUrl(request, pagedRequest, context.origin);
      for (let attempts = 1; ; attempts++) {
        const outcome = await attempt(request, next, pagedRequest, context);
        if (outcome.kind === 'answer') {
          if (outcome.response.status === 200) recordPage(pagedRequest, outcome.body);
          return outcome.response;
        }
        // The other requests of the bucket have to wait too, whether or not this one is retried.
        if (outcome.throttled) blockAfterThrottling(outcome.retryAfterMs, attempts, pagedRequest, context);
        if (attempts === MAX_ATTEMPTS) throw attemptsExhausted(outcome.failure);
        if (!outcome.throttled) await backOff(outcome, attempts, context);
      }
    },
  };
}

/** Waits as long as Azure asks for, and at least the own backoff. */
function blockAfterThrottling(
  retryAfterMs: number | undefined,
  attempts: number,
  { bucket }: PagedRequest,
  { limiter }: ThrottlingContext,
): void {
  limiter.block(bucket, Math.max(backoffMs(attempts), retryAfterMs ?? DEFAULT_RETRY_AFTER_MS * attempts));
}

async function backOff(
  { retryAfterMs = 0, failure: { problem } }: Extract<RequestOutcome, { kind: 'again' }>,
  attempts: number,
  { clock, signal }: ThrottlingContext,
): Promise<void> {
  if (retryAfterMs > MAX_WAIT_MS) throw waitTooLong(retryAfterMs, problem.code);
  await clock.sleep(Math.max(backoffMs(attempts), retryAfterMs), signal);
}

/** Before the next try. */
export function backoffMs(attempts: number): number {
  return FIRST_BACKOFF_MS * 2 ** (attempts - 1);
}

export function attemptsExhausted({ problem, status }: ReadFailure): ReadFailure {
  return new ReadFailure({ ...problem, message: `given up after ${MAX_ATTEMPTS} tries: ${problem.message}` }, status);
}

function checkRequestUrl(
  { url, method, body }: PipelineRequest,
  { requested, maxPages }: PagedRequest,
  origin: string,
): void {
  if (new URL(url).origin !== origin) throw readFailure('limit', 'ForeignLink', 'a response links to another host');
  const key = `${method} ${url} ${typeof body === 'string' ? body : ''}`;
  if (requested.has(key))
    throw readFailure('limit', 'RepeatedLink', 'paging loops: a nextLink repeats an earlier request');
  if (requested.size >= maxPages)
    throw readFailure('limit', 'EndlessPages', `the response has more than ${maxPages} pages`);
  requested.add(key);
}

async function attempt(
  request: PipelineRequest,
  next: SendRequest,
  pagedRequest: PagedRequest,
  context: ThrottlingContext,
): Promise<RequestOutcome> {
  const { limiter, clock } = context;
  const { bucket } = pagedRequest;
  if (!pagedRequest.isAdmitted) await limiter.acquire(bucket, pagedRequest.cost);
  pagedRequest.isAdmitted = false;
  const sentAt = clock.now();
  let outcome: RequestOutcome;
  try {
    outcome = outcomeOf(await sendInTime(request, next, context), clock.now());
  } catch (error) {
    if (context.signal.aborted) throw new ReadFailure(INTERRUPTED);
    const problem = problemOf(error);
    if (problem.kind === 'permission' || isHopeless(problem)) throw error;
    outcome = { kind: 'again', failure: new ReadFailure(problem), retryAfterMs: undefined, throttled: false };
  } finally {
    limiter.release(bucket);
  }
  if (outcome.kind === 'again') limiter.recordFailure(bucket, sentAt, outcome.failure.problem);
  else {
    limiter.recordSuccess(bucket);
    updateBucket(outcome.response, pagedRequest, sentAt, limiter);
  }
  return outcome;
}

/** Sends the request, which includes getting a token. */
function sendInTime(
  request: PipelineRequest,
  next: SendRequest,
  context: ThrottlingContext,
): Promise<PipelineResponse> {
  return inTime(
    (over) => {
      request.abortSignal = over;
      return next(request);
    },
    TIMEOUT_MS,
    context,
  );
}

function outcomeOf(response: PipelineResponse, now: number): RequestOutcome {
  const { status, headers, bodyAsText: text } = response;
  if (status === 429 || status >= 500 || status === 408) {
    const retryAfterMs = retryAfter(headers.get('retry-after'), headers.get('x-ms-retry-after-ms'), now);
    const reason = new ReadFailure(problemOfStatus(status, azureErrorCode(parseOrUndefined(text))), status);
    return { kind: 'again', failure: reason, retryAfterMs, throttled: status === 429 };
  }
  const body = parseOrUndefined(text);
  // A truncated error has lost its code, which decides, for example, whether a registry was deleted.
  const isCut = (text ?? '') !== '' && /json/i.test(headers.get('content-type') ?? '');
  if (body === undefined && (status === 200 || isCut)) {
    return { kind: 'again', failure: new ReadFailure(INVALID_RESPONSE), retryAfterMs: undefined, throttled: false };
  }
  return { kind: 'answer', response, body };
}

function parseOrUndefined(text: string | null | undefined): unknown {
  if (text === undefined || text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function azureErrorCode(body: unknown): string | undefined {
  const { code } = ((body ?? {}) as { error?: { code?: unknown } }).error ?? {};
  return typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : undefined;
}

const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d{2}:\d{2}:\d{2}/;

/** Milliseconds to wait: seconds or an HTTP date (RFC 9110 §10.2.3), or Azure's own header in milliseconds. */
export function retryAfter(value: string | undefined, ms: string | undefined, now: number): number | undefined {
  if (ms !== undefined && /^\d+$/.test(ms)) return Number(ms);
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  // `Date.parse` accepts almost anything: "1.5" would be a day in 2001.
  const date = HTTP_DATE.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** Updates the bucket from the quota headers of a response. */
function updateBucket(
  { headers }: PipelineResponse,
  { bucket }: PagedRequest,
  sentAt: number,
  limiter: RateLimiter,
): void {
  if (bucket.key === GRAPH_BUCKET) {
    const [hours, minutes, seconds] = (headers.get('x-ms-user-quota-resets-after') ?? '').split(':').map(Number);
    const reset = ((hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? Number.NaN)) * 1000;
    if (headers.get('x-ms-user-quota-remaining') === '0' && reset > 0) limiter.block(bucket, reset);
    return;
  }
  const kind = bucket.key.startsWith('subscription') ? 'subscription' : 'tenant';
  const remaining = headers.get(`x-ms-ratelimit-remaining-${kind}-reads`);
  if (remaining !== undefined && /^\d+$/.test(remaining)) limiter.applyRemaining(bucket, Number(remaining), sentAt);
}
