import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Config } from '../../src/config/config.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import { printConfig } from '../../src/config/print-config.ts';
import { type EffectiveRule, mergeRuleSettings } from '../../src/config/rule-settings.ts';
import { KNOWN_RULES } from './known-rules.ts';

const RULES: readonly EffectiveRule[] = [
  { name: 'Azure.ACR.Logs', enabled: true, level: 'error', options: { coverage: 'any' }, reason: 'not printed' },
  { name: 'Azure.ACR.LogsValid', enabled: true, level: 'info', options: {} },
  { name: 'Azure.ACR.Metrics', enabled: false, level: 'info', options: { mode: 'all' } },
];

const CONFIG: Config = {
  file: '/repo/acraudit.yaml',
  root: '/repo',
  pack: 'recommended',
  rules: new Map(),
  include: ['infra/**/*.json', 'a.json'],
  exclude: [],
  deployments: [{ files: ['a.json', 'b.json'], subscription: '0e10', resourceGroup: 'on' }, { files: ['c.json'] }],
  scan: { subscriptions: ['prod', '0e10'], excludeSubscriptions: [], concurrency: 8 },
  fix: {
    logs: 'audit',
    workspaceId: '/subscriptions/s/w',
    protect: ['setByPolicy-*'],
    destinations: [
      { region: 'westeurope', workspaceId: '/subscriptions/s/eu' },
      { subscription: 's', storageAccountId: '/subscriptions/s/st' },
    ],
  },
};

const PRINTED = `# configuration file: /repo/acraudit.yaml
pack: recommended
rules:
  Azure.ACR.Logs:
    level: error
    options:
      coverage: any
  Azure.ACR.LogsValid: info
  Azure.ACR.Metrics: off
include:
  - "infra/**/*.json"
  - a.json
exclude: []
deployments:
  - files:
      - a.json
      - b.json
    subscription: "0e10"
    resourceGroup: "on"
  - files:
      - c.json
scan:
  subscriptions:
    - prod
    - "0e10"
  excludeSubscriptions: []
  concurrency: 8
fix:
  logs: audit
  workspaceId: "/subscriptions/s/w"
  protect:
    - "setByPolicy-*"
  destinations:
    - region: westeurope
      workspaceId: "/subscriptions/s/eu"
    - subscription: s
      storageAccountId: "/subscriptions/s/st"
`;

test('prints what is in force', () => {
  expect(printConfig(CONFIG, RULES)).toBe(PRINTED);
});

test('without a file', () => {
  const config: Config = { root: '/repo', rules: new Map(), deployments: [] };
  expect(printConfig(config, [])).toBe('# no configuration file\nrules: {}\ndeployments: []\n');
});

test('what it prints is a configuration with the same meaning', async () => {
  const { file, root, rules, ...content } = CONFIG;
  const read = await parseConfig(printConfig(CONFIG, RULES), { file: 'x.yaml', knownRules: KNOWN_RULES });
  expect({ ...read, rules: new Map() }).toEqual({ ...content, rules: new Map() });
  const flags = { only: [], without: [], options: [] };
  const again = mergeRuleSettings({ knownRules: KNOWN_RULES, pack: [], config: read, job: 'lint', ...flags });
  const enabled = again.filter((rule) => rule.enabled);
  expect(enabled).toEqual(RULES.filter((rule) => rule.enabled).map(({ reason, ...rule }) => rule));
});

test('sections without settings', () => {
  const config: Config = { root: '/repo', rules: new Map(), deployments: [], scan: {}, fix: {} };
  expect(printConfig(config, [])).toBe('# no configuration file\nrules: {}\ndeployments: []\nscan: {}\nfix: {}\n');
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
  const config: Config = { root: '/repo', rules: new Map(), deployments: [], include: [text] };
  const printed = printConfig(config, []);
  expect(parse(printed)).toEqual({ rules: {}, include: [text], deployments: [] });
  expect(printed.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
});

test('a file name cannot leave its comment', () => {
  const config: Config = { file: '/a\npack: evil', root: '/', rules: new Map(), deployments: [] };
  expect(printConfig(config, [])).toBe('# configuration file: /a\\u{a}pack: evil\nrules: {}\ndeployments: []\n');
});
