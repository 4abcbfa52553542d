import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  audited,
  auditId,
  defaultId,
  invisible,
  noGraph,
  noSettings,
  OUTSIDE,
  open,
  RULE,
  registries,
  startAudited,
} from './audited-tenant.ts';
import { type Get, pages, refusal } from './mixed-tenant.ts';
import { signedIn } from './raw-client.ts';
import { type RunningArm, startArm } from './start.ts';

let arm: RunningArm;
let get: Get;

beforeAll(async () => {
  ({ arm, get } = await startAudited());
});
afterAll(() => arm.stop());

const { one, two, hidden } = registries;
const associationsOf = (id: string, version = '2024-03-11'): string =>
  `${id}/providers/Microsoft.Insights/dataCollectionRuleAssociations?api-version=${version}`;
const ruleUrl = (id: string): string => `${id}?api-version=2024-03-11`;

describe('associations of data collection rules', () => {
  test('are those of the registry', async () => {
    const found = (await pages(get, associationsOf(one.id.toUpperCase()))).flat() as {
      name: string;
      properties: object;
    }[];
    expect(found.map(({ name, properties }) => [name, properties])).toEqual([
      ['a', { dataCollectionRuleId: RULE, description: 'both', provisioningState: 'Succeeded' }],
      [
        'b',
        {
          dataCollectionEndpointId: auditId('Microsoft.Insights/dataCollectionEndpoints', 'e'),
          provisioningState: 'Succeeded',
        },
      ],
    ]);
    expect(await pages(get, associationsOf(two.id))).toEqual([[]]);
  });

  test.each([
    ['where settings are', associationsOf(hidden.id), '403 AuthorizationFailed'],
    ['of a registry that never was', associationsOf(`${one.id}x`), '404 ResourceNotFound'],
    ['in another version', associationsOf(one.id, '2019-11-01-preview'), '400 UnsupportedApiVersion'],
  ])('are refused %s', async (_, url, expected) => {
    expect(await refusal(get, url)).toBe(expected);
  });

  test('can be refused by themselves', async () => {
    const other = await startArm({ ...audited, registries: [{ ...one, access: 'noAssociations' }] });
    const read = await signedIn(other);
    expect(await refusal(read, associationsOf(one.id))).toBe('403 AuthorizationFailed');
    const settings = `${one.id}/providers/microsoft.insights/diagnosticSettings?api-version=2021-05-01-preview`;
    expect((await read(settings)).status).toBe(200);
    expect(other.state.graphRows('insightsresources').map(({ id }) => id.split('/').at(-1))).not.toContain('a');
    await other.stop();
  });
});

describe('data collection rules', () => {
  test('collect both logs unless told otherwise', async () => {
    const { json } = await get(ruleUrl(RULE.toUpperCase()));
    const streams = ['microsoft.containerregistry/registries:Logs-Group-All'];
    expect(json).toMatchObject({
      id: RULE,
      kind: 'PlatformTelemetry',
      location: 'westeurope',
      properties: {
        dataSources: { platformTelemetry: [{ name: 'source', streams }] },
        destinations: {
          logAnalytics: [
            { workspaceResourceId: defaultId('Microsoft.OperationalInsights/workspaces', 'central'), name: 'central' },
          ],
        },
        dataFlows: [{ streams, destinations: ['central'] }],
      },
    });
  });

  test('of machines collect something else', async () => {
    const { json } = await get(ruleUrl(auditId('Microsoft.Insights/dataCollectionRules', 'machines')));
    expect(json).toMatchObject({ kind: 'Linux', properties: { dataSources: { performanceCounters: [{}] } } });
  });

  test.each([
    ['that may not be read', 'closed', open, '403 AuthorizationFailed'],
    ['that never was', 'none', open, '404 ResourceNotFound'],
    ['of another tenant', 'none', OUTSIDE.otherTenant, '401 InvalidAuthenticationTokenTenant'],
  ])('are refused: one %s', async (_, name, subscription, expected) => {
    const id = auditId('Microsoft.Insights/dataCollectionRules', name, subscription);
    expect(await refusal(get, ruleUrl(id))).toBe(expected);
  });

  test('in another version are refused', async () => {
    expect(await refusal(get, `${RULE}?api-version=2022-06-01`)).toBe('400 UnsupportedApiVersion');
  });
});

describe('alert rules', () => {
  const rulesOf = (subscription: string, version = '2023-12-01'): string =>
    `/subscriptions/${subscription}/providers/Microsoft.Insights/scheduledQueryRules?api-version=${version}`;

  test('are listed in one shape, whatever they were made with', async () => {
    const found = (await pages(get, rulesOf(open))).flat() as { name: string; properties: Record<string, unknown> }[];
    expect(
      found.map(({ name, properties }) => [name, properties.enabled, properties.isLegacyLogAnalyticsRule]),
    ).toEqual([
      ['new', true, false],
      ['old', false, true],
    ]);
    expect(await pages(get, rulesOf(noGraph))).toEqual([[]]);
  });

  test.each([
    ['of a subscription nobody sees', rulesOf(invisible), '403 AuthorizationFailed'],
    ['in another version', rulesOf(open, '2021-08-01'), '400 UnsupportedApiVersion'],
  ])('are refused %s', async (_, url, expected) => {
    expect(await refusal(get, url)).toBe(expected);
  });
});

describe('connected registries and tasks', () => {
  const connectedOf = (id: string, version = '2025-11-01'): string =>
    `${id}/connectedRegistries?api-version=${version}`;
  const tasksOf = (id: string, version = '2025-03-01-preview'): string => `${id}/tasks?api-version=${version}`;

  test('are what the registry has, with the members that were set', async () => {
    const connected = (await pages(get, connectedOf(one.id))).flat() as {
      name: string;
      properties: { logging?: object };
    }[];
    expect(connected.map(({ name, properties }) => [name, properties.logging])).toEqual([
      ['edge1', { auditLogStatus: 'Enabled', logLevel: 'Information' }],
      ['edge2', undefined],
    ]);
    const tasks = (await pages(get, tasksOf(one.id))).flat() as {
      name: string;
      properties: { logTemplate?: string; status: string };
    }[];
    expect(tasks.map(({ name, properties: { logTemplate, status } }) => [name, logTemplate, status])).toEqual([
      ['build', 'logs:{{.Run.ID}}', 'Enabled'],
      ['purge', undefined, 'Disabled'],
    ]);
  });

  test('only a Premium registry has connected ones', async () => {
    expect(await pages(get, connectedOf(two.id))).toEqual([[]]);
    expect(await pages(get, tasksOf(two.id))).toEqual([[]]);
  });

  test.each([
    ['where they may not be read', connectedOf(hidden.id), '403 AuthorizationFailed'],
    ['of a registry that never was', tasksOf(`${one.id}x`), '404 ResourceNotFound'],
    ['connected ones in another version', connectedOf(one.id, '2023-07-01'), '400 UnsupportedApiVersion'],
    ['tasks in another version', tasksOf(one.id, '2025-11-01'), '400 UnsupportedApiVersion'],
  ])('are refused: %s', async (_, url, expected) => {
    expect(await refusal(get, url)).toBe(expected);
  });
});

describe('settings of the activity log', () => {
  const ofSubscription = (id: string, version = '2021-05-01-preview'): string =>
    `/subscriptions/${id}/providers/Microsoft.Insights/diagnosticSettings?api-version=${version}`;
  const ofGroup = (name: string, version = '2020-01-01-preview'): string =>
    `/providers/Microsoft.Management/managementGroups/${name}/providers/microsoft.insights/diagnosticSettings?api-version=${version}`;
  const workspaceId = defaultId('Microsoft.OperationalInsights/workspaces', 'central');

  test('of a subscription have an id without a slash before it, and no type', async () => {
    const { json } = await get(ofSubscription(open.toUpperCase()));
    expect(json).toEqual({
      value: [
        {
          id: `subscriptions/${open}/providers/AzureResourceManager/diagnosticSettings/export`,
          type: null,
          name: 'export',
          properties: {
            workspaceId,
            logs: [
              ['Administrative', true],
              ['Security', false],
              ['ServiceHealth', false],
              ['Alert', false],
              ['Recommendation', false],
              ['Policy', true],
              ['Autoscale', false],
              ['ResourceHealth', false],
            ].map(([category, enabled]) => ({ category, enabled })),
          },
        },
      ],
    });
    expect((await get(ofSubscription(noGraph))).json).toEqual({ value: [] });
  });

  test.each(['2020-01-01-preview', '2021-05-01-preview'])('of a management group, %s', async (version) => {
    const { json } = await get(ofGroup('MG-1', version));
    expect(json).toEqual({
      value: [
        {
          id: 'providers/Microsoft.Management/managementGroups/mg-1/providers/microsoft.insights/diagnosticSettings/all',
          type: 'Microsoft.Insights/diagnosticSettings',
          name: 'all',
          properties: { workspaceId, logs: [{ categoryGroup: 'allLogs', enabled: true }] },
        },
      ],
    });
  });

  test.each([
    ['of a subscription without access to settings', ofSubscription(noSettings), '403 AuthorizationFailed'],
    ['of a subscription nobody sees', ofSubscription(invisible), '403 AuthorizationFailed'],
    ['of an unknown subscription', ofSubscription(OUTSIDE.unknown), '404 SubscriptionNotFound'],
    ['of a subscription in another version', ofSubscription(open, '2017-05-01'), '400 UnsupportedApiVersion'],
    ['of a group that may not be read', ofGroup('mg-2'), '403 AuthorizationFailed'],
    ['of a group that never was', ofGroup('none'), '403 AuthorizationFailed'],
    ['of a group in another version', ofGroup('mg-1', '2017-05-01'), '400 UnsupportedApiVersion'],
  ])('are refused: %s', async (_, url, expected) => {
    expect(await refusal(get, url)).toBe(expected);
  });
});
