import { type Answer, failure, ok } from '../answer.ts';
import type { Arm, ArmRequest, Route } from '../arm.ts';
import { HEALTHY_ARRIVALS } from '../arrivals.ts';
import { tablesOf } from '../destination.ts';
import type { TenantRegistry } from '../tenant.ts';
import type { TenantState } from '../tenant-state.ts';

const TABLES = { logins: 'ContainerRegistryLoginEvents', repository: 'ContainerRegistryRepositoryEvents' } as const;

/** The query interface of workspaces, which has a host of its own in Azure: by the GUID of a workspace. */
export const LOG_QUERY_ROUTES: readonly Route[] = [
  {
    method: 'POST',
    kind: 'logQuery',
    pattern: /^\/v1\/workspaces\/(?<workspace>[\da-f-]{36})\/query$/i,
    unversioned: true,
    handle: answerQuery,
  },
  {
    method: 'POST',
    kind: 'resourceQuery',
    pattern:
      /^\/v1(?<resource>\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.ContainerRegistry\/registries\/[^/]+)\/query$/i,
    unversioned: true,
    handle: answerResourceQuery,
  },
];

/** Rows that a test tells, by a part of the query. */
function answerResourceQuery({ params, body }: ArmRequest, { state }: Arm): Answer {
  const registry = state.registry(params.resource ?? '');
  const { query } = body as { readonly query?: unknown };
  if (registry === undefined || typeof query !== 'string')
    return failure(404, 'ResourceNotFound', 'The resource could not be found.');
  const [, title = ''] = /^\/\/ title: (.*)$/m.exec(query) ?? [];
  const [, window = ''] = /^let window = (.*);$/m.exec(query) ?? [];
  const rows = registry.arrivals?.rows?.[title];
  if (rows === 'denied')
    return failure(
      403,
      'InsufficientAccessError',
      'The provided credentials have insufficient access to perform the requested operation',
    );
  const columns = [column('LoginServer', 'string'), column('Window', 'string'), column('Values', 'dynamic')];
  const filled = (rows ?? []).map((row) => [`${registry.name}.azurecr.io`, window, row]);
  return ok({ tables: [{ name: 'PrimaryResult', columns, rows: filled }] });
}

function answerQuery({ params, body }: ArmRequest, { state, clock }: Arm): Answer {
  const workspace = state.workspaceByGuid(params.workspace ?? '');
  if (workspace === undefined) return failure(404, 'WorkspaceNotFoundError', 'The workspace could not be found.');
  const { query, timespan } = body as { readonly query?: unknown; readonly timespan?: unknown };
  const names = Object.values(TABLES);
  const single = /^(\w+) \| project TimeGenerated \| take 0$/.exec(String(query))?.[1];
  if (typeof query !== 'string' || (single === undefined && !names.every((name) => query.includes(name))))
    return failure(400, 'BadArgumentError', 'The request had some invalid properties');
  if (typeof timespan !== 'string' || timespan.split('/').some((time) => Number.isNaN(Date.parse(time))))
    return failure(400, 'BadArgumentError', 'The timespan is invalid');
  if (workspace.queryAccess === 'denied')
    return failure(
      403,
      'InsufficientAccessError',
      'The provided credentials have insufficient access to perform the requested operation',
    );
  // As if it did not exist, where it may not be read.
  const isThere = (name: string): boolean => {
    const table = tablesOf(workspace)[name];
    return table !== undefined && (table.access ?? 'full') === 'full' && table.queryAccess !== 'denied';
  };
  if (single !== undefined)
    return isThere(single)
      ? ok({ tables: [{ name: 'PrimaryResult', columns: [column('TimeGenerated', 'datetime')], rows: [] }] })
      : failure(400, 'BadArgumentError', 'The request had some invalid properties');
  const all = [...rowsOf(state, workspace.id, clock.now()), ...rowsOfOthers(clock.now())];
  const rows = all.filter(([name]) => isThere(name));
  const columns = [
    column('Table', 'string'),
    column('Registry', 'string'),
    column('Events', 'long'),
    column('Last', 'datetime'),
  ];
  return ok({ tables: [{ name: 'PrimaryResult', columns, rows }] });
}

function column(name: string, type: string): { readonly name: string; readonly type: string } {
  return { name, type };
}

type Row = readonly [string, string, number, string];

function rowsOf(state: TenantState, workspace: string, now: number): readonly Row[] {
  return state.tenant.registries
    .filter((one) => sendsTo(state, one, workspace))
    .flatMap((one) => {
      const events = { ...HEALTHY_ARRIVALS, ...one.arrivals };
      const last = new Date(now - 30 * 60_000).toISOString();
      return (['logins', 'repository'] as const)
        .filter((name) => events[name] > 0)
        .map((name): Row => [TABLES[name], one.id.toLowerCase(), events[name], last]);
    });
}

/** By a setting, or by a data collection rule that it is associated with. */
function sendsTo(state: TenantState, registry: TenantRegistry, workspace: string): boolean {
  const isMeant = (id: string | null | undefined): boolean => id?.toLowerCase() === workspace.toLowerCase();
  const rules = state.associationsOf(registry.id).flatMap(({ rule }) => state.dataCollectionRule(rule ?? '') ?? []);
  return (
    state.settings(registry).some(({ properties }) => isMeant(properties.workspaceId)) ||
    rules.some(({ destinations }) => destinations.some(({ workspaceId }) => isMeant(workspaceId)))
  );
}

/** Workspaces are shared with registries that the identity cannot see. */
function rowsOfOthers(now: number): readonly Row[] {
  const id =
    '/subscriptions/99999999-9999-4999-8999-999999999999/resourcegroups/other/providers/microsoft.containerregistry/registries/other';
  return [[TABLES.repository, id, 3, new Date(now).toISOString()]];
}
