import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { fileIn, temporaryFolder } from './samples.ts';

const MEGABYTE = 1e6;
const COUNT = 100_000;

test('100,000 registries are written, read and resumed in little memory', async () => {
  const probe = fileURLToPath(new URL('memory-probe.ts', import.meta.url));
  const folder = temporaryFolder();
  const bundle = fileIn(folder, 'probe.mjs').absolute;
  await build({ entryPoints: [probe], outfile: bundle, bundle: true, platform: 'node', format: 'esm' });
  const args = ['--expose-gc', bundle, fileIn(folder).absolute, String(COUNT)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const { read, resumed, peaks } = JSON.parse(stdout);
  expect([read, resumed]).toEqual([COUNT, COUNT]);
  expect(peaks.write).toBeLessThan(10 * MEGABYTE);
  expect(peaks.read).toBeLessThan(60 * MEGABYTE);
  expect(peaks.resume).toBeLessThan(90 * MEGABYTE);
});
