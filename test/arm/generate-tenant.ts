import { type AuditPlan, withAudit } from './generate-audit.ts';
import { type Mix, picker } from './mix.ts';
import { type Random, randomFrom, seedOf } from './random.ts';
import { PRESET_NAMES, type PresetName } from './setting-presets.ts';
import {
  type ManagementGroup,
  type RegistryAccess,
  registryId,
  type Subscription,
  type SubscriptionAccess,
  type Tenant,
  type TenantRegistry,
} from './tenant.ts';

export interface TenantPlan {
  readonly subscriptions: number;
  /** In all, spread over the subscriptions. */
  readonly registries: number;
  readonly seed?: number;
  readonly settings?: Mix<PresetName>;
  readonly subscriptionAccess?: Mix<SubscriptionAccess>;
  readonly registryAccess?: Mix<RegistryAccess>;
  /** `even`: all subscriptions hold the same number, give or take one; `random` leaves some empty. */
  readonly spread?: 'even' | 'random';
  readonly managementGroups?: number;
  readonly groupsPerSubscription?: number;
  readonly graph?: Tenant['graph'];
  /** What rules beyond those of settings look at. */
  readonly audit?: AuditPlan;
}

const LOCATIONS = ['westeurope', 'northeurope', 'eastus', 'eastus2', 'southeastasia', 'germanywestcentral'];
const GROUPS = ['rg-Platform', 'rg-apps', 'RG_Shared', 'images', 'Team.Blue', 'rg-edge-01', 'MC_cluster', 'legacy'];

/** A tenant of any size, always the same for the same plan. */
export function generateTenant(plan: TenantPlan): Tenant {
  const random = randomFrom(plan.seed ?? 1);
  const id = random.guid();
  const principal = {
    clientId: random.guid(),
    objectId: random.guid(),
    clientSecret: `not-a-secret-${random.below(1e6)}`,
  };
  const managementGroups = generateGroups(id, plan.managementGroups ?? 3, random);
  const accessOf = picker<SubscriptionAccess>(plan.subscriptionAccess ?? { full: 1 });
  const subscriptions = Array.from(
    { length: plan.subscriptions },
    (_, i): Subscription => ({
      id: random.guid(),
      name: `Subscription ${i + 1}`,
      state: random.next() < 0.05 ? 'Disabled' : 'Enabled',
      managementGroup: random.pick(managementGroups).name,
      access: accessOf(random),
    }),
  );
  const registries = generateRegistries(plan, subscriptions, random);
  const tenant = { id, principal, managementGroups, subscriptions, registries, graph: plan.graph ?? 'allowed' };
  return plan.audit === undefined ? tenant : withAudit(tenant, plan.audit, plan.seed ?? 1);
}

function generateGroups(root: string, count: number, random: Random): readonly ManagementGroup[] {
  const groups: ManagementGroup[] = [{ name: root, displayName: 'Tenant Root Group', parent: null }];
  for (let i = 1; i < count; i++) {
    groups.push({ name: `mg-${i}`, displayName: `Group ${i}`, parent: random.pick(groups).name });
  }
  return groups;
}

function generateRegistries(
  plan: TenantPlan,
  subscriptions: readonly Subscription[],
  random: Random,
): TenantRegistry[] {
  const presetOf = picker<PresetName>(plan.settings ?? Object.fromEntries(PRESET_NAMES.map((name) => [name, 1])));
  const accessOf = picker<RegistryAccess>(plan.registryAccess ?? { full: 1 });
  const groups = GROUPS.slice(0, plan.groupsPerSubscription ?? GROUPS.length);
  if (subscriptions.length === 0) return [];
  return Array.from({ length: plan.registries }, (_, i): TenantRegistry => {
    const subscription =
      plan.spread === 'random' ? random.pick(subscriptions) : (subscriptions[i % subscriptions.length] as Subscription);
    const resourceGroup = random.pick(groups);
    const name = `${random.pick(['acr', 'Reg', 'images'])}${i.toString(36)}x${random.below(1000)}`;
    return {
      id: registryId(subscription.id, resourceGroup, name),
      name,
      subscription: subscription.id,
      resourceGroup,
      location: random.pick(LOCATIONS),
      sku: random.pick(['Basic', 'Standard', 'Premium']),
      access: accessOf(random),
      preset: presetOf(random),
      seed: seedOf(plan.seed ?? 1, i),
    };
  });
}
