import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AppliedSuppression, Finding, RuleInfo, RunResult } from '../../src/engine/finding.ts';
import { reports } from '../../src/reports/index.ts';
import type { ErrorCode } from '../../src/util/error-codes.ts';
import { folderOf } from '../support/cli.ts';
import { expectSarif, NO_ADDRESS } from '../support/expect-sarif.ts';
import { enqueueSarif, validateWaiting } from '../support/sarif-queue.ts';
import { finding, options, rule, run, sample } from './sample-run.ts';

interface Sarif {
  runs: [
    {
      tool: { driver: { informationUri?: string; rules: Record<string, unknown>[] } };
      invocations: [{ executionSuccessful: boolean; toolExecutionNotifications: Record<string, unknown>[] }];
      results: {
        kind?: string;
        level: string;
        message: { text: string };
        locations: [{ physicalLocation?: unknown; logicalLocations: [unknown] }];
        relatedLocations?: unknown[];
        partialFingerprints: Record<string, string>;
        suppressions?: unknown[];
        properties: { outcome: string };
      }[];
    },
  ];
}

function sarif(result: RunResult, fields: Parameters<typeof options>[0] = {}): Sarif['runs'][0] {
  const parsed: Sarif = JSON.parse(reports.sarif(result, options(fields)));
  return parsed.runs[0];
}

function only(fields: Partial<Finding>): Sarif['runs'][0]['results'][0] {
  const [result] = sarif(run({ findings: [finding(fields)] })).results;
  if (result === undefined) throw new Error('no result');
  return result;
}

const everyLevel: RuleInfo[] = [
  { ...rule, helpUri: 'https://example.com/docs/rules/Azure.ACR.Logs.md' },
  {
    ...rule,
    name: 'Azure.ACR.LogsValid',
    ref: 'ACRA-0002',
    level: 'warning',
    help: '',
    helpUri: 'javascript:alert(1)',
  },
  {
    ...rule,
    name: 'Azure.ACR.Metrics',
    ref: 'ACRA-0003',
    level: 'info',
    controls: Array.from({ length: 30 }, (_, i) => `c${i}`),
  },
];

const evil = '\u001b[31m [x](https://example.com) [y](1) {0} \\ </script>\n\u202e\ud800';
const hostile = run({
  findings: [
    finding({
      outcome: 'unknown',
      target: { type: evil, name: evil, id: evil, parameters: evil },
      message: evil,
      reasons: [{ id: evil, message: evil, location: { file: evil, line: 1, column: 1, path: evil } }],
      dependsOn: [{ kind: 'parameter', name: evil, location: { file: evil } }],
      notes: [{ message: evil, location: { file: evil } }],
      location: { file: evil, path: evil },
    }),
    finding({
      target: { type: 't', name: 'n'.repeat(100_000), id: 'n'.repeat(100_000) },
      message: 'n'.repeat(100_000),
    }),
    finding({ location: { file: '../outside.json', line: 1, column: 1 } }),
    finding({ location: { file: 'C:/x/a b.json', line: 1, column: 1 } }),
  ],
  errors: [{ code: evil as ErrorCode, message: evil, location: { file: evil } }],
  notes: [{ message: evil, location: { file: evil } }],
});

const live = run({
  findings: [
    finding({ basis: 'live', location: { file: '' }, fingerprint: 'l1' }),
    finding({ basis: 'live', location: { file: '' }, fingerprint: 'l2', outcome: 'unknown' }),
  ],
  errors: [{ code: 'subscription-inaccessible', message: 'Subscription s is inaccessible.' }],
  inputKind: 'subscription',
});

test('the SARIF report is exactly results.sarif', () => {
  const expected = readFileSync(new URL('expected/results.sarif', import.meta.url), 'utf8');
  expect(reports.sarif(sample, options())).toBe(expected);
  expect(reports.sarif(structuredClone(sample), options({ color: true, verbose: true, quiet: true }))).toBe(expected);
});

test('Microsoft’s validator finds no fault', () => {
  const logs = [
    reports.sarif(sample, options({ rules: everyLevel })),
    reports.sarif(sample, options({ rules: everyLevel, sarifAll: true })),
    reports.sarif(hostile, options({ rules: everyLevel, sarifAll: true })),
    reports.sarif(run(), options({ rules: everyLevel })),
    reports.sarif(live, options({ rules: everyLevel })),
    reports.sarif(live, options({ rules: everyLevel, sarifAnchor: 'infra/main.bicep' })),
  ];
  for (const log of logs) expectSarif(log);
});

test('without an address the validator misses only informationUri', () => {
  expectSarif(reports.sarif(sample, options()), [NO_ADDRESS]);
});

describe('the validator does find', () => {
  const good = reports.sarif(sample, options({ rules: everyLevel }));

  test('what its rules forbid', () => {
    const faulty = JSON.parse(good);
    delete faulty.runs[0].results[0].locations;
    faulty.runs[0].tool.driver.rules[0].name = 'Azure.ACR.Logs';
    expectSarif(JSON.stringify(faulty), [/^error GH1015/, /^error GH1017/, /^error GH2012/, /^warning SARIF1001/]);
  });

  test('a value that stops it, and then trusts no other log of that run; and the test that a log is of is named', async () => {
    const faulty = JSON.parse(good);
    faulty.runs[0].results[0].level = 'grave';
    const folder = folderOf({});
    rmSync(join(folder, '.git'), { recursive: true });
    enqueueSarif(folder, { test: 'one', text: JSON.stringify(faulty), complaints: [] });
    enqueueSarif(folder, { test: 'other', text: good, complaints: ['^warning SARIF2005'] });
    const silent = 'error silent: the validator did not look at this log';
    expect(await validateWaiting(folder)).toEqual([
      'one: error schema: /runs/0/results/0/level must be equal to one of the allowed values',
      `one: ${silent}`,
      `other: ${silent}`,
      'other: no complaint fits /^warning SARIF2005/',
    ]);
  });
});

const ACCEPTED: AppliedSuppression = { source: 'configuration', reason: 'wiped nightly', outcome: 'fail' };

describe('SARIF says of what is suppressed', () => {
  const shown = (suppression: AppliedSuppression) =>
    sarif(run({ findings: [finding({ outcome: 'suppressed', suppression })] }), { sarifAll: true }).results[0];

  test.each<[string, Partial<AppliedSuppression>, unknown]>([
    [
      'who answers for it, until when, and where a configuration says so',
      { owner: 'platform', expires: '2027-01-31', location: { file: 'acraudit.yaml', line: 3, column: 5 } },
      {
        kind: 'external',
        status: 'accepted',
        justification: 'wiped nightly (platform, until 2027-01-31)',
        location: {
          physicalLocation: {
            artifactLocation: { uri: 'acraudit.yaml', uriBaseId: '%SRCROOT%' },
            region: { startLine: 3, startColumn: 5 },
          },
        },
      },
    ],
    ['a comment', { source: 'comment' }, { kind: 'inSource', status: 'accepted', justification: 'wiped nightly' }],
    ['metadata', { source: 'metadata' }, { kind: 'inSource', status: 'accepted', justification: 'wiped nightly' }],
    ['a tag', { source: 'tag' }, { kind: 'external', status: 'accepted', justification: 'wiped nightly' }],
  ])('%s', (_, fields, suppression) => {
    expect(shown({ ...ACCEPTED, ...fields })?.suppressions).toEqual([suppression]);
  });

  test('the level that it would have', () => {
    expect(shown({ ...ACCEPTED, outcome: 'unknown' })?.level).toBe('warning');
    expect(shown(ACCEPTED)?.level).toBe('error');
  });
});

describe('SARIF has as results', () => {
  const findings = (['pass', 'fail', 'unknown', 'error', 'suppressed', 'notApplicable'] as const).map((outcome) =>
    finding({
      outcome,
      dependsOn: [{ kind: 'runtime', name: 'r' }],
      suppression: outcome === 'suppressed' ? ACCEPTED : null,
    }),
  );
  test.each([
    [false, ['fail', 'unknown']],
    [true, ['pass', 'fail', 'unknown', 'suppressed', 'notApplicable']],
  ])('sarifAll %s', (sarifAll, outcomes) => {
    const { results, invocations } = sarif(run({ findings }), { sarifAll });
    expect(results.map((result) => result.properties.outcome)).toEqual(outcomes);
    expect(invocations[0].toolExecutionNotifications.map(({ descriptor }) => descriptor)).toEqual([
      { id: 'rule-error' },
    ]);
    expect(invocations[0].executionSuccessful).toBe(false);
  });

  test('kinds and suppressions', () => {
    const { results } = sarif(run({ findings }), { sarifAll: true });
    expect(results.map(({ kind, level, suppressions }) => [kind, level, suppressions])).toEqual([
      ['pass', 'none', undefined],
      [undefined, 'error', undefined],
      [undefined, 'warning', undefined],
      [undefined, 'error', [{ kind: 'external', status: 'accepted', justification: 'wiped nightly' }]],
      ['notApplicable', 'none', undefined],
    ]);
  });
});

describe('SARIF has the level of', () => {
  const cases: [Partial<Finding>, string][] = [
    [{ level: 'error' }, 'error'],
    [{ level: 'warning' }, 'warning'],
    [{ level: 'info' }, 'note'],
    [{ level: 'error', outcome: 'unknown' }, 'warning'],
    [{ level: 'warning', outcome: 'unknown' }, 'warning'],
    [{ level: 'info', outcome: 'unknown' }, 'note'],
    [{ level: 'error', affectsExitCode: false }, 'note'],
  ];
  test.each(cases)('%o', (fields, level) => {
    expect(only(fields).level).toBe(level);
  });
});

describe('SARIF messages keep', () => {
  const cases: [string, Partial<Finding>, string][] = [
    ['brackets, braces and backslashes', { message: '[x](y) {0} a\\b' }, '\\[x\\](y) {{0}} a\\\\b. Values: defaults.'],
    ['control characters', { message: 'a\u001b\nb' }, 'a\\\\u{{1b}}\\\\u{{a}}b. Values: defaults.'],
    [
      'reasons and notes link to their places',
      {
        message: 'Off; Gone!',
        reasons: [
          { id: 'a', message: 'Off', location: { file: 'a.json', line: 2 } },
          { id: 'b', message: 'Gone!' },
        ],
        notes: [{ message: 'b.json may cover it', location: { file: 'b.json' } }],
        basis: 'live',
      },
      'Off; Gone! See [the place](1). Note: b.json may cover it. See [the place](2).',
    ],
    [
      'unknown says so, and on what it depends',
      {
        outcome: 'unknown',
        message: 'depends on parameter a[0], runtime reference()',
        dependsOn: [
          { kind: 'parameter', name: 'a[0]', location: { file: 'a.json', line: 2 } },
          { kind: 'runtime', name: 'reference()' },
        ],
      },
      'Unknown: depends on parameter a\\[0\\], runtime reference(). Depends on [parameter a\\[0\\]](1). Values: defaults.',
    ],
  ];
  test.each(cases)('%s', (_, fields, text) => {
    expect(only(fields).message.text).toBe(text);
  });
});

describe('SARIF locations are valid for', () => {
  const cases: [string, Finding['location'], unknown][] = [
    [
      'spaces, unicode and reserved characters',
      { file: 'a b/ü#?%.json' },
      { uri: 'a%20b/%C3%BC%23%3F%25.json', uriBaseId: '%SRCROOT%' },
    ],
    ['a colon is no scheme', { file: 'c:x.json' }, { uri: 'c%3Ax.json', uriBaseId: '%SRCROOT%' }],
    ['outside', { file: '../x.json' }, { uri: '../x.json' }],
    ['absolute', { file: '/tmp/a b.json' }, { uri: 'file:///tmp/a%20b.json' }],
    ['a drive', { file: 'D:/a b.json' }, { uri: 'file:///D:/a%20b.json' }],
    ['half a surrogate pair', { file: '\ud800.json' }, { uri: '%EF%BF%BD.json', uriBaseId: '%SRCROOT%' }],
  ];
  test.each(cases)('%s', (_, location, artifactLocation) => {
    expect(only({ location }).locations[0].physicalLocation).toEqual({ artifactLocation, region: { startLine: 1 } });
  });

  test('a registry in Azure has only a logical location', () => {
    const target = { type: 't', name: 'acr', id: '/subscriptions/s/acr' };
    const result = only({ target, location: { file: '' } });
    expect(result.locations).toEqual([
      { logicalLocations: [{ name: 'acr', fullyQualifiedName: '/subscriptions/s/acr', kind: 'resource' }] },
    ]);
    expect(result.partialFingerprints).toEqual({ 'acrauditFingerprint/v1': 'f1' });
  });

  test('an anchor is the place of what has no file, and keeps several at that place apart', () => {
    const { results } = sarif(live, { sarifAnchor: 'infra/a b.bicep' });
    const [registry] = results;
    expect(registry?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'infra/a%20b.bicep', uriBaseId: '%SRCROOT%' },
          region: { startLine: 1 },
        },
        logicalLocations: [{ name: 'acrprod', fullyQualifiedName: '/subscriptions/s/acrprod', kind: 'resource' }],
      },
    ]);
    expect(results.map(({ partialFingerprints }) => partialFingerprints)).toEqual([
      { 'acrauditFingerprint/v1': 'l1', primaryLocationLineHash: 'l1:1' },
      { 'acrauditFingerprint/v1': 'l2', primaryLocationLineHash: 'l2:1' },
    ]);
  });

  test('an anchor changes nothing for what has a file', () => {
    expect(reports.sarif(sample, options({ sarifAnchor: 'x' }))).toBe(reports.sarif(sample, options()));
  });

  test('no more related locations than GitHub keeps', () => {
    const reasons = Array.from({ length: 150 }, (_, i) => ({
      id: `${i}`,
      message: `m${i}`,
      location: { file: 'a.json', line: 1 },
    }));
    expect(only({ reasons }).relatedLocations).toHaveLength(100);
  });
});

describe('SARIF has as rules', () => {
  test('every rule that ran, with what GitHub reads', () => {
    const { driver } = sarif(run(), { rules: everyLevel }).tool;
    expect(driver.informationUri).toBe('https://example.com/docs/rules/');
    expect(
      driver.rules.map(({ id, name, helpUri, defaultConfiguration }) => [id, name, helpUri, defaultConfiguration]),
    ).toEqual([
      ['Azure.ACR.Logs', 'AzureACRLogs', 'https://example.com/docs/rules/Azure.ACR.Logs.md', { level: 'error' }],
      ['Azure.ACR.LogsValid', 'AzureACRLogsValid', undefined, { level: 'warning' }],
      ['Azure.ACR.Metrics', 'AzureACRMetrics', undefined, { level: 'note' }],
    ]);
    expect(driver.rules[0]?.properties).toEqual({
      tags: ['security', 'Monitoring', 'MCSB LT-3'],
      ref: 'ACRA-0001',
      precision: 'high',
      'problem.severity': 'error',
      'security-severity': '7.0',
    });
    expect(driver.rules[2]?.properties).toMatchObject({ tags: { length: 20 }, 'problem.severity': 'recommendation' });
  });
});
