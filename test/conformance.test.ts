import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv as DraftSevenAjv } from 'ajv';
import { Ajv2020 as Ajv } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { rules } from '../rules/index.ts';
import { DEFAULT_PACK, packs } from '../rules/packs/index.ts';
import { templateRules } from '../src/api/fix/fixable-rules.ts';
import { packagedRules } from '../src/api/rule-files/packaged-rules.ts';
import { PACKAGE_ROOT, readSources, withoutComments } from './support/imports.ts';
import { checkNothingRead } from './support/shared-cases.ts';

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

function readJson(file: string): object {
  return JSON.parse(readFileSync(join(PACKAGE_ROOT, file), 'utf8')) as object;
}

function sourceOf(name: string): string {
  return withoutComments(readFileSync(join(PACKAGE_ROOT, 'rules', `${name}.ts`), 'utf8'));
}

/** What helpers give as reasons, they give for the rules that use them. */
const helpers = [...readSources('rules/helpers').values()].map(withoutComments);

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
    expect(names.filter((name) => !/^(Azure|Alibaba)(\.[A-Z][A-Za-z0-9]+)+$/.test(name))).toEqual([]);
  });

  test('names, aliases and refs together, in any letter case', () => {
    const words = rules.flatMap(({ name, aliases, ref }) => [name, ...aliases, ref]).map((word) => word.toLowerCase());
    expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([]);
  });
});

describe('packs', () => {
  test('are those of the folder, and the one that holds every rule', () => {
    expect(Object.keys(packs).sort()).toEqual([...baseNames('rules/packs', '.json'), 'all'].sort());
    expect(packs.all?.rules).toEqual(names.map((name) => ({ name })));
  });

  test('have names in lower case, since they are found in any', () => {
    expect(Object.keys(packs).filter((name) => !/^[a-z0-9][a-z0-9.@-]*$/.test(name))).toEqual([]);
  });

  test('are the examples in the schema of the configuration', () => {
    const { properties } = readJson('schemas/acraudit.schema.json') as { properties: { pack: { examples: string[] } } };
    expect(properties.pack.examples).toEqual(Object.keys(packs));
  });

  test('that people start from hold each other', () => {
    const held = (pack: string): string[] => packs[pack]?.rules.map(({ name }) => name) ?? [];
    expect(held('recommended')).toEqual(expect.arrayContaining(held('core')));
    expect(held('all')).toEqual(expect.arrayContaining(held('recommended')));
    expect(DEFAULT_PACK).toBe('recommended');
  });

  test.each(baseNames('rules/packs', '.json'))('%s fits the schema of packs', (name) => {
    const fits = new DraftSevenAjv({ strict: true, allErrors: true }).compile(readJson('schemas/pack.schema.json'));
    fits(readJson(`rules/packs/${name}.json`));
    expect(fits.errors ?? []).toEqual([]);
  });

  test.each(Object.entries(packs))('%s holds rules that exist, each once', async (_, { rules: entries }) => {
    const held = entries.map(({ name }) => name);
    const names = [...rules, ...(await packagedRules())].map(({ name }) => name);
    expect(held.length).toBeGreaterThan(0);
    expect(held.filter((name, i) => !names.includes(name) || held.indexOf(name) !== i)).toEqual([]);
  });

  test.each(Object.entries(packs))('%s sets options that its rules have, to values that these accept', (_, pack) => {
    for (const { name, options = {} } of pack.rules) {
      const schemas = rules.find((rule) => rule.name === name)?.options ?? {};
      for (const [option, value] of Object.entries(options)) {
        expect(Object.keys(schemas), name).toContain(option);
        expect(new Ajv({ strict: true }).validate(schemas[option] ?? false, value), `${name} ${option}`).toBe(true);
      }
    }
  });

  test('best-practices holds exactly the rules of its six practices; a practice without a rule says why', () => {
    const { practices = [], rules: entries = [] } = packs['best-practices'] ?? {};
    expect(practices).toHaveLength(6);
    expect(new Set(practices.flatMap((practice) => practice.rules))).toEqual(new Set(entries.map(({ name }) => name)));
    expect(practices.filter(({ rules: own, instead }) => (own.length === 0) !== (instead !== undefined))).toEqual([]);
  });
});

describe('packs of standards', () => {
  const standards = Object.entries(packs).filter(([, { standard }]) => standard !== undefined);

  test('are one for each standard', () => {
    expect(standards.map(([name]) => name)).toEqual([
      'mcsb-v1',
      'cis-6.0',
      'nist-800-53-r5',
      'pci-dss-4.0.1',
      'iso-27001-2022',
      'soc2',
    ]);
  });

  test.each(standards)('%s has controls for each rule, each once', (_, { rules: entries }) => {
    for (const { name, controls = [] } of entries) {
      expect(controls.length, name).toBeGreaterThan(0);
      expect(repeated(controls.map(({ id }) => id))).toEqual([]);
    }
  });

  test('share no name, so that a control with a name of its standard is of one standard', () => {
    const known = standards.flatMap(([name, { standard }]) => [
      name,
      standard?.name ?? '',
      ...(standard?.aliases ?? []),
    ]);
    expect(repeated(known)).toEqual([]);
  });

  test('accept both numbers of the control on logs for investigations', () => {
    const logs = packs['mcsb-v1']?.rules.find(({ name }) => name === 'Azure.ACR.Logs');
    expect(logs?.controls).toEqual([{ id: 'LT-3' }, { id: 'LT-4' }]);
  });

  /** Rules name controls of these two themselves; those of the other standards are only in the packs. */
  test.each(['mcsb-v1', 'cis-6.0'])('%s and the rules in it name the same controls', (pack) => {
    const { standard, rules: entries = [] } = packs[pack] ?? {};
    expect(entries.length).toBeGreaterThan(0);
    for (const { name, controls = [] } of entries) {
      const own = rules.find((rule) => rule.name === name)?.controls ?? [];
      const labels = controls.map(({ id }) => `${standard?.name} ${id}`);
      expect(
        own.filter((label) => label.startsWith(`${standard?.name} `)),
        name,
      ).toEqual(labels);
    }
  });
});

/** What a dated pack holds never changes: an upgrade brings no new failures to those who chose it. Only packs are added. */
const FROZEN: Readonly<Record<string, readonly string[]>> = {
  'recommended@2026-12': [
    'Azure.ACR.Logs error {"coverage":"setting","collectors":"any"}',
    'Azure.ACR.LogsValid error {}',
    'Azure.ACR.LogsDestination error {"require":"any","allow":[]}',
    'Azure.ACR.LogsRetention warning {"minimumDays":90}',
    'Azure.ACR.Metrics info {}',
    'Azure.ACR.PurgeEvents info {}',
    'Azure.ACR.ConnectedRegistryLogs warning {}',
  ],
};

test('dated packs are as they were', () => {
  const dated = Object.entries(packs).filter(([pack]) => pack.includes('@'));
  const now = dated.map(([pack, { rules: entries }]) => [
    pack,
    entries.map(({ name, level, options = {} }) => `${name} ${level} ${JSON.stringify(options)}`),
  ]);
  expect(Object.fromEntries(now)).toEqual(FROZEN);
});

const KEBAB = /^[a-z]+(-[a-z]+)*$/;
const SENTENCE_PART = /^(?:[a-z]|\{).*[^.\s]$/s;
const RESOURCE_TYPE = /^[A-Za-z]\w*(?:\.[A-Za-z]\w*)+(?:\/[A-Za-z]\w*)+$/;
const MAX_LINES = 90;
const MAX_FUNCTION_LINES = 25;

describe.each(rules.map((rule) => [rule.name, rule] as const))('%s', (name, rule) => {
  test('says what it is', () => {
    const { synopsis, pillar, category, since, pass } = rule;
    for (const text of [pillar, category, ...rule.controls]) expect(text.trim()).not.toBe('');
    expect(rule.controls.length).toBeGreaterThan(0);
    expect(synopsis).toMatch(/^[A-Z].*\.$/);
    expect(pass).toMatch(SENTENCE_PART);
    expect(since).toMatch(/^\d+\.\d+\.\d+$/);
    expect(LEVELS).toContain(rule.level);
  });

  test('its targets are resource types, each once', () => {
    expect(wrongTypes(rule.targets)).toEqual([]);
    expect(rule.targets.length).toBeGreaterThan(0);
  });

  test('its needs are paths and resource types, each once', () => {
    const needs = rule.needs ?? [];
    const fields = needs.flatMap((need) => ('field' in need ? [need.field] : []));
    expect(fields.filter((path) => !/^[a-z]\w*(\.\w+)*$/.test(path))).toEqual([]);
    expect(repeated(fields)).toEqual([]);
    expect(wrongTypes(needs.flatMap((need) => ('related' in need ? [need.related] : [])))).toEqual([]);
  });

  test('its reasons have an id, a message and a remedy, and each is given', () => {
    const reasons = Object.entries(rule.reasons);
    expect(reasons.length).toBeGreaterThan(0);
    const wrong = reasons.filter(
      ([id, { message, remedy }]) => !KEBAB.test(id) || !SENTENCE_PART.test(message) || !SENTENCE_PART.test(remedy),
    );
    expect(wrong).toEqual([]);
    const source = [sourceOf(name), ...helpers].join('\n');
    expect(reasons.map(([id]) => id).filter((id) => !givesReason(source, id))).toEqual([]);
  });

  test('its options are JSON Schemas with a default that they accept and a description', () => {
    for (const [option, schema] of Object.entries(rule.options ?? {})) {
      expect(option).toMatch(/^[a-z][A-Za-z0-9]*$/);
      expect(schema.description).toMatch(/^[A-Z].*\.$/);
      expect(new Ajv({ strict: true }).validate(schema, schema.default), option).toBe(true);
      if ('enum' in schema) expect(repeated(schema.enum)).toEqual([]);
      if ('enum' in schema) expect(schema.enum.length).toBeGreaterThan(1);
    }
  });

  test('its module is short', () => {
    const lines = readFileSync(join(PACKAGE_ROOT, 'rules', `${name}.ts`), 'utf8')
      .trimEnd()
      .split('\n');
    expect(lines.length).toBeLessThanOrEqual(MAX_LINES);
  });

  test('it neither passes nor fails on a resource of which nothing was read', () => {
    for (const type of rule.targets) {
      const name = type
        .split('/')
        .slice(1)
        .map((_, i) => `name${i}`)
        .join('/');
      checkNothingRead(rule, { resources: [{ type, apiVersion: '2023-07-01', name }] });
    }
  });

  test('its page begins with its name and has its ref and its options', () => {
    const page = readFileSync(join(PACKAGE_ROOT, 'docs', 'rules', `${name}.md`), 'utf8');
    const wanted = [name, rule.ref, ...Object.keys(rule.options ?? {})];
    expect(page.split('\n').find((line) => line.startsWith('# '))).toContain(name);
    expect(wanted.filter((word) => !page.includes(word))).toEqual([]);
  });

  test('its tests name it', () => {
    const text = readFileSync(join(PACKAGE_ROOT, 'test', 'rules', `${name}.test.ts`), 'utf8');
    expect(text).toContain(`rules/${name}.ts'`);
    expect(text).toContain('ruleCases(');
  });
});

function repeated(words: readonly string[]): string[] {
  const lower = words.map((word) => word.toLowerCase());
  return lower.filter((word, i) => lower.indexOf(word) !== i);
}

function wrongTypes(types: readonly string[]): string[] {
  return [...types.filter((type) => !RESOURCE_TYPE.test(type)), ...repeated(types)];
}

/** Whether the id of a reason stands in the source as a value: neither as the key of the table nor in a type. */
function givesReason(source: string, id: string): boolean {
  return new RegExp(`(?<!\\|\\s*|readonly id: )['"]${id}['"](?!\\s*(?::|\\|))`).test(source);
}

test('a reason that nothing gives is noticed', () => {
  expect(givesReason(`reasons: { 'no-x': { message: 'text' } }, check: () => []`, 'no-x')).toBe(false);
  expect(givesReason(`readonly id: 'no-x' | 'no-y';`, 'no-x')).toBe(false);
  expect(givesReason(`readonly id:\n    | 'no-x'\n    | 'no-y';`, 'no-y')).toBe(false);
  expect(givesReason(`reasons: { 'no-x': {} }, check: () => [ctx.reason('no-x')]`, 'no-x')).toBe(true);
  expect(givesReason(`return [{ id: 'no-x', values: {} }]`, 'no-x')).toBe(true);
});

test('a rule that there are fixes of templates for says so, and has a planner', () => {
  const declared = rules.filter(({ fixes = [] }) => fixes.includes('template')).map(({ name }) => name);
  expect(templateRules.map(({ name }) => name).sort()).toEqual(declared);
});

test('no function of a rule or of a helper is long', () => {
  const functions = [...readSources('rules')].flatMap(([file, text]) =>
    [...text.matchAll(/^(?:export )?(?:async )?function (\w+)[\s\S]*?^}$/gm)].map(([whole, name]) => ({
      name: `${file} ${name}`,
      lines: whole.split('\n').length,
    })),
  );
  expect(functions.length).toBeGreaterThan(10);
  expect(functions.filter(({ lines }) => lines > MAX_FUNCTION_LINES)).toEqual([]);
});

test('the engine and the reports name no kind of resource, so that rules on any can be added', () => {
  const sources = [...readSources('src/engine', 'src/reports')];
  expect(sources.length).toBeGreaterThan(20);
  const lines = sources.flatMap(([file, text]) => text.split('\n').map((line, i) => `${file}:${i + 1} ${line.trim()}`));
  expect(lines.filter((line) => /registr|diagnostic/i.test(line))).toEqual([]);
});
