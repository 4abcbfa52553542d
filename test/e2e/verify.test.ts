import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ScanRecord } from '../../src/sources/azure/decode/scan-record.ts';
import type { Arrivals } from '../arm/arrivals.ts';
import type { Workspace } from '../arm/destination.ts';
import type { FaultRule } from '../arm/faults.ts';
import { AUDIT, LOGIN, registry } from '../arm/kitchen-sink-parts.ts';
import { type RunningArm, startArm } from '../arm/start.ts';
import type { Tenant } from '../arm/tenant.ts';
import { createVirtualClock } from '../arm/virtual-clock.ts';
import { acrauditIn, folderOf } from '../support/cli.ts';
import {
  endpointFlags,
  scan,
  scanVirtually,
  signInTo,
  startOtherHost,
  subscriptionId,
  tenantOf,
  verify,
} from '../support/scan.ts';

const SUBSCRIPTION = subscriptionId(0);
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/logs/providers`;
const WORKSPACE = `${GROUP}/Microsoft.OperationalInsights/workspaces/central`;
const OTHER = `${GROUP}/Microsoft.OperationalInsights/workspaces/other`;
const STORAGE = `${GROUP}/Microsoft.Storage/storageAccounts/auditlogs`;
const RULE = 'Azure.ACR.LogsArrive';

type Specs = Readonly<Record<string, Arrivals & { readonly to?: object }>>;

/** A tenant of one subscription with these registries, which send both categories to the workspace by default. */
function tenantWith(specs: Specs, more: Partial<Tenant> = {}): Tenant {
  const registries = Object.entries(specs).map(([name, { to = { workspaceId: WORKSPACE }, ...arrivals }]) => ({
    ...registry(SUBSCRIPTION, name, { to: [to, { logs: [AUDIT] }] }),
    arrivals,
  }));
  return { ...tenantOf({ Alpha: {} }), registries, ...more };
}

const STATES: Specs = {
  arriving: {},
  broken: { logins: 0, repository: 0 },
  broken2: { repository: 0 },
  elsewhere: { to: { storageAccountId: STORAGE } },
  idlers: { logins: 0, repository: 0, pulls: 0, pushes: 0 },
  nologins: { logins: 0 },
  older: { logins: 0, repository: 0, changed: 120 },
  refused: { logins: 0, repository: 0, changed: 30, changeFailed: true },
  unmeasured: { repository: 0, metricsAccess: 'denied' },
  youngster: { logins: 0, repository: 0, changed: 60 },
};

let arm: RunningArm;
async function start(tenant: Tenant, faults: readonly FaultRule[] = []): Promise<void> {
  arm = await startArm(tenant, { clock: createVirtualClock(), faults });
}
beforeEach(() => {
  vi.stubEnv('SOURCE_DATE_EPOCH', '1893456000');
});
afterEach(async () => {
  await arm.stop();
  vi.unstubAllEnvs();
});

interface Row {
  readonly outcome: string;
  readonly causes: readonly string[];
}

function rowsOf(text: string): Readonly<Record<string, Row>> {
  const { results } = JSON.parse(text) as {
    results: {
      rule: string;
      target: { name: string };
      outcome: string;
      reasons: { id: string }[];
      dependsOn: { kind: string; name: string }[];
    }[];
  };
  const own = results.filter(({ rule }) => rule === RULE);
  return Object.fromEntries(
    own.map(({ target, outcome, reasons, dependsOn }) => [
      target.name,
      { outcome, causes: [...reasons.map(({ id }) => id), ...dependsOn.map(({ kind }) => kind)] },
    ]),
  );
}

const unknown = (...causes: readonly string[]): Row => ({ outcome: 'unknown', causes });

async function verified(since = 24 * 60) {
  const found = await scanVirtually(arm, { rules: [RULE], arrivedSince: since });
  arm.log.assertReadOnly();
  return found;
}

/** The times that records of a type are of: from and to, in minutes ago. */
function spansIn(records: readonly ScanRecord[], type: string): readonly (readonly number[])[] {
  const minutesAgo = (time: string): number => (arm.clock.now() - Date.parse(time)) / 60_000;
  return records.flatMap((one) => {
    if (one.kind !== 'resource' || one.result.status !== 'read' || one.type !== type) return [];
    const { from, to } = one.result.resource.properties as { readonly from: string; readonly to: string };
    return [[minutesAgo(from), minutesAgo(to)]];
  });
}

describe('a verification', () => {
  test('tells whether the events of each registry arrive, with one query and no more requests than it needs', async () => {
    await start(tenantWith(STATES));
    const { text } = await verified();
    expect(rowsOf(text)).toEqual({
      arriving: { outcome: 'pass', causes: [] },
      broken: { outcome: 'fail', causes: ['not-arriving'] },
      broken2: { outcome: 'fail', causes: ['not-arriving'] },
      elsewhere: unknown('notRead'),
      idlers: unknown('activity'),
      nologins: unknown('activity'),
      older: { outcome: 'fail', causes: ['not-arriving'] },
      refused: { outcome: 'fail', causes: ['not-arriving'] },
      unmeasured: unknown('permission'),
      youngster: unknown('activity'),
    });
    const { log } = arm;
    // Of those without repository events all but the youngest.
    expect([log.count('logQuery'), log.count('activityEvents'), log.count('metrics')]).toEqual([1, 1, 6]);
  });

  test('asks for no metrics where all arrives, and queries each workspace once', async () => {
    const destinations = [{ kind: 'workspace', id: OTHER } as const];
    const other = { to: { workspaceId: OTHER } };
    await start(tenantWith({ first: {}, second: {}, third: other, fourth: other }, { destinations }));
    const { text } = await verified();
    expect(Object.values(rowsOf(text)).map(({ outcome }) => outcome)).toEqual(['pass', 'pass', 'pass', 'pass']);
    const { log } = arm;
    expect([log.count('logQuery'), log.count('activityEvents'), log.count('metrics')]).toEqual([2, 0, 0]);
  });

  test('counts what happened from 90 minutes after a setting was written until 20 minutes ago', async () => {
    const silent = { logins: 0, repository: 0 };
    await start(tenantWith({ border: { ...silent, changed: 110 }, older: { ...silent, changed: 111 } }));
    const { records, text } = await verified();
    expect(rowsOf(text)).toEqual({ border: unknown('activity'), older: { outcome: 'fail', causes: ['not-arriving'] } });
    expect(spansIn(records, 'Microsoft.Insights/eventtypes')).toEqual([
      [20, 20],
      [21, 20],
    ]);
  });

  test.each([
    [1500, [1410, 20]],
    [1529, [1439, 20]],
    [1531, [1440, 20]],
  ])('heeds a setting that was written %i minutes ago, before the time begins', async (changed, expected) => {
    await start(tenantWith({ broken: { logins: 0, repository: 0, changed } }));
    const { records } = await verified();
    expect(spansIn(records, 'Microsoft.Insights/eventtypes')).toEqual([expected]);
  });

  test('asks the activity log once for each resource group that has a silent registry', async () => {
    const silent = { repository: 0 };
    const tenant = tenantWith({ one: silent, two: silent, third: silent, arriving: {} });
    const registries = tenant.registries.map((one) => {
      const group = { third: 'Second', arriving: 'third' }[one.name];
      return group === undefined
        ? one
        : { ...one, id: one.id.replace(`/${one.resourceGroup}/`, `/${group}/`), resourceGroup: group };
    });
    await start({ ...tenant, registries });
    const { text } = await verified();
    expect(
      Object.values(rowsOf(text))
        .map(({ outcome }) => outcome)
        .sort(),
    ).toEqual(['fail', 'fail', 'fail', 'pass']);
    const { log } = arm;
    expect([log.count('logQuery'), log.count('activityEvents'), log.count('metrics')]).toEqual([1, 2, 3]);
  });

  test('asks for events from five minutes before their pulls and pushes count', async () => {
    await start(tenantWith({ broken: { repository: 0 } }));
    const { records } = await verified();
    expect(spansIn(records, 'Microsoft.OperationalInsights/workspaces/query')).toEqual([[24 * 60 + 5, 0]]);
    expect(spansIn(records, 'Microsoft.Insights/eventtypes')).toEqual([[24 * 60, 20]]);
  });

  test('asks the activity log for no more than it keeps', async () => {
    await start(tenantWith({ broken: { repository: 0 } }));
    const days = 90 * 24 * 60;
    const { records, text } = await verified(days);
    expect(rowsOf(text)).toEqual({ broken: { outcome: 'fail', causes: ['not-arriving'] } });
    expect(spansIn(records, 'Microsoft.Insights/eventtypes')).toEqual([[days - 60 - 90, 20]]);
  });

  test('sends a token to no host that answers in the place of a workspace', async () => {
    await start(tenantWith({ broken: {} }));
    const other = await startOtherHost();
    const elsewhere = await startOtherHost({
      arm,
      redirect: (path) => (path.startsWith('/v1/') ? { status: 307, to: `${other.endpoint}/x` } : undefined),
    });
    const { text } = await scanVirtually(arm, {
      rules: [RULE],
      arrivedSince: 60,
      logsEndpoint: elsewhere.endpoint,
    });
    expect([rowsOf(text), other.requests]).toEqual([{ broken: unknown('limit') }, []]);
    expect(elsewhere.requests).toHaveLength(1);
    await elsewhere.stop();
    await other.stop();
  });

  test.each([
    [8, 'pass'],
    [0, 'fail'],
  ] as const)('asks the workspace of a data collection rule, which has %i events: %s', async (repository, outcome) => {
    const rule = `${GROUP}/Microsoft.Insights/dataCollectionRules/collect`;
    const tenant = tenantWith({ byrule: { repository } });
    const registries = tenant.registries.map((one) => ({ ...one, settings: [] }));
    const associations = registries.map(({ id }) => ({ name: 'a', resource: id, rule }));
    const dataCollectionRules = [{ id: rule, destinations: [{ name: 'w', workspaceId: WORKSPACE }] }];
    await start({ ...tenant, registries, associations, dataCollectionRules });
    const { text } = await verified();
    expect(rowsOf(text).byrule?.outcome).toBe(outcome);
    expect([arm.log.count('logQuery'), arm.log.count('metrics')]).toEqual([1, outcome === 'fail' ? 1 : 0]);
  });

  test.each([
    [60, unknown('activity')],
    [120, { outcome: 'fail', causes: ['not-arriving'] }],
  ])('heeds a data collection rule that was written %i minutes ago', async (minutes, row) => {
    const rule = `${GROUP}/Microsoft.Insights/dataCollectionRules/collect`;
    const tenant = tenantWith({ byrule: { repository: 0 } });
    const registries = tenant.registries.map((one) => ({ ...one, settings: [] }));
    const associations = registries.map(({ id }) => ({ name: 'a', resource: id, rule }));
    const written = new Date(createVirtualClock().now() - minutes * 60_000).toISOString();
    const dataCollectionRules = [{ id: rule, written, destinations: [{ name: 'w', workspaceId: WORKSPACE }] }];
    await start({ ...tenant, registries, associations, dataCollectionRules });
    const { text } = await verified();
    expect(rowsOf(text)).toEqual({ byrule: row });
  });

  test('asks nothing about events where no rule does', async () => {
    await start(tenantWith({ broken: { repository: 0 } }));
    await scanVirtually(arm, { rules: ['Azure.ACR.LogsRetention'], arrivedSince: 60 });
    const { log } = arm;
    expect([log.count('logQuery'), log.count('activityEvents'), log.count('metrics')]).toEqual([0, 0, 0]);
  });

  test('keeps to the pace of queries, and loses none', async () => {
    const names = Array.from({ length: 230 }, (_, i) => `work${i}`);
    const idOf = (name: string): string => `${GROUP}/Microsoft.OperationalInsights/workspaces/${name}`;
    const destinations = names.map((name) => ({ kind: 'workspace', id: idOf(name) }) as const);
    const specs = Object.fromEntries(names.map((name) => [name, { to: { workspaceId: idOf(name) } }]));
    await start(tenantWith(specs, { destinations }));
    const { text } = await verified();
    expect(new Set(Object.values(rowsOf(text)).map(({ outcome }) => outcome))).toEqual(new Set(['pass']));
    const times = arm.log.records.filter(({ kind }) => kind === 'logQuery').map(({ at }) => at);
    const first = Math.min(...times);
    // 200 at once, and as many in the 30 seconds after.
    expect(times.length).toBe(names.length);
    expect((Math.max(...times) - first) / 1000).toBeGreaterThanOrEqual(((names.length - 200) / 200) * 30 - 1);
  });

  test('names the transformation of a workspace that may drop events', async () => {
    const transformation = `${GROUP}/Microsoft.Insights/dataCollectionRules/drop`;
    await start(
      tenantWith(
        { broken: { repository: 0 } },
        { destinations: [{ kind: 'workspace', id: WORKSPACE, transformation }] },
      ),
    );
    const { text } = await verified();
    expect(rowsOf(text)).toEqual({ broken: { outcome: 'fail', causes: ['may-be-dropped'] } });
    expect(text).toContain(transformation);
  });

  test('does not ask a workspace that does not exist', async () => {
    await start(
      tenantWith({ broken: {} }, { destinations: [{ kind: 'workspace', id: WORKSPACE, access: 'missing' }] }),
    );
    const { text } = await verified();
    expect(rowsOf(text)).toEqual({ broken: { outcome: 'fail', causes: ['no-workspace', 'no-workspace'] } });
    expect(arm.log.count('logQuery')).toBe(0);
  });

  const WHOLE = { ContainerRegistryLoginEvents: {}, ContainerRegistryRepositoryEvents: {} };
  test.each<[string, Workspace['tables'], Row, string]>([
    ['does not exist', {}, { outcome: 'fail', causes: ['not-arriving'] }, 'ContainerRegistryRepositoryEvents'],
    [
      'may not be read',
      { ...WHOLE, ContainerRegistryRepositoryEvents: { access: 'denied' } },
      unknown('permission'),
      `${WORKSPACE}/query: querying its events: reading Microsoft.OperationalInsights/workspaces/tables: HTTP 403`,
    ],
  ])('asks a table alone that no row came from, which %s', async (_, tables, row, says) => {
    await start(tenantWith({ one: {} }, { destinations: [{ kind: 'workspace', id: WORKSPACE, tables }] }));
    const { text } = await verified();
    expect(rowsOf(text)).toEqual({ one: row });
    expect(text).toContain(says);
    expect([arm.log.count('logQuery'), arm.log.count('table')]).toEqual([2, 1]);
  });

  test('takes no table for silent that exists and cannot be queried', async () => {
    await start(
      tenantWith(
        { one: {} },
        {
          destinations: [
            {
              kind: 'workspace',
              id: WORKSPACE,
              tables: { ...WHOLE, ContainerRegistryRepositoryEvents: { queryAccess: 'denied' } },
            },
          ],
        },
      ),
    );
    const { text } = await verified();
    expect(rowsOf(text)).toEqual({ one: unknown('permission') });
    expect(text).toContain('querying its events: ContainerRegistryRepositoryEvents exists, and cannot be queried');
  });

  test('leaves a workspace that may not be queried open, and says which', async () => {
    await start(
      tenantWith({ broken: {} }, { destinations: [{ kind: 'workspace', id: WORKSPACE, queryAccess: 'denied' }] }),
    );
    const { text, code } = await verified();
    expect([rowsOf(text), code]).toEqual([{ broken: unknown('permission') }, 3]);
    expect(text).toContain(`${WORKSPACE}/query: querying its events: HTTP 403 InsufficientAccessError`);
  });

  test.each<[string, FaultRule['fault'], string]>([
    ['a part of the result', { type: 'logs', how: 'partial' }, 'only a part of the result was given'],
    ['no table', { type: 'logs', how: 'noTables' }, 'the result of the query has an unexpected format'],
    ['other columns', { type: 'logs', how: 'otherColumns' }, 'the result of the query has an unexpected format'],
    ['counts that are text', { type: 'logs', how: 'textCounts' }, 'the result of the query has an unexpected format'],
    ['nothing in time', { type: 'hang' }, 'no response within 30 s'],
    ['too many requests for ever', { type: 'status', status: 429, retryAfter: 2 }, 'HTTP 429'],
  ])('takes nothing from a query that gives %s', async (_, fault, says) => {
    await start(tenantWith({ broken: { repository: 0 } }), [{ match: { kind: 'logQuery' }, times: 'always', fault }]);
    const { text, code } = await verified();
    expect([Object.values(rowsOf(text))[0]?.outcome, code]).toEqual(['unknown', 3]);
    expect(text).toContain(says);
    expect(arm.log.count('metrics')).toBe(0);
  });

  test('waits as long as a workspace asks for, and then has the result', async () => {
    await start(tenantWith({ arriving: {} }), [
      { match: { kind: 'logQuery' }, times: 1, fault: { type: 'status', status: 429, retryAfter: 60 } },
    ]);
    const { text, took } = await verified();
    expect(rowsOf(text)).toEqual({ arriving: { outcome: 'pass', causes: [] } });
    expect([took >= 60_000, arm.log.count('logQuery')]).toEqual([true, 2]);
  });

  test.each<[string, 'metrics' | 'activityEvents']>([
    ['metrics', 'metrics'],
    ['events of the activity log', 'activityEvents'],
  ])('leaves it open where the list is not one of %s', async (_, kind) => {
    await start(tenantWith({ broken: { repository: 0 } }), [
      { match: { kind }, times: 'always', fault: { type: 'body', how: 'valueIsObject' } },
    ]);
    const { text } = await verified();
    expect(rowsOf(text)).toEqual({ broken: unknown('limit') });
  });

  test('hands registries on that were listed when it is interrupted', async () => {
    await start(tenantWith({ broken: { repository: 0 } }), [
      { match: { kind: 'logQuery' }, times: 'always', fault: { type: 'hang' } },
    ]);
    let stop = (): void => undefined;
    const reading = scanVirtually(arm, {
      rules: [RULE],
      arrivedSince: 60,
      onInterrupt: (interrupt) => {
        stop = interrupt;
      },
      onProgress: ({ registries }) => {
        if (registries.read === 1) setTimeout(() => stop(), 0);
      },
    });
    const { text } = await reading;
    expect(rowsOf(text)).toEqual({ broken: unknown('limit') });
  });
});

describe('acraudit verify', () => {
  test('runs the rules of a scan, and the one that a scan does not run', async () => {
    await start(tenantWith({ arriving: {} }));
    const rulesIn = ({ text }: { readonly text: string }): string[] =>
      (JSON.parse(text) as { results: { rule: string }[] }).results.map(({ rule }) => rule);
    const scanned = await scanVirtually(arm, { rules: [] });
    const ran = await scanVirtually(arm, { rules: [], arrivedSince: 60 });
    expect(rulesIn(ran).filter((rule) => rule !== RULE)).toEqual(rulesIn(scanned));
    expect([rulesIn(ran).includes(RULE), rulesIn(scanned).includes(RULE)]).toEqual([true, false]);
  });

  test('saves what it read, and --from gives the same bytes without Azure', async () => {
    await start(tenantWith(STATES));
    const cwd = folderOf({});
    const live = await verify(arm, { cwd }, '-f', 'json', '--rule', RULE, '--save', 'verified.json');
    arm.log.clear();
    const again = await acrauditIn({ cwd }, 'verify', '--from', 'verified.json', '-f', 'json', '--rule', RULE);
    expect([again.out, again.code, arm.log.count()]).toEqual([live.out, 1, 0]);
    const saved = readFileSync(join(cwd, 'verified.json'), 'utf8');
    for (const secret of [arm.tenant.principal.clientSecret, 'Bearer', 'union withsource', '99999999-9999'])
      expect(saved + live.out).not.toContain(secret);
  });

  test('shows what it found in a table', async () => {
    await start(tenantWith({ arriving: {} }));
    const { out, code } = await verify(arm, { cwd: folderOf({}) }, '--rule', RULE, '-v');
    expect(code).toBe(0);
    expect(out).toMatch(/central +ContainerRegistryRepositoryEvents +8 +\d{4}-/);
  });

  test('tells its SARIF from that of a scan', async () => {
    await start(tenantWith({ arriving: {} }));
    const { out } = await verify(arm, { cwd: folderOf({}) }, '--rule', RULE, '-f', 'sarif');
    expect(JSON.parse(out)).toMatchObject({ runs: [{ automationDetails: { id: 'acraudit/verify/' } }] });
  });

  test('of a saved scan leaves open what the scan did not read', async () => {
    await start(tenantWith({ arriving: {} }));
    const cwd = folderOf({});
    await scan(arm, { cwd }, '--save', 'scan.json');
    const { out } = await acrauditIn({ cwd }, 'verify', '--from', 'scan.json', '-f', 'json', '--rule', RULE);
    expect(rowsOf(out)).toEqual({ arriving: unknown('no-workspace', 'no-workspace', 'notRead') });
  });

  test.each<[string, readonly string[], string]>([
    ['a time without a unit', ['--since', '24'], '--since: expected a time such as 24h, 7d or 90m, from 30m to 90d'],
    ['a time that is too short', ['--since', '29m'], '--since: expected a time such as 24h'],
    ['a time that is too long', ['--since', '91d'], '--since: expected a time such as 24h'],
    ['no time', ['--since', ''], '--since: expected a time such as 24h'],
    ['a time with a file', ['--from', 'x.json', '--since', '7d'], '--from reads files and asks no cloud: --since'],
    [
      'an endpoint without its cloud',
      ['--logs-endpoint', 'https://x.example'],
      '--arm-endpoint and --logs-endpoint go together',
    ],
    [
      'an endpoint with a path',
      ['--logs-endpoint', 'https://x.example/v1'],
      '--logs-endpoint: expected an address without a path',
    ],
  ])('refuses %s', async (_, argv, says) => {
    await start(tenantWith({}));
    const { code, err } = await acrauditIn({ cwd: folderOf({ 'x.json': '{}' }) }, 'verify', ...argv);
    expect([code, err]).toEqual([2, expect.stringContaining(says)]);
  });

  test('refuses another cloud whose logs endpoint it is not told', async () => {
    await start(tenantWith({}));
    signInTo(arm);
    const { code, err } = await acrauditIn({ cwd: folderOf({}) }, 'verify', ...endpointFlags(arm));
    expect([code, err]).toEqual([2, expect.stringContaining('--arm-endpoint and --logs-endpoint go together')]);
  });

  test('accepts what a suppression covers, which a scan does not call unused', async () => {
    await start(tenantWith({ broken: { repository: 0 } }));
    const yaml = `suppressions:\n  - { rule: ${RULE}, registry: broken, reason: the cap is known }\n`;
    const around = { cwd: folderOf({ 'acraudit.yaml': yaml }) };
    const ran = await verify(arm, around, '-f', 'json', '--rule', RULE);
    expect([ran.code, rowsOf(ran.out).broken?.outcome]).toEqual([0, 'suppressed']);
    const scanned = await scan(arm, around, '-f', 'json');
    expect(JSON.parse(scanned.out)).toMatchObject({ notes: [] });
  });

  test('a rule of its own is none of other commands', async () => {
    await start(tenantWith({}));
    for (const command of ['scan', 'lint']) {
      const { code, err } = await acrauditIn({ cwd: folderOf({}) }, command, '--rule', RULE);
      expect([code, err]).toEqual([2, expect.stringContaining('no rule is left to run')]);
    }
  });

  test('a registry that sends logins alone needs no repository events', async () => {
    const logins = { ...LOGIN, enabled: true };
    const only = registry(SUBSCRIPTION, 'logins', { to: [{ workspaceId: WORKSPACE }, { logs: [logins] }] });
    await start({ ...tenantWith({}), registries: [{ ...only, arrivals: { repository: 0 } }] });
    const { text } = await verified();
    expect(rowsOf(text)).toEqual({ logins: { outcome: 'pass', causes: [] } });
    expect(arm.log.count('metrics')).toBe(0);
  });
});

describe('acraudit verify --explain', () => {
  const rows = { 'Failed logins': ['["someone"]', null], Deletions: 'denied' } as const;
  const TITLES = [
    'failed-logins',
    'logins-by-address',
    'deletions',
    'untags',
    'purges',
    'client-errors',
    'slow-pulls',
    'by-region',
    'throttling',
  ];

  test.each([
    ['its name', 'Arriving'],
    ['its id', undefined],
  ])('shows what the logs of one registry say, by %s', async (_, name) => {
    const tenant = tenantWith({ arriving: { rows }, other: {} });
    await start(tenant);
    const given = name ?? tenant.registries[0]?.id ?? '';
    const { out, code, err } = await verify(
      arm,
      { cwd: folderOf({}) },
      '--rule',
      RULE,
      '--since',
      '2h',
      '--explain',
      given,
    );
    expect([code, err, arm.log.count('resourceQuery')]).toEqual([0, '', TITLES.length]);
    const [, shown = ''] = out.split(/^what the logs of .*registries\/arriving show\n/m);
    expect(
      shown
        .trimEnd()
        .split('\n')
        .map((line) => line.trim()),
    ).toEqual([
      '',
      'authentication',
      'failed-logins  Failed logins',
      'LoginServer          Window  Values',
      'arriving.azurecr.io  120m    ["someone"]',
      'arriving.azurecr.io  120m',
      'logins-by-address  Logins by address: nothing',
      '',
      'missing images',
      'deletions  Deletions: could not be asked: HTTP 403 InsufficientAccessError',
      'untags  Untags: nothing',
      'purges  Purges: nothing',
      'client-errors  Client errors: nothing',
      '',
      'performance',
      'slow-pulls  Slow pulls: nothing',
      'by-region  Operations by region: nothing',
      'throttling  Throttling: nothing',
    ]);
  });

  test('says that there is no such registry', async () => {
    await start(tenantWith({ arriving: {} }));
    const { out, code } = await verify(arm, { cwd: folderOf({}) }, '--rule', RULE, '--explain', 'riving');
    expect([code, arm.log.count('resourceQuery')]).toEqual([3, 0]);
    expect(out).toContain('--explain riving: no registry of this name or id was read');
  });

  test.each<[string, readonly string[], string]>([
    ['a file', ['--from', 'x.json'], '--from reads files and asks no cloud: --explain'],
    ['a format without tables', ['-f', 'json'], '--explain shows tables, which -f json has no place for'],
  ])('refuses %s', async (_, argv, says) => {
    await start(tenantWith({}));
    const { code, err } = await acrauditIn(
      { cwd: folderOf({ 'x.json': '{}' }) },
      'verify',
      '--explain',
      'arriving',
      ...argv,
    );
    expect([code, err]).toEqual([2, expect.stringContaining(says)]);
  });

  test('saves nothing of the rows', async () => {
    await start(tenantWith({ arriving: { rows } }));
    const cwd = folderOf({});
    await verify(arm, { cwd }, '--rule', RULE, '--explain', 'arriving', '--save', 'verified.json');
    expect(readFileSync(join(cwd, 'verified.json'), 'utf8')).not.toContain('someone');
  });
});
