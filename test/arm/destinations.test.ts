import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditId, defaultId, invisible, noSettings, OUTSIDE, startAudited } from './audited-tenant.ts';
import { type Get, refusal } from './mixed-tenant.ts';
import type { RunningArm } from './start.ts';

let arm: RunningArm;
let get: Get;

beforeAll(async () => {
  ({ arm, get } = await startAudited());
});
afterAll(() => arm.stop());

const WORKSPACES = 'Microsoft.OperationalInsights/workspaces';
const ACCOUNTS = 'Microsoft.Storage/storageAccounts';
const NAMESPACES = 'Microsoft.EventHub/namespaces';
const MONITORS = 'Microsoft.Datadog/monitors';
const VERSIONS = new Map([
  [WORKSPACES, '2025-07-01'],
  [ACCOUNTS, '2025-01-01'],
  [NAMESPACES, '2024-01-01'],
  [MONITORS, '2023-01-01'],
]);

function urlOf(id: string): string {
  const version = [...VERSIONS].find(([type]) => id.toLowerCase().includes(type.toLowerCase()))?.[1];
  return `${id}?api-version=${version}`;
}

describe('destinations that settings of generated registries refer to', () => {
  test.each<[string, string, Record<string, unknown>]>([
    ['the workspace', defaultId(WORKSPACES, 'central'), { location: 'westeurope' }],
    ['the workspace in another letter case', defaultId(WORKSPACES, 'Central').toLowerCase(), { name: 'central' }],
    ['the workspace of another subscription', defaultId(WORKSPACES, 'central', noSettings), { name: 'central' }],
    ['a table', `${defaultId(WORKSPACES, 'central')}/tables/ContainerRegistryLoginEvents`, {}],
    ['the storage account', defaultId(ACCOUNTS, 'auditlogs'), { kind: 'StorageV2' }],
    ['the event hubs', defaultId(NAMESPACES, 'hubs'), { location: 'West Europe' }],
    [
      'their rule',
      `${defaultId(NAMESPACES, 'hubs')}/authorizationRules/rootmanagesharedaccesskey`,
      { name: 'RootManageSharedAccessKey' },
    ],
    ['the partner', defaultId(MONITORS, 'dd1'), { location: 'westeurope' }],
  ])('exist: %s', async (_, id, expected) => {
    const { status, json } = await get(urlOf(id));
    expect(status).toBe(200);
    expect(json).toMatchObject(expected);
  });
});

describe('a destination is what the tenant says:', () => {
  test.each<[string, string, unknown]>([
    [
      'a workspace',
      auditId(WORKSPACES, 'short'),
      { location: 'northeurope', properties: { retentionInDays: 30, sku: { name: 'Free' } } },
    ],
    [
      'a table with days of its own',
      `${auditId(WORKSPACES, 'short')}/tables/ContainerRegistryLoginEvents`,
      {
        properties: {
          retentionInDays: 60,
          totalRetentionInDays: 365,
          archiveRetentionInDays: 305,
          retentionInDaysAsDefault: false,
          totalRetentionInDaysAsDefault: false,
        },
      },
    ],
    [
      'a table that inherits',
      `${defaultId(WORKSPACES, 'central')}/tables/ContainerRegistryRepositoryEvents`,
      {
        properties: {
          retentionInDays: 90,
          totalRetentionInDays: 90,
          archiveRetentionInDays: 0,
          retentionInDaysAsDefault: true,
          totalRetentionInDaysAsDefault: true,
        },
      },
    ],
    [
      'a storage account',
      auditId(ACCOUNTS, 'walled'),
      {
        kind: 'BlockBlobStorage',
        sku: { name: 'Premium_LRS', tier: 'Premium' },
        properties: {
          dnsEndpointType: 'AzureDnsZone',
          networkAcls: { defaultAction: 'Deny', bypass: 'None' },
          immutableStorageWithVersioning: {
            enabled: true,
            immutabilityPolicy: { immutabilityPeriodSinceCreationInDays: 400, state: 'Locked' },
          },
        },
      },
    ],
    [
      'a lifecycle policy',
      `${auditId(ACCOUNTS, 'walled')}/managementPolicies/default`,
      {
        properties: {
          policy: {
            rules: [{ definition: { actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: 400 } } } } }],
          },
        },
      },
    ],
    [
      'a namespace',
      auditId(NAMESPACES, 'stream'),
      { location: 'East US 2', sku: { name: 'Premium' }, properties: { publicNetworkAccess: 'Disabled' } },
    ],
    [
      'a rule of a namespace',
      `${auditId(NAMESPACES, 'stream')}/authorizationRules/Listener`,
      { properties: { rights: ['Listen'] } },
    ],
  ])('%s', async (_, id, expected) => {
    const { status, json } = await get(urlOf(id));
    expect(status).toBe(200);
    expect(json).toMatchObject(expected as object);
  });
});

describe('a destination is refused', () => {
  test.each<[string, string, string]>([
    ['that may not be read', auditId(WORKSPACES, 'closed'), '403 AuthorizationFailed'],
    [
      'with the tables in it',
      `${auditId(WORKSPACES, 'closed')}/tables/ContainerRegistryLoginEvents`,
      '403 AuthorizationFailed',
    ],
    ['as a table alone', `${auditId(WORKSPACES, 'short')}/tables/Other`, '403 AuthorizationFailed'],
    ['as a policy alone', `${auditId(ACCOUNTS, 'secret')}/managementPolicies/default`, '403 AuthorizationFailed'],
    ['that is gone', auditId(WORKSPACES, 'gone'), '404 ResourceNotFound'],
    ['that never was', auditId(ACCOUNTS, 'none'), '404 ResourceNotFound'],
    ['of another kind', auditId(ACCOUNTS, 'short'), '404 ResourceNotFound'],
    ['that was there by default', defaultId(MONITORS, 'dd1', noSettings), '404 ResourceNotFound'],
    ['of a group that never was', auditId(ACCOUNTS, 'none').replace('Audit', 'nowhere'), '404 ResourceGroupNotFound'],
    [
      'as a table of nothing',
      `${auditId(WORKSPACES, 'gone')}/tables/ContainerRegistryLoginEvents`,
      '404 ParentResourceNotFound',
    ],
    [
      'as a table without records',
      `${auditId(WORKSPACES, 'short')}/tables/ContainerRegistryRepositoryEvents`,
      '404 ResourceNotFound',
    ],
    [
      'as a policy that there is none of',
      `${defaultId(ACCOUNTS, 'auditlogs')}/managementPolicies/default`,
      '404 ManagementPolicyNotFound',
    ],
    ['as a rule that is gone', `${auditId(NAMESPACES, 'stream')}/authorizationRules/Gone`, '404 ResourceNotFound'],
    ['as a rule that never was', `${auditId(NAMESPACES, 'stream')}/authorizationRules/None`, '404 ResourceNotFound'],
    ['as a rule of nothing', `${auditId(NAMESPACES, 'none')}/authorizationRules/Gone`, '404 ParentResourceNotFound'],
    ['of a subscription nobody sees', defaultId(WORKSPACES, 'central', invisible), '403 AuthorizationFailed'],
    ['of a strange subscription', auditId(WORKSPACES, 'x', OUTSIDE.denied), '403 AuthorizationFailed'],
    ['of an invalid subscription', auditId(WORKSPACES, 'x', OUTSIDE.invalid), '404 InvalidSubscription'],
    ['of an unknown subscription', auditId(WORKSPACES, 'x', OUTSIDE.unknown), '404 SubscriptionNotFound'],
    ['of another tenant', auditId(WORKSPACES, 'x', OUTSIDE.otherTenant), '401 InvalidAuthenticationTokenTenant'],
  ])('%s', async (_, id, expected) => {
    expect(await refusal(get, urlOf(id))).toBe(expected);
  });

  test.each([
    defaultId(WORKSPACES, 'central'),
    `${defaultId(WORKSPACES, 'central')}/tables/ContainerRegistryLoginEvents`,
    defaultId(ACCOUNTS, 'auditlogs'),
    `${defaultId(ACCOUNTS, 'auditlogs')}/managementPolicies/default`,
    defaultId(NAMESPACES, 'hubs'),
    `${defaultId(NAMESPACES, 'hubs')}/authorizationRules/RootManageSharedAccessKey`,
    defaultId(MONITORS, 'dd1'),
  ])('when it is asked for in another version: %s', async (id) => {
    expect(await refusal(get, `${id}?api-version=2019-01-01`)).toBe('400 UnsupportedApiVersion');
  });
});

test('requests for destinations are counted by kind', async () => {
  arm.log.clear();
  await get(urlOf(defaultId(WORKSPACES, 'central')));
  await get(urlOf(`${defaultId(WORKSPACES, 'central')}/tables/ContainerRegistryLoginEvents`));
  await get(urlOf(`${defaultId(NAMESPACES, 'hubs')}/authorizationRules/RootManageSharedAccessKey`));
  await get(urlOf(auditId(WORKSPACES, 'gone')));
  const kinds = ['workspace', 'table', 'eventHubRule', 'storageAccount'] as const;
  expect(kinds.map((kind) => arm.log.count(kind))).toEqual([2, 1, 1, 0]);
  expect([arm.log.countStatus(404, 'workspace'), arm.log.count()]).toEqual([1, 4]);
});
