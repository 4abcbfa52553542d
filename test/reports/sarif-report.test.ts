import { hash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { ruleHelp } from '../../src/api/rule-docs.ts';
import type { AppliedSuppression, Finding, RuleInfo, RunResult } from '../../src/engine/finding.ts';
import { reports } from '../../src/reports/index.ts';
import type { ErrorCode } from '../../src/util/error-codes.ts';
import { folderOf } from '../support/cli.ts';
import { expectSarif, NO_ADDRESS } from '../support/expect-sarif.ts';
import { enqueueSarif, validateWaiting } from '../support/sarif-queue.ts';
import { finding, options, rule, run, sample } from './sample-run.ts';

const textOrId = (notification: Record<string, unknown>): unknown => {
  const { descriptor, message } = notification as { descriptor?: { id: string }; message: { text: string } };
  return descriptor?.id ?? message.text;
};
const fingerprintIn = ({ partialFingerprints }: { partialFingerprints: Record<string, string> }): string | undefined =>
  partialFingerprints['acrauditFingerprint/v1'];

interface Sarif {
  runs: [
    {
      tool: { driver: { informationUri?: string; rules: Record<string, unknown>[] } };
      invocations: [{ executionSuccessful: boolean; toolExecutionNotifications: Record<string, unknown>[] }];
      automationDetails?: { id: string };
      results: {
        ruleId: string;
        ruleIndex: number;
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
    expect(invocations[0].toolExecutionNotifications.map(textOrId)).toEqual(
      sarifAll ? ['rule-error'] : ['rule-error', 'Not shown: 1 suppressed.'],
    );
    expect(invocations[0].executionSuccessful).toBe(false);
  });

  test('nothing that a baseline has, or that has no part in the exit code, unless all is asked for', () => {
    const known = finding({ baseline: 'known', fingerprint: 'known' });
    const excluded = finding({ affectsExitCode: false, excludedBecause: 'defaults', fingerprint: 'excluded' });
    const of = (sarifAll: boolean) => sarif(run({ findings: [known, finding(), excluded] }), { sarifAll });
    const shown = of(false);
    expect(shown.results.map(fingerprintIn)).toEqual(['f1']);
    expect(shown.invocations[0].toolExecutionNotifications.map(textOrId)).toEqual([
      'Not shown: 1 known in the baseline, 1 not affecting the exit code.',
    ]);
    expect(of(true).results.map(fingerprintIn)).toEqual(['known', 'f1', 'excluded']);
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
    expect(sarif(run({ findings: [finding(fields)] }), { sarifAll: true }).results[0]?.level).toBe(level);
  });
});

describe('SARIF messages keep', () => {
  const cases: [string, Partial<Finding>, string][] = [
    [
      'brackets, braces and backslashes',
      { message: '[x](y) {0} a\\b' },
      'acrprod: \\[x\\](y) {{0}} a\\\\b. Values: defaults.',
    ],
    ['control characters', { message: 'a\u001b\nb' }, 'acrprod: a\\\\u{{1b}}\\\\u{{a}}b. Values: defaults.'],
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
      'acrprod: Off; Gone! See [the place](1). Note: b.json may cover it. See [the place](2).',
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
      'acrprod: unknown: depends on parameter a\\[0\\], runtime reference(). See [parameter a\\[0\\]](1). Values: defaults.',
    ],
    [
      'a registry in Azure has its resource group',
      {
        target: { type: 't', name: 'acr', id: '/subscriptions/s/resourceGroups/rg-a/providers/x/y/acr' },
        message: 'Off',
        basis: 'live',
        location: { file: '' },
      },
      'acr in rg-a: Off.',
    ],
    [
      'a name that is an expression is what its template calls it',
      {
        target: { type: 't', name: "concat('acr', uniqueString())", writtenName: 'resources > acr', id: 'x' },
        message: 'Off',
      },
      'resources > acr: Off. Values: defaults.',
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
    expect(only({ location }).locations[0].physicalLocation).toEqual({
      artifactLocation,
      region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
    });
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
          region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
        },
        logicalLocations: [{ name: 'acrprod', fullyQualifiedName: '/subscriptions/s/acrprod', kind: 'resource' }],
      },
    ]);
    expect(results.map(({ partialFingerprints }) => partialFingerprints)).toEqual([
      { 'acrauditFingerprint/v1': 'l1', primaryLocationLineHash: 'l1:1' },
      { 'acrauditFingerprint/v1': 'l2', primaryLocationLineHash: 'l2:1' },
    ]);
  });

  test('results of one rule at one line are told apart by their fingerprints, others by what their line says', () => {
    const at = (line: number, fields: Partial<Finding>) =>
      finding({ location: { file: 'a.json', line, column: 1 }, ...fields });
    const findings = [
      at(1, { fingerprint: 'dev' }),
      at(1, { fingerprint: 'prod' }),
      at(1, { fingerprint: 'prod' }),
      at(1, { fingerprint: 'alone', outcome: 'unknown' }),
      at(2, { fingerprint: 'other' }),
    ];
    const { results } = sarif(run({ findings }));
    expect(results.map(({ partialFingerprints: { primaryLocationLineHash: hash } }) => hash)).toEqual([
      'dev:1',
      'prod:1',
      'prod:2',
      undefined,
      undefined,
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

describe('of more than GitHub takes', () => {
  const many = (count: number, fields: (i: number) => Partial<Finding>) =>
    run({ findings: Array.from({ length: count }, (_, i) => finding({ fingerprint: `f${i}`, ...fields(i) })) });
  const alternating = many(25_002, (i) => (i % 2 === 0 ? { level: 'warning', outcome: 'unknown' } : {}));

  test('the least severe are left out and counted, and the others keep their order', () => {
    const { results, invocations } = sarif(alternating);
    expect(results).toHaveLength(25_000);
    expect(results.slice(0, 2).map(fingerprintIn)).toEqual(['f0', 'f1']);
    // The last two unknowns.
    expect(results.slice(-3).map(fingerprintIn)).toEqual(['f24997', 'f24999', 'f25001']);
    expect(invocations[0].toolExecutionNotifications.map(textOrId)).toEqual([
      'SARIF lacks 2 results, the least severe ones: GitHub takes 25000 results.',
    ]);
  });

  test('all are there with sarifAll, which is for others, and that is said', () => {
    const { results, invocations } = sarif(alternating, { sarifAll: true });
    expect(results).toHaveLength(25_002);
    expect(invocations[0].toolExecutionNotifications.map(textOrId)).toEqual([
      'SARIF has 25002 results; GitHub takes 25000.',
    ]);
  });

  test('a file that stays too large when it is compressed has fewer results', () => {
    const noise = (i: number) => Array.from({ length: 700 }, (_, j) => hash('sha512', `${i}:${j}`)).join('');
    const large = many(300, (i) => ({ message: noise(i) }));
    const text = reports.sarif(large, options());
    const { results, invocations } = JSON.parse(text).runs[0] as Sarif['runs'][0];
    const size = gzipSync(text).length;
    expect([size < 10_000_000, size > 9_000_000]).toEqual([true, true]);
    expect(results.map(fingerprintIn)).toEqual(Array.from({ length: results.length }, (_, i) => `f${i}`));
    expect(invocations[0].toolExecutionNotifications.map(textOrId)).toEqual([
      `SARIF lacks ${300 - results.length} results, the least severe ones: GitHub takes 10 MB when compressed.`,
    ]);
  });
});

test('the category stands in the id before the last slash, and none is made up', () => {
  const idOf = (sarifCategory?: string) =>
    sarif(run(), sarifCategory === undefined ? {} : { sarifCategory }).automationDetails;
  expect([idOf('acraudit/lint/services/geo'), idOf()]).toEqual([{ id: 'acraudit/lint/services/geo/' }, undefined]);
});

describe('SARIF has as rules', () => {
  test('beside a rule one for its unknown results, which is no security problem, where there are such', () => {
    const findings = [
      finding({ outcome: 'unknown' }),
      finding(),
      finding({ outcome: 'unknown', rule: 'Azure.ACR.Metrics' }),
    ];
    const { results, tool } = sarif(run({ findings }), { rules: everyLevel });
    expect(results.map(({ ruleId, ruleIndex }) => [ruleId, ruleIndex])).toEqual([
      ['Azure.ACR.Logs/unknown', 1],
      ['Azure.ACR.Logs', 0],
      ['Azure.ACR.Metrics/unknown', 4],
    ]);
    expect(tool.driver.rules.map(({ id }) => id)).toEqual([
      'Azure.ACR.Logs',
      'Azure.ACR.Logs/unknown',
      'Azure.ACR.LogsValid',
      'Azure.ACR.Metrics',
      'Azure.ACR.Metrics/unknown',
    ]);
    const [, unknown, , , info] = tool.driver.rules;
    expect(unknown).toEqual({
      id: 'Azure.ACR.Logs/unknown',
      name: 'AzureACRLogsUnknown',
      shortDescription: {
        text: 'It is not known whether this holds: Registries send their audit logs to a destination.',
      },
      fullDescription: {
        text: 'It is not known whether this holds: Registries send their audit logs to a destination.',
      },
      helpUri: 'https://example.com/docs/rules/Azure.ACR.Logs.md',
      help: {
        text: 'Registries send their audit logs to a destination.',
        markdown: 'Registries send their audit logs to a destination.',
      },
      defaultConfiguration: { level: 'warning' },
      properties: {
        tags: ['unknown', 'Monitoring', 'MCSB LT-3'],
        ref: 'ACRA-0001',
        precision: 'medium',
        'problem.severity': 'warning',
      },
    });
    expect([info?.defaultConfiguration, info?.properties]).toMatchObject([
      { level: 'note' },
      { 'problem.severity': 'recommendation' },
    ]);
  });

  test.each(rules.map(({ name }) => name))('%s with help of at most 3 kB, why and fix included', (name) => {
    const { driver } = sarif(run(), { rules: [{ ...rule, name, ...ruleHelp(name) }] }).tool;
    const [{ help }] = driver.rules as [{ help: { text: string; markdown: string } }];
    expect([help.text.length, help.markdown.length].every((length) => length <= 3000)).toBe(true);
    for (const part of ['Why:', 'Fix:', `acraudit rules ${name} --full`]) expect(help.text).toContain(part);
    const page = ruleHelp(name).help;
    expect(help.markdown.includes('**Options:**')).toBe(/^## Options\n\n\|/m.test(page));
    expect(help.text).not.toMatch(/[*`|]|^#/m);
  });

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
