import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkNewFolder, writeFolder } from '../../../src/util/fs/write-folder.ts';
import { folderOf } from '../../support/cli.ts';

const FILES = new Map([
  ['README.md', 'read me'],
  ['a/deploy.sh', 'echo'],
  ['a/b/c.json', '{}'],
]);
/** The third cannot be written: what it is in is a file. */
const IMPOSSIBLE = new Map([...FILES, ['README.md/x', 'no']]);

const listed = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.startsWith('.git'))
    .sort();

describe('a folder is written whole or not at all:', () => {
  test.each(['new', 'new/one/below', 'empty'])('%s', (out) => {
    const cwd = folderOf({});
    mkdirSync(join(cwd, 'empty'));
    writeFolder(out, FILES, cwd);
    expect(listed(join(cwd, out))).toEqual(['README.md', 'a', 'a/b', 'a/b/c.json', 'a/deploy.sh']);
    for (const [file, text] of FILES) expect(readFileSync(join(cwd, out, file), 'utf8')).toBe(text);
    expect(statSync(join(cwd, out, 'a/deploy.sh')).mode & 0o100).toBe(process.platform === 'win32' ? 0 : 0o100);
    expect(statSync(join(cwd, out, 'README.md')).mode & 0o111).toBe(0);
  });

  test.each(['new', 'new/one/below', 'empty', '.'])('when a file fails, nothing is left: %s', (out) => {
    const cwd = folderOf({});
    const work = join(cwd, 'work');
    mkdirSync(join(work, 'empty'), { recursive: true });
    const target = out === '.' ? join(work, 'empty') : work;
    expect(() => writeFolder(out, IMPOSSIBLE, target)).toThrow(
      /^--out \S+ cannot be written: (a path component is not a folder|it already exists) \((ENOTDIR|EEXIST)\)$/,
    );
    expect(listed(work)).toEqual(['empty']);
  });

  test('what goes wrong where the texts are made is told as it is, and nothing is left', () => {
    const cwd = folderOf({});
    function* files(): Generator<readonly [string, string]> {
      yield ['a/b', 'text'];
      throw new TypeError('no text');
    }
    expect(() => writeFolder('new/below', files(), cwd)).toThrow(new TypeError('no text'));
    expect(listed(cwd)).toEqual([]);
  });

  test('what others have put there meanwhile stays', () => {
    const cwd = folderOf({});
    const undo = writeFolder('new/below', FILES, cwd);
    const mine = join(cwd, 'new/below/mine.txt');
    mkdirSync(mine);
    undo();
    expect(listed(cwd)).toEqual(['new', 'new/below', 'new/below/mine.txt']);
  });

  test.each(['new', 'new/one/below', 'empty'])('taken back, nothing is left: %s', (out) => {
    const cwd = folderOf({});
    mkdirSync(join(cwd, 'empty'));
    writeFolder(out, FILES, cwd)();
    expect(listed(cwd)).toEqual(['empty']);
  });
});

describe('nothing is written into', () => {
  test.each<[string, string]>([
    ['full', '--out full: is not empty; files of an earlier run would stand among new ones'],
    ['file', '--out file: is a file'],
    ['file/below', '--out file/below cannot be written: a path component is not a folder (ENOTDIR)'],
    [`${'x'.repeat(300)}`, 'cannot be written: the path is too long (ENAMETOOLONG)'],
    ['nul\0byte', 'cannot be written: it failed (ERR_INVALID_ARG_VALUE)'],
  ])('%j', (out, message) => {
    const cwd = folderOf({ file: 'x', 'full/x': 'x' });
    expect(() => checkNewFolder(out, cwd)).toThrow(message);
    expect(() => writeFolder(out, FILES, cwd)).toThrow(message);
    expect(listed(cwd)).toEqual(['file', 'full', 'full/x']);
  });

  test('a new one is fine', () => {
    const cwd = folderOf({});
    checkNewFolder('a/b', cwd);
    expect(existsSync(join(cwd, 'a'))).toBe(false);
  });
});
