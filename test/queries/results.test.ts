import { describe, expect, test } from 'vitest';
import { queryCatalog } from '../../src/api/query-catalog.ts';
import type { Row } from './kql-values.ts';
import { activity, ago, login, MINUTE, NOW, pull, times, WEB } from './made-up-rows.ts';
import { runKql, type Tables } from './run-kql.ts';

const { queries, alerts } = queryCatalog();
const all = [...queries, ...alerts];

const SERVER = 'web.azurecr.io';
const ADDRESS = '192.0.2.1';
const HOURS = 60;
const DAYS = 24 * HOURS;

const logins = (...rows: readonly Row[]): Tables => ({ ContainerRegistryLoginEvents: rows });
const events = (...rows: readonly Row[]): Tables => ({ ContainerRegistryRepositoryEvents: rows });
const records = (...rows: readonly Row[]): Tables => ({ AzureActivity: rows });

const failed = (minutes: number, more: Row = {}): Row => login(minutes, { ResultDescription: '401', ...more });
const removed =
  (operation: string) =>
  (minutes: number, more: Row = {}): Row =>
    pull(minutes, { OperationName: operation, ...more });
const deleted = removed('Delete');
const untagged = removed('Untag');

/** What the three queries on removals show of a row. */
const removal = (minutes: number, operation: string, more: Row = {}): Row => ({
  TimeGenerated: ago(minutes),
  LoginServer: SERVER,
  OperationName: operation,
  Repository: 'shop',
  Tag: 'v1',
  Digest: 'sha256:1',
  Identity: 'ada',
  CallerIpAddress: ADDRESS,
  ...more,
});

const recent = (minutes: number, row: Row): Row => ({
  TimeGenerated: ago(minutes),
  LoginServer: SERVER,
  Category: 'ContainerRegistryRepositoryEvents',
  OperationName: 'Pull',
  Identity: 'ada',
  CallerIpAddress: ADDRESS,
  Repository: 'shop',
  Tag: 'v1',
  ResultDescription: '200',
  Region: 'westeurope',
  ...row,
});

type Case = readonly [query: string, what: string, tables: Tables, expected: readonly Row[]];

const QUERIES: readonly Case[] = [
  [
    'recent-events',
    'has both tables, the newest first, and no more than asked for',
    { ...logins(login(2), login(2 * DAYS)), ...events(pull(1), ...times(120, (i) => pull(10 + i))) },
    [
      recent(1, {}),
      recent(2, { Category: 'ContainerRegistryLoginEvents', OperationName: 'Login', Repository: '', Tag: '' }),
      ...times(98, (i) => recent(10 + i, {})),
    ],
  ],
  [
    'recent-events',
    'works before the first push or pull',
    logins(login(3)),
    [recent(3, { Category: 'ContainerRegistryLoginEvents', OperationName: 'Login', Repository: '', Tag: '' })],
  ],
  [
    'failed-logins',
    'counts by address and status, at least 20, with 429 and empty status, without redirects',
    logins(
      ...times(20, (i) => failed(i, { Identity: i % 2 === 0 ? 'ada' : 'bob' })),
      ...times(21, (i) => failed(i, { CallerIpAddress: '192.0.2.2', ResultDescription: '429' })),
      ...times(22, (i) => failed(i, { CallerIpAddress: '192.0.2.3', ResultDescription: '' })),
      ...times(19, (i) => failed(i, { CallerIpAddress: '192.0.2.4' })),
      ...times(30, (i) => failed(i, { CallerIpAddress: '192.0.2.5', ResultDescription: '307' })),
      ...times(30, (i) => failed(2 * DAYS + i, { CallerIpAddress: '192.0.2.6' })),
    ),
    (
      [
        ['192.0.2.3', '', 22, ['ada']],
        ['192.0.2.2', '429', 21, ['ada']],
        [ADDRESS, '401', 20, ['ada', 'bob']],
      ] as const
    ).map(([address, status, failures, identities]) => ({
      LoginServer: SERVER,
      CallerIpAddress: address,
      ResultDescription: status,
      Failures: failures,
      Identities: identities,
      First: ago(failures - 1),
      Last: ago(0),
    })),
  ],
  [
    'logins-by-address',
    'tells attempts from failures and leaves out empty identities',
    logins(
      login(1),
      failed(2, { Identity: '' }),
      login(3, { Identity: 'bob' }),
      login(4, { CallerIpAddress: '192.0.2.9' }),
    ),
    [
      { LoginServer: SERVER, CallerIpAddress: ADDRESS, Logins: 3, Failures: 1, Identities: 2, Last: ago(1) },
      { LoginServer: SERVER, CallerIpAddress: '192.0.2.9', Logins: 1, Failures: 0, Identities: 1, Last: ago(4) },
    ],
  ],
  [
    'first-seen-addresses',
    'knows an address by an earlier login that succeeded, on the same registry',
    logins(
      login(1),
      login(3 * DAYS),
      login(2, { CallerIpAddress: '192.0.2.2' }),
      failed(3 * DAYS, { CallerIpAddress: '192.0.2.2' }),
      login(30, { CallerIpAddress: '192.0.2.3', Identity: 'eve' }),
      login(20, { CallerIpAddress: '192.0.2.3', UserAgent: 'curl' }),
      login(3 * DAYS, { CallerIpAddress: '192.0.2.3', LoginServer: 'api.azurecr.io' }),
      login(20 * DAYS, { CallerIpAddress: '192.0.2.3' }),
      failed(3, { CallerIpAddress: '192.0.2.4' }),
    ),
    [
      {
        LoginServer: SERVER,
        CallerIpAddress: '192.0.2.3',
        Logins: 2,
        Identities: ['eve', 'ada'],
        UserAgents: ['docker', 'curl'],
        First: ago(30),
      },
      {
        LoginServer: SERVER,
        CallerIpAddress: '192.0.2.2',
        Logins: 1,
        Identities: ['ada'],
        UserAgents: ['docker'],
        First: ago(2),
      },
    ],
  ],
  ...(
    [
      ['deletions', 'DELETE', ['Untag', 'PurgeTag']],
      ['untags', 'untag', ['Delete', 'Pull']],
      ['purges', 'PurgeManifest', ['Delete', 'Untag']],
    ] as const
  ).map(
    ([query, operation, others]): Case => [
      query,
      'has what succeeded or has no status, and no other operation',
      events(
        removed(operation)(9, { ResultDescription: '' }),
        removed(operation)(5, { ResultDescription: '202' }),
        removed(operation)(4, { ResultDescription: '404' }),
        removed(operation)(8 * DAYS),
        ...others.map((other) => removed(other)(3)),
      ),
      [removal(5, operation), removal(9, operation)],
    ],
  ),
  [
    'client-errors',
    'has 400 to 499 with 429, and neither 240 nor 500',
    events(
      pull(1, { ResultDescription: '429' }),
      pull(2, { ResultDescription: '429', Repository: 'api' }),
      pull(3, { ResultDescription: '499' }),
      ...['240', '399', '500', '1040', '', '<nil>'].map((status) => pull(4, { ResultDescription: status })),
    ),
    [
      { ...error('429'), Errors: 2, Repositories: ['shop', 'api'], Last: ago(1) },
      { ...error('499'), Errors: 1, Repositories: ['shop'], Last: ago(3) },
    ],
  ],
  [
    'throttling',
    'counts 429 of both tables in intervals of five minutes',
    {
      ...events(pull(6, { ResultDescription: '429' }), pull(7, { ResultDescription: '429', Identity: 'bob' }), pull(7)),
      ...logins(login(12, { ResultDescription: '429' })),
    },
    [throttled(15, 'Login', 1, ['ada']), throttled(10, 'Pull', 2, ['ada', 'bob'])],
  ],
  [
    'slow-pulls',
    'sorts by number, not by text, and leaves out what failed',
    events(
      ...times(20, (i) => pull(i, { DurationMs: String(i + 1) })),
      pull(1, { Repository: 'api', DurationMs: '1000.5' }),
      pull(1, { Repository: 'api', DurationMs: '99999', ResultDescription: '404' }),
      pull(1, { OperationName: 'Push', DurationMs: '99999' }),
    ),
    [
      { ...place('api'), Pulls: 1, P50: 1000.5, P95: 1000.5, Slowest: 1000.5 },
      { ...place('shop'), Pulls: 20, P50: 10, P95: 19, Slowest: 20 },
    ],
  ],
  [
    'top-users',
    'has identities by operation, without anonymous requests',
    events(...times(3, () => pull(1, { Identity: '' })), pull(2), pull(3, { Repository: 'api' }), deleted(4)),
    [
      { LoginServer: SERVER, Identity: 'ada', OperationName: 'Pull', Events: 2, Repositories: 2, Last: ago(2) },
      { LoginServer: SERVER, Identity: 'ada', OperationName: 'Delete', Events: 1, Repositories: 1, Last: ago(4) },
    ],
  ],
  [
    'top-repositories',
    'has pulls that succeeded, in any letter case',
    events(
      pull(1, { OperationName: 'PULL' }),
      pull(2, { Identity: '' }),
      pull(3, { Repository: 'api' }),
      ...times(3, () => pull(1, { Repository: 'api', ResultDescription: '404' })),
    ),
    [
      { LoginServer: SERVER, Repository: 'shop', Pulls: 2, Identities: 1, Last: ago(1) },
      { LoginServer: SERVER, Repository: 'api', Pulls: 1, Identities: 1, Last: ago(3) },
    ],
  ],
  [
    'by-region',
    'sorts regions upwards and their counts downwards',
    events(
      pull(1, { Region: 'westeurope' }),
      pull(1, { Region: 'eastus', ResultDescription: '500' }),
      deleted(1, { Region: 'eastus' }),
      pull(2, { Region: 'eastus' }),
    ),
    [
      { LoginServer: SERVER, Region: 'eastus', OperationName: 'Pull', Events: 2, Errors: 1 },
      { LoginServer: SERVER, Region: 'eastus', OperationName: 'Delete', Events: 1, Errors: 0 },
      { LoginServer: SERVER, Region: 'westeurope', OperationName: 'Pull', Events: 1, Errors: 0 },
    ],
  ],
  [
    'coverage',
    'tells what a registry sent, in whatever letter case its id is written',
    { ...events(pull(5), pull(9, { _ResourceId: WEB.toUpperCase() })), ...logins(login(7)) },
    [covered('ContainerRegistryLoginEvents', 1, 7), covered('ContainerRegistryRepositoryEvents', 2, 5)],
  ],
  ['coverage', 'works before the first login', events(pull(5)), [covered('ContainerRegistryRepositoryEvents', 1, 5)]],
  [
    'registry-changes',
    'has changes of registries and of what logs them, not of other resources',
    records(
      activity(9, 'MICROSOFT.CONTAINERREGISTRY/REGISTRIES/WRITE'),
      activity(8, 'Microsoft.Insights/diagnosticSettings/delete'),
      activity(7, 'Microsoft.Insights/diagnosticSettings/delete', { _ResourceId: '/subscriptions/s/other' }),
      activity(6, 'Microsoft.Resources/tags/write'),
      activity(5, 'Microsoft.Authorization/roleAssignments/write', { _ResourceId: '', Authorization: `${WEB}/x` }),
    ),
    [
      { ...change(5, 'Microsoft.Authorization/roleAssignments/write'), _ResourceId: '' },
      change(8, 'Microsoft.Insights/diagnosticSettings/delete'),
      change(9, 'MICROSOFT.CONTAINERREGISTRY/REGISTRIES/WRITE'),
    ],
  ],
];

function error(status: string): Row {
  return { LoginServer: SERVER, OperationName: 'Pull', ResultDescription: status, Identity: 'ada' };
}

function throttled(minutes: number, operation: string, count: number, identities: readonly string[]): Row {
  return {
    TimeGenerated: ago(minutes),
    LoginServer: SERVER,
    Region: 'westeurope',
    OperationName: operation,
    Throttled: count,
    Identities: identities,
  };
}

function place(repository: string): Row {
  return { LoginServer: SERVER, Region: 'westeurope', Repository: repository };
}

function covered(table: string, count: number, minutes: number): Row {
  return {
    Table: table,
    Registry: WEB.toLowerCase(),
    Events: count,
    Last: ago(minutes),
    Arrived: ago(minutes) + 4 * MINUTE,
  };
}

function change(minutes: number, operation: string): Row {
  return {
    TimeGenerated: ago(minutes),
    OperationNameValue: operation,
    ActivityStatusValue: 'Success',
    Caller: 'ada',
    CallerIpAddress: ADDRESS,
    _ResourceId: WEB,
    CorrelationId: 'c1',
  };
}

const ALERTS: readonly Case[] = [
  [
    'failed-login-burst',
    'counts the failures of an address on a registry',
    logins(failed(1), failed(2, { ResultDescription: '' }), failed(3, { CallerIpAddress: '192.0.2.2' }), login(4)),
    [
      { _ResourceId: WEB, LoginServer: SERVER, CallerIpAddress: ADDRESS, Failures: 2 },
      { _ResourceId: WEB, LoginServer: SERVER, CallerIpAddress: '192.0.2.2', Failures: 1 },
    ],
  ],
  [
    'login-after-failures',
    'counts failures before a success of the same address, not those after it',
    logins(
      failed(30),
      failed(20),
      login(10),
      failed(5),
      failed(30, { CallerIpAddress: '192.0.2.2' }),
      login(40, { CallerIpAddress: '192.0.2.3' }),
      failed(30, { CallerIpAddress: '192.0.2.3' }),
    ),
    [{ _ResourceId: WEB, LoginServer: SERVER, CallerIpAddress: ADDRESS, Failures: 2 }],
  ],
  [
    'repository-deleted',
    'counts what was deleted, by repository and identity',
    events(
      deleted(1),
      deleted(2),
      deleted(3, { ResultDescription: '403' }),
      untagged(4),
      deleted(5, { Identity: 'bob' }),
    ),
    [
      { ...who('ada'), Deletions: 2 },
      { ...who('bob'), Deletions: 1 },
    ],
  ],
  [
    'untag-burst',
    'counts what was untagged, by identity',
    events(untagged(1), untagged(2, { Repository: 'api' }), deleted(3), untagged(4, { ResultDescription: '404' })),
    [{ _ResourceId: WEB, LoginServer: SERVER, Identity: 'ada', Untags: 2 }],
  ],
  [
    'new-identity-deletes',
    'counts deletions of who did nothing on the registry before',
    events(
      deleted(1),
      pull(2 * HOURS),
      deleted(2, { Identity: 'eve' }),
      untagged(3, { Identity: 'eve' }),
      pull(5, { Identity: 'eve' }),
      pull(2 * HOURS, { Identity: 'eve', _ResourceId: `${WEB}2` }),
      deleted(2, { Identity: 'bob', ResultDescription: '403' }),
    ),
    [{ _ResourceId: WEB, LoginServer: SERVER, Identity: 'eve', Deletions: 2 }],
  ],
  [
    'throttling-burst',
    'counts 429 of both tables by region',
    { ...events(pull(1, { ResultDescription: '429' }), pull(2)), ...logins(login(3, { ResultDescription: '429' })) },
    [{ _ResourceId: WEB, LoginServer: SERVER, Region: 'westeurope', Throttled: 2 }],
  ],
  [
    'logging-removed',
    'counts a removal once, of registries alone, when it succeeded',
    records(
      activity(1, 'MICROSOFT.INSIGHTS/DIAGNOSTICSETTINGS/DELETE'),
      activity(1, 'MICROSOFT.INSIGHTS/DIAGNOSTICSETTINGS/DELETE'),
      activity(2, 'Microsoft.Insights/dataCollectionRuleAssociations/delete', {
        _ResourceId: '/subscriptions/s',
        Authorization: `{"scope":"${WEB}/providers/x"}`,
      }),
      activity(3, 'Microsoft.Insights/diagnosticSettings/delete', { ActivityStatusValue: 'Start', Caller: 'bob' }),
      activity(4, 'Microsoft.Insights/diagnosticSettings/delete', { _ResourceId: '/subscriptions/s/vault' }),
      activity(5, 'Microsoft.Insights/diagnosticSettings/write'),
    ),
    [
      {
        _ResourceId: WEB,
        Caller: 'ada',
        OperationNameValue: 'MICROSOFT.INSIGHTS/DIAGNOSTICSETTINGS/DELETE',
        Removals: 1,
      },
      {
        _ResourceId: '/subscriptions/s',
        Caller: 'ada',
        OperationNameValue: 'Microsoft.Insights/dataCollectionRuleAssociations/delete',
        Removals: 1,
      },
    ],
  ],
  [
    'admin-credentials',
    'counts who listed or renewed passwords',
    records(
      activity(1, 'Microsoft.ContainerRegistry/registries/listCredentials/action'),
      activity(2, 'Microsoft.ContainerRegistry/registries/listCredentials/action', { CorrelationId: 'c2' }),
      activity(3, 'Microsoft.ContainerRegistry/registries/regenerateCredential/action', { Caller: 'bob' }),
      activity(4, 'Microsoft.ContainerRegistry/registries/listCredentials/action', { ActivityStatusValue: 'Failure' }),
      activity(5, 'Microsoft.ContainerRegistry/registries/write'),
    ),
    [
      { ...used('listCredentials', 'ada'), Uses: 2 },
      { ...used('regenerateCredential', 'bob'), Uses: 1 },
    ],
  ],
];

function who(identity: string): Row {
  return { _ResourceId: WEB, LoginServer: SERVER, Repository: 'shop', Identity: identity };
}

function used(action: string, caller: string): Row {
  const operation = `Microsoft.ContainerRegistry/registries/${action}/action`;
  return { _ResourceId: WEB, Caller: caller, OperationNameValue: operation };
}

describe('over made-up rows', () => {
  test.each([...QUERIES, ...ALERTS])('%s %s', (name, _, tables, expected) => {
    const query = all.find((one) => one.name === name);
    const found = runKql(query?.text ?? '', tables, NOW);
    expect(found).toEqual(expected);
    const columns = query?.columns.map((column) => column.name);
    expect(found.map((row) => Object.keys(row))).toEqual(expected.map(() => columns));
  });

  test('every query was run', () => {
    expect(new Set([...QUERIES, ...ALERTS].map(([name]) => name))).toEqual(new Set(all.map(({ name }) => name)));
  });
});
