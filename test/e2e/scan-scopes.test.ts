import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { REGISTRY_TYPE } from '../../src/model/azure/resource-types.ts';
import { generateTenant } from '../arm/generate-tenant.ts';
import { type RunningArm, startArm } from '../arm/start.ts';
import { createVirtualClock } from '../arm/virtual-clock.ts';
import { acraudit, folderOf, registryCounts } from '../support/cli.ts';
import {
  endpointFlags,
  outcomesByName,
  scan,
  scanJson,
  scanVirtually,
  signInTo,
  subscriptionId,
  tenantOf,
  type VirtualScan,
} from '../support/scan.ts';

const TENANT = tenantOf({
  Alpha: { registries: { alpha1: 'audit' }, resourceGroup: 'rg-Apps' },
  Beta: { registries: { betas1: 'none' }, managementGroup: 'outer', resourceGroup: 'größe.(1)' },
  Gamma: { registries: { gamma1: 'allLogs' }, managementGroup: 'inner' },
  Hidden: { access: 'invisible', managementGroup: 'inner' },
  Empty: { managementGroup: '11111111-1111-4111-8111-111111111111' },
});

let arm: RunningArm;
beforeAll(async () => {
  // Each test is a scan of its own that knows nothing of the queries of the others.
  arm = await startArm(TENANT, { clock: createVirtualClock(), buckets: { graphQueries: 1e9 } });
});
afterAll(() => arm.stop());
afterEach(() => {
  vi.unstubAllEnvs();
  arm.log.clear();
});

const NO_SUCH_GROUPS = ['GRÖSSE.(1)', 'nothing'];
const NO_GROUP = (name: string): string =>
  `permission ResourceGroupNotFound (no resource group ${name} was found; check the name)`;
const NOT_VISIBLE =
  'inaccessible permission SubscriptionNotVisible (it is not among the 4 subscriptions that the identity can see)';

type Case = readonly [
  name: string,
  scope: VirtualScan['scope'],
  registries: readonly string[],
  subscriptions: Readonly<Record<string, string>>,
  code: number,
];

describe.each(['graph', 'arm'] as const)('scope, by %s', (discovery) => {
  test.each<Case>([
    ['all', {}, ['alpha1', 'betas1', 'gamma1'], { Alpha: 'read', Beta: 'read', Gamma: 'read', Empty: 'empty' }, 0],
    ['a subscription by id', { subscriptions: [subscriptionId(0)] }, ['alpha1'], { Alpha: 'read' }, 0],
    ['an id in capitals', { subscriptions: [subscriptionId(0).toUpperCase()] }, ['alpha1'], { Alpha: 'read' }, 0],
    ['by name, in any letter case', { subscriptions: ['alpha'] }, ['alpha1'], { Alpha: 'read' }, 0],
    [
      'two, one of them twice',
      { subscriptions: ['Alpha', 'Gamma', subscriptionId(0)] },
      ['alpha1', 'gamma1'],
      { Alpha: 'read', Gamma: 'read' },
      0,
    ],
    [
      'one that nobody knows',
      { subscriptions: ['Alpha', 'Nobody'] },
      ['alpha1'],
      { Alpha: 'read', Nobody: NOT_VISIBLE },
      3,
    ],
    [
      'only one that nobody knows',
      { subscriptions: ['__proto__'] },
      [],
      JSON.parse(`{ "__proto__": "${NOT_VISIBLE}" }`),
      3,
    ],
    ['one that is hidden', { subscriptions: [subscriptionId(3)] }, [], { [subscriptionId(3)]: NOT_VISIBLE }, 3],
    [
      'all but some',
      { excludeSubscriptions: ['beta', subscriptionId(2), 'Nobody'] },
      ['alpha1'],
      { Alpha: 'read', Empty: 'empty' },
      0,
    ],
    [
      'a resource group, in any letter case',
      { resourceGroups: ['RG-APPS'] },
      ['alpha1', 'gamma1'],
      { Alpha: 'read', Beta: 'empty', Gamma: 'read', Empty: 'empty' },
      0,
    ],
    [
      'two of them',
      { resourceGroups: ['rg-apps', 'GRÖSSE.(1)', 'größe.(1)'] },
      ['alpha1', 'betas1', 'gamma1'],
      { Alpha: 'read', Beta: 'read', Gamma: 'read', Empty: 'empty' },
      3,
    ],
    [
      'two, one of them there and without a registry',
      { subscriptions: ['Alpha'], resourceGroups: ['rg-apps', 'größe.(1)'] },
      ['alpha1'],
      { Alpha: 'read' },
      0,
    ],
    [
      'one that is not there',
      { resourceGroups: ['nothing'] },
      [],
      { Alpha: 'empty', Beta: 'empty', Gamma: 'empty', Empty: 'empty' },
      3,
    ],
    [
      'a management group: what is hidden is said',
      { managementGroup: 'inner' },
      ['alpha1', 'gamma1'],
      { Alpha: 'read', Gamma: 'read', Hidden: NOT_VISIBLE },
      3,
    ],
    [
      'one with another in it',
      { managementGroup: 'OUTER' },
      ['alpha1', 'betas1', 'gamma1'],
      { Alpha: 'read', Beta: 'read', Gamma: 'read', Hidden: NOT_VISIBLE },
      3,
    ],
    [
      'one, and a subscription in it',
      { managementGroup: 'outer', subscriptions: ['Beta'] },
      ['betas1'],
      { Beta: 'read' },
      0,
    ],
    [
      'one, but for what is hidden',
      { managementGroup: 'inner', excludeSubscriptions: ['hidden'] },
      ['alpha1', 'gamma1'],
      { Alpha: 'read', Gamma: 'read' },
      0,
    ],
    [
      'one, and a subscription that is elsewhere',
      { managementGroup: 'inner', subscriptions: ['Beta', 'Gamma'] },
      ['gamma1'],
      {
        Gamma: 'read',
        Beta: 'inaccessible permission SubscriptionNotInGroup (it is not below management group inner)',
      },
      3,
    ],
    [
      'one, and a resource group',
      { managementGroup: 'outer', resourceGroups: ['rg-apps'], subscriptions: ['Alpha'] },
      ['alpha1'],
      { Alpha: 'read' },
      0,
    ],
  ])('%s', async (_, scope, registries, subscriptions, code) => {
    const problems = (scope?.resourceGroups ?? []).filter((name) => NO_SUCH_GROUPS.includes(name)).map(NO_GROUP);
    const scanned = await scanVirtually(arm, { scope: scope ?? {}, discovery });
    const fates = outcomesByName(scanned);
    expect([Object.keys(fates.registries), fates.subscriptions, fates.problems, scanned.code]).toEqual([
      registries,
      subscriptions,
      problems,
      code,
    ]);
    expect(arm.log.count('graph')).toBe(
      discovery === 'graph' && Object.values(subscriptions).some((state) => !state.startsWith('inaccessible')) ? 1 : 0,
    );
  });

  test.each<readonly [string, VirtualScan['scope'], string]>([
    [
      'a management group that is refused',
      { managementGroup: 'nothing' },
      'permission AuthorizationFailed (listing what is below management group nothing: HTTP 403 AuthorizationFailed)',
    ],
    [
      'everything is left out',
      { subscriptions: ['Alpha'], excludeSubscriptions: ['Alpha'] },
      'permission NoSubscription (no subscription is left to scan)',
    ],
  ])('%s: nobody can say what it is about', async (_, scope, problem) => {
    const scanned = await scanVirtually(arm, { scope: scope ?? {}, discovery });
    expect(outcomesByName(scanned)).toEqual({ registries: {}, subscriptions: {}, problems: [problem] });
    expect(scanned.errors.map(({ code }) => code)).toEqual(['scan-incomplete']);
    expect(scanned.code).toBe(3);
  });
});

describe('a tenant of any size is scanned:', () => {
  test('no registry: 0, and a line that says so', async () => {
    const empty = await startArm(tenantOf({ Alpha: {}, Beta: {} }));
    const { code, out, err } = await scan(empty, { cwd: folderOf({}) });
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/no (container )?registry|no registries|0 registries/i);
    expect(out).toContain('2 subscriptions read');
    await empty.stop();
  });

  test('no subscription: nothing was read, which is 3 and is said', async () => {
    const empty = await startArm(tenantOf({}));
    const { code, out } = await scan(empty, { cwd: folderOf({}) });
    expect(code).toBe(3);
    expect(out).toContain('the identity can see no subscription');
    await empty.stop();
  });

  test('more subscriptions than a query may name, more registries than a page holds', async () => {
    const tenant = generateTenant({
      subscriptions: 1100,
      registries: 2200,
      seed: 3,
      settings: { audit: 1 },
      subscriptionAccess: { full: 60, noGraph: 1 },
    });
    const big = await startArm(tenant, {
      clock: createVirtualClock(),
      validate: false,
      pageSizes: { subscriptions: 500, graph: 700 },
    });
    const scanned = await scanVirtually(big, { concurrency: 16 });
    expect(scanned.summary).toMatchObject({
      pass: 2200,
      targets: { [REGISTRY_TYPE]: { listed: 2200, evaluated: 2200, unknown: 0, deleted: 0 } },
      inputs: { read: 1100, unreadable: 0 },
    });
    const silent = tenant.subscriptions.filter(({ access }) => access === 'noGraph').length;
    expect(silent).toBeGreaterThan(0);
    // Two chunks of subscriptions, two registries each; ARM is asked only for what Resource Graph does not know.
    expect([big.log.count('subscriptions'), big.log.count('graph'), big.log.count('registries')]).toEqual([
      3,
      3 + 1,
      silent,
    ]);
    expect(big.log.countStatus(429)).toBe(0);
    await big.stop();
  });

  test('more than a thousand registries in one subscription, page by page', async () => {
    const tenant = generateTenant({ subscriptions: 1, registries: 1234, seed: 5 });
    for (const [discovery, kind, pages] of [
      ['graph', 'graph', 2],
      ['arm', 'registries', 13],
    ] as const) {
      const big = await startArm(tenant, { clock: createVirtualClock(), validate: false });
      const scanned = await scanVirtually(big, { discovery, concurrency: 16 });
      expect(registryCounts(scanned.summary)).toMatchObject({ listed: 1234, evaluated: 1234 });
      expect([big.log.count(kind), big.log.countStatus(429)]).toEqual([pages, 0]);
      await big.stop();
    }
  });
});

describe('the section `scan` of the configuration', () => {
  const CONFIG = 'scan: { subscriptions: [Alpha], concurrency: 2, discovery: arm }\n';

  test('counts, and flags win over it', async () => {
    const cwd = folderOf({ 'acraudit.yaml': CONFIG });
    expect((await scanJson(arm, cwd)).results.map(({ target }) => target.name)).toEqual(['alpha1']);
    expect(arm.log.count('graph')).toBe(0);
    const byFlags = await scanJson(arm, cwd, '-s', 'Gamma', '--subscription', 'Beta', '--discovery', 'graph');
    expect(byFlags.results.map(({ target }) => target.name).sort()).toEqual(['betas1', 'gamma1']);
    // Registries, and the associations of data collection rules.
    expect(arm.log.count('graph')).toBe(2);
    expect(
      registryCounts((await scanJson(arm, cwd, '--no-config', '--resource-group', 'GRÖSSE.(1)')).summary).listed,
    ).toBe(0);
  });

  test.each<readonly [string, string]>([
    ['scan: { subscription: [Alpha] }\n', 'acraudit.yaml:1'],
    ['scan: { concurrency: 0 }\n', 'acraudit.yaml:1'],
    ['scan: { discovery: grph }\n', 'graph'],
  ])('%s is wrong', async (text, said) => {
    const { code, err, out } = await scan(arm, { cwd: folderOf({ 'acraudit.yaml': text }) });
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(said);
    expect(arm.log.records).toEqual([]);
  });
});

describe('scan --tenant signs in to', () => {
  test('the right one, and another', async () => {
    const cwd = folderOf({});
    const right = await scan(arm, { cwd }, '--tenant', TENANT.id, '-s', 'Alpha');
    expect([right.code, right.err]).toEqual([0, '']);
    const other = await scan(arm, { cwd }, '--tenant', '99999999-1111-4111-8111-111111111111');
    expect(other.code).toBe(3);
    expect(other.out + other.err).toMatch(/cannot sign in|signed in to tenant/);
  });
});

describe('wrong usage: 2, one line on stderr, nothing on stdout, nothing asked', () => {
  test.each<[string, string[], string]>([
    ['--resume without --save', ['--resume'], '--resume needs --save FILE'],
    ['--from with --save', ['--from', 'x', '--save', 'y'], '--save cannot go with it'],
    [
      '--from with scopes',
      ['--from', 'x', '-s', 'a', '--management-group', 'b', '--batch'],
      '--subscription, --management-group, --batch cannot go with it',
    ],
    ['--from of nothing', ['--from', 'nothing.json'], 'nothing.json'],
    [
      'a cloud by name and by address',
      ['--cloud', 'AzureChinaCloud'],
      '--cloud and --arm-endpoint both name a cloud; choose one of them',
    ],
    ['a resource group with a quote', ['--resource-group', "x' or 1 == 1"], 'cannot be the name of a resource group'],
    ['a resource group with a pipe', ['--resource-group', 'a|b'], 'cannot be the name of a resource group'],
    ['concurrency', ['--concurrency', '0'], 'expected a whole number from 1 to 64'],
    ['concurrency in words', ['--concurrency', 'many'], 'expected a whole number from 1 to 64'],
    ['discovery', ['--discovery', 'magic'], 'Allowed choices are graph, arm'],
    ['cloud', ['--cloud', 'AzureGermanCloud'], 'Allowed choices are AzureCloud'],
    ['a flag', ['--subscriptions', 'x'], 'did you mean --subscription?'],
    ['a path', ['main.json'], 'argument'],
    ['--save into a folder that is not there', ['--save', 'no/such/scan.json'], 'no/such/scan.json'],
  ])('%s', async (_, argv, said) => {
    signInTo(arm);
    const endpoint = argv[0] === '--from' ? [] : endpointFlags(arm);
    const { code, out, err } = await acraudit(folderOf({}), 'scan', ...endpoint, ...argv);
    expect(err).toContain(said);
    expect([code, out]).toEqual([2, '']);
    expect(err).not.toMatch(/\n\s+at /);
    expect(arm.log.count()).toBe(0);
  });

  test.each<[string, string[]]>([
    ['only the one', ['--arm-endpoint', 'https://127.0.0.1:1']],
    ['only the other', ['--authority-host', 'https://127.0.0.1:1']],
  ])('--arm-endpoint and --authority-host go together: %s', async (_, argv) => {
    const { code, out, err } = await acraudit(folderOf({}), 'scan', ...argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('--arm-endpoint and --authority-host go together');
  });

  test.each(['http://127.0.0.1:1', 'https://user:secret@127.0.0.1', '127.0.0.1', 'https://127.0.0.1/?x=1'])(
    '%s is no endpoint',
    async (url) => {
      const { code, err } = await acraudit(folderOf({}), 'scan', '--arm-endpoint', url, '--authority-host', url);
      expect(code).toBe(2);
      expect(err).toContain('expected an address such as');
    },
  );
});
