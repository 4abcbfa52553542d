import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { acraudit, folderOf, type Ran } from '../support/cli.ts';
import { WORKSPACE } from '../support/saved-scan.ts';

const TO = ['--workspace-id', WORKSPACE] as const;
const NAMES = [
  'README.md',
  'audit.definition.json',
  'audit.management-group.json',
  'audit.subscription.json',
  'deploy.definition.json',
  'deploy.management-group.json',
  'deploy.parameters.json',
  'deploy.subscription.json',
  'remediate.sh',
];

async function fixPolicy(argv: readonly string[] = TO, files: object = {}): Promise<Ran & { readonly cwd: string }> {
  const cwd = folderOf({ ...files });
  const ran = await acraudit(cwd, 'fix', '--policy', '--out', 'policy', ...argv);
  return { ...ran, cwd };
}

test('fix --policy writes the policy and lists its files', async () => {
  const { code, out, err, cwd } = await fixPolicy();
  expect({ code, err }).toEqual({ code: 0, err: '9 files written; policy/README.md tells how to deploy them\n' });
  expect(out).toBe(NAMES.map((name) => `policy/${name}\n`).join(''));
  expect(readdirSync(join(cwd, 'policy')).sort()).toEqual(NAMES);
  expect(statSync(join(cwd, 'policy/remediate.sh')).mode & 0o100).toBe(process.platform === 'win32' ? 0 : 0o100);
  expect(statSync(join(cwd, 'policy/deploy.parameters.json')).mode & 0o111).toBe(0);
});

test('from flags and configuration, over which flags win', async () => {
  const yaml = `fix: { workspaceId: ${WORKSPACE}, settingName: trail, logs: allLogs }\n`;
  const parametersOf = ({ cwd }: { readonly cwd: string }): unknown =>
    JSON.parse(readFileSync(join(cwd, 'policy/deploy.parameters.json'), 'utf8')).parameters;
  expect(parametersOf(await fixPolicy([], { 'acraudit.yaml': yaml }))).toEqual({
    workspaceId: { value: WORKSPACE },
    settingName: { value: 'setByPolicy-trail' },
    logs: { value: 'allLogs' },
  });
  expect(parametersOf(await fixPolicy(['--logs', 'audit', '--setting-name', 'x'], { 'acraudit.yaml': yaml }))).toEqual({
    workspaceId: { value: WORKSPACE },
    settingName: { value: 'setByPolicy-x' },
    logs: { value: 'audit' },
  });
});

test('quiet, it only lists the files', async () => {
  const { err, out } = await fixPolicy([...TO, '--quiet']);
  expect({ err, lines: out.split('\n').length }).toEqual({ err: '', lines: NAMES.length + 1 });
});

describe('fix --policy is refused, with 1 and an explanation,', () => {
  const coverage = (value: string): string =>
    `no policy is written: Azure Policy looks at one diagnostic setting at a time, so it cannot say what option coverage=${value} says. Next step: set option coverage of Azure.ACR.Logs to setting, or keep acraudit scan as the check\n`;
  test.each<[string, readonly string[], string | undefined, string]>([
    ['for coverage by a flag', [...TO, '--option', 'Azure.ACR.Logs.coverage=any'], undefined, coverage('any')],
    [
      'for coverage by a flag, with the name that others use',
      [...TO, '--option', 'ACRA-0001.coverage=destination'],
      undefined,
      coverage('destination'),
    ],
    [
      'for coverage by configuration',
      TO,
      'rules: { Azure.ACR.Logs: { options: { coverage: destination } } }\n',
      coverage('destination'),
    ],
    [
      'for a workspace for each region',
      [],
      `fix: { destinations: [{ region: westeurope, workspaceId: ${WORKSPACE} }] }\n`,
      'no policy is written: one assignment sends to one workspace, and the configuration names workspaces for regions or subscriptions. Next step: write the policy once for each workspace with --no-config --workspace-id and assign it where that workspace is used\n',
    ],
  ])('%s', async (_, argv, yaml, message) => {
    const { code, out, err, cwd } = await fixPolicy(argv, yaml === undefined ? {} : { 'acraudit.yaml': yaml });
    expect({ code, out, err }).toEqual({ code: 1, out: '', err: message });
    expect(existsSync(join(cwd, 'policy'))).toBe(false);
  });

  test('but not when a flag says coverage=setting over the configuration', async () => {
    const { code } = await fixPolicy([...TO, '--option', 'Azure.ACR.Logs.coverage=setting'], {
      'acraudit.yaml': 'rules: { Azure.ACR.Logs: { options: { coverage: any } } }\n',
    });
    expect(code).toBe(0);
  });
});

describe('fix --policy is wrong usage, and writes nothing,', () => {
  const out = ['--out', 'policy'];
  test.each<[string, readonly string[], string]>([
    ['without --out', [], '--policy needs --out DIR: the folder to write to'],
    ['with a folder that is not empty', ['--out', '.'], '--out .: is not empty'],
    ['with templates', ['a.json', ...out], '--policy fixes no templates: a.json cannot go with it'],
    ['with a scan', ['--from', 'scan.json', ...out], '--from and --policy are two ways; choose one of them'],
    [
      'with flags of templates',
      ['--write', '--set', 'a=b', ...out],
      '--write, --set: for templates only, not with --policy',
    ],
    ['with a format', ['-f', 'json', ...out], 'there is nothing for --format to tell'],
    ['with a report', ['--report', 'json=a.json', ...out], 'there is nothing for --report to tell'],
    ['with an id that is none', ['--workspace-id', 'w', ...out], "--workspace-id 'w': expected a resource id"],
  ])('%s', async (_, argv, message) => {
    const cwd = folderOf({ 'a.json': {} });
    const ran = await acraudit(cwd, 'fix', '--policy', ...argv);
    expect({ code: ran.code, out: ran.out }).toEqual({ code: 2, out: '' });
    expect(ran.err).toContain(message);
    expect(readdirSync(cwd).sort()).toEqual(['.git', 'a.json']);
  });

  test('with --print-config only the configuration is printed', async () => {
    const { code, out, cwd } = await fixPolicy([...TO, '--print-config']);
    expect(code).toBe(0);
    expect(out).toContain('pack: recommended');
    expect(existsSync(join(cwd, 'policy'))).toBe(false);
  });
});
