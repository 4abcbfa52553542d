import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { registry, setting, template } from '../support/arm-templates.ts';
import { bundlePath } from '../support/bundle.ts';

const ROOT = resolve('.');
const failing = (name: string) => template([registry({ name })]);
const passing = (name: string) =>
  template([registry({ name }), setting({}, { scope: `Microsoft.ContainerRegistry/registries/${name}` })]);

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

type Files = Readonly<Record<string, unknown>>;

/** A repository with two commits: a base, and a head in which some files are changed; null deletes one. */
function repository(base: Files, head: Files): { readonly folder: string; readonly base: string } {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'acraudit-ci-')));
  folders.push(folder);
  const git = (...args: readonly string[]): string =>
    execFileSync(
      'git',
      ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'init.defaultBranch=main', ...args],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    ).trim();
  const commit = (files: Files): string => {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      if (content === null) rmSync(join(folder, name));
      else writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
    }
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '--message', 'change');
    return git('rev-parse', 'HEAD');
  };
  git('init', '--quiet');
  const first = commit(base);
  git('branch', 'target');
  git('update-ref', 'refs/remotes/origin/target', first);
  commit(head);
  return { folder, base: first };
}

const COMMAND = `${process.execPath} ${bundlePath()}`;

interface Case {
  readonly name: string;
  readonly base: Files;
  readonly head: Files;
  readonly code: number;
  /** What the summary has to say. */
  readonly says: RegExp;
}

/** What may happen to templates in a pull request. */
const CASES: readonly Case[] = [
  {
    name: 'no change',
    base: { 'infra/a.json': passing('acra'), 'infra/b.json': failing('acrb') },
    head: { 'README.md': 'changed' },
    code: 1,
    says: /0 new/,
  },
  {
    name: 'a new failure',
    base: { 'infra/a.json': passing('acra') },
    head: { 'infra/a.json': failing('acra') },
    code: 1,
    says: /1 new/,
  },
  {
    name: 'a failure that is fixed',
    base: { 'infra/a.json': failing('acra') },
    head: { 'infra/a.json': passing('acra') },
    code: 0,
    says: /1 fixed/,
  },
  {
    name: 'a template that cannot be read',
    base: { 'infra/a.json': passing('acra') },
    head: {
      'infra/b.json':
        '{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", ',
    },
    code: 3,
    says: /infra\/b\.json/,
  },
];

function ran(command: string, args: readonly string[], cwd: string, env: Readonly<Record<string, string>>) {
  const { PATH = '', HOME = '' } = process.env;
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env: { PATH, HOME, ...env }, encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}

/** The members of a file of outputs, as GitHub reads it. */
function outputsIn(file: string): Readonly<Record<string, string>> {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly uses?: string;
}

const action = parse(readFileSync('action.yml', 'utf8')) as {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
};

describe('the GitHub action', () => {
  /** Runs the script of the lint step as if in a workspace. */
  const lintScript = (workspace: string, inputs: Readonly<Record<string, string>>) =>
    ran('bash', [join(ROOT, 'ci/github/lint.sh')], ROOT, {
      GITHUB_WORKSPACE: workspace,
      GITHUB_OUTPUT: join(workspace, 'output'),
      RUNNER_TEMP: workspace,
      ACRAUDIT_COMMAND: COMMAND,
      ...inputs,
    });

  test('hands inputs over by the environment, never inside of a script', () => {
    expect(action.runs.using).toBe('composite');
    const scripts = action.runs.steps.flatMap(({ run }) => (run === undefined ? [] : [run]));
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
    expect(action.runs.steps.filter(({ run, shell }) => run !== undefined && shell !== 'bash')).toEqual([]);
    const text = JSON.stringify(action.runs.steps);
    expect(Object.keys(action.inputs).filter((name) => !text.includes(`inputs.${name}`))).toEqual([]);
  });

  test.each(CASES)('$name', ({ base, head, code, says }) => {
    const repo = repository(base, head);
    const temp = join(repo.folder, '..', `${repo.folder.split('/').at(-1)}-temp`);
    folders.push(temp);
    mkdirSync(temp);
    const event = join(temp, 'event.json');
    writeFileSync(event, JSON.stringify({ pull_request: { number: 7, base: { sha: repo.base } } }));
    writeFileSync(join(temp, 'summary'), '');
    writeFileSync(join(temp, 'output'), '');
    const env = {
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: repo.folder,
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_EVENT_PATH: event,
      GITHUB_STEP_SUMMARY: join(temp, 'summary'),
      GITHUB_OUTPUT: join(temp, 'output'),
      GITHUB_ACTION_PATH: ROOT,
      RUNNER_TEMP: temp,
      ACRAUDIT_COMMAND: COMMAND,
      ACRAUDIT_PATHS: 'infra\n',
      ACRAUDIT_ARGUMENTS: '--rule=Azure.ACR.Logs\n',
    };
    const [step] = action.runs.steps;
    const { code: status, out } = ran('bash', ['-c', step?.run ?? ''], ROOT, env);
    expect(status, out).toBe(0);
    const outputs = outputsIn(join(temp, 'output'));
    expect(outputs['exit-code']).toBe(String(code));
    expect(readFileSync(join(temp, 'summary'), 'utf8')).toMatch(says);
    for (const name of ['sarif-file', 'json-file', 'summary-file']) expect(existsSync(outputs[name] ?? '')).toBe(true);
    const last = action.runs.steps.at(-1);
    expect(ran('bash', ['-c', last?.run ?? ''], ROOT, { ACRAUDIT_EXIT_CODE: String(code) }).code).toBe(code);
  });

  test('in a folder of the repository SARIF names files from the root, under the category that is asked for', () => {
    const repo = repository({ 'services/geo/a.json': failing('acra') }, {});
    lintScript(repo.folder, { ACRAUDIT_FOLDER: 'services', ACRAUDIT_CATEGORY: 'geo', ACRAUDIT_PATHS: 'geo' });
    const { runs } = JSON.parse(readFileSync(join(repo.folder, 'acraudit/acraudit.sarif'), 'utf8'));
    expect(runs[0].automationDetails.id).toBe('geo/');
    expect(runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('services/geo/a.json');
  });

  test('wrong usage has an exit code and no files', () => {
    const repo = repository({ 'a.json': passing('acra') }, {});
    expect(lintScript(repo.folder, { ACRAUDIT_ARGUMENTS: '--no-such-flag' }).code).toBe(0);
    expect(outputsIn(join(repo.folder, 'output'))).toEqual({ 'exit-code': '2' });
  });

  test('a hostile path is an argument, never a command', () => {
    const repo = repository({ 'a.json': passing('acra') }, {});
    lintScript(repo.folder, { ACRAUDIT_PATHS: '$(touch pwned)\n`touch pwned`\n;touch pwned' });
    expect(outputsIn(join(repo.folder, 'output'))['exit-code']).toBe('2');
    expect(existsSync(join(repo.folder, 'pwned'))).toBe(false);
  });
});

describe('the comment of the GitHub action', () => {
  interface Comment {
    readonly id: number;
    readonly body: string;
    readonly user: { readonly type: string };
  }

  /** Runs the script against an API on loopback; gives what was asked of it. */
  async function comment(
    existing: readonly Comment[],
    status = 200,
  ): Promise<{ readonly asked: readonly string[]; readonly out: string }> {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        asked.push(`${request.method} ${request.url}${body === '' ? '' : ` ${JSON.parse(body).body}`}`);
        response.writeHead(request.method === 'GET' ? 200 : status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(request.method === 'GET' ? existing : {}));
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const folder = mkdtempSync(join(tmpdir(), 'acraudit-comment-'));
    folders.push(folder);
    writeFileSync(join(folder, 'event.json'), JSON.stringify({ pull_request: { number: 7 } }));
    writeFileSync(join(folder, 'summary.md'), '<!-- acraudit -->\nnew');
    const { spawn } = await import('node:child_process');
    const child = spawn(process.execPath, ['ci/github/comment.mjs', join(folder, 'summary.md')], {
      env: {
        PATH: process.env.PATH,
        GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        GITHUB_REPOSITORY: 'contoso/infra',
        GITHUB_EVENT_PATH: join(folder, 'event.json'),
        GITHUB_TOKEN: 'token',
      },
    });
    let out = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    await new Promise((done) => child.on('close', done));
    server.close();
    return { asked, out };
  }

  const PATH = '/repos/contoso/infra/issues';
  const LIST = `GET ${PATH}/7/comments?per_page=100&page=1`;
  const BODY = '<!-- acraudit -->\nnew';
  const bot = (id: number, body: string): Comment => ({ id, body, user: { type: 'Bot' } });

  test.each<[string, readonly Comment[], readonly string[]]>([
    ['is written where there is none', [bot(1, 'other')], [LIST, `POST ${PATH}/7/comments ${BODY}`]],
    ['is changed where there is one', [bot(2, '<!-- acraudit -->\nold')], [LIST, `PATCH ${PATH}/comments/2 ${BODY}`]],
    ['is left where it says the same', [bot(3, BODY)], [LIST]],
    [
      'of a person with the same marker is left alone',
      [{ id: 4, body: '<!-- acraudit -->\nold', user: { type: 'User' } }],
      [LIST, `POST ${PATH}/7/comments ${BODY}`],
    ],
  ])('%s', async (_, existing, expected) => {
    expect((await comment(existing)).asked).toEqual(expected);
  });

  test('that may not be written is said, and is no failure', async () => {
    const { out } = await comment([], 403);
    expect(out).toBe(
      '::warning title=acraudit::the comment was not written: POST /issues/7/comments: HTTP status 403\n',
    );
  });
});

describe('the steps of Azure Pipelines', () => {
  const { steps } = parse(readFileSync('ci/azure/acraudit.yml', 'utf8')) as {
    readonly steps: readonly {
      readonly bash?: string;
      readonly env?: Readonly<Record<string, string>>;
      readonly task?: string;
    }[];
  };

  test('hand parameters over by the environment', () => {
    expect(steps.map(({ bash, task }) => (bash === undefined ? task : 'bash'))).toEqual([
      'bash',
      'PublishTestResults@2',
      'PublishBuildArtifacts@1',
    ]);
    expect(steps[0]?.bash).not.toContain('${{');
  });

  test.each(CASES)('$name', ({ base, head, code, says }) => {
    const repo = repository(base, head);
    const env = {
      TF_BUILD: 'True',
      AGENT_TEMPDIRECTORY: join(repo.folder, '.git', 'temp'),
      SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/target',
      ACRAUDIT_COMMAND: COMMAND,
      ACRAUDIT_PATHS: 'infra',
      ACRAUDIT_ARGUMENTS: '--rule=Azure.ACR.Logs',
      ACRAUDIT_CHANGED_ONLY: 'False',
      ACRAUDIT_VERSION: 'latest',
    };
    const { code: status, out, err } = ran('bash', ['-c', steps[0]?.bash ?? ''], repo.folder, env);
    expect(status, err).toBe(code);
    const folder = join(env.AGENT_TEMPDIRECTORY, 'acraudit');
    expect(out).toContain(`##vso[task.uploadsummary]${join(folder, 'acraudit.md')}`);
    expect(readFileSync(join(folder, 'acraudit.md'), 'utf8')).toMatch(says);
    expect(existsSync(join(folder, 'acraudit.xml'))).toBe(true);
    expect(existsSync(join(folder, 'CodeAnalysisLogs', 'acraudit.sarif'))).toBe(true);
  });
});

describe('the job of GitLab', () => {
  const { acraudit: job } = parse(readFileSync('ci/gitlab/acraudit.yml', 'utf8')) as {
    readonly acraudit: {
      readonly script: readonly string[];
      readonly artifacts: { readonly when: string; readonly reports: Readonly<Record<string, string>> };
    };
  };

  test('keeps its reports whatever the results are', () => {
    expect(job.artifacts).toEqual({
      when: 'always',
      reports: { codequality: 'acraudit-quality.json', junit: 'acraudit.xml' },
    });
  });

  test.each(CASES)('$name', ({ base, head, code }) => {
    const repo = repository(base, head);
    const env = {
      GITLAB_CI: 'true',
      CI_MERGE_REQUEST_DIFF_BASE_SHA: repo.base,
      ACRAUDIT_COMMAND: COMMAND,
      ACRAUDIT_PATHS: 'infra',
      ACRAUDIT_ARGUMENTS: '--rule=Azure.ACR.Logs',
      ACRAUDIT_VERSION: 'latest',
    };
    const { code: status, err } = ran('sh', ['-c', job.script.join('\n')], repo.folder, env);
    expect(status, err).toBe(code);
    expect(Array.isArray(JSON.parse(readFileSync(join(repo.folder, 'acraudit-quality.json'), 'utf8')))).toBe(true);
    expect(existsSync(join(repo.folder, 'acraudit.xml'))).toBe(true);
  });
});

test('the pre-commit hook skips a named file that is no template', () => {
  const [hook] = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8')) as readonly {
    readonly entry: string;
    readonly files: string;
  }[];
  const files = ['package.json', 'infra/a.json', 'notes.jsonc', 'a.bicep', 'a.bicepparam', 'README.md', 'a.bicep.md'];
  expect(files.filter((file) => new RegExp(hook?.files ?? '').test(file))).toEqual(files.slice(0, 5));
  const { folder } = repository({ 'package.json': { name: 'x' }, 'infra/a.json': failing('acra') }, {});
  const [, ...argv] = (hook?.entry ?? '').split(' ');
  const run = (...names: readonly string[]) => ran(process.execPath, [bundlePath(), ...argv, ...names], folder, {});
  expect(run('package.json')).toEqual({ code: 0, out: '', err: '' });
  expect(run('package.json', 'infra/a.json').code).toBe(1);
});

test('the image runs as a user without rights, and has git', () => {
  const text = readFileSync('Dockerfile', 'utf8');
  const instructions = text.split('\n').filter((line) => /^[A-Z]+ /.test(line));
  expect(instructions.filter((line) => line.startsWith('FROM'))).toEqual([
    'FROM node:24-slim AS build',
    'FROM node:24-slim',
  ]);
  expect(instructions.indexOf('USER node')).toBeLessThan(
    instructions.findIndex((line) => line.startsWith('ENTRYPOINT')),
  );
  expect(text).toContain('git tini ca-certificates');
});
