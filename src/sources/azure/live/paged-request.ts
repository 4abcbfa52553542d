import { AsyncLocalStorage } from 'node:async_hooks';
import type { RateLimitBucket } from './rate-limiter.ts';
import { type ReadFailure, readFailure } from './read-failure.ts';

/**
 * One request to Azure, or a list with all its pages. The SDK drops what its types do not know; a scan keeps responses
 * unchanged, so they are collected in the pipeline.
 */
export interface PagedRequest {
  readonly bucket: RateLimitBucket;
  /** Tokens that each attempt takes from the bucket. */
  readonly cost: number;
  /** Whether the rate limiter has already admitted the first request. */
  isAdmitted: boolean;
  /** Parsed response bodies, page by page; undefined when the caller does not need them. */
  readonly responses: unknown[] | undefined;
  /** The requests already sent, to detect nextLink loops. */
  readonly requested: Set<string>;
  readonly maxPages: number;
  /** Of one response. */
  readonly maxBytes: number | undefined;
  /** Of a list, over all pages. */
  readonly maxItems: number;
  items: number;
  /** Ids of the items so far, and the number of consecutive pages without a new one. */
  readonly seen: Set<string>;
  pagesWithoutNewItems: number;
}

/** Azure may send empty pages with a nextLink; this bounds how many in a row. */
const MAX_PAGES_WITHOUT_NEW_ITEMS = 10;

/** Records a response. A list whose pages stop bringing new items ends in a `ReadFailure`. */
export function recordPage(request: PagedRequest, body: unknown): void {
  request.responses?.push(body);
  const { value } = (body ?? {}) as { readonly value?: unknown };
  if (!Array.isArray(value)) return;
  request.items += value.length;
  if (request.items > request.maxItems) throw tooManyItems(request.maxItems);
  const before = request.seen.size;
  for (const item of value) {
    const { id } = (item ?? {}) as { readonly id?: unknown };
    if (typeof id === 'string') request.seen.add(id.toLowerCase());
  }
  request.pagesWithoutNewItems = request.seen.size > before ? 0 : request.pagesWithoutNewItems + 1;
  if (request.pagesWithoutNewItems > MAX_PAGES_WITHOUT_NEW_ITEMS)
    throw readFailure('limit', 'EndlessPages', 'paging does not terminate: the pages have no new items');
}

export function tooManyItems(max: number): ReadFailure {
  return readFailure('limit', 'TooManyItems', `the list has more than ${max} items`);
}

const requests = new AsyncLocalStorage<PagedRequest>();

export function currentRequest(): PagedRequest | undefined {
  return requests.getStore();
}

/** Runs a request and returns the responses as Azure sent them. */
export async function responsesOf(request: PagedRequest, send: () => Promise<unknown>): Promise<readonly unknown[]> {
  await requests.run(request, send);
  return request.responses ?? [];
}
