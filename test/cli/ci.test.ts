import { expect, test } from 'vitest';
import { runsInCi } from '../../src/cli/ci.ts';

test.each<[Readonly<Record<string, string>>, boolean]>([
  [{}, false],
  [{ CI: '' }, false],
  [{ CI: 'false' }, false],
  [{ CI: 'False', TF_BUILD: '' }, false],
  [{ CI: 'true' }, true],
  [{ CI: 'false', TF_BUILD: 'True' }, true],
  [{ GITHUB_ACTIONS: 'true' }, true],
  [{ JENKINS_URL: 'https://ci.example' }, true],
  [{ HOME: '/' }, false],
])('%j is a CI system: %s', (env, is) => {
  expect(runsInCi(env)).toBe(is);
});
