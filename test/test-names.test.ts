import { expect, test } from 'vitest';
import { nameProblems } from './support/test-names.ts';

test.each<[string, readonly string[], readonly string[]]>([
  ['has nothing against names that differ', ['lint passes', 'lint fails'], []],
  ['finds a name that occurs twice', ['lint passes', 'lint fails', 'lint passes'], ['twice: lint passes']],
  ['finds a name that was cut', ["a fix adds 'a sett…'"], ["cut, for which '%s' is the remedy: a fix adds 'a sett…'"]],
  [
    'finds a name with code of the runner',
    ['of (0,__vite_ssr_import_1__.not)(x)'],
    ['with code of the runner: of (0,__vite_ssr_import_1__.not)(x)'],
  ],
])('the check of test names %s', (_, names, problems) => {
  expect(nameProblems(names)).toEqual(problems);
});
