import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { proseOf } from './markdown.ts';
import { run } from './run.ts';

const page = readFileSync('docs/cli.md', 'utf8');

/** The flags in the first cells of the tables of sections whose headings begin so. */
function documented(heading: string): Set<string> {
  const sections = page.split(/^## /m).filter((section) => section.startsWith(heading));
  const cells = sections.flatMap((section) => [...section.matchAll(/^\| (`.+?) \|/gm)].map(([, cell = '']) => cell));
  return new Set(cells.flatMap((cell) => cell.match(/--[a-z][\w-]*/g) ?? []));
}

async function flagsOf(command: string): Promise<Set<string>> {
  const { out } = await run([command, '--help'], resolve('.'));
  const flags = [...out.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, flag = '']) => flag);
  return new Set(flags.filter((flag) => flag !== '--help'));
}

const sorted = (flags: Iterable<string>): string[] => [...flags].sort();

describe('docs/cli.md has in the tables of a command its flags and no others:', () => {
  test.each([
    ['lint', 'lint: '],
    ['rules', 'rules\n'],
    ['init', 'init\n'],
    ['lsp', 'lsp\n'],
    ['queries', 'queries\n'],
    ['restore', 'restore\n'],
    ['tasks', 'tasks\n'],
  ])('%s', async (command, heading) => {
    expect(sorted(documented(heading))).toEqual(sorted(await flagsOf(command)));
  });

  test.each([
    ['scan', 'scan: '],
    ['fix', 'fix\n'],
  ])('%s, which shares others with lint', async (command, heading) => {
    const [flags, ofLint, own] = [await flagsOf(command), await flagsOf('lint'), documented(heading)];
    expect(sorted([...own].filter((flag) => !flags.has(flag)))).toEqual([]);
    expect(sorted([...flags].filter((flag) => !own.has(flag) && !ofLint.has(flag)))).toEqual([]);
  });
});

test('docs/cli.md has in the table of verify what scan does not have', async () => {
  const [flags, ofScan] = [await flagsOf('verify'), await flagsOf('scan')];
  expect(sorted(documented('verify\n'))).toEqual(sorted([...flags].filter((flag) => !ofScan.has(flag))));
  expect([...ofScan].filter((flag) => !flags.has(flag))).toEqual([
    '--resume',
    '--provider',
    '--region',
    '--alibaba-endpoint',
  ]);
});

test('docs/cli.md names, for scan, every flag of lint that it shares', async () => {
  const [flags, own] = [await flagsOf('scan'), documented('scan: ')];
  const sentence = /^Rules and output are chosen with the flags of `lint`: ([\s\S]*?)\. More/m.exec(page)?.[1] ?? '';
  const named = sentence.match(/--[a-z][\w-]*/g) ?? [];
  expect(sorted(named)).toEqual(sorted([...flags].filter((flag) => !own.has(flag))));
});

test('docs/cli.md has a section for every command', async () => {
  const { out } = await run(['--help'], resolve('.'));
  const [, list = ''] = /^Commands:\n([\s\S]*?)\n\n/m.exec(out) ?? [];
  const commands = [...list.matchAll(/^ {2}([a-z]+)(?: .*)?$/gm)].map(([, name = '']) => name);
  expect(commands.length).toBeGreaterThan(5);
  expect(commands.filter((name) => name !== 'help' && !new RegExp(`^## ${name}\\b`, 'm').test(page))).toEqual([]);
});

test('docs/cli.md has no flag that is gone', async () => {
  const commands = [
    'lint',
    'scan',
    'verify',
    'tasks',
    'fix',
    'expand',
    'rules',
    'queries',
    'init',
    'lsp',
    'build',
    'restore',
  ].map((command) => [command, '--help']);
  const help = await Promise.all([['--help'], ...commands].map((argv) => run(argv, resolve('.'))));
  const known = new Set(help.flatMap(({ out }) => out.match(/--[\w-]+/g) ?? []));
  expect((proseOf(page).match(/--[a-z][\w-]*/g) ?? []).filter((flag) => !known.has(flag))).toEqual([]);
});

test('docs/cli.md names the flags of expand', async () => {
  const section = page.split(/^## /m).find((one) => one.startsWith('expand\n')) ?? '';
  expect(sorted(new Set(section.match(/--[a-z][\w-]*/g)))).toEqual(sorted(await flagsOf('expand')));
});
