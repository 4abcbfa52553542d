import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import {
  createProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { registry, template } from '../support/arm-templates.ts';
import { bundlePath } from '../support/bundle.ts';
import { folderOf } from '../support/cli.ts';

test.each([[['lsp']], [['lsp', '--stdio']], [['lsp', '--stdio', '--clientProcessId', String(process.pid)]]])(
  'the bundle serves an editor, and writes nothing but the protocol: %j',
  async (argv) => {
    const folder = folderOf({});
    const server = spawn(process.execPath, [bundlePath(), ...argv], { cwd: folder, env: { LC_ALL: 'C' } });
    const errors: string[] = [];
    server.stderr.setEncoding('utf8').on('data', (text: string) => void errors.push(text));
    const exited = once(server, 'exit');
    const connection = createProtocolConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    const broken: unknown[] = [];
    connection.onError((error) => void broken.push(error));
    const said = new Promise<PublishDiagnosticsParams>((resolve) => {
      connection.onNotification('textDocument/publishDiagnostics', resolve);
    });
    connection.listen();
    await connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
    await connection.sendNotification('initialized', {});
    const uri = pathToFileURL(`${folder}/größe.json`).href;
    const text = JSON.stringify(template([registry({ name: 'größe😀' })]));
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'json', version: 1, text },
    });
    const { diagnostics, version } = await said;
    expect([version, diagnostics.map(({ message }) => String(message).split(':')[0])]).toEqual([
      1,
      ['größe😀', 'größe😀'],
    ]);
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    expect([await exited, errors, broken]).toEqual([[0, null], [], []]);
    connection.dispose();
  },
);
