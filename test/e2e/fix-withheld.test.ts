import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type JsonObject, parameterFile, registry, setting, template, WORKSPACE } from '../support/arm-templates.ts';
import { acraudit, folderOf } from '../support/cli.ts';

const SECRET = 'TopSecretWord';
const WITHHELD =
  'secure values are withheld from the preview, so it is not for `git apply`; --write makes the change as it is';

const PARAMETERS = {
  vault: { type: 'secureObject', defaultValue: { HiddenName: { deep: [SECRET, 123456789] } } },
  password: { type: 'securestring', defaultValue: SECRET },
  shared: { $ref: '#/definitions/word' },
};
const SECTIONS = {
  // What stands elsewhere in the same words is withheld too.
  apiProfile: `it is ${SECRET}`,
  definitions: { word: { type: 'secureString' } },
  parameters: PARAMETERS,
};
const MAIN = { ...template([registry()]), ...SECTIONS };
const FIX = ['fix', '--workspace-id', WORKSPACE];

function expectHidden(text: string): void {
  for (const word of [SECRET, 'HiddenName', '123456789']) expect(text).not.toContain(word);
}

describe('fix shows no secure value that stands beside a change', () => {
  const forms: readonly (readonly [string, string])[] = [
    ['in a template', JSON.stringify(MAIN, null, 2)],
    ['in a template of one line', JSON.stringify(MAIN)],
    ['in a template with Windows line ends', JSON.stringify(MAIN, null, 2).replaceAll('\n', '\r\n')],
  ];
  test.each(forms)('%s', async (_, text) => {
    const folder = folderOf({ 'main.json': text });
    const { out, err } = await acraudit(folder, ...FIX, 'main.json');
    expect(out).toContain('+++ b/main.json');
    expectHidden(out + err);
    expect(out).toContain('(withheld)');
    expect(err).toContain(`main.json: ${WITHHELD}\n`);
    for (const format of ['json', 'sarif']) {
      const report = await acraudit(folder, ...FIX, '-f', format, 'main.json');
      expect(report.out).toContain('diagnosticSettings');
      expectHidden(report.out + report.err);
    }
  });

  test('in a parameter file, whose template says that it is secure', async () => {
    const json = template([registry(), setting({}, { condition: "[parameters('on')]" })], {
      parameters: { on: { type: 'bool' }, password: { type: 'secureString' } },
    });
    const values = parameterFile({ on: false, password: SECRET }) as JsonObject;
    const folder = folderOf({ 'main.json': json, 'main.parameters.json': values });
    const { out, err } = await acraudit(folder, ...FIX, '.');
    expect(out).toContain('+      "value": true');
    expect(out).toContain('       "value": "(withheld)"');
    expectHidden(out + err);
    expect(err).toContain(`main.parameters.json: ${WITHHELD}\n`);
  });

  test('and writes them as they are', async () => {
    const folder = folderOf({ 'main.json': MAIN });
    const { out, err } = await acraudit(folder, ...FIX, '--write', 'main.json');
    expectHidden(out + err);
    const written = JSON.parse(readFileSync(join(folder, 'main.json'), 'utf8')) as JsonObject;
    expect([written.parameters, written.apiProfile]).toEqual([SECTIONS.parameters, SECTIONS.apiProfile]);
  });

  test.each([
    ['the file has none', template([registry()])],
    ['none is near the change', { ...template([registry()]), parameters: PARAMETERS }],
  ])('and says nothing of it where %s', async (_, json) => {
    const far = { ...json, outputs: Object.fromEntries([1, 2, 3, 4].map((n) => [`o${n}`, { type: 'int', value: n }])) };
    const { resources, parameters, ...others } = far as JsonObject;
    const ordered = { ...(parameters !== undefined && { parameters }), ...others, resources };
    const { out, err } = await acraudit(folderOf({ 'main.json': ordered }), ...FIX, 'main.json');
    expect(out).toContain('+++ b/main.json');
    expect(out + err).not.toContain('withheld');
  });
});
