import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shellWord } from '../../../src/fixes/live/deploy-script.ts';
import { folderName } from '../../../src/fixes/live/folder-name.ts';

describe('the folder of an id', () => {
  test.each<[string, string]>([
    ['11111111-1111-4111-8111-111111111111', '11111111-1111-4111-8111-111111111111'],
    ['-rf', '_2d_rf'],
    ['--help', '_2d_-help'],
    ['..', '_2e__2e_'],
    ['a/b', 'a_2f_b'],
    ['A', '_41_'],
    ['a_b', 'a_5f_b'],
    ['con', '_63_on'],
    ['lpt1', '_6c_pt1'],
    ['::error::', '_3a__3a_error_3a__3a_'],
    ['\ud800', '_d800_'],
    ['', '__'],
  ])('%j is %s', (id, name) => {
    expect(folderName(id)).toBe(name);
  });

  test('holds nothing that acts, and no two ids share one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(folderName(a)).toMatch(/^[0-9a-z_][0-9a-z_-]*$/);
        expect(folderName(a) === folderName(b)).toBe(a === b);
      }),
    );
  });
});

test('a word for a shell is one word with that value', () => {
  expect([shellWord('a-b.c'), shellWord('-rf'), shellWord('a b'), shellWord('')]).toEqual([
    'a-b.c',
    "'-rf'",
    "'a b'",
    "''",
  ]);
  for (const word of ['a-b', '-rf', "it's", '$(id)', '`id`', 'a\nb', '*', '~', '!x', '#a', ''])
    expect(execFileSync('bash', ['-c', `printf '%s|' ${shellWord(word)}`], { encoding: 'utf8' })).toBe(`${word}|`);
});
