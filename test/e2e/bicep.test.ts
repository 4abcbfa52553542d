// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is Bicep
import { describe, expect, test } from 'vitest';
import { acraudit, acrauditIn, folderOf, lintJson, type Results } from '../support/cli.ts';

const WORKSPACE =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/law';

const REGISTRY = `resource acr 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: name
  location: resourceGroup().location
  sku: { name: 'Premium' }
}
`;

const setting = (
  condition = '',
): string => `resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = ${condition}{
  name: 'audit'
  scope: acr
  properties: {
    workspaceId: '${WORKSPACE}'
    logs: [{ categoryGroup: 'audit', enabled: true }]
  }
}
`;

const NAME = "param name string = 'acrone'\n";

async function* inputOf(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}

/** Where each result stands, and what it is. */
function rows({ results }: Results): string[] {
  return results.map(
    ({ location: { file, line, column }, target, outcome, affectsExitCode }) =>
      `${file}:${line}:${column} ${target.parameters === undefined ? '' : `+ ${target.parameters} `}${outcome}${affectsExitCode ? '' : ', not counted'}`,
  );
}

function placed(list: Results['notes'] | Results['errors']): string[] {
  return list.map(({ message, location }) =>
    [location?.file, location?.line, location?.column, ` ${message}`].filter((part) => part !== undefined).join(':'),
  );
}

describe('lint reads Bicep', () => {
  test.each<[name: string, text: string, expected: string]>([
    ['a registry without a setting', NAME + REGISTRY, 'main.bicep:2:1 fail'],
    ['decorators stand apart', `${NAME}@description('x')\n${REGISTRY}`, 'main.bicep:3:1 fail'],
    ['a registry with one', NAME + REGISTRY + setting(), 'main.bicep:2:1 pass'],
    ['a switch that is on', `${NAME}param on bool = true\n${REGISTRY}${setting('if (on) ')}`, 'main.bicep:3:1 pass'],
    ['a switch without a value', `${NAME}param on bool\n${REGISTRY}${setting('if (on) ')}`, 'main.bicep:3:1 unknown'],
    ['symbolic names', `${NAME}param x string?\n${REGISTRY}${setting()}`, 'main.bicep:3:1 pass'],
  ])('%s', async (_, text, expected) => {
    const cwd = folderOf({ 'main.bicep': text });
    for (const paths of [[], ['main.bicep'], ['*.bicep']]) {
      const run = await lintJson(cwd, ...paths);
      expect({ rows: rows(run), errors: run.errors }).toEqual({ rows: [expected], errors: [] });
    }
  });

  test('reasons point at what is written', async () => {
    const text = `${NAME}${REGISTRY}${setting().replace('enabled: true', 'enabled: false')}`;
    const run = await lintJson(folderOf({ 'main.bicep': text }));
    const places = run.results.flatMap(({ reasons }) => reasons.map(({ location }) => location));
    const place = { file: 'main.bicep', line: 12, column: 38, endLine: 12, endColumn: 52 };
    const path = 'resources[1].properties.logs[0].enabled';
    expect(places).toEqual([
      { ...place, path },
      { ...place, path },
    ]);
  });

  test('by standard input', async () => {
    const run = await acrauditIn(
      { cwd: folderOf({}), input: inputOf(NAME + REGISTRY) },
      'lint',
      '-',
      '--stdin-filename',
      'main.bicep',
      '-f',
      'json',
    );
    expect(rows(JSON.parse(run.out) as Results)).toEqual(['main.bicep:2:1 fail']);
  });

  test.each([
    ['main.bicepparam', "using 'main.bicep'\nparam name = 'acr'\n"],
    [
      'main.parameters.json',
      '{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#","parameters":{}}',
    ],
  ])('by standard input, and a parameter file such as %s is no template', async (name, text) => {
    const run = await acrauditIn({ cwd: folderOf({}), input: inputOf(text) }, 'lint', '-', '--stdin-filename', name);
    expect(run.code).toBe(3);
    expect(run.out).toContain('the file gives parameters and is not a template');
  });
});

describe('a syntax error', () => {
  const unclosed = REGISTRY.slice(0, REGISTRY.lastIndexOf('}'));

  test.each<[name: string, text: string]>([
    ['a registry without its brace', unclosed + setting()],
    ['a bracket', `${REGISTRY}var x = [\n${setting()}`],
    ['a parenthesis', `${REGISTRY}var x = concat(\n${setting()}`],
    ['a string', `${REGISTRY}var x = 'a\n${setting()}`],
    ['a string of several lines', `${REGISTRY}var x = '''a\n${setting()}`],
    ['a comment in a declaration', `${REGISTRY}var x = 1 /* a\n${setting()}`],
    ['a module', `${REGISTRY}module m = {\n${setting()}`],
    ['a resource', `${REGISTRY}resource d\n${setting()}`],
  ])('of %s does not hide the setting that follows', async (_, text) => {
    const run = await lintJson(folderOf({ 'main.bicep': NAME + text }));
    expect({ rows: rows(run), hasErrors: run.errors.length > 0 }).toEqual({
      rows: ['main.bicep:2:1 pass'],
      hasErrors: true,
    });
  });

  test.each<[name: string, text: string, line: number]>([
    ['a registry without its brace', unclosed, 6],
    ['a setting within the registry', unclosed + setting().replace(/^/gm, '  '), 14],
    ['a resource', `${REGISTRY}resource d`, 7],
    ['a comment', `${REGISTRY}/*\n${setting()}`, 7],
    ['a closed comment in a bracket', `${REGISTRY}var x = [\n/*\n${setting()}*/\n`, 18],
    ['a module', `${REGISTRY}module m = {`, 7],
  ])('of %s leaves what it may hide unknown', async (_, text, line) => {
    const run = await lintJson(folderOf({ 'main.bicep': NAME + text }));
    expect({ rows: rows(run), causes: run.results.flatMap(({ dependsOn }) => dependsOn) }).toEqual({
      rows: ['main.bicep:2:1 unknown'],
      causes: [
        expect.objectContaining({
          kind: 'notRead',
          name: 'what the syntax error at main.bicep hides',
          location: expect.objectContaining({ line }),
        }),
      ],
    });
  });

  test('of a module leaves the registries of what deploys it unknown', async () => {
    const text = `${NAME}${REGISTRY}module m 'm.bicep' = {\n  name: 'm'\n}\n`;
    const run = await lintJson(folderOf({ 'main.bicep': text, 'm.bicep': 'resource d' }), 'main.bicep');
    expect(rows(run)).toEqual(['main.bicep:2:1 unknown']);
  });
});

describe('modules', () => {
  const module = (audit: boolean): Record<string, string> => ({
    'main.bicep': "module acr 'modules/acr.bicep' = {\n  name: 'acr'\n  params: { name: 'acrtwo' }\n}\n",
    'modules/acr.bicep': `param name string\n${REGISTRY}${audit ? setting() : ''}`,
  });

  test('are found where they are written, once for what deploys them', async () => {
    const run = await lintJson(folderOf(module(false)));
    expect({ rows: rows(run), code: run.code }).toEqual({
      rows: ['modules/acr.bicep:2:1 fail, not counted', 'modules/acr.bicep:2:1 fail'],
      code: 1,
    });
  });

  test('of a file that is not searched are found too', async () => {
    const run = await lintJson(folderOf(module(true)), 'main.bicep');
    expect(rows(run)).toEqual(['modules/acr.bicep:2:1 pass']);
  });

  test('that are not there are errors at their paths, and hide nothing else', async () => {
    const text = `${NAME}module x 'gone.bicep' = {\n  name: 'x'\n}\n${REGISTRY}`;
    const run = await lintJson(folderOf({ 'main.bicep': text }));
    expect({ rows: rows(run), errors: placed(run.errors), code: run.code }).toEqual({
      rows: ['main.bicep:5:1 fail'],
      errors: [expect.stringMatching(/^main\.bicep:2:10: .*\(BCP\d+\)$/)],
      code: 1,
    });
  });

  test('of a registry that are not restored leave what they are given unknown', async () => {
    const text = `${NAME}${REGISTRY}module x 'br:example.azurecr.io/a/b:1.0' = {\n  name: 'x'\n  params: { registry: acr.name }\n}\n`;
    const run = await lintJson(folderOf({ 'main.bicep': text }));
    expect({
      rows: rows(run),
      causes: run.results.flatMap(({ dependsOn }) => dependsOn.map(({ kind }) => kind)),
    }).toEqual({ rows: ['main.bicep:2:1 unknown'], causes: ['module'] });
  });
});

describe('the verified module of registries', () => {
  const call = (version: string): string =>
    `module acr 'br/public:avm/res/container-registry/registry:${version}' = {\n  name: 'acr'\n  params: { name: 'acravm' }\n}\n`;

  test.each<[version: string, outcome: string, notes: RegExp]>([
    ['0.9.1', 'fail', /0\.9\.1 is evaluated by what is known/],
    ['0.9.9', 'unknown', /0\.9\.9 is not restored/],
  ])('of version %s without a cache: %s', async (version, outcome, note) => {
    const run = await lintJson(folderOf({ 'main.bicep': call(version) }));
    expect(run.results.map((one) => [one.target.name, one.outcome, one.location.line])).toEqual([
      ['acravm', outcome, 1],
    ]);
    expect(placed(run.notes)).toEqual([expect.stringMatching(note)]);
  });
});

describe('parameter files of Bicep', () => {
  const files = {
    'main.bicep': `param name string\nparam on bool\n${REGISTRY}${setting('if (on) ')}`,
    'prod.bicepparam': "using 'main.bicep'\nparam name = 'acrprod'\nparam on = true\n",
    'dev.bicepparam': "using 'main.bicep'\nparam name = 'acrdev'\nparam on = false\n",
  };

  test('are paired by using, and give results of their own', async () => {
    const run = await lintJson(folderOf(files));
    expect(rows(run)).toEqual([
      'main.bicep:3:1 unknown, not counted',
      'main.bicep:3:1 + dev.bicepparam fail',
      'main.bicep:3:1 + prod.bicepparam pass',
    ]);
  });

  test('bring their template when they are named', async () => {
    expect(rows(await lintJson(folderOf(files), 'dev.bicepparam'))).toContain('main.bicep:3:1 + dev.bicepparam fail');
    expect(rows(await lintJson(folderOf(files), 'main.bicep', '-p', 'dev.bicepparam'))).toContain(
      'main.bicep:3:1 + dev.bicepparam fail',
    );
  });

  test('of a template that is not there are errors, and belong to no other', async () => {
    const cwd = folderOf({
      ...files,
      'dev.bicepparam': "using 'gone.bicep'\nparam name = 'acrdev'\nparam on = true\n",
    });
    const run = await lintJson(cwd, '--rule', 'Azure.ACR.Logs');
    expect({ rows: rows(run), errors: placed(run.errors) }).toEqual({
      rows: ['main.bicep:3:1 unknown, not counted', 'main.bicep:3:1 + prod.bicepparam pass'],
      errors: ['dev.bicepparam: using names ./gone.bicep, which is no template in this repository (BCP091)'],
    });
  });

  test('stand for their template in expand', async () => {
    const ran = await acraudit(folderOf(files), 'expand', 'dev.bicepparam', '-f', 'json');
    const { resources } = JSON.parse(ran.out) as { readonly resources: readonly Record<string, unknown>[] };
    expect(resources.map(({ name, condition }) => [name, condition])).toEqual([
      ['acrdev', true],
      ['audit', false],
    ]);
  });

  test('may read the environment, which is unknown where it is not set', async () => {
    const cwd = folderOf({
      'main.bicep': files['main.bicep'],
      'main.bicepparam':
        "using 'main.bicep'\nparam name = 'acr'\nparam on = bool(readEnvironmentVariable('AUDIT_ON'))\n",
    });
    const run = await lintJson(cwd);
    expect(
      run.results.map(({ outcome, dependsOn }) => [outcome, dependsOn.map(({ kind, name }) => `${kind} ${name}`)]),
    ).toEqual([
      ['unknown', ['parameter on']],
      ['unknown', ['environment AUDIT_ON']],
    ]);
  });

  test('JSON ones belong to Bicep as well', async () => {
    const cwd = folderOf({
      'main.bicep': files['main.bicep'],
      'main.parameters.json': { parameters: { name: { value: 'acr' }, on: { value: false } } },
    });
    expect(rows(await lintJson(cwd))).toContain('main.bicep:3:1 + main.parameters.json fail');
  });
});

describe('JSON that Bicep made', () => {
  const compiled = async (text: string): Promise<object> => {
    const cwd = folderOf({ 'main.bicep': text });
    const metadata = { _generator: { name: 'bicep', version: '0.40.2.0', templateHash: '1' } };
    return { ...JSON.parse((await acraudit(cwd, 'build', 'main.bicep')).out), metadata };
  };

  test('is evaluated once, where it is written', async () => {
    const json = await compiled(NAME + REGISTRY);
    const run = await lintJson(folderOf({ 'main.bicep': NAME + REGISTRY, 'main.json': json }));
    expect({ rows: rows(run), notes: placed(run.notes) }).toEqual({
      rows: ['main.bicep:2:1 fail'],
      notes: ['main.json: compiled from main.bicep, which is evaluated in its place'],
    });
  });

  test('is recognised too as `build` prints it', async () => {
    const cwd = folderOf({ 'main.bicep': NAME + REGISTRY });
    const json = JSON.parse((await acraudit(cwd, 'build', 'main.bicep')).out);
    const run = await lintJson(folderOf({ 'main.bicep': NAME + REGISTRY, 'main.json': json }));
    expect(rows(run)).toEqual(['main.bicep:2:1 fail']);
  });

  test('beside JSON of another kind is evaluated alone', async () => {
    const run = await lintJson(folderOf({ 'main.bicep': NAME + REGISTRY, 'main.json': '{}' }));
    expect({ rows: rows(run), notes: placed(run.notes) }).toEqual({
      rows: ['main.bicep:2:1 fail'],
      notes: [],
    });
  });

  test('and is older than the Bicep is evaluated as well', async () => {
    const json = await compiled(NAME + REGISTRY + setting());
    const run = await lintJson(folderOf({ 'main.bicep': NAME + REGISTRY, 'main.json': json }));
    expect(run.results.map(({ location, outcome }) => `${location.file} ${outcome}`)).toEqual([
      'main.bicep fail',
      'main.json pass',
    ]);
  });
});

describe('JSON that Bicep made, and that is deployed in another way, is evaluated too:', () => {
  const audited = `${NAME}param on bool = true\n${REGISTRY}${setting('if (on) ')}`;
  const $schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#';
  const off = { $schema, parameters: { on: { value: false } } };

  test.each<
    [name: string, files: Record<string, string | object>, args: readonly string[], expected: readonly string[]]
  >([
    ['alike', {}, [], ['main.bicep pass']],
    [
      'with files of both',
      { 'main.parameters.json': off },
      [],
      ['main.bicep pass', 'main.bicep + main.parameters.json fail'],
    ],
    [
      'with a file that names it',
      { 'env/prod.json': { ...off, metadata: { template: '../main.json' } } },
      ['.'],
      ['main.bicep pass', 'main.json pass', 'main.json + env/prod.json fail'],
    ],
    [
      'with a file of the configuration',
      { 'env/q.json': off, 'acraudit.yaml': 'deployments: [{ files: [main.json], parameters: [env/q.json] }]' },
      [],
      ['main.bicep pass', 'main.json pass', 'main.json + env/q.json fail'],
    ],
    [
      'where the configuration says',
      { 'acraudit.yaml': 'deployments: [{ files: [main.json], resourceGroup: rg }]' },
      [],
      ['main.bicep pass', 'main.json pass'],
    ],
    [
      'together with others',
      { 'acraudit.yaml': 'deployments: [{ files: [main.json, other.json] }]' },
      [],
      ['main.bicep pass', 'main.json pass'],
    ],
    [
      'with a file of the command line',
      { 'env/prod.json': { ...off, metadata: { template: '../main.json' } } },
      ['.', '-p', 'env/prod.json'],
      ['main.bicep pass', 'main.json pass', 'main.json + env/prod.json fail'],
    ],
  ])('%s', async (_, files, args, expected) => {
    const json = (await acraudit(folderOf({ 'main.bicep': audited }), 'build', 'main.bicep')).out;
    const run = await lintJson(folderOf({ ...files, 'main.bicep': audited, 'main.json': json }), ...args);
    const found = run.results.map(
      ({ location: { file }, target: { parameters }, outcome }) =>
        `${file} ${parameters === undefined ? '' : `+ ${parameters} `}${outcome}`,
    );
    expect({ found: found.sort(), errors: run.errors }).toEqual({ found: [...expected].sort(), errors: [] });
  });
});

describe('a parameter file of Bicep is read beside a JSON template', () => {
  const template = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: { name: { type: 'string' } },
    resources: [],
  };
  const values = "using none\nparam name = 'acr'\n";

  test.each<[name: string, files: Record<string, string | object>]>([
    ['in the folder of parameters', { 'parameters/p2.bicepparam': "using '../infra/main.json'\nparam name = 'acr'\n" }],
    [
      'of the configuration',
      {
        'values/all.bicepparam': values,
        'acraudit.yaml': 'deployments: [{ files: [infra/main.json], parameters: [values/all.bicepparam] }]',
      },
    ],
  ])('%s', async (_, files) => {
    const run = await lintJson(folderOf({ ...files, 'infra/main.json': template }), 'infra/main.json');
    expect({ errors: run.errors, code: run.code }).toEqual({ errors: [], code: 0 });
  });
});

describe('what is wrong in Bicep', () => {
  test('is an error at its place, and the rest is evaluated', async () => {
    const run = await lintJson(folderOf({ 'main.bicep': `${NAME}param = 1\nvar x = nowhere\n${REGISTRY}` }));
    expect({ rows: rows(run), code: run.code, errors: placed(run.errors) }).toEqual({
      rows: ['main.bicep:4:1 fail'],
      code: 1,
      errors: [
        expect.stringMatching(/^main\.bicep:2:7: .*\(BCP\d+\)$/),
        expect.stringMatching(/^main\.bicep:3:9: .*nowhere.*\(BCP057\)$/),
      ],
    });
  });

  test.each([
    ['a name that is not there', "'audit', enabled", 'nowhere, enabled'],
    [
      'a key with holes that has a loop',
      "logs: [{ categoryGroup: 'audit', enabled: true }]",
      "'logs${name}': [for one in ['audit']: { categoryGroup: one, enabled: true }]",
    ],
    ['a key with holes of the setting', 'properties: {', "'properties${name}': {"],
    ['a key with holes beside its properties', 'scope: acr', "scope: acr\n  'scope${name}': 1"],
  ])('never lets a registry pass: %s', async (_, right, wrong) => {
    expect(setting()).toContain(right);
    const text = NAME + REGISTRY + setting().replace(right, () => wrong);
    const run = await lintJson(folderOf({ 'main.bicep': text }));
    expect({ rows: rows(run), code: run.code }).toEqual({ rows: ['main.bicep:2:1 error'], code: 3 });
  });

  test.each<[name: string, text: string, row: string]>([
    [
      'as a property of the setting',
      `${NAME}param k string\n${REGISTRY}${setting().replace('  scope', "  '${k}': {}\n  scope")}`,
      'main.bicep:3:1 error',
    ],
    [
      'as a parameter of a module',
      `${NAME}param k string\n${REGISTRY}module m 'm.bicep' = {\n  name: 'm'\n  params: { acr: name, 'audit\${k}': true }\n}\n`,
      'main.bicep:3:1 error',
    ],
    [
      'as a loop of entries',
      `${NAME}param k string\n${REGISTRY}${setting().replace("logs: [{ categoryGroup: 'audit', enabled: true }]", "'logs${k}': [for i in range(0, 1): { categoryGroup: 'audit', enabled: true }]")}`,
      'main.bicep:3:1 error',
    ],
  ])('a name made by interpolation %s never lets one pass', async (_, text, row) => {
    const module = `param acr string\nparam audit bool = false\nresource r 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {\n  name: acr\n}\n${setting('if (audit) ').replace('scope: acr', 'scope: r')}`;
    const run = await lintJson(folderOf({ 'main.bicep': text, 'm.bicep': module }), 'main.bicep');
    expect({ rows: rows(run), code: run.code }).toEqual({ rows: [row], code: 3 });
  });

  test('in a text that is only loaded is nothing wrong', async () => {
    const text = `${NAME}${REGISTRY}output o string = loadTextContent('notes.bicep')\n`;
    const run = await lintJson(folderOf({ 'main.bicep': text, 'notes.bicep': 'param = 1' }), 'main.bicep');
    expect({ rows: rows(run), errors: run.errors }).toEqual({ rows: ['main.bicep:2:1 fail'], errors: [] });
  });

  test('hides no other file', async () => {
    const run = await lintJson(folderOf({ 'a.bicep': "param '''", 'b.bicep': NAME + REGISTRY }));
    expect(rows(run)).toEqual(['b.bicep:2:1 fail']);
  });
});

const COMMENT = '// acraudit-disable-next-line Azure.ACR.Logs -- a sandbox\n';

test.each([
  ['before a declaration', `${COMMENT}${REGISTRY}`],
  ['before its decorators', `${COMMENT}@description('''x\ny''')\n${REGISTRY}`],
  ['between them', `@description('x')\n${COMMENT}@batchSize(1)\n${REGISTRY}`],
  ['behind them', `@description('x')\n${COMMENT}\n${REGISTRY}`],
  ['before a line for the compiler', `${COMMENT}\n#disable-next-line BCP081\n${REGISTRY}`],
  ['behind such a line', `#disable-next-line BCP081\n${COMMENT}${REGISTRY}`],
])('comments in Bicep suppress %s', async (_, text) => {
  const run = await lintJson(folderOf({ 'main.bicep': NAME + text }));
  expect(run.results.map(({ outcome, suppression }) => [outcome, suppression?.reason])).toEqual([
    ['suppressed', 'a sandbox'],
  ]);
});

test('a comment in what is declared before suppresses nothing', async () => {
  const text = `@description('x')\nvar before = {\n${COMMENT}  a: 1\n}\n${REGISTRY}`;
  const run = await lintJson(folderOf({ 'main.bicep': NAME + text }));
  expect(run.results.map(({ outcome }) => outcome)).toEqual(['fail']);
});

test.each(["using 'gone.bicep'", 'using none', ''])('expand of a parameter file with %j', async (text) => {
  const run = await acraudit(folderOf({ 'main.bicepparam': `${text}\n` }), 'expand', 'main.bicepparam');
  expect([run.code, run.err]).toEqual([
    2,
    'acraudit: main.bicepparam names no template that is here: expand takes a template, and values with --parameters\n',
  ]);
});

test('expand and build print what Bicep makes', async () => {
  const cwd = folderOf({ 'main.bicep': NAME + REGISTRY });
  const expanded = JSON.parse((await acraudit(cwd, 'expand', 'main.bicep', '-f', 'json')).out);
  expect(expanded.resources).toEqual([
    expect.objectContaining({
      name: 'acrone',
      origin: { file: 'main.bicep', line: 2, column: 1, path: 'resources[0]' },
    }),
  ]);
  const built = JSON.parse((await acraudit(cwd, 'build', 'main.bicep')).out);
  expect(Object.keys(built)).toEqual(['$schema', 'contentVersion', 'parameters', 'resources']);
});

describe('a module that is not restored', () => {
  const module = (reference: string): string => `${NAME}${REGISTRY}module x '${reference}' = {
  name: 'x'
  params: { registry: acr.name }
}
`;
  const NOTE = 'br:example.azurecr.io/a/b:1.0 is not restored, and what it deploys is not seen: run `acraudit restore`';

  test('is said at its place, by every command', async () => {
    const cwd = folderOf({ 'main.bicep': module('br:example.azurecr.io/a/b:1.0') });
    expect(placed((await lintJson(cwd)).notes)).toEqual([`main.bicep:7:10: ${NOTE}`]);
    const built = await acraudit(cwd, 'build', 'main.bicep');
    expect([built.code, built.err]).toEqual([3, `acraudit: main.bicep:7:10: ${NOTE} (not-restored)\n`]);
    const expanded = await acraudit(cwd, 'expand', 'main.bicep');
    expect(expanded.out).toContain(`warning: main.bicep:7:10: ${NOTE} (not-restored)`);
    const fixed = await acraudit(cwd, 'fix', 'main.bicep');
    expect(fixed.out + fixed.err).toContain('Next step: run `acraudit restore`, then run fix again');
  });

  test.each(['br/nope:a/b:1.0', 'br:example.azurecr.io/a/b'])(
    'is only wrong where the reference %s is',
    async (text) => {
      const run = await lintJson(folderOf({ 'main.bicep': module(text) }));
      expect([run.notes.length, run.errors.length]).toEqual([0, 1]);
    },
  );

  test('but known is said to be no template to deploy, where it is printed', async () => {
    const text =
      "module x 'br/public:avm/res/container-registry/registry:0.9.1' = {\n  name: 'x'\n  params: { name: 'acrone' }\n}\n";
    const built = await acraudit(folderOf({ 'main.bicep': text }), 'build', 'main.bicep');
    expect([built.code, built.err]).toEqual([
      3,
      'acraudit: main.bicep:1:10: what is printed for this module is not the module itself but what is known of it: run `acraudit restore` before you deploy it (known-module)\n',
    ]);
  });
});

test('build says what a path is that is no Bicep file', async () => {
  const cwd = folderOf({ 'infra/main.bicep': NAME });
  const said = await Promise.all(['infra', 'infra/man.bicep'].map((path) => acraudit(cwd, 'build', path)));
  expect(said.map(({ code, err }) => [code, err.split('\n')[0]])).toEqual([
    [2, 'acraudit: infra is a folder; build takes one .bicep file'],
    [2, 'acraudit: infra/man.bicep does not exist; did you mean infra/main.bicep?'],
  ]);
});
