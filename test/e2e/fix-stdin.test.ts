import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fix } from '../../src/index.ts';
import {
  type JsonObject,
  parameterFile,
  registry,
  STRING,
  setting,
  template,
  WORKSPACE,
} from '../support/arm-templates.ts';
import { acraudit, acrauditIn, folderOf, type Ran } from '../support/cli.ts';

const TO = ['--rule', 'Azure.ACR.Logs', '--workspace-id', WORKSPACE] as const;
const printed = (json: JsonObject): string => `${JSON.stringify(json, null, 2)}\n`;
const FAILS = printed(template([registry()]));

async function fixInput(text: string, cwd: string, ...argv: readonly string[]): Promise<Ran> {
  const input = (async function* () {
    yield Buffer.from(text);
  })();
  return acrauditIn({ cwd, input }, 'fix', '-', ...argv);
}

/** What fix --write makes of the same text in a file. */
async function fixedFile(text: string): Promise<string> {
  const folder = folderOf({ 'main.json': text });
  await acraudit(folder, 'fix', '--write', ...TO);
  return readFileSync(join(folder, 'main.json'), 'utf8');
}

describe('fix of a template from standard input', () => {
  test('prints the diff, which git applies to the file of that name', async () => {
    const folder = folderOf({ 'main.json': FAILS });
    const { code, out, err } = await fixInput(FAILS, folder, '--stdin-filename', 'main.json', ...TO);
    expect({ code, err }).toEqual({
      code: 1,
      err: "main.json: acr: adds diagnostic setting 'acr-audit'\n1 registry can be fixed in 1 file; --write applies the changes\n",
    });
    expect(readFileSync(join(folder, 'main.json'), 'utf8')).toBe(FAILS);
    writeFileSync(join(folder, 'fix.patch'), out);
    execFileSync('git', ['apply', 'fix.patch'], { cwd: folder });
    expect(readFileSync(join(folder, 'main.json'), 'utf8')).toBe(await fixedFile(FAILS));
  });

  test('prints the whole template with --write, and writes no file', async () => {
    const folder = folderOf({ 'stdin.json': '{}' });
    const { code, out, err } = await fixInput(FAILS, folder, '--write', ...TO);
    expect({ code, out, err }).toEqual({
      code: 0,
      out: await fixedFile(FAILS),
      err: "stdin.json: acr: adds diagnostic setting 'acr-audit'\n1 registry fixed in 1 file\n",
    });
    expect(readFileSync(join(folder, 'stdin.json'), 'utf8')).toBe('{}');
  });

  test.each<readonly [string, string, number]>([
    ['passes', printed(template([registry(), setting()])), 0],
    [
      'cannot be fixed',
      printed(template([registry(), setting({ logs: "[variables('logs')]" })], { variables: { logs: [] } })),
      1,
    ],
    ['is no JSON', '{ "resources": [', 3],
  ])('prints what it got with --write, where it %s', async (_, text, expected) => {
    const { code, out } = await fixInput(text, folderOf({}), '--write', ...TO);
    expect({ code, out }).toEqual({ code: expected, out: text });
  });

  test('keeps the byte order mark', async () => {
    const { out } = await fixInput(`\ufeff${FAILS}`, folderOf({}), '--write', ...TO);
    expect(out).toBe(`\ufeff${await fixedFile(FAILS)}`);
  });

  test('writes the parameter file that it was named with', async () => {
    const main = template([registry(), setting({ workspaceId: "[parameters('law')]" })], {
      parameters: { law: STRING },
    });
    const folder = folderOf({ 'dev.parameters.json': parameterFile({ law: '' }) });
    const { code, out } = await fixInput(printed(main), folder, '--write', '-p', 'dev.parameters.json', ...TO);
    expect({ code, out }).toEqual({ code: 0, out: printed(main) });
    expect(JSON.parse(readFileSync(join(folder, 'dev.parameters.json'), 'utf8'))).toEqual(
      parameterFile({ law: WORKSPACE }),
    );
  });

  test('has the change in JSON results', async () => {
    const { code, out } = await fixInput(FAILS, folderOf({}), '-f', 'json', ...TO);
    expect(code).toBe(1);
    const { results } = JSON.parse(out) as { results: { fix: { changes: { file: string }[] } }[] };
    expect(results.map(({ fix }) => fix.changes.map(({ file }) => file))).toEqual([['stdin.json']]);
  });

  test('refuses another format with --write, since standard output has the template', async () => {
    expect(await fixInput(FAILS, folderOf({}), '--write', '-f', 'sarif', ...TO)).toEqual({
      code: 2,
      out: '',
      err: 'acraudit: fix - --write prints the template, so -f sarif cannot go with it; write --report sarif=FILE\n',
    });
  });
});

test('fix of the API gives the template back that it was given', async () => {
  const given = { file: 'x.json', read: () => Promise.resolve({ bytes: Buffer.from(FAILS) }) };
  const made = await fix({ cwd: folderOf({}), given, write: true, rules: ['Azure.ACR.Logs'], workspaceId: WORKSPACE });
  expect([made.given, made.files]).toEqual([await fixedFile(FAILS), ['x.json']]);
});
