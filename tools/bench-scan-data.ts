import { openSavedScan } from '../src/sources/saved-scan/write-saved-scan.ts';
import { version } from '../src/util/version.ts';
import { generateTenant } from '../test/arm/generate-tenant.ts';
import { registryBody } from '../test/arm/registry-body.ts';
import { settingsOf } from '../test/arm/setting-presets.ts';
import type { Tenant } from '../test/arm/tenant.ts';

export interface TenantSize {
  readonly subscriptions: number;
  readonly registries: number;
}

/** Registries of all kinds, as many in each subscription. */
export function generatedTenant(size: TenantSize): Tenant {
  return generateTenant({ ...size, spread: 'even' });
}

const TIME = '2026-01-01T00:00:00.000Z';

/** Writes what a scan of the whole tenant would have saved. */
export async function saveScan(path: string, tenant: Tenant): Promise<void> {
  const scope = { subscriptions: [], excludeSubscriptions: [], resourceGroups: [] };
  const writer = await openSavedScan(
    { file: path, absolute: path },
    {
      format: 'acraudit-scan',
      version: 1,
      tool: { name: 'acraudit', version },
      started: TIME,
      cloud: 'AzureCloud',
      tenant: tenant.id,
      principal: tenant.principal.objectId,
      apiVersions: {},
      scope,
    },
  );
  for (const { id, name } of tenant.subscriptions)
    await writer.write({ kind: 'subscription', id, name, state: 'read', listedBy: 'graph' });
  for (const registry of tenant.registries) {
    const { id, name, type, location, sku } = registryBody(registry);
    const settings = { status: 'read', pages: [{ value: settingsOf(registry) }] } as const;
    await writer.write({ kind: 'registry', id: registry.id, resource: { id, name, type, location, sku }, settings });
  }
  await writer.finish({ finished: TIME, complete: true });
}
