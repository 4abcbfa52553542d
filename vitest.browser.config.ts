import { defineConfig } from 'vitest/config';
import { htmlPageInTests } from './tools/html-page.ts';

/** Milliseconds. A guard against what never ends. */
const testTimeout = 300_000;

/** `npm run test:browser`: the HTML report in Chromium, which not every machine has. */
export default defineConfig({
  plugins: [htmlPageInTests],
  test: {
    name: 'browser',
    include: [process.env.ACRAUDIT_BENCH === undefined ? 'test/browser/*.browser.ts' : 'test/browser/*.bench.ts'],
    testTimeout,
    hookTimeout: testTimeout,
  },
});
