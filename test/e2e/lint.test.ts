import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  association,
  BOOL,
  collectionRule,
  group,
  type JsonObject,
  LOGIN,
  nested,
  on,
  parameterFile,
  registry,
  STRING,
  setting,
  template,
} from '../support/arm-templates.ts';
import { acraudit, acrauditIn, folderOf, lintJson, type Results, registryCounts } from '../support/cli.ts';
import { expectSarif, NO_ADDRESS } from '../support/expect-sarif.ts';
import { assertResults } from '../support/results-schema.ts';

const passing = template([registry(), setting()]);
const failing = template([registry()]);
const byParameter = template([registry(), setting({}, { condition: "[parameters('audit')]" })], {
  parameters: { audit: { ...BOOL, defaultValue: false } },
});
const settingAlone = template([setting()]);
const SUBSCRIPTION = '11111111-2222-3333-4444-555555555555';

/** What was judged with which values: file, parameter file, outcome, and whether it counts. */
function rows({ results }: Results): string[] {
  return results.map(
    ({ location, target, outcome, affectsExitCode }) =>
      `${[location.file, target.parameters].filter((part) => part !== undefined).join(' + ')}: ${outcome}${affectsExitCode ? '' : ', not counted'}`,
  );
}

function notesOf({ results }: Results): string[] {
  return results.flatMap(({ notes }) => notes.map(({ message }) => message));
}

describe('parameter values decide:', () => {
  test('files are found by name, and the defaults do not count beside them', async () => {
    const cwd = folderOf({
      'main.json': byParameter,
      'main.parameters.json': parameterFile({ audit: true }),
      'main.dev.parameters.json': parameterFile({ audit: false }),
    });
    const run = await lintJson(cwd);
    expect(rows(run)).toEqual([
      'main.json: fail, not counted',
      'main.json + main.dev.parameters.json: fail',
      'main.json + main.parameters.json: pass',
    ]);
    expect(run.code).toBe(1);
    expect(run.results.map(({ basis }) => basis)).toEqual(['defaults', 'parameters', 'parameters']);
    expect(registryCounts(run.summary).listed).toBe(1);
  });

  test.each<[string, string[], string[], number]>([
    ['auto', [], ['main.json: fail, not counted', 'main.json + main.parameters.json: pass'], 0],
    ['count', ['--defaults', 'count'], ['main.json: fail', 'main.json + main.parameters.json: pass'], 1],
    ['skip', ['--defaults', 'skip'], ['main.json + main.parameters.json: pass'], 0],
  ])('--defaults %s', async (_, argv, expected, code) => {
    const cwd = folderOf({ 'main.json': byParameter, 'main.parameters.json': parameterFile({ audit: true }) });
    const run = await lintJson(cwd, ...argv);
    expect({ rows: rows(run), code: run.code }).toEqual({ rows: expected, code });
  });

  test('metadata.template of a parameter file', async () => {
    const file = { ...parameterFile({ audit: true }), metadata: { template: '../main.json' } };
    const cwd = folderOf({ 'main.json': byParameter, 'environments/prod.json': file });
    expect(rows(await lintJson(cwd))).toEqual([
      'main.json: fail, not counted',
      'main.json + environments/prod.json: pass',
    ]);
  });

  test('a named parameter file is the only one', async () => {
    const cwd = folderOf({
      'main.json': byParameter,
      'main.parameters.json': parameterFile({ audit: false }),
      'other.json': parameterFile({ audit: true }),
    });
    const run = await lintJson(cwd, 'main.json', '-p', 'other.json');
    expect(rows(run)).toEqual(['main.json: fail, not counted', 'main.json + other.json: pass']);
  });

  test('--set', async () => {
    const cwd = folderOf({ 'main.json': byParameter });
    const run = await lintJson(cwd, '--set', 'audit=true');
    expect({ rows: rows(run), code: run.code }).toEqual({ rows: ['main.json: pass'], code: 0 });
    expect(run.results[0]?.basis).toBe('parameters');
  });

  test('--set wins over a parameter file', async () => {
    const cwd = folderOf({ 'main.json': byParameter, 'main.parameters.json': parameterFile({ audit: false }) });
    expect(rows(await lintJson(cwd, '--set', 'audit=true', '--defaults', 'skip'))).toEqual([
      'main.json + main.parameters.json: pass',
    ]);
  });

  test('a value for a parameter that there is not is said', async () => {
    const cwd = folderOf({
      'main.json': byParameter,
      'main.parameters.json': parameterFile({ audit: true, audti: 1 }),
    });
    const { notes, code } = await lintJson(cwd);
    expect({ code, notes: notes.map(({ message }) => message) }).toEqual({
      code: 0,
      notes: ["main.json has no parameter 'audti'; did you mean 'audit'?"],
    });
  });

  test('a broken parameter file is an error, the others go on', async () => {
    const cwd = folderOf({
      'main.json': byParameter,
      'main.parameters.json': parameterFile({ audit: true }),
      'main.dev.parameters.json': '{ "$schema": "x/deploymentParameters.json#", "parameters": {',
    });
    const run = await lintJson(cwd);
    expect(run.code).toBe(3);
    expect(rows(run)).toContain('main.json + main.parameters.json: pass');
    expect(run.errors.map(({ location }) => location?.file)).toEqual(['main.dev.parameters.json']);
  });

  test('a module that another input nests does not count', async () => {
    const hash = { metadata: { _generator: { name: 'bicep', version: '0.30.0', templateHash: '123456' } } };
    const module = { ...template([registry()]), ...hash };
    const outer = nested([], {}, {});
    const parent = template([
      { ...outer, properties: { ...(outer.properties as JsonObject), template: module } },
      setting(),
    ]);
    const run = await lintJson(folderOf({ 'main.json': parent, 'modules/acr.json': module }));
    expect({ rows: rows(run), code: run.code }).toEqual({
      rows: ['main.json: pass', 'modules/acr.json: fail, not counted'],
      code: 0,
    });
    expect(run.results.map(({ excludedBecause }) => excludedBecause)).toEqual([
      undefined,
      'it is a module of main.json',
    ]);
  });
});

describe('the cloud that is deployed to', () => {
  const files = {
    'main.json': template([
      registry(),
      setting({}, { condition: "[equals(environment().name, 'AzureUSGovernment')]" }),
    ]),
  };
  const configured = (cloud: string): string => `deployments:\n  - { files: ["*.json"], cloud: ${cloud} }\n`;

  test.each([
    ['is unknown', {}, [], 'main.json: unknown'],
    ['is named by a flag', {}, ['--cloud', 'AzureUSGovernment'], 'main.json: pass'],
    ['is another one', {}, ['--cloud', 'AzureCloud'], 'main.json: fail'],
    ['is named by the configuration', { 'acraudit.yaml': configured('AzureUSGovernment') }, [], 'main.json: pass'],
    [
      'is named by both, and the flag wins',
      { 'acraudit.yaml': configured('AzureUSGovernment') },
      ['--cloud', 'AzureChinaCloud'],
      'main.json: fail',
    ],
  ])('%s', async (_, more, flags, expected) => {
    expect(rows(await lintJson(folderOf({ ...files, ...more }), ...flags))).toEqual([expected]);
  });

  test('must be one that is known', async () => {
    const run = await acraudit(folderOf(files), 'lint', '--cloud', 'AzureGermanCloud');
    expect(run.code).toBe(2);
  });
});

describe('lint of several files:', () => {
  const files = { 'acr.json': failing, 'b/diag.json': settingAlone };
  const deployments = (more = ''): string => `deployments:\n  - files: ["acr.json", "b/*.json"]\n${more}`;

  test('a setting of another file is not joined, but may cover the registry', async () => {
    const run = await lintJson(folderOf(files));
    expect({ rows: rows(run), code: run.code }).toEqual({ rows: ['acr.json: fail'], code: 1 });
    expect(run.results[0]?.notes).toEqual([
      {
        message: "diagnostic setting 'audit' of another file may cover it",
        location: expect.objectContaining({ file: 'b/diag.json', path: 'resources[0]', line: 5 }),
      },
    ]);
    expect((await acraudit(folderOf(files), 'lint')).out).toContain('b/diag.json:5:');
  });

  test('a data collection rule of another file may cover the registry, and does in the same deployment', async () => {
    const rules = { 'acr.json': failing, 'b/dcr.json': template([collectionRule(), association()]) };
    const apart = await lintJson(folderOf(rules));
    expect({ rows: rows(apart), notes: notesOf(apart) }).toEqual({
      rows: ['acr.json: fail'],
      notes: ["data collection rule 'dcr' of another file may cover it"],
    });
    const joined = await lintJson(folderOf({ ...rules, 'acraudit.yaml': deployments() }));
    expect({ rows: rows(joined), notes: notesOf(joined) }).toEqual({
      rows: ['acr.json: pass'],
      notes: [
        "data collection rule 'dcr' of another file is attached to it",
        "data collection rule 'dcr' collects logs by a preview that needs the feature Microsoft.Insights/DcrPlatformLogs of the subscription, which cannot be seen here",
      ],
    });
  });

  test('a data collection rule of another file is attached by a known id, if it is one that carries logs', async () => {
    const id = `/subscriptions/${SUBSCRIPTION}/resourceGroups/one/providers/Microsoft.ContainerRegistry/registries/acr`;
    const scoped = (kind: string): JsonObject => template([collectionRule({}, { kind }), association({ scope: id })]);
    const of = async (kind: string): Promise<Results> =>
      lintJson(
        folderOf({ 'acr.json': failing, 'dcr.json': scoped(kind) }),
        '--subscription',
        SUBSCRIPTION,
        '--resource-group',
        'one',
      );
    expect(rows(await of('PlatformTelemetry'))).toEqual(['acr.json: pass']);
    const other = await of('Linux');
    expect(rows(other)).toEqual(['acr.json: fail']);
    expect(notesOf(other)).toEqual([]);
  });

  test('a setting of a file with several parameter files is a case of each', async () => {
    const switched = template([setting({}, { condition: "[equals(parameters('env'), 'prod')]" })], {
      parameters: { env: { type: 'string' } },
    });
    const cwd = folderOf({
      'acr.json': failing,
      'diag.json': switched,
      'diag.dev.parameters.json': parameterFile({ env: 'dev' }),
      'diag.prod.parameters.json': parameterFile({ env: 'prod' }),
    });
    const place = ['--subscription', '11111111-2222-3333-4444-abcdefabcdef', '--resource-group', 'rg'];
    const { out } = await acraudit(cwd, 'lint', '-q', ...place);
    expect(out).toContain('depends on environment parameter file of diag.json');
    const one = await acraudit(cwd, 'lint', '-q', ...place, '-p', 'diag.prod.parameters.json');
    expect(one).toEqual(expect.objectContaining({ code: 0, out: '' }));
  });

  test('files of one deployment are joined', async () => {
    const run = await lintJson(folderOf({ ...files, 'acraudit.yaml': deployments() }));
    expect({ rows: rows(run), code: run.code }).toEqual({ rows: ['acr.json: pass'], code: 0 });
    expect(notesOf(run)).toEqual(["diagnostic setting 'audit' of another file is attached to it"]);
  });

  test('files with the same known ids are joined', async () => {
    const run = await lintJson(folderOf(files), '--subscription', SUBSCRIPTION, '--resource-group', 'rg');
    expect({ rows: rows(run), code: run.code }).toEqual({ rows: ['acr.json: pass'], code: 0 });
    expect(run.results[0]?.target.id).toBe(
      `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/acr`,
    );
  });

  test('a subscription alone does not join', async () => {
    expect(rows(await lintJson(folderOf(files), '--subscription', SUBSCRIPTION))).toEqual(['acr.json: fail']);
  });

  test('files of two deployments to two groups are not joined', async () => {
    const text = `deployments:\n  - { files: [acr.json], subscription: ${SUBSCRIPTION}, resourceGroup: one }\n  - { files: [b/diag.json], subscription: ${SUBSCRIPTION}, resourceGroup: two }\n`;
    const run = await lintJson(folderOf({ ...files, 'acraudit.yaml': text }));
    expect({ rows: rows(run), notes: notesOf(run) }).toEqual({ rows: ['acr.json: fail'], notes: [] });
  });

  test('flags win over the configuration', async () => {
    const text = deployments(`    subscription: ${SUBSCRIPTION}\n    resourceGroup: one\n`);
    const run = await lintJson(folderOf({ ...files, 'acraudit.yaml': text }), '--resource-group', 'two');
    expect(run.results[0]?.target.id).toContain('/resourceGroups/two/');
  });

  test('a setting for a registry that is nowhere', async () => {
    const other = template([setting({}, { scope: 'Microsoft.ContainerRegistry/registries/gone' })]);
    const { notes, code } = await lintJson(folderOf({ 'diag.json': other }));
    expect({ code, notes: notes.map(({ message, location }) => `${location?.file}: ${message}`) }).toEqual({
      code: 0,
      notes: ["diag.json: diagnostic setting 'audit' targets a registry that no template declares"],
    });
  });

  test('a linked template inside the repository is read', async () => {
    const link = (relativePath: string): JsonObject => ({
      type: 'Microsoft.Resources/deployments',
      apiVersion: '2022-09-01',
      name: 'linked',
      properties: { mode: 'Incremental', templateLink: { relativePath }, parameters: { name: { value: 'acr' } } },
    });
    const linked = template(
      [setting({}, { scope: "[format('Microsoft.ContainerRegistry/registries/{0}', parameters('name'))]" })],
      { parameters: { name: STRING } },
    );
    const inside = folderOf({
      'main.json': template([registry(), link('linked/diag.json')]),
      'linked/diag.json': linked,
    });
    expect(rows(await lintJson(inside, 'main.json'))).toEqual(['main.json: pass']);
    const outside = folderOf({
      'repo/.git/HEAD': '',
      'repo/main.json': template([registry(), link('../diag.json')]),
      'diag.json': linked,
    });
    const run = await lintJson(join(outside, 'repo'), 'main.json');
    expect(rows(run)).toEqual(['main.json: unknown']);
    expect(run.results[0]?.dependsOn).toEqual([expect.objectContaining({ kind: 'module', name: '../diag.json' })]);
  });
});

describe('a finding has the place of', () => {
  const text = [
    '{',
    '  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",',
    '  "contentVersion": "1.0.0.0",',
    '  // a comment',
    '  "parameters": { "on": { "type": "bool" } },',
    '  "resources": [',
    '    { "type": "Microsoft.ContainerRegistry/registries", "apiVersion": "2023-07-01", "name": "acr" }, { "type": "Microsoft.Insights/diagnosticSettings",',
    '      "apiVersion": "2021-05-01-preview", "name": "a", "scope": "Microsoft.ContainerRegistry/registries/acr",',
    '      "properties": { "logs": [ { "categoryGroup": "audit", "enabled": "[parameters(\'on\')]" } ], "workspaceId": "w" } }',
    '  ]',
    '}',
    '',
  ];

  test.each<[string, object, object, string, object]>([
    [
      'a missing category: the list of logs',
      {},
      { logs: [{ category: 'ContainerRegistryLoginEvents', enabled: true }] },
      'missing-category',
      { file: 'main.json', path: 'resources[1].properties.logs' },
    ],
    [
      'no destination: the one that is empty',
      {},
      { workspaceId: '' },
      'no-destination',
      { file: 'main.json', path: 'resources[1].properties.workspaceId' },
    ],
    [
      'a condition: the condition',
      { condition: false },
      {},
      'setting-not-deployed',
      { file: 'main.json', path: 'resources[1].condition' },
    ],
    [
      'a condition by the parameter file: the value there',
      { condition: "[variables('on')]" },
      {},
      'setting-not-deployed',
      { file: 'main.parameters.json', path: 'parameters.on.value' },
    ],
    [
      'an entry by the parameter file: the value there',
      {},
      { logs: [{ categoryGroup: 'audit', enabled: "[parameters('on')]" }] },
      'disabled-category',
      { file: 'main.parameters.json', path: 'parameters.on.value' },
    ],
  ])('%s', async (_, extra, properties, id, place) => {
    const resource = {
      type: 'Microsoft.Insights/diagnosticSettings',
      apiVersion: '2021-05-01-preview',
      name: 'a',
      scope: 'Microsoft.ContainerRegistry/registries/acr',
      properties: { workspaceId: 'w', logs: [{ categoryGroup: 'audit', enabled: true }], ...properties },
      ...extra,
    };
    const folder = folderOf({
      'main.json': template([registry(), resource], {
        parameters: { on: { type: 'bool', defaultValue: true } },
        variables: { on: "[parameters('on')]" },
      }),
      'main.parameters.json': {
        $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#',
        contentVersion: '1.0.0.0',
        parameters: { on: { value: false } },
      },
    });
    const { results } = await lintJson(folder, '--defaults', 'skip');
    const { file, path } = results[0]?.reasons[0]?.location ?? { file: '', path: '' };
    expect({ id: results[0]?.reasons[0]?.id, file, path }).toEqual({ id, ...place });
  });

  test.each<[string, string]>([
    ['\n', ''],
    ['\r\n', ''],
    ['\n', '\uFEFF'],
  ])('a registry, a reason and a cause, exactly: %j %j', async (end, mark) => {
    const { results } = await lintJson(folderOf({ 'main.json': mark + text.join(end) }));
    const [result] = results;
    expect(result?.location).toEqual({
      file: 'main.json',
      line: 7,
      column: 5,
      endLine: 7,
      endColumn: (text[6]?.indexOf(' }, {') ?? 0) + 3,
      path: 'resources[0]',
    });
    expect(result?.reasons.map(({ location }) => location)[0]).toEqual({
      file: 'main.json',
      line: 9,
      column: (text[8]?.indexOf('"[parameters') ?? 0) + 1,
      endLine: 9,
      endColumn: (text[8]?.indexOf(' } ], "workspaceId"') ?? 0) + 1,
      path: 'resources[1].properties.logs[0].enabled',
    });
    expect(result?.dependsOn).toEqual([
      {
        kind: 'parameter',
        name: 'on',
        location: { file: 'main.json', line: 5, column: 25, endLine: 5, endColumn: 43, path: 'parameters.on' },
      },
    ]);
  });

  test('a registry in a nested template', async () => {
    const cwd = folderOf({ 'main.json': template({ 'a b': nested([registry()], {}, {}) }) });
    const { results } = await lintJson(cwd);
    expect(results[0]?.location.path).toBe("resources['a b'].properties.template.resources[0]");
    const lines = readFileSync(join(cwd, 'main.json'), 'utf8').split('\n');
    expect(lines[(results[0]?.location.line ?? 0) - 1]?.trim()).toBe('{');
    expect(lines[results[0]?.location.line ?? 0]).toContain('"Microsoft.ContainerRegistry/registries"');
  });

  test('a syntax error', async () => {
    const { errors } = await lintJson(
      folderOf({ 'main.json': '{\n  "resources": [\n    nonsense\n  ]\n}' }),
      'main.json',
    );
    expect(errors).toHaveLength(1);
    expect(errors[0]?.location).toMatchObject({ file: 'main.json', line: 3, column: 5 });
  });
});

describe('the output of lint:', () => {
  const mixed = {
    'b/pass.json': passing,
    'a/fail.json': failing,
    'c/unknown.json': template(
      [
        registry({ name: 'third' }),
        setting({}, { scope: 'Microsoft.ContainerRegistry/registries/third', condition: "[parameters('x')]" }),
      ],
      { parameters: { x: BOOL } },
    ),
    'd/broken.json': '{ "$schema": "x/deploymentTemplate.json#", ',
    'e/off.json': template([registry({ condition: false })]),
  };

  test('the same bytes for two runs and for paths in another order', async () => {
    const cwd = folderOf(mixed);
    const paths = Object.keys(mixed);
    const withoutPaths = (run: { code: number; out: string; err: string }): unknown => ({
      ...run,
      out: run.out.replace(/(?<=: acraudit fix) .*/, ''),
    });
    for (const format of ['json', 'sarif', 'console']) {
      const first = await acraudit(cwd, 'lint', '-f', format, ...paths);
      expect(await acraudit(cwd, 'lint', '-f', format, ...paths)).toEqual(first);
      expect(await acraudit(cwd, 'lint', '-f', format, ...[...paths].reverse())).toEqual(first);
      const more = await acraudit(cwd, 'lint', '-f', format, '.', ...paths.slice(2));
      expect(withoutPaths(more)).toEqual(withoutPaths(first));
    }
  });

  test('fingerprints survive reformatting', async () => {
    const one = await lintJson(folderOf({ 'a.json': failing }));
    const other = await lintJson(folderOf({ 'a.json': `\n\n${JSON.stringify(failing)}` }));
    expect(one.results.map(({ fingerprint }) => fingerprint)).toEqual(
      other.results.map(({ fingerprint }) => fingerprint),
    );
  });

  test('SARIF that its validator accepts', async () => {
    const cwd = folderOf(mixed);
    const plain = await acraudit(cwd, 'lint', '-f', 'sarif');
    const everything = await acraudit(cwd, 'lint', '-f', 'sarif', '--sarif-all');
    const nothing = await acraudit(folderOf({ 'a.json': passing }), 'lint', '-f', 'sarif');
    expect([plain.code, everything.code, nothing.code]).toEqual([1, 1, 0]);
    // Without a published address of the package there is nothing to give as informationUri.
    for (const { out } of [plain, everything, nothing]) expectSarif(out, [NO_ADDRESS]);
    const { runs } = JSON.parse(plain.out) as { runs: { results: { level: string; kind: string }[] }[] };
    expect(runs[0]?.results).toHaveLength(2);
  });

  test('--report writes files beside what is printed', async () => {
    const cwd = folderOf({ 'main.json': failing });
    const written = join(cwd, 'out/results.json');
    const { out, code } = await acraudit(
      cwd,
      'lint',
      '--report',
      `json=${written}`,
      '--report',
      `sarif=${join(cwd, 'a.sarif')}`,
    );
    expect(code).toBe(1);
    expect(out).toContain('main.json');
    const results = readFileSync(written, 'utf8');
    assertResults(results);
    expect(existsSync(join(cwd, 'a.sarif'))).toBe(true);
    expect(results).toBe((await acraudit(cwd, 'lint', 'main.json', '-f', 'json')).out);
  });

  test.each<[string, string[], Record<string, string>, boolean, boolean]>([
    ['a terminal', [], {}, true, true],
    ['no terminal', [], {}, false, false],
    ['NO_COLOR', [], { NO_COLOR: '1' }, true, false],
    ['NO_COLOR empty', [], { NO_COLOR: '' }, true, true],
    ['--no-color', ['--no-color'], {}, true, false],
    ['--color', ['--color'], { NO_COLOR: '1' }, false, true],
    ['JSON', ['--color', '-f', 'json'], {}, true, false],
  ])('colour: %s', async (_, argv, env, isTerminal, colored) => {
    const cwd = folderOf({ 'main.json': failing });
    const { out } = await acrauditIn({ cwd, env, isTerminal }, 'lint', ...argv);
    expect(out.includes('\u001B[')).toBe(colored);
  });

  test('--print-config', async () => {
    const cwd = folderOf({
      'main.json': failing,
      'acraudit.yaml': 'rules:\n  Azure.ACR.AuditLogs: { level: warning }\n',
    });
    const { code, out } = await acraudit(cwd, 'lint', '--print-config', '--option', 'Azure.ACR.Logs.coverage=any');
    expect(code).toBe(0);
    expect(out).toContain('Azure.ACR.Logs:');
    expect(out).toContain('warning');
    expect(out).toContain('coverage: any');
    const again = folderOf({ 'main.json': failing, 'acraudit.yaml': out });
    expect((await acraudit(again, 'lint')).code).toBe(0);
  });

  test('levels and options of the configuration', async () => {
    const split = template([
      registry(),
      setting({ logs: [on(LOGIN)] }, { name: 'a' }),
      setting({ logs: [on('ContainerRegistryRepositoryEvents')] }, { name: 'b' }),
    ]);
    const cwd = folderOf({ 'main.json': split, 'acraudit.yaml': 'rules:\n  Azure.ACR.Logs: { level: warning }\n' });
    const run = await lintJson(cwd);
    expect([run.code, run.results[0]?.outcome, run.results[0]?.level]).toEqual([0, 'fail', 'warning']);
    expect((await lintJson(cwd, '--fail-on', 'warning')).code).toBe(1);
    expect(rows(await lintJson(cwd, '--option', 'Azure.ACR.Logs.coverage=any'))).toEqual(['main.json: pass']);
    expect(rows(await lintJson(cwd, '--no-config', '--option', 'ACRA-0001.coverage=destination'))).toEqual([
      'main.json: pass',
    ]);
  });

  test('a secure parameter is shown nowhere', async () => {
    const secret = 'hunter2-secret-value';
    const cwd = folderOf({
      'main.json': template(
        [
          registry({ name: "[concat('acr', parameters('s'))]" }),
          setting(
            { workspaceId: '' },
            {
              name: "[parameters('s')]",
              scope: "[resourceId('Microsoft.ContainerRegistry/registries', concat('acr', parameters('s')))]",
            },
          ),
        ],
        { parameters: { s: { type: 'securestring', defaultValue: secret } } },
      ),
      'main.parameters.json': parameterFile({ s: `${secret}-2` }),
    });
    for (const argv of [
      ['lint', '-v'],
      ['lint', '-f', 'json'],
      ['lint', '-f', 'sarif'],
      ['expand', 'main.json', '-f', 'json'],
      ['expand', 'main.json'],
    ]) {
      const { out, err } = await acraudit(cwd, ...argv);
      expect(out + err).not.toContain('hunter2');
      expect(out).not.toBe('');
    }
  });
});

test('expand prints resources with their unknowns', async () => {
  const cwd = folderOf({
    'main.json': template([registry({ name: "[parameters('n')]" })], { parameters: { n: STRING } }),
  });
  const { code, out } = await acraudit(
    cwd,
    'expand',
    'main.json',
    '-f',
    'json',
    '--subscription',
    SUBSCRIPTION,
    '--resource-group',
    'rg',
  );
  const { version, resources, unknowns, errors } = JSON.parse(out) as Record<string, unknown> & {
    resources: JsonObject[];
  };
  expect({ code, version, errors, count: resources.length }).toEqual({ code: 0, version: 1, errors: [], count: 1 });
  expect(resources[0]?.name).toEqual({ $unknown: "parameters('n')", cause: 'parameter' });
  expect(resources[0]?.origin).toEqual({ file: 'main.json', line: 10, column: 5, path: 'resources[0]' });
  expect(unknowns).toEqual([expect.objectContaining({ kind: 'parameter', name: 'n' })]);
});

describe('--explore-parameters says what decides, with', () => {
  const explored = (condition: unknown, parameters: JsonObject) =>
    template([registry(), setting({ logs: [group('audit')], workspaceId: 'w' }, { condition } as JsonObject)], {
      parameters,
    });
  test.each<[string, unknown, JsonObject, string[]]>([
    [
      'a switch that is off',
      "[parameters('on')]",
      { on: { type: 'bool', defaultValue: false } },
      ['fails when on=false (its value here)', 'tried every listed value of on'],
    ],
    [
      'a switch that is on',
      "[parameters('on')]",
      { on: { type: 'bool', defaultValue: true } },
      ['fails when on=false', 'tried every listed value of on'],
    ],
    [
      'one of several values',
      "[not(equals(parameters('env'), 'dev'))]",
      { env: { type: 'string', defaultValue: 'prod', allowedValues: ['dev', 'test', 'prod'] } },
      ['fails when env="dev"', 'tried every listed value of env'],
    ],
    [
      'a parameter that decides nothing',
      true,
      { on: { type: 'bool', defaultValue: true } },
      ['passes with every listed value of on'],
    ],
    [
      'what the listed values cannot change',
      "[and(parameters('on'), not(empty(parameters('ws'))))]",
      { on: { type: 'bool', defaultValue: true }, ws: { type: 'string', defaultValue: '' } },
      ['fails with every listed value of on; ws was left at ""'],
    ],
    [
      'two that change nothing together',
      "[or(parameters('a'), not(parameters('a')), parameters('b'))]",
      { a: { type: 'bool', defaultValue: true }, b: { type: 'bool', defaultValue: false } },
      ['passes with every combination of the listed values of a, b'],
    ],
    [
      'no parameter with listed values',
      "[not(empty(parameters('ws')))]",
      { ws: { type: 'string', defaultValue: '' } },
      ['no parameter lists its values, so none was tried; ws was left at ""'],
    ],
    ['no parameter at all', false, {}, []],
    [
      'a value that is secure, or made of others, is not said',
      "[not(empty(parameters('s')))]",
      {
        s: { type: 'securestring', defaultValue: 'hunter2' },
        made: { type: 'string', defaultValue: "[base64(parameters('s'))]" },
        choice: { type: 'securestring', defaultValue: 'x1', allowedValues: ['x1', 'x2'] },
        on: { type: 'bool', defaultValue: true },
      },
      ['passes with every listed value of on; s was left as it is, made was left as it is, choice was left as it is'],
    ],
    [
      'two that decide together',
      "[or(parameters('a'), parameters('b'))]",
      { a: { type: 'bool', defaultValue: true }, b: { type: 'bool', defaultValue: false } },
      ['fails when a=false and b=false (its value here)', 'tried every listed value of a, b'],
    ],
  ])('%s', async (_, condition, parameters, expected) => {
    const { results } = await lintJson(
      folderOf({ 'main.json': explored(condition, parameters) }),
      '--explore-parameters',
    );
    expect(results[0]?.notes.map(({ message }) => message)).toEqual(expected);
  });

  test('the console says it of what passes too', async () => {
    const cwd = folderOf({
      'main.json': explored("[parameters('on')]", { on: { type: 'bool', defaultValue: true } }),
    });
    const { out } = await acraudit(cwd, 'lint', '--explore-parameters');
    expect(out).toContain('note        fails when on=false\n');
    expect((await acraudit(cwd, 'lint')).out).not.toContain('note');
  });
});

describe('what Azure would refuse is said and read all the same', () => {
  test.each<[string, unknown, string]>([
    [
      'more than 800 resources',
      template(
        Array.from({ length: 801 }, (_, i) => ({
          type: 'Contoso.Test/things',
          apiVersion: '2020-01-01',
          name: `t${i}`,
        })),
      ),
      'the template has 801 resources; Azure takes 800',
    ],
    [
      'more than 4 MB',
      `${JSON.stringify(template([registry()]))}${' '.repeat(4 * 1024 * 1024)}`,
      'Azure takes 4194304',
    ],
  ])('%s', async (_, content, message) => {
    const run = await lintJson(folderOf({ 'main.json': content }), '--fail-on', 'never');
    expect(run.code).toBe(0);
    expect(run.notes.map((note) => note.message.endsWith(message))).toEqual([true]);
  });
});
