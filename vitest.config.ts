import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { trustCertificateInChildren } from './test/arm/certificate.ts';
import { htmlPageInTests } from './tools/html-page.ts';

// Workers are forked from this process: only what is in its environment now is there when they start.
await trustCertificateInChildren();

/** Folders whose tests run servers or the bundle, or try hundreds of inputs. `npm run test:quick` leaves them out. */
const thorough = [
  'test/arm',
  'test/e2e',
  'test/fixes/live',
  'test/fixes/policy',
  'test/properties',
  'test/sources/alibaba',
  'test/sources/azure/live',
  'test/sources/saved-scan',
  'test/tools',
];

const filesIn = (...folders: readonly string[]): string[] => folders.map((folder) => `${folder}/**/*.test.ts`);

/** Tests that put other modules in place of real ones, or measure the memory of their process, have one to themselves. */
const alone = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .map((file) => `test/${file.replaceAll('\\', '/')}`)
  .filter((file) => file.endsWith('.test.ts') && /\bvi\.mock\(|\bmemoryUsage\(/.test(readFileSync(file, 'utf8')));

/** Milliseconds. A guard against what never ends, on machines that do much else; no test is about it. */
const testTimeout = 300_000;

/** Only the bundle has the page of the HTML report otherwise. */
const plugins = [htmlPageInTests];

// Projects begin in the order of their names: those with the longest tests come first, and nothing long is left for one worker.
export default defineConfig({
  test: {
    // All of them: without this vitest leaves one to itself, which is half of a machine with two.
    maxWorkers: availableParallelism(),
    globalSetup: ['test/support/sarif-setup.ts', 'test/support/test-names-setup.ts'],
    projects: [
      { plugins, test: { name: 'alone', testTimeout, include: alone } },
      // One project for both: each has workers of its own, and a worker takes seconds to load Azure's clients.
      {
        plugins,
        test: {
          name: 'thorough',
          testTimeout,
          include: filesIn(...thorough),
          exclude: alone,
          isolate: false,
          globalSetup: 'test/support/bundle-setup.ts',
        },
      },
      {
        plugins,
        test: {
          name: 'unit',
          testTimeout,
          include: filesIn('test'),
          exclude: [...filesIn(...thorough), ...alone],
          isolate: false,
        },
      },
    ],
  },
});
