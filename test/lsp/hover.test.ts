import { describe, expect, test } from 'vitest';
import { registry, template } from '../support/arm-templates.ts';
import { json, lspWorkspace } from '../support/lsp-workspace.ts';

const CONFIG = 'rules:\n  Azure.ACR.Metrics: off\n  Azure.ACR.LogsRetention: off\n';
const FAILS = json(template([registry({ name: 'a*c`r<b>' })]));

const PAGE = [
  '**Azure.ACR.Logs**: fails, a\\*c\\`r\\<b\\>',
  '- no diagnostic setting is attached to it',
  'Values: defaults.',
  'How to fix: add a diagnostic setting on the registry with category group audit and a destination',
  'About the rule: `acraudit rules Azure.ACR.Logs`',
].join('\n\n');

describe('hovering over', () => {
  test.each<[string, number, number, string | undefined]>([
    ['what is marked shows why, with the text of the template as it is', 5, 10, PAGE],
    ['another line of the resource shows the same', 8, 10, PAGE],
    ['what has no finding shows nothing', 1, 5, undefined],
  ])('%s', async (_, line, character, expected) => {
    const { client, uri } = await lspWorkspace({ 'acraudit.yaml': CONFIG });
    await client.open(uri('main.json'), FAILS);
    const hover = await client.hover(uri('main.json'), line, character);
    expect(hover === null ? undefined : hover.contents).toEqual(
      expected === undefined ? undefined : { kind: 'markdown', value: expected },
    );
  });

  test('the name of a rule in the configuration says what it asks for', async () => {
    const { client, uri } = await lspWorkspace({ 'acraudit.yaml': CONFIG });
    await client.open(uri('acraudit.yaml'), CONFIG, 'yaml');
    expect(await client.hover(uri('acraudit.yaml'), 1, 6)).toEqual({
      contents: {
        kind: 'markdown',
        value: expect.stringMatching(
          /^\*\*Azure\.ACR\.Metrics\*\* \(ACRA-\d{4}, level info\)\n\n.+\n\nAbout the rule: `acraudit rules Azure\.ACR\.Metrics`$/,
        ),
      },
      range: { start: { line: 1, character: 2 }, end: { line: 1, character: 19 } },
    });
    expect(await client.hover(uri('acraudit.yaml'), 0, 2)).toBe(null);
  });

  test('a document that is not open shows nothing', async () => {
    const { client } = await lspWorkspace({});
    expect(await client.hover('file:///nowhere.json', 0, 0)).toBe(null);
  });
});
