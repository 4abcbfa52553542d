import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ENDLESS_BUCKETS } from './buckets.ts';
import { generateTenant } from './generate-tenant.ts';
import { type RawAnswer, signedIn } from './raw-client.ts';
import type { RawSetting } from './setting-presets.ts';
import { startArm } from './start.ts';
import type { TenantRegistry } from './tenant.ts';

const TEMPLATE: unknown = JSON.parse(readFileSync('templates/fix-up.json', 'utf8'));
const TENANT = generateTenant({
  subscriptions: 2,
  registries: 4,
  seed: 3,
  settings: { loginOnly: 1 },
  groupsPerSubscription: 1,
});
const subscriptions = TENANT.subscriptions.map((one, i) => ({
  ...one,
  access: i === 0 ? ('full' as const) : ('noSettings' as const),
}));
const tenant = {
  ...TENANT,
  subscriptions,
  registries: TENANT.registries.map((one) => ({ ...one, resourceGroup: 'rg-Platform', location: 'westeurope' })),
};
const [own, foreign] = tenant.subscriptions.map(({ id }) => id);
const [first, second] = tenant.registries.filter(({ subscription }) => subscription === own) as [
  TenantRegistry,
  TenantRegistry,
];
const LOGS = `/subscriptions/${own}/resourceGroups/logs/providers`;
const AUDIT = {
  workspaceId: `${LOGS}/Microsoft.OperationalInsights/workspaces/new`,
  logs: [{ categoryGroup: 'audit', enabled: true }],
};

type Setting = { readonly registry: string; readonly name: string; readonly properties: object };

function bodyOf(settings: readonly Setting[], more: object = {}): object {
  const parameters = { resourceGroups: { value: [{ name: 'rg-platform', settings }] } };
  return { location: 'westeurope', properties: { mode: 'Incremental', template: TEMPLATE, parameters, ...more } };
}

interface Running {
  readonly put: (body: unknown, name?: string, subscription?: string, version?: string) => Promise<RawAnswer>;
  readonly get: (path: string) => Promise<RawAnswer>;
  readonly settings: (registry: TenantRegistry) => readonly RawSetting[];
}

async function withServer(use: (running: Running) => Promise<void>): Promise<void> {
  const arm = await startArm(tenant, { buckets: ENDLESS_BUCKETS });
  try {
    const ask = await signedIn(arm);
    const url = (path: string, subscription = own, version = '2021-04-01'): string =>
      `/subscriptions/${subscription}/providers/Microsoft.Resources/deployments/${path}?api-version=${version}`;
    await use({
      put: (body, name = 'd', subscription, version) => ask(url(name, subscription, version), { method: 'PUT', body }),
      get: (path) => ask(url(path)),
      settings: arm.state.settings,
    });
  } finally {
    await arm.stop();
  }
}

const codesOf = ({ status, json }: RawAnswer): string => {
  const { error } = json as { error?: { code: string } };
  return `${status} ${error?.code ?? ''}`.trim();
};

test('a deployment writes settings; said again it is the same one', async () => {
  await withServer(async ({ put, get, settings }) => {
    const before = settings(first);
    const body = bodyOf([{ registry: first.name, name: 'acr-audit', properties: AUDIT }]);
    expect([(await put(body)).status, (await put(body)).status]).toEqual([201, 200]);
    const after = settings(first);
    expect(after.slice(0, -1)).toEqual(before);
    expect(after.at(-1)?.properties).toEqual({
      storageAccountId: null,
      serviceBusRuleId: null,
      workspaceId: AUDIT.workspaceId,
      eventHubAuthorizationRuleId: null,
      eventHubName: null,
      metrics: [],
      logs: [{ category: null, categoryGroup: 'audit', enabled: true, retentionPolicy: { enabled: false, days: 0 } }],
      logAnalyticsDestinationType: null,
    });
    expect(settings(second).length).toBe(1);
    expect((await get('d')).json).toMatchObject({ name: 'd', properties: { provisioningState: 'Succeeded' } });
    expect((await get('nothing')).status).toBe(404);
  });
});

test('a refused operation fails alone, and nothing of its setting is applied', async () => {
  await withServer(async ({ put, get, settings }) => {
    const before = settings(first);
    const mixed = { ...AUDIT, logs: [...AUDIT.logs, { category: 'ContainerRegistryLoginEvents', enabled: true }] };
    const { status, json } = await put(
      bodyOf([
        { registry: first.name, name: 'acr-audit', properties: mixed },
        { registry: second.name, name: 'acr-audit', properties: AUDIT },
        { registry: 'nowhere', name: 'acr-audit', properties: AUDIT },
        {
          registry: second.name,
          name: 'far',
          properties: {
            ...AUDIT,
            workspaceId: null,
            storageAccountId: `${LOGS}/Microsoft.Storage/storageAccounts/logseastus`,
          },
        },
        { registry: second.name, name: 'again', properties: AUDIT },
      ]),
    );
    expect(status).toBe(201);
    expect(json).toMatchObject({
      properties: {
        provisioningState: 'Failed',
        error: {
          code: 'DeploymentFailed',
          details: [{ code: 'BadRequest' }, { code: 'ResourceNotFound' }, { code: 'BadRequest' }, { code: 'Conflict' }],
        },
      },
    });
    const { value } = (await get('d/operations')).json as { value: { properties: { statusCode: string } }[] };
    expect(value.map(({ properties }) => properties.statusCode)).toEqual([
      'BadRequest',
      'Created',
      'NotFound',
      'BadRequest',
      'Conflict',
    ]);
    expect(settings(first)).toEqual(before);
    expect(settings(second).map(({ name }) => name)).toContain('acr-audit');
    expect(settings(second).length).toBe(2);
  });
});

const entries = (n: number, text = ''): Setting[] =>
  Array.from({ length: n }, (_, i) => ({ registry: first.name, name: `s${i}`, properties: { ...AUDIT, text } }));
const groups = (n: number, text = ''): object => ({
  parameters: {
    resourceGroups: { value: Array.from({ length: n }, () => ({ name: 'rg-platform', settings: entries(1, text) })) },
  },
});

test.each<[string, string, unknown]>([
  ['no location', '400 LocationRequired', { properties: {} }],
  ['a mode that deletes', '400 InvalidDeploymentMode', bodyOf([], { mode: 'Complete' })],
  ['no template', '400 InvalidRequestContent', bodyOf([], { template: null })],
  ['a required parameter that is not given', '400 InvalidTemplate', bodyOf([], { parameters: {} })],
  ['a parameter longer than it may be', '400 InvalidTemplate', bodyOf(entries(201))],
  ['over 800 resources', '400 InvalidTemplate', bodyOf([], groups(401))],
  ['one setting twice', '400 InvalidTemplate', bodyOf([], groups(2))],
  ['over 4 MB', '413 RequestContentTooLarge', bodyOf([], groups(5, 'x'.repeat(900_000)))],
  [
    'something else',
    '501 NotModelled',
    bodyOf([], {
      template: {
        ...(TEMPLATE as object),
        parameters: {},
        resources: [
          { type: 'Microsoft.Resources/resourceGroups', apiVersion: '2022-09-01', name: 'a', location: 'eastus' },
        ],
      },
      parameters: {},
    }),
  ],
])('refused whole: %s', async (_, expected, body) => {
  await withServer(async ({ put, settings }) => {
    const before = settings(first);
    expect(codesOf(await put(body))).toBe(expected);
    expect(settings(first)).toEqual(before);
  });
});

test('refused for who asks, how, and where', async () => {
  await withServer(async ({ put }) => {
    const body = bodyOf([{ registry: first.name, name: 'acr-audit', properties: AUDIT }]);
    expect(codesOf(await put(body, 'd', foreign))).toBe('403 AuthorizationFailed');
    expect(codesOf(await put(body, 'd', '00000000-0000-4000-8000-000000000000'))).toBe('404 SubscriptionNotFound');
    expect(codesOf(await put(body, 'd', own, '2020-06-01'))).toBe('400 NoRegisteredProviderFound');
    expect(codesOf(await put(body, 'x'.repeat(65)))).toBe('400 InvalidDeploymentName');
    expect((await put(body)).status).toBe(201);
    expect(codesOf(await put({ ...body, location: 'eastus' }))).toBe('409 InvalidDeploymentLocation');
  });
});
