import { randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import {
  createDefaultHttpClient,
  createEmptyPipeline,
  createHttpHeaders,
  createPipelineRequest,
  proxyPolicy,
} from '@azure/core-rest-pipeline';
import type { ScanProblem } from '../../../model/scan-problem.ts';
import { boundedClient } from '../../azure/live/bounded-client.ts';
import type { Clock } from '../../azure/live/clock.ts';
import { inTime } from '../../azure/live/in-time.ts';
import {
  INTERRUPTED,
  INVALID_RESPONSE,
  problemOf,
  ReadFailure,
  SIGN_IN_EXPIRED,
} from '../../azure/live/read-failure.ts';
import { createSlots, type Slots } from '../../azure/live/request-slots.ts';
import { isHopeless, retryAfter } from '../../azure/live/throttling-policy.ts';
import { type AccessKey, AlibabaSignInError, type KeySource } from './alibaba-credential.ts';
import type { SignedRequest, WhenSigned } from './signed-request.ts';

/** An answer with status 200, or one whose error code decides. */
export interface CloudAnswer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly body: unknown;
}

/** Sends requests to Alibaba Cloud: so many at once, in bounded time and size, again where that may help. */
export interface CloudExchange {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Throws a `ReadFailure` where there is no answer, or one that asks to come back too often. */
  readonly send: (sign: (key: AccessKey, when: WhenSigned) => SignedRequest) => Promise<CloudAnswer>;
}

export interface ExchangeSettings {
  readonly keys: KeySource;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Requests at the same time. */
  readonly concurrency: number;
  /** Takes all requests in place of the hosts that they are for: an `https:` address without a path. */
  readonly endpoint?: string;
}

/** Bytes of an answer: a page of instances has some thousands. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
const MAX_ATTEMPTS = 5;
const TIMEOUT_MS = 30_000;
const FIRST_BACKOFF_MS = 1000;
/** A service that asks to wait longer is given up, in milliseconds. */
const MAX_WAIT_MS = 2 * 60_000;
/** Codes by which Alibaba Cloud asks to slow down, with whatever status: `Throttling.User`, `ReadQuotaExceed`. */
const THROTTLED = /^Throttling|QuotaExceed$|^ServerBusy$/;

export function createExchange(settings: ExchangeSettings): CloudExchange {
  const { clock, signal, concurrency } = settings;
  const slots = createSlots(concurrency);
  return { clock, signal, send: (sign) => sendInSlot(sign, settings, slots) };
}

async function sendInSlot(
  sign: Parameters<CloudExchange['send']>[0],
  settings: ExchangeSettings,
  slots: Slots,
): Promise<CloudAnswer> {
  const { clock, signal, keys } = settings;
  for (let attempt = 1; ; attempt++) {
    await slots.take();
    let outcome: CloudAnswer | ReadFailure;
    try {
      if (signal.aborted) throw new ReadFailure(INTERRUPTED);
      const key = await nextKey(keys);
      outcome = await attemptOnce(sign(key, { now: clock.now(), nonce: randomUUID() }), settings);
    } finally {
      slots.release();
    }
    const again = retryOf(outcome, clock.now());
    if (again === undefined) return outcome as CloudAnswer;
    const wait = Math.max(FIRST_BACKOFF_MS * 2 ** (attempt - 1), again.afterMs);
    if (attempt === MAX_ATTEMPTS || wait > MAX_WAIT_MS || isHopeless(again.problem))
      throw new ReadFailure(attempt === 1 ? again.problem : givenUp(again.problem, attempt));
    await clock.sleep(wait, signal);
    if (signal.aborted) throw new ReadFailure(INTERRUPTED);
  }
}

/** The sign-in is over where it worked once. */
async function nextKey(keys: KeySource): Promise<AccessKey> {
  try {
    return await keys();
  } catch (error) {
    throw error instanceof AlibabaSignInError ? new ReadFailure(SIGN_IN_EXPIRED) : error;
  }
}

function givenUp(problem: ScanProblem, attempts: number): ScanProblem {
  return { ...problem, message: `given up after ${attempts} tries: ${problem.message}` };
}

interface Retry {
  readonly problem: ScanProblem;
  readonly afterMs: number;
}

function retryOf(outcome: CloudAnswer | ReadFailure, now: number): Retry | undefined {
  if (outcome instanceof ReadFailure) return { problem: outcome.problem, afterMs: 0 };
  const { status, header } = outcome;
  const code = errorCodeOf(outcome);
  const isThrottled = status === 429 || (code !== undefined && THROTTLED.test(code));
  if (!isThrottled && status !== 408 && status < 500) return undefined;
  const kind = isThrottled ? 'throttled' : 'limit';
  const problem = { kind, code: code ?? `HTTP${status}`, message: httpText(status, code) } as const;
  return { problem, afterMs: retryAfter(header('retry-after'), undefined, now) ?? 0 };
}

/** The error code of an answer; texts of errors are not repeated, since they may contain details of who asks. */
export function errorCodeOf({ body }: Pick<CloudAnswer, 'body'>): string | undefined {
  const { Code: code, errorCode = code } = (body ?? {}) as { readonly Code?: unknown; readonly errorCode?: unknown };
  return typeof errorCode === 'string' && /^[\w.-]{1,60}$/.test(errorCode) ? errorCode : undefined;
}

/** `HTTP 403 NoPermission`. */
export function httpText(status: number, code: string | undefined): string {
  return `HTTP ${status}${code === undefined ? '' : ` ${code}`}`;
}

async function attemptOnce(request: SignedRequest, settings: ExchangeSettings): Promise<CloudAnswer | ReadFailure> {
  try {
    return await inTime((over) => sendOnce(request, settings, over), TIMEOUT_MS, settings);
  } catch (error) {
    if (settings.signal.aborted) throw new ReadFailure(INTERRUPTED);
    return new ReadFailure(problemOf(error));
  }
}

/** One for all requests, so that connections are used again. */
const connections = createDefaultHttpClient();

async function sendOnce(
  { method, host, path, headers }: SignedRequest,
  { endpoint }: ExchangeSettings,
  signal: AbortSignal,
): Promise<CloudAnswer> {
  const pipeline = createEmptyPipeline();
  pipeline.addPolicy(proxyPolicy());
  const request = createPipelineRequest({
    url: `${endpoint ?? `https://${host}`}${path}`,
    method,
    headers: createHttpHeaders({ 'User-Agent': 'acraudit', ...headers }),
    abortSignal: signal,
    ...(endpoint !== undefined && { requestOverrides: { servername: serverName(endpoint) } }),
  });
  const client = boundedClient({ maxBytes: () => MAX_ANSWER_BYTES, signal }, connections);
  const { status, headers: got, bodyAsText } = await pipeline.sendRequest(client, request);
  return { status, header: (name) => got.get(name), body: bodyOf(status, bodyAsText ?? '') };
}

/** Whose certificate is expected: without it Node takes the name that `Host` says. Addresses have no name. */
function serverName(endpoint: string): string {
  const { hostname } = new URL(endpoint);
  return isIP(hostname.replace(/^\[|\]$/g, '')) === 0 ? hostname : '';
}

/** An error may have a body that is no JSON; an answer that is to be read may not. */
function bodyOf(status: number, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    if (status === 200) throw new ReadFailure(INVALID_RESPONSE);
    return undefined;
  }
}
