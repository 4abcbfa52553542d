import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { rules } from '../rules/index.ts';
import { apiPage } from './api-page.ts';
import { packsPage } from './packs-page.ts';
import { ruleIndex } from './rule-index.ts';

/** Writes the pages that are made from rules and packs; with `--check` it only ends with 1 when one is stale. */
const PAGES: readonly (readonly [string, (now: string) => string])[] = [
  ['docs/rules/index.md', () => ruleIndex(rules)],
  ['docs/packs.md', packsPage],
  ['docs/api-reference.md', apiPage],
];

for (const [file, textOf] of PAGES) {
  const now = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const text = textOf(now);
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (now !== text) {
    console.error(`${file} is stale: npm run docs writes it`);
    process.exitCode = 1;
  }
}
