import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import picomatch from 'picomatch';
import { expect, test } from 'vitest';
import { FileChangeType } from 'vscode-languageserver/node';
import { uriOfFile } from '../../src/lsp/document-uri.ts';
import { openDocuments } from '../../src/lsp/open-documents.ts';
import { WATCHED, watchedChange } from '../../src/lsp/watched-files.ts';
import { lspWorkspace } from '../support/lsp-workspace.ts';

const TEMPLATE = `var switches = loadYamlContent('switches.yaml')
resource acr 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: 'acrone'
  location: 'westeurope'
}
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (switches.audit) {
  name: 'audit'
  scope: acr
  properties: {
    workspaceId: '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/law'
    logs: [{ categoryGroup: 'audit', enabled: true }]
  }
}
`;

test('a file that Bicep loads is read again when it changes on disk, comes to be or is gone', async () => {
  const files = { 'acraudit.yaml': 'extends: []\nrules:\n  Azure.ACR.Logs: error\n', 'switches.yaml': 'audit: true\n' };
  const { client, uri, folder } = await lspWorkspace(files);
  const main = uri('main.bicep');
  const codes = async (type: FileChangeType): Promise<readonly unknown[]> => {
    const changes = [{ uri: uri('switches.yaml'), type }];
    const said = await client.next(main, () => client.notify('workspace/didChangeWatchedFiles', { changes }));
    return said.diagnostics.map(({ code }) => code);
  };
  const isLogs = ({ code }: { readonly code?: unknown }): boolean => code === 'Azure.ACR.Logs';
  expect((await client.open(main, TEMPLATE, 'bicep')).filter(isLogs)).toEqual([]);
  writeFileSync(join(folder, 'switches.yaml'), 'audit: false\n');
  expect(await codes(FileChangeType.Changed)).toContain('Azure.ACR.Logs');
  rmSync(join(folder, 'switches.yaml'));
  expect(await codes(FileChangeType.Deleted)).toContain('bicep');
  writeFileSync(join(folder, 'switches.yaml'), 'audit: true\n');
  expect(await codes(FileChangeType.Created)).not.toContain('Azure.ACR.Logs');
});

test.each(['main.json', 'infra/main.bicep', 'acraudit.yaml', 'infra/switches.yaml', 'queries/alert.kql'])(
  'the editor is asked about %s',
  (path) => {
    expect(WATCHED.some((glob) => picomatch(glob)(path))).toBe(true);
  },
);

test.each<[string, FileChangeType, boolean]>([
  ['new.json', FileChangeType.Created, true],
  ['unused.json', FileChangeType.Changed, false],
  ['unused.kql', FileChangeType.Created, false],
  ['unused.kql', FileChangeType.Changed, false],
  ['used.kql', FileChangeType.Changed, true],
  ['used.kql', FileChangeType.Deleted, true],
  ['acraudit.yml', FileChangeType.Changed, true],
  ['My.Rule.yaml', FileChangeType.Changed, true],
  ['node_modules/used.kql', FileChangeType.Changed, false],
])('whether a change of %s (%i) on disk counts: %s', (name, type, expected) => {
  const checker = { usesFile: (file: string) => file.endsWith('used.kql') && !file.endsWith('unused.kql') };
  expect(
    watchedChange({ uri: uriOfFile(resolve('w', name)), type }, { documents: openDocuments(() => []), checker }),
  ).toBe(expected);
});
