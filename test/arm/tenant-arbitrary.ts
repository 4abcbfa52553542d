import fc from 'fast-check';
import type { AuditPlan } from './generate-audit.ts';
import { generateTenant, type TenantPlan } from './generate-tenant.ts';
import type { Mix } from './mix.ts';
import type { Tenant } from './tenant.ts';

export interface TenantBounds {
  readonly subscriptions: number;
  readonly registries: number;
}

/** Small tenants of every kind: empty ones, refused subscriptions, registries that vanish, Resource Graph denied. */
export function tenantArbitrary(bounds: TenantBounds = { subscriptions: 6, registries: 24 }): fc.Arbitrary<Tenant> {
  return planArbitrary(bounds).map(generateTenant);
}

/** The same with all that rules beyond those of settings look at: any of it healthy, wrong, refused or gone. */
export function auditedTenantArbitrary(
  bounds: TenantBounds = { subscriptions: 6, registries: 24 },
): fc.Arbitrary<Tenant> {
  return fc.tuple(planArbitrary(bounds), auditArbitrary()).map(([plan, audit]) => generateTenant({ ...plan, audit }));
}

function planArbitrary(bounds: TenantBounds): fc.Arbitrary<TenantPlan> {
  return fc.record({
    seed: fc.nat(),
    subscriptions: fc.integer({ min: 0, max: bounds.subscriptions }),
    registries: fc.integer({ min: 0, max: bounds.registries }),
    managementGroups: fc.integer({ min: 1, max: 4 }),
    groupsPerSubscription: fc.integer({ min: 1, max: 4 }),
    spread: fc.constantFrom<('even' | 'random')[]>('even', 'random'),
    graph: fc.constantFrom<Tenant['graph'][]>('allowed', 'allowed', 'denied'),
    subscriptionAccess: fc.record({
      full: fc.constant(5),
      invisible: OFTEN,
      noRegistries: OFTEN,
      noGraph: OFTEN,
      noSettings: OFTEN,
    }),
    registryAccess: fc.record({ full: fc.constant(8), denied: OFTEN, deleted: OFTEN }),
  });
}

const OFTEN = fc.constantFrom(0, 0, 1, 3);

/** One of the names, the first, is there for sure. */
function mixOf<Name extends string>(first: Name, ...others: readonly Name[]): fc.Arbitrary<Mix<Name>> {
  const weights = others.map((name): [Name, fc.Arbitrary<number>] => [name, OFTEN]);
  const model = Object.fromEntries([[first, fc.constant(2)], ...weights]) as Record<Name, fc.Arbitrary<number>>;
  return fc.record(model);
}

function auditArbitrary(): fc.Arbitrary<AuditPlan> {
  return fc.record({
    associations: mixOf('none', 'both', 'loginOnly', 'nowhere', 'machines', 'endpoint', 'deniedRule', 'missingRule'),
    alertRules: mixOf('none', 'new', 'old', 'disabled', 'noAction', 'other', 'denied'),
    connected: mixOf('none', 'audited', 'silent', 'unset'),
    tasks: mixOf('none', 'kept', 'lost', 'both'),
    childAccess: mixOf('full', 'denied'),
    activityLog: mixOf('none', 'administrative', 'other', 'allLogs', 'nowhere'),
    groupActivityLog: mixOf('none', 'administrative', 'other', 'allLogs', 'nowhere', 'denied'),
    destinations: mixOf('healthy', 'weak', 'elsewhere', 'denied', 'missing'),
    tables: mixOf('inherit', 'absent', 'shorter', 'longer', 'denied'),
    lifecycle: mixOf('none', 'early', 'late', 'off', 'denied'),
  });
}
