import { describe, expect, test } from 'vitest';
import {
  type JsonObject,
  LOGIN,
  on,
  parameterFile,
  registry,
  STRING,
  setting,
  template,
  WORKSPACE,
} from '../support/arm-templates.ts';
import { acraudit, folderOf } from '../support/cli.ts';

const TO = ['--workspace-id', WORKSPACE] as const;
const NAMES = { parameters: { names: { type: 'array', defaultValue: ['one', 'two'] } } };
const LOOPED = registry({
  name: "[concat('acr', parameters('names')[copyIndex()])]",
  copy: { name: 'acrs', count: "[length(parameters('names'))]" },
});
const METRICS_ONLY = { logs: [], metrics: [{ category: 'AllMetrics', enabled: true }] };

describe('fix says', () => {
  test.each<readonly [string, object, readonly string[]]>([
    [
      'how many registries a loop makes, and their names',
      template([LOOPED], NAMES),
      [
        "main.json: acrone, acrtwo: adds diagnostic setting 'acr-audit'",
        '2 registries can be fixed in 1 file; --write applies the changes',
      ],
    ],
    [
      'how many more there are than a line has room for',
      template([registry({ name: "[concat('acr', copyIndex())]", copy: { name: 'acrs', count: 5 } })]),
      [
        "main.json: acr0, acr1, acr2 and 2 more: adds diagnostic setting 'acr-audit'",
        '5 registries can be fixed in 1 file; --write applies the changes',
      ],
    ],
    [
      'what is left without a count of what is not',
      template([registry(), setting({ logs: "[variables('logs')]" })], { variables: { logs: [on(LOGIN)] } }),
      [
        "main.json: acr: not fixed: diagnostic setting 'audit': its log entries are made by an expression. Next step: add the missing entries where they are made",
        '1 registry not fixed',
      ],
    ],
    [
      'that it is retention which Azure refuses',
      template([registry(), setting({ logs: [{ ...on(LOGIN), retentionPolicy: { enabled: true, days: 30 } }] })]),
      [
        "main.json: acr: diagnostic setting 'audit' collects ContainerRegistryRepositoryEvents, no longer asks for retention, which Azure refuses",
        '1 registry can be fixed in 1 file; --write applies the changes',
      ],
    ],
    [
      'what it adds beside a setting that sends no logs, and is deployed sometimes',
      template([registry(), setting(METRICS_ONLY, { condition: "[parameters('on')]" })], {
        parameters: { on: { type: 'bool' } },
      }),
      [
        "main.json: acr: adds diagnostic setting 'acr-audit'",
        '1 registry can be fixed in 1 file; --write applies the changes',
      ],
    ],
    [
      'what it adds beside a setting that sends no logs, and is not deployed',
      template([registry(), setting(METRICS_ONLY, { condition: "[parameters('on')]" })], {
        parameters: { on: { type: 'bool', defaultValue: false } },
      }),
      [
        "main.json: acr: adds diagnostic setting 'acr-audit'",
        '1 registry can be fixed in 1 file; --write applies the changes',
      ],
    ],
  ])('%s', async (_, json, lines) => {
    const { code, err } = await acraudit(folderOf({ 'main.json': json }), 'fix', '--rule', 'Azure.ACR.Logs', ...TO);
    expect(code).toBe(1);
    expect(err.trimEnd().split('\n')).toEqual(lines);
  });

  test.each<readonly [string, Record<string, unknown>, readonly RegExp[]]>([
    ['that there is no template, and no more', {}, [/^acraudit: error: no ARM template found/]],
    [
      'that it is of what could be read that nothing is to be fixed',
      {
        'a.json': `{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "resources": [`,
        'b.json': template([registry(), setting()]),
      },
      [/^a\.json: error: /, /^nothing to fix in what could be read$/],
    ],
  ])('%s', async (_, files, lines) => {
    const { code, err } = await acraudit(folderOf(files), 'fix', '--rule', 'Azure.ACR.Logs', ...TO);
    expect(code).toBe(3);
    expect(err.trimEnd().split('\n')).toEqual(lines.map((line) => expect.stringMatching(line)));
  });

  test('as many registries as lint does, with sets of values', async () => {
    const folder = folderOf({
      'main.json': template([registry({ name: "[parameters('name')]" })], { parameters: { name: STRING } }),
      'main.dev.parameters.json': parameterFile({ name: 'acrdev' }),
      'main.prod.parameters.json': parameterFile({ name: 'acrprod' }),
    });
    const linted = await acraudit(folder, 'lint', '--rule', 'Azure.ACR.Logs', '--defaults', 'skip');
    expect(linted.out).toMatch(/^2 registries: /m);
    const { err } = await acraudit(folder, 'fix', '--rule', 'Azure.ACR.Logs', ...TO);
    expect(err).toBe(
      "main.json: acrdev, acrprod: adds diagnostic setting 'acr-audit'\n2 registries can be fixed in 1 file; --write applies the changes\n",
    );
  });
});

describe('fix adds no parameter to a template that another one of the run deploys', () => {
  const MODULE = template([registry({ name: "[parameters('name')]" })], { parameters: { name: STRING } });
  const parent = (templateLink: JsonObject, more: JsonObject = {}): JsonObject =>
    template(
      [
        {
          type: 'Microsoft.Resources/deployments',
          apiVersion: '2022-09-01',
          name: 'acr',
          properties: { mode: 'Incremental', templateLink, parameters: { name: { value: 'acrone' } } },
        },
      ],
      more,
    );

  test.each<readonly [string, JsonObject]>([
    ['by an address with a token', parent({ uri: "[concat(parameters('base'), '/acr.json', parameters('sas'))]" })],
    [
      'by an address in a variable',
      parent({ uri: "[variables('url')]" }, { variables: { url: 'https://host/ACR.json?x' } }),
    ],
    ['by a relative path', parent({ relativePath: 'acr.json' })],
  ])('%s', async (_, main) => {
    const folder = folderOf({ 'main.json': main, 'acr.json': MODULE });
    const argv = ['fix', '--rule', 'Azure.ACR.Logs', '--allow-new-parameter', '--write'];
    const { code, out, err } = await acraudit(folder, ...argv);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(
      /^acr\.json: .*: not fixed: nothing says where to send the logs, and main\.json, which links to this template, would have to supply a new parameter\. Next step: give a destination with --workspace-id/,
    );
  });

  test.each<readonly [string, JsonObject]>([
    ['by an address of parameters', parent({ uri: "[concat(parameters('base'), '/', parameters('kind'), '.json')]" })],
    ['by an address of a parameter', parent({ uri: "[parameters('address')]" })],
    ['by the end of a name', parent({ uri: "[concat(parameters('base'), 'cr.json', parameters('sas'))]" })],
    [
      'by an address of a variable and a parameter',
      parent(
        { uri: "[uri(deployment().properties.templateLink.uri, variables('name'))]" },
        { variables: { name: "[format('{0}.json', parameters('kind'))]" } },
      ),
    ],
  ])('or may deploy, %s', async (_, main) => {
    const folder = folderOf({ 'main.json': main, 'acr.json': MODULE });
    const { code, out, err } = await acraudit(folder, 'fix', '--rule', 'Azure.ACR.Logs', '--allow-new-parameter');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(
      /^acr\.json: .*: not fixed: nothing says where to send the logs, and main\.json has a link whose address cannot be read: if it is to this template, it would have to supply a new parameter\. Next step: give a destination/,
    );
  });

  test('or that one of its folder deploys which is not of the run', async () => {
    const main = parent({ uri: "[concat(parameters('base'), '/acr.json')]" });
    const folder = folderOf({ 'main.json': main, 'broken.json': '{', 'acr.json': MODULE });
    const { code, err } = await acraudit(
      folder,
      'fix',
      'acr.json',
      '--rule',
      'Azure.ACR.Logs',
      '--allow-new-parameter',
    );
    expect(code).toBe(1);
    expect(err).toMatch(/^acr\.json: .*, and main\.json, which links to this template, would have to supply/);
  });

  test.each<readonly [string, JsonObject]>([
    [
      'a template spec is linked',
      parent({ id: "[resourceId('Microsoft.Resources/templateSpecs/versions', 'a', '1')]" }),
    ],
    ['the end of another name is known', parent({ uri: "[concat(parameters('base'), 'vnet.json')]" })],
    ['another file is linked', parent({ uri: "[concat(parameters('base'), '/other-acr.json')]" })],
    [
      'the name stands in a template that links to nothing',
      template([], { variables: { url: 'https://host/acr.json' } }),
    ],
  ])('but does where %s', async (_, main) => {
    const folder = folderOf({ 'main.json': main, 'acr.json': MODULE });
    const argv = ['fix', '--rule', 'Azure.ACR.Logs', '--allow-new-parameter', '--write'];
    const { err } = await acraudit(folder, ...argv);
    expect(err).toContain('whose destination is the new parameter logAnalyticsWorkspaceId');
  });
});

test.each<readonly [string, string, string, string]>([
  [
    'another name than one that a parameter file gives nothing',
    'LogAnalyticsWorkspaceId',
    '',
    'logAnalyticsWorkspaceId2',
  ],
  ['the name that a parameter file gives a value', 'logAnalyticsWorkspaceId', WORKSPACE, 'logAnalyticsWorkspaceId'],
])('fix gives a new parameter %s', async (_, given, value, parameter) => {
  const files = { 'main.json': template([registry()]), 'main.parameters.json': parameterFile({ [given]: value }) };
  const argv = ['fix', '--rule', 'Azure.ACR.Logs', '--allow-new-parameter', ...TO];
  const { err } = await acraudit(folderOf(files), ...argv);
  expect(err).toBe(
    `main.json: acr: adds diagnostic setting 'acr-audit', whose destination is the default of ${parameter}\n1 registry can be fixed in 1 file; --write applies the changes\n`,
  );
});

test.each<readonly [string, JsonObject, string]>([
  [
    'may not be deployed',
    setting({}, { condition: "[parameters('on')]" }),
    "diagnostic setting 'audit' may not be deployed: that depends on its condition, and no other one is always deployed. Next step: give the values that its condition asks for, with --parameters or --set, or give it the condition of its registry",
  ],
  [
    'may not be edited',
    setting({}, { name: 'setByPolicy-audit' }),
    'no diagnostic setting that may be edited is always deployed with the registry and has a destination. Next step: add the diagnostic setting manually',
  ],
  [
    'sends nowhere',
    setting({ workspaceId: undefined }),
    'no diagnostic setting that may be edited is always deployed with the registry and has a destination. Next step: add a diagnostic setting, which fix --rule Azure.ACR.Logs does, and run fix again',
  ],
])('fix of metrics says of a setting that it %s', async (_, own, text) => {
  const main = template([registry(), own], { parameters: { on: { type: 'bool' } } });
  const { err } = await acraudit(folderOf({ 'main.json': main }), 'fix', '--rule', 'Azure.ACR.Metrics');
  expect(err).toBe(`main.json: acr: not fixed: ${text}\n1 registry not fixed\n`);
});
