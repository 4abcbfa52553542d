import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import schema from '../../schemas/acraudit.schema.json' with { type: 'json' };
import { parseConfig } from '../../src/config/parse-config.ts';
import { contextOf } from '../../src/engine/context.ts';
import { UNCONSTRAINED } from '../../src/engine/scenario.ts';
import { blocksOf, proseOf } from './markdown.ts';
import { run } from './run.ts';

test('the configuration that the README shows is accepted', async () => {
  const [example] = blocksOf(readFileSync('README.md', 'utf8')).filter(({ language }) => language === 'yaml');
  const folder = mkdtempSync(join(tmpdir(), 'readme-'));
  try {
    writeFileSync(join(folder, 'acraudit.yaml'), example?.text ?? '');
    const { code, out, err } = await run(['lint', '--print-config'], folder);
    expect(err).toBe('');
    expect(out).toContain('coverage: destination');
    expect(code).toBe(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('the configuration that docs/configuration.md shows is accepted', async () => {
  const examples = blocksOf(readFileSync('docs/configuration.md', 'utf8')).filter(
    ({ language }) => language === 'yaml',
  );
  expect(examples.length).toBe(1);
  const { content } = await parseConfig(examples[0]?.text ?? '', { file: 'acraudit.yaml', knownRules: rules });
  expect([...content.places.keys()].filter((key) => !key.includes('.')).sort()).toEqual([
    'defaults',
    'deployments',
    'exclude',
    'extends',
    'failOn',
    'format',
    'include',
    'overrides',
    'reports',
    'rules',
    'suppressions',
    'unknown',
  ]);
});

test('docs/configuration.md has every key of the schema', () => {
  const page = readFileSync('docs/configuration.md', 'utf8');
  expect(Object.keys(schema.properties).filter((key) => !page.includes(`\`${key}\``))).toEqual([]);
});

test.each(['lint', 'scan', 'fix', 'expand', 'queries', 'init'])('docs/cli.md has the flags of %s', async (command) => {
  const page = readFileSync('docs/cli.md', 'utf8');
  const { out } = await run([command, '--help'], resolve('.'));
  const flags = [...out.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, flag]) => flag);
  expect(flags.length).toBeGreaterThan(2);
  expect(flags.filter((flag) => flag !== '--help' && !page.includes(`${flag}`))).toEqual([]);
});

test('docs/cli.md has the flags of rules', async () => {
  const page = readFileSync('docs/cli.md', 'utf8');
  const section = /^## rules\n([\s\S]*?)^## /m.exec(page)?.[1] ?? '';
  const { out } = await run(['rules', '--help'], resolve('.'));
  const flags = [...out.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, flag]) => flag);
  expect(flags.sort()).toEqual(['--control', '--format', '--full', '--help', '--pack']);
  expect(flags.filter((flag) => flag !== '--help' && !section.includes(`${flag}`))).toEqual([]);
});

test('docs/cli.md has no flag that is gone', async () => {
  const page = proseOf(readFileSync('docs/cli.md', 'utf8'));
  const help = await Promise.all(
    ['lint', 'scan', 'fix', 'expand', 'rules', 'queries', 'init'].map((command) =>
      run([command, '--help'], resolve('.')),
    ),
  );
  const known = new Set(help.flatMap(({ out }) => out.match(/--[\w-]+/g) ?? []));
  expect((page.match(/--[a-z][\w-]*/g) ?? []).filter((flag) => !known.has(flag))).toEqual([]);
});

test('docs/writing-a-rule.md has everything a rule can ask', () => {
  const page = readFileSync('docs/writing-a-rule.md', 'utf8');
  const asked = [...page.matchAll(/^\| `ctx\.(\w+)\(/gm)].map(([, name]) => name);
  const { options: _, ...functions } = contextOf(UNCONSTRAINED);
  expect(asked.sort()).toEqual(Object.keys(functions).sort());
});
