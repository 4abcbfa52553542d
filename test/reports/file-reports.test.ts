import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/engine/finding.ts';
import { reports } from '../../src/reports/index.ts';
import { csvCell, xmlText } from '../../src/util/escape.ts';
import { parseCsv } from '../support/csv.ts';
import { junitProblems } from '../support/junit.ts';
import { assertResults } from '../support/results-schema.ts';
import { parseXml, type XmlElement } from '../support/xml.ts';
import { accepted } from './accepted-run.ts';
import { finding, options, REGISTRY, run, sample } from './sample-run.ts';

test.each<[string, string]>([
  ['', '""'],
  ['acr', '"acr"'],
  ['a"b,c;d', '"a""b,c;d"'],
  ['=1+1', '"\'=1+1"'],
  ['+1', '"\'+1"'],
  ['-1', '"\'-1"'],
  ['@SUM(A1)', '"\'@SUM(A1)"'],
  ['  =1', '"\'  =1"'],
  ['\t1', '"\'\t1"'],
  ['\r1', '"\'\r1"'],
  ['\n1', '"\'\n1"'],
  ['＝1', '"\'＝1"'],
  ['a=1', '"a=1"'],
])('a cell of CSV with %j is %s', (text, cell) => {
  expect(csvCell(text)).toBe(cell);
});

test.each<[string, string]>([
  ['a & b < c > d "e" \'f\'', "a &amp; b &lt; c &gt; d &quot;e&quot; 'f'"],
  ['a\nb\u0000\ufffe\uffff\ud800', 'a\\u{a}b\\u{0}\\u{fffe}\\u{ffff}\\u{d800}'],
])('XML has %j as %s', (text, written) => {
  expect(xmlText(text)).toBe(written);
});

describe('CSV', () => {
  test('has the columns of docs/reports.md, and a row for each result and each error', () => {
    const text = reports.csv(sample, options());
    const [head, ...rows] = parseCsv(text);
    expect(head?.slice(0, 4)).toEqual(['rule', 'ref', 'level', 'outcome']);
    expect(rows.map((row) => row[3])).toEqual(['unknown', 'pass', 'notApplicable', 'fail', 'fail', 'error', 'error']);
    expect(text.startsWith('\ufeff')).toBe(false);
    expect(
      text
        .split('\n')
        .slice(0, -1)
        .every((line) => line.endsWith('\r')),
    ).toBe(true);
  });
});

describe('lines of JSON', () => {
  test.each([
    ['the sample', sample],
    ['what is accepted and compared', accepted],
  ])('are the JSON results of %s', (_, result) => {
    const lines = reports
      .ndjson(result, options())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string } & Record<string, unknown>);
    const of = (kind: string): object[] =>
      lines.filter((line) => line.kind === kind).map(({ kind: _kind, ...rest }) => rest);
    const [{ version, tool } = {}] = of('header') as { version?: number; tool?: object }[];
    const [{ comparison, ...summary } = {}] = of('summary') as { comparison?: object }[];
    const json = JSON.stringify({
      version,
      tool,
      summary,
      results: of('result'),
      errors: of('error'),
      notes: of('note'),
      ...(comparison !== undefined && { comparison: { ...comparison, fixed: of('fixed') } }),
    });
    expect(() => assertResults(json)).not.toThrow();
    expect(JSON.parse(json)).toEqual(JSON.parse(reports.json(result, options())));
    expect([lines[0]?.kind, lines.at(-1)?.kind]).toEqual(['header', 'summary']);
  });
});

describe('JUnit', () => {
  const read = (findings: readonly Finding[], errors: (typeof sample)['errors'] = []): XmlElement => {
    const root = parseXml(reports.junit(run({ findings, errors }), options()));
    expect(junitProblems(root)).toEqual([]);
    return root;
  };

  test.each([
    ['the sample', sample],
    ['what is accepted and compared', accepted],
    ['nothing', run()],
  ])('of %s is valid', (_, result) => {
    expect(junitProblems(parseXml(reports.junit(result, options())))).toEqual([]);
  });

  test.each<[string, Partial<Finding>, string | undefined]>([
    ['what passes', { outcome: 'pass' }, undefined],
    ['what fails', {}, 'failure'],
    ['what fails below --fail-on', { level: 'info' }, 'failure'],
    ['an unknown', { outcome: 'unknown' }, 'skipped'],
    [
      'an unknown that fails the run',
      { outcome: 'unknown', exitPolicy: { failOn: 'error', unknown: 'fail' } },
      'failure',
    ],
    ['what cannot be evaluated', { outcome: 'error' }, 'error'],
    ['what does not apply', { outcome: 'notApplicable' }, 'skipped'],
    ['what is known', { baseline: 'known' }, 'skipped'],
    ['what does not affect the exit code', { affectsExitCode: false, excludedBecause: 'defaults' }, 'skipped'],
    ['a crash that does not affect the exit code', { outcome: 'error', affectsExitCode: false }, 'skipped'],
  ])('has %s as it should be', (_, fields, expected) => {
    const [suite] = read([finding(fields)]).children;
    expect(suite?.children[0]?.children[0]?.name).toBe(expected);
  });

  test('has a suite for each file and subscription, with the errors of the file', () => {
    const live = (id: string): Finding =>
      finding({ basis: 'live', target: { type: REGISTRY, name: 'acr', id }, location: { file: '' } });
    const root = read(
      [live('/subscriptions/A/1'), live('/subscriptions/a/2'), live('/subscriptions/b/3'), finding()],
      [
        { code: 'sign-in', message: 'no place' },
        { code: 'json-syntax', message: 'of the file', location: { file: 'infra/main.json' } },
        { code: 'too-large', message: 'of another', location: { file: 'z.json' } },
      ],
    );
    expect(root.children.map(({ attributes }) => [attributes.name, attributes.tests])).toEqual([
      ['a', '2'],
      ['b', '1'],
      ['infra/main.json', '2'],
      ['acraudit', '1'],
      ['z.json', '1'],
    ]);
  });

  test('numbers cases that have one name', () => {
    const [suite] = read([finding(), finding(), finding()]).children;
    expect(suite?.children.map(({ attributes }) => attributes.name)).toEqual([
      'Azure.ACR.Logs acrprod',
      'Azure.ACR.Logs acrprod (2)',
      'Azure.ACR.Logs acrprod (3)',
    ]);
  });
});

describe('Markdown', () => {
  const many = (count: number, message: string): Finding[] =>
    Array.from({ length: count }, (_, i) =>
      finding({
        outcome: i < count - 1 ? 'unknown' : 'fail',
        target: { type: REGISTRY, name: `acr${i}`, id: `/subscriptions/s/acr${i}` },
        message,
      }),
    );

  test('of 3,000 registries fits into a comment, keeps the worst and says how many are left out', () => {
    const findings = many(3000, `${'word '.repeat(30)}##vso[task.a]`);
    const text = reports.markdown(run({ findings }), options());
    expect(text.length).toBeLessThanOrEqual(60_000);
    expect(text.length).toBeGreaterThan(55_000);
    const [first = ''] = text.split('\n').filter((line) => line.startsWith('| ❌'));
    expect(first).toContain('`acr2999`');
    const shown = text.split('\n').filter((line) => /^\| [❌❓]/u.test(line)).length;
    expect(text).toContain(`… and ${3000 - shown} more that did not fit; \`-f json\` has all.`);
    expect(text).toMatch(/\n<\/details>\n\n\*\*How to fix\*\*\n/);
  });

  test('folds what is beyond twenty registries', () => {
    const lines = reports.markdown(run({ findings: many(25, 'x') }), options()).split('\n');
    expect(lines.indexOf('<summary>5 more</summary>') - lines.indexOf('| --- | --- | --- | --- |')).toBe(23);
  });

  test.each<[string, Parameters<typeof run>[0], string]>([
    ['fails', { findings: [finding()] }, '❌ acraudit: 1 fail (1 registry)'],
    ['fails below --fail-on', { findings: [finding({ level: 'info' })] }, '🟡 acraudit: 1 fail (1 registry)'],
    ['is unknown', { findings: [finding({ outcome: 'unknown' })] }, '🟡 acraudit: 1 unknown (1 registry)'],
    ['cannot be evaluated', { findings: [finding({ outcome: 'error' })] }, '❗ acraudit: 1 error (1 registry)'],
    [
      'is unknown because a read was refused',
      { findings: [finding({ outcome: 'unknown', dependsOn: [{ kind: 'permission', name: 'x' }] })] },
      '❗ acraudit: 1 unknown (1 registry)',
    ],
    ['passes', { findings: [finding({ outcome: 'pass' })] }, '✅ acraudit: 1 pass (1 registry)'],
    [
      'is known',
      { findings: [finding({ baseline: 'known', affectsExitCode: false })] },
      '✅ acraudit: 1 accepted (1 registry)',
    ],
    [
      'passes beside what cannot be read',
      { findings: [finding({ outcome: 'pass' })], errors: [{ code: 'too-large', message: 'x' }] },
      '❗ acraudit: 1 pass (1 registry)',
    ],
  ])('says at a glance that a registry %s', (_, fields, expected) => {
    const targets = { [REGISTRY]: { listed: 1, evaluated: 1, unknown: 0, deleted: 0, notDeployed: 0 } };
    const lines = reports.markdown(run({ ...fields, targets }), options()).split('\n');
    expect(lines.slice(0, 2)).toEqual(['<!-- acraudit -->', `### ${expected}`]);
  });

  test('of nothing says that there was nothing', () => {
    expect(reports.markdown(run(), options())).toBe(
      '<!-- acraudit -->\n### ⚪ acraudit: nothing to check\n\nno template found.\n',
    );
  });

  test.each<[string, string, string]>([
    ['the files that fail', 'infra/main.json', 'acraudit fix infra/main.json'],
    ['quotes around a name that a shell would read', "a b;rm'.json", "acraudit fix 'a b;rm'\\''.json'"],
    ['a file that would be a flag', '-rf.json', 'acraudit fix ./-rf.json'],
    ['no name that cannot be seen', 'a\u202e.json', 'acraudit fix PATHS'],
  ])('gives a command with %s', (_, file, expected) => {
    const text = reports.markdown(run({ findings: [finding({ location: { file } })] }), options());
    expect(text).toContain(`\n\`\`\`sh\n${expected}\n\`\`\`\n`);
  });
});
