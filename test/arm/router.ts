import type { ArmRequest, Route } from './arm.ts';
import { ACTIVITY_ROUTES } from './routes/activity.ts';
import { ACTIVITY_LOG_ROUTES } from './routes/activity-log.ts';
import { ALERT_RULE_ROUTES } from './routes/alert-rules.ts';
import { batchRoutes } from './routes/batch.ts';
import { DATA_COLLECTION_ROUTES } from './routes/data-collection.ts';
import { deploymentRoutes } from './routes/deployments.ts';
import { DESTINATION_ROUTES } from './routes/destinations.ts';
import { DIAGNOSTIC_SETTING_ROUTES } from './routes/diagnostic-settings.ts';
import { LOG_QUERY_ROUTES } from './routes/log-queries.ts';
import { MANAGEMENT_GROUP_ROUTES } from './routes/management-groups.ts';
import { REGISTRY_ROUTES } from './routes/registries.ts';
import { REGISTRY_CHILD_ROUTES } from './routes/registry-children.ts';
import { RESOURCE_GRAPH_ROUTES } from './routes/resource-graph.ts';
import { SUBSCRIPTION_ROUTES } from './routes/subscriptions.ts';
import { TASK_RUN_ROUTES } from './routes/task-runs.ts';
import { TEMPLATE_SPEC_ROUTES } from './routes/template-specs.ts';
import { TOKEN_ROUTES } from './routes/token.ts';

export interface Routed {
  readonly route: Route | undefined;
  readonly request: ArmRequest;
}

export type Router = (method: string, url: string, body: unknown) => Routed;

/** All routes there are; a new API is a file of routes and a line here. */
export function createRouter(): Router {
  const routes: readonly Route[] = [
    ...DIAGNOSTIC_SETTING_ROUTES,
    ...REGISTRY_ROUTES,
    ...batchRoutes(),
    ...SUBSCRIPTION_ROUTES,
    ...RESOURCE_GRAPH_ROUTES,
    ...MANAGEMENT_GROUP_ROUTES,
    ...DATA_COLLECTION_ROUTES,
    ...DESTINATION_ROUTES,
    ...REGISTRY_CHILD_ROUTES,
    ...TASK_RUN_ROUTES,
    ...ALERT_RULE_ROUTES,
    ...ACTIVITY_LOG_ROUTES,
    ...ACTIVITY_ROUTES,
    ...LOG_QUERY_ROUTES,
    ...deploymentRoutes(),
    ...TEMPLATE_SPEC_ROUTES,
    ...TOKEN_ROUTES,
  ];
  return (method, url, body) => {
    const { pathname, searchParams: query } = new URL(url.startsWith('/') ? `https://arm${url}` : url, 'https://arm');
    // The SDK puts a slash before ids that begin with one, and Azure does not mind.
    const path = pathname.replace(/^\/{2,}/, '/');
    for (const route of routes) {
      if (route.method !== method) continue;
      const match = route.pattern.exec(path);
      if (match !== null) return { route, request: { method, path, query, body, params: match.groups ?? {} } };
    }
    return { route: undefined, request: { method, path, query, body, params: {} } };
  };
}
