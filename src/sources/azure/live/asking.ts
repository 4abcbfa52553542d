import { isObject, type JsonObject } from '../decode/json-object.ts';
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
  /** Of one answer: `MAX_ANSWER_BYTES` by default. */
  readonly mostBytes?: number;
  /** Of a list, over all pages. */
  readonly mostItems?: number;
  readonly cost?: number;
  /** False when the caller takes what it needs from what the SDK returns. */
  readonly keepsAnswers?: boolean;
  /** The first request has been let in by `admit`. */
  readonly isAdmitted?: boolean;
}

/** Asks and gives back the bodies of the answers as Azure sent them, page by page. */
export async function ask(
  { session, pacer }: Asking,
  question: Question,
  read: (clients: Clients) => Promise<unknown>,
): Promise<readonly unknown[]> {
  const lane = pacer.lane(question.lane);
  let isIn = question.isAdmitted === true;
  const attempt = async (clients: Clients): Promise<readonly unknown[]> => {
    const call = callOf(lane, question, isIn);
    isIn = false;
    try {
      return await answersOf(call, () => read(clients));
    } finally {
      // It failed before it came to a request.
      if (call.isAdmitted) pacer.leave(lane);
    }
  };
  try {
    return await session.with(attempt);
  } finally {
    if (isIn) pacer.leave(lane);
  }
}

function callOf(
  lane: Lane,
  { cost = 1, keepsAnswers = true, mostPages, mostBytes, mostItems = Number.POSITIVE_INFINITY }: Question,
  isAdmitted: boolean,
): Call {
  return {
    lane,
    cost,
    isAdmitted,
    answers: keepsAnswers ? [] : undefined,
    asked: new Set(),
    mostPages,
    mostBytes,
    mostItems,
    items: 0,
    seen: new Set(),
    pagesWithoutNews: 0,
  };
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
