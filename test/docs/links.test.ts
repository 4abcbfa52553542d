import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { proseOf } from './markdown.ts';

const FOLDERS = ['.', 'docs', 'docs/rules', 'templates'];
const PAGES = FOLDERS.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
);

/** The anchors that GitHub gives the headings of a page. */
function anchorsOf(page: string): ReadonlySet<string> {
  const headings = [...proseOf(readFileSync(page, 'utf8')).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  const slugs = headings.map((heading) =>
    heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );
  return new Set(slugs);
}

/** Links to files of this repository that lead nowhere. */
function brokenIn(page: string): string[] {
  const links = [...proseOf(readFileSync(page, 'utf8')).matchAll(/\]\((?!\w+:)([^)\s]*)\)/g)].map(([, to = '']) => to);
  return links.filter((link) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : join(dirname(page), path);
    if (!existsSync(target)) return true;
    return anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).has(anchor);
  });
}

test.each(PAGES)('every link of %s leads to a page and a heading that are there', (page) => {
  expect(brokenIn(page)).toEqual([]);
});

test('every page of docs is linked from the README', () => {
  const readme = readFileSync('README.md', 'utf8');
  // The API page links to its reference.
  const pages = PAGES.filter((page) => dirname(page) === 'docs' && page !== 'docs/api-reference.md');
  expect(pages.filter((page) => !readme.includes(`](${page}`))).toEqual([]);
});
