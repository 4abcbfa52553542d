import { readsRegistries } from './access.ts';
import { BOTH_STREAMS, type DataCollectionRule } from './data-collection.ts';
import { expectedOutcome } from './setting-presets.ts';
import type { Subscription, Tenant, TenantRegistry } from './tenant.ts';

/**
 * What an undisturbed scan of the whole tenant has to say of a registry. `unlisted`: its subscription's registries are
 * refused, so that nobody can know of it.
 */
export type Expected = 'pass' | 'fail' | 'unknown' | 'deleted' | 'unlisted';

export function expectedOfRegistry(tenant: Tenant, registry: TenantRegistry): Expected {
  const subscription = tenant.subscriptions.find(({ id }) => id === registry.subscription);
  if (subscription === undefined || !readsRegistries(subscription)) return 'unlisted';
  if (registry.access === 'denied' || subscription.access === 'noSettings') return 'unknown';
  if (registry.access === 'deleted') return 'deleted';
  const bySettings = expectedOutcome(registry);
  return bySettings === 'pass' ? 'pass' : expectedOfRules(tenant, registry, subscription);
}

/**
 * What the data collection rules of a registry add to settings that fail. Resource Graph has no row of associations that
 * are refused, so that they are as if there were none.
 */
function expectedOfRules(
  tenant: Tenant,
  registry: TenantRegistry,
  { access }: Subscription,
): 'pass' | 'fail' | 'unknown' {
  const byGraph = tenant.graph === 'allowed' && access === 'full';
  if (registry.access === 'noAssociations') return byGraph ? 'fail' : 'unknown';
  const { associations = [], dataCollectionRules = [] } = tenant;
  const id = registry.id.toLowerCase();
  const wanted = associations
    .filter(({ resource }) => resource.toLowerCase() === id)
    .map(({ rule }) => rule?.toLowerCase());
  const rules = dataCollectionRules.filter((rule) => wanted.includes(rule.id.toLowerCase()));
  if (rules.some((rule) => (rule.access ?? 'full') === 'full' && collectsBoth(rule))) return 'pass';
  return rules.some((rule) => rule.access === 'denied') ? 'unknown' : 'fail';
}

const CATEGORIES = ['ContainerRegistryLoginEvents', 'ContainerRegistryRepositoryEvents'];

function collectsBoth({ kind = 'PlatformTelemetry', streams, destinations, dataFlows }: DataCollectionRule): boolean {
  const flows = dataFlows ?? [
    { streams: streams ?? [BOTH_STREAMS], destinations: destinations.map(({ name }) => name) },
  ];
  const sent = flows.filter((flow) => flow.destinations.length > 0).flatMap((flow) => flow.streams);
  const covers = (name: string): boolean => sent.includes(`microsoft.containerregistry/registries:${name}`);
  return kind === 'PlatformTelemetry' && (covers('Logs-Group-All') || CATEGORIES.every(covers));
}

/** What a scan finds of a subscription that is visible, or that it was asked for by name or by management group. */
export function expectedOfSubscription(tenant: Tenant, subscription: Subscription): 'read' | 'empty' | 'inaccessible' {
  if (!readsRegistries(subscription)) return 'inaccessible';
  return tenant.registries.some((registry) => registry.subscription === subscription.id) ? 'read' : 'empty';
}
