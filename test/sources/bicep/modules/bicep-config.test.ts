import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type BicepConfig, BUILT_IN_CONFIG } from '../../../../src/sources/bicep/modules/bicep-config.ts';
import { bicepConfigs } from '../../../../src/sources/bicep/modules/read-bicep-config.ts';
import { readBounded } from '../../../../src/util/bounded-read.ts';
import { folderOf } from '../../../support/cli.ts';

function configOf(files: Readonly<Record<string, unknown>>, below = '.'): BicepConfig & { readonly root: string } {
  const root = folderOf(files);
  const config = bicepConfigs({ root, readFile: (file) => readBounded(file, 10_000) })(join(root, below));
  return { ...config, root };
}

function problems(config: BicepConfig): string[] {
  return config.problems.map(({ code, message, location: { file, line = 0, column = 0 } }) =>
    [file, line, column, code, message].join(':'),
  );
}

test('without a file the built-in configuration of Bicep counts', () => {
  const { root: _, ...config } = configOf({});
  expect(config).toEqual(BUILT_IN_CONFIG);
});

test('the nearest file upwards counts alone, with comments and trailing commas', () => {
  const files = {
    'bicepconfig.json': { moduleAliases: { br: { far: { registry: 'far.io' } } } },
    'infra/bicepconfig.json':
      '{ // own\n "moduleAliases": {"br": {"near": {"registry": "near.io", "modulePath": "m",},},},\n "experimentalFeaturesEnabled": {"assertions": true, "sourceMapping": false},}',
  };
  const config = configOf(files, 'infra/modules');
  expect(config.configFile).toBe('infra/bicepconfig.json');
  expect([...config.moduleAliases.br]).toEqual([
    ['public', { registry: 'mcr.microsoft.com', modulePath: 'bicep' }],
    ['near', { registry: 'near.io', modulePath: 'm' }],
  ]);
  expect([...config.experimentalFeatures]).toEqual(['assertions']);
  expect(problems(config)).toEqual([]);
});

test('an extended file counts below the one that extends it', () => {
  const config = configOf(
    {
      'a/bicepconfig.json': {
        extends: '../base.json',
        moduleAliases: { br: { own: { modulePath: 'b' } }, ts: { s: { resourceGroup: 'rg' } } },
        experimentalFeaturesEnabled: { assertions: false },
        extensions: { graph: 'br:h.io/graph:1' },
      },
      'base.json': {
        cacheRootDirectory: 'cache',
        moduleAliases: { br: { own: { registry: 'h.io', modulePath: 'a' } } },
        experimentalFeaturesEnabled: { assertions: true },
        implicitExtensions: [],
      },
    },
    'a',
  );
  expect(config.moduleAliases.br.get('own')).toEqual({ registry: 'h.io', modulePath: 'b' });
  expect(config.moduleAliases.ts.get('s')).toEqual({ resourceGroup: 'rg' });
  expect([...config.experimentalFeatures]).toEqual([]);
  expect(config.extensions.get('graph')).toBe('br:h.io/graph:1');
  expect(config.implicitExtensions).toEqual([]);
  expect(config.cacheRootDirectory).toBe(join(config.root, 'cache'));
  expect(config.files).toEqual([join(config.root, 'a/bicepconfig.json'), join(config.root, 'base.json')]);
});

test('a member of the wrong type is told with its place, and the rest counts', () => {
  const text =
    '{\n  "moduleAliases": {"br": {"own": {"registry": 5}, "__proto__": {"registry": "p.io"}}, "ts": []},\n  "cacheRootDirectory": "~/c"\n}';
  const config = configOf({ 'bicepconfig.json': text });
  expect(problems(config)).toEqual([
    'bicepconfig.json:2:48:wrong-shape:moduleAliases.br.own.registry has to be a string',
    'bicepconfig.json:2:94:wrong-shape:moduleAliases.ts has to be an object',
  ]);
  expect(config.moduleAliases.br.get('own')).toEqual({});
  expect(config.moduleAliases.br.get('__proto__')).toEqual({ registry: 'p.io' });
  expect(config.cacheRootDirectory).toBe('~/c');
});

test.each([
  ['no JSON', '{"a"', ['bicepconfig.json:1:5:json-syntax:']],
  ['a list', '[]', ['bicepconfig.json:1:1:wrong-shape:the configuration has to be an object']],
  ['too large', `{"a": "${'x'.repeat(10_000)}"}`, ['bicepconfig.json:0:0:too-large:']],
  [
    'one that extends a file outside',
    '{"extends": "../x.json"}',
    ['bicepconfig.json:1:13:wrong-shape:extends leads out of the repository'],
  ],
  [
    'one that extends itself',
    '{"extends": "./bicepconfig.json"}',
    ['bicepconfig.json:1:13:wrong-shape:extends leads back to an earlier file'],
  ],
  [
    'one that extends nothing',
    '{"extends": "./none.json"}',
    ['bicepconfig.json:1:13:wrong-shape:extends: none.json: '],
  ],
])('a configuration that is %s is told and the built-in one counts', (_, text, expected) => {
  const config = configOf({ 'bicepconfig.json': text });
  expect(problems(config).map((line, i) => line.slice(0, expected[i]?.length))).toEqual(expected);
  expect(config.moduleAliases).toEqual(BUILT_IN_CONFIG.moduleAliases);
});

test('files that extend each other end at a limit', () => {
  const chain = Array.from({ length: 20 }, (_, i) => [`c${i}.json`, { extends: `./c${i + 1}.json` }]);
  const config = configOf({ 'bicepconfig.json': { extends: './c0.json' }, ...Object.fromEntries(chain) });
  expect(problems(config)).toEqual(['c14.json:2:14:wrong-shape:more than 16 files extend each other']);
});
