import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { analyse } from '../../src/lsp/analysis.ts';
import { codeActions, type FixesOf, fixesOnce } from '../../src/lsp/code-actions.ts';
import { openDocuments } from '../../src/lsp/open-documents.ts';
import { registry, template } from '../support/arm-templates.ts';
import { folderOf } from '../support/cli.ts';
import { json } from '../support/lsp-workspace.ts';

const AT = { start: { line: 5, character: 8 }, end: { line: 5, character: 8 } };

/** How many actions are offered where `meanwhile` is called while fixes are planned. */
async function offered(meanwhile: (type: (text: string) => void) => void): Promise<number | undefined> {
  const folder = folderOf({});
  const documents = openDocuments(() => [folder]);
  const uri = pathToFileURL(join(folder, 'main.json')).href;
  const text = TextDocument.create(uri, 'jsonc', 1, json(template([registry()])));
  const document = documents.put(text);
  if (document === undefined) throw new Error('it stands for no file');
  const analysis = await analyse(document, documents, {
    inputs: new Map(),
    environment: {},
    ruleFiles: async () => ({}),
  });
  const plan = fixesOnce();
  const fixesOf: FixesOf = (of) => {
    meanwhile((typed) => documents.put(TextDocument.update(text, [{ text: typed }], 2)));
    return plan(of);
  };
  const params = { textDocument: { uri }, range: AT, context: { diagnostics: [] } };
  const abilities = { versions: true, disabled: true };
  return (await codeActions(params, { document, documents, analyses: [analysis], abilities, fixesOf }))?.length;
}

test('actions are offered for the text that they were planned for', async () => {
  expect(await offered(() => undefined)).toBe(4);
});

test('actions that were planned before something was typed are not offered', async () => {
  expect(await offered((type) => type(`\n\n${json(template([registry()]))}`))).toBe(undefined);
});
