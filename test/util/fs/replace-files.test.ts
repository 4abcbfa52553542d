import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Disk, type FileUpdate, writeFiles } from '../../../src/util/fs/replace-files.ts';
import { folderOf } from '../../support/cli.ts';

const OLD = 'old\r\n';
const NEW = '\ufeffnew\n';

function update(folder: string, file: string, before = OLD): FileUpdate {
  return { file, absolute: join(folder, file), root: folder, before: Buffer.from(before), after: Buffer.from(NEW) };
}

function contents(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter((name) => name !== '.git');
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

function failing(code: string): Error {
  return Object.assign(new Error(`${code}: no matter`), { code });
}

describe('writeFiles', () => {
  test('replaces files with the bytes given, keeps their mode and leaves nothing behind', () => {
    const folder = folderOf({ 'a.json': OLD, 'b.json': OLD });
    chmodSync(join(folder, 'a.json'), 0o640);
    expect(writeFiles([update(folder, 'a.json'), update(folder, 'b.json')])).toBeUndefined();
    expect(contents(folder)).toEqual({ 'a.json': NEW, 'b.json': NEW });
    expect(statSync(join(folder, 'a.json')).mode & 0o777).toBe(0o640);
  });

  test('writes none of several files when one has changed since it was read', () => {
    const folder = folderOf({ 'a.json': OLD, 'b.json': 'edited meanwhile' });
    const problem = writeFiles([update(folder, 'a.json'), update(folder, 'b.json')]);
    expect(problem).toBe('b.json has changed since it was read; nothing is written');
    expect(contents(folder)).toEqual({ 'a.json': OLD, 'b.json': 'edited meanwhile' });
  });

  test('leaves a read-only file and those with it as they are', () => {
    const folder = folderOf({ 'a.json': OLD, 'b.json': OLD });
    chmodSync(join(folder, 'b.json'), 0o444);
    const problem = writeFiles([update(folder, 'a.json'), update(folder, 'b.json')]);
    expect(problem).toBe('b.json cannot be written: it is read-only');
    expect(contents(folder)).toEqual({ 'a.json': OLD, 'b.json': OLD });
  });

  test('says that a file is gone', () => {
    const folder = folderOf({});
    expect(writeFiles([update(folder, 'a.json')])).toBe('a.json cannot be written: it is no longer there (ENOENT)');
  });

  test('leaves the original when the disk is full', () => {
    const folder = folderOf({ 'a.json': OLD });
    const full: Disk = {
      write: () => {
        throw failing('ENOSPC');
      },
      rename: () => undefined,
    };
    expect(writeFiles([update(folder, 'a.json')], full)).toBe('a.json cannot be written: the disk is full (ENOSPC)');
    expect(contents(folder)).toEqual({ 'a.json': OLD });
  });

  test('takes back what it has renamed when a later file cannot be', () => {
    const folder = folderOf({ 'a.json': OLD, 'b.json': OLD });
    let renamed = 0;
    const odd: Disk = {
      write: (descriptor, bytes) => writeFileSync(descriptor, bytes),
      rename: (from, to) => {
        if (renamed++ > 0) throw failing('EACCES');
        writeFileSync(to, readFileSync(from));
      },
    };
    const problem = writeFiles([update(folder, 'a.json'), update(folder, 'b.json')], odd);
    expect(problem).toBe('b.json cannot be written: permission denied (EACCES)');
    expect(contents(folder)).toEqual({ 'a.json': OLD, 'b.json': OLD });
  });

  test('follows a link inside the repository, and none that leads out of it', () => {
    const outside = folderOf({ 'a.json': OLD });
    const folder = folderOf({ 'real.json': OLD });
    symlinkSync('real.json', join(folder, 'inside.json'));
    symlinkSync(join(outside, 'a.json'), join(folder, 'outside.json'));
    expect(writeFiles([update(folder, 'inside.json')])).toBeUndefined();
    expect(readFileSync(join(folder, 'real.json'), 'utf8')).toBe(NEW);
    expect(writeFiles([update(folder, 'outside.json')])).toBe(
      'outside.json cannot be written: it is a link that leads out of the repository',
    );
    expect(contents(outside)).toEqual({ 'a.json': OLD });
  });
});
