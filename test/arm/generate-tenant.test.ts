import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectedOfRegistry, expectedOfSubscription } from './expected.ts';
import type { AssociationName } from './generate-audit.ts';
import { generateTenant } from './generate-tenant.ts';
import { expectedOutcome, PRESET_NAMES, type RawSetting, settingsOf } from './setting-presets.ts';
import type { RegistryAccess, SubscriptionAccess } from './tenant.ts';
import { tenantArbitrary } from './tenant-arbitrary.ts';
import { tenantState } from './tenant-state.ts';

/** The rule's words, in the plainest way: to be sure that presets are what they are called. */
function covers({ properties }: RawSetting): boolean {
  const { workspaceId, storageAccountId, eventHubAuthorizationRuleId, marketplacePartnerId } = properties;
  const on = (properties.logs ?? []).filter(({ enabled }) => enabled);
  const names = on.map(({ category, categoryGroup }) => (categoryGroup ?? category ?? '').toLowerCase());
  const both = ['containerregistryloginevents', 'containerregistryrepositoryevents'].every((one) =>
    names.includes(one),
  );
  const sent = [workspaceId, storageAccountId, eventHubAuthorizationRuleId, marketplacePartnerId].some(Boolean);
  return sent && (both || names.includes('alllogs') || names.includes('audit'));
}

describe('a generated tenant', () => {
  test('is the same for the same plan, and another one for another seed', () => {
    const plan = { subscriptions: 5, registries: 50, seed: 3 };
    expect(generateTenant(plan)).toEqual(generateTenant(plan));
    expect(generateTenant(plan).registries.map(settingsOf)).toEqual(generateTenant(plan).registries.map(settingsOf));
    expect(generateTenant({ ...plan, seed: 4 }).id).not.toBe(generateTenant(plan).id);
  });

  test.each(PRESET_NAMES)('registries of the preset %s are what is expected of them', (preset) => {
    const { registries } = generateTenant({ subscriptions: 2, registries: 40, settings: { [preset]: 1 } });
    expect(registries).toHaveLength(40);
    for (const registry of registries) {
      const settings = settingsOf(registry);
      expect(settings.length).toBeLessThanOrEqual(5);
      expect(settings.some(covers)).toBe(expectedOutcome(registry) === 'pass');
      expect(new Set(settings.map(({ name }) => name)).size).toBe(settings.length);
    }
  });

  test('spells ids in several ways that differ in letter case only', () => {
    const { registries } = generateTenant({ subscriptions: 1, registries: 200, settings: { audit: 1 } });
    const prefixes = registries.map((one) => settingsOf(one)[0]?.id.split('/providers/microsoft.insights/')[0] ?? '');
    expect(prefixes.map((id) => id.toLowerCase())).toEqual(registries.map(({ id }) => id.toLowerCase()));
    expect(prefixes.filter((id, i) => id !== registries[i]?.id).length).toBeGreaterThan(50);
    expect(prefixes.filter((id, i) => id === registries[i]?.id).length).toBeGreaterThan(10);
  });

  test('spreads registries evenly unless told otherwise', () => {
    const tenant = generateTenant({ subscriptions: 7, registries: 100 });
    const state = tenantState(tenant);
    expect(new Set(tenant.subscriptions.map(({ id }) => state.registriesOf(id).length))).toEqual(new Set([14, 15]));
  });

  test('holds a hundred thousand registries in little memory', () => {
    const before = process.memoryUsage().heapUsed;
    const state = tenantState(generateTenant({ subscriptions: 50, registries: 100_000 }));
    expect(state.graphRows('resources')).toHaveLength(100_000);
    expect(new Set(state.tenant.registries.map(({ id }) => id.toLowerCase())).size).toBe(100_000);
    expect((process.memoryUsage().heapUsed - before) / 1e6).toBeLessThan(250);
  });

  test('a mix that allows nothing is an error', () => {
    expect(() => generateTenant({ subscriptions: 1, registries: 1, settings: {} })).toThrow(RangeError);
  });
});

describe('the outcome that a generated tenant expects', () => {
  test.each<[SubscriptionAccess, RegistryAccess, string, string]>([
    ['full', 'full', 'pass', 'read'],
    ['full', 'denied', 'unknown', 'read'],
    ['full', 'deleted', 'deleted', 'read'],
    ['noGraph', 'full', 'pass', 'read'],
    ['noSettings', 'full', 'unknown', 'read'],
    ['noSettings', 'deleted', 'unknown', 'read'],
    ['noRegistries', 'full', 'unlisted', 'inaccessible'],
    ['invisible', 'full', 'unlisted', 'inaccessible'],
  ])('of a subscription %s and a registry %s: %s, %s', (subscriptionAccess, registryAccess, outcome, reach) => {
    const tenant = generateTenant({
      subscriptions: 1,
      registries: 1,
      settings: { audit: 1 },
      subscriptionAccess: { [subscriptionAccess]: 1 },
      registryAccess: { [registryAccess]: 1 },
    });
    expect(tenant.registries.map((one) => expectedOfRegistry(tenant, one))).toEqual([outcome]);
    expect(tenant.subscriptions.map((one) => expectedOfSubscription(tenant, one))).toEqual([reach]);
  });

  test.each<[AssociationName, SubscriptionAccess, RegistryAccess, string]>([
    ['none', 'full', 'full', 'fail'],
    ['both', 'full', 'full', 'pass'],
    ['both', 'noGraph', 'full', 'pass'],
    ['both', 'noSettings', 'full', 'unknown'],
    ['both', 'full', 'denied', 'unknown'],
    ['both', 'full', 'noAssociations', 'fail'],
    ['both', 'noGraph', 'noAssociations', 'unknown'],
    ['loginOnly', 'full', 'full', 'fail'],
    ['nowhere', 'full', 'full', 'fail'],
    ['machines', 'full', 'full', 'fail'],
    ['endpoint', 'full', 'full', 'fail'],
    ['missingRule', 'full', 'full', 'fail'],
    ['deniedRule', 'full', 'full', 'unknown'],
  ])(
    'of a registry without settings and the data collection rule %s, %s, %s: %s',
    (rule, subscription, registry, expected) => {
      const tenant = generateTenant({
        subscriptions: 1,
        registries: 1,
        settings: { none: 1 },
        subscriptionAccess: { [subscription]: 1 },
        registryAccess: { [registry]: 1 },
        audit: { associations: { [rule]: 1 } },
      });
      expect(tenant.registries.map((one) => expectedOfRegistry(tenant, one))).toEqual([expected]);
    },
  );

  test('random tenants have registries only in their subscriptions, and groups only under groups', () => {
    fc.assert(
      fc.property(tenantArbitrary(), ({ subscriptions, registries, managementGroups }) => {
        const ids = new Set(subscriptions.map(({ id }) => id));
        const groups = new Set(managementGroups.map(({ name }) => name));
        expect(registries.every(({ subscription }) => ids.has(subscription))).toBe(true);
        expect(subscriptions.every(({ managementGroup }) => groups.has(managementGroup))).toBe(true);
        expect(managementGroups.every(({ parent }, i) => (i === 0 ? parent === null : groups.has(parent ?? '')))).toBe(
          true,
        );
      }),
    );
  });
});
