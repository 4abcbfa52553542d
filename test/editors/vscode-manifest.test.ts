import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { manifestProblems } from '../support/vscode-manifest.ts';

const FOLDER = 'editors/vscode';
const manifest = JSON.parse(readFileSync(join(FOLDER, 'package.json'), 'utf8')) as Record<string, unknown>;

describe('the extension for Visual Studio Code', () => {
  test('has a manifest that a marketplace takes', () => {
    expect(manifestProblems(manifest, (name) => existsSync(join(FOLDER, name)))).toEqual([]);
  });

  test('has the licence of the package', () => {
    const own = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, unknown>;
    expect(manifest.license).toBe(own.license);
    expect(readFileSync(join(FOLDER, 'LICENSE'), 'utf8')).toBe(readFileSync('LICENSE', 'utf8'));
  });

  test('says of each setting what its page says', () => {
    const page = readFileSync(join(FOLDER, 'README.md'), 'utf8');
    const { contributes } = manifest as { contributes: { configuration: { properties: Record<string, object> } } };
    const documented = [...page.matchAll(/^\| `([\w.]+)` \|/gm)].map(([, name]) => name);
    expect(documented).toEqual(Object.keys(contributes.configuration.properties));
  });
});

describe('a manifest is wrong', () => {
  test.each<[string, Record<string, unknown>, string]>([
    [
      'without a publisher',
      { publisher: undefined },
      'publisher: expected a name of small letters, digits and hyphens',
    ],
    ['with a version that is none', { version: '1' }, 'version: expected X.Y.Z'],
    ['with any editor', { engines: { vscode: '*' } }, 'engines.vscode: expected ^X.Y.Z'],
    ['without an entry', { main: './src/extension.ts' }, 'main: expected a file of ./dist'],
    ['with a file that is not there', { files: ['dist', 'icon.png'] }, 'files: icon.png is not there'],
    ['that is always active', { activationEvents: ['*'] }, 'activationEvents: * starts it with every window'],
    ['that holds a path of a machine', { description: 'see /home/me/x' }, 'a path of a machine: /home/'],
    ['that says nothing of untrusted folders', { capabilities: {} }, 'capabilities.untrustedWorkspaces: expected one'],
  ])('%s', (_, changes, problem) => {
    expect(manifestProblems({ ...manifest, ...changes }, (name) => existsSync(join(FOLDER, name)))).toEqual([problem]);
  });
});
