import {
  createDefaultHttpClient,
  createEmptyPipeline,
  createHttpHeaders,
  createPipelineRequest,
  type PipelineResponse,
  proxyPolicy,
} from '@azure/core-rest-pipeline';
import { boundedClient } from '../../azure/live/bounded-client.ts';
import type { Clock } from '../../azure/live/clock.ts';
import { inTime } from '../../azure/live/in-time.ts';
import { problemOf, ReadFailure } from '../../azure/live/read-failure.ts';
import { isHopeless, retryAfter } from '../../azure/live/throttling-policy.ts';
import { FetchFailure } from './fetch-failure.ts';
import { isSecure } from './trusted-registries.ts';

/** A request; redirects are not followed. */
export interface HttpRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Of a form that is posted; without it the request is a GET. */
  readonly form?: Readonly<Record<string, string>>;
  /** The most bytes of the answer. */
  readonly maxBytes: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly text: string;
}

/** What requests depend on; a test has its own clock. */
export interface HttpSurroundings {
  readonly clock: Clock;
  /** Ends all requests. */
  readonly signal: AbortSignal;
}

/** Tries of one request. */
const MAX_ATTEMPTS = 4;
/** Milliseconds for one answer with its content. */
export const TIMEOUT_MS = 60_000;
const FIRST_BACKOFF_MS = 1000;
/** A registry that asks to wait longer is given up, in milliseconds. */
const MAX_WAIT_MS = 2 * 60_000;
const INTERRUPTED = 'interrupted before it was fetched';

/** Sends a request, again where that may help: after 408, 429, 5xx and broken connections, as late as the server asks. */
export async function send(request: HttpRequest, around: HttpSurroundings): Promise<HttpAnswer> {
  const url = new URL(request.url);
  if (!isSecure(url)) throw new FetchFailure(`the address ${url.origin} is not https:`);
  if (around.signal.aborted) throw new FetchFailure(INTERRUPTED);
  for (let attempt = 1; ; attempt++) {
    const outcome = await attemptOnce(request, around);
    const retry = retryOf(outcome, around.clock.now());
    if (retry === undefined) {
      if (outcome instanceof FetchFailure) throw outcome;
      return outcome as HttpAnswer;
    }
    const wait = Math.max(FIRST_BACKOFF_MS * 2 ** (attempt - 1), retry.afterMs);
    if (attempt === MAX_ATTEMPTS || wait > MAX_WAIT_MS) throw givenUp(retry, attempt, url);
    await around.clock.sleep(wait, around.signal);
    if (around.signal.aborted) throw new FetchFailure(INTERRUPTED);
  }
}

type AttemptOutcome = HttpAnswer | FetchFailure | ReadFailure;

interface Retry {
  readonly reason: string;
  readonly afterMs: number;
}

function retryOf(outcome: AttemptOutcome, now: number): Retry | undefined {
  if (outcome instanceof FetchFailure) return undefined;
  if (outcome instanceof ReadFailure) return { reason: outcome.problem.message, afterMs: 0 };
  const { status, header } = outcome;
  if (status !== 408 && status !== 429 && status < 500) return undefined;
  return { reason: `HTTP ${status}`, afterMs: retryAfter(header('retry-after'), undefined, now) ?? 0 };
}

function givenUp({ reason, afterMs }: Retry, attempts: number, { host }: URL): FetchFailure {
  const tries = attempts === 1 ? '1 try' : `${attempts} tries`;
  const wait = afterMs > MAX_WAIT_MS ? `, and ${host} asks to wait ${Math.ceil(afterMs / 1000)} s` : '';
  return new FetchFailure(
    `given up after ${tries}: ${reason}${wait}`,
    'Run the command again later: what is there is not fetched again.',
  );
}

async function attemptOnce(request: HttpRequest, around: HttpSurroundings): Promise<AttemptOutcome> {
  try {
    return await exchange(request, around);
  } catch (error) {
    if (around.signal.aborted) return new FetchFailure(INTERRUPTED);
    const problem = problemOf(error);
    return isHopeless(problem) ? new FetchFailure(problem.message) : new ReadFailure(problem);
  }
}

async function exchange(request: HttpRequest, around: HttpSurroundings): Promise<HttpAnswer> {
  return answerOf(await inTime((over) => sendOnce(request, over), TIMEOUT_MS, around));
}

/** One for all requests, so that connections are used again. */
const connections = createDefaultHttpClient();

function sendOnce({ url, headers, form, maxBytes }: HttpRequest, signal: AbortSignal): Promise<PipelineResponse> {
  const pipeline = createEmptyPipeline();
  pipeline.addPolicy(proxyPolicy());
  const request = createPipelineRequest({
    url,
    method: form === undefined ? 'GET' : 'POST',
    headers: createHttpHeaders({
      'User-Agent': 'acraudit',
      ...(form !== undefined && { 'Content-Type': 'application/x-www-form-urlencoded' }),
      ...headers,
    }),
    abortSignal: signal,
    allowInsecureConnection: new URL(url).protocol === 'http:',
    ...(form !== undefined && { body: new URLSearchParams(form).toString() }),
  });
  const client = boundedClient({ maxBytes: () => maxBytes, signal }, connections);
  return pipeline.sendRequest(client, request);
}

function answerOf({ status, headers, bodyAsText }: PipelineResponse): HttpAnswer {
  return { status, header: (name) => headers.get(name), text: bodyAsText ?? '' };
}
