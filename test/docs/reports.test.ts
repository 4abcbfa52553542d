import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { FORMATS } from '../../src/reports/formats.ts';
import { blocksOf } from './markdown.ts';
import { run } from './run.ts';

const page = readFileSync('docs/reports.md', 'utf8');

test('docs/reports.md has every format, in its table and under a heading of its own unless other pages are about it', () => {
  const [table = ''] = /^\| Format[\s\S]*?\n\n/m.exec(page) ?? [];
  const described = ['console', 'json', 'sarif', 'html'];
  expect(FORMATS.filter((format) => !table.includes(`\`${format}\``))).toEqual([]);
  expect(FORMATS.filter((format) => !described.includes(format) && !page.includes(`\n## ${format}\n`))).toEqual([]);
});

test('docs/reports.md shows the CSV that is printed, whose lines end otherwise', async () => {
  const { out } = await run(
    ['lint', 'docs/examples/fails.json', '--rule', 'Azure.ACR.Logs', '-f', 'csv'],
    resolve('.'),
  );
  const [block] = blocksOf(page).filter(({ language }) => language === 'csv');
  expect(block?.text).toBe(out.replaceAll('\r\n', '\n'));
});
