import { LOG_CATEGORIES } from '../../src/model/azure/acr-logs.ts';
import type { Target } from '../../src/model/target.ts';
import { matchesPattern } from '../../src/value/comparison.ts';
import { sameText } from '../../src/value/equality.ts';
import { anyOf } from '../../src/value/logic.ts';
import { tryGet } from '../../src/value/property-access.ts';
import { sameResource } from '../../src/value/resource-id.ts';
import { concatText, pathSegments } from '../../src/value/symbolic-string.ts';
import { isFault, isUnknown, type Value } from '../../src/value/value.ts';
import type { Ctx } from './audit-logs.ts';

/*
 * Log alerts: Microsoft.Insights/scheduledQueryRules 2021-08-01 and later; the properties `source` and `action` are those of
 * 2018-04-16.
 */
export const ALERT_FIELDS = ['enabled', 'scopes', 'criteria', 'actions', 'source', 'action'].map(
  (name) => `properties.${name}`,
);

/** Whether an alert is on, looks at the registry or its workspace, reads one of its tables and does something then. */
export function isLogAlert(alert: Target, registry: Target, ctx: Ctx): boolean {
  const { field } = alert;
  return ctx.both(
    () => ctx.holds(alert.deployed),
    () => !ctx.holds(sameText(field('properties.enabled'), 'false')),
    () => readsTable(alert, ctx),
    () =>
      ctx.either(
        () => ctx.notEmpty(field('properties.actions.actionGroups')),
        () => ctx.notEmpty(field('properties.action.aznsAction.actionGroup')),
      ),
    () => isInScope(alert, registry, ctx),
  );
}

function readsTable({ field }: Target, ctx: Ctx): boolean {
  const queries = ctx.items(field('properties.criteria.allOf')).map((criterion) => tryGet(criterion, 'query'));
  return ctx.some([...queries, field('properties.source.query')], (query) =>
    ctx.holds(anyOf(LOG_CATEGORIES.map((table) => matchesPattern(query, `*${table}*`)))),
  );
}

/** A scope is the registry, what it stands in, or a workspace that takes its logs. */
function isInScope({ field }: Target, registry: Target, ctx: Ctx): boolean {
  const [start = '', subscriptions = '', subscription = ''] = isFault(registry.id) ? [] : pathSegments(registry.id);
  const wide = [registry.id, registry.scope, concatText([start, '/', subscriptions, '/', subscription])];
  const { collectors } = registry;
  const workspaces: readonly Value[] =
    isUnknown(collectors) || isFault(collectors) ? [] : collectors.map(({ destinations }) => destinations.workspace);
  const scopes = [...ctx.items(field('properties.scopes')), field('properties.source.dataSourceId')];
  return ctx.some(scopes, (scope) =>
    ctx.some([...wide, ...workspaces], (id) => scope !== null && id !== null && ctx.holds(sameResource(scope, id))),
  );
}
