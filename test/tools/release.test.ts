import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { release } from '../../tools/release-steps.ts';
import { prepareRelease, type ReleaseTexts } from '../../tools/release-texts.ts';
import { folderOf } from '../support/cli.ts';

const CHANGELOG =
  '# Changelog\n\n## 1.3.0 - unreleased\n\n### Added\n\n- A thing.\n\n## 1.2.0 - 2026-01-02\n\n- Old.\n';
const ADDRESSES = {
  homepage: 'https://github.com/OWNER/x',
  repository: 'github:OWNER/x',
  bugs: 'https://github.com/OWNER/x/issues',
};
const MANIFEST = { name: 'x', version: '1.2.0', ...ADDRESSES, scripts: { a: 'b' } };
const LOCK = {
  name: 'x',
  version: '1.2.0',
  lockfileVersion: 3,
  packages: { '': { name: 'x', version: '1.2.0' }, 'node_modules/y': { version: '1.2.0' } },
};
const TODAY = '2026-03-04';
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const TEXTS: ReleaseTexts = { package: json(MANIFEST), lock: json(LOCK), changelog: CHANGELOG };

describe('the texts of a release', () => {
  test('have the version in three places, the date, and nothing else that is new', () => {
    expect(prepareRelease(TEXTS, '1.3.0', TODAY)).toEqual({
      texts: {
        package: json({ ...MANIFEST, version: '1.3.0' }),
        lock: json({
          ...LOCK,
          version: '1.3.0',
          packages: { ...LOCK.packages, '': { name: 'x', version: '1.3.0' } },
        }),
        changelog: CHANGELOG.replace('## 1.3.0 - unreleased', '## 1.3.0 - 2026-03-04'),
      },
    });
  });

  test.each<[string, Partial<ReleaseTexts>, string]>([
    ['1.3.0', { changelog: CHANGELOG.replace('1.3.0 - unreleased', 'Unreleased') }, '## 1.3.0 - 2026-03-04'],
    ['2.0.0-rc.1', { changelog: '## Unreleased\n- A.\n' }, '## 2.0.0-rc.1 - 2026-03-04'],
    ['1.2.0', { changelog: '## 1.2.0 - unreleased\n- First.\n' }, '## 1.2.0 - 2026-03-04'],
  ])('%s may follow 1.2.0', (version, texts, heading) => {
    const prepared = prepareRelease({ ...TEXTS, ...texts }, version, TODAY);
    expect('texts' in prepared && prepared.texts.changelog.split('\n').find((line) => line.startsWith('## '))).toBe(
      heading,
    );
  });

  test.each<[string, Partial<ReleaseTexts>, string]>([
    ['v1.3.0', {}, "'v1.3.0' is no version: write it like 1.2.3, without a v"],
    ['1.3', {}, "'1.3' is no version: write it like 1.2.3, without a v"],
    ['1.03.0', {}, "'1.03.0' is no version: write it like 1.2.3, without a v"],
    ['1.1.9', {}, '1.1.9 is below 1.2.0 of package.json'],
    [
      '1.3.0',
      { package: json({ ...MANIFEST, repository: undefined }) },
      'package.json has no `repository`: a release needs its addresses, for npm to attest where it comes from and for findings to link their pages',
    ],
    [
      '1.4.0',
      {},
      "CHANGELOG.md begins with '## 1.3.0 - unreleased': it needs '## 1.4.0 - unreleased', or '## Unreleased'",
    ],
    [
      '1.3.0',
      { changelog: '## 1.3.0 - 2026-01-01\n- A.\n' },
      "CHANGELOG.md begins with '## 1.3.0 - 2026-01-01': it needs '## 1.3.0 - unreleased', or '## Unreleased'",
    ],
    ['1.3.0', { changelog: '# Changelog\n' }, 'CHANGELOG.md has no section'],
    [
      '1.3.0',
      { changelog: '## 1.3.0 - unreleased\n\n## 1.2.0 - 2026-01-01\n- A.\n' },
      "'## 1.3.0 - unreleased' of CHANGELOG.md lists no change",
    ],
  ])('of %s are refused when %j stands there: %s', (version, texts, refused) => {
    expect(prepareRelease({ ...TEXTS, ...texts }, version, TODAY)).toEqual({ refused });
  });

  test('fit the files of this project', () => {
    const read = (file: string): string => readFileSync(file, 'utf8');
    const manifest = JSON.parse(read('package.json'));
    const texts = {
      package: json({ ...manifest, ...ADDRESSES }),
      lock: read('package-lock.json'),
      changelog: read('CHANGELOG.md'),
    };
    const prepared = prepareRelease(texts, manifest.version, TODAY);
    expect('texts' in prepared && { package: prepared.texts.package, lock: prepared.texts.lock }).toEqual({
      package: texts.package,
      lock: texts.lock,
    });
  });
});

interface Repository {
  readonly root: string;
  readonly git: (...args: readonly string[]) => string;
}

/** A repository with one commit on main that is ready for 1.3.0, apart from everybody's own settings of git. */
function repository(): Repository {
  const root = folderOf({ 'package.json': TEXTS.package, 'package-lock.json': TEXTS.lock, 'CHANGELOG.md': CHANGELOG });
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  git('init', '--quiet', '--initial-branch=main');
  for (const [name, value] of [
    ['user.name', 'A Person'],
    ['user.email', 'person@example.com'],
    ['commit.gpgSign', 'false'],
    ['tag.gpgSign', 'false'],
    ['core.hooksPath', 'none'],
    ['core.autocrlf', 'false'],
  ] as const)
    git('config', name, value);
  git('add', '.');
  git('commit', '--quiet', '--message', 'First');
  return { root, git };
}

const STEPS = [
  'set 1.3.0 in package.json and package-lock.json',
  'date 1.3.0 in CHANGELOG.md: 2026-03-04',
  "commit 'Release 1.3.0'",
  'tag v1.3.0',
];

describe('a release', () => {
  test('is one commit and one tag on main, and nothing is left over', () => {
    const { root, git } = repository();
    expect(release(root, ['1.3.0'], TODAY)).toEqual({
      code: 0,
      lines: [...STEPS, 'next: git push --atomic origin main v1.3.0'],
    });
    expect(git('log', '--format=%s')).toBe('Release 1.3.0\nFirst');
    expect(git('diff', '--stat', '--name-only', 'HEAD~')).toBe('CHANGELOG.md\npackage-lock.json\npackage.json');
    expect(git('rev-parse', 'v1.3.0^{commit}')).toBe(git('rev-parse', 'HEAD'));
    expect(git('status', '--porcelain')).toBe('');
    expect(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version).toBe('1.3.0');
    expect(release(root, ['1.3.0'], TODAY)).toEqual({ code: 1, lines: ['there is a tag v1.3.0 already'] });
  });

  test('that is only tried writes nothing', () => {
    const { root, git } = repository();
    expect(release(root, ['--dry-run', '1.3.0'], TODAY)).toEqual({ code: 0, lines: ['would:', ...STEPS] });
    expect([git('log', '--format=%s'), git('status', '--porcelain'), git('tag')]).toEqual(['First', '', '']);
  });

  test.each<[string, (repository: Repository) => void, readonly string[], number, string]>([
    ['no version is given', () => undefined, [], 2, 'usage: npm run release -- VERSION [--dry-run]'],
    ['two are given', () => undefined, ['1.3.0', '1.4.0'], 2, 'usage: npm run release -- VERSION [--dry-run]'],
    ['a flag is unknown', () => undefined, ['--try'], 2, 'usage: npm run release -- VERSION [--dry-run]'],
    [
      'the branch is another',
      ({ git }) => git('switch', '--quiet', '--create', 'next'),
      ['1.3.0'],
      1,
      'on branch next: releases are made on main',
    ],
    [
      'there is no branch',
      ({ git }) => git('switch', '--quiet', '--detach'),
      ['1.3.0'],
      1,
      'on no branch: releases are made on main',
    ],
    [
      'the tree is not clean',
      ({ root }) => writeFileSync(join(root, 'new.txt'), ''),
      ['1.3.0'],
      1,
      'there are changes that are not committed:\n?? new.txt',
    ],
    [
      'the changelog prepares another',
      () => undefined,
      ['1.4.0'],
      1,
      "CHANGELOG.md begins with '## 1.3.0 - unreleased': it needs '## 1.4.0 - unreleased', or '## Unreleased'",
    ],
  ])('is refused, and nothing is written, when %s', (_, prepare, argv, code, line) => {
    const made = repository();
    prepare(made);
    expect(release(made.root, argv, TODAY)).toEqual({ code, lines: [line] });
    expect([made.git('log', '--format=%s'), made.git('tag')]).toEqual(['First', '']);
    expect(readFileSync(join(made.root, 'CHANGELOG.md'), 'utf8')).toBe(CHANGELOG);
  });
});
