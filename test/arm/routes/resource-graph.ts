import { readsRegistries } from '../access.ts';
import { type Answer, failure, ok } from '../answer.ts';
import type { Arm, ArmRequest, Route } from '../arm.ts';
import type { Taken } from '../buckets.ts';
import { columnsOf, type GraphRow, textOf } from '../graph-rows.ts';
import { type Column, type Condition, type ParsedQuery, parseQuery, QueryError } from '../kql.ts';
import { readOffset, skipToken } from '../paging.ts';
import type { TenantState } from '../tenant-state.ts';
import { groupsUnder } from './management-groups.ts';

/**
 * `Microsoft.ResourceGraph/resources`: registries and alert rules, associations of data collection rules, and
 * subscriptions, of up to 1,000 subscriptions, of management groups, or of all.
 */
export const RESOURCE_GRAPH_ROUTES: readonly Route[] = [
  {
    method: 'POST',
    kind: 'graph',
    pattern: /^\/providers\/Microsoft\.ResourceGraph\/resources$/i,
    handle: queryWithinQuota,
  },
];

/** The rows of the query that was answered last: its next page is likely to be asked for next. */
const lastRows = new WeakMap<TenantState, { readonly key: string; readonly rows: readonly GraphRow[] }>();

interface Query extends ParsedQuery {
  /** Same text and same scopes: same key. */
  readonly key: string;
  readonly subscriptions: readonly string[] | undefined;
  readonly managementGroups: readonly string[] | undefined;
  readonly top: number;
  readonly offset: number;
}

function queryWithinQuota(request: ArmRequest, arm: Arm): Answer {
  const taken = arm.buckets.takeQuery();
  const headers = {
    'x-ms-user-quota-remaining': String(taken.remaining),
    'x-ms-user-quota-resets-after': resetsAfter(taken),
    'x-ms-resource-graph-request-duration': '00:00:00.0100000',
  };
  if (!taken.allowed) {
    return failure(
      429,
      'RateLimiting',
      'Client application has been throttled and should not attempt to repeat.',
      headers,
    );
  }
  if (arm.state.tenant.graph === 'denied') {
    return failure(
      403,
      'AccessDenied',
      'Please provide below info when asking for support. Access is denied.',
      headers,
    );
  }
  const query = readQuery(request.body, arm);
  return 'status' in query ? { ...query, headers } : { ...answer(query, arm), headers };
}

/** `hh:mm:ss`, rounded up. */
function resetsAfter({ wait }: Taken): string {
  const seconds = Math.max(0, Math.ceil(wait / 1000));
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function readQuery(body: unknown, arm: Arm): Query | Answer {
  if (!isRecord(body) || typeof body.query !== 'string') return badQuery('InvalidQuery', 'The query is missing.');
  const options = isRecord(body.options) ? body.options : {};
  const token = options.$skipToken;
  const offset = token === undefined ? (options.$skip ?? 0) : readOffset(String(token));
  if (typeof offset !== 'number') return badQuery('InvalidSkipToken', 'The skip token is not valid.');
  const top = options.$top ?? arm.pageSizes.graph;
  if (typeof top !== 'number' || !Number.isInteger(top) || top < 1 || top > 1000) {
    return badQuery('InvalidTop', 'The value of $top must be between 1 and 1000.');
  }
  const subscriptions = namesIn(body.subscriptions);
  if ((subscriptions?.length ?? 0) > 1000) {
    return badQuery('TooManySubscriptions', 'The number of subscriptions in a request must not exceed 1000.');
  }
  const managementGroups = namesIn(body.managementGroups);
  const key = JSON.stringify([body.query, subscriptions, managementGroups]);
  const common = { key, subscriptions, managementGroups, offset };
  try {
    return { ...common, ...parseQuery(body.query), top: Math.min(top, arm.pageSizes.graph) };
  } catch (error) {
    if (error instanceof QueryError) return badQuery('ParserFailure', `Query is invalid: ${error.message}.`);
    throw error;
  }
}

function badQuery(code: string, message: string): Answer {
  const text = 'Please provide below info when asking for support: timestamp, correlationId.';
  return { status: 400, body: { error: { code: 'BadRequest', message: text, details: [{ code, message }] } } };
}

function answer(query: Query, arm: Arm): Answer {
  const columns = query.steps.findLast((step) => step.kind === 'project')?.columns;
  const order = query.steps.findLast((step) => step.kind === 'order');
  if (order !== undefined && order.by !== 'id') return badQuery('Unsupported', 'This server orders by id alone.');
  const rows = rowsOf(query, order?.descending ?? false, arm);
  const end = query.offset + query.top;
  const data = rows.slice(query.offset, end).map((row) => project(columnsOf(row, arm.state.tenant.id), columns));
  // Without the id among the columns Azure cannot page, and gives no token.
  const pages = columns === undefined || columns.some(({ name }) => name === 'id');
  const more = end < rows.length;
  return ok({
    totalRecords: rows.length,
    count: data.length,
    data,
    facets: [],
    resultTruncated: more && !pages ? 'true' : 'false',
    ...(more && pages && { $skipToken: skipToken(end) }),
  });
}

function rowsOf(query: Query, descending: boolean, arm: Arm): readonly GraphRow[] {
  const last = lastRows.get(arm.state);
  if (last?.key === query.key) return last.rows;
  const scope = subscriptionsInScope(query, arm);
  const keep = compile(query.steps.flatMap((step) => (step.kind === 'where' ? step.all : [])));
  const rows = arm.state.graphRows(query.table).filter((row) => scope.has(row.subscription) && keep(row));
  if (descending) rows.reverse();
  lastRows.set(arm.state, { key: query.key, rows });
  return rows;
}

/** Whatever the identity may not read is left out without a word. */
function subscriptionsInScope({ subscriptions, managementGroups }: Query, { state }: Arm): ReadonlySet<string> {
  const { tenant } = state;
  const named = subscriptions && new Set(subscriptions.map((id) => id.toLowerCase()));
  const under = managementGroups && new Set(managementGroups.flatMap((name) => [...groupsUnder(tenant, name)]));
  const inScope = tenant.subscriptions.filter(
    (one) =>
      readsRegistries(one) &&
      one.access !== 'noGraph' &&
      (named === undefined || named.has(one.id)) &&
      (under === undefined || under.has(one.managementGroup)),
  );
  return new Set(inScope.map(({ id }) => id));
}

/** Tells whether a row meets all conditions. */
function compile(conditions: readonly Condition[]): (row: GraphRow) => boolean {
  const tests = conditions.map(({ column, values, ignoreCase, contains }) => {
    const fold = (text: string): string => (ignoreCase ? text.toLowerCase() : text);
    const folded = values.map(fold);
    const set = new Set(folded);
    return (row: GraphRow): boolean => {
      const text = fold(textOf(row, column));
      return contains ? folded.some((part) => text.includes(part)) : set.has(text);
    };
  });
  return (row) => tests.every((test) => test(row));
}

function project(row: Record<string, unknown>, columns: readonly Column[] | undefined): Record<string, unknown> {
  if (columns === undefined) return row;
  return Object.fromEntries(columns.map(({ name, path }) => [name, memberOf(row, path)]));
}

function memberOf(value: unknown, path: readonly string[]): unknown {
  let at = value;
  for (const name of path) at = isRecord(at) && Object.hasOwn(at, name) ? at[name] : null;
  return at ?? null;
}

function namesIn(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.map(String) : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
