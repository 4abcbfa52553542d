import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ServerChoice, serverCommand } from '../../editors/vscode/src/server-command.ts';
import { folderOf } from '../support/cli.ts';

const installed = folderOf({ 'node_modules/acraudit/dist/cli.js': '' });
const cli = join(installed, 'node_modules', 'acraudit', 'dist', 'cli.js');
const empty = folderOf({});
const ON_PATH = { command: 'acraudit', args: ['lsp'], shell: false };

describe('the extension runs', () => {
  test.each<[string, Partial<ServerChoice>, object]>([
    [
      'what is installed in the workspace',
      { folders: [empty, installed] },
      { command: 'node', args: [cli, 'lsp'], shell: false },
    ],
    ['what is on the search path where nothing is', { folders: [empty] }, ON_PATH],
    ['what is on the search path in a folder that is not trusted', { folders: [installed], isTrusted: false }, ON_PATH],
    ['the script that npm makes on Windows', { platform: 'win32' }, { ...ON_PATH, shell: true }],
    [
      'the program of the setting',
      { path: '/opt/acraudit', folders: [installed] },
      { ...ON_PATH, command: '/opt/acraudit' },
    ],
    ['the script of the setting', { path: 'x/cli.js' }, { command: 'node', args: ['x/cli.js', 'lsp'], shell: false }],
  ])('%s', (_, choice, expected) => {
    const standard: ServerChoice = { path: '', isTrusted: true, folders: [], platform: 'linux' };
    expect(serverCommand({ ...standard, ...choice }, 'node')).toEqual(expected);
  });
});
