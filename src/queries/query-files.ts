import { activityAlerts } from './activity-alerts.ts';
import { armTemplate, bicepFile } from './deployable.ts';
import { logAlerts } from './log-alerts.ts';
import { queriesReadme } from './queries-readme.ts';
import type { QueryCatalog } from './query.ts';
import { queryPath } from './query-names.ts';
import { queryPack } from './query-pack.ts';

/**
 * Everything that puts the queries into Azure, by relative path: a query pack and alert rules, each as a template and as
 * Bicep, the queries that Bicep reads, and a README. The same catalog gives the same bytes.
 */
export function queryFiles({ queries, alerts }: QueryCatalog): ReadonlyMap<string, string> {
  const deployments = {
    alerts: logAlerts(alerts),
    'activity-alerts': activityAlerts(),
    'query-pack': queryPack(queries),
  };
  return new Map([
    ['README.md', queriesReadme({ queries, alerts })],
    ...Object.entries(deployments).flatMap(([name, deployment]): [string, string][] => [
      [`${name}.bicep`, bicepFile(deployment)],
      [`${name}.json`, armTemplate(deployment)],
    ]),
    ...[...queries, ...alerts].map((query): [string, string] => [queryPath(query), query.text]),
  ]);
}
