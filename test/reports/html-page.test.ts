import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/engine/finding.ts';
import { coverageOf, coverageTotals, shortNames } from '../../src/reports/html/page/coverage.ts';
import { filterFindings, type PageFilters, searchTexts } from '../../src/reports/html/page/filter-findings.ts';
import type { PageData } from '../../src/reports/html/page-data.ts';
import { reports } from '../../src/reports/index.ts';
import { finding, options, REGISTRY, run, sample } from './sample-run.ts';

async function dataOf(...findings: Parameters<typeof finding>[0][]): Promise<PageData> {
  const html = await reports.html(run({ findings: findings.map((fields) => finding(fields)) }), options());
  return JSON.parse(/id="data">\n([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '') as PageData;
}

describe('the list has', async () => {
  const data = await dataOf(...sample.findings, {
    target: { type: REGISTRY, name: 'acrnew', id: '/subscriptions/s/acrnew' },
    location: { file: '' },
    comparison: 'new',
    baseline: 'known',
  });
  const all: PageFilters = { outcomes: new Set(), search: '' };
  const of = (...outcomes: Outcome[]): PageFilters => ({ ...all, outcomes: new Set(outcomes) });

  test.each<[string, PageFilters, readonly number[]]>([
    ['everything where nothing is asked for', all, [0, 1, 2, 3, 4, 5, 6]],
    ['one verdict', of('unknown'), [0]],
    ['several verdicts', of('unknown', 'error', 'pass'), [0, 1, 5]],
    ['one file', { ...all, group: data.groups.indexOf('infra/main.json') }, [3, 4, 5]],
    ['one subscription', { ...all, group: data.groups.indexOf('s') }, [6]],
    ['one rule', { ...all, rule: 1 }, [5]],
    ['what is new', { ...all, change: 'new' }, [6]],
    ['what is unchanged', { ...all, change: 'unchanged' }, []],
    ['what the baseline has', { ...all, change: 'in the baseline' }, [6]],
    ['what the baseline has not', { ...all, change: 'not in the baseline' }, []],
    ['a name, letter case aside', { ...all, search: 'ACRNEW' }, [6]],
    ['every word, wherever it stands', { ...all, search: ' logsvalid  main.json ' }, [5]],
    ['a word of a cause', { ...all, search: 'enableDiagnostics' }, [0]],
    ['a parameter file', { ...all, search: 'prod.parameters' }, [4]],
    ['characters that mean something elsewhere', { ...all, search: '.*' }, []],
    [
      'all of it together',
      { ...of('fail'), group: data.groups.indexOf('infra/main.json'), search: 'is not enabled' },
      [4],
    ],
  ])('%s', (_, filters, expected) => {
    expect(filterFindings(data.findings, searchTexts(data), filters).shown).toEqual(expected);
  });

  test('counts of every verdict, whichever is chosen', () => {
    const { counts } = filterFindings(data.findings, searchTexts(data), { ...of('pass'), search: 'main.json' });
    expect(counts).toEqual({ pass: 0, fail: 2, unknown: 0, error: 1, suppressed: 0, notApplicable: 0 });
  });
});

describe('coverage of a category:', () => {
  const columns = ['setting', 'category', 'destination', 'enabled'];
  const row = (destination: string, enabled: boolean | null): (string | boolean | null)[] => [
    's',
    'Login',
    destination,
    enabled,
  ];
  const suppression = { source: 'tag', reason: 'r', outcome: 'unknown' } as const;

  test.each<[string, Parameters<typeof finding>[0], string, string]>([
    [
      'enabled and sent',
      { outcome: 'pass', evidence: { columns, rows: [row('workspace', true)] } },
      'yes',
      'workspace',
    ],
    [
      'sent to two',
      { outcome: 'pass', evidence: { columns, rows: [row('workspace, storage', true)] } },
      'yes',
      'workspace, storage',
    ],
    [
      'by two settings',
      {
        outcome: 'pass',
        evidence: { columns, rows: [row('workspace', true), row('storage', true), row('workspace', true)] },
      },
      'yes',
      'workspace, storage',
    ],
    ['enabled and sent nowhere', { evidence: { columns, rows: [row('none', true)] } }, 'no', ''],
    ['not enabled', { evidence: { columns, rows: [row('workspace', false)] } }, 'no', ''],
    ['not known whether enabled', { evidence: { columns, rows: [row('workspace', null)] } }, 'unknown', ''],
    ['a certain failure without a setting', { evidence: { columns, rows: [] } }, 'no', ''],
    ['a pass without a setting to see', { outcome: 'pass', evidence: { columns, rows: [] } }, 'unknown', ''],
    [
      'an open verdict never looks like a pass',
      { outcome: 'unknown', evidence: { columns, rows: [row('workspace', true)] } },
      'unknown',
      'workspace',
    ],
    ['an error says nothing', { outcome: 'error', evidence: { columns: [], rows: [] } }, 'unknown', ''],
    [
      'a suppressed verdict is what it would be',
      { outcome: 'suppressed', suppression, evidence: { columns, rows: [row('workspace', true)] } },
      'unknown',
      'workspace',
    ],
  ])('%s', async (_, fields, state, destinations) => {
    const data = await dataOf(fields, { outcome: 'pass', evidence: { columns, rows: [row('workspace', true)] } });
    const [first] = data.findings;
    const cells = first === undefined ? [] : coverageOf(data).cellsOf(first);
    expect(cells.map((cell) => [cell.state, cell.destinations.join(', ')])).toEqual([[state, destinations]]);
  });

  test('totals count each destination, nothing and what is open', async () => {
    const data = await dataOf(
      { outcome: 'pass', evidence: { columns, rows: [row('workspace, storage', true)] } },
      { outcome: 'pass', evidence: { columns, rows: [row('workspace', true)] } },
      { evidence: { columns, rows: [row('workspace', false)] } },
      { outcome: 'unknown', evidence: { columns: [], rows: [] } },
    );
    const coverage = coverageOf(data);
    expect(coverage.destinations).toEqual(['storage', 'workspace']);
    expect(coverageTotals(coverage, data.findings)).toEqual([[1, 2, 1, 1]]);
  });

  test('rules without such evidence, and what does not apply, have no part in it', async () => {
    const data = await dataOf(
      { outcome: 'pass', evidence: { columns, rows: [row('workspace', true)] } },
      { rule: 'Azure.ACR.Metrics' },
      { outcome: 'notApplicable' },
    );
    const { covers } = coverageOf(data);
    expect(data.findings.map(covers)).toEqual([true, false, false]);
  });
});

test.each<[readonly string[], readonly string[]]>([
  [
    ['ContosoLoginEvents', 'ContosoPushEvents'],
    ['LoginEvents', 'PushEvents'],
  ],
  [
    ['Contoso', 'ContosoPush'],
    ['Contoso', 'ContosoPush'],
  ],
  [
    ['AbcD', 'AbxD'],
    ['AbcD', 'AbxD'],
  ],
  [['Only'], ['Only']],
  [[], []],
])('%j are shown as %j', (names, short) => {
  expect(shortNames(names)).toEqual(short);
});
