import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { actingIn, HOSTILE, textsIn } from '../support/acting.ts';
import { type JsonObject, nested, on, registry, setting, template } from '../support/arm-templates.ts';
import { acraudit, acrauditIn, folderOf } from '../support/cli.ts';
import { PASSES, type ScannedRegistry, savedScan, WORKSPACE } from '../support/saved-scan.ts';

const LOGIN = on('ContainerRegistryLoginEvents');

/** Files and their names hold no halves of surrogate pairs. */
const wellFormed = (text: string): string => text.replace(/\p{Cs}/gu, '\ufffd');

/** As the name of a file, which holds no slash. */
const asFile = (text: string): string => wellFormed(text).replaceAll('/', '∕');

/** As a text of an expression. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A template whose only registry has the text as its name, and its tags. */
const whole = (text: string): unknown => template([registry({ name: text, tags: { [text]: text } })]);

/** Templates and parameter files in which every name, message and file name is the text. */
function filesOf(text: string): Readonly<Record<string, unknown>> {
  const file = asFile(text);
  const fails = [
    registry({ name: text, dependsOn: [text] }),
    setting({ logs: [LOGIN] }, { name: text, scope: `[resourceId('Microsoft.ContainerRegistry/registries', 'acr')]` }),
    registry({ name: 'acr' }),
    registry({ name: 'acr2' }),
    setting(
      { workspaceId: `[parameters(${quoted(text)})]` },
      { scope: 'Microsoft.ContainerRegistry/registries/acr2', name: text },
    ),
    registry({ name: `[fail(${quoted(text)})]` }),
    { ...nested([registry({ name: text })], {}, {}), name: text } as JsonObject,
  ];
  const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
  return {
    [`${file}.json`]: template(fails, { parameters: { [text]: { type: 'string' } } }),
    [`${file}.parameters.json`]: {
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#',
      parameters: { [text]: { value: text }, [`${text}2`]: { value: text } },
    },
    [`${file}.broken.json`]: template([registry({ name: `[format('{0}', ${text}]`, condition: `[${text}]` })]),
    [`${file}.cut.json`]: `{ "$schema": "${schema}", "resources": [ "${wellFormed(text)}`,
    [`${file}.made.json`]: template([registry({ name: text, condition: `[equals(${quoted(text)}, 'x')]` })], {
      metadata: { _generator: { name: 'bicep', version: text, templateHash: '1' } },
    }),
    [`${file}.whole.json`]: whole(text),
    [`${file}.noted.json`]: template([registry(), setting({ logs: [LOGIN], note: text })]),
  };
}

/** Registries of a scan that have the text as every name. */
function scannedOf(text: string, i: number): readonly ScannedRegistry[] {
  return [
    { name: text, resourceGroup: text, settings: { [text]: { workspaceId: text, logs: [LOGIN], note: text } } },
    { name: `acr${i}`, location: text, settings: { [text]: { workspaceId: WORKSPACE, logs: [LOGIN], note: text } } },
    { name: text, subscription: text, settings: 'denied' },
  ];
}

const TEXTS = HOSTILE.map(([, text]) => text);

function everything(): string {
  const scanned = [{ name: 'fine', settings: PASSES }, ...TEXTS.flatMap(scannedOf)];
  return folderOf(Object.assign({ 'scan.json': savedScan(scanned) }, ...TEXTS.map(filesOf)));
}

const TO = ['--workspace-id', WORKSPACE];

/** Every output of every command that reads templates or exports, by what prints it. */
const COMMANDS: readonly (readonly string[])[] = [
  ['lint'],
  ['lint', '-v'],
  ['lint', '-q'],
  ['lint', '--color', '-v'],
  ['lint', '--color', '-q'],
  ['lint', '-f', 'json'],
  ['lint', '-f', 'sarif', '--sarif-all'],
  ['lint', '--explore-parameters'],
  ['lint', '--explore-parameters', '-v'],
  ['fix', ...TO],
  ['fix'],
  ['fix', '-f', 'json', ...TO],
  ['fix', '-f', 'sarif', ...TO],
  ['scan', '--from', 'scan.json'],
  ['scan', '--from', 'scan.json', '-v'],
  ['scan', '--from', 'scan.json', '-q'],
  ['scan', '--from', 'scan.json', '-f', 'json'],
  ['scan', '--from', 'scan.json', '-f', 'sarif'],
  ['fix', '--from', 'scan.json', '--out', 'fixup', ...TO],
  ['fix', '--from', 'scan.json', '--out', 'fixup2', '-f', 'json', ...TO],
];

describe('nothing of an input acts in what is printed by', () => {
  const cwd = everything();

  test.each(COMMANDS.map((argv) => [argv.join(' '), argv]))('acraudit %s', async (_, argv) => {
    const { out, err } = await acrauditIn({ cwd, env: { CI: 'true' } }, ...argv);
    const color = argv.includes('--color');
    expect({ out: actingIn(out, { color }), err: actingIn(err, { color }) }).toEqual({ out: [], err: [] });
    if (!argv.includes('-f')) {
      if (argv[0] !== 'fix' && /more with code/.test(out)) return expect(COMMANDS).toContainEqual([...argv, '-v']);
      for (let i = 1; i <= TEXTS.length; i++) expect(out + err).toMatch(new RegExp(`evil${i}(?!\\d)`));
      return;
    }
    const texts = textsIn(JSON.parse(out));
    // SARIF of a scan has names in sentences only, and those that Azure cannot have in quotes.
    if (argv.join(' ') === 'scan --from scan.json -f sarif')
      for (let i = 1; i <= TEXTS.length; i++) expect(texts.join('\n')).toMatch(new RegExp(`evil${i}(?!\\d)`));
    else for (const text of TEXTS) expect(texts).toContain(text);
  });

  test('acraudit expand', async () => {
    const files = readdirSync(cwd).filter((name) => name.endsWith('.json') && name !== 'scan.json');
    expect(files.length).toBeGreaterThan(6 * TEXTS.length);
    for (const file of files) {
      for (const format of ['console', 'json']) {
        const { out, err } = await acraudit(cwd, 'expand', file, '-f', format);
        expect([...actingIn(out), ...actingIn(err)], file).toEqual([]);
      }
    }
  });

  test.each(HOSTILE)('acraudit expand, whose JSON keeps %s', async (_, text) => {
    const { out } = await acraudit(folderOf({ 'a.json': whole(text) }), 'expand', 'a.json', '-f', 'json');
    expect(JSON.parse(out)).toMatchObject({ resources: [{ name: text, tags: { [text]: text } }] });
  });

  test('reports and generated files', async () => {
    const formats = ['console', 'json', 'sarif', 'ndjson', 'junit', 'markdown', 'gitlab'];
    const reports = formats.flatMap((format) => ['--report', `${format}=reports/${format}`]);
    await acraudit(cwd, 'lint', ...reports);
    await acraudit(cwd, 'fix', '--from', 'scan.json', '--out', 'generated', ...TO);
    for (const folder of ['reports', 'generated']) {
      const entries = readdirSync(join(cwd, folder), { recursive: true, withFileTypes: true });
      expect(entries.length).toBeGreaterThan(2);
      for (const entry of entries) {
        expect(entry.name).toMatch(/^[0-9a-z_][\w.-]*$/i);
        if (entry.isFile())
          expect(actingIn(readFileSync(join(entry.parentPath, entry.name), 'utf8')), entry.name).toEqual([]);
      }
    }
  });
});

describe.each(HOSTILE)('%s', (_, text) => {
  const cwd = folderOf({
    'plain.json': template([registry(), setting({ logs: [LOGIN], note: text })]),
    'cut.json': filesOf(text)[`${asFile(text)}.cut.json`],
  });

  test.each<[string, (text: string) => readonly string[]]>([
    ['a path', (word) => ['lint', word]],
    ['a path with stack traces', (word) => ['lint', word, '--debug']],
    ['a command', (word) => [word]],
    ['a flag', (word) => ['lint', `--${word}`]],
    ['a flag with a value', (word) => ['scan', `--${word}=1`, '--debug']],
    ['--format', (word) => ['lint', '-f', word]],
    ['--report', (word) => ['lint', '--report', word]],
    ['--report of a format', (word) => ['lint', '--report', `${word}=x`]],
    ['--report to a place', (word) => ['lint', '--no-config', '--report', `json=plain.json/${word}`]],
    ['--rule', (word) => ['lint', '--rule', word]],
    ['--exclude-rule', (word) => ['lint', '--exclude-rule', word]],
    ['--pack', (word) => ['lint', '--pack', word]],
    ['--option', (word) => ['lint', '--option', word]],
    ['--option with a value', (word) => ['lint', '--option', `Azure.ACR.Logs.coverage=${word}`, '--debug']],
    ['--option of a name', (word) => ['lint', '--option', `Azure.ACR.Logs.${word}=1`]],
    ['--fail-on', (word) => ['lint', '--fail-on', word]],
    ['--unknown', (word) => ['lint', '--unknown', word]],
    ['--config', (word) => ['lint', '--config', word]],
    ['--parameters', (word) => ['lint', '-p', word]],
    ['--set', (word) => ['lint', '--set', word]],
    ['--set of a name', (word) => ['lint', '--no-config', '--set', `${word}=${word}`, 'plain.json']],
    ['--subscription', (word) => ['lint', '--no-config', '--subscription', word]],
    ['--resource-group', (word) => ['lint', '--no-config', '--resource-group', word]],
    ['--location', (word) => ['lint', '--no-config', '--location', word]],
    ['--defaults', (word) => ['lint', '--defaults', word]],
    ['--max-size', (word) => ['lint', '--max-size', word]],
    ['--cloud', (word) => ['scan', '--cloud', word]],
    ['--arm-endpoint', (word) => ['scan', '--arm-endpoint', word]],
    ['--discovery', (word) => ['scan', '--discovery', word]],
    ['--concurrency', (word) => ['scan', '--concurrency', word]],
    ['--resource-group of a scan', (word) => ['scan', '--no-config', '--resource-group', word]],
    ['--from', (word) => ['scan', '--no-config', '--from', word]],
    ['--from of a file that is no export', () => ['scan', '--no-config', '--from', 'cut.json']],
    ['--out', (word) => ['fix', '--policy', '--no-config', '--out', `plain.json/${word}`]],
    ['--workspace-id', (word) => ['fix', '--policy', '--no-config', '--out', 'p', '--workspace-id', word]],
    ['--workspace-id of templates', (word) => ['fix', '--no-config', '--workspace-id', word]],
    ['--storage-account-id', (word) => ['fix', '--no-config', '--storage-account-id', word]],
    ['--logs', (word) => ['fix', '--logs', word]],
    ['--setting-name', (word) => ['fix', '--no-config', ...TO, '--setting-name', word]],
    ['the name of a rule', (word) => ['rules', word]],
    ['a second name', (word) => ['rules', 'Azure.ACR.Logs', word]],
    ['a template to expand', (word) => ['expand', word, '--debug']],
    ['a value to expand with', (word) => ['expand', 'plain.json', '--set', word]],
    ['a format to expand to', (word) => ['expand', 'plain.json', '-f', word]],
  ])('as %s', async (_where, argv) => {
    const { code, out, err } = await acrauditIn({ cwd, env: { CI: 'true' } }, ...argv(text));
    expect([...actingIn(out), ...actingIn(err)]).toEqual([]);
    expect(code).toBeGreaterThanOrEqual(0);
  });

  test('as a configuration with every kind of fault', async () => {
    const yaml = JSON.stringify({ [text]: 1, rules: { [text]: text }, pack: text, include: text }, null, 2);
    const file = `${asFile(text)}.yaml`;
    writeFileSync(join(cwd, file), yaml);
    const { code, err } = await acraudit(cwd, 'lint', '--config', file, '--debug');
    expect({ code, acting: actingIn(err) }).toEqual({ code: 2, acting: [] });
  });

  test('in a configuration that is printed', async () => {
    const exclude = [wellFormed(text)];
    const there = folderOf({ 'acraudit.yaml': JSON.stringify({ exclude }), 'a.json': template([registry()]) });
    const { code, out, err } = await acraudit(there, 'lint', '--print-config');
    expect({ code, acting: actingIn(out), err }).toEqual({ code: 0, acting: [], err: '' });
    expect(parse(out)).toMatchObject({ exclude });
  });
});

describe('the diff of a template with raw control characters', () => {
  const raw = `{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#","contentVersion":"1.0.0.0","resources":[
{"type":"Microsoft.ContainerRegistry/registries","apiVersion":"2023-07-01","name":"acr","location":"w"},
{"type":"Microsoft.Insights/diagnosticSettings","apiVersion":"2021-05-01-preview","scope":"Microsoft.ContainerRegistry/registries/acr","name":"a","properties":{"workspaceId":"${WORKSPACE}",
"x": "\u001b[31mraw
::error::in context ##vso[task.a]
\u202e",
"logs":[{"category":"ContainerRegistryLoginEvents","enabled":true}]}}
]}
`;
  const said =
    'a.json: holds characters that could act on a terminal or log, so its diff is shown with escapes and cannot be applied; write it to a file (> fix.patch), or use --write\n';

  /** Whether git takes a diff, and what it makes of the file. */
  function applied(cwd: string, diff: string): string | undefined {
    writeFileSync(join(cwd, 'fix.patch'), diff);
    try {
      execFileSync('git', ['apply', 'fix.patch'], { cwd, stdio: 'pipe' });
      return readFileSync(join(cwd, 'a.json'), 'utf8');
    } catch {
      return undefined;
    }
  }

  test('is exact for a file or a program, and git applies it', async () => {
    const cwd = folderOf({ 'a.json': raw });
    const { out, err } = await acraudit(cwd, 'fix', '--no-config', 'a.json');
    expect(err).not.toContain('could act');
    expect(out).toContain(' "x": "\u001b[31mraw\n ::error::in context ##vso[task.a]\n \u202e",\n');
    expect(applied(cwd, out)).toContain('ContainerRegistryRepositoryEvents');
  });

  test.each<[string, { readonly isTerminal?: boolean; readonly env?: Record<string, string> }]>([
    ['on a terminal', { isTerminal: true, env: { NO_COLOR: '1' } }],
    ['in GitHub Actions', { env: { GITHUB_ACTIONS: 'true' } }],
    ['in Azure Pipelines', { env: { TF_BUILD: 'True' } }],
    ['in another CI system', { env: { CI: '1' } }],
  ])('is shown with escapes %s, and cannot be applied by mistake', async (_, around) => {
    const cwd = folderOf({ 'a.json': raw });
    const { out, err } = await acrauditIn({ cwd, ...around }, 'fix', '--no-config', 'a.json');
    expect(actingIn(out)).toEqual([]);
    expect(out).toContain('\n "x": "\\u{1b}[31mraw\n \\u{3a}:error::in context #\\u{23}vso[task.a]\n \\u{202e}",\n');
    expect(out).toMatch(/^@@ escaped -\d/m);
    expect(err).toContain(said);
    expect(applied(cwd, out)).toBeUndefined();
  });

  test.each(['\n', '\r\n'])('with nothing to escape is exact on a terminal too, with line ends %j', async (end) => {
    const plain = JSON.stringify(template([registry()]), null, '\t').replaceAll('\n', end);
    const cwd = folderOf({ 'a.json': `\ufeff${plain}${end}` });
    const there = await acrauditIn(
      { cwd, isTerminal: true, env: { NO_COLOR: '1' } },
      'fix',
      '--no-config',
      'a.json',
      ...TO,
    );
    const piped = await acraudit(cwd, 'fix', '--no-config', 'a.json', ...TO);
    expect(there).toEqual(piped);
    expect(applied(cwd, there.out)).toContain('diagnosticSettings');
  });

  test('of a file that is not UTF-8 is said not to apply', async () => {
    const utf16 = Buffer.from(`\ufeff${JSON.stringify(template([registry()]), null, 2)}\n`, 'utf16le');
    const { err } = await acraudit(folderOf({ 'a.json': utf16 }), 'fix', '--no-config', 'a.json', ...TO);
    expect(err).toContain('a.json: is not UTF-8, so git cannot apply its diff; --write keeps its encoding\n');
  });
});

test('a message of several lines keeps them, and a line break of an input is none of them', async () => {
  const cwd = folderOf({ 'plain.json': template([registry()]), 'a.yaml': '"a\\n::error::b": 1\n"c": 2\n' });
  const { err } = await acraudit(cwd, 'lint', '--config', 'a.yaml');
  expect(err.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/^acraudit: a\.yaml:1:1: unknown key "a\\u\{a\}::error::b"/),
    expect.stringMatching(/^a\.yaml:2:1: unknown key "c"/),
  ]);
});

test('a stack trace follows the message, which it does not repeat', async () => {
  const { err } = await acraudit(folderOf({}), 'lint', 'a\n::error::b.json', '--debug');
  const [message, name, frame] = err.split('\n');
  expect(message).toBe('acraudit: a\\u{a}::error::b.json does not exist');
  expect(name).toBe('UsageError');
  expect(frame).toMatch(/^ {4}at /);
});

test('a dumb terminal gets no colours, unless they are asked for', async () => {
  const cwd = folderOf({ 'a.json': template([registry()]) });
  const run = async (env: Record<string, string>, ...flags: string[]): Promise<boolean> =>
    (await acrauditIn({ cwd, isTerminal: true, env }, 'lint', '--no-config', ...flags)).out.includes('\u001b[');
  expect([
    await run({ TERM: 'xterm' }),
    await run({ TERM: 'dumb' }),
    await run({ TERM: 'dumb' }, '--color'),
    await run({ TERM: 'dumb', FORCE_COLOR: '1' }),
  ]).toEqual([true, false, true, true]);
});

test('what a fix adds to a template holds nothing that acts, and means the same', async () => {
  for (const text of TEXTS) {
    const cwd = folderOf({ 'a.json': template([registry({ name: text })]) });
    const { out } = await acraudit(cwd, 'fix', '--no-config', 'a.json', ...TO);
    const added = out.split('\n').filter((line) => line.startsWith('+') && !line.startsWith('+++'));
    // Azure drops settings of ids with other characters, so no fix adds one.
    if (/\P{ASCII}/u.test(text)) {
      expect(added).toEqual([]);
      continue;
    }
    expect(added.length).toBeGreaterThan(5);
    expect(actingIn(added.map((line) => line.slice(1)).join('\n'))).toEqual([]);
    await acraudit(cwd, 'fix', '--no-config', '--write', 'a.json', ...TO);
    const { resources } = JSON.parse(readFileSync(join(cwd, 'a.json'), 'utf8')) as { resources: { scope?: string }[] };
    expect(resources[1]?.scope).toBe(`Microsoft.ContainerRegistry/registries/${text}`);
  }
});
