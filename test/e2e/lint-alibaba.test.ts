import { describe, expect, test } from 'vitest';
import { registry, setting } from '../support/arm-templates.ts';
import { acraudit, folderOf, lintJson } from '../support/cli.ts';

const TERRAFORM = 'terraform {}\n\nresource "alicloud_cr_ee_instance" "main" {\n  instance_type = "Basic"\n}\n';
const ROS = "ROSTemplateFormatVersion: '2015-09-01'\nResources:\n  Registry:\n    Type: ALIYUN::CR::Instance\n";
const TEMPLATE = {
  $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
  contentVersion: '1.0.0.0',
  resources: [registry(), setting()],
};
const CORE = ['--pack', 'core'] as const;
const SAYS =
  'depends on what was not read: the instance audit, which is switched on in the console and which no template can express; `acraudit scan --provider alibaba` tells';

const places = (results: Awaited<ReturnType<typeof lintJson>>['results']): string[] =>
  results.map(
    ({ target, outcome, location }) => `${target.name} ${outcome} ${location.file}:${location.line}:${location.column}`,
  );

describe('lint', () => {
  test('says of each instance that a file declares that no template can tell, and ends with 0', async () => {
    const cwd = folderOf({
      'infra/main.tf': TERRAFORM,
      'ros/stack.yaml': ROS,
      'ros/stack.json': {
        ROSTemplateFormatVersion: '2015-09-01',
        Resources: { InJson: { Type: 'ALIYUN::CR::Instance' } },
      },
    });
    const { code, results, errors, summary } = await lintJson(cwd, ...CORE);
    expect([code, errors]).toEqual([0, []]);
    expect(places(results)).toEqual([
      'main unknown infra/main.tf:3:1',
      'InJson unknown ros/stack.json:4:5',
      'Registry unknown ros/stack.yaml:3:3',
    ]);
    expect(new Set(results.map(({ message }) => message))).toEqual(new Set([SAYS]));
    expect(summary.targets['Alibaba.ContainerRegistry/instances']).toMatchObject({ listed: 3, unknown: 3 });
    expect(summary.inputs).toEqual({ read: 3, unreadable: 0, skipped: 0 });
  });

  test('shows them beside what templates of Azure declare', async () => {
    const cwd = folderOf({ 'main.tf': TERRAFORM, 'main.json': TEMPLATE });
    const { code, out } = await acraudit(cwd, 'lint', ...CORE);
    expect(code).toBe(0);
    expect(out).toContain('main.tf:3:1');
    expect(out).toContain('1 registry, 1 instance');
  });

  test('takes a file that is named, and one that a pattern matches', async () => {
    const cwd = folderOf({ 'main.tf': TERRAFORM, 'stack.yml': ROS });
    expect(places((await lintJson(cwd, ...CORE, 'main.tf')).results)).toEqual(['main unknown main.tf:3:1']);
    expect(places((await lintJson(cwd, ...CORE, '*.yml')).results)).toEqual(['Registry unknown stack.yml:3:3']);
  });

  test('counts them as failures where unknowns are', async () => {
    const cwd = folderOf({ 'main.tf': TERRAFORM });
    expect((await lintJson(cwd, ...CORE, '--unknown', 'fail')).code).toBe(1);
  });

  test.each<readonly [string, readonly string[], string]>([
    ['the rule is excluded', ['--exclude-rule', 'Alibaba.ACR.InstanceAudit'], ''],
    ['the configuration switches it off', [...CORE], 'rules: { Alibaba.ACR.InstanceAudit: off }\n'],
    ['the configuration excludes the file', [...CORE], 'exclude: ["*.tf"]\n'],
  ])('leaves them out where %s', async (_, argv, config) => {
    const cwd = folderOf({ 'main.tf': TERRAFORM, 'main.json': TEMPLATE, 'acraudit.yaml': config });
    const { results, summary } = await lintJson(cwd, ...argv);
    expect(results.filter(({ rule }) => rule.startsWith('Alibaba'))).toEqual([]);
    expect(Object.keys(summary.targets)).not.toContain('Alibaba.ContainerRegistry/instances');
  });

  test('accepts them by a suppression', async () => {
    const config = 'suppressions:\n  - { rule: Alibaba.ACR.InstanceAudit, file: "*.tf", reason: scanned each night }\n';
    const { results } = await lintJson(folderOf({ 'main.tf': TERRAFORM, 'acraudit.yaml': config }), ...CORE);
    expect(places(results)).toEqual(['main suppressed main.tf:3:1']);
  });

  test('says of a ROS template that it cannot be read', async () => {
    const { code, errors } = await lintJson(
      folderOf({ 'stack.yaml': `${ROS}  bad: [\n`, 'main.json': TEMPLATE }),
      ...CORE,
    );
    expect([code, errors.map((error) => error.location?.file)]).toEqual([3, ['stack.yaml']]);
  });
});

test('lint with the rule for instances alone is wrong usage where there are templates of Azure alone', async () => {
  const only = ['--rule', 'Alibaba.ACR.InstanceAudit'];
  const azure = await acraudit(folderOf({ 'main.json': TEMPLATE }), 'lint', ...only);
  expect([azure.code, azure.err]).toEqual([2, 'acraudit: no rule is left to run: all are excluded or off\n']);
  expect((await lintJson(folderOf({ 'main.json': TEMPLATE, 'main.tf': TERRAFORM }), ...only)).code).toBe(0);
});

describe('a folder without instances is what it was before', () => {
  const OTHERS = {
    'main.tf': 'resource "azurerm_container_registry" "x" {}\n# alicloud_cr_ee_instance\n',
    'values.yaml': 'a: 1\n',
    'ros.yaml': ROS.replace('CR::Instance', 'ECS::Instance'),
    'notes.yml': '# ALIYUN::CR::Instance, ROSTemplateFormatVersion\na: [\n',
    'broken.yaml': 'ROSTemplateFormatVersion: [\n',
  };

  test('with templates', async () => {
    const { 'notes.yml': _, ...others } = OTHERS;
    const alone = await acraudit(folderOf({ 'main.json': TEMPLATE }), 'lint', ...CORE, '-f', 'json');
    const beside = await acraudit(folderOf({ 'main.json': TEMPLATE, ...others }), 'lint', ...CORE, '-f', 'json');
    expect(beside).toEqual(alone);
  });

  test('without one', async () => {
    const { 'notes.yml': _, ...others } = OTHERS;
    const alone = await acraudit(folderOf({}), 'lint', ...CORE);
    expect(await acraudit(folderOf(others), 'lint', ...CORE)).toEqual(alone);
    expect([alone.code, alone.out]).toEqual([3, expect.stringContaining('no ARM template found')]);
  });
});
