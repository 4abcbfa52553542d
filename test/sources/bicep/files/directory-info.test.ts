import { expect, test } from 'vitest';
import { directoryInfo } from '../../../../src/sources/bicep/files/directory-info.ts';

const FILES = [
  '/r/m/data/b.json',
  '/r/m/data/A.txt',
  '/r/m/data/deep/c.json',
  '/r/m/data/.rc',
  '/r/m/data/no',
  '/r/m/data/end.',
];

function paths(pattern?: string): unknown {
  const info = directoryInfo(FILES, '/r/m/data', '/r/m', pattern) as readonly { readonly baseName: string }[];
  return info.map(({ baseName }) => baseName);
}

test('files directly in a folder are listed by path, letter case aside', () => {
  expect(directoryInfo(FILES.slice(0, 3), '/r/m/data', '/r/m', undefined)).toEqual([
    { relativePath: 'data/A.txt', baseName: 'A.txt', extension: '.txt' },
    { relativePath: 'data/b.json', baseName: 'b.json', extension: '.json' },
  ]);
  expect(directoryInfo(['/r/x/y'], '/r/x', '/r/m', undefined)).toEqual([
    { relativePath: '../x/y', baseName: 'y', extension: '' },
  ]);
});

test.each<[string | undefined, readonly string[]]>([
  [undefined, ['.rc', 'A.txt', 'b.json', 'end.', 'no']],
  ['*', ['.rc', 'A.txt', 'b.json', 'end.', 'no']],
  ['*.JSON', ['b.json']],
  ['*.*', ['.rc', 'A.txt', 'b.json', 'end.', 'no']],
  ['?.*', ['A.txt', 'b.json']],
  ['a.tx?', ['A.txt']],
  ['no?', ['no']],
  ['n?', ['no']],
  ['x*', []],
])('the pattern %s', (pattern, expected) => {
  expect(paths(pattern)).toEqual(expected);
});
