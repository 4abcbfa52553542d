import { describe, expect, test } from 'vitest';
import { registry, template } from '../support/arm-templates.ts';
import { acraudit, folderOf, lintJson } from '../support/cli.ts';
import { savedScan } from '../support/saved-scan.ts';

const rule = (name: string, spec: string, metadata = '') => `---
# Synopsis: ${name} should hold.
apiVersion: github.com/microsoft/PSRule/v1
kind: Rule
metadata:
  name: ${name}
${metadata}spec:
${spec}`;

const ADMIN = rule(
  'Contoso.ACR.AdminUser',
  `  type: [Microsoft.ContainerRegistry/registries]
  recommend: turn it off
  condition: { field: properties.adminUserEnabled, hasDefault: false }
`,
  '  tags: { release: GA }\n',
);
const LOCATION = rule(
  'Contoso.Location',
  `  level: Warning
  condition: { field: location, in: [westeurope] }
`,
);
const MAIN = template([
  registry({ name: 'acrone', location: 'westeurope', properties: { adminUserEnabled: true } }),
  { type: 'Contoso.Things/things', apiVersion: '2024-01-01', name: 'thing', location: 'northeurope' },
]);
const group = (synopsis: string, more = '') => `---
${synopsis}apiVersion: github.com/microsoft/PSRule/v1
kind: SuppressionGroup
metadata: { name: Contoso.Accepted }
spec:
  rule: [Contoso.ACR.AdminUser]
${more}  if: { name: '.', startsWith: acr }
`;

const outcomes = async (cwd: string, ...argv: readonly string[]) => {
  const { results, errors, notes } = await lintJson(cwd, 'main.json', ...argv);
  expect(errors).toEqual([]);
  return { results: results.map(({ rule: name, target, outcome }) => `${name} ${target.name} ${outcome}`), notes };
};

const OWN = ['--rule', 'Contoso.*'];

describe('rules of rule files run', () => {
  test.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
    ['that the command line names', { 'a.Rule.yaml': ADMIN }, ['--rule-file', 'a.Rule.yaml']],
    ['in a folder that it names', { 'rules/x/a.Rule.yaml': ADMIN, 'rules/other.yaml': 'x' }, ['--rule-file', 'rules']],
    [
      'that a configuration names',
      { 'acraudit.yaml': 'ruleFiles: ["rules/*.Rule.yaml"]\n', 'rules/a.Rule.yaml': ADMIN },
      [],
    ],
    [
      'in the folder of PSRule where a configuration allows it',
      { 'acraudit.yaml': 'psrule: true\n', '.ps-rule/a.Rule.yaml': ADMIN },
      [],
    ],
    [
      'of JSON with comments',
      {
        'a.Rule.jsonc': `[ {
          // Synopsis: No admin.
          "apiVersion": "github.com/microsoft/PSRule/2025-01-01", "kind": "Rule",
          "metadata": { "name": "Contoso.ACR.AdminUser" },
          "spec": { "type": ["Microsoft.ContainerRegistry/registries"],
            "condition": { "field": "properties.adminUserEnabled", "hasDefault": false } } } ]`,
      },
      ['--rule-file', 'a.Rule.jsonc'],
    ],
  ])('%s', async (_, files, argv) => {
    const cwd = folderOf({ ...files, 'main.json': MAIN });
    expect((await outcomes(cwd, ...OWN, ...argv)).results).toEqual(['Contoso.ACR.AdminUser acrone fail']);
  });

  test('on resources of every type, without a word on those that they are not for', async () => {
    const selected = rule(
      'Contoso.Where',
      '  where: { field: location, equals: northeurope }\n  condition: { field: tags, exists: true }\n',
    );
    const cwd = folderOf({ 'a.Rule.yaml': LOCATION + selected, 'main.json': MAIN });
    expect((await outcomes(cwd, ...OWN, '--rule-file', 'a.Rule.yaml')).results).toEqual([
      'Contoso.Location acrone pass',
      'Contoso.Location thing fail',
      'Contoso.Where thing fail',
    ]);
  });

  test('on what stands in a resource or is attached to it, however that is written', async () => {
    const holds = (name: string, type: string, own: string, parts: string) =>
      rule(
        name,
        `  type: [${type}]
  where: { name: '.', equals: ${own} }
  condition: { field: 'resources[*].name', setOf: [${parts}] }
`,
      );
    const of = (type: string, name: string, more: object = {}) => ({ type, apiVersion: '2024-01-01', name, ...more });
    const cwd = folderOf({
      'a.Rule.yaml':
        holds('Contoso.Thing', 'Contoso.Things/things', 'one', 'one/inner, locked, one/outer, legacy') +
        holds('Contoso.Part', 'Contoso.Things/things/parts', 'one/outer', 'audit'),
      'main.json': template([
        of('Contoso.Things/things', 'one', {
          resources: [of('parts', 'inner'), of('Microsoft.Authorization/locks', 'locked')],
        }),
        of('Contoso.Things/things/parts', 'one/outer'),
        of('Contoso.Things/things/parts', 'two/other'),
        of('Contoso.Things/things/providers/locks', 'one/Microsoft.Authorization/legacy'),
        of('Microsoft.Insights/diagnosticSettings', 'audit', {
          scope: "[resourceId('Contoso.Things/things/parts', 'one', 'outer')]",
        }),
      ]),
    });
    expect((await outcomes(cwd, ...OWN, '--rule-file', 'a.Rule.yaml')).results).toEqual([
      'Contoso.Thing one pass',
      'Contoso.Part one/inner notApplicable',
      'Contoso.Part one/outer pass',
      'Contoso.Part two/other notApplicable',
    ]);
  });

  test('beside the built-in ones, with levels and suppressions of the configuration', async () => {
    const cwd = folderOf({
      'acraudit.yaml': `ruleFiles: [a.Rule.yaml]
pack: core
rules: { Contoso.ACR.AdminUser: info, Azure.ACR.LogsValid: off, Azure.ACR.LogsDestination: off }
suppressions: [{ rule: Azure.ACR.Logs, registry: acr*, reason: wiped nightly }]
`,
      'a.Rule.yaml': ADMIN,
      'main.json': MAIN,
    });
    const { results } = await lintJson(cwd, 'main.json', '--pack', 'core', '--exclude-rule', 'Azure.ACR.LogsValid');
    expect(results.map(({ rule: name, level, outcome }) => [name, level, outcome])).toEqual([
      ['Azure.ACR.Logs', 'error', 'suppressed'],
      ['Contoso.ACR.AdminUser', 'info', 'fail'],
    ]);
  });

  test('on live registries, where what was not read is unknown', async () => {
    const cwd = folderOf({ 'a.Rule.yaml': ADMIN, 'scan.json': savedScan([{ name: 'acrlive', settings: {} }]) });
    const { code, out } = await acraudit(
      cwd,
      'scan',
      '--from',
      'scan.json',
      '--rule-file',
      'a.Rule.yaml',
      ...OWN,
      '-f',
      'json',
    );
    const { results } = JSON.parse(out);
    expect(code).not.toBe(1);
    expect(
      results.map(({ outcome, dependsOn }: { outcome: string; dependsOn: { kind: string }[] }) => [
        outcome,
        dependsOn[0]?.kind,
      ]),
    ).toEqual([['unknown', 'notRead']]);
  });
});

describe('a baseline', () => {
  const BASELINE = `---
# Synopsis: What is released.
apiVersion: github.com/microsoft/PSRule/v1
kind: Baseline
metadata: { name: Contoso.GA }
spec:
  configuration: { wanted: northeurope }
  rule: { tag: { release: [GA, preview] } }
  override: { level: { Contoso.ACR.AdminUser: Information } }
`;

  test('is a pack: it selects rules by their tags, and gives levels', async () => {
    const cwd = folderOf({ 'a.Rule.yaml': ADMIN + LOCATION + BASELINE, 'main.json': MAIN });
    const { results } = await lintJson(cwd, 'main.json', '--rule-file', 'a.Rule.yaml', '--pack', 'contoso.ga');
    expect(results.map(({ rule: name, level }) => [name, level])).toEqual([['Contoso.ACR.AdminUser', 'info']]);
  });

  test('gives the values of the function configuration', async () => {
    const configured = rule(
      'Contoso.Configured',
      '  condition: { field: location, equals: { $: { configuration: wanted } } }\n',
      '  tags: { release: preview }\n',
    );
    const cwd = folderOf({ 'a.Rule.yaml': configured + BASELINE, 'main.json': MAIN });
    const argv = ['--rule-file', 'a.Rule.yaml', '--pack', 'Contoso.GA'];
    expect((await outcomes(cwd, ...argv)).results).toEqual([
      'Contoso.Configured acrone fail',
      'Contoso.Configured thing pass',
    ]);
  });
});

describe('a suppression group', () => {
  const lintWith = async (text: string, ...argv: readonly string[]) => {
    const cwd = folderOf({ 'a.Rule.yaml': ADMIN + text, 'main.json': MAIN });
    const { results } = await lintJson(cwd, 'main.json', '--rule-file', 'a.Rule.yaml', ...OWN, ...argv);
    return results.map(({ outcome, suppression }) => [outcome, suppression?.reason]);
  };

  test('accepts what its condition is for, by its synopsis', async () => {
    expect(await lintWith(group('# Synopsis: wiped nightly\n'))).toEqual([['suppressed', 'wiped nightly']]);
  });

  test('accepts nothing from the moment that it expires', async () => {
    const text = group('# Synopsis: wiped nightly\n', '  expiresOn: 2027-01-31T00:00:00Z\n');
    expect(await lintWith(text, '--now', '2027-01-30')).toEqual([['suppressed', 'wiped nightly']]);
    expect(await lintWith(text, '--now', '2027-01-31')).toEqual([['fail', undefined]]);
  });

  test('without a reason is refused by name', async () => {
    const cwd = folderOf({ 'a.Rule.yaml': ADMIN + group(''), 'main.json': MAIN });
    const { code, err } = await acraudit(cwd, 'lint', '--rule-file', 'a.Rule.yaml');
    expect([code, err]).toEqual([
      2,
      'acraudit: a.Rule.yaml:13:1: suppression group Contoso.Accepted has no reason: write "# Synopsis: why" above it\n',
    ]);
  });
});

describe('options of PSRule', () => {
  const lintWith = (options: string) => {
    const files = { 'acraudit.yaml': 'psrule: true\n', '.ps-rule/a.Rule.yaml': ADMIN + LOCATION };
    return folderOf({ ...files, 'ps-rule.yaml': options, 'main.json': MAIN });
  };

  test('include and exclude rules of rule files, and others are said not to be read', async () => {
    const cwd = lintWith('rule: { exclude: [Contoso.Location], baseline: x }\noutput: { format: Sarif }\n');
    const { code, out } = await acraudit(cwd, 'lint', 'main.json', '-f', 'json', '--pack', 'core');
    const { results, notes } = JSON.parse(out);
    expect(code).toBe(1);
    expect(
      results.map((one: { rule: string }) => one.rule).filter((name: string) => name.startsWith('Contoso')),
    ).toEqual(['Contoso.ACR.AdminUser']);
    expect(notes.map((one: { message: string }) => one.message)).toEqual([
      'ps-rule.yaml: output is not read: it has no meaning here',
      'ps-rule.yaml: rule.baseline is not read: it has no meaning here',
    ]);
  });

  test.each([
    ['a list', '- rule\n', '1:1: the file must be a map'],
    ['a rule that is a text', 'rule: x\n', '1:7: rule must be a map'],
    ['a text for a list', 'rule: { include: Contoso.Location }\n', '1:18: include must be a list of names'],
    ['a map in a list', 'rule:\n  exclude: [{ a: b }]\n', '2:12: exclude must be a list of names'],
  ])('that are %s are refused', async (_, options, problem) => {
    const { code, err } = await acraudit(lintWith(options), 'lint', 'main.json');
    expect([code, err]).toEqual([2, `acraudit: ps-rule.yaml:${problem}\n`]);
  });

  test.each(['', '[]'])('that are set to nothing are none: %s', async (include) => {
    const cwd = lintWith(`rule: { include: ${include} }\nconfiguration:\n`);
    expect((await outcomes(cwd, '--pack', 'core')).results.filter((one) => one.startsWith('Contoso'))).toEqual([
      'Contoso.ACR.AdminUser acrone fail',
      'Contoso.Location acrone pass',
      'Contoso.Location thing fail',
    ]);
    const { code, err } = await acraudit(cwd, 'lint', 'main.json', '--rule', 'Contoso.Location');
    expect([code, err]).toEqual([0, '']);
  });

  test.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
    ['without its folder', {}, ['psrule: .ps-rule holds no *.Rule.yaml or *.Rule.jsonc']],
    [
      'whose folder has other files',
      { '.ps-rule/a.yaml': ADMIN },
      ['psrule: .ps-rule holds no *.Rule.yaml or *.Rule.jsonc'],
    ],
    ['whose folder has a rule file', { '.ps-rule/b/a.Rule.yml': ADMIN }, []],
  ])('%s are noted where that is so', async (_, files, expected) => {
    const cwd = folderOf({ 'acraudit.yaml': 'psrule: true\n', ...files, 'main.json': MAIN });
    expect((await outcomes(cwd)).notes).toEqual(expected.map((text) => ({ message: text })));
  });

  test('that cannot be read are refused', async () => {
    const cwd = folderOf({ 'acraudit.yaml': 'psrule: true\n', 'ps-rule.yaml/a.txt': '', 'main.json': MAIN });
    const { code, err } = await acraudit(cwd, 'lint', 'main.json');
    expect([code, err]).toEqual([2, 'acraudit: ps-rule.yaml: not a regular file but a folder\n']);
  });

  test('that suppress give no reason, and are refused by name', async () => {
    const { code, err } = await acraudit(lintWith('suppression:\n  Contoso.Location: [acr]\n'), 'lint', 'main.json');
    expect([code, err]).toEqual([
      2,
      'acraudit: ps-rule.yaml:2:3: suppression of Contoso.Location has no reason; write it under suppressions: in acraudit.yaml, or as a SuppressionGroup\n',
    ]);
  });
});

describe('wrong usage is', () => {
  test.each<[string, Readonly<Record<string, unknown>>, readonly string[], string]>([
    [
      'a file that is not there',
      {},
      ['--rule-file', 'no.Rule.yaml'],
      '--rule-file no.Rule.yaml: no such file or folder',
    ],
    [
      'a folder without rules',
      { 'rules/a.yaml': '' },
      ['--rule-file', 'rules'],
      '--rule-file rules: holds no *.Rule.yaml or *.Rule.jsonc',
    ],
    [
      'a pattern of the configuration that matches nothing',
      { 'acraudit.yaml': 'ruleFiles: [x/*.Rule.yaml]\n' },
      [],
      'acraudit.yaml: ruleFiles: x/*.Rule.yaml matches no file',
    ],
    [
      'a folder of the configuration without rules',
      { 'acraudit.yaml': 'ruleFiles: [rules]\n', 'rules/a.yaml': ADMIN },
      [],
      'acraudit.yaml: ruleFiles: rules holds no *.Rule.yaml or *.Rule.jsonc',
    ],
    [
      'a pattern of the configuration that matches no rule file',
      { 'acraudit.yaml': "ruleFiles: ['**/*.yaml']\n", '.ps-rules/a.yaml': ADMIN },
      [],
      'acraudit.yaml: ruleFiles: **/*.yaml holds no *.Rule.yaml or *.Rule.jsonc',
    ],
    [
      'a file outside of the repository that a configuration names',
      { 'acraudit.yaml': 'ruleFiles: [/etc/hostname]\n' },
      [],
      'acraudit.yaml: ruleFiles: /etc/hostname is not a file of the repository',
    ],
    [
      'the pack of rule files in a file that is extended',
      { 'acraudit.yaml': 'extends: [base.yaml]\n', 'base.yaml': 'pack: acr-waf\n' },
      [],
      'pack acr-waf: its rules are read where --pack or the configuration of the folder that a run starts in names it',
    ],
    [
      'a rule of a name that a built-in rule has',
      { 'a.Rule.yaml': rule('Azure.ACR.Logs', '  condition: {}\n') },
      ['--rule-file', 'a.Rule.yaml'],
      'rule files: rule Azure.ACR.Logs: the name Azure.ACR.Logs belongs to Azure.ACR.Logs',
    ],
    [
      'a selector that there is not',
      { 'a.Rule.yaml': rule('Contoso.One', '  with: [Contoso.Is]\n  condition: {}\n') },
      ['--rule-file', 'a.Rule.yaml'],
      'a.Rule.yaml:3:1: rule Contoso.One: there is no selector Contoso.Is',
    ],
  ])('%s', async (_, files, argv, message) => {
    const cwd = folderOf({ ...files, 'main.json': MAIN });
    const { code, out, err } = await acraudit(cwd, 'lint', 'main.json', ...argv);
    expect([code, out, err]).toEqual([2, '', `acraudit: ${message}\n`]);
  });
});

describe('rule files of a configuration that is extended', () => {
  const cwd = folderOf({
    'acraudit.yaml': 'extends: [base.yaml]\n',
    'base.yaml': 'ruleFiles: [a.Rule.yaml]\n',
    'a.Rule.yaml': ADMIN,
    'main.json': MAIN,
  });

  test('are not read, which a note says', async () => {
    const { notes } = await lintJson(cwd, 'main.json');
    expect(notes.map(({ message }) => message)).toContain(
      'base.yaml:1: ruleFiles is not read: rule files are those of the configuration of the folder that a run starts in',
    );
  });

  test('are not in what --print-config prints, as those in force are', async () => {
    const printed = async (...argv: readonly string[]): Promise<string> =>
      (await acraudit(cwd, 'lint', '--print-config', ...argv)).out;
    expect(await printed()).not.toContain('ruleFiles');
    expect(await printed('--config', 'base.yaml')).toContain('ruleFiles: # base.yaml:1\n  - a.Rule.yaml\n');
  });
});
