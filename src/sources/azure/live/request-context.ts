import { isObject, type ParsedObject } from '../decode/json-object.ts';
import type { ClientSession, Clients } from './clients.ts';
import type { Clock } from './clock.ts';
import { type PagedRequest, responsesOf } from './paged-request.ts';
import type { RateLimitBucket } from './rate-limit-bucket.ts';
import type { RateLimiter } from './rate-limiter.ts';
import { readFailure } from './read-failure.ts';
import { registryIdOf } from './registry-id.ts';

/** What sending a request to Azure requires. */
export interface RequestContext {
  readonly session: ClientSession;
  readonly limiter: RateLimiter;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export interface RequestOptions {
  readonly bucket: string;
  readonly maxPages: number;
  /** Of one response: `MAX_RESPONSE_BYTES` by default. */
  readonly maxBytes?: number;
  /** Of a list, over all pages. */
  readonly maxItems?: number;
  readonly cost?: number;
  /** False when the caller takes what it needs from what the SDK returns. */
  readonly keepsResponses?: boolean;
  /** The rate limiter has already admitted the first request. */
  readonly isAdmitted?: boolean;
}

/** Sends a request and returns the response bodies as Azure sent them, page by page. */
export async function sendRequest(
  { session, limiter }: RequestContext,
  options: RequestOptions,
  read: (clients: Clients) => Promise<unknown>,
): Promise<readonly unknown[]> {
  const bucket = limiter.bucket(options.bucket);
  let isAdmitted = options.isAdmitted === true;
  const attempt = async (clients: Clients): Promise<readonly unknown[]> => {
    const request = pagedRequest(bucket, options, isAdmitted);
    isAdmitted = false;
    try {
      return await responsesOf(request, () => read(clients));
    } finally {
      // It failed before a request was sent.
      if (request.isAdmitted) limiter.release(bucket);
    }
  };
  try {
    return await session.with(attempt);
  } finally {
    if (isAdmitted) limiter.release(bucket);
  }
}

function pagedRequest(
  bucket: RateLimitBucket,
  { cost = 1, keepsResponses = true, maxPages, maxBytes, maxItems = Number.POSITIVE_INFINITY }: RequestOptions,
  isAdmitted: boolean,
): PagedRequest {
  return {
    bucket,
    cost,
    isAdmitted,
    responses: keepsResponses ? [] : undefined,
    requested: new Set(),
    maxPages,
    maxBytes,
    maxItems,
    items: 0,
    seen: new Set(),
    pagesWithoutNewItems: 0,
  };
}

/** Reads all pages of a list; the pipeline policy collects the responses. */
export async function readAllPages(pages: { byPage: () => AsyncIterable<unknown> }): Promise<void> {
  for await (const _ of pages.byPage());
}

export function subscriptionBucket(subscription: string): string {
  return `subscription ${subscription.toLowerCase()}`;
}

/** The rate limit bucket of requests about one registry. */
export function registryBucket(id: string): string {
  return subscriptionBucket(registryIdOf(id)?.subscription ?? '');
}

export const TENANT_BUCKET = 'tenant';

/** The items of all pages of a list as Azure Resource Manager writes it: `{ "value": [ … ], "nextLink": "…" }`. */
export function itemsOf(responses: readonly unknown[]): readonly ParsedObject[] {
  return responses.flatMap((response) => {
    const value = isObject(response) ? response.value : undefined;
    if (!Array.isArray(value) || !value.every(isObject))
      throw readFailure('limit', 'UnexpectedAnswer', 'the response is not a list');
    return value;
  });
}
