import { expect, test } from 'vitest';
import { lspWorkspace } from '../support/lsp-workspace.ts';

const RULES = 'rules:\n  Azure.ACR.Metrics: off\n  Azure.ACR.LogsRetention: off\n';
const REGISTRY = `resource acr 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: 'acrone'
  location: 'westeurope'
  sku: { name: 'Premium' }
}
`;
const CALL = "module registry 'acr.bicep' = {\n  name: 'registry'\n}\n";
const AT = { start: { line: 0, character: 12 }, end: { line: 0, character: 12 } };
const FILES = { 'acraudit.yaml': RULES, 'main.bicep': CALL, 'acr.bicep': REGISTRY };

test('the fix in a module is planned with the open template that calls it', async () => {
  const { client, uri } = await lspWorkspace(FILES);
  await client.open(uri('main.bicep'), CALL, 'bicep');
  await client.open(uri('acr.bicep'), REGISTRY, 'bicep');
  const actions = await client.actions(uri('acr.bicep'), AT, ['quickfix', 'source.fixAll']);
  const files = actions.map(({ edit }) =>
    edit?.documentChanges?.map((one) => 'textDocument' in one && one.textDocument.uri).sort(),
  );
  expect(actions.map(({ title }, i) => [title.split(':')[0], files[i]])).toEqual([
    ['Fix Azure.ACR.Logs', [uri('acr.bicep'), uri('main.bicep')]],
    ['Fix all that acraudit can fix in this file', [uri('acr.bicep'), uri('main.bicep')]],
  ]);
});

test('a module that a template which is not open calls gets no required parameter', async () => {
  const { client, uri } = await lspWorkspace(FILES);
  await client.open(uri('acr.bicep'), REGISTRY, 'bicep');
  const [fix] = await client.actions(uri('acr.bicep'), AT, ['quickfix']);
  expect([fix?.title, fix?.disabled?.reason]).toEqual([
    'Fix Azure.ACR.Logs',
    expect.stringContaining('main.bicep, which links to this template, would have to supply a new parameter'),
  ]);
});
