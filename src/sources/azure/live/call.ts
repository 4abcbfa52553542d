import { AsyncLocalStorage } from 'node:async_hooks';
import type { Lane } from './pacer.ts';
import { failure, type ReadFailure } from './read-failure.ts';

/**
 * One question to Azure: a request, or a list with all its pages. What the Azure SDK makes of the answers is typed for
 * those who know what they look for; a scan keeps them as they were, so the answers are collected on their way.
 */
export interface Call {
  readonly lane: Lane;
  /** What it takes of the lane's allowance, each time. */
  readonly cost: number;
  /** Whether the first request has been let in already. */
  isAdmitted: boolean;
  /** Bodies of the answers, parsed, page by page; left out when nobody wants them. */
  readonly answers: unknown[] | undefined;
  /** The requests that were sent, to notice links that lead round in circles. */
  readonly asked: Set<string>;
  readonly mostPages: number;
  /** Of one answer. */
  readonly mostBytes: number | undefined;
  /** Of a list, over all pages. */
  readonly mostItems: number;
  items: number;
  /** Ids of the items so far, and how many pages in a row had no other. */
  readonly seen: Set<string>;
  pagesWithoutNews: number;
}

/** Azure may send an empty page and say that there are more; not for ever. */
const MOST_PAGES_WITHOUT_NEWS = 10;

/** Takes an answer down. A list that goes on and on without anything new ends in a `ReadFailure`. */
export function notice(call: Call, body: unknown): void {
  call.answers?.push(body);
  const { value } = (body ?? {}) as { readonly value?: unknown };
  if (!Array.isArray(value)) return;
  call.items += value.length;
  if (call.items > call.mostItems) throw tooManyItems(call.mostItems);
  const before = call.seen.size;
  for (const item of value) {
    const { id } = (item ?? {}) as { readonly id?: unknown };
    if (typeof id === 'string') call.seen.add(id.toLowerCase());
  }
  call.pagesWithoutNews = call.seen.size > before ? 0 : call.pagesWithoutNews + 1;
  if (call.pagesWithoutNews > MOST_PAGES_WITHOUT_NEWS)
    throw failure('limit', 'EndlessPages', 'the pages of the answer bring nothing new and do not end');
}

export function tooManyItems(most: number): ReadFailure {
  return failure('limit', 'TooManyItems', `the list has more than ${most} items`);
}

const calls = new AsyncLocalStorage<Call>();

export function currentCall(): Call | undefined {
  return calls.getStore();
}

/** Runs a question and gives back the answers as Azure sent them. */
export async function answersOf(call: Call, ask: () => Promise<unknown>): Promise<readonly unknown[]> {
  await calls.run(call, ask);
  return call.answers ?? [];
}
