import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FakeRegistry, manifestOf, sha256, startRegistry, TEMPLATE } from '../fake-registry/start.ts';
import { acrauditIn, folderOf, type Ran } from '../support/cli.ts';

let registry: FakeRegistry;

beforeAll(async () => {
  registry = await startRegistry();
});

afterAll(() => registry.stop());

interface Run extends Ran {
  readonly home: string;
  readonly cwd: string;
}

type Files = Readonly<Record<string, unknown>>;

/** Runs `restore` in a folder with these files; `HOST` in a text stands for the registry. */
async function restore(files: Files, argv: readonly string[] = [], earlier?: Run): Promise<Run> {
  const texts = Object.entries(files).map(([name, text]) => [name, String(text).replaceAll('HOST', registry.host)]);
  const cwd = earlier?.cwd ?? folderOf(Object.fromEntries(texts));
  const home = earlier?.home ?? folderOf({});
  const around = { cwd, env: { HOME: home } };
  const ran = await acrauditIn(around, 'restore', '--trust', registry.host, ...argv);
  const shown = (text: string): string =>
    text
      .replaceAll(registry.host, 'HOST')
      .replaceAll(home, 'HOME')
      .replaceAll(cwd, 'CWD')
      .replaceAll(/\d+\$(?=5|bicep)/g, '');
  return { ...ran, out: shown(ran.out), err: shown(ran.err), home, cwd };
}

function use(...tags: readonly string[]): string {
  return tags.map((tag, i) => `module m${i} 'br:HOST/bicep/${tag}:${tag}' = {\n  name: 'm${i}'\n}\n`).join('');
}

function cacheOf({ home }: Run, tag: string): string {
  return join(home, '.bicep/br', registry.host.replace(':', '$'), `bicep$${tag}`, `${tag}$`);
}

test('what Bicep files refer to is fetched into the cache of the compiler, and not again', async () => {
  const files = {
    'main.bicep': `module local './modules/acr.bicep' = {\n  name: 'l'\n}\n${use('ok')}`,
    'modules/acr.bicep': use('anonymous-token', 'ok'),
    'main.bicepparam': `using 'main.bicep'\n`,
  };
  const first = await restore(files, ['main.bicepparam']);
  expect(first).toMatchObject({
    code: 0,
    out: 'restored br:HOST/bicep/anonymous-token:anonymous-token\nrestored br:HOST/bicep/ok:ok\n2 modules: 2 restored\n',
    err: '',
  });
  const folder = cacheOf(first, 'ok');
  expect(readdirSync(folder).sort()).toEqual(['main.json', 'manifest', 'metadata']);
  expect(readFileSync(join(folder, 'main.json'), 'utf8')).toBe(TEMPLATE);
  expect(readFileSync(join(folder, 'manifest'), 'utf8')).toBe(manifestOf(TEMPLATE));
  expect(JSON.parse(readFileSync(join(folder, 'metadata'), 'utf8'))).toEqual({
    manifestDigest: sha256(manifestOf(TEMPLATE)),
  });
  const before = registry.requests.length;
  expect((await restore(files, [], first)).out).toContain('2 modules: 2 present\n');
  expect(registry.requests.length).toBe(before);
});

test('what cannot be restored is named with its reason, its place and what to do, and the rest is restored', async () => {
  const run = await restore({ 'main.bicep': use('ok', 'missing', 'changed-template') });
  expect(run.code).toBe(3);
  expect(run.out.split('\n')).toEqual([
    'failed   br:HOST/bicep/changed-template:changed-template',
    '         the template is not the one of its digest',
    '         Something on the way changed it, or the registry is damaged: fetch again, and tell who runs the registry.',
    '         main.bicep:7:11',
    'failed   br:HOST/bicep/missing:missing',
    '         the registry has no such module (HTTP 404)',
    '         Check the path and the tag of the reference.',
    '         main.bicep:4:11',
    'restored br:HOST/bicep/ok:ok',
    '3 modules: 1 restored, 2 failed',
    '',
  ]);
  expect(existsSync(join(cacheOf(run, 'changed-template'), 'main.json'))).toBe(false);
});

test('a dry run says what would be fetched, and asks nothing', async () => {
  const before = registry.requests.length;
  const run = await restore({ 'main.bicep': use('ok') }, ['--dry-run']);
  expect(run).toMatchObject({ code: 0, out: 'missing  br:HOST/bicep/ok:ok\n1 module: 1 missing\n' });
  expect(registry.requests.length).toBe(before);
  expect(existsSync(join(run.home, '.bicep'))).toBe(false);
});

test('--vendor writes into the repository, where modules are found first', async () => {
  const run = await restore({ 'infra/main.bicep': use('ok') }, ['--vendor']);
  const folder = join(run.cwd, '.acraudit/modules/br', registry.host.replace(':', '$'), 'bicep$ok', 'ok$');
  expect(run.code).toBe(0);
  expect(readdirSync(folder).sort()).toEqual(['main.json', 'manifest', 'metadata']);
  expect((await restore({}, [], run)).out).toBe('present  br:HOST/bicep/ok:ok\n1 module: 1 present\n');
});

test('a link in the repository does not lead writing out of it', async () => {
  const cwd = folderOf({ 'main.bicep': use('ok').replaceAll('HOST', registry.host) });
  const other = folderOf({});
  mkdirSync(join(cwd, '.acraudit'));
  symlinkSync(other, join(cwd, '.acraudit/modules'));
  const run = await restore({}, ['--vendor'], { cwd, home: folderOf({}), code: 0, out: '', err: '' });
  expect(run.code).toBe(3);
  expect(run.out).toContain('its folder is a link that leads out of the repository');
  expect(readdirSync(other)).toEqual(['.git']);
});

test.each<[string, Files, string]>([
  [
    'a registry that is not trusted',
    { 'main.bicep': "module m 'br:registry.example/a:1' = {}\n" },
    'registry.example is not a registry that is trusted',
  ],
  [
    'a cache outside of repository and home folder',
    { 'bicepconfig.json': '{"cacheRootDirectory": "/cache"}', 'main.bicep': use('ok') },
    'cacheRootDirectory leads out of the repository and of the home folder',
  ],
  [
    'a wrong reference',
    { 'main.bicep': "module m 'br/none:a:1' = {}\n" },
    'main.bicep:1:10: There is no module alias "none"',
  ],
  [
    'a wrong configuration',
    { 'bicepconfig.json': '{"moduleAliases": []}', 'main.bicep': '' },
    'bicepconfig.json:1:19: moduleAliases has to be an object',
  ],
])('%s is said, with exit code 3', async (_, files, expected) => {
  const run = await restore(files);
  expect(run.code).toBe(3);
  expect(run.out + run.err).toContain(expected);
});

test('JSON has each module with its state, its folder and its places', async () => {
  const run = await restore({ 'main.bicep': use('ok', 'denied') }, ['-f', 'json']);
  const host = registry.host.replace(':', '$');
  const folder = (tag: string): string => `HOME/.bicep/br/${host}/bicep$${tag}/${tag}$`;
  expect(run.code).toBe(3);
  expect(JSON.parse(run.out.replaceAll(/HOME\/\.bicep\/br\/[^/]*/g, `HOME/.bicep/br/${host}`))).toEqual({
    version: 1,
    files: 1,
    modules: [
      {
        reference: 'br:HOST/bicep/denied:denied',
        state: 'failed',
        folder: folder('denied'),
        usedBy: [{ file: 'main.bicep', line: 4, column: 11 }],
        reason: 'HOST refuses access (HTTP 403)',
        hint: 'Sign in as for `acraudit scan`, or set DOCKER_AUTH_CONFIG; the identity needs the role AcrPull on the registry.',
      },
      {
        reference: 'br:HOST/bicep/ok:ok',
        state: 'restored',
        folder: folder('ok'),
        usedBy: [{ file: 'main.bicep', line: 1, column: 11 }],
      },
    ],
    errors: [],
  });
});

test('a path that does not exist and a login that is no JSON are wrong usage', async () => {
  expect((await restore({}, ['none.bicep'])).code).toBe(2);
  const cwd = folderOf({ 'main.bicep': use('ok').replaceAll('HOST', registry.host) });
  const env = { HOME: folderOf({}), DOCKER_AUTH_CONFIG: 'none' };
  const ran = await acrauditIn({ cwd, env }, 'restore', '--trust', registry.host);
  expect(ran).toEqual({
    code: 2,
    out: '',
    err: 'acraudit: DOCKER_AUTH_CONFIG: expected a configuration of Docker, as JSON\n',
  });
});

test('a link in the repository does not lead reading out of it', async () => {
  const other = folderOf({ 'm.bicep': "module n 'br/public:secret/place:1' = {\n  name: 'n'\n}\n" });
  const cwd = folderOf({ 'main.bicep': "module m 'link.bicep' = {\n  name: 'm'\n}\n" });
  symlinkSync(join(other, 'm.bicep'), join(cwd, 'link.bicep'));
  const run = await acrauditIn({ cwd }, 'restore', 'main.bicep', '--dry-run');
  expect([run.code, run.out.split('\n')]).toEqual([
    3,
    [
      'error: link.bicep: it lies outside of the repository (outside-root)',
      'no modules of registries or template specs',
      '',
    ],
  ]);
});
