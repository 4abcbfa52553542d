import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NO_SETTINGS } from '../../src/config/config.ts';
import { findConfigFile, findRepositoryRoot } from '../../src/config/find-config-file.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { UsageError } from '../../src/util/errors.ts';
import { errorOf, KNOWN_RULES } from './known-rules.ts';
import { withoutPlaces } from './without-places.ts';

let base = '';

const FILES: Readonly<Record<string, string | Uint8Array>> = {
  'outside.yaml': 'pack: core',
  'acraudit.yaml': 'pack: outer',
  'repo/.git/HEAD': '',
  'repo/acraudit.yaml': 'pack: core',
  'repo/infra/main.json': '{}',
  'repo/infra/deep/x.json': '{}',
  'repo/own/acraudit.yml': '\uFEFFpack: own',
  'repo/own/sub/x.json': '{}',
  'repo/worktree/.git': 'gitdir: elsewhere',
  'repo/worktree/a/x.json': '{}',
  'bare/.git/HEAD': '',
  'bare/a/x.json': '{}',
  'both/acraudit.yaml': '',
  'both/acraudit.yml': '',
  'folder/acraudit.yaml/x': '',
  'big/acraudit.yaml': `#${'x'.repeat(1_000_000)}`,
  'full/acraudit.yaml': `#${'x'.repeat(999_999)}`,
  'utf16/acraudit.yaml': Buffer.from('\uFEFFpack: core', 'utf16le'),
  'latin/acraudit.yaml': Buffer.from('pack: caf\xe9', 'latin1'),
  'wrong/acraudit.yaml': 'pakc: x',
  'links/.git/HEAD': '',
  'links/real/config.yaml': 'pack: linked',
};

beforeAll(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'acraudit-config-')));
  for (const [path, content] of Object.entries(FILES)) {
    mkdirSync(join(base, path, '..'), { recursive: true });
    writeFileSync(join(base, path), content);
  }
  for (const [folder, target] of [
    ['out', '../../outside.yaml'],
    ['in', '../real/config.yaml'],
    ['nothing', 'no-such-file'],
    ['loop', 'acraudit.yaml'],
  ] as const) {
    mkdirSync(join(base, 'links', folder));
    symlinkSync(target, join(base, 'links', folder, 'acraudit.yaml'));
  }
});

afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('findConfigFile finds the file', () => {
  test.each<[string, string, string | undefined]>([
    ['in the folder itself', 'repo', 'repo/acraudit.yaml'],
    ['from a file', 'repo/infra/main.json', 'repo/acraudit.yaml'],
    ['two folders up', 'repo/infra/deep', 'repo/acraudit.yaml'],
    ['the nearest wins, and .yml counts', 'repo/own/sub/x.json', 'repo/own/acraudit.yml'],
    ['from a path that does not exist', 'repo/infra/no/such.json', 'repo/acraudit.yaml'],
    ['never above .git', 'bare/a', undefined],
    ['nor where .git is a file', 'repo/worktree/a', undefined],
    ['without git, any folder above', 'latin/x', 'latin/acraudit.yaml'],
    ['a link to nothing is found, not passed over', 'links/nothing', 'links/nothing/acraudit.yaml'],
  ])('%s', (_, start, expected) => {
    expect(findConfigFile(join(base, start))).toBe(expected && join(base, expected));
  });

  test('both names in one folder', async () => {
    const error = await errorOf(() => findConfigFile(join(base, 'both')));
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toBe(`${join(base, 'both')} has both acraudit.yaml and acraudit.yml; keep one`);
  });
});

describe('findRepositoryRoot finds the root of', () => {
  test.each([
    ['repo/infra/main.json', 'repo'],
    ['repo/worktree/a', 'repo/worktree'],
  ])('%s', (start, expected) => {
    expect(findRepositoryRoot(join(base, start))).toBe(join(base, expected));
  });
});

interface LoadCase {
  readonly cwd?: string;
  readonly start?: string;
  readonly explicit?: string;
  readonly none?: boolean;
}

function load({ cwd = '', start = '.', explicit, none = false }: LoadCase) {
  return loadConfig({ start, explicit, none, knownRules: KNOWN_RULES, cwd: join(base, cwd) });
}

describe('loadConfig reads a configuration', () => {
  test.each<[string, LoadCase, { file?: string; root: string; pack?: string }]>([
    ['found above the input', { cwd: 'repo/infra' }, { file: 'repo/acraudit.yaml', root: 'repo', pack: 'core' }],
    [
      'from the input, not the working folder',
      { cwd: 'bare', start: '../repo/own/sub' },
      { file: 'repo/own/acraudit.yml', root: 'repo/own', pack: 'own' },
    ],
    [
      'named: patterns count from the working folder',
      { cwd: 'bare', explicit: '../repo/acraudit.yaml' },
      { file: 'repo/acraudit.yaml', root: 'bare', pack: 'core' },
    ],
    [
      'named: may lead out of the repository',
      { cwd: 'links', explicit: 'out/acraudit.yaml' },
      { file: 'links/out/acraudit.yaml', root: 'links', pack: 'core' },
    ],
    [
      'a link inside the repository',
      { cwd: 'links/in' },
      { file: 'links/in/acraudit.yaml', root: 'links/in', pack: 'linked' },
    ],
    ['exactly 1 MB', { cwd: 'full' }, { file: 'full/acraudit.yaml', root: 'full' }],
    ['none, in a repository', { cwd: 'repo/infra', none: true }, { root: 'repo' }],
    ['none, from a folder without one', { cwd: 'latin', none: true }, { root: 'latin' }],
    ['none, from a file without one', { start: 'latin/acraudit.yaml', none: true }, { root: 'latin' }],
    ['nothing found', { cwd: 'bare/a' }, { root: 'bare' }],
  ])('%s', async (_, request, { file, root, ...rest }) => {
    const expected = { ...(file && { file: join(base, file) }), root: join(base, root), extended: [], ...NO_SETTINGS };
    expect(withoutPlaces(await load(request))).toStrictEqual(withoutPlaces({ ...expected, ...rest }));
  });

  test('the error of the decoder is kept as cause', async () => {
    const error = await errorOf(() => load({ cwd: 'latin' }));
    expect(error.cause).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({ name: 'UsageError', location: { file: 'acraudit.yaml' } });
  });

  test.each<[string, LoadCase, string]>([
    ['both flags', { explicit: 'x', none: true }, '--config and --no-config exclude each other'],
    [
      'a file that is missing',
      { cwd: 'repo', explicit: 'acraudt.yaml' },
      '--config acraudt.yaml: no such file; did you mean "acraudit.yaml"?',
    ],
    [
      'in another folder',
      { explicit: 'repo/own/acraudit.yaml' },
      '--config repo/own/acraudit.yaml: no such file; did you mean "repo/own/acraudit.yml"?',
    ],
    ['nothing like it', { explicit: 'repo/settings.json' }, '--config repo/settings.json: no such file'],
    ['not even the folder', { explicit: 'no/such.yaml' }, '--config no/such.yaml: no such file'],
    ['a folder', { explicit: 'repo' }, 'repo: cannot be read: not a regular file but a folder'],
    ['a folder of that name', { cwd: 'folder' }, 'acraudit.yaml: cannot be read: not a regular file but a folder'],
    ['a link to nothing', { cwd: 'links/nothing' }, 'acraudit.yaml: is a broken symbolic link'],
    [
      'a link to itself',
      { cwd: 'links/loop' },
      'acraudit.yaml: cannot be read: a symbolic link that leads back to itself (ELOOP)',
    ],
    ['a link out of the repository', { cwd: 'links/out' }, 'acraudit.yaml: is a link out of the repository'],
    ['larger than 1 MB', { cwd: 'big' }, 'acraudit.yaml: is larger than 1 MB'],
    ['UTF-16', { cwd: 'utf16' }, 'acraudit.yaml: is not valid UTF-8'],
    ['Latin-1', { cwd: 'latin' }, 'acraudit.yaml: is not valid UTF-8'],
    [
      'a problem names a file as the flag did',
      { cwd: 'repo', explicit: './../wrong/acraudit.yaml' },
      './../wrong/acraudit.yaml:1:1: unknown key "pakc"; did you mean "pack"?',
    ],
    [
      'a problem names the file as seen from the working folder',
      { cwd: 'repo', start: '../wrong' },
      '../wrong/acraudit.yaml:1:1: unknown key "pakc"; did you mean "pack"?',
    ],
  ])('%s', async (_, request, expected) => {
    const error = await errorOf(() => load(request));
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toBe(expected);
  });
});
