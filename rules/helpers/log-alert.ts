import { LOG_CATEGORIES } from '../../src/model/azure/acr-logs.ts';
import { ALERT_RULE_TYPE } from '../../src/model/azure/resource-types.ts';
import type { Collector, Target } from '../../src/model/target.ts';
import { sameText } from '../../src/value/equality.ts';
import { hasWord } from '../../src/value/matching.ts';
import { memoize } from '../../src/value/memoize.ts';
import { tryGet } from '../../src/value/property-access.ts';
import { sameResource } from '../../src/value/resource-id.ts';
import { concatText, pathSegments } from '../../src/value/symbolic-string.ts';
import { isArray, type Value } from '../../src/value/value.ts';
import type { Ctx } from './audit-logs.ts';
import { deliversPartTo, deliversTo } from './delivery.ts';

/*
 * Log alerts: Microsoft.Insights/scheduledQueryRules 2021-08-01 and later. In 2021-02-01-preview `actions` is a list, and
 * the properties `source` and `action` are those of 2018-04-16, where `enabled` is a text.
 */
export const ALERT_FIELDS = ['enabled', 'scopes', 'criteria', 'actions', 'source', 'action'].map(
  (name) => `properties.${name}`,
);

/** Whether an alert reads what a workspace takes of the logs of a registry. One is enough, whatever is not known of others. */
export function hasLogAlert(registry: Target, ctx: Ctx): boolean {
  const all = ctx.require(registry.collectors);
  return ctx.either(
    () => ctx.some(readingAlerts(registry.relatedRead(ALERT_RULE_TYPE)), (one) => isLogAlert(one, registry, all, ctx)),
    () => {
      requireAlerts(registry, all, ctx);
      return false;
    },
  );
}

/** Those that may read a table of registries, whatever the registry is: most alerts of a tenant are about something else. */
const readingAlerts = memoize((alerts: readonly Target[]) =>
  alerts.filter(({ field }) =>
    LOG_CATEGORIES.some((category) => queriesOf(field).some((query) => hasWord(query, category) !== false)),
  ),
);

/** The queries that are known as such; criteria that are not known may hold any. */
function queriesOf(field: Target['field']): readonly Value[] {
  const criteria = field('properties.criteria.allOf');
  const own = isArray(criteria) ? criteria.map((criterion) => tryGet(criterion, 'query')) : [criteria];
  return [...own, field('properties.source.query')];
}

/** There is none only where all were read that stand in the subscription of the registry, or in that of a workspace. */
function requireAlerts(registry: Target, all: readonly Collector[], ctx: Ctx): void {
  ctx.require(registry.related(ALERT_RULE_TYPE, registry.id));
  for (const one of all)
    if (deliversPartTo(one, 'workspace', all, ctx))
      ctx.require(registry.related(ALERT_RULE_TYPE, one.destinations.workspace));
}

function isLogAlert(alert: Target, registry: Target, all: readonly Collector[], ctx: Ctx): boolean {
  return ctx.some(LOG_CATEGORIES, (category) =>
    ctx.both(
      () => readsTable(alert, category, ctx),
      () => ctx.holds(alert.deployed),
      () => !ctx.holds(sameText(alert.field('properties.enabled'), 'false')),
      () => hasAction(alert, ctx),
      () =>
        ctx.some(all, (one) =>
          ctx.both(
            () => deliversTo(one, 'workspace', category, all, ctx),
            () => isInScope(alert, registry, one, ctx),
          ),
        ),
    ),
  );
}

/** The table is named as the category. What the query does with it is not looked at. */
function readsTable({ field }: Target, category: string, ctx: Ctx): boolean {
  const queries = ctx.items(field('properties.criteria.allOf')).map((criterion) => tryGet(criterion, 'query'));
  return ctx.some([...queries, field('properties.source.query')], (query) => ctx.holds(hasWord(query, category)));
}

function hasAction({ field }: Target, ctx: Ctx): boolean {
  const actions = field('properties.actions');
  return ctx.either(
    () => ctx.notEmpty(tryGet(actions, 'actionGroups')),
    () => ctx.some(ctx.items(actions), (action) => ctx.notEmpty(tryGet(action, 'actionGroupId'))),
    () => ctx.notEmpty(field('properties.action.aznsAction.actionGroup')),
  );
}

/** A scope is the registry, what it stands in, or a workspace that takes its logs. */
function isInScope({ field }: Target, registry: Target, { destinations }: Collector, ctx: Ctx): boolean {
  const [start = '', subscriptions = '', subscription = ''] = pathSegments(registry.id);
  const places: readonly Value[] = [
    registry.id,
    registry.scope,
    concatText([start, '/', subscriptions, '/', subscription]),
    destinations.workspace,
  ];
  const scopes = [...ctx.items(field('properties.scopes')), field('properties.source.dataSourceId')];
  return ctx.some(scopes, (scope) =>
    ctx.some(places, (id) => scope !== null && id !== null && ctx.holds(sameResource(scope, id))),
  );
}
