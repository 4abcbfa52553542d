import { ContainerRegistryManagementClient } from '@azure/arm-containerregistry';
import { MonitorClient } from '@azure/arm-monitor';
import { ResourceGraphClient } from '@azure/arm-resourcegraph';
import { ClientSecretCredential, DefaultAzureCredential } from '@azure/identity';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { generateTenant } from './generate-tenant.ts';
import { armEnvironment, type RunningArm, startArm } from './start.ts';

const tenant = generateTenant({ subscriptions: 3, registries: 25, seed: 7 });
const { clientId, clientSecret } = tenant.principal;
let arm: RunningArm;

beforeAll(async () => {
  arm = await startArm(tenant, { pageSizes: { registries: 4, graph: 10 } });
});
afterAll(() => arm.stop());

function credential(secret = clientSecret): ClientSecretCredential {
  const { authorityHost } = arm;
  return new ClientSecretCredential(tenant.id, clientId, secret, { authorityHost, disableInstanceDiscovery: true });
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const clientOptions = () => ({
  endpoint: arm.endpoint,
  cloudSetting: undefined,
  retryOptions: { maxRetries: 0 },
  credentials: { scopes: [`${arm.endpoint}/.default`] },
});

describe('the clients of the SDK', () => {
  test('sign in with a secret', async () => {
    const { token, expiresOnTimestamp } = await credential().getToken(`${arm.endpoint}/.default`);
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    expect(claims).toMatchObject({
      tid: tenant.id,
      oid: tenant.principal.objectId,
      appid: clientId,
      aud: arm.endpoint,
    });
    expect(expiresOnTimestamp).toBeGreaterThan(Date.now() + 3_500_000);
  });

  test('a wrong secret is told as Entra ID tells it', async () => {
    await expect(credential('wrong').getToken(`${arm.endpoint}/.default`)).rejects.toThrow(/AADSTS7000215/);
  });

  test('the default credential finds what armEnvironment says', async () => {
    for (const [name, value] of Object.entries(armEnvironment(arm))) vi.stubEnv(name, value);
    try {
      const found = new DefaultAzureCredential({ disableInstanceDiscovery: true });
      expect((await found.getToken(`${arm.endpoint}/.default`)).token).toMatch(/^[-\w]+\.[-\w]+\.[-\w]+$/);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test('list registries page by page', async () => {
    for (const { id } of tenant.subscriptions) {
      const client = new ContainerRegistryManagementClient(credential(), id, clientOptions());
      const found = await collect(client.registries.list());
      const expected = tenant.registries.filter(({ subscription }) => subscription === id);
      expect(found.map((one) => one.id)).toEqual(expected.map((one) => one.id));
    }
  });

  test('read diagnostic settings', async () => {
    const registry = tenant.registries.find(({ preset }) => preset === 'bothCategories' || preset === 'audit');
    const client = new MonitorClient(credential(), registry?.subscription ?? '', clientOptions());
    const found = await collect(client.diagnosticSettings.list(registry?.id ?? ''));
    expect(found).toHaveLength(1);
    expect(found[0]?.logs?.every(({ enabled }) => enabled)).toBe(true);
  });

  test('query Resource Graph page by page', async () => {
    const client = new ResourceGraphClient(credential(), clientOptions());
    const ids: string[] = [];
    for (let skipToken: string | undefined, first = true; first || skipToken !== undefined; first = false) {
      const answer = await client.resources({
        subscriptions: tenant.subscriptions.map(({ id }) => id),
        query: `Resources | where type =~ 'Microsoft.ContainerRegistry/registries' | project id, name | order by id asc`,
        options: { top: 1000, resultFormat: 'objectArray', ...(skipToken !== undefined && { skipToken }) },
      });
      expect(answer.totalRecords).toBe(25);
      ids.push(...(answer.data as unknown as { id: string }[]).map(({ id }) => id.toLowerCase()));
      skipToken = answer.skipToken;
    }
    expect(ids.toSorted()).toEqual(tenant.registries.map(({ id }) => id.toLowerCase()).sort());
  });
});
