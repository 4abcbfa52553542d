import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { full, type Get, noSettings, refusal, registriesOf, startMixed, tenant, usual } from './mixed-tenant.ts';
import { signedIn } from './raw-client.ts';
import { type RunningArm, startArm } from './start.ts';

let arm: RunningArm;
let get: Get;

beforeAll(async () => {
  ({ arm, get } = await startMixed());
});
afterAll(() => arm.stop());

describe('Resource Graph', () => {
  const ALL = `Resources | where type =~ 'Microsoft.ContainerRegistry/registries'`;
  const url = '/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01';
  interface Page {
    readonly data: Record<string, unknown>[];
    readonly count: number;
    readonly totalRecords: number;
    readonly resultTruncated: string;
    readonly $skipToken?: string;
  }

  async function query(text: string, body: object = {}, options: object = {}): Promise<Page[]> {
    const found: Page[] = [];
    for (let token: string | undefined, more = true; more; more = token !== undefined) {
      const merged = { ...options, ...(token !== undefined && { $skipToken: token }) };
      const { json } = await get(url, { method: 'POST', body: { query: text, ...body, options: merged } });
      found.push(json as Page);
      token = (json as Page).$skipToken;
    }
    return found;
  }

  test('has rows of what may be read, and no word of the rest', async () => {
    const found = await query(`${ALL} | project id | order by id asc`, {
      subscriptions: tenant.subscriptions.map(({ id }) => id),
    });
    expect(found.map(({ count, totalRecords }) => [count, totalRecords])).toEqual([
      [5, 12],
      [5, 12],
      [2, 12],
    ]);
    const ids = found.flatMap(({ data }) => data.map(({ id }) => String(id)));
    expect(ids).toEqual(ids.toSorted());
    const expected = [...registriesOf(full), ...registriesOf(noSettings)].map(({ id }) => id.toLowerCase());
    expect(ids.map((id) => id.toLowerCase()).toSorted()).toEqual(expected.sort());
  });

  test('keeps to subscriptions, management groups and resource groups', async () => {
    const only = async (text: string, body: object): Promise<unknown> =>
      (await query(`${text} | project id, subscriptionId`, body)).flatMap(({ data }) =>
        data.map((row) => row.subscriptionId),
      );
    expect(await only(ALL, { subscriptions: [full] })).toEqual(Array(6).fill(full));
    const group = tenant.subscriptions[0]?.managementGroup;
    const inGroup = tenant.subscriptions.filter((one) => one.managementGroup === group).map(({ id }) => id);
    const found = new Set((await only(ALL, { managementGroups: [group] })) as string[]);
    expect(found.has(full ?? '')).toBe(true);
    expect([...found].every((id) => inGroup.includes(id))).toBe(true);
    const name = usual.resourceGroup ?? '';
    const expected = registriesOf(full).filter(({ resourceGroup }) => resourceGroup === name).length;
    const text = `${ALL} | where resourceGroup in~ ('${name.toUpperCase()}', 'none')`;
    expect(await only(text, { subscriptions: [full] })).toHaveLength(expected);
    expect(await only(`Resources | where type == 'x'`, {})).toEqual([]);
  });

  test('answers the columns that are asked for', async () => {
    const text = `${ALL} | where name =~ '${usual.name}' | project id, resourceGroup, type, tier = sku.tier, none`;
    const [first] = await query(text, { subscriptions: [full] });
    expect(first?.data.map(({ id, ...rest }) => ({ ...rest, id: String(id).toLowerCase() }))).toEqual([
      {
        id: usual.id.toLowerCase(),
        resourceGroup: usual.resourceGroup.toLowerCase(),
        type: 'microsoft.containerregistry/registries',
        tier: usual.sku,
        none: null,
      },
    ]);
  });

  test('says that rows are missing when it cannot page', async () => {
    const found = await query(`${ALL} | project name`, { subscriptions: [full] }, { $top: 2 });
    expect(found.map(({ count, totalRecords, resultTruncated }) => [count, totalRecords, resultTruncated])).toEqual([
      [2, 6, 'true'],
    ]);
  });

  test.each([
    ['a thousand and one subscriptions', { subscriptions: Array(1001).fill(full) }, 'TooManySubscriptions'],
    ['too many rows', { options: { $top: 1001 } }, 'InvalidTop'],
    ['a made-up token', { options: { $skipToken: 'x' } }, 'InvalidSkipToken'],
    ['an unknown operator', { query: 'Resources | take 5' }, 'ParserFailure'],
    ['no query', { query: undefined }, 'InvalidQuery'],
  ])('%s is refused', async (_, change, code) => {
    const body = { query: ALL, ...change };
    expect(await refusal(get, url, { method: 'POST', body })).toBe(`400 BadRequest ${code}`);
  });

  test('is refused altogether where it is denied', async () => {
    const other = await startArm({ ...tenant, graph: 'denied' });
    const post = await signedIn(other);
    const { status, json } = await post(url, { method: 'POST', body: { query: ALL } });
    expect([status, json]).toMatchObject([403, { error: { code: 'AccessDenied' } }]);
    await other.stop();
  });
});
