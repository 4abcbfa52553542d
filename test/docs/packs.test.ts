import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { packs } from '../../rules/packs/index.ts';
import { packsPage } from '../../tools/packs-page.ts';

const page = readFileSync('docs/packs.md', 'utf8');

test('docs/packs.md says what the packs hold; `npm run docs` writes it', () => {
  expect(packsPage(page)).toBe(page);
});

test.each(Object.entries(packs))('docs/packs.md has pack %s', (name, { title, description, rules, sources = [] }) => {
  expect(page).toContain(`| \`${name}\` | ${name === 'all' ? 'all' : rules.length} | ${title} |`);
  if (name === 'all') return;
  const section = page.split(/^### /m).find((text) => text.startsWith(`\`${name}\`\n`)) ?? '';
  const wanted = [description, ...rules.map((rule) => rule.name), ...sources.map(({ url }) => url)];
  expect(wanted.filter((text) => !section.includes(text))).toEqual([]);
});

test('docs/packs.md says that no standard names the logs of registries', () => {
  expect(page).toContain('No benchmark and no standard names the logs of container registries.');
});
