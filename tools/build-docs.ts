import { readFileSync, writeFileSync } from 'node:fs';
import { rules } from '../rules/index.ts';
import { packs } from '../rules/packs/index.ts';
import type { Rule } from '../src/engine/rule.ts';

/** Writes `docs/rules/index.md` from the rules' metadata; with `--check` it only ends with 1 when the page is stale. */
const FILE = 'docs/rules/index.md';

const text = indexPage(rules);
if (!process.argv.includes('--check')) writeFileSync(FILE, text);
else if (current() !== text) {
  console.error(`${FILE} is stale: npm run docs writes it`);
  process.exitCode = 1;
}

function current(): string | undefined {
  try {
    return readFileSync(FILE, 'utf8');
  } catch {
    return undefined;
  }
}

function indexPage(list: readonly Rule[]): string {
  const rows = list.map((rule) => {
    const { name, ref, synopsis, level, aliases, since } = rule;
    return [`[${name}](${name}.md)`, ref, synopsis, level, packsOf(name), aliases.join(', '), since];
  });
  return [
    '# Rules',
    '',
    '<!-- Written by tools/build-docs.ts from the metadata in rules/. -->',
    '',
    tableRow(['Rule', 'Ref', 'Synopsis', 'Level', 'Packs', 'Also known as', 'Since']),
    `|${'---|'.repeat(7)}`,
    ...rows.map(tableRow),
    '',
  ].join('\n');
}

function packsOf(name: string): string {
  return Object.keys(packs)
    .filter((pack) => packs[pack]?.rules.some((entry) => entry.name === name))
    .join(', ');
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
