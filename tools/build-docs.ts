import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { rules } from '../rules/index.ts';
import { apiPage } from './api-page.ts';
import { completionScripts } from './completion-scripts.ts';
import { packsPage } from './packs-page.ts';
import { chineseRuleIndex, ruleIndex } from './rule-index.ts';
import { schemaOf, withSchema } from './schema-tables.ts';
import { licenceProblems, shippedPackages, thirdPartyPage } from './third-party.ts';

/** Writes the files that are made from rules, packs, schemas and packages; with `--check` it only ends with 1 when one is stale. */
const shipped = await shippedPackages();
const FILES: readonly (readonly [string, (now: string) => string])[] = [
  ['docs/rules/index.md', () => ruleIndex(rules)],
  ['docs/zh-CN/rules/index.md', () => chineseRuleIndex(rules)],
  ['docs/packs.md', packsPage],
  ['docs/api-reference.md', apiPage],
  ['docs/results.md', (page) => withSchema(page, schemaOf('results'), 'results')],
  ['docs/tasks.md', (page) => withSchema(page, schemaOf('task-logs'), 'index.json')],
  ['docs/configuration.md', (page) => withSchema(page, schemaOf('acraudit'), 'acraudit.yaml')],
  ['THIRD-PARTY.md', () => thirdPartyPage(shipped)],
  ...(await completionScripts()).map(([file, text]) => [file, () => text] as const),
];

for (const [file, textOf] of FILES) {
  const now = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const text = textOf(now);
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (now !== text) {
    console.error(`${file} is stale: npm run docs writes it`);
    process.exitCode = 1;
  }
}
for (const problem of licenceProblems(shipped)) {
  console.error(problem);
  process.exitCode = 1;
}
