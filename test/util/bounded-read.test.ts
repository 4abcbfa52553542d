import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type FileProblem,
  MAX_READABLE_BYTES,
  readBounded,
  readDescriptor,
  readStream,
} from '../../src/util/bounded-read.ts';
import { folderOf } from '../support/cli.ts';

const isPosix = process.platform !== 'win32';

function outcome(read: ReturnType<typeof readBounded>): string | FileProblem {
  return 'bytes' in read ? read.bytes.toString() : read.problem;
}

describe('a file is read', () => {
  const cwd = folderOf({ 'ten.json': '0123456789', 'empty.json': '' });
  mkdirSync(join(cwd, 'folder'));

  test.each<[string, string, number, string | FileProblem]>([
    ['whole', 'ten.json', 10, '0123456789'],
    ['within a larger bound', 'ten.json', 1_000_000, '0123456789'],
    ['though it is empty', 'empty.json', 0, ''],
    ['not beyond the bound', 'ten.json', 9, { code: 'too-large', message: 'too large: 10 bytes, and --max-size is 9' }],
    ['not when it is none', 'folder', 9, { code: 'EISDIR', message: 'not a regular file but a folder' }],
    ['not when it is not there', 'no.json', 9, { code: 'ENOENT', message: 'no longer there' }],
    ['not through a file', 'ten.json/x', 9, { code: 'ENOTDIR', message: 'a path component is not a folder' }],
  ])('%s', (_, name, most, expected) => {
    expect(outcome(readBounded(join(cwd, name), most))).toEqual(expected);
  });

  test.runIf(isPosix)('without waiting for a pipe', () => {
    execFileSync('sh', ['-c', 'mkfifo "$0"', join(cwd, 'pipe.json')]);
    expect(outcome(readBounded(join(cwd, 'pipe.json'), 10))).toEqual({
      code: 'not-a-file',
      message: 'not a regular file but a pipe',
    });
  });

  test.runIf(existsSync('/dev/zero'))('and a device, which never ends, is not', () => {
    symlinkSync('/dev/zero', join(cwd, 'zero.json'));
    expect(outcome(readBounded(join(cwd, 'zero.json'), 10))).toEqual({
      code: 'not-a-file',
      message: 'not a regular file but a device',
    });
  });

  test.runIf(isPosix)('and a socket is not', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(cwd, 's.json'), resolve));
    expect(outcome(readBounded(join(cwd, 's.json'), 10))).toEqual({
      code: 'ENXIO',
      message: 'not a regular file but a socket or a device',
    });
    server.close();
  });

  test.runIf(existsSync('/proc/self/status'))('though it says that it is empty', () => {
    const read = readBounded('/proc/self/status', 1_000_000);
    expect('bytes' in read && read.bytes.toString()).toContain('Pid:');
    expect(outcome(readBounded('/proc/self/status', 20))).toEqual({
      code: 'too-large',
      message: 'too large: over 20 bytes, and --max-size is 20',
    });
  });

  test.each([
    [0, 200_000],
    [1, 200_000],
    [199_999, 200_000],
    [200_000, 200_000],
    [200_000, 1_000_000],
  ])('to its end, whatever it said of its size: %i of 200,000 bytes, at most %i', async (said, most) => {
    const { openSync, closeSync } = await import('node:fs');
    const text = 'x'.repeat(200_000);
    writeFileSync(join(cwd, 'grows.json'), text);
    const descriptor = openSync(join(cwd, 'grows.json'), 'r');
    expect(outcome(readDescriptor(descriptor, said, most))).toBe(text);
    closeSync(descriptor);
    const again = openSync(join(cwd, 'grows.json'), 'r');
    expect(outcome(readDescriptor(again, Math.min(said, 199_999), 199_999))).toMatchObject({ code: 'too-large' });
    closeSync(again);
  });
});

describe('a stream is read', () => {
  async function* pieces(count: number, asked: { count: number }): AsyncGenerator<Uint8Array> {
    for (let i = 0; i < count; i++) {
      asked.count++;
      yield Buffer.alloc(1000, 'x');
    }
  }

  test('whole', async () => {
    expect(outcome(await readStream(pieces(3, { count: 0 }), 3000))).toBe('x'.repeat(3000));
  });

  test('no further than its bound', async () => {
    const asked = { count: 0 };
    expect(outcome(await readStream(pieces(1_000_000, asked), 2500))).toEqual({
      code: 'too-large',
      message: 'too large: over 2,500 bytes, and --max-size is 2,500',
    });
    expect(asked.count).toBe(3);
  });

  test('no further than any text can be, whatever was asked for', async () => {
    async function* huge(): AsyncGenerator<Uint8Array> {
      const piece = Buffer.alloc(64 * 1024 * 1024);
      for (let i = 0; i < 9; i++) yield piece;
    }
    expect(outcome(await readStream(huge(), Number.MAX_SAFE_INTEGER))).toEqual({
      code: 'too-large',
      message: `too large: over ${MAX_READABLE_BYTES.toLocaleString('en-US')} bytes, and no more than ${MAX_READABLE_BYTES.toLocaleString('en-US')} can be read`,
    });
  });

  test('a broken one is a problem', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('x');
      throw Object.assign(new Error('EIO: /a/path'), { code: 'EIO' });
    }
    expect(outcome(await readStream(broken(), 10))).toEqual({ code: 'EIO', message: 'the disk cannot read it' });
  });
});
