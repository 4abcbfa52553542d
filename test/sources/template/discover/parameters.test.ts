import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { DEFAULT_MAX_SIZE, discover } from '../../../../src/sources/template/discover/discover.ts';
import { findParameterFiles } from '../../../../src/sources/template/discover/parameters.ts';

const BASE = 'https://schema.management.azure.com/schemas/2019-04-01/';
const TEMPLATE = `{"$schema": "${BASE}deploymentTemplate.json#", "resources": []}`;
const PARAMETERS = `{"$schema": "${BASE}deploymentParameters.json#", "parameters": {}}`;

const made: string[] = [];

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A temporary folder with these files, removed after the test. `T` and `P` stand for a template and a parameter file. */
function tree(files: Readonly<Record<string, string>>): string {
  const root = realpathSync.native(mkdtempSync(join(tmpdir(), 'acraudit-discover-')));
  made.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text === 'T' ? TEMPLATE : text === 'P' ? PARAMETERS : text);
  }
  return root;
}

/** A parameter file that names its template. */
function linked(template: string): string {
  return JSON.stringify({ $schema: `${BASE}deploymentParameters.json#`, metadata: { template }, parameters: {} });
}

/** What pairs when these paths are linted: parameter files by template. */
function pairs(cwd: string, paths: readonly string[] = []): Record<string, string[]> {
  const found = discover({ cwd, paths, gitignore: true, maxSize: DEFAULT_MAX_SIZE });
  const map = findParameterFiles(found.templates, found.parameterFiles, cwd);
  return Object.fromEntries([...map].map(([file, list]) => [file, list.map((entry) => entry.file)]));
}

describe('by name', () => {
  const cases: [name: string, files: Record<string, string>, expected: Record<string, string[]>][] = [
    [
      'own, environments, any case, jsonc',
      {
        'main.json': 'T',
        'main.parameters.json': 'P',
        'main.prod.parameters.json': 'P',
        'main.prod.eu.parameters.jsonc': 'P',
        'Main.Test.PARAMETERS.json': 'P',
        'mainx.parameters.json': 'P',
        'parameters.json': 'P',
        'main.parameters.prod.json': 'P',
        'sub/main.parameters.json': 'P',
      },
      {
        'main.json': [
          'Main.Test.PARAMETERS.json',
          'main.parameters.json',
          'main.prod.eu.parameters.jsonc',
          'main.prod.parameters.json',
        ],
      },
    ],
    [
      'the longest template name',
      {
        'a.json': 'T',
        'a.b.json': 'T',
        'a.b.parameters.json': 'P',
        'a.b.c.parameters.json': 'P',
        'a.c.parameters.json': 'P',
      },
      { 'a.b.json': ['a.b.c.parameters.json', 'a.b.parameters.json'], 'a.json': ['a.c.parameters.json'] },
    ],
    [
      'a longer name that is no template',
      { 'a.json': 'T', 'a.b.json': '{}', 'a.b.parameters.json': 'P' },
      { 'a.json': ['a.b.parameters.json'] },
    ],
    [
      'azuredeploy',
      { 'azuredeploy.json': 'T', 'azuredeploy.parameters.json': 'P', 'x.json': 'T' },
      { 'azuredeploy.json': ['azuredeploy.parameters.json'], 'x.json': [] },
    ],
    [
      'azuredeploy of the only template',
      { 'x.json': 'T', 'y.json': '{}', 'azuredeploy.parameters.json': 'P' },
      { 'x.json': ['azuredeploy.parameters.json'] },
    ],
    [
      'azuredeploy of none of two',
      { 'x.json': 'T', 'y.json': 'T', 'azuredeploy.parameters.json': 'P' },
      { 'x.json': [], 'y.json': [] },
    ],
    [
      'hidden by .gitignore',
      { '.gitignore': '*.parameters.json', 'x.json': 'T', 'x.parameters.json': 'P' },
      { 'x.json': ['x.parameters.json'] },
    ],
    [
      'without a schema, or broken',
      { 'x.json': 'T', 'x.a.parameters.json': '{"p": {"value": 1}}', 'x.b.parameters.json': '{' },
      { 'x.json': ['x.a.parameters.json', 'x.b.parameters.json'] },
    ],
    [
      'a template by its schema',
      { 'x.json': 'T', 'x.parameters.json': TEMPLATE },
      { 'x.json': [], 'x.parameters.json': [] },
    ],
    [
      'both extensions',
      { 'x.json': 'T', 'x.jsonc': 'T', 'x.parameters.json': 'P' },
      { 'x.json': ['x.parameters.json'], 'x.jsonc': ['x.parameters.json'] },
    ],
  ];
  test.each(cases)('%s', (_name, files, expected) => {
    expect(pairs(tree(files))).toEqual(expected);
  });

  test('also when the template alone was named', () => {
    const cwd = tree({
      'a/x.json': 'T',
      'a/x.parameters.json': 'P',
      'a/x.y.json': 'T',
      'a/x.y.parameters.json': 'P',
      'a/azuredeploy.parameters.json': 'P',
    });
    expect(pairs(cwd, ['a/x.json'])).toEqual({ 'a/x.json': ['a/x.parameters.json'] });
    expect(pairs(join(cwd, 'a'), ['../a/x.y.json'])).toEqual({ 'x.y.json': ['x.y.parameters.json'] });
  });

  test('a named parameter file stays named, and a folder is no file', () => {
    const cwd = tree({ 'x.json': 'T', 'x.parameters.json': 'P' });
    mkdirSync(join(cwd, 'x.y.parameters.json'));
    const found = discover({ cwd, paths: ['.', 'x.parameters.json'], gitignore: true, maxSize: DEFAULT_MAX_SIZE });
    expect([...findParameterFiles(found.templates, found.parameterFiles, cwd)]).toEqual([
      ['x.json', [{ file: 'x.parameters.json', absolute: join(cwd, 'x.parameters.json'), named: true }]],
    ]);
  });

  test('a link that leaves the folder is not a parameter file', () => {
    const cwd = tree({ 'in/x.json': 'T', 'in/real.json': 'P', 'secret.json': '{}' });
    symlinkSync('../secret.json', join(cwd, 'in/x.a.parameters.json'));
    symlinkSync('real.json', join(cwd, 'in/x.b.parameters.json'));
    expect(pairs(cwd, ['in/x.json'])).toEqual({ 'in/x.json': ['in/x.b.parameters.json'] });
  });
});

describe('by metadata.template', () => {
  const cases: [name: string, files: Record<string, string>, expected: Record<string, string[]>][] = [
    [
      'relative to the file',
      { 't/x.json': 'T', 'p/prod.json': linked('../t/x.json') },
      { 't/x.json': ['p/prod.json'] },
    ],
    [
      'relative to the current folder',
      { 't/x.json': 'T', 'p/prod.json': linked('t/x.json') },
      { 't/x.json': ['p/prod.json'] },
    ],
    ['not so with a dot', { 't/x.json': 'T', 'p/prod.json': linked('./t/x.json') }, { 't/x.json': [] }],
    ['backslashes', { 't/x.json': 'T', 'p/prod.json': linked('..\\t\\x.json') }, { 't/x.json': ['p/prod.json'] }],
    [
      'wins over the name',
      { 'x.json': 'T', 'y.json': 'T', 'x.parameters.json': linked('./y.json') },
      { 'x.json': [], 'y.json': ['x.parameters.json'] },
    ],
    [
      'names nothing: the name decides',
      { 'x.json': 'T', 'x.parameters.json': linked('./gone.json') },
      { 'x.json': ['x.parameters.json'] },
    ],
    [
      'an address: the name decides',
      { 'x.json': 'T', 'x.parameters.json': linked('https://x.test/y.json') },
      { 'x.json': ['x.parameters.json'] },
    ],
    ['empty or with NUL', { 'x.json': 'T', 'a.json': linked(''), 'b.json': linked('x.json\0') }, { 'x.json': [] }],
  ];
  test.each(cases)('%s', (_name, files, expected) => {
    expect(pairs(tree(files))).toEqual(expected);
  });

  test('beside a template that was named, any JSON file may name it', () => {
    const cwd = tree({
      'x.json': 'T',
      'y.json': 'T',
      'prod.json': linked('x.json'),
      'y.parameters.json': linked('x.json'),
    });
    expect(pairs(cwd, ['x.json'])).toEqual({ 'x.json': ['prod.json', 'y.parameters.json'] });
    expect(pairs(cwd, ['y.json'])).toEqual({ 'y.json': [] });
  });
});

test('300 templates in 150 folders', () => {
  const files: Record<string, string> = {};
  for (let folder = 0; folder < 150; folder++) {
    for (const name of ['a', 'b']) {
      files[`${folder}/${name}.json`] = 'T';
      files[`${folder}/${name}.parameters.json`] = 'P';
    }
  }
  const found = pairs(tree(files));
  expect(Object.keys(found)).toHaveLength(300);
  for (const [template, list] of Object.entries(found)) {
    expect(list.map((file) => basename(file))).toEqual([basename(template).replace('.json', '.parameters.json')]);
  }
});
