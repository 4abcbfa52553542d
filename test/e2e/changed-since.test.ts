import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { group, parameterFile, registry, setting, template } from '../support/arm-templates.ts';
import { acraudit, lintJson } from '../support/cli.ts';
import { type Files, type GitRepository, gitRepository, scratchFolder } from '../support/git-repository.ts';

const named = (name: string) => template([registry({ name })]);
const SCOPE = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries';
const settingFor = (name: string) =>
  template([setting({ logs: [group('audit')] }, { scope: `${SCOPE}/${name}`, name: `for-${name}` })]);
const linking = (path: string) =>
  template([
    {
      type: 'Microsoft.Resources/deployments',
      apiVersion: '2022-09-01',
      name: 'linked',
      properties: { mode: 'Incremental', templateLink: { relativePath: path } },
    },
  ]);
const byParameter = template([registry({ name: "[parameters('n')]" })], { parameters: { n: { type: 'string' } } });

const BASE: Files = {
  'acraudit.yaml': 'deployments:\n  - { files: [joined/*.json], subscription: s, resourceGroup: rg }\n',
  'a.json': named('acra'),
  'b.json': named('acrb'),
  'joined/acr.json': named('acrjoined'),
  'joined/diagnostics.json': settingFor('acrjoined'),
  'links/main.json': linking('modules/acr.json'),
  'links/modules/acr.json': named('acrmodule'),
  'own/acraudit.yaml': 'extends: [../shared.yaml]\n',
  'own/own.json': named('acrown'),
  'shared.yaml': 'rules: { Azure.ACR.Logs: warning }\n',
  // The id of its registry is not known: settings of other files may be for it.
  'values/main.json': byParameter,
  'values/main.prod.parameters.json': parameterFile({ n: 'acrprod' }),
  'README.md': 'text',
};

/** The templates whose results are left, by file. */
async function affectedIn({ folder }: GitRepository, ...argv: readonly string[]): Promise<readonly string[]> {
  const { results } = await lintJson(folder, '--changed-since', 'main', ...argv);
  return [...new Set(results.map(({ location }) => location.file))];
}

describe('--changed-since leaves the templates that a changed file has a part in:', () => {
  test.each<[string, Files, readonly string[]]>([
    ['the template itself', { 'a.json': named('acrx') }, ['a.json']],
    ['only its spacing', { 'a.json': JSON.stringify(named('acra')) }, ['a.json']],
    ['a new template, which git does not track', { 'c.json': named('acrc') }, ['c.json']],
    ['a file that is no template', { 'README.md': 'other', 'notes.json': '{"a": 1}' }, []],
    [
      'its parameter file',
      { 'values/main.prod.parameters.json': parameterFile({ n: 'acrother' }) },
      ['values/main.json'],
    ],
    [
      'a new parameter file',
      { 'values/main.test.parameters.json': parameterFile({ n: 'acrtest' }) },
      ['values/main.json'],
    ],
    ['a parameter file that is gone', { 'values/main.prod.parameters.json': null }, ['values/main.json']],
    ['a template that it links', { 'links/modules/acr.json': named('acrother') }, ['links/modules/acr.json']],
    ['a linked template that is gone', { 'links/modules/acr.json': null }, []],
    ['a template that links it', { 'links/main.json': linking('other.json') }, ['links/modules/acr.json']],
    [
      'a template of the same deployment',
      { 'joined/diagnostics.json': settingFor('acrelse') },
      ['joined/acr.json', 'values/main.json'],
    ],
    ['one that is gone', { 'joined/diagnostics.json': null }, ['joined/acr.json', 'values/main.json']],
    ['one that is new', { 'joined/more.json': settingFor('acrjoined') }, ['joined/acr.json', 'values/main.json']],
    ['its configuration', { 'own/acraudit.yaml': 'rules: { Azure.ACR.Logs: info }\n' }, ['own/own.json']],
    ['a file that its configuration extends', { 'shared.yaml': 'rules: { Azure.ACR.Logs: info }\n' }, ['own/own.json']],
    ['a configuration that is gone', { 'own/acraudit.yaml': null }, ['own/own.json']],
    ['a new configuration', { 'values/acraudit.yml': 'pack: core\n' }, ['values/main.json']],
  ])('%s', async (_, changed, expected) => {
    const repository = gitRepository(BASE);
    repository.write(changed);
    expect(await affectedIn(repository)).toEqual(expected);
  });

  test.each<[string, (repository: GitRepository) => void]>([
    ['in a commit', ({ commit }) => void commit({ 'a.json': named('acrx') })],
    [
      'in a commit of a branch',
      (repository) => {
        repository.git('checkout', '--quiet', '-b', 'topic');
        repository.commit({ 'a.json': named('acrx') });
      },
    ],
    [
      'staged',
      (repository) => {
        repository.write({ 'a.json': named('acrx') });
        repository.git('add', 'a.json');
      },
    ],
    ['renamed', ({ git }) => void git('mv', 'a.json', 'moved.json')],
  ])('changed %s', async (_, change) => {
    const repository = gitRepository(BASE);
    const base = repository.git('rev-parse', 'HEAD');
    change(repository);
    const { results } = await lintJson(repository.folder, '--changed-since', base);
    expect(results.map(({ location }) => location.file)).toEqual([
      existsSync(join(repository.folder, 'a.json')) ? 'a.json' : 'moved.json',
    ]);
  });

  test('what the other branch has changed since does not count', async () => {
    const repository = gitRepository(BASE);
    repository.git('checkout', '--quiet', '-b', 'topic');
    repository.commit({ 'a.json': named('acrx') });
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ 'b.json': named('acry') });
    repository.git('checkout', '--quiet', 'topic');
    expect(await affectedIn(repository)).toEqual(['a.json']);
  });

  test('from a folder of the repository, through a link to it, and for named paths', async () => {
    const repository = gitRepository(BASE);
    repository.write({ 'a.json': named('acrx'), 'own/own.json': named('acry') });
    const link = join(scratchFolder(), 'link');
    symlinkSync(repository.folder, link);
    const seen = async (cwd: string, ...paths: readonly string[]) =>
      (await lintJson(cwd, '--changed-since', 'main', ...paths)).results.map(({ location }) => location.file);
    expect(await seen(join(repository.folder, 'own'))).toEqual(['own.json']);
    expect(await seen(link)).toEqual(['a.json', 'own/own.json']);
    expect(await seen(repository.folder, 'a.json', 'b.json')).toEqual(['a.json']);
    expect(await seen(repository.folder, 'own/*.json')).toEqual(['own/own.json']);
  });

  test('in a linked work tree', async () => {
    const repository = gitRepository(BASE);
    const tree = join(scratchFolder(), 'tree');
    repository.git('worktree', 'add', '--quiet', '--detach', tree);
    writeFileSync(join(tree, 'a.json'), JSON.stringify(named('acrx')));
    const { results } = await lintJson(tree, '--changed-since', 'main');
    expect(results.map(({ location }) => location.file)).toEqual(['a.json']);
  });
});

describe('--changed-since says', () => {
  const said = async (repository: GitRepository, ...argv: readonly string[]) => {
    const { out, code } = await acraudit(repository.folder, 'lint', '--changed-since', 'main', ...argv);
    return { code, notes: out.split('\n').flatMap((line) => /^ {2}note +(.*)$/.exec(line)?.[1] ?? []) };
  };

  test('that nothing has changed, and ends with 0', async () => {
    expect(await said(gitRepository(BASE))).toEqual({ code: 0, notes: ['no file has changed since main'] });
  });

  test('that nothing is affected, and ends with 0', async () => {
    const repository = gitRepository(BASE);
    repository.write({ 'README.md': 'other' });
    expect(await said(repository)).toEqual({
      code: 0,
      notes: ['no template is affected by 1 file that has changed since main'],
    });
  });

  test('how many are affected, and which files are gone', async () => {
    const repository = gitRepository(BASE);
    repository.write({ 'a.json': named('acrx'), 'joined/diagnostics.json': null, 'README.md': null });
    expect(await said(repository)).toEqual({
      code: 1,
      notes: [
        '3 of 7 templates affected by 3 files that have changed since main',
        'no longer there since main, and had a part in templates: joined/diagnostics.json',
      ],
    });
  });

  test('that what no commit holds counts as changed', async () => {
    const repository = gitRepository({ ...BASE, '.gitignore': 'built/\n' });
    repository.write({ 'built/main.json': named('acrbuilt') });
    const other = gitRepository({ 'a.json': named('acrother') });
    const ignored = await lintJson(repository.folder, '--changed-since', 'main', 'built/main.json', 'a.json');
    expect(ignored.results.map(({ location }) => location.file)).toEqual(['built/main.json']);
    expect(ignored.notes.map(({ message }) => message)).toContain(
      'in no commit of this repository, so they count as changed: built/main.json',
    );
    expect(ignored.code).toBe(1);
    const outside = await lintJson(repository.folder, '--changed-since', 'main', join(other.folder, 'a.json'));
    expect(outside.code).toBe(1);
    repository.git('update-index', '--assume-unchanged', 'b.json');
    repository.write({ 'b.json': named('acrhidden') });
    expect(await affectedIn(repository)).toEqual(['b.json']);
  });

  test('that an unreadable file of another change is none of this run', async () => {
    const broken = '{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", ';
    const repository = gitRepository({ ...BASE, 'broken.json': broken });
    expect((await said(repository)).code).toBe(0);
    repository.write({ 'broken.json': `${broken} ` });
    expect((await said(repository)).code).toBe(3);
  });

  test('that every template counts where the revision cannot be evaluated', async () => {
    const repository = gitRepository({ 'a.json': named('acra'), 'acraudit.yaml': 'pakc: core\n' });
    repository.write({ 'acraudit.yaml': 'pack: core\n' });
    expect(await said(repository)).toEqual({
      code: 1,
      notes: [
        '1 of 1 template affected by 1 file that has changed since main',
        'what main was cannot be evaluated, so every template counts as affected',
      ],
    });
  });

  test('nothing of a folder that it made', async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('acraudit-tree-'));
    const repository = gitRepository(BASE);
    repository.write({ 'a.json': named('acrx') });
    await said(repository);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('acraudit-tree-'))).toEqual(before);
  });
});

describe('--changed-since refuses', () => {
  const refusal = async (cwd: string, ...argv: readonly string[]): Promise<string> => {
    const { code, err } = await acraudit(cwd, 'lint', ...argv);
    expect(code).toBe(2);
    return err;
  };

  test.each<[string, string, string]>([
    [
      'a revision that is unknown',
      'mian',
      'acraudit: --changed-since mian: git knows no such revision; did you mean main?\nA branch of a remote is named with it, as in origin/main, and has to be fetched\n',
    ],
    [
      'what looks like an option',
      '--upload-pack=touch pwned',
      'acraudit: --changed-since --upload-pack=touch pwned: git knows no such revision\nA branch of a remote is named with it, as in origin/main, and has to be fetched\n',
    ],
  ])('%s', async (_, revision, expected) => {
    expect(await refusal(gitRepository(BASE).folder, `--changed-since=${revision}`)).toBe(expected);
  });

  test('a folder that is in no repository', async () => {
    const err = await refusal(scratchFolder(), '--changed-since', 'main', '--allow-empty');
    expect(err).toBe('acraudit: --changed-since main: this folder is in no git repository\n');
  });

  test('a repository without a commit', async () => {
    const folder = scratchFolder();
    execFileSync('git', ['init', '--quiet', folder]);
    const err = await refusal(folder, '--changed-since', 'main', '--allow-empty');
    expect(err).toBe('acraudit: --changed-since main: the repository has no commit yet, so everything is new\n');
  });

  test('a shallow clone without the common commit, and says what to fetch', async () => {
    const origin = gitRepository(BASE);
    origin.git('checkout', '--quiet', '-b', 'topic');
    origin.commit({ 'a.json': named('acrx') });
    origin.git('checkout', '--quiet', 'main');
    origin.commit({ 'b.json': named('acry') });
    const clone = join(scratchFolder(), 'clone');
    execFileSync('git', [
      'clone',
      '--quiet',
      '--depth',
      '1',
      '--no-single-branch',
      '--branch',
      'topic',
      `file://${origin.folder}`,
      clone,
    ]);
    expect(await refusal(clone, '--changed-since', 'origin/main')).toBe(
      'acraudit: --changed-since origin/main: no commit is common to it and the checked out one, as far as this shallow clone goes\n' +
        'fetch the history: git fetch --unshallow (in GitHub Actions: actions/checkout with fetch-depth: 0)\n',
    );
  });

  test('histories without a common commit', async () => {
    const repository = gitRepository(BASE);
    repository.git('checkout', '--quiet', '--orphan', 'other');
    repository.commit({ 'README.md': 'other' });
    expect(await refusal(repository.folder, '--changed-since', 'main')).toBe(
      'acraudit: --changed-since main: no commit is common to it and the checked out one\n',
    );
  });

  test('standard input', async () => {
    const err = await refusal(gitRepository(BASE).folder, '--changed-since', 'main', '-');
    expect(err).toBe('acraudit: --changed-since: standard input is in no revision; name the file\n');
  });
});

test('nothing that the repository holds is run', async () => {
  const repository = gitRepository({ ...BASE, '.gitattributes': '*.json diff=evil filter=evil\n' });
  const evil = join(repository.folder, '.git', 'evil');
  for (const key of [
    'core.fsmonitor',
    'diff.external',
    'diff.evil.textconv',
    'core.pager',
    'filter.evil.clean',
    'filter.evil.process',
  ]) {
    repository.git('config', key, `touch ${evil}`);
  }
  mkdirSync(join(repository.folder, '.git', 'hooks'), { recursive: true });
  repository.write({ 'a.json': named('acrx') });
  expect(await affectedIn(repository)).toEqual(['a.json']);
  expect(existsSync(evil)).toBe(false);
});

describe('--compare with a revision', () => {
  test('tells new, fixed and unchanged results', async () => {
    const repository = gitRepository({ ...BASE, 'c.json': named('acrc') });
    repository.write({
      'a.json': template([
        registry({ name: 'acra' }),
        setting({}, { scope: 'Microsoft.ContainerRegistry/registries/acra' }),
      ]),
      'd.json': named('acrd'),
      'c.json': null,
    });
    const run = await lintJson(repository.folder, '--compare', 'main');
    const states = run.results.flatMap(({ comparison, location }) =>
      comparison === undefined ? [] : [`${location.file} ${comparison}`],
    );
    expect(states).toEqual([
      'b.json unchanged',
      'd.json new',
      'links/modules/acr.json unchanged',
      'links/modules/acr.json unchanged',
      'own/own.json unchanged',
      'values/main.json unchanged',
      'values/main.json unchanged',
    ]);
    expect(run.comparison?.fixed.map(({ file, target }) => `${file} ${target.name}`)).toEqual([
      'a.json acra',
      'c.json acrc',
    ]);
  });

  test('from any folder of the repository', async () => {
    const repository = gitRepository(BASE);
    repository.write({ 'own/new.json': named('acrnew') });
    const { comparison } = await lintJson(join(repository.folder, 'own'), '--compare', 'HEAD');
    expect(comparison).toEqual({ with: 'HEAD', new: 1, unchanged: 1, fixed: [] });
  });

  test('that cannot be evaluated is refused', async () => {
    const repository = gitRepository({ 'a.json': named('acra'), 'acraudit.yaml': 'pakc: core\n' });
    repository.write({ 'acraudit.yaml': 'pack: core\n' });
    const { code, err } = await acraudit(repository.folder, 'lint', '--compare', 'HEAD');
    expect(code).toBe(2);
    expect(err).toContain('--compare HEAD: that revision cannot be evaluated: acraudit.yaml:1:1: unknown key "pakc"');
  });

  test('that is neither a file nor a revision is refused', async () => {
    const { code, err } = await acraudit(gitRepository(BASE).folder, 'lint', '--compare', 'results.json');
    expect({ code, first: err.split('\n')[0] }).toEqual({
      code: 2,
      first: 'acraudit: --compare results.json: neither a file nor a revision that git knows',
    });
  });
});

describe('a blob that a partial clone lacks', () => {
  /** Changes a file of a partial clone whose blob is gone; its remote is read by a program on the path. */
  const lintsPartial = async (protocol: string) => {
    const repository = gitRepository(BASE);
    const evil = join(repository.folder, '.git', 'evil');
    const programs = scratchFolder();
    writeFileSync(join(programs, `git-remote-${protocol}`), `#!/bin/sh\ntouch ${evil}\n`, { mode: 0o755 });
    vi.stubEnv('PATH', `${programs}:${process.env.PATH}`);
    const settings = { 'remote.evil.url': `${protocol}::x`, 'remote.evil.promisor': 'true' };
    const partial = { 'core.repositoryFormatVersion': '1', 'extensions.partialClone': 'evil' };
    for (const [key, value] of Object.entries({ ...settings, ...partial })) repository.git('config', key, value);
    repository.git('config', `protocol.${protocol}.allow`, 'always');
    const hash = repository.git('rev-parse', 'HEAD:a.json');
    rmSync(join(repository.folder, '.git', 'objects', hash.slice(0, 2), hash.slice(2)));
    repository.write({ 'a.json': named('acrx') });
    const { code, err } = await acraudit(repository.folder, 'lint', '--changed-since', 'HEAD');
    vi.unstubAllEnvs();
    return { code, err, isRun: existsSync(evil) };
  };

  test('is not fetched, by whatever program', async () => {
    expect((await lintsPartial('evil')).isRun).toBe(false);
  });

  test('makes a refusal where the setting that would fetch it cannot be turned off', async () => {
    expect(await lintsPartial('evil=x')).toEqual({
      code: 2,
      err: 'acraudit: git config: protocol.evil=x.allow cannot be turned off, and could run a program\n',
      isRun: false,
    });
  });
});
