import { readableSubscription } from '../access.ts';
import { type Answer, failure, ok } from '../answer.ts';
import { type Arm, type ArmRequest, type Route, subscriptionBucket } from '../arm.ts';
import { page } from '../paging.ts';
import { REGISTRY_TYPE, type TenantRegistry } from '../tenant.ts';

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

/** A registry as the container registry provider answers it, which is also what Resource Graph knows. */
export function registryBody({ id, name, location, sku, seed }: TenantRegistry): Record<string, unknown> {
  return {
    id,
    name,
    type: REGISTRY_TYPE,
    location,
    tags: seed % 3 === 0 ? {} : { environment: seed % 2 === 0 ? 'prod' : 'test' },
    sku: { name: sku, tier: sku },
    properties: {
      loginServer: `${name.toLowerCase()}.azurecr.io`,
      creationDate: '2021-06-15T21:38:26.1537861Z',
      provisioningState: 'Succeeded',
      adminUserEnabled: seed % 5 === 0,
      policies: {
        quarantinePolicy: { status: 'disabled' },
        trustPolicy: { type: 'Notary', status: 'disabled' },
        retentionPolicy: {
          days: 7,
          lastUpdatedTime: '2021-06-15T21:40:12.8506835+00:00',
          status: seed % 4 === 1 ? 'enabled' : 'disabled',
        },
        exportPolicy: { status: 'enabled' },
      },
      encryption: { status: 'disabled' },
      status: null,
      dataEndpointEnabled: false,
      dataEndpointHostNames: [],
      privateEndpointConnections: [],
      publicNetworkAccess: 'Enabled',
      networkRuleBypassOptions: 'AzureServices',
      zoneRedundancy: 'Disabled',
    },
  };
}
