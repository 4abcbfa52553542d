import { readableSubscription } from '../access.ts';
import { type Answer, failure, ok } from '../answer.ts';
import { type Arm, type ArmRequest, type Route, subscriptionBucket } from '../arm.ts';
import { page } from '../paging.ts';
import { registryBody } from '../registry-body.ts';
import { REGISTRY_TYPE } from '../tenant.ts';

const PROVIDER = 'providers\\/Microsoft\\.ContainerRegistry\\/registries';

/** Registries of Microsoft.ContainerRegistry, of a subscription, of a resource group, and one by one. */
export const REGISTRY_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    kind: 'registries',
    pattern: new RegExp(`^\\/subscriptions\\/(?<subscription>[^/]+)\\/${PROVIDER}\\/?$`, 'i'),
    bucket: subscriptionBucket,
    handle: listRegistries,
  },
  {
    method: 'GET',
    kind: 'groupRegistries',
    pattern: new RegExp(
      `^\\/subscriptions\\/(?<subscription>[^/]+)\\/resourceGroups\\/(?<group>[^/]+)\\/${PROVIDER}\\/?$`,
      'i',
    ),
    bucket: subscriptionBucket,
    handle: listRegistries,
  },
  {
    method: 'GET',
    kind: 'registry',
    pattern: new RegExp(
      `^(?<registry>\\/subscriptions\\/(?<subscription>[^/]+)\\/resourceGroups\\/[^/]+\\/${PROVIDER}\\/[^/]+)$`,
      'i',
    ),
    bucket: subscriptionBucket,
    handle: readRegistry,
  },
];

const READ = `${REGISTRY_TYPE}/read`;

function listRegistries(request: ArmRequest, arm: Arm): Answer {
  const { params, path } = request;
  const subscription = readableSubscription(arm.state, params.subscription ?? '', READ, path);
  if ('status' in subscription) return subscription;
  let registries = arm.state.registriesOf(subscription.id);
  if (params.group !== undefined) {
    const group = decodeURIComponent(params.group);
    if (!arm.state.hasGroup(group)) {
      return failure(404, 'ResourceGroupNotFound', `Resource group '${group}' could not be found.`);
    }
    registries = registries.filter(({ resourceGroup }) => resourceGroup.toLowerCase() === group.toLowerCase());
  }
  return page(registries, arm.pageSizes.registries, (one) => registryBody(one), request, arm);
}

function readRegistry({ params, path }: ArmRequest, arm: Arm): Answer {
  const subscription = readableSubscription(arm.state, params.subscription ?? '', READ, path);
  if ('status' in subscription) return subscription;
  const registry = arm.state.registry(decodeURIComponent(params.registry ?? ''));
  return registry === undefined || registry.access === 'deleted' ? resourceNotFound(path) : ok(registryBody(registry));
}

export function resourceNotFound(path: string): Answer {
  const [, group = '', name = ''] = /resourceGroups\/([^/]+)\/.*registries\/([^/]+)/i.exec(path) ?? [];
  return failure(
    404,
    'ResourceNotFound',
    `The Resource '${REGISTRY_TYPE}/${name}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );
}
