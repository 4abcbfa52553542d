import type { PipelinePolicy, PipelineRequest, PipelineResponse, SendRequest } from '@azure/core-rest-pipeline';
import { ANSWER_TOO_LARGE } from './bounded-client.ts';
import { type Call, currentCall, notice } from './call.ts';
import type { Clock } from './clock.ts';
import { GRAPH_LANE, LONGEST_WAIT, type Pacer, tooLong } from './pacer.ts';
import { BROKEN_ANSWER, failure, INTERRUPTED, problemOf, problemOfStatus, ReadFailure } from './read-failure.ts';

/** What a policy needs to know of the scan around it. */
export interface Pace {
  readonly pacer: Pacer;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Scheme, host and port that requests, and the token with them, may go to. */
  readonly origin: string;
}

const MOST_TRIES = 5;
const TIMEOUT = 30_000;
const FIRST_PAUSE = 1000;
const PAUSE_WITHOUT_ADVICE = 5000;

type Outcome =
  | { readonly kind: 'answer'; readonly response: PipelineResponse; readonly body: unknown }
  | {
      readonly kind: 'again';
      readonly failure: ReadFailure;
      readonly pause: number | undefined;
      readonly throttled: boolean;
    };

/**
 * A step of the SDK's pipeline that stands before the one that signs in: it lets requests in at the pace that Azure
 * allows, tries again what may yet succeed, and sends nothing to any other host, whatever a link in an answer says.
 */
export function pacePolicy(pace: Pace): PipelinePolicy {
  return {
    name: 'acrauditPacePolicy',
    sendRequest: async (request, next) => {
      const call = currentCall();
      if (call === undefined) throw new Error('a request outside of a call');
      checkLink(request, call, pace.origin);
      for (let tries = 1; ; tries++) {
        const outcome = await once(request, next, call, pace);
        if (outcome.kind === 'answer') {
          if (outcome.response.status === 200) notice(call, outcome.body);
          return outcome.response;
        }
        // The others of the lane have to wait too, whether or not this one comes again.
        if (outcome.throttled) blockFor(outcome.pause, tries, call, pace);
        if (tries === MOST_TRIES) throw exhausted(outcome.failure);
        if (!outcome.throttled) await pause(outcome, tries, pace);
      }
    },
  };
}

/** As long as Azure asks for, and never less than we would wait by ourselves. */
function blockFor(asked: number | undefined, tries: number, { lane }: Call, { pacer }: Pace): void {
  pacer.block(lane, Math.max(ownPause(tries), asked ?? PAUSE_WITHOUT_ADVICE * tries));
}

async function pause(
  { pause: asked = 0, failure: { problem } }: Extract<Outcome, { kind: 'again' }>,
  tries: number,
  { clock, signal }: Pace,
): Promise<void> {
  if (asked > LONGEST_WAIT) throw tooLong(asked, problem.code);
  await clock.sleep(Math.max(ownPause(tries), asked), signal);
}

function ownPause(tries: number): number {
  return FIRST_PAUSE * 2 ** (tries - 1);
}

function exhausted({ problem, status }: ReadFailure): ReadFailure {
  return new ReadFailure({ ...problem, message: `given up after ${MOST_TRIES} tries: ${problem.message}` }, status);
}

function checkLink({ url, method, body }: PipelineRequest, { asked, mostPages }: Call, origin: string): void {
  if (new URL(url).origin !== origin) throw failure('limit', 'ForeignLink', 'an answer links to another host');
  const key = `${method} ${url} ${typeof body === 'string' ? body : ''}`;
  if (asked.has(key)) throw failure('limit', 'RepeatedLink', 'the pages of the answer lead round in a circle');
  if (asked.size >= mostPages) throw failure('limit', 'EndlessPages', `the answer has more than ${mostPages} pages`);
  asked.add(key);
}

async function once(request: PipelineRequest, next: SendRequest, call: Call, pace: Pace): Promise<Outcome> {
  const { pacer, clock } = pace;
  const { lane } = call;
  if (!call.isAdmitted) await pacer.enter(lane, call.cost);
  call.isAdmitted = false;
  const sentAt = clock.now();
  let outcome: Outcome;
  try {
    outcome = outcomeOf(await timed(request, next, pace), clock.now());
  } catch (error) {
    if (pace.signal.aborted) throw new ReadFailure(INTERRUPTED);
    const problem = problemOf(error);
    // Who cannot sign in is not helped by trying again, nor is an answer smaller the next time.
    if (problem.kind === 'permission' || problem.code === ANSWER_TOO_LARGE) throw error;
    outcome = { kind: 'again', failure: new ReadFailure(problem), pause: undefined, throttled: false };
  } finally {
    pacer.leave(lane);
  }
  if (outcome.kind === 'again') pacer.failed(lane, sentAt, outcome.failure.problem);
  else {
    pacer.succeeded(lane);
    learn(outcome.response, call, sentAt, pacer);
  }
  return outcome;
}

/**
 * Sends the request and gives up waiting for the answer after a while, by the scan's own clock, or when the scan is ended.
 * Getting a token is part of it, and not every way of signing in heeds a signal, so nothing is left to the signal alone.
 */
function timed(request: PipelineRequest, next: SendRequest, { clock, signal }: Pace): Promise<PipelineResponse> {
  // Two plain controllers: of `AbortSignal.any` and `Promise.race` 100,000 requests leave a lot behind.
  const over = new AbortController();
  const done = new AbortController();
  return new Promise((resolve, reject) => {
    const end = (): void => {
      signal.removeEventListener('abort', stop);
      done.abort();
    };
    const giveUp = (reason: ReadFailure): void => {
      end();
      over.abort();
      reject(reason);
    };
    const stop = (): void => giveUp(new ReadFailure(INTERRUPTED));
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop);
    void clock.sleep(TIMEOUT, done.signal).then(() => {
      if (!done.signal.aborted) giveUp(failure('limit', 'Timeout', `no answer within ${TIMEOUT / 1000} s`));
    });
    request.abortSignal = over.signal;
    next(request).then(resolve, reject).finally(end);
  });
}

function outcomeOf(response: PipelineResponse, now: number): Outcome {
  const { status, headers, bodyAsText: text } = response;
  if (status === 429 || status >= 500 || status === 408) {
    const pause = retryAfter(headers.get('retry-after'), headers.get('x-ms-retry-after-ms'), now);
    const reason = new ReadFailure(problemOfStatus(status, errorCode(parse(text))), status);
    return { kind: 'again', failure: reason, pause, throttled: status === 429 };
  }
  const body = parse(text);
  // An error that is cut off has lost its code, on which much may rest: whether a registry is gone, for one.
  const isCut = (text ?? '') !== '' && /json/i.test(headers.get('content-type') ?? '');
  if (body === undefined && (status === 200 || isCut)) {
    return { kind: 'again', failure: new ReadFailure(BROKEN_ANSWER), pause: undefined, throttled: false };
  }
  return { kind: 'answer', response, body };
}

function parse(text: string | null | undefined): unknown {
  if (text === undefined || text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function errorCode(body: unknown): string | undefined {
  const { code } = ((body ?? {}) as { error?: { code?: unknown } }).error ?? {};
  return typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : undefined;
}

const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d{2}:\d{2}:\d{2}/;

/** Milliseconds to wait: seconds or an HTTP date (RFC 9110 §10.2.3), or Azure's own header in milliseconds. */
export function retryAfter(value: string | undefined, ms: string | undefined, now: number): number | undefined {
  if (ms !== undefined && /^\d+$/.test(ms)) return Number(ms);
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  // `Date.parse` takes almost anything: "1.5" would be a day of 2001.
  const date = HTTP_DATE.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** Adapts the pace to what Azure says is left. */
function learn({ headers }: PipelineResponse, { lane }: Call, sentAt: number, pacer: Pacer): void {
  if (lane.key === GRAPH_LANE) {
    const [hours, minutes, seconds] = (headers.get('x-ms-user-quota-resets-after') ?? '').split(':').map(Number);
    const reset = ((hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? Number.NaN)) * 1000;
    if (headers.get('x-ms-user-quota-remaining') === '0' && reset > 0) pacer.block(lane, reset);
    return;
  }
  const kind = lane.key.startsWith('subscription') ? 'subscription' : 'tenant';
  const remaining = headers.get(`x-ms-ratelimit-remaining-${kind}-reads`);
  if (remaining !== undefined && /^\d+$/.test(remaining)) pacer.allow(lane, Number(remaining), sentAt);
}
