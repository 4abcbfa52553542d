import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { FindingFix, RunResult } from '../../src/engine/finding.ts';
import { reports } from '../../src/reports/index.ts';
import type { ErrorCode } from '../../src/util/error-codes.ts';
import { finding, options, run, sample } from '../reports/sample-run.ts';
import { largeRun } from '../support/large-run.ts';
import { launchBrowser, type OpenedPage, type OpenOptions, openReport } from './browser-page.ts';
import { scrollFrames, searchTime } from './measure-page.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const folder = mkdtempSync(join(tmpdir(), 'acraudit-html-'));
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(result: RunResult, how: OpenOptions = {}): Promise<OpenedPage> {
  return openReport(browser, folder, await reports.html(result, options()), how);
}

const RANGE = { line: 31, column: 11, endLine: 34, endColumn: 12 };
const fix: FindingFix = {
  description: 'Enable the category',
  changes: [{ file: 'infra/main.json', replacements: [{ range: RANGE, text: '{\n  "enabled": true\n}' }] }],
};

/** The sample with everything that a result can have. */
const rich: RunResult = {
  ...sample,
  findings: [
    ...sample.findings.map((one, i) => ({
      ...one,
      ...(i === 4 && ({ comparison: 'new', baseline: 'new', fix } as const)),
    })),
    finding({
      outcome: 'suppressed',
      target: { type: 'Microsoft.ContainerRegistry/registries', name: 'acrtest', id: '/subscriptions/s/acrtest' },
      reasons: [{ id: 'no-setting', message: 'no diagnostic setting is attached to it' }],
      suppression: { source: 'comment', reason: 'torn down every night', owner: 'lab', outcome: 'fail' },
      comparison: 'unchanged',
    }),
  ],
  comparison: {
    with: 'main',
    new: 1,
    unchanged: 1,
    fixed: [
      {
        rule: 'Azure.ACR.Logs',
        outcome: 'fail',
        target: { type: 'Microsoft.ContainerRegistry/registries', name: 'acrold', id: '/subscriptions/s/acrold' },
        message: 'no diagnostic setting is attached to it',
        file: 'infra/old.json',
        fingerprint: 'old',
      },
    ],
  },
};

function rowNames(page: Page): Promise<readonly string[]> {
  return page.locator('[data-row] .target').allTextContents();
}

function status(page: Page): Promise<string | null> {
  return page.locator('#count').textContent();
}

async function complaintsOfAxe(page: Page): Promise<readonly unknown[]> {
  // The policy of the page forbids scripts that are added; what the browser's own protocol evaluates is none.
  await page.evaluate(readFileSync(axe, 'utf8'));
  return page.evaluate(async () => {
    const { violations, passes } = await (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run(
      document,
    );
    // What was not looked at is not right.
    if (!passes.some(({ id }) => id === 'color-contrast')) return ['contrast was not checked'];
    return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }));
  });
}

test('nothing is asked for but the file itself, and the policy of the page has nothing to say', async () => {
  const { page, requests, complaints, address } = await open(rich);
  await page.locator('[data-row="1"]').click();
  await page.locator('#view-coverage').click();
  expect(requests).toEqual([address]);
  expect(complaints).toEqual([]);
});

test('the policy refuses other scripts, styles, pictures and requests', async () => {
  const { page, failures } = await open(rich);
  const refused = await page.evaluate(async () => {
    const directives: string[] = [];
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
      directives.push(effectiveDirective),
    );
    const add = (tag: string, fields: Record<string, string>): void => {
      document.body.append(Object.assign(document.createElement(tag), fields));
    };
    add('img', { src: 'https://example.com/a.png' });
    add('style', { textContent: 'body { display: none }' });
    document.body.setAttribute('style', 'display: none');
    await fetch('https://example.com/').catch(() => undefined);
    const tries = [
      () => document.body.insertAdjacentHTML('beforeend', '<b>x</b>'),
      () => add('script', { text: 'stop()' }),
    ];
    const thrown = tries.map((run) => {
      try {
        run();
        return false;
      } catch {
        return true;
      }
    });
    await new Promise((done) => setTimeout(done, 100));
    return { directives: [...new Set(directives)].sort(), thrown };
  });
  expect(refused).toEqual({
    directives: ['connect-src', 'img-src', 'require-trusted-types-for', 'style-src-attr', 'style-src-elem'],
    thrown: [true, true],
  });
  // Refused before it is sent.
  expect(failures).toEqual(['https://example.com/a.png: csp']);
});

test('what needs action is listed first, and verdicts are chosen by their buttons', async () => {
  const { page } = await open(rich);
  expect(await status(page)).toBe('4 of 7 results');
  expect(await rowNames(page)).toEqual(['acrdev', 'acrprod', 'acrprod', 'acrprod']);
  await page.getByRole('button', { name: 'pass 1', exact: false }).click();
  expect(await status(page)).toBe('5 of 7 results');
  await page.locator('#reset').click();
  expect(await status(page)).toBe('7 of 7 results');
  await page.getByRole('button', { name: 'suppressed', exact: false }).click();
  expect(await rowNames(page)).toEqual(['acrtest']);
});

test('filters by file, rule and change', async () => {
  const { page } = await open(rich);
  await page.locator('#reset').click();
  await page.getByLabel('File').selectOption('infra/main.json');
  expect(await status(page)).toBe('4 of 7 results');
  await page.getByLabel('Rule').selectOption('Azure.ACR.LogsValid');
  expect(await rowNames(page)).toEqual(['acrprod']);
  await page.locator('#reset').click();
  await page.getByLabel('Change').selectOption('new');
  expect(await status(page)).toBe('1 of 7 results');
  await page.getByLabel('Change').selectOption('unchanged');
  expect(await rowNames(page)).toEqual(['acrtest']);
  await page.getByLabel('Change').selectOption('not in the baseline');
  expect(await status(page)).toBe('1 of 7 results');
});

test('a scan is filtered by subscription', async () => {
  const { page } = await open(largeRun(100));
  await page.locator('#reset').click();
  await page.getByLabel('Subscription').selectOption('00000000-0000-4000-8000-000000000003');
  expect(await status(page)).toBe('10 of 200 results');
});

test('searches words in names, messages, rules and files, and says when there is nothing', async () => {
  const { page } = await open(rich);
  const search = page.getByLabel('Search');
  await page.locator('#reset').click();
  for (const [text, count] of [
    ['ACRDEV', 1],
    ['enableDiagnostics dev.json', 1],
    ['logsvalid', 1],
    ['torn night', 1],
    ['acrprod', 3],
    ['no such thing', 0],
  ] as const) {
    await search.fill(text);
    expect([text, await status(page)]).toEqual([text, `${count} of 7 results`]);
  }
  expect(await page.getByText('No result fits the filters.').isVisible()).toBe(true);
  await page.locator('#reset-empty').click();
  expect(await status(page)).toBe('7 of 7 results');
});

test('details have reasons, places, evidence, notes, remedy, fix and what is known of changes', async () => {
  const { page } = await open(rich);
  await page.getByLabel('Search').fill('RepositoryEvents');
  await page.locator('[data-row="0"]').click();
  const text = (await page.locator('#detail').innerText()).replaceAll(/\s+/g, ' ');
  for (const part of [
    'acrprod',
    'ContainerRegistryRepositoryEvents is not enabled.',
    'infra/main.json:31:11',
    'setting category destination enabled',
    'diag ContainerRegistryRepositoryEvents workspace no',
    'infra/diag.json may cover it. infra/diag.json:12:5',
    'Enable the category',
    '"enabled": true',
    'Path resources[0]',
    'infra/main.prod.parameters.json',
    'Baseline not in it',
    'Compared new',
  ])
    expect(text).toContain(part);
  await page.locator('#reset').click();
  await page.getByLabel('Search').fill('acrtest');
  await page.locator('[data-row="0"]').click();
  const suppressed = (await page.locator('#detail').innerText()).replaceAll(/\s+/g, ' ');
  expect(suppressed).toContain('Reason torn down every night Owner lab By a comment Without it fail');
  expect(suppressed).toContain('How to fix Add a diagnostic setting.');
});

test('errors, notes and what was fixed are said', async () => {
  const { page } = await open(rich);
  expect(await page.locator('#more summary').allTextContents()).toEqual([
    '1 error',
    'Compared with main: 1 new, 1 fixed, 1 unchanged',
    '1 note',
  ]);
  await page.locator('#more summary').nth(1).click();
  expect(await page.getByText('acrold').isVisible()).toBe(true);
});

test('the list and the details are worked by keys alone', async () => {
  const { page } = await open(rich);
  await page.keyboard.press('/');
  await page.keyboard.type('acrprod');
  await page.keyboard.press('ArrowDown');
  const active = (): Promise<string | null> => page.locator('#list').getAttribute('aria-activedescendant');
  expect(await active()).toBe('row-0');
  await page.keyboard.press('ArrowDown');
  expect(await active()).toBe('row-1');
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowDown');
  expect(await active()).toBe('row-2');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowUp');
  expect(await active()).toBe('row-0');
  expect(await page.locator('#detail').isVisible()).toBe(true);
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('detail-title');
  await page.keyboard.press('Escape');
  expect(await page.locator('#detail').isVisible()).toBe(false);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('list');
});

test('focus goes through the page in the order that it is read, and the first stop skips to the list', async () => {
  const { page } = await open(rich);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the results');
  const order: (string | undefined)[] = [];
  for (let i = 0; i < 20 && order.at(-1) !== 'list'; i++) {
    await page.keyboard.press('Tab');
    order.push(await page.evaluate(() => document.activeElement?.id || document.activeElement?.tagName));
  }
  expect(order.filter((name) => name !== 'BUTTON' && name !== 'SUMMARY')).toEqual([
    'theme',
    'search',
    'group',
    'rule',
    'change',
    'view-results',
    'view-coverage',
    'reset',
    'list',
  ]);
});

test('on a narrow page details cover the rest, which cannot be reached until they are closed', async () => {
  const { page } = await open(rich, { width: 390, height: 844 });
  await page.locator('[data-row="0"]').click();
  expect(await page.evaluate(() => document.querySelector<HTMLElement>('#results-pane')?.inert)).toBe(true);
  await page.getByRole('button', { name: 'Close details' }).click();
  expect(await page.evaluate(() => document.querySelector<HTMLElement>('#results-pane')?.inert)).toBe(false);
});

test.each([390, 700, 899, 900, 1280, 2560])('nothing is wider than a page of %i pixels', async (width) => {
  const { page } = await open(rich, { width });
  for (const view of ['results', 'coverage']) {
    await page.locator(`#view-${view}`).click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  }
});

test('coverage says where each category is sent, and a verdict that is open looks like no pass', async () => {
  const { page } = await open(rich);
  await page.locator('#view-coverage').click();
  await page.locator('#reset').click();
  const rows = await page.locator('[data-row]').allInnerTexts();
  expect(rows.map((text) => text.replaceAll(/\s+/g, ' '))).toEqual([
    '? unknown acrdev infra/dev.json:20:5 ? unknown ? unknown ? unknown',
    '✓ pass acrhub infra/hub.json:3:5 ✓ workspace ? unknown ? unknown',
    '✗ fail (no part in the exit code) acrprod infra/main.json:12:5 ✗ not collected ✗ not collected ✗ not collected',
    '✗ fail acrprod infra/main.json:12:5 ✗ not collected ✓ workspace ✗ not collected',
    '~ suppressed acrtest infra/main.json:12:5 ✗ not collected ✗ not collected ✗ not collected',
  ]);
});

test.each(['light', 'dark'] as const)('axe finds nothing wrong with the %s theme', async (theme) => {
  for (const width of [1280, 390]) {
    const { page } = await open(rich, { theme, width });
    expect(await complaintsOfAxe(page)).toEqual([]);
    await page.locator('#more summary').first().click();
    await page.locator('[data-row="2"]').click();
    expect(await complaintsOfAxe(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('#view-coverage').click();
    expect(await complaintsOfAxe(page)).toEqual([]);
  }
});

test('a theme that is chosen wins over that of the system', async () => {
  const { page } = await open(rich, { theme: 'dark' });
  const background = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();
  await page.getByLabel('Theme').selectOption('light');
  expect(await background()).not.toBe(dark);
  await page.getByLabel('Theme').selectOption('System');
  expect(await background()).toBe(dark);
});

const HOSTILE = [
  '</script><script>alert(1)</script>',
  '<!--<script>',
  '<img src=https://example.com/x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "'-alert(1)-'",
  'javascript:alert(1)',
  '$' + '{alert(1)}{{7*7}}',
  '__proto__',
  '\u202egnp.exe\u0000\u001b[31m',
  '\u2028\u2029\ufeff',
  'n'.repeat(50_000),
];

test('hostile names do nothing wherever they stand', async () => {
  const findings = HOSTILE.map((text, i) =>
    finding({
      rule: text,
      ref: text,
      target: { type: text, name: text, id: `/subscriptions/${text}`, parameters: text },
      message: text,
      reasons: [{ id: text, message: text, category: text, location: { file: text, line: 1, column: 1, path: text } }],
      dependsOn: [{ kind: 'parameter', name: text }],
      evidence: { columns: ['setting', 'category', 'destination', 'enabled'], rows: [[text, text, text, true]] },
      notes: [{ message: text }],
      location: i % 2 === 0 ? { file: text, line: 1, column: 1, path: text } : { file: '' },
      excludedBecause: text,
      affectsExitCode: i % 3 !== 0,
      suppression: { source: 'tag', reason: text, owner: text, expires: text, outcome: 'fail' },
      fix: { description: text, changes: [{ file: text, replacements: [{ range: RANGE, text }] }] },
    }),
  );
  const result = run({
    findings,
    tool: { name: HOSTILE[0] ?? '', version: HOSTILE[2] ?? '' },
    errors: HOSTILE.map((text) => ({ code: text as ErrorCode, message: text, excludedBecause: text })),
    notes: HOSTILE.map((message) => ({ message })),
    targets: { [HOSTILE[2] ?? '']: { listed: 2, evaluated: 2, unknown: 0, deleted: 0, notDeployed: 0 } },
    comparison: { with: HOSTILE[0] ?? '', new: 0, unchanged: 0, fixed: [] },
  });
  const { page, requests, complaints, address } = await open(result);
  expect(await status(page)).toBe(`${HOSTILE.length} of ${HOSTILE.length} results`);
  for (let row = 0; row < HOSTILE.length; row++) {
    await page.locator(`[data-row="${row}"]`).click();
    expect(
      await page
        .locator('#detail *')
        .filter({ hasText: HOSTILE[0] ?? '' })
        .locator('script')
        .count(),
    ).toBe(0);
  }
  await page.locator('#view-coverage').click();
  expect(await page.locator('img, svg svg, iframe, a:not(.skip), script').count()).toBe(2);
  expect(complaints).toEqual([]);
  expect(requests).toEqual([address]);
  const text = await page.evaluate(() => document.body.innerText);
  expect(text.match(/(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu)).toBe(null);
});

test('what is printed is a table of what is listed', async () => {
  const { page } = await open(largeRun(3000));
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('#print tbody tr').count()).toBe(1818);
  expect(await page.locator('#list').isVisible()).toBe(false);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  expect(await page.locator('#print tbody tr').count()).toBe(0);
});

test('10,000 registries scroll and filter within a generous budget, with few rows in the document', async () => {
  const { page } = await open(largeRun(10_000));
  await page.locator('#reset').click();
  expect(await status(page)).toBe('20,000 of 20,000 results');
  const frames = await scrollFrames(page, 120);
  // A slow machine that does much else draws no sixty frames a second; one that makes all rows takes seconds.
  expect(frames[Math.floor(frames.length / 2)]).toBeLessThan(150);
  expect(await page.locator('[data-row]').count()).toBeLessThan(80);
  expect(await searchTime(page, 'acr00042')).toBeLessThan(1000);
  expect(await rowNames(page)).toEqual(['acr00042', 'acr00042']);
  await page.locator('#reset').click();
  await page.locator('#list').focus();
  await page.keyboard.press('End');
  expect(await page.locator('#row-19999 .target').textContent()).toBe('acr09999');
});

test('an empty run', async () => {
  const { page, complaints } = await open(run());
  expect(await status(page)).toBe('0 of 0 results');
  expect(complaints).toEqual([]);
});
