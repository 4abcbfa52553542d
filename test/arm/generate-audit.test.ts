import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AuditPlan, withAudit } from './generate-audit.ts';
import { generateTenant } from './generate-tenant.ts';
import { subscriptionOf } from './resource-id.ts';
import type { Tenant } from './tenant.ts';
import { auditedTenantArbitrary } from './tenant-arbitrary.ts';

const plan = { subscriptions: 12, registries: 120, seed: 7, managementGroups: 4 };
const EVERYTHING: AuditPlan = {
  associations: { none: 1, both: 1, loginOnly: 1, endpoint: 1, missingRule: 1 },
  alertRules: { none: 1, new: 1, old: 1, disabled: 1, noAction: 1 },
  connected: { none: 1, audited: 1, silent: 1 },
  tasks: { none: 1, kept: 1, lost: 1 },
  childAccess: { full: 3, denied: 1 },
  activityLog: { none: 1, administrative: 1, other: 1 },
  groupActivityLog: { none: 1, allLogs: 1, denied: 1 },
  destinations: { healthy: 1, weak: 1, elsewhere: 1, denied: 1, missing: 1 },
  tables: { inherit: 1, absent: 1, shorter: 1, longer: 1 },
  lifecycle: { none: 1, early: 1, late: 1 },
};

describe('a tenant that is generated with what other rules look at', () => {
  test('is the same for the same plan, and another one for another seed', () => {
    const tenant = generateTenant({ ...plan, audit: EVERYTHING });
    expect(generateTenant({ ...plan, audit: EVERYTHING })).toEqual(tenant);
    const other = withAudit(generateTenant(plan), EVERYTHING, 8);
    expect([other.associations, other.destinations]).not.toEqual([tenant.associations, tenant.destinations]);
  });

  test('has the registries, settings and subscriptions that it has without', () => {
    const { associations: _, ...tenant } = generateTenant({ ...plan, audit: EVERYTHING });
    const bare = generateTenant(plan);
    const without: Tenant = {
      id: tenant.id,
      principal: tenant.principal,
      managementGroups: tenant.managementGroups.map(({ access: __, ...group }) => group),
      subscriptions: tenant.subscriptions,
      registries: tenant.registries.map(({ connected: __, tasks: ___, childAccess: ____, ...registry }) => registry),
      graph: tenant.graph,
    };
    expect(without).toEqual(bare);
    expect(generateTenant({ ...plan, audit: {} })).toEqual(bare);
  });

  test.each<[string, AuditPlan, (tenant: Tenant) => unknown, unknown]>([
    [
      'associations with rules of the subscription',
      { associations: { both: 1 } },
      ({ associations = [] }) =>
        new Set(
          associations.map(({ rule = '', resource }) =>
            [rule.split('/').at(-1), subscriptionOf(rule) === subscriptionOf(resource)].join(' '),
          ),
        ),
      new Set(['both true']),
    ],
    ['rules for each subscription', { associations: { none: 1 } }, (one) => one.dataCollectionRules?.length, 6 * 12],
    ['alert rules for each subscription', { alertRules: { old: 1 } }, (one) => one.alertRules?.length, 12],
    [
      'connected registries for Premium alone',
      { connected: { silent: 1 } },
      ({ registries }) => new Set(registries.map(({ sku, connected }) => `${sku} ${connected?.length ?? 0}`)),
      new Set(['Basic 0', 'Standard 0', 'Premium 2']),
    ],
    [
      'tasks',
      { tasks: { both: 1 } },
      ({ registries }) => new Set(registries.map(({ tasks }) => tasks?.length)),
      new Set([2]),
    ],
    [
      'settings of the activity log for each subscription',
      { activityLog: { administrative: 1 } },
      ({ activityLog }) => Object.keys(activityLog?.subscriptions ?? {}).length,
      12,
    ],
    [
      'management groups that are refused',
      { groupActivityLog: { denied: 1 } },
      ({ managementGroups }) => new Set(managementGroups.map(({ access }) => access)),
      new Set(['denied']),
    ],
    [
      'all default destinations',
      { destinations: { missing: 1 } },
      ({ destinations = [] }) => [destinations.length, new Set(destinations.map(({ access }) => access))],
      [4 * 12, new Set(['missing'])],
    ],
    [
      'tables that are not there yet',
      { tables: { absent: 1 } },
      ({ destinations = [] }) => destinations.flatMap((one) => (one.kind === 'workspace' ? [one.tables] : [])),
      Array(12).fill({}),
    ],
    [
      'lifecycle policies',
      { lifecycle: { early: 1 } },
      ({ destinations = [] }) => destinations.flatMap((one) => (one.kind === 'storageAccount' ? [one.lifecycle] : [])),
      Array(12).fill({ deleteAfterDays: 7 }),
    ],
  ])('has %s', (_, audit, found, expected) => {
    expect(found(generateTenant({ ...plan, audit }))).toEqual(expected);
  });

  test('refers to nothing outside of its subscriptions', () => {
    fc.assert(
      fc.property(auditedTenantArbitrary(), (tenant) => {
        const subscriptions = new Set(tenant.subscriptions.map(({ id }) => id));
        const registries = new Set(tenant.registries.map(({ id }) => id));
        const { destinations = [], dataCollectionRules = [], alertRules = [], associations = [] } = tenant;
        for (const { id } of [...destinations, ...dataCollectionRules, ...alertRules])
          expect(subscriptions).toContain(subscriptionOf(id));
        for (const { resource } of associations) expect(registries).toContain(resource);
      }),
    );
  });
});
