import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { queryCatalog } from '../../src/api/query-catalog.ts';
import { EVENTS_QUERY } from '../../src/sources/azure/logs/query-events.ts';
import { blocksOf } from '../docs/markdown.ts';
import { lintKql } from './kql-lint.ts';
import { kustoAnalyzer } from './kusto.ts';
import { SCHEMAS } from './schemas.ts';

const { queries, alerts } = queryCatalog();
const all = [...queries, ...alerts].map((query) => [query.name, query] as const);
const analyze = kustoAnalyzer(SCHEMAS);

test('the query of verify compiles against the real columns, and gives those that it reads', () => {
  const columns = ['Table:string', 'Registry:string', 'Events:long', 'Last:datetime'];
  expect(analyze(EVENTS_QUERY)).toEqual({ diagnostics: [], columns });
});

describe('every query that ships', () => {
  test.each(all)('%s compiles against the real columns, and gives those that it says', (_, { text, columns }) => {
    expect(analyze(text)).toEqual({ diagnostics: [], columns: columns.map(({ name, type }) => `${name}:${type}`) });
  });

  test.each(all)('%s decides by nothing that says nothing', (_, { text }) => {
    expect(lintKql(text)).toEqual([]);
  });

  test.each(all)('%s keeps the registry in its result, because workspaces are shared', (_, { columns }) => {
    const names = columns.map(({ name }) => name);
    expect(['LoginServer', '_ResourceId', 'Registry'].some((name) => names.includes(name))).toBe(true);
  });

  test.each(queries.map((query) => [query.name, query] as const))(
    '%s is bounded in time by its parameters',
    (_, query) => {
      expect(query.parameters[0]).toMatchObject({ name: 'window', type: 'timespan' });
      expect(query.text).toMatch(/TimeGenerated > ago\(window/);
    },
  );

  test('has a name of its own', () => {
    expect(new Set(all.map(([name]) => name)).size).toBe(all.length);
  });
});

test.each(
  blocksOf(readFileSync('docs/acr-logs.md', 'utf8'))
    .filter(({ language }) => language === 'kusto')
    .map(({ line, text }) => [line, text] as const),
)('the query on line %i of docs/acr-logs.md compiles against the real columns', (_, text) => {
  expect(analyze(text).diagnostics).toEqual([]);
});

describe('Kusto refuses', () => {
  test.each([
    ['a column that is not there', 'ContainerRegistryLoginEvents | where CallerIPAddress == ""', 'KS142'],
    ['a table that is not there', 'union Event, Syslog', 'KS204'],
    ['a text compared with a number', 'ContainerRegistryRepositoryEvents | where DurationMs > 1000', 'KS106'],
  ])('%s', (_, text, code) => {
    expect(analyze(text).diagnostics.map((diagnostic) => diagnostic.split(':')[0])).toContain(code);
  });

  test('nothing about the constant, which is why there is a lint of ours', () => {
    expect(analyze('ContainerRegistryLoginEvents | where ResultType != 0').diagnostics).toEqual([]);
  });
});

describe('the lint of ours', () => {
  const CONSTANT = 'ResultType decides nothing: it is the same in every record';
  const TEXT = 'DurationMs is text: use todouble(DurationMs)';

  test.each<[string, string, readonly string[]]>([
    ['forbids the constant', 'T | where ResultType != 0', [CONSTANT]],
    ['forbids it in a function', 'T | where toint(ResultType) between (200 .. 299)', [CONSTANT]],
    ['forbids it as a part of a condition', 'T | where A == 1 or (B == 2 and ResultType =~ "Failed")', [CONSTANT]],
    ['forbids it in a list', 'T | where ResultType in~ ("Failed")', [CONSTANT]],
    ['forbids it in an aggregate', 'T | summarize A = countif(ResultType == "Failed")', [CONSTANT]],
    ['forbids it in a column', 'T | extend Failed = ResultType contains "4"', [CONSTANT]],
    ['forbids it in a join', 'T | join kind=inner (U | where ResultType == "x") on A', [CONSTANT]],
    ['forbids it in a view', 'let a = T | where ResultType == "x";\na | where B == 1', [CONSTANT]],
    ['lets it be shown', 'T | project ResultType', []],
    ['lets it be counted by', 'T | summarize A = count() by ResultType', []],
    ['forbids comparing text', 'T | where DurationMs > "1000"', [TEXT]],
    ['forbids sorting text', 'T | order by DurationMs desc', [TEXT]],
    ['forbids the greatest text', 'T | summarize A = max(DurationMs)', [TEXT]],
    ['forbids a range of text', 'T | where DurationMs between ("1" .. "9")', [TEXT]],
    ['lets numbers be compared', 'T | where todouble(DurationMs) > 1000 | order by todouble(DurationMs)', []],
  ])('%s', (_, text, problems) => {
    expect(lintKql(text)).toEqual(problems);
  });
});
