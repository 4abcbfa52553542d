import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audited, auditId, noSettings, open, RULE, registries, startAudited } from './audited-tenant.ts';
import type { Get } from './mixed-tenant.ts';
import type { RunningArm } from './start.ts';

let arm: RunningArm;
let get: Get;

beforeAll(async () => {
  ({ arm, get } = await startAudited());
});
afterAll(() => arm.stop());

const { one, ungraphed } = registries;

describe('Resource Graph knows', () => {
  interface Page {
    readonly data: Record<string, unknown>[];
    readonly totalRecords: number;
    readonly $skipToken?: string;
  }
  async function query(text: string, subscriptions?: readonly string[]): Promise<Record<string, unknown>[]> {
    const found: Record<string, unknown>[] = [];
    for (let token: string | undefined, more = true; more; more = token !== undefined) {
      const body = { query: text, subscriptions, options: token === undefined ? {} : { $skipToken: token } };
      const url = '/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01';
      const { json } = await get(url, { method: 'POST', body });
      found.push(...(json as Page).data);
      token = (json as Page).$skipToken;
    }
    return found;
  }

  const ASSOCIATIONS = `insightsresources | where type =~ 'microsoft.insights/datacollectionruleassociations' | where id contains '/providers/Microsoft.ContainerRegistry/registries/' | project id, name, type, properties | order by id asc`;

  test('the associations of registries that may be read, page by page', async () => {
    const rows = await query(ASSOCIATIONS);
    expect(rows.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(rows[0]).toMatchObject({
      type: 'microsoft.insights/datacollectionruleassociations',
      properties: { dataCollectionRuleId: RULE, description: 'both', provisioningState: 'Succeeded' },
    });
    expect(String(rows[0]?.id).toLowerCase()).toBe(
      `${one.id}/providers/microsoft.insights/datacollectionruleassociations/a`.toLowerCase(),
    );
    expect(await query(ASSOCIATIONS, [ungraphed.subscription])).toEqual([]);
    const all = await query('insightsresources | project id, name');
    expect(all.map(({ name }) => name).toSorted()).toEqual(['a', 'b', 'e']);
  });

  test('alert rules in both shapes', async () => {
    const text = `resources | where type =~ 'microsoft.insights/scheduledqueryrules' | project id, name, type, kind, location, properties | order by id asc`;
    const rows = await query(text, [open]);
    expect(rows.map(({ name, kind }) => [name, kind])).toEqual([
      ['new', 'LogAlert'],
      ['old', ''],
    ]);
    expect(rows[0]?.properties).toMatchObject({
      enabled: true,
      criteria: { allOf: [{ query: 'ContainerRegistryLoginEvents | take 1' }] },
      actions: { actionGroups: [auditId('microsoft.insights/actionGroups', 'people')] },
    });
    expect(rows[1]?.properties).toMatchObject({
      enabled: 'false',
      source: { query: 'ContainerRegistryRepositoryEvents | take 1' },
      action: { aznsAction: { actionGroup: [auditId('microsoft.insights/actionGroups', 'people')] } },
    });
    expect(await query(text, [noSettings])).toEqual([]);
  });

  test('the management groups above a subscription, the nearest first', async () => {
    const text = `resourcecontainers | where type =~ 'microsoft.resources/subscriptions' | project id, properties | order by id asc`;
    const rows = await query(text);
    const visible = [open, noSettings].map((id) => `/subscriptions/${id}`).toSorted();
    expect(rows.map(({ id }) => id)).toEqual(visible);
    const names = new Map(audited.managementGroups.map((group) => [group.name, group.parent]));
    for (const { id, properties } of rows) {
      const chain = (properties as { managementGroupAncestorsChain: { name: string }[] }).managementGroupAncestorsChain;
      const subscription = audited.subscriptions.find((found) => id === `/subscriptions/${found.id}`);
      expect(chain[0]?.name).toBe(subscription?.managementGroup);
      expect(chain.at(-1)?.name).toBe(audited.id);
      expect(chain.slice(1).map(({ name }) => name)).toEqual(chain.slice(0, -1).map(({ name }) => names.get(name)));
    }
  });
});
