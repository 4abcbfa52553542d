import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '../rules/index.ts';
import { packs } from '../rules/packs/index.ts';
import { PACKAGE_ROOT, withoutComments } from './support/imports.ts';

const LEVELS = ['error', 'warning', 'info'];
const names = rules.map(({ name }) => name);

/** Names of the files of a folder that have this ending, without it. */
function baseNames(folder: string, ending: string, except: readonly string[] = []): string[] {
  return readdirSync(join(PACKAGE_ROOT, folder))
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .filter((name) => !except.includes(name))
    .sort();
}

function sourceOf(name: string): string {
  return withoutComments(readFileSync(join(PACKAGE_ROOT, 'rules', `${name}.ts`), 'utf8'));
}

test('rules/index.ts lists the rules, sorted by name', () => {
  expect(names.length).toBeGreaterThan(0);
  expect(names).toEqual([...names].sort());
});

describe('a rule is three files with one base name', () => {
  test.each<[string, string, string[]]>([
    ['rules', '.ts', ['index']],
    ['docs/rules', '.md', ['index']],
    ['test/rules', '.test.ts', []],
  ])('%s', (folder, ending, except) => {
    expect(baseNames(folder, ending, except)).toEqual(names);
  });
});

describe('names and numbers mean one rule each', () => {
  test('refs', () => {
    const refs = rules.map(({ ref }) => ref);
    expect(refs.filter((ref) => !/^ACRA-\d{4}$/.test(ref))).toEqual([]);
    expect(refs).toHaveLength(new Set(refs).size);
  });

  test('names', () => {
    expect(names.filter((name) => !/^Azure\.ACR\.[A-Z][A-Za-z0-9]+$/.test(name))).toEqual([]);
  });

  test('names, aliases and refs together, in any letter case', () => {
    const words = rules.flatMap(({ name, alias, ref }) => [name, ...alias, ref]).map((word) => word.toLowerCase());
    expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([]);
  });
});

describe('packs', () => {
  test('are those of the folder', () => {
    expect(Object.keys(packs).sort()).toEqual(baseNames('rules/packs', '.json'));
  });

  test.each(Object.entries(packs))('%s holds rules that exist, each once', (_, entries) => {
    const held = entries.map(({ name }) => name);
    expect(held.length).toBeGreaterThan(0);
    expect(held.filter((name, i) => !names.includes(name) || held.indexOf(name) !== i)).toEqual([]);
    expect(entries.filter(({ level }) => level !== undefined && !LEVELS.includes(level))).toEqual([]);
  });
});

describe.each(rules.map((rule) => [rule.name, rule] as const))('%s', (name, rule) => {
  test('says what it is', () => {
    const { synopsis, type, pillar, category, since } = rule;
    for (const text of [synopsis, type, pillar, category, since, ...rule.controls]) expect(text.trim()).not.toBe('');
    expect(rule.controls.length).toBeGreaterThan(0);
    expect(synopsis).toMatch(/^[A-Z].*\.$/);
    expect(type).toMatch(/^Microsoft\.\w+\/\w+$/);
    expect(since).toMatch(/^\d+\.\d+\.\d+$/);
    expect(LEVELS).toContain(rule.level);
  });

  test('every reason has a remedy, and no remedy is for anything else', () => {
    const reasons = Object.keys(rule.messages).filter((id) => id !== 'pass');
    expect(Object.keys(rule.remedies).sort()).toEqual(reasons.sort());
  });

  test('its messages are a pass and reasons, each of them used', () => {
    const { pass = '', ...reasons } = rule.messages;
    expect(pass).not.toBe('');
    expect(Object.keys(reasons).length).toBeGreaterThan(0);
    expect(
      Object.entries(reasons).filter(([id, text]) => !/^[a-z]+(-[a-z]+)*$/.test(id) || text.trim() === ''),
    ).toEqual([]);
    expect(Object.keys(reasons).filter((id) => !usesMessage(sourceOf(name), id))).toEqual([]);
  });

  test('its options have a default and no value twice', () => {
    const wrong = Object.values(rule.options).filter(
      (values) => values.length < 2 || new Set(values).size < values.length,
    );
    expect(wrong).toEqual([]);
  });

  test('its page begins with its name and tells its ref and its options', () => {
    const page = readFileSync(join(PACKAGE_ROOT, 'docs', 'rules', `${name}.md`), 'utf8');
    const wanted = [name, rule.ref, ...Object.keys(rule.options)];
    expect(page.split('\n').find((line) => line.startsWith('# '))).toContain(name);
    expect(wanted.filter((word) => !page.includes(word))).toEqual([]);
  });

  test('its tests name it', () => {
    const text = readFileSync(join(PACKAGE_ROOT, 'test', 'rules', `${name}.test.ts`), 'utf8');
    expect(text).toContain(`rules/${name}.ts'`);
    expect(text).toContain('ruleCases(');
  });
});

/** Whether a message id stands in the source anywhere but as the key of the message table. */
function usesMessage(source: string, id: string): boolean {
  return new RegExp(`['"]${id}['"](?!\\s*:)`).test(source);
}

test('a message that nothing uses is noticed', () => {
  expect(usesMessage(`messages: { 'no-x': 'text' }, check: () => []`, 'no-x')).toBe(false);
  expect(usesMessage(`messages: { 'no-x': 'text' }, check: () => [{ id: 'no-x' }]`, 'no-x')).toBe(true);
});
