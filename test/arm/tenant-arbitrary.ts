import fc from 'fast-check';
import { generateTenant } from './generate-tenant.ts';
import type { Tenant } from './tenant.ts';

export interface TenantBounds {
  readonly subscriptions: number;
  readonly registries: number;
}

/** Small tenants of every kind: empty ones, refused subscriptions, registries that vanish, Resource Graph denied. */
export function tenantArbitrary(bounds: TenantBounds = { subscriptions: 6, registries: 24 }): fc.Arbitrary<Tenant> {
  const often = fc.constantFrom(0, 0, 1, 3);
  return fc
    .record({
      seed: fc.nat(),
      subscriptions: fc.integer({ min: 0, max: bounds.subscriptions }),
      registries: fc.integer({ min: 0, max: bounds.registries }),
      managementGroups: fc.integer({ min: 1, max: 4 }),
      groupsPerSubscription: fc.integer({ min: 1, max: 4 }),
      spread: fc.constantFrom<('even' | 'random')[]>('even', 'random'),
      graph: fc.constantFrom<Tenant['graph'][]>('allowed', 'allowed', 'denied'),
      subscriptionAccess: fc.record({
        full: fc.constant(5),
        invisible: often,
        noRegistries: often,
        noGraph: often,
        noSettings: often,
      }),
      registryAccess: fc.record({ full: fc.constant(8), denied: often, gone: often }),
    })
    .map(generateTenant);
}
