import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lockProblems } from '../../tools/lock-problems.ts';
import { PACKAGE_ROOT } from '../support/imports.ts';

const RESOLVED = 'https://registry.npmjs.org/a/-/a-1.0.0.tgz';
const INTEGRITY = `sha512-${'A'.repeat(86)}==`;

function lock(packages: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ lockfileVersion: 3, packages: { '': { name: 'root' }, ...packages } });
}

test.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
  ['both', { 'node_modules/a': { resolved: RESOLVED, integrity: INTEGRITY } }, []],
  ['no hash', { 'node_modules/a': { resolved: RESOLVED } }, ['node_modules/a: no integrity']],
  ['no origin', { 'node_modules/a': { integrity: INTEGRITY } }, ['node_modules/a: no resolved']],
  ['neither', { 'node_modules/a': {} }, ['node_modules/a: no resolved, no integrity']],
  [
    'a mirror',
    { 'node_modules/a': { resolved: 'https://npm.example/a-1.0.0.tgz', integrity: INTEGRITY } },
    ['node_modules/a: resolved is not below https://registry.npmjs.org/'],
  ],
  [
    'a host that begins alike',
    { 'node_modules/a': { resolved: 'https://registry.npmjs.org.example/a.tgz', integrity: INTEGRITY } },
    ['node_modules/a: resolved is not below https://registry.npmjs.org/'],
  ],
  [
    'no TLS',
    { 'node_modules/a': { resolved: RESOLVED.replace('https', 'http'), integrity: INTEGRITY } },
    ['node_modules/a: resolved is not below https://registry.npmjs.org/'],
  ],
  [
    'a weak hash',
    { 'node_modules/a': { resolved: RESOLVED, integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' } },
    ['node_modules/a: integrity is no SHA-512 hash'],
  ],
  [
    'an optional package below another',
    { 'node_modules/a/node_modules/b': { optional: true, resolved: RESOLVED } },
    ['node_modules/a/node_modules/b: no integrity'],
  ],
  [
    'a link to a folder of the repository',
    { 'node_modules/a': { link: true }, 'node_modules/b': { resolved: RESOLVED, integrity: INTEGRITY } },
    [],
  ],
  ['no entries', {}, ['the lock file has no entries']],
])('a lock file with %s', (_, packages, problems) => {
  expect(lockProblems(lock(packages))).toEqual(problems);
});

test('the lock file of this project leaves nothing unchecked', () => {
  expect(lockProblems(readFileSync(join(PACKAGE_ROOT, 'package-lock.json'), 'utf8'))).toEqual([]);
});
