import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

/* What cannot be run here, workflows of a CI service and pages for contributors, is checked as text. */

const PAGES = ['CONTRIBUTING.md', 'SECURITY.md'];
const WORKFLOWS = ['.github/workflows/ci.yml', '.github/workflows/release.yml'];

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly 'runs-on': string;
  readonly 'timeout-minutes'?: number;
  readonly permissions?: unknown;
  readonly strategy?: { readonly matrix: { readonly node: readonly string[] } };
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: unknown;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const read = (file: string): string => readFileSync(file, 'utf8');
const workflow = (name: string): Workflow => parse(read(`.github/workflows/${name}.yml`));
const manifest: {
  readonly engines: { readonly node: string };
  readonly scripts: Readonly<Record<string, string>>;
} = JSON.parse(read('package.json'));

function commandsOf({ jobs }: Workflow): string[] {
  return Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => (run === undefined ? [] : [run])));
}

/** Names of npm scripts that a text runs. */
function scriptsIn(text: string): string[] {
  const run = [...text.matchAll(/\bnpm run (?:--silent )?([\w:-]+)/g)].map(([, name = '']) => name);
  return [...run, ...[...text.matchAll(/\bnpm (test|start)\b/g)].map(([, name = '']) => name)];
}

describe('every workflow', () => {
  test.each(WORKFLOWS)('%s may only read the repository, and ends', (file) => {
    const { permissions, jobs } = parse(read(file)) as Workflow;
    expect(permissions).toEqual({ contents: 'read' });
    for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toBeGreaterThan(0);
  });

  test.each(WORKFLOWS)('%s pins its actions by commit, each with its version beside it', (file) => {
    const uses = read(file).match(/uses: .*/g) ?? [];
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((line) => !/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  test('uses one commit of an action everywhere', () => {
    const pins = new Set(WORKFLOWS.flatMap((file) => read(file).match(/uses: \S+/g) ?? []));
    expect(pins.size).toBe(new Set([...pins].map((pin) => pin.split('@')[0])).size);
  });

  test('does not leave its token in the clone', () => {
    const steps = WORKFLOWS.flatMap((file) => Object.values((parse(read(file)) as Workflow).jobs)).flatMap(
      (job) => job.steps,
    );
    const clones = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(clones.map((step) => step.with)).toEqual(clones.map(() => ({ 'persist-credentials': false })));
  });
});

describe('CI', () => {
  const { jobs } = workflow('ci');

  test('runs all checks on every even version of Node from the lowest that package.json allows', () => {
    const floor = /^>=(\d+)\.(\d+)$/.exec(manifest.engines.node);
    const versions = jobs.check?.strategy?.matrix.node ?? [];
    expect(versions[0]).toBe(`${floor?.[1]}.${floor?.[2]}`);
    expect(versions.map((version) => Number.parseInt(version, 10))).toEqual([20, 22, 24]);
    expect(jobs.check?.['runs-on']).toBe('ubuntu-latest');
    expect(jobs.check?.steps.at(-1)).toEqual({ run: '.ci/run' });
    accessSync('.ci/run', constants.X_OK);
  });

  test('runs the quick tests on Windows', () => {
    expect(jobs.windows?.['runs-on']).toBe('windows-latest');
    expect(jobs.windows?.steps.at(-1)).toEqual({ run: 'npm run test:quick' });
  });
});

describe('a release', () => {
  const release = workflow('release');
  const { publish } = release.jobs;

  test('is made of tags, and may attest where it comes from', () => {
    expect(release.on).toEqual({ push: { tags: ['v*'] } });
    expect(publish?.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
  });

  test('is checked before it is published, and built with it', () => {
    const commands = commandsOf(release);
    const order = [/^npm ci\b/, /GITHUB_REF_NAME/, /^npm run check$/, /^npm publish --provenance --access public\b/];
    expect(commands.map((command) => order.findIndex((pattern) => pattern.test(command)))).toEqual([0, 1, 2, 3]);
  });
});

test.each([...WORKFLOWS, ...PAGES, '.ci/run'])('%s runs only scripts that package.json has', (file) => {
  const scripts = scriptsIn(read(file));
  expect(scripts.filter((name) => manifest.scripts[name] === undefined)).toEqual([]);
});

describe('the pages for contributors', () => {
  test('are linked from the README', () => {
    expect(PAGES.filter((page) => !read('README.md').includes(`](${page})`))).toEqual([]);
  });

  test.each(PAGES)('%s links only to what is there', (page) => {
    const targets = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target = '']) => target);
    expect(targets.length).toBeGreaterThan(0);
    expect(targets.filter((target) => !existsSync(join(dirname(page), target)))).toEqual([]);
  });

  test.each(PAGES)('%s names only files and folders that are there', (page) => {
    const paths = [...read(page).matchAll(/(?<=[` ])((?:src|test|rules|docs|tools|schemas|\.github|\.ci)\/[\w./-]+)/g)]
      .map(([, path = '']) => path.replace(/\.$/, ''))
      .filter((path) => !path.includes('Azure.ACR.Name'));
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });
});

describe('docs/architecture.md', () => {
  const page = read('docs/architecture.md');
  const folders = ['src', 'rules', 'tools', 'test'];
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path.replaceAll('\\', '/')}`),
  );

  test('names only files and folders that are there', () => {
    // What a feature will add begins with `+`.
    const named = [...page.matchAll(/`((?:[\w-]+\/)*[\w.-]+\.ts|(?:src|rules|schemas|test|docs)\/[\w./-]+)`/g)].map(
      ([, path = '']) => path,
    );
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter((path) => !existsSync(path) && !files.some((file) => file.endsWith(`/${path}`)))).toEqual([]);
  });

  test('names every room of the program', () => {
    const rooms = ['src', 'src/sources', 'rules'].flatMap((folder) =>
      readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => `${folder}/${name}`),
    );
    expect(rooms.filter((room) => !page.includes(`\`${room}`))).toEqual([]);
  });
});

test('every check of a pull request is in `npm run check`', () => {
  const run = scriptsIn(manifest.scripts.check ?? '');
  // The others need a folder of templates that is not part of the repository.
  // The first need a folder of templates that is not part of the repository, the last one a browser.
  const ofOthers = ['check:labels', 'check:positions', 'check:fixes', 'check:functions', 'test:browser'];
  const inCi = scriptsIn(read('.ci/run')).filter((name) => !ofOthers.includes(name));
  expect(run.sort()).toEqual(inCi.sort());
});
