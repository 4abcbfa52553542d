import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateTenant } from './generate-tenant.ts';
import {
  denied,
  full,
  type Get,
  gone,
  INSIGHTS,
  invisible,
  noGraph,
  noRegistries,
  noSettings,
  pages,
  REGISTRIES,
  refusal,
  registriesOf,
  SETTINGS,
  startMixed,
  tenant,
  usual,
} from './mixed-tenant.ts';
import { signedIn } from './raw-client.ts';
import { settingsOf } from './setting-presets.ts';
import { type RunningArm, startArm } from './start.ts';

let arm: RunningArm;
let get: Get;

beforeAll(async () => {
  ({ arm, get } = await startMixed());
});
afterAll(() => arm.stop());

describe('subscriptions', () => {
  test('come page by page, and only those that are visible', async () => {
    const found = await pages(get, '/subscriptions?api-version=2022-12-01');
    expect(found.map(({ length }) => length)).toEqual([3, 1]);
    const ids = found.flat().map((one) => (one as { subscriptionId: string }).subscriptionId);
    expect(ids).toEqual([full, noRegistries, noGraph, noSettings]);
  });

  test('are read one by one', async () => {
    const { json } = await get(`/SUBSCRIPTIONS/${full?.toUpperCase()}?api-version=2022-12-01`);
    expect(json).toMatchObject({ subscriptionId: full, tenantId: tenant.id, displayName: 'Subscription 1' });
    expect(await refusal(get, `/subscriptions/${invisible}?api-version=2022-12-01`)).toBe('403 AuthorizationFailed');
    expect(await refusal(get, '/subscriptions/none?api-version=2022-12-01')).toBe('404 SubscriptionNotFound');
  });

  test('a request without an api-version, or for nothing that is known, is refused', async () => {
    expect(await refusal(get, '/subscriptions')).toBe('400 MissingApiVersionParameter');
    expect(await refusal(get, '/subscriptions?api-version=1')).toBe('400 InvalidApiVersionParameter');
    expect(await refusal(get, '/subscriptions?api-version=2022-12-01&$skiptoken=x')).toBe('400 InvalidSkipToken');
    expect(await refusal(get, '/providers/none?api-version=2022-12-01')).toBe('404 InvalidResourceType');
  });
});

describe('management groups', () => {
  const url = (name: string): string =>
    `/providers/Microsoft.Management/managementGroups/${name}/descendants?api-version=2023-04-01`;

  test('name all groups and subscriptions below, visible or not', async () => {
    const found = await pages(get, url(tenant.id));
    expect(found.map(({ length }) => length)).toEqual([2, 2, 2, 2]);
    const names = found.flat().map((one) => (one as { name: string }).name);
    expect(names.toSorted()).toEqual(
      [...tenant.managementGroups.slice(1).map(({ name }) => name), ...tenant.subscriptions.map(({ id }) => id)].sort(),
    );
  });

  test('of a lower group name less', async () => {
    const names = (await pages(get, url('mg-3'))).flat().map((one) => (one as { name: string }).name);
    const expected = tenant.subscriptions.filter(({ managementGroup }) => managementGroup === 'mg-3');
    expect(names).toEqual(expected.map(({ id }) => id));
  });

  test('that do not exist are refused as if they did', async () => {
    expect(await refusal(get, url('none'))).toBe('403 AuthorizationFailed');
    expect(await refusal(get, url('a%20b'))).toBe('400 BadRequest');
  });
});

describe('registries', () => {
  test('of a subscription come page by page', async () => {
    const found = await pages(get, `/subscriptions/${full}/${REGISTRIES}?api-version=2025-11-01`);
    expect(found.map(({ length }) => length)).toEqual([4, 2]);
    expect(found.flat().map((one) => (one as { id: string }).id)).toEqual(registriesOf(full).map(({ id }) => id));
  });

  test('of a resource group, in any letter case', async () => {
    const group = usual.resourceGroup ?? '';
    const url = `/subscriptions/${full}/resourcegroups/${group.toUpperCase()}/${REGISTRIES}?api-version=2025-11-01`;
    const names = (await pages(get, url)).flat().map((one) => (one as { name: string }).name);
    const expected = registriesOf(full).filter(({ resourceGroup }) => resourceGroup === group);
    expect(names).toEqual(expected.map(({ name }) => name));
    const none = `/subscriptions/${full}/resourceGroups/none/${REGISTRIES}?api-version=2025-11-01`;
    expect(await refusal(get, none)).toBe('404 ResourceGroupNotFound');
  });

  test('are read one by one', async () => {
    expect((await get(`${usual.id}?api-version=2025-11-01`)).json).toMatchObject({
      id: usual.id,
      location: usual.location,
    });
    expect(await refusal(get, `${gone.id}?api-version=2025-11-01`)).toBe('404 ResourceNotFound');
  });

  test.each([
    ['refused', noRegistries, '403 AuthorizationFailed'],
    ['invisible', invisible, '403 AuthorizationFailed'],
    ['unknown', 'none', '404 SubscriptionNotFound'],
  ])('of a subscription that is %s', async (_, id, expected) => {
    expect(await refusal(get, `/subscriptions/${id}/${REGISTRIES}?api-version=2025-11-01`)).toBe(expected);
  });
});

describe('diagnostic settings', () => {
  test('are what the registry has, whatever the letter case and the slashes of its id', async () => {
    for (const registry of registriesOf(full).slice(2)) {
      for (const id of [registry.id, registry.id.toUpperCase(), `/${registry.id}`]) {
        expect((await get(`${id}/${SETTINGS}`)).json).toEqual({ value: settingsOf(registry) });
      }
    }
  });

  test('with category groups are left out of the older version, and groups are not told', async () => {
    const older = await startArm(generateTenant({ subscriptions: 1, registries: 200 }));
    const read = await signedIn(older);
    for (const registry of older.tenant.registries) {
      const { json } = await read(`${registry.id}/${INSIGHTS}/diagnosticSettings?api-version=2017-05-01-preview`);
      const names = (json as { value: { name: string }[] }).value.map(({ name }) => name);
      const grouped = /"categoryGroup":"/;
      const plain = settingsOf(registry).filter((setting) => !grouped.test(JSON.stringify(setting)));
      expect(names).toEqual(plain.map(({ name }) => name));
      expect(JSON.stringify(json)).not.toContain('categoryGroup');
    }
    await older.stop();
  });

  test.each([
    ['is refused', () => denied.id, '403 AuthorizationFailed'],
    ['is gone', () => gone.id, '404 ResourceNotFound'],
    ['never was', () => `${usual.id}x`, '404 ResourceNotFound'],
    [
      'is in a subscription whose settings are refused',
      () => registriesOf(noSettings)[0]?.id,
      '403 AuthorizationFailed',
    ],
    ['is in a refused subscription', () => registriesOf(noRegistries)[0]?.id, '403 AuthorizationFailed'],
  ])('of a registry that %s', async (_, id, expected) => {
    expect(await refusal(get, `${id()}/${SETTINGS}`)).toBe(expected);
  });

  test('of an unknown version are refused', async () => {
    const url = `${usual.id}/${INSIGHTS}/diagnosticSettings?api-version=2020-01-01`;
    expect(await refusal(get, url)).toBe('400 UnsupportedApiVersion');
  });

  test('have the two categories of logs, in both groups', async () => {
    const { json } = await get(`${usual.id}/${INSIGHTS}/diagnosticSettingsCategories?api-version=2021-05-01-preview`);
    const { value } = json as { value: { name: string; properties: { categoryGroups: string[] | null } }[] };
    expect(value.map(({ name, properties }) => [name, properties.categoryGroups])).toEqual([
      ['ContainerRegistryRepositoryEvents', ['allLogs', 'audit']],
      ['ContainerRegistryLoginEvents', ['allLogs', 'audit']],
      ['AllMetrics', null],
    ]);
  });
});

test('settings that a test changes are answered from then on', async () => {
  const other = await startArm(tenant);
  const read = await signedIn(other);
  const from = registriesOf(full).find(({ preset }) => preset !== 'none') ?? usual;
  if (from === undefined) throw new Error('no registry');
  other.state.setSettings(usual, settingsOf(from));
  expect((await read(`${usual.id}/${SETTINGS}`)).json).toEqual({ value: settingsOf(from) });
  await other.stop();
});
