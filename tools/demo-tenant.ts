import { REGISTRY_TYPE } from '../src/model/azure/resource-types.ts';
import { type Expected, expectedOfRegistry } from '../test/arm/expected.ts';
import { generateTenant } from '../test/arm/generate-tenant.ts';
import type { PresetName } from '../test/arm/setting-presets.ts';
import { type RegistryAccess, registryId, type Tenant, type TenantRegistry } from '../test/arm/tenant.ts';

interface DemoRegistry {
  readonly name: string;
  readonly preset?: PresetName;
  readonly access?: RegistryAccess;
}

/** By subscription: what the demo finds there. Of the last one the registries may not be listed. */
const SUBSCRIPTIONS: Readonly<Record<string, readonly DemoRegistry[]>> = {
  'Contoso production': [
    { name: 'acrcontosoprod', preset: 'audit' },
    { name: 'acrcontosoweb', preset: 'loginOnly' },
    { name: 'acrcontosovault', access: 'denied' },
  ],
  'Contoso test': [
    { name: 'acrcontosotest', preset: 'none' },
    { name: 'acrcontosobuild', preset: 'audit' },
    { name: 'acrcontosogone', access: 'deleted' },
  ],
  'Contoso sandbox': [],
};

/** A tenant that is made up: a registry that passes, some that fail, one that may not be read and one deleted meanwhile. */
export function demoTenant(): Tenant {
  const names = Object.entries(SUBSCRIPTIONS);
  const tenant = generateTenant({ subscriptions: names.length, registries: names.length });
  const subscriptions = tenant.subscriptions.map((one, i) => {
    const [name = '', registries = []] = names[i] ?? [];
    return { ...one, name, access: registries.length === 0 ? ('noRegistries' as const) : one.access };
  });
  const [pattern] = tenant.registries;
  if (pattern === undefined) throw new Error('the generator made no registry');
  const registries = subscriptions.flatMap(({ id, name }) =>
    (SUBSCRIPTIONS[name] ?? []).map((one) => registryOf(one, id, pattern)),
  );
  return { ...tenant, subscriptions, registries };
}

function registryOf(
  { name, preset = 'none', access = 'full' }: DemoRegistry,
  subscription: string,
  pattern: TenantRegistry,
): TenantRegistry {
  const resourceGroup = 'rg-contoso';
  const id = registryId(subscription, resourceGroup, name);
  return { ...pattern, id, name, subscription, resourceGroup, preset, access };
}

export interface DemoResults {
  readonly summary: { readonly targets: Readonly<Record<string, { readonly deleted: number }>> };
  readonly results: readonly {
    readonly rule: string;
    readonly outcome: string;
    readonly target: { readonly id: string };
  }[];
}

/** What differs between the results and what is known of the tenant; empty when the scan was right. */
export function differences(tenant: Tenant, { summary, results }: DemoResults): readonly string[] {
  const logs = results.filter(({ rule }) => rule === 'Azure.ACR.Logs');
  const found = new Map(logs.map(({ outcome, target }) => [target.id.toLowerCase(), outcome]));
  const expected = new Map<string, Expected>(
    tenant.registries.map((one) => [one.id.toLowerCase(), expectedOfRegistry(tenant, one)]),
  );
  const gone = [...expected.values()].filter((outcome) => outcome === 'deleted').length;
  const wrong = [...expected].flatMap(([id, outcome]) => {
    const shown = outcome === 'deleted' || outcome === 'unlisted' ? undefined : outcome;
    return found.get(id) === shown ? [] : [`${id}: ${found.get(id) ?? 'no result'}, expected ${outcome}`];
  });
  const deleted = summary.targets[REGISTRY_TYPE]?.deleted;
  return deleted === gone ? wrong : [...wrong, `${deleted} deleted, expected ${gone}`];
}
