import { forbidden, readableSubscription, versionRefusal } from '../access.ts';
import type { Answer } from '../answer.ts';
import { type Arm, type ArmRequest, type Route, subscriptionBucket } from '../arm.ts';
import { page } from '../paging.ts';
import { connectedBody, taskBody } from '../registry-children.ts';
import { REGISTRY_TYPE, type TenantRegistry } from '../tenant.ts';
import { resourceNotFound } from './registries.ts';

const REGISTRY =
  '(?<registry>/subscriptions/(?<subscription>[^/]+)/resourceGroups/[^/]+/providers/Microsoft\\.ContainerRegistry/registries/[^/]+)';

/** Connected registries and tasks of a registry; a registry that is not Premium has none of the former. */
export const REGISTRY_CHILD_ROUTES: readonly Route[] = [
  list('connectedRegistries', '2025-11-01', ({ id, sku, connected = [] }) =>
    sku === 'Premium' ? connected.map((one) => connectedBody(id, one)) : [],
  ),
  list('tasks', '2025-03-01-preview', ({ id, location, tasks = [] }) =>
    tasks.map((one) => taskBody(id, location, one)),
  ),
];

function list(
  kind: 'connectedRegistries' | 'tasks',
  version: string,
  bodies: (registry: TenantRegistry) => readonly unknown[],
): Route {
  const type = `${REGISTRY_TYPE}/${kind}`;
  const action = `${type}/read`;
  const handle = (request: ArmRequest, arm: Arm): Answer => {
    const { params, path, query } = request;
    const subscription = readableSubscription(arm.state, params.subscription ?? '', action, path);
    if ('status' in subscription) return subscription;
    const registry = arm.state.registry(decodeURIComponent(params.registry ?? ''));
    if (registry === undefined || registry.access === 'deleted') return resourceNotFound(path);
    if (registry.childAccess === 'denied') return forbidden(arm.state, action, path);
    const refusal = versionRefusal(query.get('api-version'), type, [version]);
    return refusal ?? page(bodies(registry), PAGE_SIZE, (body) => body, request, arm);
  };
  return {
    method: 'GET',
    kind,
    pattern: new RegExp(`^${REGISTRY}/${kind}/?$`, 'i'),
    bucket: subscriptionBucket,
    handle,
  };
}

const PAGE_SIZE = 100;
