import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import type { Finding } from '../../src/engine/finding.ts';
import type { Rule } from '../../src/engine/rule.ts';
import { isAlibabaType } from '../../src/model/alibaba/instance-audit.ts';
import { type Block, blocksOf, headingsOf } from './markdown.ts';
import { run } from './run.ts';

const HEADINGS = [
  'Summary',
  'Why',
  'Fails',
  'Passes',
  'Unknown when',
  'Fix',
  'Options',
  'Controls',
  'References',
] as const;

const OUTCOMES: Readonly<Record<string, Finding['outcome']>> = { fails: 'fail', passes: 'pass', unknown: 'unknown' };
const WORD_UNDER: Readonly<Record<string, string>> = { Fails: 'fails', Passes: 'passes', 'Unknown when': 'unknown' };

const folder = mkdtempSync(join(tmpdir(), 'rule-pages-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function pageOf(rule: Rule): string {
  return readFileSync(`docs/rules/${rule.name}.md`, 'utf8');
}

/** `json fails missing-category coverage=any`: the outcome, what explains it, and options of the rule. */
function exampleOf({ words }: Block): { outcome: string; named: string[]; options: string[] } {
  const [outcome = '', ...rest] = words;
  return {
    outcome,
    named: rest.filter((word) => !word.includes('=')),
    options: rest.filter((word) => word.includes('=')),
  };
}

/** One word: the name of what was not read is a phrase. */
function nameOfCause({ name, property = name }: Finding['dependsOn'][number]): string {
  return property;
}

function examplesOf(rule: Rule): Block[] {
  return blocksOf(pageOf(rule)).filter((block) => block.language === 'json' && !isScan(block));
}

/** A saved scan, with which the template after it is linted. */
function isScan({ language, words }: Block): boolean {
  return language === 'json' && words[0] === 'scan';
}

function scanFlags(rule: Rule, { line }: Block): string[] {
  const before = blocksOf(pageOf(rule)).findLast((block) => block.line < line);
  if (before === undefined || !isScan(before)) return [];
  const file = join(folder, `${rule.name}-${before.line}.scan.json`);
  writeFileSync(file, before.text);
  const [, subscription = '', group = ''] =
    /"\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.ContainerRegistry\//.exec(before.text) ??
    [];
  return ['--with-scan', file, '--subscription', subscription, '--resource-group', group];
}

async function lintBlock(rule: Rule, block: Block): Promise<Finding[]> {
  const file = join(folder, `${rule.name}-${block.line}.json`);
  writeFileSync(file, block.text);
  const options = exampleOf(block).options.flatMap((option) => ['--option', `${rule.name}.${option}`]);
  const argv = ['lint', file, '-f', 'json', '--no-config', '--rule', rule.name, ...options];
  argv.push(...scanFlags(rule, block));
  const { out, err } = await run(argv, folder);
  expect(err).toBe('');
  const { results, errors } = JSON.parse(out) as { results: Finding[]; errors: unknown[] };
  expect(errors).toEqual([]);
  return results;
}

test('the folder holds the page of every rule, the index, and nothing else', () => {
  const pages = ['index.md', ...rules.map(({ name }) => `${name}.md`)];
  expect(readdirSync('docs/rules').sort()).toEqual(pages.sort());
});

describe.each(rules.map((rule) => [rule.name, rule] as const))('%s', (_, rule) => {
  const page = pageOf(rule);
  const section = (heading: string): string =>
    new RegExp(`^## ${heading}\\n([\\s\\S]*?)(?=^## |(?![\\s\\S]))`, 'm').exec(page)?.[1] ?? '';

  test('has the headings in their order', () => {
    expect(headingsOf(page)).toEqual(HEADINGS);
    expect(page).toMatch(new RegExp(`^# ${rule.name.replaceAll('.', '\\.')}\n`));
  });

  test('says what the metadata says', () => {
    expect(page.split('\n')[2]).toBe(
      `\`${rule.ref}\` · level \`${rule.level}\` · since ${rule.since}` +
        (rule.aliases.length > 0 ? ` · also known as ${rule.aliases.map((name) => `\`${name}\``).join(', ')}` : ''),
    );
    expect(section('Summary').trim().split('\n')[0]).toBe(rule.synopsis);
    const controls = [...section('Controls').matchAll(/^- (.+)$/gm)].map(([, text]) => text);
    expect(controls).toEqual([...rule.controls, `Well-Architected Framework: ${rule.pillar}, ${rule.category}`]);
    const options = Object.entries(rule.options ?? {});
    for (const [name, schema] of options) {
      const values = 'enum' in schema ? schema.enum : [];
      for (const text of [name, ...values]) expect(section('Options')).toContain(`\`${text}\``);
      expect(section('Options')).toContain(`\`${schema.default}\` (default)`);
    }
    if (options.length === 0) expect(section('Options').trim()).toBe('None.');
  });

  test('has a Fails example for every reason, or says under Unknown when it only ever decides with something else', () => {
    const unknownWhen = /## Unknown when\n([\s\S]*?)\n## /.exec(pageOf(rule))?.[1] ?? '';
    const prose = unknownWhen.replace(/```[\s\S]*?```/g, '');
    // What only Azure can tell has no template; the tests of the rule have a live case for it.
    const isLiveOnly = (id: string): boolean => section('Fails').includes(`(\`${id}\`, live only)`);
    const reasons = Object.keys(rule.reasons).filter((id) => !prose.includes(`(\`${id}\`)`) && !isLiveOnly(id));
    const shown = examplesOf(rule).flatMap((block) => (block.heading === 'Fails' ? exampleOf(block).named : []));
    expect([...new Set(shown)].sort()).toEqual(reasons.sort());
  });

  test('has examples of every outcome under its heading', () => {
    const blocks = examplesOf(rule);
    const isOfTemplates = rule.jobs?.includes('lint') !== false && !rule.targets.every(isAlibabaType);
    if (!isOfTemplates) return expect(blocks).toEqual([]);
    for (const [heading, word] of Object.entries(WORD_UNDER)) {
      const words = blocks.filter((block) => block.heading === heading).map((block) => exampleOf(block).outcome);
      expect(new Set(words), heading).toEqual(new Set([word]));
    }
  });

  test.each(examplesOf(rule).map((block) => [`line ${block.line}: ${block.words.join(' ')}`, block] as const))(
    '%s',
    async (_, block) => {
      const { outcome, named } = exampleOf(block);
      const findings = await lintBlock(rule, block);
      expect(findings.map((finding) => finding.outcome)).toEqual([OUTCOMES[outcome]]);
      const [finding] = findings;
      const explained =
        outcome === 'unknown' ? finding?.dependsOn.map(nameOfCause) : finding?.reasons.map(({ id }) => id);
      expect(explained).toEqual(named);
    },
  );
});
