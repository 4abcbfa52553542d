import { isObject, type JsonObject } from '../azure/json-object.ts';
import { answersOf, type Call } from './call.ts';
import type { Clients, Session } from './clients.ts';
import type { Clock } from './clock.ts';
import type { Lane } from './lane.ts';
import type { Pacer } from './pacer.ts';
import { failure } from './read-failure.ts';
import { registryIdOf } from './registry-id.ts';

/** Everything a part of a live scan needs to ask Azure something. */
export interface Asking {
  readonly session: Session;
  readonly pacer: Pacer;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export interface Question {
  readonly lane: string;
  readonly mostPages: number;
  readonly cost?: number;
  /** False when the caller takes what it needs from what the SDK returns. */
  readonly keepsAnswers?: boolean;
  /** The first request has been let in by `admit`. */
  readonly isAdmitted?: boolean;
}

/** Asks and gives back the bodies of the answers as Azure sent them, page by page. */
export async function ask(
  { session, pacer }: Asking,
  { lane, mostPages, cost = 1, keepsAnswers = true, isAdmitted = false }: Question,
  question: (clients: Clients) => Promise<unknown>,
): Promise<readonly unknown[]> {
  const found = pacer.lane(lane);
  let isIn = isAdmitted;
  const attempt = async (clients: Clients): Promise<readonly unknown[]> => {
    const call = callOf(found, cost, isIn, keepsAnswers, mostPages);
    isIn = false;
    try {
      return await answersOf(call, () => question(clients));
    } finally {
      // It failed before it came to a request.
      if (call.isAdmitted) pacer.leave(found);
    }
  };
  try {
    return await session.with(attempt);
  } finally {
    if (isIn) pacer.leave(found);
  }
}

function callOf(lane: Lane, cost: number, isAdmitted: boolean, keepsAnswers: boolean, mostPages: number): Call {
  const answers = keepsAnswers ? [] : undefined;
  return { lane, cost, isAdmitted, answers, asked: new Set(), mostPages, seen: new Set(), pagesWithoutNews: 0 };
}

/** Goes through all pages of a list; the answers are collected on the way. */
export async function drain(pages: { byPage: () => AsyncIterable<unknown> }): Promise<void> {
  for await (const _ of pages.byPage());
}

export function laneOf(subscription: string): string {
  return `subscription ${subscription.toLowerCase()}`;
}

/** The lane of the requests that concern one registry. */
export function laneOfRegistry(id: string): string {
  return laneOf(registryIdOf(id)?.subscription ?? '');
}

export const TENANT_LANE = 'tenant';

/** The items of all pages of a list as Azure Resource Manager writes it: `{ "value": [ … ], "nextLink": "…" }`. */
export function itemsOf(answers: readonly unknown[]): readonly JsonObject[] {
  return answers.flatMap((answer) => {
    const value = isObject(answer) ? answer.value : undefined;
    if (!Array.isArray(value) || !value.every(isObject))
      throw failure('limit', 'UnexpectedAnswer', 'the answer is no list');
    return value;
  });
}
