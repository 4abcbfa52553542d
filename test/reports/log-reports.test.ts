import { describe, expect, test } from 'vitest';
import type { Finding, RunResult } from '../../src/engine/finding.ts';
import { reports } from '../../src/reports/index.ts';
import { azureCommands, githubCommands } from '../support/ci-commands.ts';
import { finding, options, run } from './sample-run.ts';

const failOnUnknown = { failOn: 'error', unknown: 'fail' } as const;

/** Fields of a result; then what GitHub and Azure Pipelines make of it, and its severity in GitLab. */
const SEVERITIES: readonly (readonly [
  string,
  Partial<Finding>,
  string | undefined,
  string | undefined,
  string | undefined,
])[] = [
  ['a failure of an error', {}, 'error', 'error', 'critical'],
  ['a failure of a warning', { level: 'warning' }, 'warning', 'warning', 'major'],
  ['a failure of an info', { level: 'info' }, 'notice', undefined, 'minor'],
  ['an unknown of an error', { outcome: 'unknown' }, 'warning', 'warning', 'major'],
  ['an unknown of an info', { outcome: 'unknown', level: 'info' }, 'notice', undefined, 'minor'],
  ['an unknown that fails the run', { outcome: 'unknown', exitPolicy: failOnUnknown }, 'error', 'error', 'critical'],
  ['a crash of an info', { outcome: 'error', level: 'info' }, 'error', 'error', 'critical'],
  ['what passes', { outcome: 'pass' }, undefined, undefined, undefined],
  ['what does not apply', { outcome: 'notApplicable' }, undefined, undefined, undefined],
  ['what does not affect the exit code', { affectsExitCode: false }, undefined, undefined, undefined],
  ['what is known', { baseline: 'known' }, undefined, undefined, undefined],
  ['what is new', { baseline: 'new' }, 'error', 'error', 'critical'],
];

test.each(SEVERITIES)('in CI systems %s is of its severity', (_, fields, github, azdo, gitlab) => {
  const result = run({ findings: [finding(fields)] });
  const [annotation] = githubCommands(reports.github(result, options())).filter(({ properties }) => properties.file);
  const [issue] = azureCommands(reports.azdo(result, options()));
  const [entry] = JSON.parse(reports.gitlab(result, options())) as { severity: string }[];
  expect([annotation?.name, issue?.properties.type, entry?.severity]).toEqual([github, azdo, gitlab]);
});

describe('annotations of GitHub', () => {
  const place = (location: Finding['location']): Readonly<Record<string, string>> => {
    const [{ properties } = { properties: {} }] = githubCommands(
      reports.github(run({ findings: [finding({ location })] }), options()),
    );
    return properties;
  };

  test('have columns only where they begin and end on one line, as the runner takes no others', () => {
    const title = 'Azure.ACR.Logs';
    expect(place({ file: 'a.json', line: 3, column: 5, endLine: 3, endColumn: 9 })).toEqual({
      file: 'a.json',
      line: '3',
      endLine: '3',
      col: '5',
      endColumn: '9',
      title,
    });
    expect(place({ file: 'a.json', line: 3, column: 5, endLine: 4, endColumn: 9 })).toEqual({
      file: 'a.json',
      line: '3',
      endLine: '4',
      title,
    });
    expect(place({ file: 'a.json' })).toEqual({ file: 'a.json', title });
    expect(place({ file: '' })).toEqual({ title });
  });

  test('are at most ten of a kind, the worst first, and the last one says how many more there are', () => {
    const info = Array.from({ length: 12 }, (_, i) => finding({ level: 'info', message: `info ${i}` }));
    const errors = Array.from({ length: 13 }, (_, i) => finding({ message: `error ${i}` }));
    const output = reports.github(run({ findings: [...info, ...errors] }), options());
    const commands = githubCommands(output);
    expect(commands.map(({ name }) => name)).toEqual([
      ...errors.slice(0, 10).map(() => 'error'),
      ...info.slice(0, 10).map(() => 'notice'),
    ]);
    expect(commands.at(-1)?.data).toBe('6 more results are in the log of this step.');
    expect(output).toContain('infra/main.json:12:5: error: Azure.ACR.Logs: acrprod: error 12 (defaults)\n');
    expect(output).toContain('infra/main.json:12:5: notice: Azure.ACR.Logs: acrprod: info 11 (defaults)\n');
  });

  test('of one result more', () => {
    const errors = Array.from({ length: 11 }, () => finding());
    const commands = githubCommands(reports.github(run({ findings: errors }), options()));
    expect(commands.at(-1)?.data).toBe('1 more result is in the log of this step.');
  });

  test('are none where all is well, and the log says what was read', () => {
    expect(reports.github(run({ inputs: { read: 2, unreadable: 0, skipped: 0 } }), options())).toBe(
      'no registry in the 2 templates read\n',
    );
    expect(reports.azdo(run(), options())).toBe('no template found\n');
  });

  test('of errors that do not count are left out', () => {
    const errors: RunResult['errors'] = [{ code: 'limit', message: 'not deployed', excludedBecause: 'it is a module' }];
    expect(githubCommands(reports.github(run({ errors }), options()))).toEqual([]);
    expect(azureCommands(reports.azdo(run({ errors }), options()))).toEqual([]);
  });
});

describe('the code quality report of GitLab', () => {
  const entries = (findings: readonly Finding[], anchor?: string): unknown[] =>
    JSON.parse(
      reports.gitlab(run({ findings }), options(anchor === undefined ? {} : { sarifAnchor: anchor })),
    ) as unknown[];

  test('has live results only where a file stands for them', () => {
    const live = finding({ basis: 'live', location: { file: '' } });
    expect(entries([live])).toEqual([]);
    expect(entries([live], 'infra/main.bicep')).toMatchObject([
      { location: { path: 'infra/main.bicep', lines: { begin: 1 } } },
    ]);
  });

  test('gives no two entries one fingerprint, because GitLab would merge them', () => {
    expect(entries([finding(), finding(), finding()])).toMatchObject([
      { fingerprint: 'f1' },
      { fingerprint: 'f1:2' },
      { fingerprint: 'f1:3' },
    ]);
  });

  test('has the members that GitLab asks for, and no others', () => {
    for (const entry of entries([finding(), finding({ outcome: 'unknown', location: { file: 'a.json' } })])) {
      expect(entry).toEqual({
        description: expect.stringMatching(/./),
        check_name: expect.stringMatching(/./),
        fingerprint: expect.stringMatching(/./),
        severity: expect.stringMatching(/^(?:info|minor|major|critical|blocker)$/),
        location: { path: expect.stringMatching(/^[^./]/), lines: { begin: expect.any(Number) } },
      });
    }
  });
});
