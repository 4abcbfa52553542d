import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { progressLine } from '../../src/cli/progress.ts';
import { systemClock } from '../../src/sources/azure/live/clock.ts';
import type { FaultRule } from '../arm/faults.ts';
import { type ArmOptions, type RunningArm, startArm } from '../arm/start.ts';
import type { RegistryRun } from '../arm/task-runs.ts';
import { registryId, type Tenant } from '../arm/tenant.ts';
import { createVirtualClock } from '../arm/virtual-clock.ts';
import { folderOf } from '../support/cli.ts';
import { startOtherHost, subscriptionId, tenantOf } from '../support/scan.ts';
import { exportVirtually, filesIn, indexOf, tasksExport, tenantWithRuns } from '../support/tasks.ts';

const GROUP = `${subscriptionId(0)}/rg-apps`;
const NOW = Date.UTC(2026, 0, 1);
const idOf = (name: string): string => registryId(subscriptionId(0), 'rg-Apps', name);

let arm: RunningArm;
async function start(tenant: Tenant, faults: readonly FaultRule[] = [], options: ArmOptions = {}): Promise<void> {
  arm = await startArm(tenant, { clock: createVirtualClock(NOW), faults, ...options });
}
afterEach(async () => {
  arm.log.assertReadOnly();
  await arm.stop();
  vi.unstubAllEnvs();
});

const DONE: RegistryRun = { finished: 30, log: 'step 1\nstep 2\n' };

/** What became of each run, by registry and run. */
function states({ runs }: Awaited<ReturnType<typeof exportVirtually>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    runs.map(({ registry, runId, state, reason }) => [
      `${registry.split('/').at(-1)}/${runId}`,
      reason === undefined ? state : `${state}: ${reason}`,
    ]),
  );
}

describe('an export of the logs of task runs', () => {
  test('saves each log as it is, with an index that says what it is of', async () => {
    const digest = `sha256:${'ab'.repeat(32)}`;
    const bytes = Buffer.from([0x1b, 0x5b, 0xff, 0x00, 0x0d, 0x0a]);
    await start(
      tenantWithRuns({
        first: [
          {
            id: 'ca1',
            task: 'build',
            trigger: 'source',
            created: 60,
            finished: 30,
            log: bytes,
            images: [{ repository: 'team/app', tag: 'v1', digest }],
          },
          { id: 'cb2', runType: 'QuickBuild', status: 'Failed', finished: 20, log: '' },
        ],
      }),
    );
    const cwd = folderOf({});
    const result = await exportVirtually(arm, cwd);
    expect([states(result), result.registries, result.errors]).toEqual([
      { 'first/ca1': 'saved', 'first/cb2': 'saved' },
      1,
      [],
    ]);
    expect(readFileSync(join(cwd, 'logs', GROUP, 'first/ca1.log')).equals(bytes)).toBe(true);
    expect(indexOf(join(cwd, 'logs'))).toEqual([
      {
        registry: idOf('first'),
        runId: 'ca1',
        status: 'Succeeded',
        runType: 'AutoBuild',
        task: 'build',
        trigger: 'source',
        createTime: '2025-12-31T23:00:00.000Z',
        startTime: '2025-12-31T23:00:00.000Z',
        finishTime: '2025-12-31T23:30:00.000Z',
        expires: '2026-01-30T23:30:00.000Z',
        images: [`team/app:v1@${digest}`],
        log: 'saved',
        file: `${GROUP}/first/ca1.log`,
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      },
      {
        registry: idOf('first'),
        runId: 'cb2',
        status: 'Failed',
        runType: 'QuickBuild',
        trigger: 'manual',
        createTime: '2025-12-31T23:00:00.000Z',
        startTime: '2025-12-31T23:00:00.000Z',
        finishTime: '2025-12-31T23:40:00.000Z',
        expires: '2026-01-30T23:40:00.000Z',
        images: [],
        log: 'saved',
        file: `${GROUP}/first/cb2.log`,
        bytes: 0,
        sha256: createHash('sha256').digest('hex'),
      },
    ]);
  });

  test('sends a token to Azure Resource Manager and none to the storage', async () => {
    await start(tenantWithRuns({ first: [DONE, DONE] }));
    await exportVirtually(arm, folderOf({}));
    const { records } = arm.log;
    expect(records.filter(({ kind }) => kind === 'logBlob').map(({ hasToken }) => hasToken)).toEqual([false, false]);
    expect(records.filter(({ kind }) => kind === 'logLink').map(({ hasToken }) => hasToken)).toEqual([true, true]);
    expect([...new Set(records.map(({ method, kind }) => `${method} ${kind}`))].sort()).toEqual([
      'GET discovery',
      'GET logBlob',
      'GET runs',
      'GET subscriptions',
      'POST graph',
      'POST logLink',
      'POST token',
    ]);
  });

  test.skipIf(process.platform === 'win32')('lets only the owner read what it saves', async () => {
    await start(tenantWithRuns({ first: [DONE] }));
    const cwd = folderOf({});
    await exportVirtually(arm, cwd);
    const modes = ['', 'index.json', GROUP.split('/')[0] ?? '', `${GROUP}/first`, `${GROUP}/first/ca1.log`].map(
      (name) => (statSync(join(cwd, 'logs', name)).mode & 0o777).toString(8),
    );
    expect(modes).toEqual(['700', '600', '700', '700', '600']);
  });

  test('goes on where it ended, and keeps runs that Azure has deleted', async () => {
    const runs = [DONE, { ...DONE, log: 'second\n' }, { status: 'Running', log: 'begun' }];
    await start(tenantWithRuns({ first: runs }));
    const cwd = folderOf({});
    expect(states(await exportVirtually(arm, cwd))).toEqual({
      'first/ca1': 'saved',
      'first/ca2': 'saved',
      'first/ca3': 'unfinished',
    });
    const before = filesIn(join(cwd, 'logs'));
    expect(states(await exportVirtually(arm, cwd))).toEqual({
      'first/ca1': 'present',
      'first/ca2': 'present',
      'first/ca3': 'unfinished',
    });
    expect([arm.log.count('logLink'), filesIn(join(cwd, 'logs'))]).toEqual([2, before]);
    await arm.stop();
    await start(tenantWithRuns({ first: [{ id: 'ca3', finished: 1, log: 'whole\n' }] }));
    expect(states(await exportVirtually(arm, cwd))).toEqual({ 'first/ca3': 'saved' });
    expect(indexOf(join(cwd, 'logs')).map(({ runId, bytes }) => [runId, bytes])).toEqual([
      ['ca1', 14],
      ['ca2', 7],
      ['ca3', 6],
    ]);
  });

  test.each<[string, (file: string) => void]>([
    ['is gone', (file) => rmSync(file)],
    ['has another size', (file) => writeFileSync(file, 'cut')],
  ])('fetches a log again whose file %s', async (_, change) => {
    await start(tenantWithRuns({ first: [DONE, DONE] }));
    const cwd = folderOf({});
    await exportVirtually(arm, cwd);
    const file = join(cwd, 'logs', GROUP, 'first/ca1.log');
    change(file);
    expect(states(await exportVirtually(arm, cwd))).toEqual({ 'first/ca1': 'saved', 'first/ca2': 'present' });
    expect(readFileSync(file, 'utf8')).toBe(DONE.log);
  });

  test('keeps registries of one name in two subscriptions apart', async () => {
    const registries = { same: 'audit' as const };
    const tenant = tenantOf({ One: { registries }, Two: { registries } });
    const withRuns = tenant.registries.map((one, i) => ({ ...one, runs: [{ finished: 5, log: `log ${i}` }] }));
    await start({ ...tenant, registries: withRuns });
    const cwd = folderOf({});
    await exportVirtually(arm, cwd);
    const { 'index.json': _, ...logs } = filesIn(join(cwd, 'logs'));
    expect(logs).toEqual({
      [`${subscriptionId(0)}/rg-apps/same/ca1.log`]: 'log 0',
      [`${subscriptionId(1)}/rg-apps/same/ca1.log`]: 'log 1',
    });
    expect(indexOf(join(cwd, 'logs')).map(({ registry }) => String(registry).split('/')[2])).toEqual([
      subscriptionId(0),
      subscriptionId(1),
    ]);
  });

  test.each<[string, RegistryRun]>([
    ['its blob is gone', { ...DONE, log: null }],
    ['its link is blank', { ...DONE, log: { how: 'blank' } }],
    ['Azure does not find it', { ...DONE, log: { how: 'notFound' } }],
  ])('records a run without a log: %s', async (_, run) => {
    await start(tenantWithRuns({ first: [run, DONE] }));
    const cwd = folderOf({});
    expect(states(await exportVirtually(arm, cwd))).toEqual({ 'first/ca1': 'none', 'first/ca2': 'saved' });
    expect(indexOf(join(cwd, 'logs')).map(({ runId, log, file }) => [runId, log, file])).toEqual([
      ['ca1', 'none', undefined],
      ['ca2', 'saved', `${GROUP}/first/ca2.log`],
    ]);
  });

  test('saves the log that a registry keeps as an artifact', async () => {
    await start(tenantWithRuns({ first: [{ ...DONE, isArtifact: true }] }));
    expect(states(await exportVirtually(arm, folderOf({})))).toEqual({ 'first/ca1': 'saved' });
  });

  test('leaves a log that is still being written for the next time, for an hour', async () => {
    const growing = { ...DONE, isGrowing: true };
    await start(
      tenantWithRuns({
        first: [
          { ...growing, finished: 5 },
          { ...growing, created: 90, finished: 61 },
        ],
      }),
    );
    const cwd = folderOf({});
    expect(states(await exportVirtually(arm, cwd))).toEqual({ 'first/ca1': 'unfinished', 'first/ca2': 'saved' });
    expect(indexOf(join(cwd, 'logs')).map(({ runId }) => runId)).toEqual(['ca2']);
  });

  test('keeps what the index says of a log that was changed here and is gone at Azure', async () => {
    await start(tenantWithRuns({ first: [DONE] }));
    const cwd = folderOf({});
    await exportVirtually(arm, cwd);
    const before = indexOf(join(cwd, 'logs'));
    writeFileSync(join(cwd, 'logs', GROUP, 'first/ca1.log'), 'cut');
    await arm.stop();
    await start(tenantWithRuns({ first: [{ ...DONE, log: null }] }));
    expect(states(await exportVirtually(arm, cwd))).toEqual({
      'first/ca1': 'failed: the saved file is missing or was changed, and Azure has the log no longer',
    });
    expect(indexOf(join(cwd, 'logs'))).toEqual(before);
  });

  test('reads all pages of runs, and loses none of them in the index', async () => {
    await start(tenantWithRuns({ first: Array.from({ length: 230 }, () => DONE) }));
    const cwd = folderOf({});
    const { runs } = await exportVirtually(arm, cwd);
    expect([runs.length, new Set(runs.map(({ state }) => state)), arm.log.count('runs')]).toEqual([
      230,
      new Set(['saved']),
      3,
    ]);
    expect(indexOf(join(cwd, 'logs')).length).toBe(230);
    expect(Object.keys(filesIn(join(cwd, 'logs'))).length).toBe(231);
  });

  test('leaves out what ended before --since, and registries that are not named', async () => {
    const runs = [DONE, { ...DONE, created: 2800, finished: 2700 }, { status: 'Running', created: 5 }];
    await start(tenantWithRuns({ first: runs, second: [DONE] }));
    const all = { 'first/ca1': 'wanted', 'first/ca2': 'wanted', 'first/ca3': 'unfinished', 'second/ca1': 'wanted' };
    const { 'first/ca2': _, ...recent } = all;
    const { 'second/ca1': __, ...first } = all;
    const asked = async (request: Parameters<typeof exportVirtually>[2]) =>
      states(await exportVirtually(arm, folderOf({}), { dryRun: true, ...request }));
    expect(await asked({})).toEqual(all);
    expect(await asked({ since: '24h' })).toEqual(recent);
    expect(await asked({ since: '2025-12-31' })).toEqual(recent);
    expect(await asked({ since: '2025-12-30' })).toEqual(all);
    expect(await asked({ registries: ['FIRST'] })).toEqual(first);
    expect(await asked({ registries: [idOf('first').toUpperCase()] })).toEqual(first);
  });

  test('writes nothing and asks for no link in a dry run', async () => {
    await start(tenantWithRuns({ first: [DONE] }));
    const cwd = folderOf({});
    const { runs } = await exportVirtually(arm, cwd, { dryRun: true });
    expect(runs).toEqual([{ registry: idOf('first'), runId: 'ca1', state: 'wanted', file: `${GROUP}/first/ca1.log` }]);
    expect([existsSync(join(cwd, 'logs')), arm.log.count('logLink')]).toEqual([false, 0]);
  });
});

describe('an export that cannot read everything', () => {
  const ACTION = 'Microsoft.ContainerRegistry/registries/runs/listLogSasUrl/action';
  const always = (kind: 'runs' | 'logLink' | 'logBlob', fault: FaultRule['fault']): FaultRule => ({
    match: { kind },
    times: 'always',
    fault,
  });

  test('names the right that is missing, and saves the logs of other registries', async () => {
    await start(
      tenantWithRuns(
        { denied: [DONE], linkless: [DONE], other: [DONE], some: [{ ...DONE, linkAccess: 'denied' }, DONE] },
        { denied: { runAccess: 'denied' }, linkless: { runAccess: 'noLinks' } },
      ),
    );
    const result = await exportVirtually(arm, folderOf({}));
    const refused = `failed: reading its log: ${ACTION}: HTTP 403 AuthorizationFailed`;
    expect(states(result)).toEqual({
      'linkless/ca1': refused,
      'other/ca1': 'saved',
      'some/ca1': refused,
      'some/ca2': 'saved',
    });
    expect(result.errors).toEqual([
      {
        code: 'scan-incomplete',
        message: `registry ${idOf('denied')}: listing its runs: Microsoft.ContainerRegistry/registries/runs/read: HTTP 403 AuthorizationFailed`,
      },
    ]);
  });

  test.each<[string, FaultRule, string]>([
    [
      'a link that is refused',
      always('logLink', { type: 'status', status: 400 }),
      'reading its log: HTTP 400 BadRequest',
    ],
    [
      'a log that is always broken off',
      always('logBlob', { type: 'truncated', how: 'connection' }),
      'given up after 5 tries: no response: ECONNRESET',
    ],
    ['no connection', always('logBlob', { type: 'reset' }), 'given up after 5 tries: no response: ECONNRESET'],
    ['no answer', always('logBlob', { type: 'hang' }), 'given up after 5 tries: the transfer of the log stands still'],
    [
      'a log that stops in the middle',
      always('logBlob', { type: 'flood', how: 'stalled' }),
      'given up after 5 tries: the transfer of the log stands still',
    ],
    ['a log without end', always('logBlob', { type: 'flood', how: 'plain' }), 'the log is larger than 2,000,000 bytes'],
    ['an outage', always('logBlob', { type: 'status', status: 503 }), 'given up after 5 tries: HTTP 503'],
    ['throttling for ever', always('logBlob', { type: 'status', status: 429 }), 'given up after 5 tries: HTTP 429'],
    [
      'links that the storage refuses',
      always('logBlob', { type: 'status', status: 403 }),
      'the storage refuses the link that Azure gave',
    ],
    [
      'links that the storage does not know',
      always('logBlob', { type: 'status', status: 401 }),
      'the storage refuses the link that Azure gave',
    ],
    ['a 404 of something on the way', always('logBlob', { type: 'echo', status: 404 }), 'HTTP 404'],
    ['a status of its own', always('logBlob', { type: 'status', status: 418 }), 'HTTP 418'],
    ['a redirect', always('logBlob', { type: 'echo', status: 307 }), 'the log is redirected elsewhere (HTTP 307)'],
    ['no link in the answer', always('logLink', { type: 'body', how: 'array' }), 'the response has no link'],
    [
      'a page that is no JSON',
      always('logLink', { type: 'body', how: 'html' }),
      'given up after 5 tries: the response is truncated or not valid JSON',
    ],
  ])('says why a log was not saved, and leaves no part of it: %s', async (_, fault, reason) => {
    await start(tenantWithRuns({ first: [{ ...DONE, created: 90, finished: 70 }], second: [DONE] }), [fault]);
    const cwd = folderOf({});
    const { runs } = await exportVirtually(arm, cwd, { registries: ['first'], maxSize: 2_000_000 });
    const [only] = runs;
    expect([runs.length, only?.state]).toEqual([1, 'failed']);
    expect(only?.reason).toContain(reason);
    expect(Object.keys(filesIn(join(cwd, 'logs')))).toEqual(['index.json']);
  });

  test.each<[string, string, string]>([
    ['http:', 'http://blobs.example/a?sig=leak', 'the link to the log is not https:'],
    ['another host', 'https://blobs.example/a?sig=leak', 'a host that is not one of blobs'],
    ['a host that only looks so', 'https://127.0.0.1.example/a?sig=leak', 'a host that is not one of blobs'],
    ['another port', 'https://127.0.0.1:1/a?sig=leak', 'a host that is not one of blobs'],
    ['a user', 'https://user:sig@127.0.0.1/a?sig=leak', 'a host that is not one of blobs'],
    ['a file', 'file:///etc/hostname?sig=leak', 'the link to the log is not https:'],
    ['nothing that is an address', 'sig=leak', 'the link to the log is not a URL'],
  ])('does not follow a link to %s', async (_, link, reason) => {
    await start(tenantWithRuns({ first: [{ ...DONE, link }] }));
    const result = await exportVirtually(arm, folderOf({}));
    expect(result.runs[0]?.reason).toContain(reason);
    expect(JSON.stringify(result)).not.toContain('sig=');
  });

  test('asks no host that a redirect names', async () => {
    await start(tenantWithRuns({ first: [DONE] }));
    const other = await startOtherHost();
    const before = await startOtherHost({ arm, redirect: () => ({ status: 302, to: `${other.endpoint}/log` }) });
    await arm.stop();
    await start(tenantWithRuns({ first: [{ ...DONE, link: `${before.endpoint}/a?sig=leak` }] }));
    const { runs } = await exportVirtually(arm, folderOf({}), { blobEndpoint: before.endpoint });
    expect([runs[0]?.state, before.requests.length, other.requests]).toEqual(['failed', 1, []]);
    await before.stop();
    await other.stop();
  });

  test.each<[string, FaultRule, Readonly<Record<string, number>>]>([
    [
      'runs that are throttled',
      { match: { kind: 'runs' }, times: 2, fault: { type: 'status', status: 429, retryAfter: 20 } },
      { runs: 3 },
    ],
    [
      'runs after an outage',
      { match: { kind: 'runs' }, times: 2, fault: { type: 'status', status: 500 } },
      { runs: 3 },
    ],
    [
      'a link that is throttled',
      { match: { kind: 'logLink' }, times: 1, fault: { type: 'status', status: 429, retryAfter: 20 } },
      { logLink: 2 },
    ],
    [
      'a log that is throttled',
      { match: { kind: 'logBlob' }, times: 2, fault: { type: 'status', status: 429, retryAfter: 30 } },
      { logBlob: 3 },
    ],
    [
      'a log after an outage',
      { match: { kind: 'logBlob' }, times: 3, fault: { type: 'status', status: 500 } },
      { logBlob: 4 },
    ],
    [
      'a log that was broken off',
      { match: { kind: 'logBlob' }, times: 1, fault: { type: 'truncated', how: 'connection' } },
      { logBlob: 2 },
    ],
    [
      'a log by a new link when the first has expired',
      { match: { kind: 'logBlob' }, times: 1, fault: { type: 'status', status: 403 } },
      { logBlob: 2, logLink: 2 },
    ],
  ])('tries again, and has in the end %s', async (_, fault, counts) => {
    await start(tenantWithRuns({ first: [DONE] }), [fault]);
    const cwd = folderOf({});
    const result = await exportVirtually(arm, cwd);
    expect([states(result), result.errors]).toEqual([{ 'first/ca1': 'saved' }, []]);
    expect(readFileSync(join(cwd, 'logs', GROUP, 'first/ca1.log'), 'utf8')).toBe(DONE.log);
    for (const [kind, count] of Object.entries(counts))
      expect([kind, arm.log.count(kind as 'runs')]).toEqual([kind, count]);
  });

  test('asks for few links of a registry that gives none, and for all of one that refuses some', async () => {
    const many = Array.from({ length: 60 }, () => DONE);
    const some = many.map((run, i) => (i === 0 ? run : { ...run, linkAccess: 'denied' as const }));
    await start(tenantWithRuns({ none: many, some }, { none: { runAccess: 'noLinks' } }));
    const { runs } = await exportVirtually(arm, folderOf({}), { registries: ['none'] });
    expect([runs.length, new Set(runs.map(({ state }) => state))]).toEqual([60, new Set(['failed'])]);
    expect(arm.log.count('logLink')).toBeLessThan(25);
    arm.log.clear();
    await exportVirtually(arm, folderOf({}), { registries: ['some'], concurrency: 1 });
    expect(arm.log.count('logLink')).toBe(60);
  });

  test('saves the runs of the pages before one that cannot be read', async () => {
    await start(tenantWithRuns({ first: Array.from({ length: 150 }, () => DONE) }), [
      { match: { kind: 'runs' }, skip: 1, times: 'always', fault: { type: 'status', status: 500 } },
    ]);
    const { runs, errors } = await exportVirtually(arm, folderOf({}));
    expect([runs.length, errors.map(({ message }) => message)]).toEqual([
      100,
      [`registry ${idOf('first')}: listing its runs: given up after 5 tries: HTTP 500 InternalServerError`],
    ]);
  });

  test('takes no id of a run that could be a path, and names how many there are', async () => {
    const ids = ['../x', '..', 'a/b', 'a\\b', 'C:x', 'a?b', 'a%2fb', '', ' a', 'a'.repeat(101), 'con\u0000'];
    await start(tenantWithRuns({ first: [...ids.map((id) => ({ ...DONE, id })), { ...DONE, id: 'con' }] }));
    const cwd = folderOf({});
    const { runs, errors } = await exportVirtually(arm, cwd);
    expect(runs.map(({ runId, state, file }) => [runId, state, file])).toEqual([
      ['con', 'saved', `${GROUP}/first/%63on.log`],
    ]);
    expect(errors.map(({ message }) => message)).toEqual([
      `registry ${idOf('first')}: runs that have no valid id: ${ids.length}`,
    ]);
    expect(Object.keys(filesIn(cwd)).sort()).toEqual([`logs/${GROUP}/first/%63on.log`, 'logs/index.json']);
  });

  test('names subscriptions and registries that are not there', async () => {
    await start(tenantWithRuns({ first: [DONE] }));
    const { errors } = await exportVirtually(arm, folderOf({}), {
      subscriptions: ['Production', 'Missing'],
      registries: ['first', 'second'],
    });
    expect(errors.map(({ code }) => code)).toEqual(['scan-incomplete', 'subscription-inaccessible']);
    expect(errors[0]?.message).toBe('--registry second: no registry of this name or id was listed');
  });

  test('says nothing of a registry that was deleted meanwhile but that it was', async () => {
    await start(tenantWithRuns({ first: [DONE], gone: [] }, { gone: { access: 'deleted' } }));
    const notices: string[] = [];
    const { errors } = await exportVirtually(arm, folderOf({}), { onNotice: (text) => notices.push(text) });
    expect([errors, notices]).toEqual([[], [`${idOf('gone')} was deleted or moved while its runs were listed`]]);
  });

  test('leaves a whole index when it is interrupted, and goes on from there', async () => {
    await start(
      tenantWithRuns({ first: [DONE, DONE, DONE] }),
      [{ match: { kind: 'logBlob' }, skip: 1, times: 'always', fault: { type: 'hang' } }],
      { clock: systemClock },
    );
    const cwd = folderOf({});
    const stop = new AbortController();
    const exporting = exportVirtually(arm, cwd, { signal: stop.signal, concurrency: 1 });
    await vi.waitUntil(() => arm.log.count('logBlob') === 2);
    stop.abort();
    const { runs, errors } = await exporting;
    expect([runs.map(({ state }) => state), errors.map(({ code }) => code)]).toEqual([['saved'], ['scan-interrupted']]);
    expect(indexOf(join(cwd, 'logs')).length).toBe(1);
    arm.setFaults([]);
    expect(Object.values(states(await exportVirtually(arm, cwd))).sort()).toEqual(['present', 'saved', 'saved']);
    expect(Object.keys(filesIn(join(cwd, 'logs'))).length).toBe(4);
  });

  test('names what cannot be written, and saves the rest', async () => {
    await start(tenantWithRuns({ first: [DONE], second: [DONE] }));
    const index = { format: 'acraudit-task-logs', version: 1, runs: [] };
    const cwd = folderOf({ 'logs/index.json': index, [`logs/${GROUP}/first`]: 'a file where a folder belongs' });
    expect(states(await exportVirtually(arm, cwd))).toEqual({
      'first/ca1': 'failed: it cannot be written: it already exists (EEXIST)',
      'second/ca1': 'saved',
    });
  });

  test.skipIf(process.platform === 'win32')('writes through no link that leads out of the folder', async () => {
    await start(tenantWithRuns({ first: [DONE] }));
    const cwd = folderOf({
      'elsewhere/x': '',
      'logs/index.json': { format: 'acraudit-task-logs', version: 1, runs: [] },
    });
    symlinkSync(join(cwd, 'elsewhere'), join(cwd, 'logs', subscriptionId(0)));
    const result = await exportVirtually(arm, cwd);
    expect(states(result)).toEqual({
      'first/ca1': `failed: cannot write logs/${GROUP}/first/ca1.log: a link leads out of logs`,
    });
    expect(Object.keys(filesIn(join(cwd, 'elsewhere')))).toEqual(['x']);
  });
});

describe('acraudit tasks export', () => {
  const REAL: ArmOptions = { clock: systemClock };
  const FIRST = `first/ca1  ${GROUP}/first/ca1.log`;

  test('prints what was saved and what is left, and warns of secrets', async () => {
    const runs = [DONE, { status: 'Running' }, { ...DONE, log: null }];
    await start(tenantWithRuns({ first: runs, second: [DONE] }), [], REAL);
    const cwd = folderOf({});
    const one = await tasksExport(arm, cwd, '--out', 'logs');
    expect(one).toEqual({
      code: 0,
      out: [
        `running first/ca2  ${idOf('first')}`,
        `no log  first/ca3  ${idOf('first')}`,
        'saved 2 logs of 2 registries, 1 still running, 1 without a log',
        '',
      ].join('\n'),
      err: 'logs of runs can hold secrets, such as build arguments: only you may read what was saved in logs\n',
    });
    const again = await tasksExport(arm, cwd, '--out', 'logs', '-v', '--registry', 'first');
    expect(again).toEqual({
      code: 0,
      out: [
        `there   ${FIRST}`,
        `running first/ca2  ${idOf('first')}`,
        `no log  first/ca3  ${idOf('first')}`,
        'saved 0 logs of 1 registry, 1 was there, 1 still running, 1 without a log',
        '',
      ].join('\n'),
      err: '',
    });
    expect(await tasksExport(arm, cwd, '--out', 'logs', '-q')).toEqual({ code: 0, out: '', err: '' });
    const dry = await tasksExport(arm, cwd, '--out', 'new', '--dry-run', '--registry', 'second');
    expect(dry).toEqual({
      code: 0,
      out: `to save second/ca1  ${GROUP}/second/ca1.log\nwould save 1 log of 1 registry\n`,
      err: '',
    });
  });

  test('ends with 3 where something could not be read, and says it with -q too', async () => {
    await start(
      tenantWithRuns(
        { first: [{ ...DONE, linkAccess: 'denied' }], second: [DONE] },
        { second: { runAccess: 'denied' } },
      ),
      [],
      REAL,
    );
    const { code, out, err } = await tasksExport(arm, folderOf({}), '--out', 'logs', '-q');
    expect([code, err]).toEqual([3, '']);
    expect(out).toBe(
      [
        `failed  first/ca1  ${idOf('first')}`,
        '        reading its log: Microsoft.ContainerRegistry/registries/runs/listLogSasUrl/action: HTTP 403 AuthorizationFailed',
        `error: registry ${idOf('second')}: listing its runs: Microsoft.ContainerRegistry/registries/runs/read: HTTP 403 AuthorizationFailed (scan-incomplete)`,
        '',
      ].join('\n'),
    );
  });

  test('prints runs of a registry that failed for one reason together', async () => {
    await start(tenantWithRuns({ first: [DONE, DONE, DONE] }, { first: { runAccess: 'noLinks' } }), [], REAL);
    const { out } = await tasksExport(arm, folderOf({}), '--out', 'logs');
    expect(out).toBe(
      [
        `failed  first/ca1 and 2 more  ${idOf('first')}`,
        '        reading its log: Microsoft.ContainerRegistry/registries/runs/listLogSasUrl/action: HTTP 403 AuthorizationFailed',
        'saved 0 logs of 1 registry, 3 failed',
        '',
      ].join('\n'),
    );
  });

  test('tells how far it is', async () => {
    await start(tenantWithRuns({ first: [DONE, DONE], second: [DONE] }));
    const seen: string[] = [];
    await exportVirtually(arm, folderOf({}), { onProgress: (state) => seen.push(progressLine(state, 80)) });
    expect(seen.at(-1)).toBe('1 of 1 subscriptions, 2 of 2 registries, 3 runs');
  });

  test('prints JSON', async () => {
    await start(tenantWithRuns({ first: [DONE] }), [], REAL);
    const { code, out } = await tasksExport(arm, folderOf({}), '--out', 'logs', '-f', 'json');
    expect([code, JSON.parse(out)]).toEqual([
      0,
      {
        version: 1,
        registries: 1,
        runs: [{ registry: idOf('first'), runId: 'ca1', state: 'saved', file: `${GROUP}/first/ca1.log`, bytes: 14 }],
        errors: [],
      },
    ]);
  });

  test('takes the scope and the cloud of the configuration', async () => {
    await start(tenantWithRuns({ first: [DONE] }), [], REAL);
    const cwd = folderOf({ 'acraudit.yaml': 'scan:\n  subscriptions: [Other]\n' });
    const { code, out } = await tasksExport(arm, cwd, '--out', 'logs');
    expect([code, out.includes('subscription Other is inaccessible')]).toEqual([3, true]);
    expect((await tasksExport(arm, cwd, '--out', 'new', '--no-config')).code).toBe(0);
  });

  test.each<[string, readonly string[], string]>([
    ['no folder', [], "required option '--out <DIR>' not specified"],
    ['an empty name', ['--out', ' '], '--out: the name of the folder is empty'],
    ['a file as the folder', ['--out', 'file'], '--out file: is a file'],
    ['a folder of something else', ['--out', 'full'], '--out full: is not empty and has no index.json'],
    [
      'an index that is no JSON',
      ['--out', 'broken'],
      'broken/index.json: this is no index of saved logs: it is not JSON',
    ],
    [
      'an index of another kind',
      ['--out', 'other'],
      'other/index.json: this is no index of saved logs: the file is not',
    ],
    ['a time that is none', ['--out', 'a', '--since', 'yesterday'], '--since: expected a time such as 7d'],
    ['no time at all', ['--out', 'a', '--since', '0d'], '--since: expected a time such as 7d'],
    ['an empty registry', ['--out', 'a', '--registry', ''], '--registry: the name is empty'],
    ['a size that is none', ['--out', 'a', '--max-size', '0'], 'expected a size such as'],
  ])('refuses %s', async (_, argv, says) => {
    await start(tenantWithRuns({}), [], REAL);
    const cwd = folderOf({ file: 'x', 'full/x': 'x', 'broken/index.json': '{', 'other/index.json': { runs: [] } });
    const { code, out, err } = await tasksExport(arm, cwd, ...argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(says);
  });
});
