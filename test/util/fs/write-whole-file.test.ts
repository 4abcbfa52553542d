import { chmodSync, mkdirSync, readdirSync, readFileSync, readlinkSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeWholeFile } from '../../../src/util/fs/write-whole-file.ts';
import { folderOf } from '../../support/cli.ts';

function* broken(): Generator<string> {
  yield 'half';
  throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
}

const namesIn = (folder: string): string[] => readdirSync(folder).filter((name) => name !== '.git');

describe('a report', () => {
  test('is new, in a folder that is new', () => {
    const cwd = folderOf({});
    writeWholeFile(join(cwd, 'a/b/r.json'), ['one ', 'two']);
    expect(readFileSync(join(cwd, 'a/b/r.json'), 'utf8')).toBe('one two');
    expect(namesIn(join(cwd, 'a/b'))).toEqual(['r.json']);
  });

  test('takes the place of an earlier one, with its mode', () => {
    const cwd = folderOf({ 'r.json': 'earlier' });
    chmodSync(join(cwd, 'r.json'), 0o640);
    writeWholeFile(join(cwd, 'r.json'), ['later']);
    expect(readFileSync(join(cwd, 'r.json'), 'utf8')).toBe('later');
    expect(statSync(join(cwd, 'r.json')).mode & 0o777).toBe(0o640);
  });

  test('that cannot be written whole leaves the earlier one, and nothing else', () => {
    const cwd = folderOf({ 'r.json': 'earlier' });
    expect(() => writeWholeFile(join(cwd, 'r.json'), broken())).toThrow('ENOSPC');
    expect(readFileSync(join(cwd, 'r.json'), 'utf8')).toBe('earlier');
    expect(namesIn(cwd)).toEqual(['r.json']);
    expect(() => writeWholeFile(join(cwd, 'new.json'), broken())).toThrow('ENOSPC');
    expect(namesIn(cwd)).toEqual(['r.json']);
  });

  test('goes where a link leads, and the link stays', () => {
    const cwd = folderOf({ 'real/r.json': 'earlier' });
    symlinkSync('real/r.json', join(cwd, 'link.json'));
    writeWholeFile(join(cwd, 'link.json'), ['later']);
    expect([readlinkSync(join(cwd, 'link.json')), readFileSync(join(cwd, 'real/r.json'), 'utf8')]).toEqual([
      'real/r.json',
      'later',
    ]);
  });

  test.runIf(process.platform !== 'win32')('to what is no file is written as it is', () => {
    writeWholeFile('/dev/null', ['text']);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test('in the place of a folder is refused', () => {
    const cwd = folderOf({});
    mkdirSync(join(cwd, 'r.json'));
    expect(() => writeWholeFile(join(cwd, 'r.json'), ['text'])).toThrow('EISDIR');
  });
});
