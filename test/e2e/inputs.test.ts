import { describe, expect, test } from 'vitest';
import {
  BOOL,
  type JsonObject,
  nested,
  parameterFile,
  registry,
  STRING,
  setting,
  template,
} from '../support/arm-templates.ts';
import { acraudit, folderOf, lintJson, type Results } from '../support/cli.ts';

const PARAMETERS = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#';

/** A registry whose setting is deployed as the parameter `audit` says, which is true by default. */
const switched = template([registry(), setting({}, { condition: "[parameters('audit')]" })], {
  parameters: { audit: { ...BOOL, defaultValue: true } },
});
const passing = template([registry(), setting()]);
const failing = template([registry()]);
const off = { $schema: PARAMETERS, ...parameterFile({ audit: false }) };
const on = { $schema: PARAMETERS, ...parameterFile({ audit: true }) };

/** What was evaluated with which values: file, parameter file, outcome, and whether it counts. */
function rows({ results }: Results): string[] {
  return results.map(
    ({ location, target, outcome, affectsExitCode }) =>
      `${[location.file, target.parameters].filter((part) => part !== undefined).join(' + ')}: ${outcome}${affectsExitCode ? '' : ', not counted'}`,
  );
}

function messages(list: Results['notes'] | Results['errors']): string[] {
  return list.map(({ message }) => message);
}

/** Each after its file, which it does not name itself. */
function placed(list: Results['notes'] | Results['errors']): string[] {
  return list.map(({ message, location }) => `${location?.file}: ${message}`);
}

describe('parameter files with everyday names decide', () => {
  test.each([
    'main.parameters.prod.json',
    'parameters.prod.json',
    'prod.parameters.json',
    'main.prod.json',
    'main.params.json',
    'main.param.json',
    'main-prod.parameters.json',
    'main_prod.parameters.json',
    'main.parameters-prod.json',
    'parameters.json',
    'parameters/prod.json',
    'params/main.prod.json',
  ])('%s', async (name) => {
    const cwd = folderOf({ 'main.json': switched, [name]: off });
    const expected = { rows: ['main.json: pass, not counted', `main.json + ${name}: fail`], code: 1 };
    for (const paths of [[], ['main.json'], [name], ['main.json', name], [name, 'main.json'], ['.', name]]) {
      const run = await lintJson(cwd, ...paths);
      expect({ rows: rows(run), code: run.code }, paths.join(' ')).toEqual(expected);
    }
  });
});

describe('a parameter file that belongs to nothing', () => {
  const files = { 'a.json': passing, 'b.json': passing, 'prod.json': on };
  const note =
    'belongs to no template: name it with --parameters, or list it under deployments: … parameters: in acraudit.yaml';

  test('is said in JSON, at its place', async () => {
    const run = await lintJson(folderOf(files));
    expect({ code: run.code, notes: run.notes }).toEqual({
      code: 0,
      notes: [{ message: note, location: { file: 'prod.json' } }],
    });
  });

  test.each([[[]], [['-q']], [['-v']]])('is said in the console: %j', async (flags) => {
    const { out, code } = await acraudit(folderOf(files), 'lint', ...flags);
    const at = out.indexOf(note);
    const line = out.slice(out.lastIndexOf('\n', at) + 1).split('\n', 1)[0];
    expect({ code, line }).toEqual({ code: 0, line: expect.stringContaining('prod.json') });
    expect(at).toBeGreaterThan(0);
  });

  test('is said in SARIF', async () => {
    const { out } = await acraudit(folderOf(files), 'lint', '-f', 'sarif');
    const { runs } = JSON.parse(out) as {
      runs: {
        invocations: {
          executionSuccessful: boolean;
          toolExecutionNotifications: { level: string; message: { text: string } }[];
        }[];
      }[];
    };
    const [invocation] = runs[0]?.invocations ?? [];
    expect(invocation?.executionSuccessful).toBe(true);
    expect(invocation?.toolExecutionNotifications.map(({ level, message }) => [level, message.text])).toEqual([
      ['note', note],
    ]);
  });

  test('is said by fix', async () => {
    const { out } = await acraudit(folderOf(files), 'fix', '-f', 'json');
    expect(placed((JSON.parse(out) as Results).notes)).toEqual([`prod.json: ${note}`]);
  });

  test.each([[['prod.json']], [['a.json', 'prod.json']], [['prod.json', 'b.json']]])(
    'is an error where it was named: %j',
    async (paths) => {
      const run = await lintJson(folderOf(files), ...paths);
      expect({ code: run.code, errors: placed(run.errors) }).toEqual({ code: 3, errors: [`prod.json: ${note}`] });
    },
  );
});

describe('--parameters goes to the templates that it fits', () => {
  const other = template([registry({ name: 'other' })], { parameters: { kind: { ...STRING, defaultValue: 'x' } } });
  const files = {
    'main.json': switched,
    'twin.json': switched,
    'other.json': other,
    'values/off.json': off,
    'main.prod.parameters.json': off,
    'strange.json': { $schema: PARAMETERS, ...parameterFile({ Audti: true }) },
    'broken.json': '{ "parameters": ',
  };

  test('by its name', async () => {
    expect(
      rows(await lintJson(folderOf(files), 'main.json', 'twin.json', 'other.json', '-p', 'main.prod.parameters.json')),
    ).toEqual([
      'main.json: pass, not counted',
      'main.json + main.prod.parameters.json: fail',
      'other.json: fail',
      'twin.json: pass',
    ]);
  });

  test('else by what it gives', async () => {
    expect(
      rows(await lintJson(folderOf(files), 'main.json', 'twin.json', 'other.json', '-p', 'values/off.json')),
    ).toEqual([
      'main.json: pass, not counted',
      'main.json + values/off.json: fail',
      'other.json: fail',
      'twin.json: pass, not counted',
      'twin.json + values/off.json: fail',
    ]);
  });

  test.each<[string, string[], number, string]>([
    [
      'lint of one',
      ['lint', 'main.json', '-p', 'strange.json'],
      2,
      "--parameters strange.json does not fit the template: main.json has no parameter 'Audti'; did you mean 'audit'?",
    ],
    [
      'lint of several',
      ['lint', 'other.json', 'main.json', '-p', 'strange.json'],
      2,
      "--parameters strange.json fits none of the 2 templates: main.json has no parameter 'Audti'; did you mean 'audit'?",
    ],
    ['fix', ['fix', 'main.json', '-p', 'strange.json'], 2, '--parameters strange.json does not fit the template'],
    ['expand', ['expand', 'main.json', '-p', 'strange.json'], 2, '--parameters strange.json does not fit the template'],
    ['a template', ['expand', 'main.json', '-p', 'other.json'], 3, 'the file is a template, not a parameter file'],
  ])('to none: %s', async (_, argv, code, message) => {
    const ran = await acraudit(folderOf(files), ...argv);
    expect(ran.code).toBe(code);
    expect(ran.err).toContain(message);
  });

  test('one that the search has seen as well is not said to belong to nothing', async () => {
    const cwd = folderOf({ 'main.json': switched, 'twin.json': switched, 'x.json': off });
    expect(placed((await lintJson(cwd)).notes)).toEqual([expect.stringMatching(/^x\.json: belongs to no template/)]);
    const given = await lintJson(cwd, '-p', 'x.json');
    expect([given.code, messages(given.notes)]).toEqual([1, []]);
  });

  test('one that cannot be read is an error', async () => {
    const cwd = folderOf({ 'main.json': switched, 'broken.json': files['broken.json'] });
    const run = await lintJson(cwd, 'main.json', '-p', 'broken.json');
    expect({ code: run.code, files: run.errors.map(({ location }) => location?.file) }).toEqual({
      code: 3,
      files: ['broken.json'],
    });
  });

  test('no usage error where a template that may want it cannot be read', async () => {
    const bad = '{ "$schema": "x/deploymentTemplate.json#", ';
    const cwd = folderOf({ 'main.json': switched, 'strange.json': files['strange.json'], 'bad.json': bad });
    const run = await lintJson(cwd, 'main.json', 'bad.json', '-p', 'strange.json', '--set', 'kind=x');
    expect(run.code).toBe(3);
  });

  test('expand merges several, the later wins', async () => {
    const cwd = folderOf({ 'main.json': switched, 'one.json': off, 'two.json': on });
    const condition = async (...order: string[]): Promise<unknown> => {
      const { out } = await acraudit(
        cwd,
        'expand',
        'main.json',
        '-f',
        'json',
        ...order.flatMap((file) => ['-p', file]),
      );
      return (JSON.parse(out) as { resources: JsonObject[] }).resources[1]?.condition;
    };
    expect([await condition('one.json', 'two.json'), await condition('two.json', 'one.json')]).toEqual([true, false]);
  });
});

describe('deployments: … parameters: in the configuration', () => {
  const files = {
    'infra/acr.json': switched,
    'infra/more.json': switched,
    'env/off.json': off,
    'env/on.json': on,
    'env/other.json': on,
  };
  const config = (parameters: string): string =>
    `deployments:\n  - { files: ["infra/acr.json", "infra/more.json"], parameters: ${parameters} }\n`;
  const expected = [
    'infra/acr.json: pass, not counted',
    'infra/acr.json + env/off.json: fail',
    'infra/acr.json + env/on.json: pass',
    'infra/more.json: pass, not counted',
    'infra/more.json + env/off.json: fail',
    'infra/more.json + env/on.json: pass',
  ];

  test('each file with each template', async () => {
    const run = await lintJson(folderOf({ ...files, 'acraudit.yaml': config('["env/o[fn]*.json"]') }));
    expect(rows(run)).toEqual(expected);
    expect(placed(run.notes)).toEqual([expect.stringMatching(/^env\/other\.json: belongs to no template/)]);
  });

  test('a file that is named brings in its templates', async () => {
    const run = await lintJson(
      folderOf({ ...files, 'acraudit.yaml': config('[env/off.json, env/on.json]') }),
      'env/off.json',
    );
    expect(rows(run)).toEqual(expected);
  });

  test('--parameters of one of them goes to its templates', async () => {
    const cwd = folderOf({ ...files, 'infra/third.json': switched, 'acraudit.yaml': config('[env/off.json]') });
    expect(rows(await lintJson(cwd, 'infra', '-p', 'env/off.json'))).toEqual([
      'infra/acr.json: pass, not counted',
      'infra/acr.json + env/off.json: fail',
      'infra/more.json: pass, not counted',
      'infra/more.json + env/off.json: fail',
      'infra/third.json: pass',
    ]);
  });

  test('files of one set of values are one deployment', async () => {
    const registryOf = template([registry({ name: "[parameters('name')]" })], { parameters: { name: STRING } });
    const settingOf = template(
      [
        setting(
          {},
          {
            scope: "[format('Microsoft.ContainerRegistry/registries/{0}', parameters('name'))]",
            condition: "[not(equals(parameters('name'), 'acrdev'))]",
          },
        ),
      ],
      { parameters: { name: STRING } },
    );
    const run = await lintJson(
      folderOf({
        'acr.json': registryOf,
        'diag.json': settingOf,
        'env/dev.json': { $schema: PARAMETERS, ...parameterFile({ name: 'acrdev' }) },
        'env/prod.json': { $schema: PARAMETERS, ...parameterFile({ name: 'acrprod' }) },
        'acraudit.yaml': 'deployments: [{ files: [acr.json, diag.json], parameters: ["env/*.json"] }]\n',
      }),
      '--defaults',
      'skip',
    );
    expect(rows(run)).toEqual(['acr.json + env/dev.json: fail', 'acr.json + env/prod.json: pass']);
  });

  test('a pattern that matches nothing is said, of files and of parameter files', async () => {
    const text =
      'deployments: [{ files: ["infra/acr.json", "gone/*.json"], parameters: [env/gone.json, "env/*.json"] }]\n';
    const run = await lintJson(folderOf({ ...files, 'acraudit.yaml': text }));
    expect(messages(run.notes).sort()).toEqual([
      'deployments: env/gone.json matches no file',
      'deployments: gone/*.json matches no file',
    ]);
  });

  test('--print-config prints both keys with their places, and reads what it printed', async () => {
    const text = `${config('[env/off.json]')}tokens: [{ prefix: "<<", suffix: ">>" }]\n`;
    const { out } = await acraudit(folderOf({ ...files, 'acraudit.yaml': text }), 'lint', '--print-config');
    expect(out).toContain('    parameters:\n      - env/off.json\n');
    expect(out).toMatch(/tokens: # acraudit\.yaml:\d+\n {2}- prefix: "<<"\n {4}suffix: ">>"\n/);
    expect((await acraudit(folderOf({ ...files, 'acraudit.yaml': out }), 'lint', '--print-config')).out).toContain(
      'env/off.json',
    );
  });
});

describe('tokens of a pipeline are unknown', () => {
  const environment = template([registry(), setting({}, { condition: "[not(equals(parameters('env'), 'dev'))]" })], {
    parameters: { env: { ...STRING, allowedValues: ['dev', 'prod'] } },
  });
  const of = (template: JsonObject, values: JsonObject, more: JsonObject = {}): string =>
    folderOf({
      'main.json': template,
      'main.parameters.json': { $schema: PARAMETERS, ...parameterFile(values) },
      ...more,
    });

  test.each<[string, JsonObject, JsonObject, string]>([
    ['a text', environment, { env: '#{environment}#' }, '#{environment}#'],
    ['a part of a text', environment, { env: 'x-$(environment)' }, '$(environment)'],
    ['a switch', switched, { audit: '__AUDIT__' }, '__AUDIT__'],
  ])('%s', async (_, json, values, name) => {
    const run = await lintJson(of(json, values), '--defaults', 'skip');
    expect({ code: run.code, rows: rows(run), errors: run.errors, notes: run.notes }).toEqual({
      code: 0,
      rows: ['main.json + main.parameters.json: unknown'],
      errors: [],
      notes: [],
    });
    expect(run.results[0]?.dependsOn).toEqual([
      expect.objectContaining({
        kind: 'environment',
        name,
        location: expect.objectContaining({ file: 'main.parameters.json' }),
      }),
    ]);
  });

  test('a destination that is one is present', async () => {
    const json = template([registry(), setting({ workspaceId: "[parameters('ws')]" })], { parameters: { ws: STRING } });
    expect((await lintJson(of(json, { ws: '{{workspaceId}}' }), '--defaults', 'skip')).summary.pass).toBe(1);
  });

  test('--set too', async () => {
    const run = await lintJson(folderOf({ 'main.json': switched }), '--set', 'audit=$(audit)');
    expect(rows(run)).toEqual(['main.json: unknown']);
  });

  test("a template's own literals stand as written", async () => {
    const json = template([registry(), setting({}, { condition: "[equals('#{env}#', 'prod')]" })]);
    expect(rows(await lintJson(folderOf({ 'main.json': json })))).toEqual(['main.json: fail']);
  });

  test("a project's own form, by the configuration, in lint and expand", async () => {
    const cwd = of(
      environment,
      { env: '<<environment>>' },
      { 'acraudit.yaml': 'tokens: [{ prefix: "<<", suffix: ">>" }]\n' },
    );
    expect(rows(await lintJson(cwd, '--defaults', 'skip'))).toEqual(['main.json + main.parameters.json: unknown']);
    const { out } = await acraudit(cwd, 'expand', 'main.json', '-p', 'main.parameters.json', '-f', 'json');
    expect(out).toContain('<<environment>>');
    expect(rows(await lintJson(cwd, '--no-config', '--defaults', 'skip'))).toEqual([
      'main.json + main.parameters.json: pass',
    ]);
  });
});

describe('--set that is wrong usage', () => {
  const files = {
    'main.json': switched,
    'other.json': template([registry({ name: 'other' })], {
      parameters: { Count: { type: 'int', defaultValue: 1 }, tags: { type: 'object', defaultValue: {} } },
    }),
  };
  test.each<[string[], string]>([
    [['lint', 'main.json', '--set', 'enableAudit=true'], '--set enableAudit: the template has no such parameter'],
    [
      ['lint', 'main.json', '--set', 'Audti=true', '-q'],
      '--set Audti: the template has no such parameter; did you mean audit?',
    ],
    [['lint', '--set', 'cuont=2'], '--set cuont: no template has such a parameter; did you mean Count?'],
    [
      ['fix', 'main.json', '--set', 'Audti=true'],
      '--set Audti: the template has no such parameter; did you mean audit?',
    ],
    [
      ['expand', 'main.json', '--set', 'Audti=true'],
      '--set Audti: the template has no such parameter; did you mean audit?',
    ],
    [['lint', 'main.json', '--set', 'audit=yes'], '--set audit: the parameter is of type bool and takes true or false'],
    [['lint', '--set', 'count=two'], '--set count: the parameter is of type int and takes a whole number'],
    [['lint', '--set', 'tags=[]'], '--set tags: the parameter is of type object and takes an object in JSON'],
  ])('%j', async (argv, message) => {
    expect(await acraudit(folderOf(files), ...argv)).toEqual({
      code: 2,
      out: '',
      err: expect.stringContaining(message),
    });
  });

  test('a name that some of the templates have, in any letters', async () => {
    const run = await lintJson(folderOf(files), '--set', 'AUDIT=false');
    expect({ rows: rows(run), notes: run.notes }).toEqual({ rows: ['main.json: fail', 'other.json: fail'], notes: [] });
  });

  test('a value that is not allowed is used, and said even where it switches off what asks for it', async () => {
    const json = template([registry(), setting({}, { condition: "[equals(parameters('p'), 'a')]" })], {
      parameters: {
        p: { ...STRING, allowedValues: ['a', 'c'] },
        unused: { ...STRING, allowedValues: ['a'], defaultValue: 'a' },
      },
    });
    const run = await lintJson(folderOf({ 'main.json': json }), '--set', 'p=b', '--set', 'unused=b');
    expect({ rows: rows(run), notes: messages(run.notes) }).toEqual({
      rows: ['main.json: fail'],
      notes: [
        "the value of parameter 'p' is not one of the allowed values",
        "the value of parameter 'unused' is not one of the allowed values",
      ],
    });
  });
});

describe('values of a parameter file', () => {
  test('one that the template has no use for is said in the letters that were written', async () => {
    const cwd = folderOf({
      'main.json': switched,
      'main.parameters.json': parameterFile({ enableAudit: true, AUDTI: false }),
    });
    expect(messages((await lintJson(cwd)).notes)).toEqual([
      "main.json has no parameter 'AUDTI'; did you mean 'audit'?",
      "main.json has no parameter 'enableAudit'",
    ]);
  });

  test('one that the template requires and the file lacks is said', async () => {
    const json = template([registry(), setting()], {
      parameters: { a: STRING, b: STRING, c: { ...STRING, nullable: true }, d: { ...STRING, defaultValue: 'x' } },
    });
    const cwd = folderOf({ 'main.json': json, 'main.parameters.json': parameterFile({ a: 'x' }) });
    const missing =
      "gives no value for the required parameter 'b' of main.json: a deployment with this file alone fails";
    const run = await lintJson(cwd);
    expect({ code: run.code, notes: run.notes.map(({ message, location }) => [location?.file, message]) }).toEqual({
      code: 0,
      notes: [['main.parameters.json', missing]],
    });
    expect((await lintJson(cwd, '--set', 'b=x')).notes).toEqual([]);
  });
});

describe('what nobody deploys does not count, nor do its errors', () => {
  const link = (relativePath: string): JsonObject => ({
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2022-09-01',
    name: 'linked',
    properties: { mode: 'Incremental', templateLink: { relativePath }, parameters: { name: { value: 'acr' } } },
  });
  const module = template([registry({ name: "[parameters('name')]" })], { parameters: { name: STRING } });
  const parent = template([link('modules/acr.json'), setting()]);

  test.each([
    [['main.json', 'modules/acr.json']],
    [['modules/acr.json', 'main.json']],
    [['.']],
    [['main.json', '.', '--set', 'name=x']],
  ])('a linked file of the run is a module: %j', async (argv) => {
    const run = await lintJson(folderOf({ 'main.json': parent, 'modules/acr.json': module }), ...argv);
    expect({ code: run.code, rows: rows(run).sort() }).toEqual({
      code: 0,
      rows: ['modules/acr.json: fail, not counted', 'modules/acr.json: pass'],
    });
  });

  test('a linked file alone, with a parameter file of its own, or with --defaults count, counts', async () => {
    const files = { 'main.json': parent, 'modules/acr.json': module };
    expect((await lintJson(folderOf(files), 'modules')).code).toBe(1);
    expect((await lintJson(folderOf(files), '--defaults', 'count')).code).toBe(1);
    const own = { ...files, 'modules/acr.parameters.json': parameterFile({ name: 'x' }) };
    expect((await lintJson(folderOf(own))).code).toBe(1);
  });

  test('templates that link each other are no excuse for one another', async () => {
    const circle = (to: string): JsonObject => template([link(to), registry()]);
    expect((await lintJson(folderOf({ 'a.json': circle('b.json'), 'b.json': circle('a.json') }))).code).not.toBe(0);
  });

  const broken = template(
    [
      registry(),
      setting(),
      {
        type: 'Microsoft.Resources/deployments',
        apiVersion: '2022-09-01',
        name: "[parameters('zones').list[copyIndex()]]",
        properties: { mode: 'Incremental', template: template([]) },
        copy: { name: 'c', count: "[length(parameters('zones').list)]" },
      },
    ],
    { parameters: { zones: { type: 'object', defaultValue: {} } } },
  );

  test('an error of the defaults beside a parameter file is shown and does not count', async () => {
    const cwd = folderOf({ 'main.json': broken, 'main.parameters.json': parameterFile({ zones: { list: ['a'] } }) });
    const run = await lintJson(cwd);
    expect({ code: run.code, unreadable: run.summary.inputs.unreadable, errors: run.errors }).toEqual({
      code: 0,
      unreadable: 0,
      errors: [
        expect.objectContaining({ affectsExitCode: false, excludedBecause: 'the template has parameter files' }),
      ],
    });
    const { out } = await acraudit(cwd, 'lint');
    expect(out).toContain('does not affect the exit code: the template has parameter files');
    expect((await acraudit(cwd, 'lint', '-q')).out).toContain(
      '; does not affect the exit code: the template has parameter files)',
    );
    const { runs } = JSON.parse((await acraudit(cwd, 'lint', '-f', 'sarif')).out) as {
      runs: { invocations: { executionSuccessful: boolean; toolExecutionNotifications: { level: string }[] }[] }[];
    };
    expect(runs[0]?.invocations).toMatchObject([
      { executionSuccessful: true, toolExecutionNotifications: [{ level: 'note' }] },
    ]);
  });

  test.each<[string, JsonObject, string[]]>([
    ['the defaults alone', {}, []],
    [
      '--defaults count',
      { 'main.parameters.json': parameterFile({ zones: { list: ['a'] } }) },
      ['--defaults', 'count'],
    ],
    ['a parameter file with the same error', { 'main.parameters.json': parameterFile({ zones: {} }) }, []],
  ])('an error of %s counts, and stands once', async (_, more, argv) => {
    const run = await lintJson(folderOf({ 'main.json': broken, ...more }), ...argv);
    expect({ code: run.code, excluded: run.errors.map((error) => 'affectsExitCode' in error) }).toEqual({
      code: 3,
      excluded: [false],
    });
  });
});

describe('files that are no templates', () => {
  test.each<[string, unknown, string]>([
    [
      'stack.json',
      { id: '/x', type: 'Microsoft.Resources/deploymentStacks', resources: [], template: null },
      'a resource of type Microsoft.Resources/deploymentStacks as returned by Azure',
    ],
    ['list.json', [{ id: '/x' }], 'a list'],
    ['answer.json', { value: [] }, 'a list as returned by Azure'],
    ['graph.json', { count: 0, data: [] }, 'the response of a Resource Graph query'],
    ['what-if.json', { changes: [], status: 'Succeeded' }, 'the response of a what-if deployment'],
    ['policy.json', { policyRule: {} }, 'a policy definition'],
    [
      'ui.json',
      { $schema: 'https://schema.management.azure.com/schemas/0.1.2-preview/CreateUIDefinition.MultiVm.json#' },
      'the description of a user interface (createUiDefinition)',
    ],
  ])('%s is said to be what it is', async (name, content, what) => {
    const run = await lintJson(folderOf({ [name]: content }), name);
    expect({ code: run.code, notes: placed(run.notes) }).toEqual({
      code: 3,
      notes: [`${name}: not an ARM template but ${what}; skipped`],
    });
  });

  test('any other', async () => {
    const run = await lintJson(
      folderOf({ 'package.json': { name: 'x' }, 'ok.json': passing }),
      'package.json',
      'ok.json',
    );
    expect({ code: run.code, notes: placed(run.notes) }).toEqual({
      code: 0,
      notes: ['package.json: not an ARM template; skipped'],
    });
  });

  test.each<[string, number, string]>([
    ['folder', 2, 'folder is a folder; expand takes one template'],
    [
      'main.parameters.json',
      2,
      'main.parameters.json is a parameter file: expand takes a template, and its values with --parameters',
    ],
    [
      'stack.json',
      3,
      'stack.json: the file is not an ARM template but a resource as returned by Azure (not-a-template)',
    ],
    [
      'package.json',
      3,
      'package.json: the file is not an ARM template: it has neither $schema nor resources (not-a-template)',
    ],
  ])('expand %s', async (name, code, message) => {
    const cwd = folderOf({
      'folder/main.json': passing,
      'main.parameters.json': on,
      'stack.json': { id: '/x', type: 'Microsoft.Resources/deploymentStacks', resources: [] },
      'package.json': {},
    });
    expect(await acraudit(cwd, 'expand', name)).toEqual({ code, out: '', err: `acraudit: ${message}\n` });
  });
});

describe('predictions of bicep snapshot', () => {
  const GROUP = '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers';
  const predicted = (name: string): JsonObject => ({
    id: `${GROUP}/Microsoft.ContainerRegistry/registries/${name}`,
    type: 'Microsoft.ContainerRegistry/registries',
    name,
    apiVersion: '2023-07-01',
    properties: {},
  });
  const audit = (of: string): JsonObject => ({
    ...setting({}, { scope: `${GROUP}/Microsoft.ContainerRegistry/registries/${of}` }),
    id: `${GROUP}/Microsoft.ContainerRegistry/registries/${of}/providers/Microsoft.Insights/diagnosticSettings/audit`,
  });
  const snapshot = { predictedResources: [predicted('one'), predicted('two'), audit('two')], diagnostics: [] };

  test.each([[['main.snapshot.json']], [['.']], [['*.json']]])('are read like a template: %j', async (paths) => {
    const run = await lintJson(folderOf({ 'main.snapshot.json': snapshot }), ...paths);
    expect(run.results.map(({ target, outcome }) => [target.name, outcome])).toEqual([
      ['one', 'fail'],
      ['two', 'pass'],
    ]);
  });

  test('are expanded', async () => {
    const { out, code } = await acraudit(folderOf({ 'main.snapshot.json': snapshot }), 'expand', 'main.snapshot.json');
    expect({ code, last: out.trimEnd().split('\n').at(-1) }).toEqual({ code: 0, last: '3 resources' });
  });
});

describe('a template that was exported from a resource group', () => {
  const note =
    'the template looks exported from a resource group, and an export never holds diagnostic settings: ask Azure with `acraudit scan`';
  const exported = (resources: readonly JsonObject[], more: JsonObject = {}): JsonObject => ({
    ...template([registry({ name: "[parameters('registries_acrcontoso_name')]" }), ...resources]),
    parameters: { registries_acrcontoso_name: { type: 'String', defaultValue: 'acrcontoso' }, ...more },
  });

  test.each<[string, JsonObject, string[]]>([
    ['by the names of its parameters', exported([]), [note]],
    ['with ids of others', exported([], { workspaces_law_externalid: { type: 'String', defaultValue: '/x' } }), [note]],
    ['not with a parameter of another name', exported([], { location: { type: 'string', defaultValue: 'x' } }), []],
    [
      'not with a diagnostic setting',
      exported([
        setting(
          { logs: [] },
          { scope: "[concat('Microsoft.ContainerRegistry/registries/', parameters('registries_acrcontoso_name'))]" },
        ),
      ]),
      [],
    ],
    ['not one without parameters', failing, []],
  ])('%s', async (_, json, expected) => {
    const run = await lintJson(folderOf({ 'template.json': json }));
    expect({ outcome: run.results[0]?.outcome, notes: run.results[0]?.notes.map(({ message }) => message) }).toEqual({
      outcome: 'fail',
      notes: expected,
    });
  });
});

test('an inner template of another group is no linked file', async () => {
  const run = await lintJson(folderOf({ 'main.json': template([nested([registry()], {}, {})]) }));
  expect(rows(run)).toEqual(['main.json: fail']);
});

describe('a parameter file that lies where another configuration holds', () => {
  const switched = template([registry(), setting({}, { condition: "[parameters('on')]" })], {
    parameters: { on: { type: 'bool', defaultValue: false } },
  });
  const configured = 'rules: { Azure.ACR.Logs: info }\n';
  const folder = {
    'a/main.json': switched,
    'b/x.json': parameterFile({ on: true }),
    'b/acraudit.yaml': configured,
    'c/main.json': switched,
    'c/parameters/main.prod.json': parameterFile({ on: true }),
    'c/parameters/acraudit.yaml': configured,
  };

  test.each<string[]>([
    ['lint', 'a/main.json', '-p', 'b/x.json'],
    ['fix', 'a/main.json', '-p', 'b/x.json'],
    ['expand', 'a/main.json', '-p', 'b/x.json'],
    ['lint', 'c/main.json'],
    ['lint', 'c/parameters/main.prod.json'],
    ['lint', 'c/parameters/main.prod.json', 'c/main.json'],
  ])('goes with its template: %s %s %s', async (...argv) => {
    const { code, err } = await acraudit(folderOf(folder), ...argv);
    expect([code, err.includes('internal error')]).toEqual([0, false]);
  });

  test('and the template keeps its own', async () => {
    const { results } = await lintJson(folderOf(folder), 'c/parameters/main.prod.json');
    expect(results.map(({ basis, level, outcome }) => [basis, level, outcome])).toEqual([
      ['defaults', 'error', 'fail'],
      ['parameters', 'error', 'pass'],
    ]);
  });
});
