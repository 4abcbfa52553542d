import type { Clock } from '../../src/sources/azure/live/clock.ts';
import { type Answer, failure } from './answer.ts';
import type { Arm, ArmRequest, RouteKind } from './arm.ts';
import { linkTo, skipToken } from './paging.ts';
import { claimsChallenge } from './tokens.ts';

/** Which requests something is done to, and how often. */
export interface FaultRule {
  readonly match: {
    readonly kind?: RouteKind | readonly RouteKind[];
    /** A part of the path, in any letter case. */
    readonly id?: string;
    /** A part of the query of Resource Graph, in any letter case. */
    readonly query?: string;
  };
  /** So many matching requests are spared first. */
  readonly skip?: number;
  readonly times: number | 'always';
  /** `skip` and `times` count for each path by itself. */
  readonly each?: boolean;
  readonly fault: Fault;
}

/** `none`: no such header; a number: seconds; `date`: an HTTP date so many seconds ahead. */
export type RetryAfter = 'none' | number | { readonly date: number } | { readonly text: string };

export type Fault =
  | { readonly type: 'status'; readonly status: number; readonly code?: string; readonly retryAfter?: RetryAfter }
  /** The connection breaks before there is an answer. */
  | { readonly type: 'reset' }
  /** There is no answer until the client hangs up. */
  | { readonly type: 'hang' }
  /** The right answer, so many milliseconds late. */
  | { readonly type: 'delay'; readonly milliseconds: number }
  /** Half of the right answer: as a whole answer, or with the connection cut in the middle. */
  | { readonly type: 'truncated'; readonly how: 'json' | 'connection' }
  /** An answer without end: blanks, blanks packed small, packed nothings, or one that stops in the middle. */
  | { readonly type: 'flood'; readonly how: 'plain' | 'gzip' | 'emptyGzip' | 'stalled' }
  /** 200, and not what was asked for. */
  | { readonly type: 'body'; readonly how: keyof typeof BODIES }
  /** The right page with a wrong link; `foreign` leads to `url`. */
  | { readonly type: 'nextLink'; readonly how: 'endless' | 'repeated' | 'malformed' }
  | { readonly type: 'nextLink'; readonly how: 'foreign'; readonly url: string }
  /** An error, or a redirect, that repeats the secret link which was asked with or for. */
  | { readonly type: 'echo'; readonly status: number }
  /** No token handed out so far is good any more. */
  | { readonly type: 'expireTokens' }
  /** 401 that asks for a token with claims. */
  | { readonly type: 'claimsChallenge' }
  | {
      readonly type: 'batch';
      readonly how: 'missingItem' | 'wrongNames' | 'noNames' | 'shuffled' | 'doubled' | 'noItems';
    }
  /** A result of a query that is not whole, or not what was asked for. */
  | { readonly type: 'logs'; readonly how: 'partial' | 'noTables' | 'otherColumns' | 'textCounts' }
  | { readonly type: 'graph'; readonly how: 'truncated' | 'repeatedToken' | 'endlessToken' | 'missingRows' };

const BODIES = {
  emptyObject: '{}',
  nullValue: '{"value":null}',
  valueIsObject: '{"value":{}}',
  valueOfNull: '{"value":[null]}',
  valueOfText: '{"value":["text",1,[]]}',
  null: 'null',
  array: '[]',
  empty: '',
  html: '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in</body></html>',
} as const;

export const WRONG_BODIES = Object.keys(BODIES) as readonly (keyof typeof BODIES)[];

export interface Faults {
  /** What is to be done to a request; the first rule that matches and is not used up. */
  readonly next: (kind: RouteKind, path: string, body?: unknown) => Fault | undefined;
}

export function createFaults(rules: readonly FaultRule[]): Faults {
  const used = rules.map(() => new Map<string, number>());
  return {
    next: (kind, path, body) => {
      const lower = path.toLowerCase();
      const query = isRecord(body) && typeof body.query === 'string' ? body.query.toLowerCase() : '';
      for (const [i, rule] of rules.entries()) {
        if (!matches(rule, kind, lower, query)) continue;
        const key = rule.each === true ? lower : '';
        const before = used[i]?.get(key) ?? 0;
        const skip = rule.skip ?? 0;
        if (rule.times !== 'always' && before >= skip + rule.times) continue;
        used[i]?.set(key, before + 1);
        if (before >= skip) return rule.fault;
      }
      return undefined;
    },
  };
}

function matches({ match }: FaultRule, kind: RouteKind, path: string, query: string): boolean {
  const kinds = match.kind === undefined || typeof match.kind === 'string' ? [match.kind] : match.kind;
  return (
    (kinds.includes(undefined as never) || kinds.includes(kind)) &&
    (match.id === undefined || path.includes(match.id.toLowerCase())) &&
    (match.query === undefined || query.includes(match.query.toLowerCase()))
  );
}

/** The answer that takes the place of the right one, for faults that need no other to begin with. */
export function replacement(fault: Fault, arm: Pick<Arm, 'clock' | 'tokens'>): Answer | undefined {
  if (fault.type === 'status') return statusAnswer(fault, arm.clock);
  if (fault.type === 'claimsChallenge') return claimsChallenge();
  if (fault.type !== 'body') return undefined;
  const type = fault.how === 'html' ? 'text/html' : 'application/json';
  return { status: 200, body: BODIES[fault.how], headers: { 'Content-Type': type } };
}

const CODES: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'AuthenticationFailed',
  403: 'AuthorizationFailed',
  404: 'ResourceNotFound',
  409: 'Conflict',
  429: 'SubscriptionRequestsThrottled',
  500: 'InternalServerError',
  502: 'BadGateway',
  503: 'ServerTimeout',
  504: 'GatewayTimeout',
};

function statusAnswer({ status, code, retryAfter = 'none' }: Extract<Fault, { type: 'status' }>, clock: Clock): Answer {
  const headers = retryAfter === 'none' ? undefined : { 'Retry-After': retryAfterText(retryAfter, clock) };
  return failure(status, code ?? CODES[status] ?? 'UnknownError', `A fault on purpose: ${status}.`, headers);
}

function retryAfterText(retryAfter: Exclude<RetryAfter, 'none'>, clock: Clock): string {
  if (typeof retryAfter === 'number') return String(retryAfter);
  if ('text' in retryAfter) return retryAfter.text;
  return new Date(clock.now() + retryAfter.date * 1000).toUTCString();
}

/** The right answer with something wrong in it. */
export function distorted(answer: Answer, fault: Fault, request: ArmRequest, arm: Arm): Answer {
  if (fault.type === 'echo') return echoed(answer, fault.status, request, arm);
  if (answer.status !== 200 || !isRecord(answer.body)) return answer;
  if (fault.type === 'nextLink')
    return { ...answer, body: { ...answer.body, nextLink: wrongLink(fault, request, arm) } };
  if (fault.type === 'batch') return { ...answer, body: wrongBatch(answer.body, fault.how) };
  if (fault.type === 'logs') return { ...answer, body: wrongResult(answer.body, fault.how) };
  if (fault.type === 'graph') return { ...answer, body: wrongRows(answer.body, fault.how, request) };
  return answer;
}

/** Everywhere where a client may look for what to show. */
function echoed({ body }: Answer, status: number, { path, query }: ArmRequest, { endpoint }: Arm): Answer {
  const link = isRecord(body) && typeof body.logLink === 'string' ? body.logLink : `${endpoint}${path}?${query}`;
  const [, signature = 'none'] = /[?&]sig=([^&]+)/.exec(link) ?? [];
  const code = decodeURIComponent(signature).replace(/\W/g, '');
  return failure(status, code, link, { Location: link, 'x-ms-error-code': code, 'Retry-After': link });
}

function wrongLink(fault: Extract<Fault, { type: 'nextLink' }>, request: ArmRequest, arm: Arm): string {
  const token = request.query.get('$skiptoken');
  if (fault.how === 'foreign') return fault.url;
  if (fault.how === 'malformed') return 'https://[not an address';
  return linkTo(request, arm, fault.how === 'repeated' ? (token ?? skipToken(0)) : endlessToken(token));
}

/** A token that is always another one and leads back to the first page. */
function endlessToken(before: string | null): string {
  const text = before === null ? '' : Buffer.from(before, 'base64url').toString('utf8');
  const count = Number(/^endless:(\d+)$/.exec(text)?.[1] ?? 0);
  return Buffer.from(`endless:${count + 1}`).toString('base64url');
}

type BatchFault = Extract<Fault, { type: 'batch' }>['how'];

function wrongBatch(body: Record<string, unknown>, how: BatchFault): Record<string, unknown> {
  const items = Array.isArray(body.responses) ? (body.responses as Record<string, unknown>[]) : [];
  const wrong: Record<BatchFault, () => unknown[]> = {
    missingItem: () => items.slice(1),
    wrongNames: () => items.map((item, i) => ({ ...item, name: `other-${i}` })),
    noNames: () => items.map(({ name: _, ...item }) => item),
    shuffled: () => items.toReversed(),
    doubled: () => [...items.slice(0, 1), ...items],
    noItems: () => [],
  };
  return { ...body, responses: wrong[how]() };
}

function wrongRows(
  body: Record<string, unknown>,
  how: Extract<Fault, { type: 'graph' }>['how'],
  { body: query }: ArmRequest,
): Record<string, unknown> {
  const options = isRecord(query) && isRecord(query.options) ? query.options : {};
  const token = typeof options.$skipToken === 'string' ? options.$skipToken : null;
  if (how === 'repeatedToken') return { ...body, $skipToken: token ?? skipToken(0) };
  if (how === 'endlessToken') return { ...body, $skipToken: endlessToken(token) };
  const { $skipToken: _, ...rest } = body;
  const data = Array.isArray(body.data) ? body.data.slice(0, -1) : [];
  // `missingRows` keeps the count of all records: whoever compares notices.
  return { ...rest, data, count: data.length, resultTruncated: how === 'truncated' ? 'true' : 'false' };
}

/** A partial result has the rows that there was time for. */
function wrongResult(
  body: Record<string, unknown>,
  how: Extract<Fault, { type: 'logs' }>['how'],
): Record<string, unknown> {
  const tables = Array.isArray(body.tables) ? (body.tables as Record<string, unknown>[]) : [];
  if (how === 'partial')
    return {
      tables: tables.map((table) => ({ ...table, rows: [] })),
      error: { code: 'PartialError', message: 'There were some errors when processing your query.' },
    };
  if (how === 'noTables') return { tables: [] };
  return { tables: tables.map((table) => (how === 'otherColumns' ? withOtherColumns(table) : withTextCounts(table))) };
}

function withOtherColumns(table: Record<string, unknown>): Record<string, unknown> {
  return { ...table, columns: Array.isArray(table.columns) ? table.columns.toReversed() : [] };
}

function withTextCounts(table: Record<string, unknown>): Record<string, unknown> {
  const rows = Array.isArray(table.rows) ? (table.rows as readonly unknown[][]) : [];
  return { ...table, rows: rows.map((row) => row.map(String)) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
