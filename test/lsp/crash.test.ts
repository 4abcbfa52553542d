import { expect, test, vi } from 'vitest';
import { registry, template } from '../support/arm-templates.ts';
import { json, lspWorkspace } from '../support/lsp-workspace.ts';

vi.mock('../../src/api/editor/lint-open.ts', async (original) => {
  const real = await original<typeof import('../../src/api/editor/lint-open.ts')>();
  return {
    ...real,
    findOpen: (request: Parameters<typeof real.findOpen>[0]) => {
      if (request.file.endsWith('bad.json')) throw new TypeError('x is not a function');
      return real.findOpen(request);
    },
  };
});

test('a bug met in one document is logged and shown there, and other documents are checked', async () => {
  const { client, uri } = await lspWorkspace({});
  const text = json(template([registry()]));
  const bad = await client.open(uri('bad.json'), text);
  expect(bad.map(({ range, severity, message }) => [range.end, severity, message])).toEqual([
    [
      { line: 0, character: 0 },
      1,
      expect.stringMatching(/^not checked: internal error [0-9a-f]{8}: a bug in acraudit/),
    ],
  ]);
  expect(client.log).toEqual([expect.stringMatching(/bad\.json: internal error [0-9a-f]{8}.*\nTypeError\n/)]);
  expect(await client.open(uri('good.json'), text)).toHaveLength(2);
});
