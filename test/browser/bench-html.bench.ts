import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'vitest';
import { reports } from '../../src/reports/index.ts';
import { options } from '../reports/sample-run.ts';
import { largeRun } from '../support/large-run.ts';
import { launchBrowser } from './browser-page.ts';
import { firstRender, scrollFrames, searchTime } from './measure-page.ts';

/** `npm run bench:html` prints numbers and asserts nothing. */
test.each([1000, 10_000, 50_000])('the HTML report of %i registries', async (registries) => {
  const folder = mkdtempSync(join(tmpdir(), 'acraudit-bench-html-'));
  const path = join(folder, 'report.html');
  const start = performance.now();
  const html = await reports.html(largeRun(registries), options());
  const written = performance.now() - start;
  writeFileSync(path, html);
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(pathToFileURL(path).href, { waitUntil: 'commit' });
    const rendered = await firstRender(page);
    await page.locator('#reset').click();
    const searches: number[] = [];
    for (const text of ['a', 'acr00', 'acr00042', 'refused', '']) searches.push(await searchTime(page, text));
    const frames = await scrollFrames(page, 240);
    const at = (share: number): string => (frames[Math.floor(frames.length * share)] ?? 0).toFixed(1);
    process.stdout.write(`
${registries} registries, ${2 * registries} results, ${(html.length / 1e6).toFixed(1)} MB
  written             ${written.toFixed(0)} ms
  first render        ${rendered.toFixed(0)} ms
  filter, worst of 5  ${Math.max(...searches).toFixed(0)} ms
  frames of a scroll  median ${at(0.5)} ms, 95 % within ${at(0.95)} ms, longest ${at(0.9999)} ms
  rows in document    ${await page.locator('[data-row]').count()}
`);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
