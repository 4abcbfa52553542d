import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ServerChoice, serverCommand } from '../../editors/vscode/src/server-command.ts';
import { folderOf } from '../support/cli.ts';

const installed = folderOf({ 'node_modules/acraudit/dist/cli.js': '' });
const cli = join(installed, 'node_modules', 'acraudit', 'dist', 'cli.js');
const empty = folderOf({});
const extension = folderOf({});
const ON_PATH = { command: 'acraudit', args: ['lsp'], shell: false, cwd: extension };
const IN_WORKSPACE = { args: ['lsp'], shell: false, cwd: undefined };

describe('the extension runs', () => {
  test.each<[string, Partial<ServerChoice>, object]>([
    [
      'what is installed in the workspace',
      { folders: [empty, installed] },
      { ...IN_WORKSPACE, command: 'node', args: [cli, 'lsp'] },
    ],
    ['what is on the search path where nothing is', { folders: [empty] }, ON_PATH],
    ['what is on the search path in a folder that is not trusted', { folders: [installed], isTrusted: false }, ON_PATH],
    ['the script that npm makes on Windows', { platform: 'win32' }, { ...ON_PATH, shell: true }],
    [
      'the program of the setting',
      { path: '/opt/acraudit', folders: [installed] },
      { ...IN_WORKSPACE, command: '/opt/acraudit' },
    ],
    [
      'the script of the setting',
      { path: 'x/cli.js' },
      { ...IN_WORKSPACE, command: 'node', args: ['x/cli.js', 'lsp'] },
    ],
    [
      'the setting of the user outside of a folder that is not trusted',
      { path: 'x/acraudit', folders: [installed], isTrusted: false },
      { ...ON_PATH, command: 'x/acraudit' },
    ],
  ])('%s', (_, choice, expected) => {
    const standard: ServerChoice = { path: '', isTrusted: true, folders: [], extension, platform: 'linux' };
    expect(serverCommand({ ...standard, ...choice }, 'node')).toEqual(expected);
  });
});
