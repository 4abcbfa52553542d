import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { packs } from '../../rules/packs/index.ts';
import { isAlibabaType } from '../../src/model/alibaba/instance-audit.ts';
import { LOG_CATEGORIES } from '../../src/model/azure/acr-logs.ts';
import { blocksOf, headingsOf, proseOf } from './markdown.ts';

const page = readFileSync('docs/acr-logs.md', 'utf8');
const prose = proseOf(page);

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w -]/g, '')
    .replaceAll(' ', '-');

/** The text below a second-level heading, without fenced blocks. */
const sectionOf = (heading: string): string => prose.split(`\n## ${heading}\n`)[1]?.split(/^## /m)[0] ?? '';

/** The columns of the page's table, by log category. */
function columnsOf(): Map<string, ReadonlySet<string>> {
  const rows = [...prose.matchAll(/^\| (`\w+`(?:, `\w+`)*) \| \w+ \| (yes)? ?\| (yes)? ?\|/gm)];
  const named = (cell: 2 | 3): ReadonlySet<string> =>
    new Set(
      rows.flatMap((row) => (row[cell] === 'yes' ? [...(row[1] ?? '').matchAll(/\w+/g)].map(([name]) => name) : [])),
    );
  const [login = '', repository = ''] = LOG_CATEGORIES;
  return new Map([
    [login, named(2)],
    [repository, named(3)],
  ]);
}

describe('the links of docs/acr-logs.md', () => {
  test('lead to the page of every rule, and to no other', () => {
    const linked = [...prose.matchAll(/\]\(rules\/([\w.]+)\.md\)/g)].map(([, name = '']) => name);
    expect([...new Set(linked)].sort()).toEqual(
      rules.filter(({ targets }) => !targets.every(isAlibabaType)).map(({ name }) => name),
    );
  });

  test('lead to headings that are there', () => {
    const anchors = [...prose.matchAll(/^##+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
    const linked = [...prose.matchAll(/\]\(#([\w-]+)\)/g)].map(([, anchor = '']) => anchor);
    expect(linked.filter((anchor) => !anchors.includes(anchor))).toEqual([]);
  });

  test('are defined, and every definition is used', () => {
    const defined = [...prose.matchAll(/^\[([\w-]+)\]: https:\/\/\S+$/gm)].map(([, label = '']) => label);
    const body = prose.replaceAll(/^\[[\w-]+\]: .*$/gm, '').replaceAll(/\[[^\]]+\]\([^)]+\)/g, '');
    const used = [...body.matchAll(/\[[^\]]+\]\[([\w-]+)\]|\[([\w-]+)\]/g)].map((match) => match[1] ?? match[2] ?? '');
    expect([...new Set(used)].sort()).toEqual([...defined].sort());
  });
});

describe('the sections of docs/acr-logs.md', () => {
  const WITHOUT_RULE = ['History', 'Sources'];

  test.each(headingsOf(page).filter((heading) => !WITHOUT_RULE.includes(heading)))('%s names a rule', (heading) => {
    expect(sectionOf(heading)).toMatch(/\]\(rules\//);
  });

  test('Best practices has the practices of the pack, with their rules', () => {
    const shown = [...sectionOf('Best practices').matchAll(/^\| ([A-Z][^|]+) \| (.+?) \|/gm)]
      .map(([, practice = '', cell = '']) => ({
        practice,
        names: [...cell.matchAll(/rules\/([\w.]+)\.md/g)].map(([, name]) => name),
      }))
      .filter(({ practice }) => practice !== 'Practice');
    const held = packs['best-practices']?.practices ?? [];
    expect(shown).toEqual(held.map(({ practice, rules: names }) => ({ practice, names: [...names] })));
  });
});

describe('the queries of docs/acr-logs.md', () => {
  const queries = blocksOf(page).filter(({ language }) => language === 'kusto');
  const cases = queries.map(({ line, text }) => [`line ${line}`, text] as const);
  const columns = columnsOf();

  test('are the eight that its table of flaws refers to', () => {
    expect([...page.matchAll(/^\*\*(\d)\.\*\* /gm)].map(([, number]) => number)).toEqual([...'12345678']);
    expect(queries).toHaveLength(8);
  });

  test.each(cases)('%s is bounded in time', (_, text) => {
    expect(text).toMatch(/\| where TimeGenerated > ago\(\d+d\)/);
  });

  test.each(cases)('%s takes the status from ResultDescription', (_, text) => {
    expect(text).not.toContain('ResultType');
  });

  const onTables = cases.filter(([, text]) => LOG_CATEGORIES.some((table) => text.includes(table)));
  test.each(onTables)('%s names columns of its tables', (_, text) => {
    const tables = LOG_CATEGORIES.filter((table) => text.includes(table));
    const known = new Set<string>([...tables, ...tables.flatMap((table) => [...(columns.get(table) ?? [])])]);
    for (const [, made = ''] of text.matchAll(/\b([A-Z]\w*) ?=(?!=|~)/g)) known.add(made);
    for (const [, made = ''] of text.matchAll(/withsource=(\w+)/g)) known.add(made);
    const names = [...text.replaceAll(/"[^"]*"/g, '').matchAll(/\b_?[A-Z]\w*/g)].map(([name]) => name);
    expect(names.length).toBeGreaterThan(2);
    expect(names.filter((name) => !known.has(name))).toEqual([]);
  });
});

test('docs/acr-logs.md says as of when', () => {
  expect(page.split('\n')[2]).toMatch(/^As of \d{4}-\d{2}\. /);
});
