import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { DEFAULT_MAX_SIZE, discover } from '../../../src/sources/discover/discover.ts';
import { pairParameterFiles } from '../../../src/sources/discover/pair-parameter-files.ts';

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
  const { filesOf } = pairParameterFiles({ cwd, templates: found.templates, seen: found.parameterFiles });
  return Object.fromEntries([...filesOf].map(([file, list]) => [file, list.map((entry) => entry.file)]));
}

/** The parameter files that these paths lead to and that belong to nothing. */
function unpaired(cwd: string, paths: readonly string[] = []): string[] {
  const found = discover({ cwd, paths, gitignore: true, maxSize: DEFAULT_MAX_SIZE });
  const pairing = pairParameterFiles({ cwd, templates: found.templates, seen: found.parameterFiles });
  return pairing.unpaired.map(({ file }) => file);
}

describe('a parameter file is paired by its name:', () => {
  const cases: [name: string, files: Record<string, string>, expected: Record<string, string[]>][] = [
    [
      'own, environments, any case, jsonc',
      {
        'main.json': 'T',
        'main.parameters.json': 'P',
        'main.prod.parameters.json': 'P',
        'main.prod.eu.parameters.jsonc': 'P',
        'Main.Test.PARAMETERS.json': 'P',
        'mainx.json': 'T',
        'mainx.parameters.json': 'P',
        'parameters.json': 'P',
        'main.parameters.prod.json': 'P',
        'sub/main.parameters.json': 'P',
      },
      {
        'main.json': [
          'Main.Test.PARAMETERS.json',
          'main.parameters.json',
          'main.parameters.prod.json',
          'main.prod.eu.parameters.jsonc',
          'main.prod.parameters.json',
        ],
        'mainx.json': ['mainx.parameters.json'],
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
    expect([...pairParameterFiles({ cwd, templates: found.templates, seen: found.parameterFiles }).filesOf]).toEqual([
      ['x.json', [{ file: 'x.parameters.json', absolute: join(cwd, 'x.parameters.json'), named: true }]],
    ]);
  });

  test('a link that leaves the folder is not a parameter file', () => {
    const cwd = tree({ 'in/x.json': 'T', 'in/lib/real.json': 'P', 'secret.json': '{}' });
    symlinkSync('../secret.json', join(cwd, 'in/x.a.parameters.json'));
    symlinkSync('lib/real.json', join(cwd, 'in/x.b.parameters.json'));
    expect(pairs(cwd, ['in/x.json'])).toEqual({ 'in/x.json': ['in/x.b.parameters.json'] });
  });
});

describe('a parameter file is paired by its metadata:', () => {
  const cases: [name: string, files: Record<string, string>, expected: Record<string, string[]>][] = [
    [
      'relative to the file',
      { 't/x.json': 'T', 'p/prod.json': linked('../t/x.json') },
      { 't/x.json': ['p/prod.json'] },
    ],
    [
      'relative to a folder above the file',
      { 'a/t/x.json': 'T', 'a/p/q/prod.json': linked('t/x.json') },
      { 'a/t/x.json': ['a/p/q/prod.json'] },
    ],
    [
      'relative to the nearest folder above',
      { 't/x.json': 'T', 'a/t/x.json': 'T', 'a/p/prod.json': linked('t/x.json') },
      { 'a/t/x.json': ['a/p/prod.json'], 't/x.json': [] },
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
    [
      'empty or with NUL: as if there were none',
      { 'x.json': 'T', 'y.json': 'T', 'a.json': linked(''), 'x.b.json': linked('y.json\0') },
      { 'x.json': ['x.b.json'], 'y.json': [] },
    ],
    [
      'a template that is no input of the run, though the folder has only one that is',
      { 'in/x.json': 'T', 'in/prod.json': linked('../out/y.json'), 'out/y.json': 'T' },
      { 'in/x.json': [], 'out/y.json': ['in/prod.json'] },
    ],
  ];
  test.each(cases)('%s', (_name, files, expected) => {
    expect(pairs(tree(files))).toEqual(expected);
  });

  test.each(['.', 'p', 'other'])('the folder of the run (%s) has no say in what it is relative to', (folder) => {
    const root = tree({ '.git/HEAD': '', 't/x.json': 'T', 'p/prod.json': linked('t/x.json'), 'other/t/x.json': 'T' });
    const cwd = join(root, folder);
    const named = pairs(cwd, [relative(cwd, join(root, 'p/prod.json'))]);
    expect(Object.keys(named).map((file) => join(cwd, file))).toEqual([join(root, 't/x.json')]);
    expect(Object.values(pairs(cwd, [relative(cwd, root) || '.'])).flat()).toHaveLength(1);
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

/**
 * Layouts of folders: names of templates (`T`), of parameter files (`P`), and what pairs as `template < files`. What pairs
 * with nothing is expected to be said, so every parameter file stands either in a pair or in `said`.
 */
describe('layouts of folders', () => {
  interface Layout {
    readonly T: string;
    readonly P: string;
    readonly bicep?: string;
    readonly pairs: readonly string[];
    readonly said?: string;
  }
  const one = (name: string, template = 'main.json'): Layout => ({
    T: template,
    P: name,
    pairs: [`${template} < ${name}`],
  });
  const layouts: Layout[] = [
    // Everyday names beside the only template.
    one('main.parameters.json'),
    one('main.parameters.prod.json'),
    one('main.prod.parameters.json'),
    one('main.params.json'),
    one('main.param.json'),
    one('main.parameter.json'),
    one('main.params.prod.json'),
    one('main.prod.params.json'),
    one('main-prod.parameters.json'),
    one('main_prod.parameters.json'),
    one('main-parameters.json'),
    one('main_params_prod.json'),
    one('main.parameters-prod.json'),
    one('main-parameters-prod.json'),
    one('main.prod.json'),
    one('main-prod.json'),
    one('main.prod.eu.json'),
    one('MAIN.Parameters.PROD.json'),
    one('main.parameters.jsonc'),
    one('main.waf.parameters.json'),
    one('main.parameters.template.json'),
    one('parameters.json'),
    one('params.json'),
    one('param.json'),
    one('parameters.prod.json'),
    one('params.prod.json'),
    one('parameters-prod.json'),
    one('prod.parameters.json'),
    one('prod-params.json'),
    one('prod.json'),
    one('parameters.main.json'),
    one('params.main.prod.json'),
    one('aksparameters-github.json', 'aks.json'),
    one('azuredeploy.parameters.us.json', 'azuredeploy.json'),
    one('azuredeploy.parameters.json', 'template.json'),
    one('prereq.azuredeploy.parameters.json', 'prereq.azuredeploy.json'),
    one('container.registries.parameters.Json', 'container.registries.Json'),
    // Several templates: the name says which, the longest wins.
    {
      T: 'main.json acr.json',
      P: 'main.prod.json acr-params.json',
      pairs: ['acr.json < acr-params.json', 'main.json < main.prod.json'],
    },
    {
      T: 'main.json main.acr.json',
      P: 'main.acr.params.json',
      pairs: ['main.acr.json < main.acr.params.json', 'main.json <'],
    },
    {
      T: 'main.json main-acr.json',
      P: 'main-acr-prod.parameters.json',
      pairs: ['main-acr.json < main-acr-prod.parameters.json', 'main.json <'],
    },
    {
      T: 'main.json main-acr.json',
      P: 'main.acr.parameters.json',
      pairs: ['main-acr.json <', 'main.json < main.acr.parameters.json'],
    },
    {
      T: 'a.json b.json',
      P: 'params.a.json parameters.b.dev.json',
      pairs: ['a.json < params.a.json', 'b.json < parameters.b.dev.json'],
    },
    {
      T: 'a.json b.json',
      P: 'parameters.json prod.json prod.parameters.json',
      pairs: ['a.json <', 'b.json <'],
      said: 'parameters.json prod.json prod.parameters.json',
    },
    { T: 'a.json b.json', P: 'ab.parameters.json', pairs: ['a.json <', 'b.json <'], said: 'ab.parameters.json' },
    // Folders for parameters.
    { T: 'main.json', P: 'params/prod.json', pairs: ['main.json < params/prod.json'] },
    { T: 'main.json', P: 'parameters/prod.json', pairs: ['main.json < parameters/prod.json'] },
    { T: 'main.json', P: 'Parameters/dev.parameters.json', pairs: ['main.json < Parameters/dev.parameters.json'] },
    { T: 'main.json', P: 'parameters/main.prod.json', pairs: ['main.json < parameters/main.prod.json'] },
    { T: 'main.json', P: 'parameters/main.json', pairs: ['main.json < parameters/main.json'] },
    {
      T: 'main.json acr.json',
      P: 'parameters/acr.prod.json',
      pairs: ['acr.json < parameters/acr.prod.json', 'main.json <'],
    },
    {
      T: 'main.json acr.json',
      P: 'parameters/prod.json',
      pairs: ['acr.json <', 'main.json <'],
      said: 'parameters/prod.json',
    },
    { T: 'main.json', P: 'parameters/prod/eu.json', pairs: ['main.json < parameters/prod/eu.json'] },
    {
      T: 'main.json acr.json',
      P: 'parameters/prod/acr.json',
      pairs: ['acr.json < parameters/prod/acr.json', 'main.json <'],
    },
    {
      T: 'infra/templates/main.json',
      P: 'infra/parameters/main.prod.json',
      pairs: ['infra/templates/main.json < infra/parameters/main.prod.json'],
    },
    {
      T: 'infra/templates/main.json',
      P: 'infra/parameters/prod.json',
      pairs: ['infra/templates/main.json <'],
      said: 'infra/parameters/prod.json',
    },
    {
      T: 'a/main.json b/main.json',
      P: 'parameters/main.prod.json',
      pairs: ['a/main.json <', 'b/main.json <'],
      said: 'parameters/main.prod.json',
    },
    {
      T: 'parameters/main.json main.json',
      P: 'parameters/main.prod.json',
      pairs: ['main.json <', 'parameters/main.json < parameters/main.prod.json'],
    },
    {
      T: 'main.json',
      P: 'env/prod.json env/main.parameters.json',
      pairs: ['main.json <'],
      said: 'env/main.parameters.json env/prod.json',
    },
    { T: 'main.json', P: 'env/parameters/prod.json', pairs: ['main.json <'], said: 'env/parameters/prod.json' },
    // Bicep beside them.
    {
      T: 'acr.json',
      bicep: 'main.bicep',
      P: 'main.parameters.json',
      pairs: ['acr.json <', 'main.bicep < main.parameters.json'],
    },
    {
      T: 'acr.json',
      bicep: 'main.bicep',
      P: 'prod.parameters.json',
      pairs: ['acr.json <', 'main.bicep <'],
      said: 'prod.parameters.json',
    },
    {
      T: 'main.json',
      bicep: 'main.bicep',
      P: 'main.parameters.json prod.json',
      pairs: ['main.bicep < main.parameters.json prod.json', 'main.json < main.parameters.json prod.json'],
    },
    // Nothing to belong to.
    { T: 'a/main.json', P: 'b/main.parameters.json', pairs: ['a/main.json <'], said: 'b/main.parameters.json' },
    { T: 'main.json', P: 'sub/sub/prod.parameters.json', pairs: ['main.json <'], said: 'sub/sub/prod.parameters.json' },
  ];
  const words = (text: string): string[] => (text === '' ? [] : text.split(' '));
  const files = ({ T, P, bicep = '' }: Layout): Record<string, string> =>
    Object.fromEntries([
      ...words(T).map((name) => [name, 'T'] as const),
      ...words(P).map((name) => [name, 'P'] as const),
      ...words(bicep).map((name) => [name, 'param x string'] as const),
    ]);

  test('are sixty or more', () => {
    expect(layouts.length).toBeGreaterThanOrEqual(60);
  });

  test.each(
    layouts.map((layout) => [`${layout.T}${layout.bicep ? ` ${layout.bicep}` : ''} + ${layout.P}`, layout] as const),
  )('%s', (_, layout) => {
    const cwd = tree(files(layout));
    const found = Object.entries(pairs(cwd)).map(([file, list]) => [file, '<', ...list].join(' '));
    expect({ pairs: found, said: unpaired(cwd).join(' ') }).toEqual({ pairs: layout.pairs, said: layout.said ?? '' });
  });

  test.each(layouts.filter(({ T, pairs: list }) => words(T).length === 1 && !list[0]?.endsWith('<')))(
    'the template named alone gets the same: $T + $P',
    (layout) => {
      const cwd = tree(files(layout));
      const found = Object.entries(pairs(cwd, [layout.T])).map(([file, list]) => [file, '<', ...list].join(' '));
      expect(found).toEqual(layout.pairs.filter((pair) => pair.startsWith(layout.T)));
    },
  );

  test.each(layouts.filter(({ pairs: list, said }) => said === undefined && list.some((pair) => !pair.endsWith('<'))))(
    'a parameter file named alone brings its template: $T + $P',
    (layout) => {
      const cwd = tree(files(layout));
      for (const pair of layout.pairs) {
        const [template = '', , ...own] = pair.split(' ');
        for (const file of own) {
          const brought = pairs(cwd, [file]);
          const stem = template.replace(/\.\w+$/, '');
          expect(new Set(Object.keys(brought).map((name) => name.replace(/\.\w+$/, '')))).toEqual(new Set([stem]));
          expect(brought[template]).toContain(file);
          expect(unpaired(cwd, [file])).toEqual([]);
        }
      }
    },
  );
});

describe('a parameter file belongs to nothing when it is', () => {
  test('a parameter file that was named and belongs to Bicep', () => {
    const cwd = tree({ 'acr.json': 'T', 'main.bicep': '', 'main.parameters.json': 'P' });
    expect(pairs(cwd, ['main.parameters.json', 'acr.json'])).toEqual({
      'acr.json': [],
      'main.bicep': ['main.parameters.json'],
    });
  });

  test('one beside a template that was named, but not one of a template that was not', () => {
    const cwd = tree({
      'a.json': 'T',
      'b.json': 'T',
      'b.parameters.json': 'P',
      'prod.json': 'P',
      'package.json': '{}',
    });
    expect(unpaired(cwd, ['a.json'])).toEqual(['prod.json']);
  });

  const values = '{"contentVersion": "1.0.0.0", "parameters": {"a": {"value": 1}}}';

  test.each(['parameters.json', 'prod.params.json', 'params/prod.json', 'x.parameters.json'])(
    'one without a schema is one by its shape: %s',
    (name) => {
      const cwd = tree({ 'x.json': 'T', [name]: values });
      expect(pairs(cwd)).toEqual({ 'x.json': [name] });
      expect(pairs(cwd, ['x.json'])).toEqual({ 'x.json': [name] });
    },
  );

  test('one without a schema that belongs to nothing is said', () => {
    const cwd = tree({
      'x.json': 'T',
      'y.json': 'T',
      'prod.params.json': values,
      'package.json': '{"parameters": {}}',
    });
    expect(unpaired(cwd)).toEqual(['prod.params.json']);
    expect(unpaired(cwd, ['x.json'])).toEqual(['prod.params.json']);
  });

  test('a file without a schema is none unless its name says so', () => {
    const cwd = tree({
      'main.json': 'T',
      'webpack.params.json': '{}',
      'main.tsconfig.json': '{}',
      'main.params.json': '{}',
    });
    expect(pairs(cwd, ['main.json'])).toEqual({ 'main.json': ['main.params.json'] });
    expect(unpaired(cwd, ['main.json'])).toEqual([]);
  });

  test('predictions of a snapshot have no parameters', () => {
    const cwd = tree({
      'main.snapshot.json': '{"predictedResources": []}',
      'main.parameters.json': 'P',
      'prod.json': 'P',
    });
    expect(pairs(cwd)).toEqual({ 'main.snapshot.json': [] });
    expect(unpaired(cwd)).toEqual(['main.parameters.json', 'prod.json']);
  });

  test('nothing above the repository is looked at', () => {
    const cwd = tree({ 'main.json': 'T', 'parameters/.git/HEAD': '', 'parameters/main.prod.json': 'P' });
    expect(unpaired(join(cwd, 'parameters'), ['main.prod.json'])).toEqual(['main.prod.json']);
  });

  test('a template outside the repository is not brought in by metadata.template', () => {
    const cwd = tree({ 'out/main.json': 'T', 'in/.git/HEAD': '', 'in/prod.json': linked('../out/main.json') });
    expect(unpaired(join(cwd, 'in'), ['prod.json'])).toEqual(['prod.json']);
  });
});

describe('parameter files of the configuration:', () => {
  const configured = (cwd: string) => (absolute: string) =>
    absolute === join(cwd, 'env/one.json')
      ? [{ file: 'acr.json', absolute: join(cwd, 'acr.json'), named: false }]
      : undefined;

  test('what it gives to templates is neither paired by name nor said', () => {
    const cwd = tree({ 'acr.json': 'T', 'env/one.json': 'P', 'env/two.json': 'P' });
    const found = discover({ cwd, paths: [], gitignore: true, maxSize: DEFAULT_MAX_SIZE });
    const request = { cwd, templates: found.templates, seen: found.parameterFiles, configured: configured(cwd) };
    expect(pairParameterFiles(request).unpaired.map(({ file }) => file)).toEqual(['env/two.json']);
  });

  test('a file that was named brings in the templates that it is given to', () => {
    const cwd = tree({ 'acr.json': 'T', 'env/one.json': 'P' });
    const found = discover({ cwd, paths: ['env/one.json'], gitignore: true, maxSize: DEFAULT_MAX_SIZE });
    const request = { cwd, templates: found.templates, seen: found.parameterFiles, configured: configured(cwd) };
    expect(pairParameterFiles(request).templates.map(({ file }) => file)).toEqual(['acr.json']);
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
