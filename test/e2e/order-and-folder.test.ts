import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BOOL, group, parameterFile, registry, setting, template, WORKSPACE } from '../support/arm-templates.ts';
import { acraudit, folderOf, lintJson } from '../support/cli.ts';

const failing = template([registry()]);
const passing = template([registry(), setting()]);
const named = (name: string) => template([registry({ name })]);
/** One that attaches a setting, by its full id, to a registry of another file. */
const SCOPE = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries';
const settingFor = (name: string) =>
  template([setting({ logs: [group('audit')] }, { scope: `${SCOPE}/${name}`, name: `for-${name}` })]);
const linking = template([
  {
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2022-09-01',
    name: 'linked',
    properties: { mode: 'Incremental', templateLink: { relativePath: 'linked/module.json' } },
  },
]);

const repository = folderOf({
  'acraudit.yaml': 'deployments:\n  - { files: [plain/*.json], subscription: s, resourceGroup: rg }\n',
  'plain/joined.json': named('acrjoined'),
  'plain/other.json': settingFor('acrjoined'),
  'plain/fails.json': named('acrplain'),
  'plain/unknown.json': template([registry(), setting({}, { condition: "[and(parameters('z'), parameters('a'))]" })], {
    parameters: { z: BOOL, a: BOOL },
  }),
  'lenient/acraudit.yaml': 'rules:\n  Azure.ACR.Logs: info\nexclude: [generated]\n',
  'lenient/fails.json': named('acrlenient'),
  'lenient/deep/fails.json': named('acrdeep'),
  'lenient/generated/fails.json': named('acrgenerated'),
  'options/acraudit.yml': 'rules:\n  Azure.ACR.Logs: { options: { coverage: any } }\ninclude: ["in/**"]\n',
  'options/in/split.json': template([
    registry({ name: 'acrsplit' }),
    setting(
      { logs: [{ category: 'ContainerRegistryLoginEvents', enabled: true }] },
      { scope: 'Microsoft.ContainerRegistry/registries/acrsplit', name: 'a' },
    ),
    setting(
      { logs: [{ category: 'ContainerRegistryRepositoryEvents', enabled: true }] },
      { scope: 'Microsoft.ContainerRegistry/registries/acrsplit', name: 'b' },
    ),
  ]),
  'options/out/fails.json': named('acrout'),
  'links/main.json': linking,
  'links/linked/module.json': named('acrmodule'),
  'sub/.git/HEAD': '',
  'sub/fails.json': named('acrsub'),
  'with/main.json': template([registry({ name: "[parameters('n')]" })], { parameters: { n: { type: 'string' } } }),
  'with/main.parameters.json': {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#',
    parameters: { n: { value: 'acrwith' } },
  },
});

const PLACES = ['plain', 'lenient', 'options', 'links', 'sub', 'with', 'plain/fails.json', 'lenient/fails.json'];
const FOLDERS = ['.', 'plain', 'lenient/deep', 'sub', 'options/in'];

/** All that a run says, without what names of files look like from its folder. */
async function verdicts(cwd: string, paths: readonly string[]): Promise<unknown> {
  const { code, results, errors } = await lintJson(cwd, ...paths);
  const told = results.map(({ outcome, level, affectsExitCode, target, reasons, dependsOn, fingerprint }) => [
    target.name,
    outcome,
    level,
    affectsExitCode,
    reasons.map(({ id }) => id),
    dependsOn.map(({ name }) => name),
    fingerprint,
  ]);
  return { code, told: told.map((one) => JSON.stringify(one)).sort(), errors: errors.map(({ code: kind }) => kind) };
}

describe('neither the order of arguments nor the folder of the run changes', () => {
  test('verdicts, levels, the exit code and fingerprints', async () => {
    const expected = await verdicts(repository, PLACES);
    const spellings = fc.constantFrom<'relative' | 'absolute' | 'roundabout'>('relative', 'absolute', 'roundabout');
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(PLACES, { minLength: PLACES.length }),
        fc.shuffledSubarray(PLACES, { maxLength: 3 }),
        fc.constantFrom(...FOLDERS),
        spellings,
        async (paths, again, folder, spelling) => {
          const cwd = join(repository, folder);
          const spelt = [...paths, ...again].map((path) => {
            const absolute = join(repository, path);
            if (spelling === 'absolute') return absolute;
            return spelling === 'relative'
              ? relative(cwd, absolute) || '.'
              : `./${relative(cwd, absolute) || '.'}/../${path.split('/').at(-1)}`;
          });
          expect(await verdicts(cwd, spelt)).toEqual(expected);
        },
      ),
      { numRuns: 12, seed: 7 },
    );
  });

  test('what a whole repository gives', async () => {
    const expected = await verdicts(repository, []);
    for (const folder of FOLDERS) {
      expect(await verdicts(join(repository, folder), [relative(join(repository, folder), repository) || '.'])).toEqual(
        expected,
      );
    }
  });

  test('what a fix writes', async () => {
    const diffs = await Promise.all(
      [
        ['plain', 'lenient'],
        ['lenient', 'plain'],
      ].map((paths) => acraudit(repository, 'fix', ...paths, '--workspace-id', WORKSPACE)),
    );
    expect(diffs[0]?.out).toContain('+++ b/lenient/fails.json');
    expect(diffs[0]).toEqual(diffs[1]);
  });
});

describe('each input has the nearest configuration above it', () => {
  const byName = async (cwd: string, ...argv: string[]): Promise<Record<string, string>> => {
    const { results } = await lintJson(cwd, ...argv);
    return Object.fromEntries(results.map(({ target, outcome, level }) => [target.name, `${outcome} ${level}`]));
  };

  test('found in the folders that are searched, with patterns of its own', async () => {
    expect(await byName(repository)).toEqual({
      acr: 'unknown error',
      acrdeep: 'fail info',
      acrjoined: 'pass error',
      acrlenient: 'fail info',
      acrmodule: 'fail error',
      acrplain: 'fail error',
      acrsplit: 'pass error',
      acrsub: 'fail error',
      acrwith: 'fail error',
      "parameters('n')": 'fail error',
    });
  });

  test('which --config and --no-config set aside', async () => {
    writeFileSync(join(repository, 'one.yaml'), 'rules:\n  Azure.ACR.Logs: warning\n');
    const paths = ['plain/fails.json', 'lenient/fails.json'];
    expect(await byName(repository, ...paths, '--config', 'one.yaml')).toEqual({
      acrlenient: 'fail warning',
      acrplain: 'fail warning',
    });
    expect(await byName(repository, ...paths, '--no-config')).toEqual({
      acrlenient: 'fail error',
      acrplain: 'fail error',
    });
    rmSync(join(repository, 'one.yaml'));
  });

  test('a repository in another has none of the outer one', async () => {
    const cwd = folderOf({
      'acraudit.yaml': 'rules:\n  Azure.ACR.Logs: info\n',
      'inner/.git/HEAD': '',
      'inner/a.json': named('acrinner'),
      'own.json': named('acrouter'),
    });
    expect(await byName(cwd)).toEqual({ acrinner: 'fail error', acrouter: 'fail info' });
    expect(await byName(join(cwd, 'inner'))).toEqual({ acrinner: 'fail error' });
  });

  test('by a pattern too', async () => {
    const { code, results } = await lintJson(repository, '{plain,lenient}/**/fails.json');
    expect([code, results.map(({ target, level }) => `${target.name} ${level}`)]).toEqual([
      1,
      ['acrdeep info', 'acrlenient info', 'acrplain error'],
    ]);
  });

  test.each([
    ['wrong', 'ruls: {}\n', 'b/acraudit.yaml:1:1: unknown key "ruls"'],
    ['two of them', undefined, 'has both acraudit.yaml and acraudit.yml'],
  ])('and one that is %s is wrong usage, wherever it stands and whatever comes first', async (_, content, says) => {
    const cwd = folderOf({ 'a/a.json': passing, 'b/acraudit.yaml': content ?? '', 'b/c/b.json': passing });
    if (content === undefined) writeFileSync(join(cwd, 'b/acraudit.yml'), '');
    for (const paths of [['a', 'b'], ['b', 'a'], ['b/c/b.json', 'a'], [], ['**/*.json']]) {
      const { code, out, err } = await acraudit(cwd, 'lint', ...paths);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain(says);
    }
    expect((await acraudit(cwd, 'lint', 'a')).code).toBe(0);
    expect((await acraudit(cwd, 'lint', '--no-config')).code).toBe(0);
  });

  test('all that are wrong are said at once', async () => {
    const cwd = folderOf({
      'a/acraudit.yaml': 'x: 1\n',
      'a/a.json': passing,
      'b/acraudit.yaml': 'y: 1\n',
      'b/b.json': passing,
    });
    const { code, err } = await acraudit(cwd, 'lint', 'b', 'a');
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/^acraudit: a\/acraudit.yaml:1:1: .*\nb\/acraudit.yaml:1:1: .*\n$/),
    ]);
  });

  test('one that is ignored or excluded is not read', async () => {
    const cwd = folderOf({
      'acraudit.yaml': 'exclude: [excluded]\n',
      '.gitignore': 'ignored/\n',
      'a.json': passing,
      'excluded/acraudit.yaml': 'wrong: 1\n',
      'ignored/acraudit.yaml': 'wrong: 1\n',
    });
    expect((await acraudit(cwd, 'lint')).code).toBe(0);
  });

  test('it may switch all rules off for its own inputs, but not for all of them', async () => {
    const cwd = folderOf({
      'a.json': passing,
      'off/acraudit.yaml': 'rules: { Azure.ACR.Logs: off, Azure.ACR.LogsValid: off }\n',
      'off/b.json': failing,
    });
    expect(await byName(cwd, '.', '--rule', 'Azure.ACR.Logs', '--no-config')).toMatchObject({
      acr: expect.any(String),
    });
    expect((await acraudit(cwd, 'lint', '--pack', 'core')).code).toBe(0);
    const { code, err } = await acraudit(cwd, 'lint', '--pack', 'core', 'off');
    expect([code, err]).toEqual([2, 'acraudit: no rule is left to run: all are excluded or off\n']);
  });

  test('SARIF describes a rule once, with its gravest level', async () => {
    for (const paths of [
      ['plain', 'lenient'],
      ['lenient', 'plain'],
    ]) {
      const { out } = await acraudit(repository, 'lint', '-f', 'sarif', ...paths);
      const [{ tool }] = JSON.parse(out).runs;
      expect(
        tool.driver.rules.map((rule: { id: string; defaultConfiguration: unknown }) => [
          rule.id,
          rule.defaultConfiguration,
        ]),
      ).toEqual([
        ['Azure.ACR.Logs', { level: 'error' }],
        ['Azure.ACR.Logs/unknown', { level: 'warning' }],
      ]);
    }
  });

  test('fix uses that of the file which is changed', async () => {
    const destination = (name: string) => WORKSPACE.replace('w1', name);
    const cwd = folderOf({
      'a/acraudit.yaml': `fix: { workspaceId: ${destination('wa')}, settingName: from-a }\n`,
      'a/a.json': failing,
      'b/acraudit.yaml': `fix: { workspaceId: ${destination('wb')} }\n`,
      'b/b.json': failing,
    });
    const { out } = await acraudit(cwd, 'fix', 'b', 'a');
    const [a = '', b = ''] = out.split('--- a/b/b.json');
    expect([a.includes('/wa"'), a.includes('from-a'), b.includes('/wb"'), b.includes('acr-audit')]).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });
});

describe('the same file by several names', () => {
  test('is one result', async () => {
    const cwd = folderOf({ 'a/main.json': failing });
    symlinkSync('main.json', join(cwd, 'a/link.json'));
    symlinkSync('a', join(cwd, 'folder'));
    const names = [
      'a/main.json',
      './a/../a/main.json',
      join(cwd, 'a/main.json'),
      'a/link.json',
      'folder/main.json',
      'a',
      'folder',
      '.',
    ];
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(names, { minLength: 2 }), async (paths) => {
        const { results } = await lintJson(cwd, ...paths);
        expect(results).toHaveLength(1);
        expect(results).toEqual((await lintJson(cwd, ...[...paths].reverse())).results);
      }),
      { numRuns: 15, seed: 3 },
    );
  });
});

describe('without a repository', () => {
  test('names in fingerprints are told from the nearest configuration', async () => {
    const cwd = folderOf({ 'x/acraudit.yaml': '', 'x/y/a.json': failing });
    rmSync(join(cwd, '.git'), { recursive: true });
    const fingerprints = await Promise.all(
      [
        [cwd, 'x/y/a.json'],
        [join(cwd, 'x'), 'y/a.json'],
        [join(cwd, 'x/y'), 'a.json'],
        [join(cwd, 'x/y'), '--no-config', 'a.json'],
      ].map(async ([folder = '', ...argv]) => (await lintJson(folder, ...argv)).results[0]?.fingerprint),
    );
    expect(new Set(fingerprints).size).toBe(1);
  });

  test('a parameter file is told from where its template is', async () => {
    const values = parameterFile({ n: 'acrwith' });
    const main = template([registry({ name: "[parameters('n')]" })], { parameters: { n: { type: 'string' } } });
    const cwd = folderOf({
      'x/main.json': main,
      'x/parameters/prod/main.json': values,
      'x/parameters/dev/main.json': values,
    });
    rmSync(join(cwd, '.git'), { recursive: true });
    const prints = await Promise.all(
      ['x', 'x/parameters'].map(async (folder) => {
        const { results } = await lintJson(join(cwd, folder), folder === 'x' ? '.' : join(cwd, 'x/main.json'));
        return results.map(({ fingerprint }) => fingerprint);
      }),
    );
    expect(new Set(prints[0]).size).toBe(3);
    expect(prints[1]).toEqual(prints[0]);
  });

  test('what stands outside of the working folder still has its linked templates', async () => {
    const cwd = folderOf({ 'a/main.json': linking, 'a/linked/module.json': named('acrmodule') });
    rmSync(join(cwd, '.git'), { recursive: true });
    mkdirSync(join(cwd, 'b'));
    const { results } = await lintJson(join(cwd, 'b'), '../a/main.json');
    expect(results.map(({ target }) => target.name)).toEqual(['acrmodule']);
  });
});

test('linked templates are read inside the repository of what links to them, whatever the folder of the run', async () => {
  const cwd = folderOf({
    'repo/.git/HEAD': '',
    'repo/main.json': template([
      {
        type: 'Microsoft.Resources/deployments',
        apiVersion: '2022-09-01',
        name: 'linked',
        properties: { mode: 'Incremental', templateLink: { relativePath: '../outside.json' } },
      },
    ]),
    'outside.json': failing,
  });
  for (const [folder, path] of [
    [cwd, 'repo/main.json'],
    [join(cwd, 'repo'), 'main.json'],
  ] as const) {
    expect((await lintJson(folder, path)).results).toEqual([]);
  }
});
