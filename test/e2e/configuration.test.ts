import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BOOL, registry, setting, template } from '../support/arm-templates.ts';
import { acraudit, folderOf, lintJson } from '../support/cli.ts';

const LOGS = 'Azure.ACR.Logs';
const failing = template([registry()]);
const named = (name: string) => template([registry({ name })]);
const undecided = template([registry(), setting({}, { condition: "[parameters('on')]" })], {
  parameters: { on: BOOL },
});

type Files = Readonly<Record<string, unknown>>;

/** Outcome and level by file: `a.json fail info`. */
async function summaryOf(files: Files, ...argv: readonly string[]): Promise<string> {
  const { results, code } = await lintJson(folderOf(files), '--rule', LOGS, ...argv);
  return [...results.map(({ location, outcome, level }) => `${location.file} ${outcome} ${level}`), code].join('; ');
}

async function refusalOf(files: Files, ...argv: readonly string[]): Promise<string> {
  const { code, err } = await acraudit(folderOf(files), 'lint', ...argv);
  expect(code).toBe(2);
  return err;
}

describe('extends takes', () => {
  test.each<[string, Files, string]>([
    [
      'settings of another file',
      { 'acraudit.yaml': 'extends: [./shared/base.yaml]', 'shared/base.yaml': 'rules: { Azure.ACR.Logs: info }' },
      'a.json fail info; 0',
    ],
    [
      'nothing of what the file sets itself',
      {
        'acraudit.yaml': 'extends: [./base.yaml]\nrules: { Azure.ACR.Logs: warning }',
        'base.yaml': 'rules: { Azure.ACR.Logs: info }\nfailOn: warning',
      },
      'a.json fail warning; 1',
    ],
    [
      'a later file over an earlier one',
      {
        'acraudit.yaml': 'extends: [./a.yaml, b.yaml]',
        'a.yaml': 'rules: { Azure.ACR.Logs: info }',
        'b.yaml': 'rules: { Azure.ACR.Logs: warning }',
      },
      'a.json fail warning; 0',
    ],
    [
      'a file that extends another one, relative to itself',
      {
        'acraudit.yaml': 'extends: [x/a.yaml]',
        'x/a.yaml': 'extends: [../y/b.yaml]',
        'y/b.yaml': 'rules: { Azure.ACR.Logs: info }',
      },
      'a.json fail info; 0',
    ],
    [
      'a file that two others extend once, at its first place',
      {
        'acraudit.yaml': 'extends: [./a.yaml, ./b.yaml]',
        'a.yaml': 'extends: [./c.yaml]\nrules: { Azure.ACR.Logs: warning }',
        'b.yaml': 'extends: [./c.yaml]',
        'c.yaml': 'rules: { Azure.ACR.Logs: info }',
      },
      'a.json fail warning; 0',
    ],
    [
      'a level over a level per job of the other file',
      {
        'acraudit.yaml': 'extends: [./base.yaml]\nrules: { Azure.ACR.Logs: error }',
        'base.yaml': 'rules: { Azure.ACR.Logs: { lint: { level: info, reason: r } } }',
      },
      'a.json fail error; 1',
    ],
    [
      'patterns from the folder of the file that is found',
      {
        'acraudit.yaml': 'extends: [shared/base.yaml]',
        'shared/base.yaml': 'overrides: [{ files: [a.json], rules: { Azure.ACR.Logs: info } }]',
      },
      'a.json fail info; 0',
    ],
  ])('%s', async (_, files, expected) => {
    expect(await summaryOf({ 'a.json': failing, ...files }, 'a.json')).toBe(expected);
  });

  test('packs, and pack over them', async () => {
    const files = { 'a.json': failing, 'acraudit.yaml': 'extends: [core, best-practices]' };
    const { out } = await acraudit(folderOf(files), 'lint', '--print-config');
    expect(out).toContain('extends: # acraudit.yaml:1\n  - core\n  - best-practices\n');
    expect(out).toContain('Azure.ACR.LogsValid: error # pack best-practices\n');
    expect(out).toContain('Azure.ACR.TaskLogs: off # not in pack core or pack best-practices\n');
  });

  test.each<[string, Files, string]>([
    [
      'itself',
      { 'acraudit.yaml': 'extends: [./acraudit.yaml]' },
      'acraudit: acraudit.yaml:1:11: extends ./acraudit.yaml: it extends itself\n',
    ],
    [
      'a circle',
      { 'acraudit.yaml': 'extends: [./b.yaml]', 'b.yaml': 'pack: core\nextends: [./acraudit.yaml]' },
      'acraudit: b.yaml:2:11: extends ./acraudit.yaml: it extends itself\n',
    ],
    [
      'a file that is missing',
      { 'acraudit.yaml': 'extends:\n  - ./base.yaml' },
      'acraudit: acraudit.yaml:2:5: extends ./base.yaml: no such file\n',
    ],
    [
      'a file outside of the repository',
      { 'acraudit.yaml': 'extends: [../../etc/x.yaml]' },
      'acraudit: acraudit.yaml:1:11: extends ../../etc/x.yaml: lies outside of the repository\n',
    ],
    [
      'an absolute path',
      { 'acraudit.yaml': 'extends: [/etc/hostname]' },
      'acraudit: acraudit.yaml:1:11: extends /etc/hostname: lies outside of the repository\n',
    ],
    [
      'a file that is wrong',
      { 'acraudit.yaml': 'extends: [./b.yaml]', 'b.yaml': 'pakc: core' },
      'acraudit: b.yaml:1:1: unknown key "pakc"; did you mean "pack"?\n',
    ],
    [
      'a chain that is too long',
      Object.fromEntries(
        Array.from({ length: 12 }, (_, i) => [
          i === 0 ? 'acraudit.yaml' : `c${i}.yaml`,
          i === 11 ? 'pack: core' : `extends: [./c${i + 1}.yaml]`,
        ]),
      ),
      'acraudit: c10.yaml:1:11: extends more than 10 files in a row\n',
    ],
  ])('%s is refused', async (_, files, expected) => {
    expect(await refusalOf({ 'a.json': failing, ...files })).toBe(expected);
  });

  test('a link out of the repository is refused', async () => {
    const outside = folderOf({ 'secret.yaml': 'pack: core' });
    const folder = folderOf({ 'a.json': failing, 'acraudit.yaml': 'extends: [./link.yaml]' });
    symlinkSync(join(outside, 'secret.yaml'), join(folder, 'link.yaml'));
    const { code, err } = await acraudit(folder, 'lint');
    expect({ code, err }).toEqual({
      code: 2,
      err: 'acraudit: acraudit.yaml:1:11: extends ./link.yaml: is a link out of the repository\n',
    });
  });
});

describe('overrides', () => {
  const override = (...entries: readonly string[]) =>
    `overrides:\n${entries.map((one) => `  - { ${one} }\n`).join('')}`;
  test.each<[string, string, string]>([
    [
      'hold for the files they match',
      override('files: ["sandbox/**"], rules: { Azure.ACR.Logs: info }'),
      'main.json fail error; sandbox/a.json fail info; 1',
    ],
    [
      'of which the last wins, setting by setting',
      override(
        'files: ["**/*.json"], rules: { Azure.ACR.Logs: warning }',
        'files: [sandbox], rules: { Azure.ACR.Logs: { options: { coverage: any } } }',
        'files: [main.json], rules: { Azure.ACR.Logs: info }',
      ),
      'main.json fail info; sandbox/a.json fail warning; 0',
    ],
    [
      'can leave files out again',
      override('files: ["**", "!sandbox/**"], rules: { Azure.ACR.Logs: info }'),
      'main.json fail info; sandbox/a.json fail error; 1',
    ],
    [
      'win over levels per job',
      `rules: { Azure.ACR.Logs: { lint: { level: info, reason: r } } }\n${override('files: [main.json], rules: { Azure.ACR.Logs: error }')}`,
      'main.json fail error; sandbox/a.json fail info; 1',
    ],
  ])('%s', async (_, text, expected) => {
    const files = { 'main.json': failing, 'sandbox/a.json': named('acrsandbox'), 'acraudit.yaml': text };
    expect(await summaryOf(files)).toBe(expected);
  });

  test('can turn a rule off, or one on that no other file has', async () => {
    const text = override('files: [sandbox], rules: { Azure.ACR.Logs: off, Azure.ACR.LogsArchive: warning }');
    const folder = folderOf({ 'main.json': failing, 'sandbox/a.json': named('acrsandbox'), 'acraudit.yaml': text });
    const { results } = await lintJson(folder, '--pack', 'core');
    expect(results.map(({ location, rule }) => `${location.file} ${rule}`)).toEqual([
      'main.json Azure.ACR.Logs',
      'main.json Azure.ACR.LogsValid',
      'sandbox/a.json Azure.ACR.LogsArchive',
      'sandbox/a.json Azure.ACR.LogsValid',
    ]);
  });
});

describe('failOn and unknown hold for the inputs of their file', () => {
  test.each<[string, Files, readonly string[], readonly string[], number]>([
    ['a failure below failOn', { 'a/acraudit.yaml': 'failOn: never' }, [], ['a'], 0],
    ['another folder still fails', { 'a/acraudit.yaml': 'failOn: never' }, [], ['a', 'b'], 1],
    ['the flag wins', { 'a/acraudit.yaml': 'failOn: never' }, ['--fail-on', 'error'], ['a', 'c'], 1],
    ['an unknown is reported', {}, [], ['c'], 0],
    ['an unknown fails', { 'c/acraudit.yaml': 'unknown: fail' }, [], ['c'], 1],
    ['an unknown of another folder does not', { 'a/acraudit.yaml': 'unknown: fail\nfailOn: never' }, [], ['c', 'a'], 0],
    ['the flag wins over unknown', { 'c/acraudit.yaml': 'unknown: fail' }, ['--unknown', 'report'], ['c'], 0],
  ])('%s', async (_, configs, flags, paths, expected) => {
    const folder = folderOf({ 'a/a.json': failing, 'b/b.json': failing, 'c/c.json': undecided, ...configs });
    const forward = await lintJson(folder, ...flags, ...paths);
    const backward = await lintJson(folder, ...flags, ...paths.toReversed());
    expect(forward.code).toBe(expected);
    expect(backward).toEqual(forward);
  });
});

describe('defaults of the configuration', () => {
  const files = {
    'a.json': template([registry({ name: "[parameters('n')]" })], {
      parameters: { n: { type: 'string', defaultValue: 'acr' } },
    }),
    'a.parameters.json': {
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#',
      parameters: { n: { value: 'acrgiven' } },
    },
  };
  test.each<[string, string, readonly string[], readonly string[]]>([
    ['are auto', '', [], ['defaults false', 'parameters true']],
    ['count', 'defaults: count', [], ['defaults true', 'parameters true']],
    ['are left out', 'defaults: skip', [], ['parameters true']],
    ['the flag wins', 'defaults: skip', ['--defaults', 'count'], ['defaults true', 'parameters true']],
  ])('%s', async (_, text, argv, expected) => {
    const { results } = await lintJson(folderOf({ ...files, 'acraudit.yaml': text }), ...argv);
    expect(results.map(({ basis, affectsExitCode }) => `${basis} ${affectsExitCode}`)).toEqual(expected);
  });
});

describe('format and reports are those of the folder that a run starts in', () => {
  const files = {
    'acraudit.yaml': 'format: json\nreports: { sarif: out/a.sarif }\n',
    'a.json': failing,
    'b/acraudit.yaml': 'format: sarif\n',
    'b/b.json': failing,
  };

  test('whatever the inputs are', async () => {
    const folder = folderOf(files);
    const { out } = await acraudit(folder, 'lint', 'b/b.json', 'a.json');
    expect(JSON.parse(out).tool.name).toBe('acraudit');
    expect(JSON.parse(readFileSync(join(folder, 'out/a.sarif'), 'utf8')).version).toBe('2.1.0');
  });

  test('flags win', async () => {
    const folder = folderOf(files);
    const { out } = await acraudit(folder, 'lint', '-q', '-f', 'console', '--report', 'json=mine.json');
    expect(out).toMatch(/^a\.json:/);
    expect([existsSync(join(folder, 'out/a.sarif')), existsSync(join(folder, 'mine.json'))]).toEqual([false, true]);
  });

  test.each<[string, string, string]>([
    ['a report outside of the repository', '../x.json', 'is not a file of the repository'],
    ['an absolute path', '/tmp/acraudit-x.json', 'is not a file of the repository'],
    ['a hook of git', '.git/hooks/pre-commit', 'is a file of git'],
    ['the same in other letters', 'sub/.GIT/config', 'is a file of git'],
    ['a folder that is a link', 'link/x.json', 'leads out of the repository by a link'],
    ['a file that is a link', 'link.json', 'leads out of the repository by a link'],
  ])('%s is refused', async (_, path, expected) => {
    const outside = folderOf({ 'x.txt': '' });
    const folder = folderOf({ 'acraudit.yaml': `reports:\n  json: ${path}\n`, 'a.json': failing });
    symlinkSync(outside, join(folder, 'link'));
    symlinkSync(join(outside, 'x.txt'), join(folder, 'link.json'));
    const { code, err } = await acraudit(folder, 'lint');
    expect({ code, err }).toEqual({
      code: 2,
      err: `acraudit: acraudit.yaml:2: reports: ${path} ${expected}; --report writes anywhere\n`,
    });
  });
});

describe('--print-config', () => {
  const files = {
    'acraudit.yaml': `extends: [./base.yaml]
failOn: warning
rules:
  Azure.ACR.Logs: { lint: { level: info, reason: enforced by Azure Policy } }
overrides:
  - files: [sandbox]
    rules: { Azure.ACR.Metrics: off }
suppressions:
  - { rule: Azure.ACR.Logs, registry: acrdev*, reason: wiped nightly }
  - { rule: Azure.ACR.Logs, file: sandbox/**, reason: sandbox, expires: 2027-01-31 }
deployments:
  - { files: [main.json], location: westeurope }
`,
    'base.yaml': 'unknown: fail\npack: core\nscan: { concurrency: 4 }\nfix: { workspaceId: /subscriptions/s/w }\n',
    'main.json': failing,
    'sandbox/a.json': failing,
  };

  const RULES = `Alibaba.ACR.InstanceAudit:
    level: error # pack core
    options:
      minimumDays: 365 # default
      index: any # default
  Azure.ACR.ConnectedRegistryLogs: off # not in pack core
  Azure.ACR.Logs:
    level: info # acraudit.yaml:4: enforced by Azure Policy
    options:
      coverage: any # --option
      collectors: any # default
  Azure.ACR.LogsAlert: off # not in pack core
  Azure.ACR.LogsArchive: off # not in pack core
  Azure.ACR.LogsArrive: off # run by verify alone
  Azure.ACR.LogsDestination: off # not in pack core
  Azure.ACR.LogsDuplicate: off # not in pack core
  Azure.ACR.LogsRegion: off # not in pack core
  Azure.ACR.LogsRetention: off # not in pack core
  Azure.ACR.LogsValid: error # pack core
  Azure.ACR.Metrics: off # acraudit.yaml:7
  Azure.ACR.PurgeEvents: off # not in pack core
  Azure.ACR.TaskLogs: off # not in pack core
  Azure.Subscription.ActivityLog: off # not in pack core
`;

  test('prints all that is in force for a path, where it comes from, and nothing that is not', async () => {
    const argv = ['--print-config', 'sandbox/a.json', '--option', `${LOGS}.coverage=any`, '--fail-on', 'error'];
    const { code, out, err } = await acraudit(folderOf(files), 'lint', ...argv);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(`# acraudit lint sandbox/a.json
# configuration file: acraudit.yaml, which extends base.yaml
pack: core # base.yaml:2
rules:
  ${RULES}failOn: error # --fail-on
unknown: fail # base.yaml:1
defaults: auto # default
format: console # default
suppressions:
  - rule: Azure.ACR.Logs # acraudit.yaml:9
    registry: "acrdev*"
    reason: "wiped nightly"
  - rule: Azure.ACR.Logs # acraudit.yaml:10
    file: "sandbox/**"
    reason: sandbox
    expires: "2027-01-31"
`);
  });

  test('what it prints for a path is a configuration with the same meaning for it', async () => {
    const { out } = await acraudit(folderOf(files), 'lint', '--print-config', 'main.json');
    const sameness = async (text: string) =>
      lintJson(folderOf({ ...files, 'acraudit.yaml': text }), '--pack', 'core', 'main.json');
    const again = await acraudit(folderOf({ ...files, 'acraudit.yaml': out }), 'lint', '--print-config', 'main.json');
    const values = (text: string) =>
      text
        .replaceAll(/ # .*$/gm, '')
        .split('\n')
        .slice(2);
    expect(values(again.out)).toEqual(values(out));
    expect(await sameness(out)).toEqual(await sameness(files['acraudit.yaml']));
  });

  test.each<[string, readonly string[], RegExp]>([
    ['of the first input by default', ['lint', 'main.json', '--print-config'], /^# acraudit lint main\.json\n/],
    ['of the folder without any', ['lint', '--print-config'], /^# acraudit lint \.\n/],
    [
      'deployments of the file only',
      ['lint', '--print-config', 'main.json'],
      /deployments:\n {2}- files: # acraudit.yaml:12\n/,
    ],
    [
      'scan has its own section',
      ['scan', '--print-config'],
      /\nscan:\n {2}cloud: AzureCloud # default\n {2}discovery: graph # default\n {2}concurrency: 4 # base.yaml:3\n$/,
    ],
    [
      'fix has its own section',
      ['fix', '--print-config', 'main.json'],
      /\nfix:\n {2}logs: audit # default\n {2}settingName: acr-audit # default\n {2}protect: # default\n {4}- "setByPolicy-\*"\n {2}workspaceId: "\/subscriptions\/s\/w" # base.yaml:4\n$/,
    ],
    [
      'a destination of a flag replaces those of the file',
      ['fix', '--storage-account-id', '/subscriptions/s/a', '--print-config', 'main.json'],
      /\n {2}storageAccountId: "\/subscriptions\/s\/a" # --storage-account-id\n$/,
    ],
    [
      'without a configuration',
      ['lint', '--no-config', '--print-config'],
      /^# acraudit lint \.\n# no configuration file\npack: recommended # default\n/,
    ],
    [
      'reports of flags',
      ['lint', '--report', 'json=a.json', '--print-config'],
      /\nreports: # --report\n {2}json: a\.json\n/,
    ],
  ])('%s', async (_, argv, expected) => {
    const { code, out } = await acraudit(folderOf(files), ...argv);
    expect(code).toBe(0);
    expect(out).toMatch(expected);
  });

  test.each<[string, readonly string[], string]>([
    [
      'a path that does not exist',
      ['lint', '--print-config', 'x.json'],
      'acraudit: --print-config: x.json does not exist\n',
    ],
    [
      'a path for a scan',
      ['scan', '--print-config', 'main.json'],
      'acraudit: --print-config main.json: live registries have the configuration of this folder alone\n',
    ],
  ])('%s is refused', async (_, argv, expected) => {
    const { code, err } = await acraudit(folderOf(files), ...argv);
    expect({ code, err }).toEqual({ code: 2, err: expected });
  });
});
