import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { rules } from '../../rules/index.ts';
import { packs } from '../../rules/packs/index.ts';
import schema from '../../schemas/acraudit.schema.json' with { type: 'json' };
import { main } from '../../src/cli/main.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import { registry, template } from '../support/arm-templates.ts';
import { acraudit, folderOf, lintJson } from '../support/cli.ts';

const failing = template([registry()]);
const CONTEXT = { file: 'acraudit.yaml', knownRules: rules, knownPacks: Object.keys(packs) };

type Files = Readonly<Record<string, unknown>>;

const read = (folder: string, file: string): string => readFileSync(join(folder, file), 'utf8');

describe('init --yes', () => {
  test.each<[string, Files, readonly string[], readonly string[]]>([
    [
      'an empty repository',
      {},
      [],
      ['found: 0 templates, 0 parameter files', 'written: acraudit.yaml', 'next: acraudit lint'],
    ],
    [
      'templates, Bicep and every CI system',
      {
        'infra/main.json': failing,
        'infra/main.bicep': '',
        '.github/dependabot.yml': '',
        'azure-pipelines.yml': '',
        '.gitlab-ci.yml': '',
      },
      [],
      [
        'found: 1 template, 0 parameter files, 1 Bicep file',
        'CI: GitHub Actions, Azure Pipelines, GitLab',
        'written: acraudit.yaml',
        'written: .github/workflows/acraudit-lint.yml',
        'written: azure-pipelines.acraudit.yml',
        'written: .gitlab-ci.acraudit.yml',
        'next: acraudit lint',
      ],
    ],
    [
      'options of PSRule',
      { 'ps-rule.yaml': '' },
      [],
      [
        'found: 0 templates, 0 parameter files',
        'PSRule: ps-rule.yaml (psrule: true in acraudit.yaml runs its YAML rules too)',
        'written: acraudit.yaml',
        'next: acraudit lint',
      ],
    ],
    [
      'another CI system than the one that is found',
      { '.github/x': '' },
      ['--ci', 'gitlab'],
      [
        'found: 0 templates, 0 parameter files',
        'CI: GitHub Actions',
        'written: acraudit.yaml',
        'written: .gitlab-ci.acraudit.yml',
        'next: acraudit lint',
      ],
    ],
    [
      'no CI system',
      { '.github/x': '' },
      ['--ci', 'none'],
      ['found: 0 templates, 0 parameter files', 'CI: GitHub Actions', 'written: acraudit.yaml', 'next: acraudit lint'],
    ],
    [
      'a baseline',
      { 'a.json': failing },
      ['--baseline'],
      [
        'found: 1 template, 0 parameter files',
        'written: acraudit.yaml',
        'written: .acraudit-baseline.json',
        'next: acraudit lint',
      ],
    ],
    [
      'a baseline where there is a configuration',
      { 'a.json': failing, 'acraudit.yml': 'pack: core\n' },
      ['--baseline'],
      [
        'found: 1 template, 0 parameter files',
        'kept: acraudit.yml (it is there already)',
        'written: .acraudit-baseline.json',
        'name the baseline in acraudit.yml: baseline: .acraudit-baseline.json',
        'next: acraudit lint',
      ],
    ],
  ])('%s', async (_, files, argv, expected) => {
    const folder = folderOf(files);
    const { code, out, err } = await acraudit(folder, 'init', '--yes', ...argv);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.trimEnd().split('\n')).toEqual(expected);
    const again = await acraudit(folder, 'init', '--yes', ...argv);
    expect(again.code).toBe(0);
    expect(again.out.trimEnd().split('\n').at(-1)).toBe('nothing was written');
  });

  test('writes a configuration that is valid, says its schema, and changes no result', async () => {
    const folder = folderOf({ 'infra/a.json': failing, 'modules/b.json': failing });
    const before = await lintJson(folder, '--pack', 'recommended');
    await acraudit(folder, 'init', '--yes');
    const text = read(folder, 'acraudit.yaml');
    expect(text.split('\n')[0]).toBe(`# yaml-language-server: $schema=${schema.$id}`);
    expect(text).toContain('# include: ["infra/**", "modules/**"]');
    expect((await parseConfig(text, CONTEXT)).content).toMatchObject({ pack: 'recommended' });
    expect(await lintJson(folder, '--pack', 'recommended')).toEqual(before);
  });

  test('writes no pipeline that is taken for a configuration', async () => {
    const folder = folderOf({ 'a.json': failing, '.github/workflows/b.json': failing });
    await acraudit(folder, 'init', '--yes', '--ci', 'github', '--ci', 'azdo', '--ci', 'gitlab');
    const { results, code } = await lintJson(folder, '--pack', 'core', '.', '.github');
    expect({ code, files: results.length > 0 }).toEqual({ code: 1, files: true });
  });

  test('every example that it leaves commented out is valid', async () => {
    const folder = folderOf({ 'ps-rule.yaml': '' });
    await acraudit(folder, 'init', '--yes');
    const examples = read(folder, 'acraudit.yaml')
      .split('\n')
      .filter((line) => /^# (?: |[a-z]+:)/i.test(line) && !line.includes('yaml-language-server'))
      .map((line) => line.slice(2))
      .join('\n');
    const { content } = await parseConfig(examples, CONTEXT);
    expect([...content.places.keys()].filter((key) => !key.includes('.'))).toEqual([
      'rules',
      'overrides',
      'suppressions',
      'deployments',
      'failOn',
      'unknown',
      'scan',
      'fix',
      'psrule',
    ]);
  });

  test('with a baseline, what failed is known', async () => {
    const folder = folderOf({ 'a.json': failing });
    await acraudit(folder, 'init', '--yes', '--baseline');
    expect(parse(read(folder, 'acraudit.yaml'))).toMatchObject({ baseline: '.acraudit-baseline.json' });
    const { code } = await acraudit(folder, 'lint', '--pack', 'recommended');
    expect(code).toBe(0);
  });

  test('writes at the root of the repository, from whatever folder', async () => {
    const folder = folderOf({ 'infra/deep/a.json': failing });
    await acraudit(join(folder, 'infra/deep'), 'init', '--yes');
    expect([existsSync(join(folder, 'acraudit.yaml')), existsSync(join(folder, 'infra/deep/acraudit.yaml'))]).toEqual([
      true,
      false,
    ]);
  });

  test('never writes through a link that leads out of the repository', async () => {
    const outside = folderOf({});
    const folder = folderOf({});
    mkdirSync(join(folder, '.github'));
    symlinkSync(outside, join(folder, '.github', 'workflows'));
    symlinkSync(join(outside, 'x.yaml'), join(folder, 'acraudit.yaml'));
    const { code, out } = await acraudit(folder, 'init', '--yes');
    expect(code).toBe(3);
    expect(out).toContain('kept: acraudit.yaml (it is there already)');
    expect(out).toContain(
      'not written: .github/workflows/acraudit-lint.yml: its folder is a link out of the repository',
    );
    expect([existsSync(join(outside, 'acraudit-lint.yml')), existsSync(join(outside, 'x.yaml'))]).toEqual([
      false,
      false,
    ]);
  });

  test('an unknown pack is refused before anything is written', async () => {
    const folder = folderOf({});
    const { code, err } = await acraudit(folder, 'init', '--yes', '--pack', 'recomended');
    expect({ code, err }).toEqual({ code: 2, err: "acraudit: unknown pack 'recomended'; did you mean recommended?\n" });
    expect(existsSync(join(folder, 'acraudit.yaml'))).toBe(false);
  });
});

describe('the pipelines that init writes', () => {
  const written = async () => {
    const folder = folderOf({});
    await acraudit(folder, 'init', '--yes', '--ci', 'github', '--ci', 'azdo', '--ci', 'gitlab');
    return folder;
  };

  test('are YAML, and hand what comes from outside over by the environment', async () => {
    const folder = await written();
    const github = parse(read(folder, '.github/workflows/acraudit-lint.yml'));
    expect(github.permissions).toEqual({ contents: 'read', 'security-events': 'write' });
    const { steps } = github.jobs.lint;
    expect(steps.map(({ uses, run }: { uses?: string; run?: string }) => uses ?? run)).toEqual([
      'actions/checkout@v7',
      'actions/setup-node@v7',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell fills it in.
      'npx --yes "acraudit@0.1" lint --report sarif=acraudit.sarif ${BASE:+--compare "origin/$BASE"}',
      'github/codeql-action/upload-sarif@v4',
    ]);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub Actions.
    expect(steps[2].env).toEqual({ BASE: '${{ github.base_ref }}' });
    const azure = parse(read(folder, 'azure-pipelines.acraudit.yml'));
    expect(azure.steps[0].bash).not.toContain('${{');
    const gitlab = parse(read(folder, '.gitlab-ci.acraudit.yml'));
    expect(Object.keys(gitlab)).toEqual(['acraudit']);
  });
});

describe('init asks on a terminal', () => {
  async function answered(files: Files, answers: readonly string[], ...argv: readonly string[]) {
    const folder = folderOf(files);
    const questions: string[] = [];
    const left = [...answers];
    let out = '';
    const streams = {
      out: (text: string) => {
        out += text;
      },
      err: () => undefined,
      isTerminal: true,
      env: {},
      ask: async (question: string) => {
        questions.push(question);
        return left.shift() ?? '';
      },
    };
    const code = await main(['init', ...argv], streams, folder);
    return { folder, questions, code, out };
  }

  test('for the pack, a baseline and each CI system', async () => {
    const files = { 'a.json': failing, '.github/x': '', '.gitlab-ci.yml': '' };
    const { folder, questions, code } = await answered(files, ['core', 'y', 'n', '']);
    expect(code).toBe(0);
    expect(questions).toEqual([
      'Rules to start from, as acraudit rules lists packs (recommended): ',
      'Write a baseline, so that only new findings fail? [y/N] ',
      'Write a file for GitHub Actions? [Y/n] ',
      'Write a file for GitLab? [Y/n] ',
    ]);
    expect(parse(read(folder, 'acraudit.yaml'))).toMatchObject({ pack: 'core', baseline: '.acraudit-baseline.json' });
    expect([
      existsSync(join(folder, '.github/workflows/acraudit-lint.yml')),
      existsSync(join(folder, '.gitlab-ci.acraudit.yml')),
    ]).toEqual([false, true]);
  });

  test('only for what flags leave open', async () => {
    const { questions } = await answered(
      { 'a.json': failing, '.github/x': '' },
      [],
      '--pack',
      'core',
      '--no-baseline',
      '--ci',
      'github',
    );
    expect(questions).toEqual([]);
  });
});

test('without a terminal and --yes nothing is asked and nothing is written', async () => {
  const folder = folderOf({});
  const { code, err } = await acraudit(folder, 'init');
  expect({ code, err }).toEqual({
    code: 2,
    err: 'acraudit: init asks questions, and this is no terminal; --yes takes what it proposes\n',
  });
  expect(existsSync(join(folder, 'acraudit.yaml'))).toBe(false);
});
