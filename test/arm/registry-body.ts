import { REGISTRY_TYPE, type TenantRegistry } from './tenant.ts';

/** A registry as the container registry provider answers it, which is also what Resource Graph knows. */
export function registryBody(registry: TenantRegistry): Record<string, unknown> {
  const { id, name, location, sku, seed } = registry;
  return {
    id,
    name,
    type: REGISTRY_TYPE,
    location,
    tags: registry.tags ?? (seed % 3 === 0 ? {} : { environment: seed % 2 === 0 ? 'prod' : 'test' }),
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
          status: registry.retentionPolicy ?? (seed % 4 === 1 ? 'enabled' : 'disabled'),
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
