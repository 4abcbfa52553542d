import { describe, expect, test } from 'vitest';
import { nearest } from '../../src/util/nearest.ts';

const KEYS = ['pack', 'rules', 'include', 'exclude', 'deployments'];
const RULES = ['Azure.ACR.Logs', 'Azure.ACR.LogsValid', 'Azure.ACR.Metrics'];

describe('nearest finds a name in spite of', () => {
  test.each<[string, string, readonly string[], string | undefined]>([
    ['a missing letter', 'exlude', KEYS, 'exclude'],
    ['an extra letter', 'packs', KEYS, 'pack'],
    ['a wrong letter', 'rulas', KEYS, 'rules'],
    ['two neighbours swapped', 'ruels', KEYS, 'rules'],
    ['a swap counts once', 'pcak', ['pack'], 'pack'],
    ['a swap at the end', 'includ', ['inlcude', 'include'], 'include'],
    ['only case differs', 'INCLUDE', KEYS, 'include'],
    ['the word itself', 'pack', KEYS, 'pack'],
    ['exactly a third', 'abcdxx', ['abcdef'], 'abcdef'],
    ['more than a third', 'abcxxx', ['abcdef'], undefined],
    ['nothing like it', 'suppressions', KEYS, undefined],
    ['one letter is not a misspelling of another', 'a', ['b'], undefined],
    ['an added letter alone is no resemblance', 'a', ['ab'], undefined],
    ['two letters, one wrong', 'ab', ['ac'], 'ac'],
    ['nothing given', '', KEYS, undefined],
    ['an empty candidate', 'a', [''], undefined],
    ['no candidates', 'pack', [], undefined],
    ['the nearer of two', 'includd', ['incluxx', 'include'], 'include'],
    ['a tie goes to the first by code unit', 'cat', ['cut', 'bat', 'car'], 'bat'],
    ['whatever the order', 'cat', ['car', 'bat', 'cut'], 'bat'],
    ['a dotted name, case ignored', 'azure.acr.lgos', RULES, 'Azure.ACR.Logs'],
    ['a wrong first segment', 'Azur.ACR.Logs', RULES, 'Azure.ACR.Logs'],
    ['shared segments do not make names near', 'Azure.ACR.Name', RULES, undefined],
    ['a plain key of every object', '__proto__', KEYS, undefined],
    ['lengths are in UTF-16 units', 'pa😀ck', ['pack'], 'pack'],
  ])('%s', (_, word, candidates, expected) => {
    expect(nearest(word, candidates)).toBe(expected);
  });

  test('a huge word is not compared', () => {
    expect(nearest('a'.repeat(5_000_000), ['a', 'aa'])).toBe(undefined);
  });
});
