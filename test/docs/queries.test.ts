import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { deployableQueries } from '../../src/api/deployable-queries.ts';
import { queryCatalog } from '../../src/api/query-catalog.ts';

const page = readFileSync('docs/queries.md', 'utf8');
const { queries, alerts } = queryCatalog();

/** The first cells of the rows below a heading cell. */
function firstCells(heading: string): readonly string[] {
  const [, rows = ''] = page.split(new RegExp(`^\\| ${heading} \\|.*\\n\\|[-|]+\\|\\n`, 'm'));
  const [table = ''] = rows.split('\n\n');
  return [...table.matchAll(/^\| (.+?) \|/gm)].map(([, cell = '']) => cell);
}

describe('docs/queries.md has', () => {
  test('every query', () => {
    expect([...firstCells('Query')].sort()).toEqual(queries.map(({ name }) => `\`${name}\``));
  });

  test('every alert rule, with its threshold and window', () => {
    expect([...firstCells('Rule')].sort()).toEqual(alerts.map(({ name }) => `\`${name}\``));
    const minutes: Readonly<Record<string, string>> = { PT15M: '15 minutes', PT1H: 'an hour' };
    for (const { name, alert } of alerts.filter((one) => one.alert.threshold > 0))
      expect(page).toMatch(
        new RegExp(`^\\| \`${name}\` .*more than ${alert.threshold} .*in ${minutes[alert.window]} \\|$`, 'm'),
      );
  });

  test('every file that is written', () => {
    const files = [...deployableQueries().keys()].map((file) => file.replace(/\/.*/, ''));
    const named = firstCells('File').flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
    expect(named.toSorted()).toEqual([...new Set(files)].toSorted());
  });
});
