import { MonitorClient } from '@azure/arm-monitor';
import { ClientSecretCredential } from '@azure/identity';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { faultPlanArbitrary, recoverablePlanArbitrary } from './fault-arbitrary.ts';
import { createFaults, type Fault, type FaultRule, type RetryAfter, WRONG_BODIES } from './faults.ts';
import { generateTenant } from './generate-tenant.ts';
import { type RawAnswer, type RawRequest, signedIn } from './raw-client.ts';
import { settingsOf } from './setting-presets.ts';
import { type RunningArm, startArm } from './start.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

const tenant = generateTenant({ subscriptions: 2, registries: 12, settings: { audit: 1 }, seed: 5 });
const [registry, second] = tenant.registries;
const subscription = tenant.subscriptions[0]?.id;
const settingsUrl = (id = registry?.id): string =>
  `${id}/providers/microsoft.insights/diagnosticSettings?api-version=2021-05-01-preview`;
const REGISTRIES = `/subscriptions/${subscription}/providers/Microsoft.ContainerRegistry/registries?api-version=2025-11-01`;
const right = registry === undefined ? [] : settingsOf(registry);

let arm: RunningArm;
let clock: VirtualClock;
let get: (url: string, options?: RawRequest) => Promise<RawAnswer>;

async function start(...rules: FaultRule[]): Promise<void> {
  clock = createVirtualClock();
  arm = await startArm(tenant, { clock, pageSizes: { registries: 2, graph: 5 } });
  const { stop } = arm;
  onTestFinished(() => stop());
  get = await signedIn(arm);
  arm.setFaults(rules);
}

function always(fault: Fault, match: FaultRule['match'] = { kind: 'settings' }): FaultRule {
  return { match, times: 'always', fault };
}

describe('a fault strikes requests', () => {
  test.each<[string, Omit<FaultRule, 'fault'>, string]>([
    ['all', { match: {}, times: 'always' }, 'ff ff ff'],
    ['of a kind', { match: { kind: ['graph', 'settings'] }, times: 'always' }, 'ff ff ff'],
    ['of another kind', { match: { kind: 'registry' }, times: 'always' }, '.. .. ..'],
    ['the first', { match: {}, times: 1 }, 'f. .. ..'],
    ['the third and fourth', { match: {}, skip: 2, times: 2 }, '.. ff ..'],
    ['the first of each path', { match: {}, times: 1, each: true }, 'ff .. ..'],
    ['the second of each path', { match: {}, times: 1, skip: 1, each: true }, '.. ff ..'],
    ['of one path', { match: { id: '/B/' }, times: 2 }, '.f .f ..'],
  ])('%s', (_, rule, expected) => {
    const { next } = createFaults([{ ...rule, fault: { type: 'reset' } }]);
    const found = [1, 2, 3].map(() => ['/a/x', '/b/x'].map((path) => (next('settings', path) ? 'f' : '.')).join(''));
    expect(found.join(' ')).toBe(expected);
  });

  test('of one query of Resource Graph', () => {
    const { next } = createFaults([{ match: { query: 'INSIGHTS' }, times: 'always', fault: { type: 'reset' } }]);
    const bodies = [{ query: 'insightsresources' }, { query: 'resources' }, {}, undefined];
    expect(bodies.map((body) => next('graph', '/', body)?.type)).toEqual(['reset', undefined, undefined, undefined]);
  });

  test('a rule that is used up gives way to the next', () => {
    const rules: FaultRule[] = [
      { match: {}, times: 1, fault: { type: 'reset' } },
      { match: {}, times: 1, fault: { type: 'hang' } },
    ];
    const { next } = createFaults(rules);
    expect([1, 2, 3].map(() => next('graph', '/')?.type)).toEqual(['reset', 'hang', undefined]);
  });
});

describe('the server answers with a fault:', () => {
  test.each<[number, string]>([
    [403, 'AuthorizationFailed'],
    [404, 'ResourceNotFound'],
    [429, 'SubscriptionRequestsThrottled'],
    [500, 'InternalServerError'],
    [502, 'BadGateway'],
    [503, 'ServerTimeout'],
  ])('status %i', async (status, code) => {
    await start({ match: { kind: 'settings' }, times: 1, fault: { type: 'status', status } });
    const { json, ...answer } = await get(settingsUrl());
    expect([answer.status, json]).toMatchObject([status, { error: { code } }]);
    expect(answer.headers['retry-after']).toBeUndefined();
    expect((await get(settingsUrl())).json).toEqual({ value: right });
    expect(arm.log.records.map(({ fault }) => fault)).toEqual([undefined, 'status', undefined]);
  });

  test.each<[string, RetryAfter, string | undefined]>([
    ['none', 'none', undefined],
    ['seconds', 17, '17'],
    ['hours', 86_400, '86400'],
    ['a date', { date: 90 }, 'Thu, 01 Jan 2026 00:01:30 GMT'],
    ['nonsense', { text: 'soon' }, 'soon'],
  ])('with Retry-After: %s', async (_, retryAfter, expected) => {
    await start(always({ type: 'status', status: 429, retryAfter }));
    const { headers } = await get(settingsUrl());
    expect([headers['retry-after'], headers.date]).toEqual([expected, 'Thu, 01 Jan 2026 00:00:00 GMT']);
  });

  test('reset', async () => {
    await start(always({ type: 'reset' }));
    await expect(get(settingsUrl())).rejects.toThrow(/socket hang up|ECONNRESET/);
    expect(arm.log.records.at(-1)).toMatchObject({ status: 0, fault: 'reset' });
  });

  test('hang: only the client can end it, in virtual time', async () => {
    await start(always({ type: 'hang' }));
    const began = clock.now();
    const controller = new AbortController();
    void clock.sleep(600_000).then(() => controller.abort());
    await expect(get(settingsUrl(), { signal: controller.signal })).rejects.toThrow(/abort/);
    expect(clock.now() - began).toBe(600_000);
  });

  test('delay', async () => {
    await start(always({ type: 'delay', milliseconds: 5000 }));
    const began = clock.now();
    expect((await get(settingsUrl())).json).toEqual({ value: right });
    expect(clock.now() - began).toBe(5000);
  });

  test('truncated JSON', async () => {
    await start(always({ type: 'truncated', how: 'json' }));
    const { status, text, json } = await get(settingsUrl());
    expect([status, json]).toEqual([200, undefined]);
    expect(JSON.stringify({ value: right }).startsWith(text)).toBe(true);
  });

  test('an answer cut in the middle', async () => {
    await start(always({ type: 'truncated', how: 'connection' }));
    await expect(get(settingsUrl())).rejects.toThrow(/aborted|ECONNRESET/);
  });

  test.each(WRONG_BODIES)('the wrong body %s', async (how) => {
    await start(always({ type: 'body', how }));
    const { status, json } = await get(settingsUrl());
    expect(status).toBe(200);
    expect(json).not.toEqual({ value: right });
    expect(JSON.stringify(json) ?? '').not.toContain('providers');
  });

  const nextLink = async (url: string): Promise<string> => {
    const { json } = await get(url);
    const body = json as { value: unknown[]; nextLink: string };
    expect(body.value).toHaveLength(2);
    return body.nextLink;
  };

  test('an endless chain of pages, each at another address', async () => {
    await start(always({ type: 'nextLink', how: 'endless' }, { kind: 'registries' }));
    const links = [REGISTRIES];
    for (let i = 0; i < 10; i++) links.push(await nextLink(links.at(-1) ?? ''));
    expect(new Set(links).size).toBe(11);
  });

  test('a page that leads to itself', async () => {
    await start(always({ type: 'nextLink', how: 'repeated' }, { kind: 'registries' }));
    const link = await nextLink(REGISTRIES);
    expect(await nextLink(link)).toBe(link);
  });

  test('a page that leads elsewhere', async () => {
    const url = 'https://elsewhere.example/steal';
    await start(always({ type: 'nextLink', how: 'foreign', url }, { kind: 'registries' }));
    expect(await nextLink(REGISTRIES)).toBe(url);
    arm.setFaults([always({ type: 'nextLink', how: 'malformed' }, { kind: 'registries' })]);
    expect(URL.canParse(await nextLink(REGISTRIES))).toBe(false);
  });

  test('tokens that end in the middle', async () => {
    await start({ match: { kind: 'settings' }, skip: 1, times: 1, fault: { type: 'expireTokens' } });
    const statuses = [await get(settingsUrl()), await get(settingsUrl()), await get(settingsUrl())];
    expect(statuses.map(({ status }) => status)).toEqual([200, 401, 401]);
    get = await signedIn(arm);
    expect((await get(settingsUrl())).status).toBe(200);
  });

  test('a challenge for claims, which the clients of the SDK meet themselves', async () => {
    await start({ match: { kind: 'settings' }, times: 1, fault: { type: 'claimsChallenge' } });
    const { clientId, clientSecret } = tenant.principal;
    const { authorityHost, endpoint } = arm;
    const options = { authorityHost, disableInstanceDiscovery: true };
    const credential = new ClientSecretCredential(tenant.id, clientId, clientSecret, options);
    const credentials = { scopes: [`${endpoint}/.default`] };
    const client = new MonitorClient(credential, subscription ?? '', { endpoint, credentials });
    const names: (string | undefined)[] = [];
    for await (const { name } of client.diagnosticSettings.list(registry?.id ?? '')) names.push(name);
    expect(names).toEqual(right.map(({ name }) => name));
    expect(arm.log.countStatus(401, 'settings')).toBe(1);
    expect(arm.log.count('token')).toBe(3);
  });
});

describe('a batch is answered', () => {
  interface Item {
    readonly name?: string;
    readonly httpStatusCode: number;
    readonly content: unknown;
  }
  async function batch(): Promise<Item[]> {
    const requests = [registry, second].map((one, i) => ({
      httpMethod: 'GET',
      name: `n${i}`,
      relativeUrl: settingsUrl(one?.id),
    }));
    const { json } = await get('/batch?api-version=2020-06-01', { method: 'POST', body: { requests } });
    return (json as { responses: Item[] }).responses;
  }

  test.each<[Extract<Fault, { type: 'batch' }>['how'], (string | undefined)[]]>([
    ['missingItem', ['n1']],
    ['wrongNames', ['other-0', 'other-1']],
    ['noNames', [undefined, undefined]],
    ['shuffled', ['n1', 'n0']],
    ['doubled', ['n0', 'n0', 'n1']],
    ['noItems', []],
  ])('with the fault %s', async (how, names) => {
    await start(always({ type: 'batch', how }, { kind: 'batch' }));
    expect((await batch()).map(({ name }) => name)).toEqual(names);
  });

  test.each<[Fault, number]>([
    [{ type: 'status', status: 429, retryAfter: 3 }, 429],
    [{ type: 'status', status: 404 }, 404],
    [{ type: 'reset' }, 500],
    [{ type: 'truncated', how: 'json' }, 500],
    [{ type: 'body', how: 'emptyObject' }, 200],
  ])('with an item that has the fault %j', async (fault, status) => {
    await start(always(fault, { kind: 'settings', id: registry?.name ?? '' }));
    const items = await batch();
    expect(items.map(({ httpStatusCode }) => httpStatusCode)).toEqual([status, 200]);
    if (fault.type === 'body') expect(items[0]?.content).toEqual({});
  });

  test('that fails as a whole', async () => {
    await start(always({ type: 'status', status: 500 }, { kind: 'batch' }));
    expect(await batch()).toBeUndefined();
  });
});

describe('Resource Graph answers', () => {
  async function query($skipToken?: string): Promise<Record<string, unknown>> {
    const options = $skipToken === undefined ? {} : { $skipToken };
    const body = { query: 'Resources | project id', options };
    const { json } = await get('/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01', {
      method: 'POST',
      body,
    });
    return json as Record<string, unknown>;
  }

  test.each(['truncated', 'missingRows'] as const)('with the fault %s', async (how) => {
    await start(always({ type: 'graph', how }, { kind: 'graph' }));
    const { data: _, ...answer } = await query();
    const resultTruncated = how === 'truncated' ? 'true' : 'false';
    expect(answer).toEqual({ totalRecords: 12, count: 4, facets: [], resultTruncated });
  });

  test.each([
    ['repeatedToken', 1],
    ['endlessToken', 10],
  ] as const)('with the fault %s', async (how, different) => {
    await start(always({ type: 'graph', how }, { kind: 'graph' }));
    const tokens: string[] = [];
    for (let i = 0; i < 10; i++) tokens.push(String((await query(tokens.at(-1))).$skipToken));
    expect(new Set(tokens).size).toBe(different);
  });
});

/** Tries as long as the plan allows; what it ends with is the answer, or what stopped it. */
async function patient(url: string, tries: number): Promise<number | string> {
  let last: number | string = 'never';
  for (let i = 0; i < tries; i++) {
    const timeOut = new AbortController();
    const done = new AbortController();
    void clock.sleep(60_000, done.signal).then(() => timeOut.abort());
    try {
      const { status, headers, json } = await get(url, { signal: timeOut.signal });
      const seconds = Number(headers['retry-after'] ?? 1);
      if (status === 200 && json !== undefined) return 200;
      last = status === 200 ? 'no JSON' : status;
      await clock.sleep((Number.isNaN(seconds) ? 10 : Math.min(seconds, 100)) * 1000);
    } catch (error) {
      last = String(error);
    } finally {
      done.abort();
    }
  }
  return last;
}

describe('random plans of faults', () => {
  test('that a patient client recovers from let it read everything in the end', async () => {
    await start();
    await fc.assert(
      fc.asyncProperty(recoverablePlanArbitrary(), async ({ rules, recoverable }) => {
        expect(recoverable).toBe(true);
        arm.setFaults(rules);
        const found = await Promise.all(tenant.registries.map(({ id }) => patient(settingsUrl(id), 4)));
        expect(found).toEqual(Array(12).fill(200));
      }),
      { numRuns: 40 },
    );
  });

  test('of anything end, and break nothing in the server', async () => {
    await start();
    await fc.assert(
      fc.asyncProperty(faultPlanArbitrary(tenant, 'https://elsewhere.example/'), async ({ rules }) => {
        arm.setFaults(rules);
        get = await signedIn(arm);
        const urls = [...tenant.registries.map(({ id }) => settingsUrl(id)), REGISTRIES];
        await Promise.all(urls.map((url) => patient(url, 3)));
        arm.setFaults([]);
        get = await signedIn(arm);
        expect((await get(settingsUrl())).json).toEqual({ value: right });
      }),
      { numRuns: 40 },
    );
  });
});
