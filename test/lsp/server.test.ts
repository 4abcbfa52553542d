import { describe, expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { registry, template } from '../support/arm-templates.ts';
import { json, lspWorkspace } from '../support/lsp-workspace.ts';

const FAILS = json(template([registry()]));

describe('a server', () => {
  test('says what it can do', async () => {
    const { client } = await lspWorkspace({});
    expect(client.initialized).toEqual({
      serverInfo: { name: 'acraudit', version: expect.stringMatching(/^\d+\.\d+\.\d+/) },
      capabilities: {
        textDocumentSync: { openClose: true, change: 2, save: true },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: ['quickfix', 'source.fixAll.acraudit'] },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    });
  });

  test('that was asked to shut down ends with 0', async () => {
    const { client, uri } = await lspWorkspace({});
    await client.open(uri('main.json'), FAILS);
    expect(await client.end()).toBe(0);
  });

  test('whose editor is gone without a word ends with 1', async () => {
    const { client } = await lspWorkspace({});
    expect(await client.vanish()).toBe(1);
  });

  test('that is told to exit without a shutdown ends with 1', async () => {
    const { client } = await lspWorkspace({});
    await client.notify('exit', undefined);
    expect(await client.vanish()).toBe(1);
  });

  test('does not know every request, and goes on', async () => {
    const { client, uri } = await lspWorkspace({});
    await expect(client.request('textDocument/rename', {})).rejects.toThrow('Unhandled method textDocument/rename');
    expect(await client.open(uri('main.json'), FAILS)).toHaveLength(2);
  });

  test('answers with nothing what was cancelled', async () => {
    const { client, uri } = await lspWorkspace({});
    const source = new CancellationTokenSource();
    void client.open(uri('main.json'), FAILS);
    const params = { textDocument: { uri: uri('main.json') }, position: { line: 5, character: 10 } };
    const answer = client.request('textDocument/hover', params, source.token);
    source.cancel();
    expect(await answer.catch(() => null)).toBe(null);
  });
});
