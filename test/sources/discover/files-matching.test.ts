import { describe, expect, test } from 'vitest';
import { filesMatching } from '../../../src/sources/discover/files-matching.ts';
import { relativePath } from '../../../src/util/paths.ts';
import { folderOf } from '../../support/cli.ts';

const FILES = {
  'infra/main.json': {},
  'infra/env/dev.json': {},
  'infra/env/prod.json': {},
  'infra/env/deep/x.json': {},
  'other/a.json': {},
  'other/b.json': {},
};

describe('the files that patterns of the configuration stand for', () => {
  const root = folderOf(FILES);

  test.each<[string, string[]]>([
    ['infra/main.json', ['infra/main.json']],
    ['./infra/env/*.json', ['infra/env/dev.json', 'infra/env/prod.json']],
    ['infra/env', ['infra/env/deep/x.json', 'infra/env/dev.json', 'infra/env/prod.json']],
    ['**/d*.json', ['infra/env/dev.json']],
    ['*/[ab].json', ['other/a.json', 'other/b.json']],
    ['/other/*.json', ['other/a.json', 'other/b.json']],
  ])('%s', (pattern, expected) => {
    const { byPattern, problems } = filesMatching(root, [pattern]);
    const { files = [], isUnmatched } = byPattern.get(pattern) ?? {};
    expect({ files: files.map((file) => relativePath(root, file)), isUnmatched, problems: problems.size }).toEqual({
      files: expected,
      isUnmatched: false,
      problems: 0,
    });
  });

  test.each(['infra/*.bicep', 'nowhere/*.json', 'nothing.json'])('%s matches none', (pattern) => {
    expect(filesMatching(root, [pattern]).byPattern.get(pattern)).toEqual({ files: [], isUnmatched: true });
  });

  test('a search that ends early is a problem, and says of no pattern that it matches nothing', () => {
    const { byPattern, problems } = filesMatching(root, ['**/zzz.json'], 3);
    expect(byPattern.get('**/zzz.json')).toEqual({ files: [], isUnmatched: false });
    expect([...problems.values()].map(({ code }) => code)).toEqual(['walk-limit']);
  });

  test('only folders that may hold a match are entered', () => {
    // Three entries of the root, with its `.git`, and six below `infra`; the two below `other` would be more than allowed.
    const { byPattern, problems } = filesMatching(root, ['infra/env/*.json'], 9);
    expect([byPattern.get('infra/env/*.json')?.files.length, problems.size]).toEqual([2, 0]);
  });
});
