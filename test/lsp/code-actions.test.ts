import { describe, expect, test } from 'vitest';
import { registry, SCHEMA, setting, template, WORKSPACE } from '../support/arm-templates.ts';
import { lspClient } from '../support/lsp-client.ts';
import { applied, json, lspWorkspace } from '../support/lsp-workspace.ts';

const FIX = `fix:\n  workspaceId: ${WORKSPACE}\n`;
const RULES = 'rules:\n  Azure.ACR.Metrics: off\n  Azure.ACR.LogsRetention: off\n';
const CONFIG = { 'acraudit.yaml': `${RULES}${FIX}` };
const FAILS = template([registry()]);
const AT = { start: { line: 5, character: 8 }, end: { line: 5, character: 8 } };
const NOWHERE = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

describe('what can be done about a finding', () => {
  test('the fix makes it pass, whatever has been typed since the file was saved', async () => {
    const { client, uri } = await lspWorkspace({ ...CONFIG, 'main.json': template([]) });
    const main = uri('main.json');
    await client.open(main, json(FAILS), 'jsonc');
    const actions = await client.actions(main, AT);
    expect(actions.map(({ title, kind, isPreferred }) => [title, kind, isPreferred])).toEqual([
      [expect.stringMatching(/^Fix Azure\.ACR\.Logs: /), 'quickfix', true],
      ['Suppress Azure.ACR.Logs here with a comment', 'quickfix', undefined],
      ['Fix all that acraudit can fix in this file', 'source.fixAll.acraudit', undefined],
    ]);
    expect(actions[0]?.edit?.documentChanges?.map((one) => 'textDocument' in one && one.textDocument)).toEqual([
      { uri: main, version: 1 },
    ]);
    for (const index of [0, 2]) {
      const action = actions[index];
      if (action === undefined) throw new Error('there is no such action');
      expect(await client.change(main, { text: applied(json(FAILS), action, main) })).toEqual([]);
    }
  });

  test('a comment accepts it', async () => {
    const { client, uri } = await lspWorkspace(CONFIG);
    const main = uri('main.json');
    await client.open(main, json(FAILS), 'jsonc');
    const [, suppress] = await client.actions(main, AT);
    if (suppress === undefined) throw new Error('there is no such action');
    const after = applied(json(FAILS), suppress, main);
    expect(after.split('\n')[4]).toBe(
      '    // acraudit-disable-next-line Azure.ACR.Logs -- say here why this is accepted',
    );
    expect(await client.change(main, { text: after })).toEqual([]);
  });

  test('plain JSON has no comments, and says so', async () => {
    const { client, uri } = await lspWorkspace(CONFIG);
    await client.open(uri('main.json'), json(FAILS));
    const actions = await client.actions(uri('main.json'), AT, ['quickfix']);
    expect(actions.map(({ disabled }) => disabled?.reason)).toEqual([
      undefined,
      'JSON has no comments: choose JSON with Comments as the language of this file, or suppress it in acraudit.yaml',
    ]);
  });

  test('a fix that is refused says why', async () => {
    const { client, uri } = await lspWorkspace(CONFIG);
    const looped = template(
      [registry({ name: "[format('acr{0}', copyIndex())]", copy: { name: 'c', count: "[parameters('n')]" } })],
      {
        parameters: { n: { type: 'int' } },
        $schema: SCHEMA.resourceGroup,
        metadata: { _generator: { name: 'bicep', version: '0.30.0', templateHash: '1' } },
      },
    );
    await client.open(uri('main.json'), json(looped));
    const all = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    const [fix] = await client.actions(uri('main.json'), all, ['quickfix']);
    expect([fix?.title, fix?.disabled?.reason, fix?.edit]).toEqual([
      'Fix Azure.ACR.Logs',
      'Bicep makes this file; change the Bicep file, `acraudit fix` prints what to add',
      undefined,
    ]);
  });

  test('an editor that does not show what is refused is not told', async () => {
    const { folder } = await lspWorkspace(CONFIG);
    const client = await lspClient(`file://${folder}`, {});
    const main = `file://${folder}/main.json`;
    await client.open(main, json(FAILS));
    const actions = await client.actions(main, AT, ['quickfix']);
    expect(actions.map(({ title }) => title)).toEqual([expect.stringMatching(/^Fix Azure\.ACR\.Logs: /)]);
    expect(Object.keys(actions[0]?.edit?.changes ?? {})).toEqual([main]);
  });

  test('a value in a parameter file that is open is changed there', async () => {
    const values = {
      $schema: SCHEMA.parameters,
      contentVersion: '1.0.0.0',
      parameters: { audit: { value: false } },
    };
    const main = template(
      [registry(), setting({ logs: [{ categoryGroup: 'audit', enabled: "[parameters('audit')]" }] })],
      {
        parameters: { audit: { type: 'bool' } },
      },
    );
    const { client, uri } = await lspWorkspace({ ...CONFIG, 'main.json': main, 'main.parameters.json': values });
    await client.open(uri('main.parameters.json'), `\n${json(values)}`);
    const shown = await client.open(uri('main.json'), json(main));
    const [fix] = await client.actions(uri('main.json'), shown[0]?.range ?? AT, ['quickfix']);
    if (fix === undefined) throw new Error('there is no such action');
    expect(fix.edit?.documentChanges?.map((one) => 'textDocument' in one && one.textDocument)).toEqual([
      { uri: uri('main.parameters.json'), version: 1 },
    ]);
    const after = applied(`\n${json(values)}`, fix, uri('main.parameters.json'));
    await client.change(uri('main.parameters.json'), { text: after });
    expect(client.shown(uri('main.json'))).toEqual([]);
  });

  test.each<[string, object, string[] | undefined]>([
    ['where nothing is wrong', NOWHERE, ['quickfix']],
    ['of another kind', AT, ['refactor']],
  ])('nothing %s', async (_, range, only) => {
    const { client, uri } = await lspWorkspace(CONFIG);
    await client.open(uri('main.json'), json(FAILS));
    expect(await client.actions(uri('main.json'), range as typeof AT, only)).toEqual([]);
  });
});
