import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

interface Manifest {
  readonly files: readonly string[];
  readonly keywords: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies?: object;
  readonly peerDependencies?: object;
  readonly optionalDependencies?: object;
  readonly homepage?: string;
  readonly repository?: unknown;
  readonly bugs?: unknown;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

/** Files that npm packs whatever `files` says. */
const ALWAYS = ['package.json', 'README.md', 'LICENSE'];

describe('package.json', () => {
  test('names no package that users would have to install: all is bundled', () => {
    const { dependencies, peerDependencies, optionalDependencies } = manifest;
    expect({ dependencies, peerDependencies, optionalDependencies }).toEqual({});
  });

  test('packs only what is there, but for what is built', () => {
    expect(manifest.files.filter((file) => !existsSync(file) && file !== 'dist')).toEqual([]);
  });

  test('builds when it is packed, and `npm pack` prints nothing but a name, which pre-commit installs', () => {
    expect(manifest.scripts.prepare).toBe('npm run build');
    expect(readFileSync('.npmrc', 'utf8')).toMatch(/^foreground-scripts=false$/m);
  });

  test('has keywords, each once and in small letters', () => {
    expect(manifest.keywords.length).toBeGreaterThan(5);
    expect([...new Set(manifest.keywords)].map((word) => word.toLowerCase())).toEqual(manifest.keywords);
  });

  test('has all addresses or none of them', () => {
    const { homepage, repository, bugs } = manifest;
    expect(new Set([homepage, repository, bugs].map((address) => address !== undefined)).size).toBe(1);
  });
});

test('every link of the README leads to a file of the package', () => {
  const targets = [...readFileSync('README.md', 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(
    ([, to = '']) => to,
  );
  const isPacked = (path: string): boolean =>
    ALWAYS.includes(path) || manifest.files.some((file) => path === file || path.startsWith(`${file}/`));
  expect(targets.length).toBeGreaterThan(10);
  expect(targets.filter((target) => !isPacked(target) || !existsSync(target))).toEqual([]);
});
