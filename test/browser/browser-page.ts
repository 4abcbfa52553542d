import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Where Debian, Ubuntu and others put it; `CHROMIUM` names another one. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export function launchBrowser(): Promise<Browser> {
  const path = process.env.CHROMIUM ?? PLACES.find(existsSync);
  if (path === undefined) throw new Error('no Chromium: apt-get install chromium, or CHROMIUM=/path/to/it');
  // Root has no sandbox to begin with, and containers have little shared memory.
  return chromium.launch({ executablePath: path, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** A page that was opened, with what it asked for and complained about. */
export interface OpenedPage {
  readonly page: Page;
  /** Addresses of every request, its own included. */
  readonly requests: readonly string[];
  /** Those that came to nothing, with why. */
  readonly failures: readonly string[];
  /** What its console and its policy said. */
  readonly complaints: readonly string[];
  readonly address: string;
}

export interface OpenOptions {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: 'light' | 'dark';
}

/** Writes the report into a folder and opens it as a person would. */
export async function openReport(
  browser: Browser,
  folder: string,
  html: string,
  { width = 1280, height = 800, theme = 'light' }: OpenOptions = {},
): Promise<OpenedPage> {
  const path = join(folder, 'report.html');
  writeFileSync(path, html);
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme });
  const page = await context.newPage();
  const requests: string[] = [];
  const failures: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('requestfailed', (request) => failures.push(`${request.url()}: ${request.failure()?.errorText}`));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  const address = pathToFileURL(path).href;
  await page.goto(address);
  return { page, requests, failures, complaints, address };
}
