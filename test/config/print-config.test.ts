import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { type PrintedSetting, printConfig } from '../../src/config/print-config.ts';

const SETTINGS: readonly (readonly [string, PrintedSetting])[] = [
  ['pack', { value: 'core', source: '--pack' }],
  [
    'rules',
    {
      entries: [
        ['Azure.ACR.Logs', { entries: [['level', { value: 'error', source: 'acraudit.yaml:3' }]] }],
        ['Azure.ACR.Metrics', { value: 'off', source: 'not in pack core' }],
      ],
    },
  ],
  ['include', { items: [{ value: 'infra/**/*.json' }, { value: 'a.json' }], source: 'acraudit.yaml:5' }],
  ['exclude', { items: [], source: 'acraudit.yaml:8' }],
  [
    'deployments',
    {
      items: [
        {
          entries: [
            ['files', { items: [{ value: 'a.json' }] }],
            ['subscription', { value: '0e10' }],
            ['resourceGroup', { value: 'on' }],
          ],
          source: 'acraudit.yaml:9',
        },
        { entries: [['files', { items: [{ value: 'c.json' }] }]] },
      ],
    },
  ],
  ['scan', { entries: [['concurrency', { value: 8, source: 'default' }]] }],
  ['fix', { entries: [] }],
];

const PRINTED = `# acraudit lint
# configuration file: acraudit.yaml
pack: core # --pack
rules:
  Azure.ACR.Logs:
    level: error # acraudit.yaml:3
  Azure.ACR.Metrics: off # not in pack core
include: # acraudit.yaml:5
  - "infra/**/*.json"
  - a.json
exclude: [] # acraudit.yaml:8
deployments:
  - files: # acraudit.yaml:9
      - a.json
    subscription: "0e10"
    resourceGroup: "on"
  - files:
      - c.json
scan:
  concurrency: 8 # default
fix: {}
`;

test('prints settings with their sources', () => {
  expect(printConfig(['acraudit lint', 'configuration file: acraudit.yaml'], SETTINGS)).toBe(PRINTED);
});

test('what it prints is YAML of these settings', () => {
  expect(parse(PRINTED)).toEqual({
    pack: 'core',
    rules: { 'Azure.ACR.Logs': { level: 'error' }, 'Azure.ACR.Metrics': 'off' },
    include: ['infra/**/*.json', 'a.json'],
    exclude: [],
    deployments: [{ files: ['a.json'], subscription: '0e10', resourceGroup: 'on' }, { files: ['c.json'] }],
    scan: { concurrency: 8 },
    fix: {},
  });
});

test.each([
  'plain',
  'a b',
  'true',
  'No',
  'null',
  '',
  '*',
  '*.json',
  '- x',
  '123',
  '1e3',
  '~',
  '#x',
  'a: b',
  'a"b\\c',
  'line\nbreak\r\ttab',
  '\u0000\u001b[2J\u007f\u0085\u009b\u2028\u2029\u202e\ufeff',
  '😀\u{e0041}',
])('text survives YAML: %j', (text) => {
  const printed = printConfig([], [['include', { items: [{ value: text }] }]]);
  expect(parse(printed)).toEqual({ include: [text] });
  expect(printed.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
});

test('neither a file name nor a source can leave its comment', () => {
  expect(printConfig(['/a\npack: evil'], [['pack', { value: 'x', source: 'b\nrules: evil' }]])).toBe(
    '# /a\\u{a}pack: evil\npack: x # b\\u{a}rules: evil\n',
  );
});
