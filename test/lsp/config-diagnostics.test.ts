import { describe, expect, test } from 'vitest';
import { lspWorkspace } from '../support/lsp-workspace.ts';

describe('what is shown of acraudit.yaml', () => {
  test.each<[string, string, readonly string[]]>([
    ['nothing where it is right', 'rules:\n  Azure.ACR.Logs: error\n', []],
    ['an unknown key, at the key', 'rulez: {}\n', ['0:0-5 unknown key "rulez"; did you mean "rules"?']],
    [
      'an unknown rule, at its name',
      'rules:\n  Azure.ACR.Log: error\n',
      ['1:2-15 unknown rule "Azure.ACR.Log"; did you mean "Azure.ACR.Logs"?'],
    ],
    [
      'a wrong value, at the value',
      'failOn: "loud"\n',
      [expect.stringMatching(/^0:8-14 .*error, warning, info, never/)],
    ],
    ['YAML that is none', 'rules: [\n', [expect.stringMatching(/^\d+:0-\d+ /)]],
    [
      'a file that it extends and that is not there',
      'extends: [./base.yaml]\n',
      [expect.stringMatching(/no such file/)],
    ],
    [
      'several problems in their order',
      'b: 1\na: 1\n',
      [expect.stringMatching(/^0:0-1 /), expect.stringMatching(/^1:0-1 /)],
    ],
  ])('%s', async (_, text, expected) => {
    const { client, uri } = await lspWorkspace({ 'acraudit.yaml': text });
    const shown = await client.open(uri('acraudit.yaml'), text, 'yaml');
    expect(
      shown.map(({ range: { start, end }, message }) => `${start.line}:${start.character}-${end.character} ${message}`),
    ).toEqual(expected);
  });

  test('what is typed counts, and another YAML file is left alone', async () => {
    const { client, uri } = await lspWorkspace({ 'acraudit.yaml': '' });
    expect(await client.open(uri('acraudit.yaml'), 'rulez: 1\n', 'yaml')).toHaveLength(1);
    expect(await client.change(uri('acraudit.yaml'), { text: 'rules: {}\n' })).toEqual([]);
    expect(await client.open(uri('pipeline.yaml'), 'rulez: 1\n', 'yaml')).toEqual([]);
  });
});
