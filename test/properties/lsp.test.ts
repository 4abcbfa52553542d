import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { registry, SCHEMA, setting, template } from '../support/arm-templates.ts';
import { json, lspWorkspace } from '../support/lsp-workspace.ts';

const MAIN = json(
  template([registry(), setting({}, { condition: "[parameters('audit')]" })], {
    parameters: { audit: { type: 'bool' } },
  }),
);
const VALUES = json({ $schema: SCHEMA.parameters, contentVersion: '1.0.0.0', parameters: { audit: { value: true } } });
const FILES = {
  'main.json': MAIN,
  'main.parameters.json': VALUES,
  'acraudit.yaml': 'rules:\n  Azure.ACR.Logs: warning\n',
};
type Name = keyof typeof FILES;
const NAMES = Object.keys(FILES) as Name[];

/** Pieces that make something of these texts, or break them. */
const PIECES = ['', '"', '{', ']', 'x', 'false', 'true', 'off', 'audit', '\n', '// acraudit-disable', '😀', '  '];

const edit = fc.record({
  name: fc.constantFrom(...NAMES),
  from: fc.nat(2000),
  length: fc.nat(30),
  text: fc.constantFrom(...PIECES),
});

test('any edits end with the diagnostics of the final texts', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { maxLength: 12 }), async (edits) => {
      const typed = await lspWorkspace(FILES);
      const texts = new Map(NAMES.map((name) => [name, TextDocument.create(name, 'json', 0, FILES[name])]));
      for (const name of NAMES) await typed.client.open(typed.uri(name), FILES[name]);
      for (const { name, from, length, text } of edits) {
        const document = texts.get(name) ?? TextDocument.create(name, 'json', 0, '');
        const size = document.getText().length;
        const start = document.positionAt(from % (size + 1));
        const change = { range: { start, end: document.positionAt((from % (size + 1)) + length) }, text };
        texts.set(name, TextDocument.update(document, [change], document.version + 1));
        await typed.client.change(typed.uri(name), change);
      }
      const once = await lspWorkspace(FILES);
      for (const [name, document] of texts) await once.client.open(once.uri(name), document.getText());
      for (const name of NAMES) await once.client.hover(once.uri(name), 0, 0);
      const shownBy = ({ client, uri, folder }: typeof once): string =>
        JSON.stringify(NAMES.map((name) => client.shown(uri(name)))).replaceAll(folder, '');
      expect(shownBy(typed)).toBe(shownBy(once));
      await typed.client.end();
      await once.client.end();
    }),
    { numRuns: 60 },
  );
});
