import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { bundle } from '../support/bundle.ts';
import { acraudit, folderOf } from '../support/cli.ts';

const EXAMPLE = readFileSync(resolve('docs/examples/fails.json'), 'utf8');

test('--format html prints the report, and --report html=PATH writes the same', async () => {
  const folder = folderOf({ 'main.json': EXAMPLE });
  const printed = await acraudit(folder, 'lint', '-f', 'html');
  expect([printed.code, printed.err]).toEqual([1, '']);
  expect(printed.out).toMatch(/^<!doctype html>\n[\s\S]*<\/html>\n$/);
  expect(printed.out).toContain('<title>acraudit: 1 fail</title>');
  await acraudit(folder, 'lint', '--report', 'html=out/report.html');
  expect(readFileSync(join(folder, 'out/report.html'), 'utf8')).toBe(printed.out);
});

test('the bundle writes the same bytes as the source', async () => {
  const folder = folderOf({ 'main.json': EXAMPLE });
  const argv = ['lint', '--rule', 'Azure.ACR.Logs', '-f', 'html'];
  expect(bundle(folder, argv).out).toBe((await acraudit(folder, ...argv)).out);
});

test('the configuration can ask for it', async () => {
  const folder = folderOf({ 'main.json': EXAMPLE, 'acraudit.yaml': 'reports: { html: report.html }\n' });
  await acraudit(folder, 'lint');
  expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('<!doctype html>');
});
