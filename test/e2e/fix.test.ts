import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  BOTH,
  LOGIN,
  nested,
  OTHER_WORKSPACE,
  on,
  parameterFile,
  registry,
  setting,
  template,
  WORKSPACE,
} from '../support/arm-templates.ts';
import { acraudit, folderOf } from '../support/cli.ts';
import { expectSarif, NO_ADDRESS } from '../support/expect-sarif.ts';
import { assertResults } from '../support/results-schema.ts';

const FAILS = template([registry()]);
const GENERATED = { metadata: { _generator: { name: 'bicep' } } };
const TO = ['--workspace-id', WORKSPACE] as const;

const read = (folder: string, file: string): string => readFileSync(join(folder, file), 'utf8');
const json = (folder: string, file: string): unknown => JSON.parse(read(folder, file));

describe('fix prints', () => {
  test('a diff that git applies, and leaves the file alone', async () => {
    const folder = folderOf({
      'infra/main.json': FAILS,
      'infra/crlf.json': JSON.stringify(FAILS, null, 4).replaceAll('\n', '\r\n'),
    });
    const before = read(folder, 'infra/main.json');
    const { code, out, err } = await acraudit(folder, 'fix', ...TO);
    expect(code).toBe(1);
    expect(read(folder, 'infra/main.json')).toBe(before);
    expect(err).toBe(
      [
        "infra/crlf.json: acr: adds diagnostic setting 'acr-audit'",
        "infra/main.json: acr: adds diagnostic setting 'acr-audit'",
        '2 registries can be fixed in 2 files; --write applies the changes',
        '',
      ].join('\n'),
    );
    writeFileSync(join(folder, 'fix.patch'), out);
    execFileSync('git', ['apply', '--whitespace=nowarn', 'fix.patch'], { cwd: folder });
    const patched = [read(folder, 'infra/main.json'), read(folder, 'infra/crlf.json')];
    const other = folderOf({
      'infra/main.json': FAILS,
      'infra/crlf.json': JSON.stringify(FAILS, null, 4).replaceAll('\n', '\r\n'),
    });
    await acraudit(other, 'fix', '--write', ...TO);
    expect(patched).toEqual([read(other, 'infra/main.json'), read(other, 'infra/crlf.json')]);
  });

  test.each([
    [
      'its setting has a name with too few segments',
      template([
        registry(),
        setting(
          {},
          { type: 'Microsoft.ContainerRegistry/registries/providers/diagnosticSettings', name: 'acr/default' },
        ),
      ]),
      'acr: not edited: diagnostic setting at resources[1] cannot be evaluated: the name needs 3 segments and has 2.',
    ],
    [
      'its own name is empty',
      template([registry({ name: "[parameters('n')]" })], { parameters: { n: { type: 'string', defaultValue: '' } } }),
      'not edited: cannot be evaluated: the name of Microsoft.ContainerRegistry/registries needs 1 segment and has 0.',
    ],
  ])('that a registry cannot be evaluated: %s', async (_, json, expected) => {
    const { code, err } = await acraudit(folderOf({ 'main.json': json }), 'fix', ...TO);
    expect(code).toBe(3);
    expect(err).toContain(`${expected} Next step: correct the template or give other values, then run fix again\n`);
  });

  test('the Bicep to add, with the symbolic name of the file beside', async () => {
    const made = template([registry({ condition: "[parameters('on')]" })], {
      metadata: { _generator: { name: 'bicep' } },
      parameters: { on: { type: 'bool', defaultValue: true } },
    });
    const folder = folderOf({
      'main.json': made,
      'main.bicep': "resource reg 'Microsoft.ContainerRegistry/registries@2023-07-01' = if (on) {}",
    });
    const { code, out, err } = await acraudit(folder, 'fix', ...TO);
    expect(code).toBe(1);
    expect(out).toBe(`// main.json: acr
// - add it to main.bicep
resource regAudit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (on) {
  name: 'acr-audit'
  scope: reg
  properties: {
    workspaceId: '${WORKSPACE}'
    logs: [
      {
        categoryGroup: 'audit'
        enabled: true
      }
    ]
  }
}

`);
    expect(err).toContain('main.json: acr: made by Bicep and not edited');
  });

  test('the argument of a module that makes settings itself', async () => {
    const module = nested(
      [registry({ properties: { x: 'logCategoriesAndGroups' } })],
      {},
      { diagnosticSettings: { type: 'array', nullable: true } },
    );
    const folder = folderOf({
      'main.json': template({ acr: module }, { metadata: { _generator: { name: 'bicep' } } }),
    });
    const { out } = await acraudit(folder, 'fix', ...TO);
    expect(out).toBe(`// main.json: acr
// - add it to the params of module acr
diagnosticSettings: [
  {
    name: 'acr-audit'
    workspaceResourceId: '${WORKSPACE}'
    logCategoriesAndGroups: [
      {
        categoryGroup: 'audit'
      }
    ]
  }
]

`);
  });

  test('the Bicep of what a setting lacks', async () => {
    const folder = folderOf({ 'main.json': template([registry(), setting({ logs: [on(LOGIN)] })], GENERATED) });
    const { out } = await acraudit(folder, 'fix', ...TO);
    expect(out).toBe(`// main.json: acr
// diagnostic setting 'audit' collects ContainerRegistryRepositoryEvents: change it in Bicep
// add to properties.logs:
{
  category: 'ContainerRegistryRepositoryEvents'
  enabled: true
}

`);
  });

  test('Bicep under names that are free, and says which module it belongs to', async () => {
    const there = setting(
      { workspaceId: OTHER_WORKSPACE, logs: [on(LOGIN)] },
      {
        name: 'acr-audit',
        scope: "[format('Microsoft.ContainerRegistry/registries/{0}', parameters('registry'))]",
      },
    );
    const module = nested(
      [registry({ name: "[parameters('registry')]" }), there],
      { registry: { value: 'acr' } },
      { registry: { type: 'string' } },
    );
    const folder = folderOf({ 'main.json': template([{ ...module, name: 'acr-deployment' }], GENERATED) });
    const { out } = await acraudit(folder, 'fix', ...TO);
    expect(out).toBe(`// main.json: acr
// - add it to the file of the module call whose deployment is named 'acr-deployment'
// - its symbolic name is not in the JSON; \`registry2\` refers to it by name: put its own symbolic name in its place where you know it, so that it is deployed first
resource registry2 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {
  name: registry
}

resource registry2Audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'acr-audit-2'
  scope: registry2
  properties: {
    workspaceId: '${WORKSPACE}'
    logs: [
      {
        categoryGroup: 'audit'
        enabled: true
      }
    ]
  }
}

`);
  });

  test('no Bicep that Azure would refuse, but why', async () => {
    const protectedOne = setting({ logs: [on(LOGIN)] }, { name: 'setByPolicy-logs' });
    const folder = folderOf({ 'main.json': template([registry(), protectedOne], GENERATED) });
    const { out } = await acraudit(folder, 'fix', ...TO);
    expect(out).toBe(`// main.json: acr
// - diagnostic setting 'setByPolicy-logs' may send the same logs to the same place, and is not to be edited
// - name another destination, or complete that setting by hand

`);
  });

  test('that --write needs to be allowed a new parameter', async () => {
    const { err } = await acraudit(folderOf({ 'main.json': FAILS }), 'fix');
    expect(err).toMatch(/; --write with --allow-new-parameter applies the changes\n$/);
  });

  test('why something is not fixed, and what to do', async () => {
    const folder = folderOf({
      'a.json': template([registry(), setting({ logs: "[variables('logs')]" })], { variables: { logs: [on(LOGIN)] } }),
      'b.json': template(
        [
          registry({ name: 'other' }),
          setting({}, { scope: 'Microsoft.ContainerRegistry/registries/other', condition: "[parameters('on')]" }),
        ],
        {
          parameters: { on: { type: 'bool' } },
        },
      ),
    });
    const { code, out, err } = await acraudit(folder, 'fix', ...TO);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^a\.json: acr: not fixed: .*made by an expression\. Next step: /m);
    expect(err).toMatch(/^b\.json: other: not edited: whether it fails depends on parameter on\. Next step: /m);
  });
});

describe('fix --write', () => {
  test('fixes, and changes nothing the second time', async () => {
    const folder = folderOf({ 'main.json': FAILS });
    expect((await acraudit(folder, 'fix', '--write', ...TO)).code).toBe(0);
    const once = read(folder, 'main.json');
    expect((await acraudit(folder, 'lint')).code).toBe(0);
    const second = await acraudit(folder, 'fix', '--write', ...TO);
    expect(second).toEqual({ code: 0, out: '', err: 'nothing to fix\n' });
    expect(read(folder, 'main.json')).toBe(once);
  });

  test('refuses a new required parameter, unless it is allowed', async () => {
    const folder = folderOf({ 'main.json': FAILS, 'main.prod.parameters.json': parameterFile({}) });
    const refused = await acraudit(folder, 'fix', '--write');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('--allow-new-parameter');
    expect(json(folder, 'main.json')).toEqual(FAILS);
    const allowed = await acraudit(folder, 'fix', '--write', '--allow-new-parameter');
    expect(allowed.code).toBe(0);
    expect(allowed.err).toContain('give it a value in main.prod.parameters.json');
    expect(json(folder, 'main.json')).toMatchObject({
      parameters: { logAnalyticsWorkspaceId: { type: 'string', minLength: 1 } },
    });
  });

  test('takes what acraudit.yaml says', async () => {
    const folder = folderOf({
      'main.json': FAILS,
      'acraudit.yaml': `fix: { workspaceId: ${WORKSPACE}, settingName: trail, logs: categories }\n`,
    });
    expect((await acraudit(folder, 'fix', '--write')).code).toBe(0);
    expect(json(folder, 'main.json')).toMatchObject({
      resources: [{}, { name: 'trail', properties: { workspaceId: WORKSPACE, logs: BOTH } }],
    });
  });

  test.each<[string, BufferEncoding, string]>([
    ['UTF-8 with a byte order mark', 'utf8', '\ufeff'],
    ['UTF-16', 'utf16le', '\ufeff'],
  ])('keeps %s', async (_, encoding, mark) => {
    const folder = folderOf({ 'main.json': Buffer.from(mark + JSON.stringify(FAILS, null, 2), encoding) });
    expect((await acraudit(folder, 'fix', '--write', ...TO)).code).toBe(0);
    const text = readFileSync(join(folder, 'main.json')).toString(encoding);
    expect(text.startsWith(`${mark}{\n`)).toBe(true);
    expect((JSON.parse(text.slice(1)) as { resources: unknown[] }).resources).toHaveLength(2);
  });

  test('changes the parameter file whose value decides', async () => {
    const main = template([registry(), setting({}, { condition: "[parameters('on')]" })], {
      parameters: { on: { type: 'bool' } },
    });
    const folder = folderOf({
      'main.json': main,
      'main.dev.parameters.json': parameterFile({ on: false }),
      'main.prod.parameters.json': parameterFile({ on: true }),
    });
    const { code, err } = await acraudit(folder, 'fix', '--write', ...TO);
    expect({ code, err }).toEqual({
      code: 0,
      err: 'main.json: acr: gives parameter on the value true in main.dev.parameters.json\n1 registry fixed in 1 file\n',
    });
    expect(json(folder, 'main.json')).toEqual(main);
    expect(json(folder, 'main.dev.parameters.json')).toEqual(parameterFile({ on: true }));
  });

  test('changes a parameter file that two templates share, once', async () => {
    const main = (name: string): object =>
      template(
        [
          registry({ name }),
          setting({}, { scope: `Microsoft.ContainerRegistry/registries/${name}`, condition: "[parameters('on')]" }),
        ],
        { parameters: { on: { type: 'bool' } } },
      );
    const folder = folderOf({
      'a.json': main('one'),
      'b.json': main('two'),
      'shared.parameters.json': parameterFile({ on: false }),
    });
    const argv = ['a.json', 'b.json', '--parameters', 'shared.parameters.json'];
    const { code, err } = await acraudit(folder, 'fix', '--write', ...argv, ...TO);
    expect({ code, err }).toEqual({
      code: 0,
      err: [
        'a.json: one: gives parameter on the value true in shared.parameters.json',
        'b.json: two: gives parameter on the value true in shared.parameters.json',
        '2 registries fixed in 1 file',
        '',
      ].join('\n'),
    });
    expect(json(folder, 'shared.parameters.json')).toEqual(parameterFile({ on: true }));
  });

  test('says that a file is read-only, and writes the others', async () => {
    const folder = folderOf({ 'a.json': FAILS, 'b.json': template([registry({ name: 'other' })]) });
    chmodSync(join(folder, 'a.json'), 0o444);
    const { code, err } = await acraudit(folder, 'fix', '--write', ...TO);
    expect(code).toBe(1);
    expect(err).toBe(
      [
        'a.json: acr: not fixed: a.json cannot be written: it is read-only. Next step: make the file writable and run again',
        "b.json: other: adds diagnostic setting 'acr-audit'",
        '1 registry fixed in 1 file, 1 not fixed',
        '',
      ].join('\n'),
    );
    expect(json(folder, 'a.json')).toEqual(FAILS);
    expect(json(folder, 'b.json')).toMatchObject({ resources: [{}, { name: 'acr-audit' }] });
  });
});

describe('fix in other formats', () => {
  test('has the change in JSON, which follows the schema', async () => {
    const folder = folderOf({ 'main.json': FAILS });
    const { code, out } = await acraudit(folder, 'fix', '-f', 'json', ...TO);
    expect(code).toBe(1);
    assertResults(out);
    const { results } = JSON.parse(out) as { results: { fix: unknown }[] };
    expect(results.map(({ fix }) => fix)).toMatchObject([
      {
        description: "adds diagnostic setting 'acr-audit'",
        changes: [{ file: 'main.json', replacements: [{ text: expect.stringContaining('acr-audit') }] }],
      },
    ]);
  });

  test('has fixes in SARIF that make the file what --write makes it', async () => {
    const folder = folderOf({ 'main.json': FAILS });
    const { out } = await acraudit(folder, 'fix', '-f', 'sarif', ...TO);
    // The address of the tool is the package's business.
    expectSarif(out, [NO_ADDRESS]);
    const lines = read(folder, 'main.json').split('\n');
    const { runs } = JSON.parse(out);
    const { replacements } = runs[0].results[0].fixes[0].artifactChanges[0];
    for (const { deletedRegion: region, insertedContent } of [...replacements].reverse()) {
      expect([region.startColumn, region.endColumn]).toEqual([1, 1]);
      const inserted = insertedContent.text.replace(/\n$/, '').split('\n');
      lines.splice(region.startLine - 1, region.endLine - region.startLine, ...inserted);
    }
    await acraudit(folder, 'fix', '--write', ...TO);
    expect(lines.join('\n')).toBe(read(folder, 'main.json'));
  });
});

describe('wrong usage of fix', () => {
  test.each([
    [['--workspace-id', 'x'], /expected a resource id/],
    [['--workspace-id', "[parameters('x')]"], /expected a resource id/],
    [['--setting-name', 'a b'], /--setting-name/],
    [['missing.json'], /missing\.json/],
    [['--logs', 'none'], /--logs/],
  ])('%j', async (argv, message) => {
    const folder = folderOf({ 'main.json': FAILS });
    const { code, out, err } = await acraudit(folder, 'fix', ...argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });

  test('ends with 3 when a file cannot be read, and nothing fails', async () => {
    const folder = folderOf({
      'a.json':
        '{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "resources": [',
      'b.json': template([registry(), setting()]),
    });
    const { code, err } = await acraudit(folder, 'fix', ...TO);
    expect(code).toBe(3);
    expect(err).toContain('a.json: error:');
  });
});
