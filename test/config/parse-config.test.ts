import { describe, expect, test } from 'vitest';
import { NO_SETTINGS } from '../../src/config/config.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import { UsageError } from '../../src/util/errors.ts';
import { errorOf, KNOWN_RULES } from './known-rules.ts';
import { withoutPlaces } from './without-places.ts';

const CONTEXT = { file: 'acraudit.yaml', knownRules: KNOWN_RULES, knownPacks: ['core', 'recommended'] };
const EMPTY = NO_SETTINGS;

async function messageOf(text: string): Promise<string> {
  const error = await errorOf(() => parseConfig(text, CONTEXT));
  expect(error).toBeInstanceOf(UsageError);
  return error.message;
}

describe('a configuration is read that has', () => {
  test.each<[string, string, object]>([
    ['an empty file', '', EMPTY],
    ['only comments', '# nothing yet\n', EMPTY],
    ['an empty map', '{}', EMPTY],
    ['pack', 'pack: recommended', { ...EMPTY, pack: 'recommended' }],
    ['a pack in other letters', 'pack: Core', { ...EMPTY, pack: 'Core' }],
    [
      'a level',
      'rules: { Azure.ACR.Metrics: warning }',
      { ...EMPTY, rules: new Map([['Azure.ACR.Metrics', { level: 'warning', options: {} }]]) },
    ],
    [
      'off is text',
      'rules: { Azure.ACR.Metrics: off }',
      { ...EMPTY, rules: new Map([['Azure.ACR.Metrics', { level: 'off', options: {} }]]) },
    ],
    [
      'off is text whatever version the file declares',
      '%YAML 1.1\n---\nrules: { Azure.ACR.Metrics: off }',
      { ...EMPTY, rules: new Map([['Azure.ACR.Metrics', { level: 'off', options: {} }]]) },
    ],
    [
      'alias, case and option become the names of the rule',
      'rules:\n  azure.acr.auditlogs: { options: { Coverage: ANY } }',
      { ...EMPTY, rules: new Map([['Azure.ACR.Logs', { options: { coverage: 'any' } }]]) },
    ],
    [
      'a ref',
      'rules: { acra-0002: info }',
      { ...EMPTY, rules: new Map([['Azure.ACR.LogsValid', { level: 'info', options: {} }]]) },
    ],
    [
      'levels per job',
      'rules:\n  Azure.ACR.Logs:\n    level: error\n    lint: { level: info, reason: enforced by policy }\n    scan: { level: off, reason: r }',
      {
        ...EMPTY,
        rules: new Map([
          [
            'Azure.ACR.Logs',
            {
              level: 'error',
              options: {},
              lint: { level: 'info', reason: 'enforced by policy' },
              scan: { level: 'off', reason: 'r' },
            },
          ],
        ]),
      },
    ],
    [
      'patterns and deployments',
      'include: ["infra/**/*.json"]\nexclude: []\ndeployments:\n  - { files: [a.json, b.json], subscription: "1", resourceGroup: rg, location: westeurope }\n  - files: [c.json]',
      {
        ...EMPTY,
        include: ['infra/**/*.json'],
        exclude: [],
        deployments: [
          { files: ['a.json', 'b.json'], subscription: '1', resourceGroup: 'rg', location: 'westeurope' },
          { files: ['c.json'] },
        ],
      },
    ],
    ['a scan of nothing in particular', 'scan: {}', { ...EMPTY, scan: {} }],
    [
      'scan',
      'scan:\n  subscriptions: [prod, "0000"]\n  excludeSubscriptions: []\n  resourceGroups: [rg]\n  managementGroup: mg\n' +
        '  tenant: contoso.example\n  cloud: AzureUSGovernment\n  discovery: arm\n  concurrency: 64',
      {
        ...EMPTY,
        scan: {
          subscriptions: ['prod', '0000'],
          excludeSubscriptions: [],
          resourceGroups: ['rg'],
          managementGroup: 'mg',
          tenant: 'contoso.example',
          cloud: 'AzureUSGovernment',
          discovery: 'arm',
          concurrency: 64,
        },
      },
    ],
    ['a fix of nothing in particular', 'fix: {}', { ...EMPTY, fix: {} }],
    [
      'fix',
      'fix:\n  logs: allLogs\n  workspaceId: /subscriptions/s/w\n  storageAccountId: /subscriptions/s/a\n' +
        '  eventHubAuthorizationRuleId: /subscriptions/s/r\n  eventHubName: hub\n  settingName: acr audit (1)\n' +
        '  protect: ["setByPolicy-*"]\n  destinations:\n    - { region: westeurope, workspaceId: /subscriptions/s/eu }\n' +
        '    - { subscription: s, region: x, eventHubAuthorizationRuleId: /subscriptions/s/h, eventHubName: h }',
      {
        ...EMPTY,
        fix: {
          logs: 'allLogs',
          workspaceId: '/subscriptions/s/w',
          storageAccountId: '/subscriptions/s/a',
          eventHubAuthorizationRuleId: '/subscriptions/s/r',
          eventHubName: 'hub',
          settingName: 'acr audit (1)',
          protect: ['setByPolicy-*'],
          destinations: [
            { region: 'westeurope', workspaceId: '/subscriptions/s/eu' },
            {
              subscription: 's',
              region: 'x',
              eventHubAuthorizationRuleId: '/subscriptions/s/h',
              eventHubName: 'h',
            },
          ],
        },
      },
    ],
    [
      'the longest name of a setting',
      `fix: { settingName: ${'n'.repeat(260)} }`,
      { ...EMPTY, fix: { settingName: 'n'.repeat(260) } },
    ],
    ['an alias of YAML', 'include: &p [a.json]\nexclude: *p', { ...EMPTY, include: ['a.json'], exclude: ['a.json'] }],
    [
      'an alias means the anchor before it, also after the name is used again',
      'include: [&x a, &x b, *x]\nexclude: [*x, &x c, *x]',
      { ...EMPTY, include: ['a', 'b', 'b'], exclude: ['b', 'c', 'c'] },
    ],
    ['Windows line ends', 'pack: core\r\nexclude: [a]\r\n', { ...EMPTY, pack: 'core', exclude: ['a'] }],
  ])('%s', async (_, text, expected) => {
    const { content } = await parseConfig(text, CONTEXT);
    expect(withoutPlaces(content)).toStrictEqual(withoutPlaces(expected));
  });

  test('any pack name goes when the packs are not given', async () => {
    const context = { file: 'acraudit.yaml', knownRules: KNOWN_RULES };
    const { content } = await parseConfig('pack: mine', context);
    expect(withoutPlaces(content)).toStrictEqual(withoutPlaces({ ...EMPTY, pack: 'mine' }));
  });
});

describe('every value has its place:', () => {
  const text = `pack: core
rules:
  Azure.ACR.Logs:
    level: error
    options: { coverage: any }
    lint: { level: info, reason: r }
  Azure.ACR.Metrics: off
scan: { concurrency: 8 }
reports:
  json: out.json
deployments:
  - files: [a.json]
suppressions:
  - rule: Azure.ACR.*
    registry: x
    reason: r
extends: [./base.yaml, recommended]
`;
  test('at the top, in sections, of rules, and where entries begin', async () => {
    const { content, bases } = await parseConfig(text, CONTEXT);
    const lines = (places: ReadonlyMap<string, { line: number }>) => [...places].map(([key, { line }]) => [key, line]);
    expect(lines(content.places)).toEqual([
      ['pack', 1],
      ['rules', 2],
      ['scan', 8],
      ['scan.concurrency', 8],
      ['reports', 9],
      ['reports.json', 10],
      ['deployments', 11],
      ['suppressions', 13],
      ['extends', 17],
    ]);
    expect(lines(content.rules.get('Azure.ACR.Logs')?.places ?? new Map())).toEqual([
      ['level', 4],
      ['lint', 6],
      ['options.coverage', 5],
    ]);
    expect(lines(content.rules.get('Azure.ACR.Metrics')?.places ?? new Map())).toEqual([['level', 7]]);
    expect(content.deployments[0]?.place).toEqual({ file: 'acraudit.yaml', line: 12, column: 5 });
    expect(content.suppressions[0]?.place).toEqual({ file: 'acraudit.yaml', line: 14, column: 5 });
    expect(content.suppressions[0]?.rules).toEqual(KNOWN_RULES.map(({ name }) => name));
    expect(bases).toEqual([{ path: './base.yaml', place: { file: 'acraudit.yaml', line: 17, column: 11 } }]);
    expect(content.extendedPacks).toEqual(['recommended']);
  });
});

describe('a configuration is refused that has', () => {
  test.each<[string, string, string]>([
    [
      'a misspelt key',
      'pack: core\ninclude: []\n\nexlude: []',
      'acraudit.yaml:4:1: unknown key "exlude"; did you mean "exclude"?',
    ],
    ['a key like no other', 'colour: red', 'acraudit.yaml:1:1: unknown key "colour"'],
    [
      'an unknown pack to extend',
      'extends: [recomended]',
      'acraudit.yaml:1:11: unknown pack "recomended"; did you mean "recommended"?',
    ],
    [
      'a pack to extend that is like none',
      'extends: [x]',
      'acraudit.yaml:1:11: unknown pack "x"; a file is written ./NAME.yaml; packs: core, recommended',
    ],
    [
      'an override without rules',
      'overrides: [{ files: [a] }]',
      'acraudit.yaml:1:13: overrides[0] needs the key "rules"',
    ],
    [
      'an override for no files',
      'overrides: [{ files: [], rules: {} }]',
      'acraudit.yaml:1:22: overrides[0].files must not be empty',
    ],
    [
      'an unknown rule in an override',
      'overrides: [{ files: [a], rules: { Azure.ACR.Lgos: off } }]',
      'acraudit.yaml:1:36: unknown rule "Azure.ACR.Lgos"; did you mean "Azure.ACR.Logs"?',
    ],
    [
      'an unknown option in an override',
      'overrides: [{ files: [a], rules: { Azure.ACR.Logs: { options: { covrage: any } } } }]',
      'acraudit.yaml:1:65: unknown option "covrage" of Azure.ACR.Logs; did you mean "coverage"?',
    ],
    [
      'a level to fail on',
      'failOn: errors',
      'acraudit.yaml:1:9: failOn must be one of error, warning, info, never; did you mean "error"?',
    ],
    [
      'a format',
      'format: sarf',
      'acraudit.yaml:1:9: format must be one of console, json, ndjson, sarif, junit, markdown, csv, github, azdo, gitlab, html; did you mean "sarif"?',
    ],
    ['a report of no format', 'reports: { jsn: x }', 'acraudit.yaml:1:12: unknown key "jsn"; did you mean "json"?'],
    [
      'a suppression without reason',
      'suppressions: [{ rule: Azure.ACR.Logs, registry: x }]',
      'acraudit.yaml:1:16: suppressions[0] needs the key "reason"',
    ],
    [
      'a suppression with an empty reason',
      'suppressions: [{ rule: Azure.ACR.Logs, registry: x, reason: " " }]',
      'acraudit.yaml:1:61: suppressions[0].reason must say why',
    ],
    [
      'a suppression of everything',
      'suppressions: [{ rule: Azure.ACR.Logs, reason: r }]',
      'acraudit.yaml:1:16: suppressions[0] needs one of the keys registry, id, file',
    ],
    [
      'a suppression of an unknown rule',
      'suppressions: [{ rule: Azure.ACR.Lgos, registry: x, reason: r }]',
      'acraudit.yaml:1:24: unknown rule "Azure.ACR.Lgos"; did you mean "Azure.ACR.Logs"?',
    ],
    [
      'a date that is none',
      'suppressions: [{ rule: Azure.ACR.Logs, registry: x, reason: r, expires: 2027-02-30 }]',
      'acraudit.yaml:1:73: "2027-02-30" is not a day of the calendar',
    ],
    [
      'a date in another form',
      'suppressions: [{ rule: Azure.ACR.Logs, registry: x, reason: r, expires: 31.1.2027 }]',
      'acraudit.yaml:1:73: suppressions[0].expires must be a date, written YYYY-MM-DD',
    ],
    ['not a map', '- pack', 'acraudit.yaml:1:1: the configuration must be a map'],
    ['only text', 'recommended', 'acraudit.yaml:1:1: the configuration must be a map'],
    ['a number for text', 'pack: 1', 'acraudit.yaml:1:7: pack must be text; put it in quotes'],
    ['a list for text', 'pack: [core]', 'acraudit.yaml:1:7: pack must be text'],
    ['empty text', 'pack: ""', 'acraudit.yaml:1:7: pack must not be empty'],
    [
      'an unknown pack',
      'pack: recomended',
      'acraudit.yaml:1:7: unknown pack "recomended"; did you mean "recommended"?',
    ],
    ['a pack like no other', 'pack: all', 'acraudit.yaml:1:7: unknown pack "all"; packs: core, recommended'],
    ['nothing where a map belongs', 'rules:', 'acraudit.yaml:1:7: rules must be a map'],
    ['text where a list belongs', 'include: a.json', 'acraudit.yaml:1:10: include must be a list'],
    ['an empty pattern', 'include: [a, ""]', 'acraudit.yaml:1:14: include[1] must not be empty'],
    [
      'a pattern that is no text',
      'exclude: [yes, true]',
      'acraudit.yaml:1:16: exclude[1] must be text; put it in quotes',
    ],
    [
      'a long pattern',
      `include: [${'x'.repeat(1001)}]`,
      'acraudit.yaml:1:11: include[0] must have at most 1000 characters',
    ],
    ['a long list', `include: [${'x,'.repeat(1001)}]`, 'acraudit.yaml:1:10: include must have at most 1000 entries'],
    [
      'an unknown rule',
      'rules:\n  Azure.ACR.Lgos: off',
      'acraudit.yaml:2:3: unknown rule "Azure.ACR.Lgos"; did you mean "Azure.ACR.Logs"?',
    ],
    [
      'a rule without its beginning',
      'rules:\n  logs: off',
      'acraudit.yaml:2:3: unknown rule "logs"; did you mean "Azure.ACR.Logs"?',
    ],
    ['a rule like no other', 'rules:\n  Azure.AKS.Version: off', 'acraudit.yaml:2:3: unknown rule "Azure.AKS.Version"'],
    [
      'one rule twice by alias',
      'rules:\n  Azure.ACR.Logs: off\n  Azure.ACR.AuditLogs: error',
      'acraudit.yaml:3:3: "Azure.ACR.AuditLogs" is the same rule as "Azure.ACR.Logs" above',
    ],
    [
      'a level that is none',
      'rules:\n  Azure.ACR.Logs: warnig',
      `acraudit.yaml:2:19: rules['Azure.ACR.Logs'] must be one of error, warning, info, off; did you mean "warning"?`,
    ],
    [
      'a list for a rule',
      'rules:\n  Azure.ACR.Logs: [error]',
      "acraudit.yaml:2:19: rules['Azure.ACR.Logs'] must be one of error, warning, info, off",
    ],
    [
      'false for off',
      'rules:\n  Azure.ACR.Logs: { level: false }',
      "acraudit.yaml:2:28: rules['Azure.ACR.Logs'].level must be one of error, warning, info, off",
    ],
    [
      'an unknown key of a rule',
      'rules:\n  Azure.ACR.Logs:\n    option: { coverage: any }',
      'acraudit.yaml:3:5: unknown key "option"; did you mean "options"?',
    ],
    [
      'a level for a job without a reason',
      'rules:\n  Azure.ACR.Logs:\n    lint: { level: info }',
      `acraudit.yaml:3:5: rules['Azure.ACR.Logs'].lint needs the key "reason"`,
    ],
    [
      'an unknown option',
      'rules:\n  Azure.ACR.Logs: { options: { covrage: any } }',
      'acraudit.yaml:2:32: unknown option "covrage" of Azure.ACR.Logs; did you mean "coverage"?',
    ],
    [
      'an option like no other',
      'rules:\n  Azure.ACR.Logs: { options: { x: any } }',
      'acraudit.yaml:2:32: unknown option "x" of Azure.ACR.Logs; its options: coverage',
    ],
    [
      'an option of a rule without options',
      'rules:\n  Azure.ACR.LogsValid: { options: { coverage: any } }',
      'acraudit.yaml:2:37: unknown option "coverage" of Azure.ACR.LogsValid; it has no options',
    ],
    [
      'an option value',
      'rules:\n  Azure.ACR.Logs: { options: { coverage: setings } }',
      'acraudit.yaml:2:42: Azure.ACR.Logs.coverage cannot be "setings": it is one of setting, destination, any; did you mean "setting"?',
    ],
    [
      'an option value like no other',
      'rules:\n  Azure.ACR.Logs: { options: { coverage: none } }',
      'acraudit.yaml:2:42: Azure.ACR.Logs.coverage cannot be "none": it is one of setting, destination, any',
    ],
    [
      'an option set twice',
      'rules:\n  Azure.ACR.Logs: { options: { coverage: any, Coverage: any } }',
      'acraudit.yaml:2:47: option "coverage" is set twice',
    ],
    [
      'an option value that is no text',
      'rules:\n  Azure.ACR.Logs: { options: { coverage: 1 } }',
      'acraudit.yaml:2:42: Azure.ACR.Logs.coverage must be text; put it in quotes',
    ],
    [
      'a list for an option that is text',
      'rules:\n  Azure.ACR.Logs: { options: { coverage: [any] } }',
      'acraudit.yaml:2:42: Azure.ACR.Logs.coverage cannot be "["any"]": it is one of setting, destination, any; did you mean "any"?',
    ],
    [
      'a deployment without files',
      'deployments:\n  - location: x',
      'acraudit.yaml:2:5: deployments[0] needs the key "files"',
    ],
    ['a file without a list', 'deployments: [{ files: a }]', 'acraudit.yaml:1:24: deployments[0].files must be a list'],
    [
      'a deployment with no file',
      'deployments: [{ files: [] }]',
      'acraudit.yaml:1:24: deployments[0].files must not be empty',
    ],
    [
      'a key of a deployment',
      'deployments:\n  - files: [a]\n    resourcegroup: rg',
      'acraudit.yaml:3:5: unknown key "resourcegroup"; did you mean "resourceGroup"?',
    ],
    ['nothing for scan', 'scan:', 'acraudit.yaml:1:6: scan must be a map'],
    [
      'a key of scan',
      'scan: { subscription: [a] }',
      'acraudit.yaml:1:9: unknown key "subscription"; did you mean "subscriptions"?',
    ],
    [
      'one subscription without a list',
      'scan: { subscriptions: a }',
      'acraudit.yaml:1:24: scan.subscriptions must be a list',
    ],
    ['no subscription', 'scan: { subscriptions: [] }', 'acraudit.yaml:1:24: scan.subscriptions must not be empty'],
    ['no resource group', 'scan: { resourceGroups: [] }', 'acraudit.yaml:1:25: scan.resourceGroups must not be empty'],
    [
      'a subscription that is no text',
      'scan: { excludeSubscriptions: [1] }',
      'acraudit.yaml:1:32: scan.excludeSubscriptions[0] must be text; put it in quotes',
    ],
    ['no name', 'scan: { tenant: "" }', 'acraudit.yaml:1:17: scan.tenant must not be empty'],
    [
      'a cloud',
      'scan: { cloud: azurechinacloud }',
      'acraudit.yaml:1:16: scan.cloud must be one of AzureCloud, AzureUSGovernment, AzureChinaCloud; did you mean "AzureChinaCloud"?',
    ],
    ['a discovery', 'scan: { discovery: both }', 'acraudit.yaml:1:20: scan.discovery must be one of graph, arm'],
    ['no request at a time', 'scan: { concurrency: 0 }', 'acraudit.yaml:1:22: scan.concurrency must be at least 1'],
    ['too many requests', 'scan: { concurrency: 65 }', 'acraudit.yaml:1:22: scan.concurrency must be at most 64'],
    ['half a request', 'scan: { concurrency: 1.5 }', 'acraudit.yaml:1:22: scan.concurrency must be a whole number'],
    ['no number', 'scan: { concurrency: .nan }', 'acraudit.yaml:1:22: scan.concurrency must be a whole number'],
    ['a number as text', 'scan: { concurrency: "8" }', 'acraudit.yaml:1:22: scan.concurrency must be a whole number'],
    [
      'a key of fix',
      'fix: { workspace: x }',
      'acraudit.yaml:1:8: unknown key "workspace"; did you mean "workspaceId"?',
    ],
    [
      'logs',
      'fix: { logs: alllog }',
      'acraudit.yaml:1:14: fix.logs must be one of audit, allLogs, categories; did you mean "allLogs"?',
    ],
    ...['workspaceId', 'storageAccountId', 'eventHubAuthorizationRuleId'].map((key): [string, string, string] => [
      `a ${key} that is no resource id`,
      `fix:\n  ${key}: 11111111-2222-3333-4444-555555555555`,
      `acraudit.yaml:2:${key.length + 5}: fix.${key} must be the id of a resource, which begins with /subscriptions/`,
    ]),
    ...[...'<>*%&:\\?+/', '\\e', '\\x7f'].map((character): [string, string, string] => [
      `${character} in the name of a setting`,
      `fix: { settingName: "a${character === '\\' ? '\\\\' : character}b" }`,
      'acraudit.yaml:1:21: fix.settingName must not hold control characters or any of < > * % & : \\ ? + /',
    ]),
    ['an empty name of a setting', 'fix: { settingName: "" }', 'acraudit.yaml:1:21: fix.settingName must not be empty'],
    [
      'a long name of a setting',
      `fix: { settingName: ${'n'.repeat(261)} }`,
      'acraudit.yaml:1:21: fix.settingName must have at most 260 characters',
    ],
    ['a protected name without a list', 'fix: { protect: a }', 'acraudit.yaml:1:17: fix.protect must be a list'],
    [
      'a destination for nothing, without a destination',
      'fix:\n  destinations: [{}]',
      'acraudit.yaml:2:18: fix.destinations[0] needs one of the keys region, subscription\n' +
        'acraudit.yaml:2:18: fix.destinations[0] needs one of the keys workspaceId, storageAccountId, eventHubAuthorizationRuleId',
    ],
    [
      'an event hub name alone is no destination',
      'fix:\n  destinations:\n    - { region: x, workspaceId: /subscriptions/s/w, eventHubName: h }',
      'acraudit.yaml:3:7: fix.destinations[0] needs the key "eventHubAuthorizationRuleId" beside "eventHubName"',
    ],
    [
      'a destination that is no resource id',
      'fix: { destinations: [{ region: x, workspaceId: /subscription/s/w }] }',
      'acraudit.yaml:1:49: fix.destinations[0].workspaceId must be the id of a resource, which begins with /subscriptions/',
    ],
    [
      'the place inside an alias is where the text stands',
      'deployments: [{ files: &f [1] }, { files: *f }]',
      'acraudit.yaml:1:28: deployments[0].files[0] must be text; put it in quotes\n' +
        'acraudit.yaml:1:28: deployments[1].files[0] must be text; put it in quotes',
    ],
    [
      'keys of every JavaScript object are keys like any other',
      '__proto__: {}\nconstructor: {}\nrules:\n  __proto__: off\n  Azure.ACR.Logs: { options: { toString: any } }',
      'acraudit.yaml:1:1: unknown key "__proto__"\n' +
        'acraudit.yaml:2:1: unknown key "constructor"\n' +
        'acraudit.yaml:4:3: unknown rule "__proto__"\n' +
        'acraudit.yaml:5:32: unknown option "toString" of Azure.ACR.Logs; its options: coverage',
    ],
    [
      'a key with slash and tilde keeps its place',
      'rules:\n  Azure.ACR.Logs:\n    options: { a/~1: x }',
      'acraudit.yaml:3:16: unknown option "a/~1" of Azure.ACR.Logs; its options: coverage',
    ],
    [
      'what a terminal would obey is written out',
      '"\\e[2J\\u202Ex\\u2028": 1',
      'acraudit.yaml:1:1: unknown key "\\u{1b}[2J\\u{202e}x\\u{2028}"',
    ],
    [
      'all problems, in the order of the file',
      'pakc: core\nrules:\n  Azure.ACR.Lgos: off\n  Azure.ACR.Logs: { level: bad, options: { x: y } }\ninclude: 1',
      [
        'acraudit.yaml:1:1: unknown key "pakc"; did you mean "pack"?',
        'acraudit.yaml:3:3: unknown rule "Azure.ACR.Lgos"; did you mean "Azure.ACR.Logs"?',
        "acraudit.yaml:4:28: rules['Azure.ACR.Logs'].level must be one of error, warning, info, off",
        'acraudit.yaml:4:44: unknown option "x" of Azure.ACR.Logs; its options: coverage',
        'acraudit.yaml:5:10: include must be a list',
      ].join('\n'),
    ],
  ])('%s', async (_, text, expected) => {
    expect(await messageOf(text)).toBe(expected);
  });
});

describe('YAML is refused that has', () => {
  test.each<[string, string, string]>([
    ['a duplicate key', 'pack: a\npack: b', 'acraudit.yaml:2:1: duplicate key "pack"'],
    ['a duplicate __proto__', '{ __proto__: 1, __proto__: 2 }', 'acraudit.yaml:1:17: duplicate key "__proto__"'],
    ['a tag of its own', 'pack: !mine x', 'acraudit.yaml:1:7: Unresolved tag: !mine'],
    ['binary', 'pack: !!binary aGk=', 'acraudit.yaml:1:7: Unresolved tag: tag:yaml.org,2002:binary'],
    ['a number as key', '1: x', 'acraudit.yaml:1:1: a key must be text'],
    ['a list as key', '? [a]\n: x', 'acraudit.yaml:1:3: a key must be text'],
    ['no key', '{ : x }', 'acraudit.yaml:1:2: a key must be text'],
    ['a long key', `${'k'.repeat(201)}: 1`, 'acraudit.yaml:1:1: a key longer than 200 characters'],
    ['an alias of nothing', 'pack: *x', 'acraudit.yaml:1:7: unknown alias "*x"'],
    ['an alias before its anchor', 'include: *x\nexclude: &x [a]', 'acraudit.yaml:1:10: unknown alias "*x"'],
    ['an alias inside itself', 'include: &x [*x]', 'acraudit.yaml:1:13: nested more than 32 levels deep'],
    ['two documents', 'pack: core\n---\npack: core', 'acraudit.yaml:2:1: more than one YAML document'],
    [
      'bad syntax, each place',
      'pack: a: b\nrules: c: d',
      'acraudit.yaml:1:7: Nested mappings are not allowed in compact mappings\n' +
        'acraudit.yaml:2:8: Nested mappings are not allowed in compact mappings',
    ],
    ['33 levels', `${'['.repeat(34)}${']'.repeat(34)}`, 'acraudit.yaml:1:34: nested more than 32 levels deep'],
    ['very deep', `${'['.repeat(20_000)}${']'.repeat(20_000)}`, 'acraudit.yaml:1:1: nested too deeply'],
    ['many values', `[${'a,'.repeat(20_000)}]`, 'acraudit.yaml:1:40000: more than 20000 values'],
    ['many tokens', '['.repeat(200_000), 'acraudit.yaml:1:1: more than 100000 YAML tokens'],
    [
      'aliases of aliases',
      `a: &a [x,x]\nb: &b [${'*a,'.repeat(9)}]\nc: &c [${'*b,'.repeat(9)}]\nd: [${'*c,'.repeat(9)}]`,
      'acraudit.yaml:3:8: more than 100 aliases',
    ],
  ])('%s', async (_, text, expected) => {
    expect(await messageOf(text)).toBe(expected);
  });

  test('at most 50 problems are listed, and the rest is counted', async () => {
    const lines = (await messageOf(Array.from({ length: 60 }, (_, i) => `zz${i}: 1`).join('\n'))).split('\n');
    expect(lines.length).toBe(51);
    expect(lines[50]).toBe('acraudit.yaml: and 10 more');
  });

  test('the error carries the first place', async () => {
    const error = await errorOf(() => parseConfig('pack: core\nexlude: []', CONTEXT));
    expect(error).toMatchObject({ name: 'UsageError', location: { file: 'acraudit.yaml', line: 2, column: 1 } });
  });
});
