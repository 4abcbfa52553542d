import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { registry, SCHEMA, setting, template } from '../support/arm-templates.ts';
import { acraudit } from '../support/cli.ts';
import { brief, json, lspWorkspace } from '../support/lsp-workspace.ts';

const FAILS = template([registry()]);
const PASSES = template([registry(), setting()]);
const NOT_ATTACHED = 'no diagnostic setting is attached to it';
const NOT_DEPLOYED = "diagnostic setting 'audit' is not deployed (its condition is false)";
const FAILURE = `5 1 Azure.ACR.Logs acr: ${NOT_ATTACHED} (defaults)`;
const DEPENDS = template([registry(), setting({}, { condition: "[parameters('audit')]" })], {
  parameters: { audit: { type: 'bool' } },
});
/** One rule says enough for most of what is tested here. */
const ONE_RULE = 'rules:\n  Azure.ACR.Logs: error\n  Azure.ACR.Metrics: off\n  Azure.ACR.LogsRetention: off\n';
const CONFIG = { 'acraudit.yaml': ONE_RULE };

const valuesOf = (audit: boolean) => ({
  $schema: SCHEMA.parameters,
  contentVersion: '1.0.0.0',
  parameters: { audit: { value: audit } },
});

describe('what is shown of a document', () => {
  test('every part of a diagnostic', async () => {
    const { client, uri } = await lspWorkspace(CONFIG);
    const main = uri('main.json');
    const text = json(
      template([registry(), setting({ logs: [{ category: 'ContainerRegistryLoginEvents', enabled: true }] })]),
    );
    expect(await client.open(main, text)).toEqual([
      {
        range: { start: { line: 5, character: 6 }, end: { line: 5, character: 55 } },
        source: 'acraudit',
        severity: 1,
        code: 'Azure.ACR.Logs',
        message: 'acr: ContainerRegistryRepositoryEvents is not collected by any diagnostic setting (defaults)',
        relatedInformation: [
          {
            location: { uri: main, range: { start: { line: 22, character: 12 }, end: { line: 22, character: 55 } } },
            message: 'ContainerRegistryRepositoryEvents is not collected by any diagnostic setting',
          },
        ],
        data: { fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/) },
      },
    ]);
  });

  test.each<[string, Record<string, unknown>, unknown, readonly string[]]>([
    ['a failure', CONFIG, FAILS, [FAILURE]],
    ['a template that passes', CONFIG, PASSES, []],
    [
      'an unknown, as a warning',
      CONFIG,
      DEPENDS,
      [`10 2 Azure.ACR.Logs acr: unknown: depends on parameter audit; it may be that ${NOT_DEPLOYED} (defaults)`],
    ],
    ['rules of other levels', {}, FAILS, [FAILURE, expect.stringMatching(/^5 3 Azure\.ACR\.Metrics acr: its metrics/)]],
    [
      'the level of the configuration',
      { 'acraudit.yaml': ONE_RULE.replace('error', 'info') },
      FAILS,
      [FAILURE.replace('5 1', '5 3')],
    ],
    ['a rule that is off', { 'acraudit.yaml': 'rules:\n  Azure.ACR.Logs: off\n  Azure.ACR.Metrics: off\n' }, FAILS, []],
    ['a file that the configuration leaves out', { 'acraudit.yaml': `${ONE_RULE}exclude: [main.json]\n` }, FAILS, []],
    [
      'a file that the configuration does not take in',
      { 'acraudit.yaml': `${ONE_RULE}include: [infra/**]\n` },
      FAILS,
      [],
    ],
    [
      'a failure that the configuration accepts',
      {
        'acraudit.yaml': `${ONE_RULE}suppressions:\n  - rule: Azure.ACR.Logs\n    registry: acr\n    reason: wiped nightly\n`,
      },
      FAILS,
      [],
    ],
    ['JSON of another kind', CONFIG, { name: 'x', resources: [] }, []],
  ])('%s', async (_, files, value, expected) => {
    const { client, uri } = await lspWorkspace(files);
    expect(brief(await client.open(uri('main.json'), json(value)))).toEqual(expected);
  });

  test('a failure that the baseline knows is not shown', async () => {
    const files = { 'acraudit.yaml': `${ONE_RULE}baseline: known.json\n`, 'main.json': FAILS };
    const { client, uri, folder } = await lspWorkspace(files);
    writeFileSync(join(folder, 'known.json'), '{ "version": 1, "findings": [] }');
    await acraudit(folder, 'lint', '--update-baseline', '--baseline', 'known.json');
    expect(await client.open(uri('main.json'), json(FAILS))).toEqual([]);
  });

  test('text that is no JSON, while it is typed', async () => {
    const { client, uri } = await lspWorkspace(CONFIG);
    const text = json(PASSES).replace('"resources": [', '"resources": [ @');
    const [first, ...others] = await client.open(uri('main.json'), text);
    expect([first?.code, first?.severity, first?.range.start, others]).toEqual([
      'json-syntax',
      1,
      { line: 3, character: 17 },
      [],
    ]);
    expect(brief(await client.change(uri('main.json'), { text: json(FAILS) }))).toEqual([FAILURE]);
  });

  test('JSON of another kind with a mistake is left to others', async () => {
    const { client, uri } = await lspWorkspace(CONFIG);
    expect(await client.open(uri('package.json'), '{ "name": @ }')).toEqual([]);
  });

  test('a note about a suppression without use', async () => {
    const { client, uri } = await lspWorkspace(CONFIG);
    const text = json(PASSES).replace(
      '    {\n      "type": "Microsoft.Con',
      '    // acraudit-disable-next-line Azure.ACR.Logs -- wiped nightly\n    {\n      "type": "Microsoft.Con',
    );
    const shown = brief(await client.open(uri('main.json'), text, 'jsonc'));
    expect(shown).toEqual([expect.stringMatching(/^4 [34] - .*unused/)]);
  });
});

describe('a change', () => {
  test('of a part of the text is enough to make it pass, and fail again', async () => {
    const { client, uri } = await lspWorkspace(CONFIG);
    const main = uri('main.json');
    const text = json(PASSES);
    expect(await client.open(main, text)).toEqual([]);
    const at = text.indexOf('"enabled": true');
    const line = text.slice(0, at).split('\n').length - 1;
    const character = at - text.lastIndexOf('\n', at) - 1 + '"enabled": '.length;
    const range = (length: number) => ({
      start: { line, character },
      end: { line, character: character + length },
    });
    const fails = await client.change(main, { range: range(4), text: 'false' });
    expect(fails.map(({ code }) => code)).toEqual(['Azure.ACR.Logs']);
    expect(await client.change(main, { range: range(5), text: 'true' })).toEqual([]);
  });

  test('of a parameter file that is open counts for the template, whichever was opened first', async () => {
    for (const order of [
      ['main.json', 'main.parameters.json'],
      ['main.parameters.json', 'main.json'],
    ]) {
      const files = { ...CONFIG, 'main.json': DEPENDS, 'main.parameters.json': valuesOf(true) };
      const { client, uri } = await lspWorkspace(files);
      for (const name of order) await client.open(uri(name), json(files[name as 'main.json']));
      expect(client.shown(uri('main.json'))).toEqual([]);
      await client.change(uri('main.parameters.json'), { text: json(valuesOf(false)) });
      expect(brief(client.shown(uri('main.json')) ?? [])).toEqual([
        "10 1 Azure.ACR.Logs acr: diagnostic setting 'audit' is not deployed (audit=false) (main.parameters.json)",
      ]);
    }
  });

  test('of a linked template counts for the one that links to it', async () => {
    const link = {
      type: 'Microsoft.Resources/deployments',
      apiVersion: '2022-09-01',
      name: 'module',
      properties: { mode: 'Incremental', templateLink: { relativePath: 'module.json' } },
    };
    const files = { ...CONFIG, 'main.json': template([link]), 'module.json': PASSES };
    const { client, uri } = await lspWorkspace(files);
    await client.open(uri('main.json'), json(files['main.json']));
    expect(client.shown(uri('module.json'))).toEqual(undefined);
    const shown = await client.open(uri('module.json'), json(FAILS));
    expect(brief(shown)).toEqual([FAILURE]);
    expect(shown[0]?.relatedInformation?.map(({ location }) => location.uri)).toEqual([uri('main.json')]);
    expect(await client.close(uri('module.json'))).toEqual([]);
  });

  test('of the configuration counts before it is saved', async () => {
    const { client, uri } = await lspWorkspace({ ...CONFIG, 'main.json': FAILS });
    await client.open(uri('main.json'), json(FAILS));
    await client.open(uri('acraudit.yaml'), ONE_RULE, 'yaml');
    await client.change(uri('acraudit.yaml'), { text: ONE_RULE.replace('error', 'off') });
    expect(client.shown(uri('main.json'))).toEqual([]);
  });

  test('on disk counts when the editor says so', async () => {
    const { client, uri, folder } = await lspWorkspace({ ...CONFIG, 'main.json': FAILS });
    await client.open(uri('main.json'), json(FAILS));
    writeFileSync(join(folder, 'acraudit.yaml'), ONE_RULE.replace('error', 'warning'));
    const changes = [{ uri: uri('acraudit.yaml'), type: 2 }];
    const warned = await client.next(uri('main.json'), () =>
      client.notify('workspace/didChangeWatchedFiles', { changes }),
    );
    expect(brief(warned.diagnostics)).toEqual([FAILURE.replace('5 1', '5 2')]);
    rmSync(join(folder, 'acraudit.yaml'));
    const gone = await client.next(uri('main.json'), () =>
      client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('acraudit.yaml'), type: 3 }] }),
    );
    expect(gone.diagnostics.map(({ code }) => code)).toEqual(['Azure.ACR.Logs', 'Azure.ACR.Metrics']);
  });

  test('of a file of the same deployment counts', async () => {
    const config = `${ONE_RULE}deployments:\n  - files: [main.json, diag.json]\n`;
    const files = { 'acraudit.yaml': config, 'main.json': FAILS, 'diag.json': template([setting()]) };
    const { client, uri } = await lspWorkspace(files);
    expect(await client.open(uri('main.json'), json(FAILS))).toEqual([]);
    await client.open(uri('diag.json'), json(files['diag.json']));
    await client.change(uri('diag.json'), { text: json(template([setting({ logs: [] })])) });
    expect(client.shown(uri('main.json'))?.map(({ code }) => code)).toEqual(['Azure.ACR.Logs']);
  });
});

describe('a document', () => {
  test('that is closed has no diagnostics', async () => {
    const { client, uri } = await lspWorkspace(CONFIG);
    await client.open(uri('main.json'), json(FAILS));
    expect(await client.close(uri('main.json'))).toEqual([]);
  });

  test('that was never saved is checked with the configuration of the workspace', async () => {
    const { client } = await lspWorkspace(CONFIG);
    expect(brief(await client.open('untitled:Untitled-1', json(FAILS)))).toEqual([FAILURE]);
  });

  test('that is no file is left alone', async () => {
    const { client, uri } = await lspWorkspace(CONFIG);
    for (const address of ['git:/main.json', 'vscode-vfs://github/main.json', 'file://%zz/main.json', 'nonsense'])
      await client.notify('textDocument/didOpen', {
        textDocument: { uri: address, languageId: 'json', version: 1, text: json(FAILS) },
      });
    expect(brief(await client.open(uri('main.json'), json(FAILS)))).toEqual([FAILURE]);
    expect(client.shown('git:/main.json')).toBe(undefined);
  });

  test('of a drive is a name like any other', async () => {
    const { client } = await lspWorkspace({});
    const shown = await client.open('file:///c%3A/infra/main.json', json(FAILS));
    expect(shown.map(({ code }) => code)).toEqual(['Azure.ACR.Logs', 'Azure.ACR.Metrics']);
  });

  test('that is too large is not read', async () => {
    const { client, uri } = await lspWorkspace(CONFIG);
    const text = json(FAILS).replace('{', `{ "x": "${'x'.repeat(21 * 1024 * 1024)}",`);
    const shown = await client.open(uri('main.json'), text);
    expect(shown.map(({ code }) => code)).toEqual(['too-large']);
  });

  test('above which the configuration is wrong says so', async () => {
    const { client, uri } = await lspWorkspace({ 'acraudit.yaml': 'rules: 1\n' });
    const [only, ...others] = await client.open(uri('main.json'), json(FAILS));
    expect([String(only?.message).split(':')[0], others]).toEqual([
      'not checked, because the configuration is wrong',
      [],
    ]);
    expect(only?.relatedInformation?.[0]?.location.uri).toBe(uri('acraudit.yaml'));
  });
});

describe('Bicep', () => {
  const text = "resource acr 'Microsoft.ContainerRegistry/registries@2023-07-01' = {\n  name: 'acr'\n}\n";

  test('is checked as it is typed, with the modules that are open', async () => {
    const { client, uri } = await lspWorkspace({ ...CONFIG, 'main.bicep': "module m 'm.bicep' = { name: 'm' }\n" });
    expect(brief(await client.open(uri('m.bicep'), text))).toEqual([FAILURE.replace('5 1', '0 1')]);
    expect(brief(await client.open(uri('wrong.bicep'), `${text}var x = nowhere\n`))).toEqual([
      FAILURE.replace('5 1', '0 1'),
      expect.stringMatching(/^3 1 bicep .*nowhere.*BCP057/),
    ]);
  });
});
